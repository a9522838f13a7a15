//! One document, for people and for scripts.

use std::collections::BTreeMap;

use participation::{
    Card, Community, Content, Contents, DocumentKind, EntryId, Fault, Language, Owner, Reading,
    SlotId, Store, Voice,
};
use serde::Serialize;

use super::list::{amendment_name, state};
use super::{acts, words};
use crate::cli::words::ShowArgs;
use crate::context::Context;
use crate::exit::Failure;
use crate::layout::{Facts, Table};
use crate::select::written;
use crate::{dates, print, texts};

/// What people call themselves.
#[derive(Debug, Default)]
pub(crate) struct Names(BTreeMap<SlotId, String>);

impl Names {
    /// Of everybody who tells of themselves.
    pub(crate) fn of<S: Store>(community: &Community<S>) -> Self {
        Self(community.names())
    }

    /// Somebody, by name where they told it, with the digits that no other has.
    pub(crate) fn person(&self, slot: &SlotId) -> String {
        match self.0.get(slot) {
            Some(name) => format!("{name} ({})", slot.short()),
            None => slot.short(),
        }
    }

    /// Whose something is. Of what was imported the author is named by its source and signed nothing.
    pub(crate) fn owner<S: Store>(
        &self,
        reading: &Reading<'_, S>,
        owner: Owner,
        id: &EntryId,
    ) -> String {
        match owner {
            Owner::Member(slot) => self.person(&slot),
            Owner::Space => "official".to_owned(),
            Owner::Imported => {
                let said = reading.said(id);
                let voice = match said.as_ref().and_then(participation::Said::content) {
                    Some(Content::Compose(compose)) => Some(&compose.root.voice),
                    Some(Content::Comment(comment)) => Some(&comment.voice),
                    _ => None,
                };
                let origin = voice.and_then(Voice::origin);
                let author = origin.map(|origin| origin.author.to_string()).unwrap_or_default();
                format!("imported: {author}")
            }
        }
    }

    /// Whose a document is.
    pub(crate) fn author<S: Store>(&self, reading: &Reading<'_, S>, card: &Card) -> String {
        self.owner(reading, card.owner, &card.id)
    }
}

/// The title in the language that is best for the reader.
pub(crate) fn title_of(titles: &[(Language, String)], languages: &[Language]) -> String {
    let of = |language: &Language| titles.iter().find(|(l, _)| l == language);
    let found = languages.iter().find_map(of).or_else(|| titles.first());
    found.map_or_else(|| "(no title)".to_owned(), |(_, title)| title.clone())
}

#[derive(Serialize)]
struct Shown<'a> {
    #[serde(flatten)]
    card: &'a Card,
    title: String,
    author: String,
    supports: Option<u32>,
    texts: Vec<words::TextLine>,
    files: Vec<File>,
    answered: Option<Answered>,
    concluded: Option<BTreeMap<String, String>>,
    labelled: Option<Labelled>,
    void: Vec<Voided>,
}

