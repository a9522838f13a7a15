//! What is told of each document and comment now, and of what was imported also what was told of it
//! then.

use std::collections::{BTreeMap, HashMap};

use participation_acts::{
    Answer, Content, DocumentKind, FieldEdits, Origin, Relation, Value, ValueField,
};
use participation_decidim::{CommentRow, Joined};
use participation_deliberation::{Card, Contents, Remark};
use participation_policy::Owner;
use participation_store::Store;
use participation_types::{EntryId, Language, SlotId, Text, Timestamp};

use super::kinds::class_of;
use super::known::{STANDS_FOR, origin_of};
use super::language::Spelling;
use super::native::{Numbers, number};
use super::rest::{Cells, Rest};
use super::sheet::{Class, CommentSheet, Sheet, first};
use crate::community::Community;
use crate::error::Error;
use crate::reading::{Reading, Said};

/// A row: its cells, and those that have no column.
pub(crate) type Row = (BTreeMap<String, String>, Cells);

/// The cells of a row in the order in which it is put together.
pub(crate) fn all((cells, beyond): &Row) -> impl Iterator<Item = (&str, &str)> {
    let cells = cells.iter().map(|(name, cell)| (name.as_str(), cell.as_str()));
    cells.chain(beyond.iter().map(|(name, cell)| (name.as_str(), cell.as_str())))
}

/// What is told of one document.
pub(crate) struct Told {
    /// The act that it begins with, with its origin if it was imported.
    said: Option<Said>,
    /// Whether it stands for something of which nothing more is known.
    pub(crate) is_stub: bool,
    /// What was told of it when it was imported.
    then: Option<Sheet>,
    now: Sheet,
    /// Comments that were made here.
    comments: u64,
    attachments: u64,
    endorsers: Vec<String>,
    /// Class and page, for its comments; its number there, and here.
    class: String,
    url: String,
    numbers: (u64, u64),
}

impl Told {
    fn origin(&self) -> Option<&Origin> {
        self.said.as_ref().and_then(origin_of)
    }

    /// Its row, by what makes cells of a sheet.
    pub(crate) fn row(&self, cells: impl Fn(&Sheet) -> Cells) -> Row {
        let now = cells(&self.now);
        let (Some(origin), Some(then)) = (self.origin(), &self.then) else {
            return (now.into_iter().collect(), Cells::new());
        };
        let rest = Rest::of(origin);
        let mut row = rest.restore(cells(then), now);
        for (column, more) in [("comments", self.comments), ("attachments", self.attachments)] {
            if more > 0 {
                let before = row.get(column).and_then(|cell| cell.parse().ok()).unwrap_or(0_u64);
                row.insert(column.to_owned(), before.saturating_add(more).to_string());
            }
        }
        if !self.endorsers.is_empty() {
            const COLUMN: &str = "likes/user_endorsements";
            let before = row.get(COLUMN).cloned();
            let all = Joined::of(before.iter().chain(&self.endorsers));
            row.insert(COLUMN.to_owned(), all.as_str().to_owned());
        }
        (row, owned(&rest.beyond))
    }
}

/// Reads what stands, for as long as an export takes.
pub(crate) struct Teller<'a, S> {
    community: &'a Community<S>,
    pub(crate) reading: Reading<'a, S>,
    /// Documents that have rows or comments, by id.
    pub(crate) documents: Vec<EntryId>,
    /// The numbers that what was imported had.
    elsewhere: HashMap<EntryId, u64>,
    /// Numbers of the tables: by class of documents, and of comments.
    numbers: BTreeMap<&'static str, Numbers>,
    remarks: Numbers,
    /// Numbers of spaces that rows told of.
    spaces: BTreeMap<EntryId, u64>,
    names: HashMap<SlotId, String>,
    name: String,
}

