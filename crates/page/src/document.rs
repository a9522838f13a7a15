//! One document: what it says, who is behind it, what became of it, and what is said to it.

use askama::Template;
use participation::{
    AmendmentState, Card, Community, Contents, DocumentKind, EntryId, Kept, Language, Owner,
    Permit, Reading, Store, TextField,
};

use crate::answering::Answered;
use crate::concluding::Ending;
use crate::dates::Day;
use crate::details::{self, Fact, Progress};
use crate::entrance::Problem;
use crate::files::{self, File};
use crate::frame::Frame;
use crate::kept::{self, Keeping};
use crate::kin::{self, After, Kin};
use crate::list::{self, Badge, Row};
use crate::message::{Failed, done};
use crate::people::{People, Who};
use crate::prose::{self, Prose};
use crate::thread::{self, Thread};
use crate::versions::{self, Change};
use crate::words::Words;
use crate::{Visit, authors, concluding, link, plain};

/// What is asked of the page of a document.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Which page of its thread, from 1.
    pub page: usize,
    /// A comment that was typed and not taken in.
    pub typed: Option<Typed>,
    /// Why an amendment is taken in or refused, as it was typed.
    pub decision: Option<Decision>,
}

/// A reason as it was typed, with what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Decision {
    /// The words.
    pub reason: String,
    /// What is wrong, in the reader's language.
    pub problem: String,
}

/// A comment as it was typed, with what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// The words.
    pub text: String,
    /// `in-favour`, `against` or nothing.
    pub side: String,
    /// The digits of the comment that it answers.
    pub parent: String,
    /// What is wrong, in the reader's language.
    pub problem: String,
}

/// A text of a document.
#[derive(Debug)]
pub(crate) struct Part {
    /// The message that names it; empty for the body.
    pub(crate) label: String,
    /// Its language, where it is not the page's.
    pub(crate) lang: &'static str,
    pub(crate) prose: Prose,
}

impl Part {
    /// A text in the reader's language, or in another.
    pub(crate) fn of(
        contents: &Contents,
        field: TextField,
        w: Words,
        render: fn(&str) -> Prose,
    ) -> Option<Self> {
        let (language, text) = best(contents, field, w)?;
        let label = label(field).map(|key| w.say(key)).unwrap_or_default();
        Some(Self { label, lang: list::other_language(language, w), prose: render(text) })
    }
}

/// A text of a field in the language that is best for the reader.
pub(crate) fn best(contents: &Contents, field: TextField, w: Words) -> Option<(Language, &str)> {
    let of = |language: Language| {
        Some((language, contents.text(field, language))).filter(|(_, text)| !text.is_empty())
    };
    let any = contents.texts.iter().find(|((other, _), _)| *other == field);
    w.tongue()
        .preferred()
        .into_iter()
        .find_map(of)
        .or_else(|| any.map(|((_, language), text)| (*language, text.as_str())))
}

const fn label(field: TextField) -> Option<&'static str> {
    match field {
        TextField::Title | TextField::Body | TextField::Subtitle | TextField::Summary => None,
        TextField::Announcement => Some("field-announcement"),
        TextField::Instructions => Some("field-instructions"),
        TextField::Place => Some("field-place"),
        TextField::Updates => Some("field-updates"),
    }
}

/// Supports, and what the reader can do about them.
struct Support {
    /// How many; `None` while the phase keeps them from pages.
    count: Option<u32>,
    /// How many of them came with an import.
    imported: u32,
    goal: u32,
    /// Whether the reader supports it.
    mine: bool,
    /// Whether support can be given now.
    open: bool,
    /// Whether the reader can give it.
    may: bool,
}

/// Endorsements, and what the reader can do about them.
struct Endorsed {
    count: usize,
    /// Whether the reader endorses it.
    mine: bool,
    /// Whether the reader can.
    may: bool,
}