#[derive(Serialize)]
struct File {
    id: EntryId,
    name: String,
    media: String,
    size: u64,
    title: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Answered {
    state: String,
    text: BTreeMap<String, String>,
    cost: Option<u64>,
    cost_report: BTreeMap<String, String>,
    period: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Labelled {
    reason: participation::Reason,
    text: BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Voided {
    id: EntryId,
    fault: Fault,
    why: String,
}

/// Shows one document.
pub(super) fn show(
    context: &Context,
    kinds: &[DocumentKind],
    args: &ShowArgs,
) -> Result<(), Failure> {
    let community = context.community()?;
    let id = written::document(&community, kinds, &args.id)?;
    let names = Names::of(&community);
    let mut reading = community.deliberation();
    // What is erased has no text and is shown all the same.
    let contents = reading.text(&id).unwrap_or_default();
    let mut languages = words::languages(args.language.as_deref())?;
    let missing = || Failure::from(participation::Error::NoSuchEntry(id));
    let card = reading.card(&id).ok_or_else(missing)?;
    languages.extend(reading.space(&card.space).into_iter().flat_map(|space| &space.languages));
    let void = reading.void(&id).iter();
    let void = void.map(|v| Voided { id: v.id, fault: v.fault, why: v.fault.to_string() });
    let shown = Shown {
        card,
        title: title_of(&card.titles, &languages),
        author: names.author(&reading, card),
        supports: reading.shown_supports(&id),
        texts: words::lines(&contents),
        files: card.attachments.iter().filter_map(|id| file(&reading, id)).collect(),
        answered: card.answer.and_then(|id| answer(&reading, &id)),
        concluded: card.conclusion.and_then(|id| conclusion(&reading, &id)),
        labelled: card.hidden.and_then(|id| label(&reading, &id)),
        void: void.collect(),
    };
    if args.json {
        return print::json(&shown);
    }
    people(&reading, &names, &shown, &contents, &languages)
}

fn people<S: Store>(
    reading: &Reading<'_, S>,
    names: &Names,
    shown: &Shown<'_>,
    contents: &Contents,
    languages: &[Language],
) -> Result<(), Failure> {
    let card = shown.card;
    let authors: Vec<String> = std::iter::once(shown.author.clone())
        .chain(card.coauthors.iter().map(|slot| names.person(slot)))
        .collect();
    let mut facts = Facts::new()
        .with(written::document_name(card.kind), card.id)
        .with("title", &shown.title)
        .with("by", authors.join(", "))
        .with("made", dates::shown(card.made));
    if let Some(base) = &card.base {
        facts = facts.with("amends", base.proposal.short());
    }
    if state(card) != "-" {
        facts = facts.with("state", state(card));
    }
    if card.kind == DocumentKind::Proposal {
        facts = facts.with("supports", supports(shown));
    }
    if !card.endorsers.is_empty() {
        let all: Vec<String> = card.endorsers.iter().map(|slot| names.person(slot)).collect();
        facts = facts.with("endorsed by", all.join(", "));
    }
    if card.comments > 0 {
        facts = facts.with(
            "comments",
            format!("{} ({} in favour, {} against)", card.comments, card.in_favour, card.against),
        );
    }
    for (label, value) in words::values(contents) {
        facts = facts.with(label, value);
    }
    let mut links = Table::plain(&[]);
    for link in &card.links {
        let title = reading.card(&link.to).map(|card| title_of(&card.titles, languages));
        let relation = acts::relation_name(link.relation).to_owned();
        links.row([relation, link.to.short(), title.unwrap_or_default()]);
    }
    let mut files = Table::plain(&[]);
    for file in &shown.files {
        files.row([file.id.short(), format!("{} bytes", file.size), file.name.clone()]);
    }
    let mut amendments = Table::plain(&[]);
    for amendment in card.amendments.iter().filter_map(|id| reading.card(id)) {
        let became = amendment.amendment.map(amendment_name).unwrap_or_default().to_owned();
        let by = names.author(reading, amendment);
        amendments.row([amendment.id.short(), became, by]);
    }
    for (label, table, is_there) in [
        ("links", links, !card.links.is_empty()),
        ("files", files, !shown.files.is_empty()),
        ("amendments", amendments, !card.amendments.is_empty()),
    ] {
        if is_there {
            facts = facts.with_table(label, table);
        }
    }
    facts.print()?;
    if let Some(labelled) = &shown.labelled {
        print::line(format_args!(
            "\nhidden by the moderators ({}): {}",
            reason_name(labelled.reason),
            print::safe(&best(&labelled.text, languages))
        ))?;
    }
    if card.erased {
        print::line("\nwhat it said was erased")?;
    }
    words::print(contents, languages)?;
    after(shown, languages)
}

/// What was said to it, and what of it does not count.
fn after(shown: &Shown<'_>, languages: &[Language]) -> Result<(), Failure> {
    if let Some(answered) = &shown.answered {
        print::line(format_args!("\nofficial answer: {}", print::safe(&answered.state)))?;
        texts::print(&best(&answered.text, languages))?;
        if let Some(cost) = answered.cost {
            print::line(format_args!(
                "cost: {cost} {}",
                print::safe(&best(&answered.cost_report, languages))
            ))?;
        }
        let period = best(&answered.period, languages);
        if !period.is_empty() {
            print::line(format_args!("period: {}", print::safe(&period)))?;
        }
    }
    if let Some(concluded) = &shown.concluded {
        print::line(if shown.card.closed { "\nconclusions:" } else { "\nopened again:" })?;
        texts::print(&best(concluded, languages))?;
    }
    if !shown.void.is_empty() {
        print::line("\nwhat does not count:")?;
        let mut table = Table::plain(&[]);
        for void in &shown.void {
            table.row([void.id.short(), void.why.clone()]);
        }
        table.print()?;
    }
    Ok(())
}

fn supports(shown: &Shown<'_>) -> String {
    let own = shown.supports.map_or_else(
        || "kept from pages until the phase ends; who holds the entries can count them".to_owned(),
        |own| own.to_string(),
    );
    match shown.card.imported {
        Some(counts) if counts.supports > 0 => {
            format!("{own}, and {} as its source told", counts.supports)
        }
        _ => own,
    }
}

/// A text by language, for JSON.
pub(crate) fn by_language<const MAX: usize>(
    texts: &participation::Localized<MAX>,
) -> BTreeMap<String, String> {
    texts.iter().map(|(language, text)| (language.to_string(), text.to_string())).collect()
}

/// The text that is best for the reader.
pub(crate) fn best(texts: &BTreeMap<String, String>, languages: &[Language]) -> String {
    let of = |language: &Language| texts.get(language.as_str());
    let found = languages.iter().find_map(of).or_else(|| texts.values().next());
    found.cloned().unwrap_or_default()
}

/// The name of a reason.
pub(crate) const fn reason_name(reason: participation::Reason) -> &'static str {
    match reason {
        participation::Reason::Spam => "spam",
        participation::Reason::Offensive => "offensive",
        participation::Reason::OffTopic => "off-topic",
        participation::Reason::Private => "private",
        participation::Reason::Illegal => "illegal",
        participation::Reason::Other => "other",
    }
}

fn file<S: Store>(reading: &Reading<'_, S>, id: &EntryId) -> Option<File> {
    match reading.said(id)?.content() {
        Some(Content::Attach(file)) => Some(File {
            id: *id,
            name: file.name.to_string(),
            media: file.media.to_string(),
            size: file.size,
            title: by_language(&file.title),
        }),
        _ => None,
    }
}

fn answer<S: Store>(reading: &Reading<'_, S>, id: &EntryId) -> Option<Answered> {
    match reading.said(id)?.content() {
        Some(Content::Answer(answer)) => Some(Answered {
            state: answer.state.to_string(),
            text: by_language(&answer.text),
            cost: answer.cost,
            cost_report: by_language(&answer.cost_report),
            period: by_language(&answer.period),
        }),
        _ => None,
    }
}

fn conclusion<S: Store>(
    reading: &Reading<'_, S>,
    id: &EntryId,
) -> Option<BTreeMap<String, String>> {
    match reading.said(id)?.content() {
        Some(Content::Conclude(conclusion)) => Some(by_language(&conclusion.text)),
        _ => None,
    }
}

fn label<S: Store>(reading: &Reading<'_, S>, id: &EntryId) -> Option<Labelled> {
    match reading.said(id)?.content() {
        Some(Content::Label(label)) => {
            Some(Labelled { reason: label.reason, text: by_language(&label.text) })
        }
        _ => None,
    }
}