impl<'a, S: Store> Teller<'a, S> {
    /// Reads everything once, so that each document and comment has its number.
    pub(crate) fn of(community: &'a Community<S>) -> Self {
        let reading = community.deliberation();
        let (mut elsewhere, mut spaces) = (HashMap::new(), BTreeMap::new());
        let mut tables: BTreeMap<&'static str, Vec<(EntryId, Option<u64>)>> = BTreeMap::new();
        let (mut documents, mut remarks) = (Vec::new(), Vec::new());
        for card in reading.cards().filter(|card| card.kind != DocumentKind::Taxon) {
            documents.push(card.id);
            let said = reading.said(&card.generation.unwrap_or(card.id));
            let origin = said.as_ref().and_then(origin_of);
            let there = origin.and_then(|origin| origin.id.as_str().parse().ok());
            elsewhere.extend(there.map(|number| (card.id, number)));
            let rest = origin.map(Rest::of).unwrap_or_default();
            let space = rest.cell("participatory_space/id").and_then(|cell| cell.parse().ok());
            if let Some(space) = space {
                spaces.entry(card.space).or_insert(space);
            }
            // What stands for something unknown keeps the number of that.
            if rest.cell(STANDS_FOR).is_none() {
                tables.entry(class_of(card.kind)).or_default().push((card.id, there));
            }
            for remark in reading.thread(&card.id) {
                let said = (remark.owner == Owner::Imported).then(|| reading.said(&remark.id));
                let said = said.flatten();
                let origin = said.as_ref().and_then(origin_of);
                let there = origin.and_then(|origin| origin.id.as_str().parse().ok());
                elsewhere.extend(there.map(|number| (remark.id, number)));
                remarks.push((remark.id, there));
            }
        }
        let view = community.view();
        let name = view.tip().map(|(_, state)| state.name().to_string()).unwrap_or_default();
        Self {
            community,
            documents,
            elsewhere,
            numbers: tables.into_iter().map(|(class, all)| (class, Numbers::of(all))).collect(),
            remarks: Numbers::of(remarks),
            spaces,
            names: HashMap::new(),
            name,
            reading,
        }
    }

    /// What is told of a document.
    pub(crate) fn document(&mut self, card: &Card) -> Result<Told, Error> {
        let said = self.reading.said(&card.generation.unwrap_or(card.id));
        let contents = self.reading.text(&card.id)?;
        let origin = said.as_ref().and_then(origin_of);
        let rest = origin.map(Rest::of).unwrap_or_default();
        let stands_for = rest.cell(STANDS_FOR).map(str::to_owned);
        let space_url = self.space_url(&card.space);
        let here = self.number_of(card, stands_for.is_some());
        let url = line(&contents, ValueField::Url);
        let then = origin.map(|origin| {
            let fields = said.as_ref().and_then(first_fields);
            let contents = fields.map(first).unwrap_or_default();
            let classes = self.classes(&contents);
            let spelling = rest.spelling.clone();
            Sheet::imported(origin, contents, classes, &space_url, spelling)
        });
        let mut now = match (origin, &then) {
            (Some(_), Some(then)) => Sheet {
                classes: self.classes(&contents),
                withdrawn: then.withdrawn || card.withdrawn.is_some(),
                ..then.clone()
            },
            _ => self.native(card, &contents, space_url)?,
        };
        now.id = here;
        now.contents = contents;
        self.relate(card, &mut now);
        self.since(card, &mut now)?;
        let remarks = self.reading.thread(&card.id).iter();
        let made_here =
            remarks.filter(|remark| remark.owner != Owner::Imported && remark.is_shown());
        Ok(Told {
            is_stub: stands_for.is_some(),
            then,
            comments: count(made_here.count()),
            attachments: count(card.attachments.len()),
            endorsers: card.endorsers.iter().map(|slot| self.name(slot)).collect(),
            class: stands_for.unwrap_or_else(|| class_of(card.kind).to_owned()),
            url,
            numbers: (self.elsewhere.get(&card.id).copied().unwrap_or(here), here),
            now,
            said,
        })
    }

    /// What a result is a part of, and what it carries out, as far as pages show that.
    fn relate(&self, card: &Card, sheet: &mut Sheet) {
        if card.kind != DocumentKind::Result {
            return;
        }
        let linked = |relation| {
            let links = card.links.iter().filter(move |link| link.relation == relation);
            links.filter_map(|link| self.reading.card(&link.to)).filter(|card| card.is_shown())
        };
        let above = linked(Relation::PartOf).find(|card| card.kind == DocumentKind::Result);
        sheet.parent = above.map(|card| self.number_of(card, false));
        let url = |card: &Card| match card.value(ValueField::Url) {
            Some(Value::Line(url)) => Some(url.as_str().to_owned()),
            _ => None,
        };
        let proposals =
            linked(Relation::ResultsFrom).filter(|card| card.kind == DocumentKind::Proposal);
        sheet.sources = proposals.filter_map(url).collect();
    }