#[derive(Template)]
#[template(path = "document.html")]
struct Document<'a> {
    /// Where it is kept, where no other node has said that it holds it.
    kept: Option<String>,
    f: Frame<'a>,
    path: String,
    digits: String,
    lang: &'static str,
    kind: String,
    space: Option<(String, String)>,
    authors: Vec<Who>,
    day: Day,
    badges: Vec<Badge>,
    hidden: Option<String>,
    erased: bool,
    parts: Vec<Part>,
    answered: Option<Answered>,
    concluded: Option<Answered>,
    support: Option<Support>,
    amendments: Vec<Row>,
    /// What it comes from, what carries it out, what it has to do with.
    kin: Vec<Kin>,
    /// What organisers made of it.
    after: Vec<After>,
    edits: u32,
    thread: Thread,
    typed: Typed,
    /// How far it has come.
    progress: Option<Progress>,
    /// Days, places, costs and themes.
    facts: Vec<Fact>,
    files: Vec<File>,
    /// What can be done about it beside talking: where, and what that is called.
    doings: Vec<(String, String)>,
    /// Where whoever was asked to be an author says yes or no.
    invited: bool,
    /// Who stands behind it in public, where that can be done or has been.
    endorsed: Option<Endorsed>,
    /// Whether the reader can make a proposal of their own of this amendment, which was refused.
    promotes: bool,
    /// Where its authors change it, while they may.
    edit: Option<String>,
    /// Where others propose a change, while they may.
    amend: Option<String>,
    /// Of an amendment: what it would change, and whether the reader decides on it.
    changes: Vec<Change>,
    decides: bool,
    decision: Decision,
    problems: Vec<Problem>,
    /// The proposal that it would change.
    base: Option<String>,
    amendment_state: Option<String>,
    /// Whether the reader can say what they think of comments.
    rates: bool,
    /// Whether it is something that people comment on at all.
    discussed: bool,
    /// Whether comments can be written now.
    comments_open: bool,
    comment_length: u16,
    sides: bool,
}