    /// What was said of a document since it was made.
    fn since(&self, card: &Card, sheet: &mut Sheet) -> Result<(), Error> {
        let add = |count: Option<u64>, more: u64| Some(count.unwrap_or(0).saturating_add(more));
        sheet.state = card.state.clone().unwrap_or_default();
        sheet.supports = add(sheet.supports, self.reading.supports(&card.id).into());
        sheet.endorsements = add(sheet.endorsements, count(card.endorsers.len()));
        if let Some(withdrawal) = card.withdrawn.filter(|id| *id != card.id) {
            sheet.withdrawn_at = Some(self.claimed(&withdrawal)?);
        }
        if card.edits > 0
            && let Some(last) = card.heads.last()
        {
            sheet.changed = Some(self.claimed(last)?);
        }
        let Some(id) = card.answer else { return Ok(()) };
        let Some(answer) = self.reading.said(&id) else { return Ok(()) };
        if let Some(Content::Answer(Answer { text, cost, cost_report, period, .. })) =
            answer.content()
        {
            sheet.answers = owned_texts(text.iter());
            sheet.cost_report = owned_texts(cost_report.iter());
            sheet.period = owned_texts(period.iter());
            sheet.answered = Some(self.claimed(&id)?);
            if let Some(cost) = cost {
                sheet.contents.values.insert(ValueField::Cost, Value::Number(*cost));
            }
        }
        Ok(())
    }

    /// What is told of a document that was made here.
    fn native(&mut self, card: &Card, contents: &Contents, url: String) -> Result<Sheet, Error> {
        let slots: Vec<SlotId> = match card.owner {
            Owner::Member(slot) => {
                std::iter::once(slot).chain(card.coauthors.iter().copied()).collect()
            }
            Owner::Space | Owner::Imported => Vec::new(),
        };
        let numbers = slots.iter().map(|slot| number(slot.as_bytes()).to_string());
        let names: Vec<String> = slots.iter().map(|slot| self.name(slot)).collect();
        let authors = if names.is_empty() { vec![self.name.clone()] } else { names };
        let endorsers = card.endorsers.iter().map(|slot| self.name(slot)).collect::<Vec<_>>();
        let amends = card.base.as_ref().and_then(|base| self.reading.card(&base.proposal));
        let amends = amends.map(|proposal| proposal.titles.clone());
        let space = self.spaces.get(&card.space).copied();
        let classes = self.classes(contents);
        Ok(Sheet {
            author_ids: Joined::of(numbers).as_str().to_owned(),
            authors: Joined::of(authors).as_str().to_owned(),
            classes,
            space_id: Some(space.unwrap_or_else(|| number(card.space.as_bytes()))),
            space_url: if url.starts_with("http") { url } else { String::new() },
            endorsed_by: Joined::of(endorsers).as_str().to_owned(),
            follows: Some(0),
            comments: Some(card.comments.into()),
            attachments: Some(count(card.attachments.len())),
            withdrawn: card.withdrawn.is_some(),
            made: card.made,
            amends,
            spelling: Spelling::default(),
            ..Sheet::default()
        })
    }

    /// The row of a comment; `None` when its words are not here.
    pub(crate) fn comment(&mut self, told: &Told, remark: &Remark) -> Option<CommentRow> {
        let said = self.reading.said(&remark.id);
        let words = self.reading.said(&remark.words)?;
        let text = match words.content() {
            Some(Content::Comment(comment)) => comment.text.as_str().to_owned(),
            Some(Content::Reword(rewording)) => rewording.text.as_str().to_owned(),
            _ => return None,
        };
        let here = self.remarks.get(&remark.id);
        let (on_there, on_here) = match remark.parent {
            Some(parent) => {
                let here = self.remarks.get(&parent);
                (self.elsewhere.get(&parent).copied().unwrap_or(here), here)
            }
            None => told.numbers,
        };
        let on = |number: u64| match remark.parent {
            Some(_) => (number, CommentRow::OF_A_COMMENT.to_owned()),
            None => (number, told.class.clone()),
        };
        let origin = said.as_ref().and_then(origin_of);
        let (author_id, author) = match (remark.owner, origin) {
            (_, Some(origin)) => {
                (origin.author_id.as_str().to_owned(), origin.author.as_str().to_owned())
            }
            (Owner::Member(slot), None) => (number(slot.as_bytes()).to_string(), self.name(&slot)),
            (Owner::Space | Owner::Imported, None) => (String::new(), self.name.clone()),
        };
        let now = CommentSheet {
            id: here,
            made: remark.made,
            text,
            locale: remark.language.to_string(),
            author_id,
            author,
            alignment: remark.alignment,
            depth: remark.depth.into(),
            on: on(on_here),
            root_url: told.url.clone(),
        };
        let (Some(origin), Some(Content::Comment(comment))) =
            (origin, said.as_ref().and_then(Said::content))
        else {
            return Some(now.row());
        };
        let then = CommentSheet {
            id: self.elsewhere.get(&remark.id).copied().unwrap_or(here),
            text: comment.text.as_str().to_owned(),
            locale: comment.language.to_string(),
            on: on(on_there),
            ..now.clone()
        };
        let rest = Rest::of(origin);
        let row = (rest.restore(then.row().cells(), now.row().cells()), owned(&rest.beyond));
        Some(CommentRow::of_cells(all(&row)))
    }

    fn number_of(&self, card: &Card, is_stub: bool) -> u64 {
        let there = self.elsewhere.get(&card.id).copied().filter(|_| is_stub);
        there.unwrap_or_else(|| {
            let table = self.numbers.get(class_of(card.kind));
            table.map_or_else(|| number(card.id.as_bytes()), |table| table.get(&card.id))
        })
    }

    fn classes(&self, contents: &Contents) -> Vec<Class> {
        let Some(Value::Entries(ids)) = contents.value(ValueField::Classes) else {
            return Vec::new();
        };
        let mut classes: Vec<Class> = ids.iter().filter_map(|id| self.class(id)).collect();
        classes.sort_unstable_by(|a, b| a.key.cmp(&b.key));
        classes
    }

    fn class(&self, id: &EntryId) -> Option<Class> {
        let card = self.reading.card(id).filter(|card| card.kind == DocumentKind::Taxon)?;
        let said = self.reading.said(&card.generation.unwrap_or(card.id));
        let key = match said.as_ref().and_then(origin_of) {
            Some(origin) => origin.id.as_str().to_owned(),
            None => format!("taxonomies/{}", number(id.as_bytes())),
        };
        Some(Class { key, titles: card.titles.clone() })
    }

    fn space_url(&self, id: &EntryId) -> String {
        let space = self.reading.space(id);
        let value = space.and_then(|space| {
            space.values.iter().find(|(field, _)| *field == ValueField::Url).map(|(_, url)| url)
        });
        match value {
            Some(Value::Line(url)) => url.as_str().to_owned(),
            _ => String::new(),
        }
    }

    /// What a person is called: by themselves, else by the first digits of their slot.
    fn name(&mut self, slot: &SlotId) -> String {
        if let Some(name) = self.names.get(slot) {
            return name.clone();
        }
        let said = self.reading.profile(slot).and_then(|id| self.reading.said(&id));
        let name = match said.as_ref().and_then(Said::content) {
            Some(Content::Profile(profile)) if !profile.name.as_str().is_empty() => {
                profile.name.as_str().to_owned()
            }
            _ => format!("Participant {}", slot.short()),
        };
        self.names.insert(*slot, name.clone());
        name
    }

    fn claimed(&self, id: &EntryId) -> Result<Timestamp, Error> {
        Ok(self.community.entry(id)?.header().claimed)
    }
}

fn first_fields(said: &Said) -> Option<&FieldEdits> {
    match said.content() {
        Some(Content::Compose(compose)) => Some(&compose.root.fields),
        Some(Content::Rebase(rebase)) => Some(&rebase.root.fields),
        _ => None,
    }
}

fn line(contents: &Contents, field: ValueField) -> String {
    match contents.value(field) {
        Some(Value::Line(text)) => text.as_str().to_owned(),
        _ => String::new(),
    }
}

fn owned(cells: &[(&str, &str)]) -> Cells {
    cells.iter().map(|(name, cell)| ((*name).to_owned(), (*cell).to_owned())).collect()
}

fn owned_texts<'t, const MAX: usize>(
    texts: impl Iterator<Item = (Language, &'t Text<MAX>)>,
) -> Vec<(Language, String)> {
    texts.map(|(language, text)| (language, text.as_str().to_owned())).collect()
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