/// The page of a document; `None` where it is not here.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn show<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    id: &EntryId,
    asked: Asked,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let mut reading = community.deliberation();
    // What is erased has no text and is shown all the same.
    let contents = reading.text(id).unwrap_or_default();
    let Some(card) = reading.card(id).cloned() else { return Ok(None) };
    let (lang, title) = if card.erased {
        ("", w.say("title-erased"))
    } else if card.hidden.is_some() {
        ("", w.say("title-hidden"))
    } else {
        list::titled(&card.titles, w)
    };
    let f = Frame::of(community, visit, list::section(card.kind), title);
    let people = People::new(w);
    let path = format!("{}/{}/{}", f.root(), list::kind_path(card.kind), link::digits(id));
    let phase = reading.current_phase(&card.space).map(|(_, phase)| phase.rules.clone());
    let permits = |permit| phase.as_ref().is_some_and(|rules| rules.permits.has(permit));
    let space = reading.space(&card.space).map(|space| {
        let href = format!("{}/spaces/{}", f.root(), link::digits(&space.id));
        (href, list::titled(&space.titles, w).1)
    });
    let shown = card.hidden.is_none() && !card.erased;
    let fields = [
        TextField::Announcement,
        TextField::Subtitle,
        TextField::Summary,
        TextField::Body,
        TextField::Instructions,
        TextField::Place,
        TextField::Updates,
    ];
    let parts = fields.into_iter().filter(|_| shown);
    let parts = parts.filter_map(|field| Part::of(&contents, field, w, prose::body)).collect();
    let answered = card.answer.and_then(|answer| Answered::answer(&reading, &answer, &card, w));
    let concluded = card.conclusion.and_then(|id| Answered::conclusion(&reading, &id, w));
    let hidden = card.hidden.map(|label| thread::why_hidden(&reading, &label, w));
    let support = (card.kind == DocumentKind::Proposal && shown).then(|| {
        let slot = f.neighbour().and_then(|neighbour| neighbour.slot);
        let open = permits(Permit::Support) && card.withdrawn.is_none();
        Support {
            count: list::counted(&reading, &card),
            imported: card.imported.map_or(0, |counts| counts.supports),
            goal: phase.as_ref().map_or(0, |rules| rules.goal),
            mine: slot.is_some_and(|slot| supports(&reading, &card, &slot)),
            open,
            may: open && f.may_act(),
        }
    });
    let authors = people.authors(&reading, &card);
    let amendments = list::rows(&mut reading, &people, &card.amendments, &f, "");
    let kin = kin::of(&mut reading, &people, &card, &f);
    let after = kin::after(&reading, &card, f.root(), w);
    let discussed = card.kind != DocumentKind::Taxon;
    let comments_open =
        discussed && shown && !card.closed && card.withdrawn.is_none() && permits(Permit::Comment);
    let sides = matches!(card.kind, DocumentKind::Proposal | DocumentKind::Debate);
    let depth = phase.as_ref().map_or(0, |rules| rules.reply_depth);
    let place = thread::Place {
        document: id,
        path: &path,
        page: asked.page,
        depth: if comments_open { depth } else { 0 },
        columns: card.kind == DocumentKind::Debate,
    };
    let thread = thread::of(&reading, &people, &f, &place);
    let slot = f.neighbour().and_then(|neighbour| neighbour.slot);
    let is_author = slot.is_some_and(|slot| is_author(&card, &slot));
    let changeable = shown && card.withdrawn.is_none() && f.belongs() && !f.reads_alone();
    let in_office = visit.organises() && !matches!(card.owner, Owner::Member(_));
    let may = |permit| changeable && (in_office || is_author && permits(permit));
    let edits_open = may(Permit::Edit);
    let mut doings = doings(&card, visit, &path, [may(Permit::Attach), may(Permit::Edit)], w);
    let elsewhere = reading.spaces().any(|space| space.id != card.space);
    doings.extend(reshapings(&card, visit, f.root(), elsewhere, w));
    if changeable && (in_office || is_author) {
        let href = format!("{}/me/withdraw/{}", f.root(), link::digits(id));
        doings.push((href, w.say("withdraw-title")));
    }
    let files = files::of(&reading, &card.attachments, &f, may(Permit::Attach));
    let facts =
        if shown { details::facts(&reading, f.root(), &card.values, w) } else { Vec::new() };
    let progress = Progress::of(&card, w).filter(|_| shown);
    let acts = visit.acts_as();
    let invited = acts.is_some_and(|slot| authors::is_invited(&reading, &card, &slot));
    let amends = changeable
        && slot.is_some()
        && !is_author
        && card.kind == DocumentKind::Proposal
        && permits(Permit::Amend);
    let changes = amendment_changes(&mut reading, &card, &contents, w);
    let proposal = card.base.as_ref().and_then(|base| reading.card(&base.proposal));
    let decides = card.amendment == Some(AmendmentState::Evaluating)
        && permits(Permit::Decide)
        && proposal
            .zip(acts)
            .is_some_and(|(proposal, slot)| crate::document::is_author(proposal, &slot));
    let endorsed = Endorsed {
        count: card.endorsers.len(),
        mine: slot.is_some_and(|slot| card.endorsers.binary_search(&slot).is_ok()),
        may: changeable && slot.is_some() && permits(Permit::Endorse) && endorsable(card.kind),
    };
    let promotes = card.amendment == Some(AmendmentState::Rejected)
        && permits(Permit::Promote)
        && acts.map(Owner::Member) == Some(card.owner);
    let (typed, decision) = (asked.typed.unwrap_or_default(), asked.decision.unwrap_or_default());
    let problems = [("text", &typed.problem), ("reason", &decision.problem)];
    let problems = problems.into_iter().filter(|(_, text)| !text.is_empty());
    let problems = problems.map(|(field, text)| Problem { field, text: text.clone() }).collect();
    let kept = Keeping::of(community).find(community, card.heads.iter().copied());
    let kept = kept.filter(|_| visit.notice.is_none());
    let kept = kept.filter(|kept| match kept {
        // On a node that is alone it would stand below everything.
        Kept::Alone => is_author,
        Kept::Unsaid => true,
        Kept::Elsewhere(_) => false,
    });
    let page = Document {
        kept: kept.map(|kept| kept::sentence(kept, w)),
        endorsed: Some(endorsed).filter(|it| shown && (it.may || it.count > 0)),
        promotes,
        digits: link::digits(id),
        lang,
        kind: w.say(list::kind_one(card.kind)),
        space,
        authors,
        day: Day::of(card.made, w),
        // How far it has come stands above its text: once is enough.
        badges: match progress.is_none() || card.withdrawn.is_some() {
            true => list::badges(&reading, &card, w),
            false => Vec::new(),
        },
        progress,
        hidden,
        erased: card.erased,
        parts,
        answered,
        concluded,
        support,
        amendments,
        kin,
        after,
        edits: card.edits,
        thread,
        typed,
        facts,
        files,
        doings,
        invited,
        edit: edits_open.then(|| format!("{path}/edit")),
        amend: amends.then(|| format!("{path}/amend")),
        changes,
        decides,
        problems,
        decision,
        base: card
            .base
            .as_ref()
            .map(|base| format!("{}/proposals/{}", f.root(), link::digits(&base.proposal))),
        amendment_state: card.amendment.map(|state| w.say(amendment_key(state))),
        rates: f.may_act() && permits(Permit::RateComments),
        discussed,
        comments_open,
        comment_length: phase.as_ref().map_or(0, |rules| rules.comment_length),
        sides,
        path,
        f,
    };
    done(&page).map(Some)
}

/// Whether a document is something that people stand behind.
const fn endorsable(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::Proposal | DocumentKind::Debate | DocumentKind::Post)
}

/// What somebody can do about a document beside talking of it: `may` says whether they attach files
/// and take in authors.
fn doings(
    card: &Card,
    visit: &Visit,
    path: &str,
    may: [bool; 2],
    w: Words,
) -> Vec<(String, String)> {
    let [attach, take_in] = may;
    let shown = card.is_shown() && card.withdrawn.is_none();
    let answers = shown && card.kind == DocumentKind::Proposal && visit.organises();
    let member = matches!(card.owner, Owner::Member(_)) && card.kind != DocumentKind::Amendment;
    let conclude = match (card.closed, card.kind) {
        (true, _) => "reopen",
        (false, DocumentKind::Meeting) => "conclude-meeting",
        (false, _) => "conclude-debate",
    };
    [
        (answers && card.answer.is_none(), "answer", "answer-give"),
        (answers && card.answer.is_some(), "answer", "answer-change"),
        (shown && concluding::may(card, visit), Ending::of(card).place(), conclude),
        (attach, "attach", "attach"),
        (take_in && member, "authors", "authors-invite"),
    ]
    .into_iter()
    .filter(|(may, ..)| *may)
    .map(|(_, place, key)| (format!("{path}/{place}"), w.say(key)))
    .collect()
}

/// What organisers can make of a proposal: a copy, where there is another space for one.
fn reshapings(
    card: &Card,
    visit: &Visit,
    root: &str,
    elsewhere: bool,
    w: Words,
) -> Vec<(String, String)> {
    let shown = card.is_shown() && card.withdrawn.is_none();
    if card.kind != DocumentKind::Proposal || !shown || !visit.organises() {
        return Vec::new();
    }
    let (digits, space) = (link::digits(&card.id), link::digits(&card.space));
    let mut all = vec![
        (format!("{root}/spaces/{space}/merge?from={digits}"), w.say("merge-with")),
        (format!("{root}/proposals/{digits}/split"), w.say("split-title")),
    ];
    if elsewhere {
        all.push((format!("{root}/proposals/{digits}/copy"), w.say("copy-title")));
    }
    all
}

/// What an amendment would change.
fn amendment_changes<S: Store>(
    reading: &mut Reading<'_, S>,
    card: &Card,
    after: &Contents,
    w: Words,
) -> Vec<Change> {
    let Some(base) = &card.base else { return Vec::new() };
    let before = reading.text_at(&base.proposal, &base.heads).unwrap_or_default();
    versions::changes(&before, after, w)
}

/// Whether somebody is an author of a document.
#[must_use]
pub fn is_author(card: &Card, slot: &participation::SlotId) -> bool {
    card.owner == Owner::Member(*slot) || card.coauthors.binary_search(slot).is_ok()
}

/// The message that says what became of an amendment.
const fn amendment_key(state: AmendmentState) -> &'static str {
    match state {
        AmendmentState::Evaluating => "amendment-evaluating",
        AmendmentState::Accepted => "state-accepted",
        AmendmentState::Rejected => "state-rejected",
        AmendmentState::Withdrawn => "state-withdrawn",
    }
}

/// Whether somebody supports a proposal, alone or in a list.
pub(crate) fn supports(
    reading: &participation::Deliberation,
    card: &Card,
    slot: &participation::SlotId,
) -> bool {
    let listed = reading.support_ballot(&card.space, slot);
    card.supporters.binary_search(slot).is_ok()
        || listed.is_some_and(|ballot| ballot.proposals.binary_search(&card.id).is_ok())
}

/// One of several texts: the one that is best for the reader.
pub(crate) fn localized<'a>(
    texts: impl Iterator<Item = (Language, &'a str)>,
    w: Words,
) -> (&'static str, String) {
    let all: Vec<(Language, &str)> = texts.collect();
    let of = |language: &Language| all.iter().find(|(other, _)| other == language);
    let Some((language, text)) = w.tongue().preferred().iter().find_map(of).or_else(|| all.first())
    else {
        return ("", String::new());
    };
    (list::other_language(*language, w), (*text).to_owned())
}

/// Whether a document is of the space itself.
#[must_use]
pub fn is_official(card: &Card) -> bool {
    card.owner == Owner::Space
}

/// A title for a window or a list, safe to show.
#[must_use]
pub fn title(card: &Card, visit: &Visit) -> String {
    plain::line(&list::titled(&card.titles, visit.words()).1)
}

/// The page of a document's thread on which a comment is, from 1.
#[must_use]
pub fn page_of<S: Store>(community: &Community<S>, document: &EntryId, comment: &EntryId) -> usize {
    let reading = community.deliberation();
    let place = reading.thread(document).iter().position(|remark| remark.id == *comment);
    place.unwrap_or(0) / thread::COMMENTS + 1
}
