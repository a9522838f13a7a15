//! Comments in the order in which they can be written: first ones, then what answers them.

use std::collections::{BTreeMap, HashMap, VecDeque};

use participation_acts::{Alignment, Comment, Origin, PhaseRules, Voice};
use participation_decidim::{CommentRow, Kind};
use participation_types::{EntryId, Language, Text};

use super::classes::blank;
use super::documents::{fitting, id};
use super::draft::Drafts;
use super::error::{ImportError, RowFault, RowName};
use super::kinds::at_address;
use super::known::{Known, KnownComment};
use super::language::{self, Spelling};
use super::rest;
use super::sheet::CommentSheet;
use super::spaces::Address;

/// Longest comment, in bytes.
const MAX_TEXT: usize = 60_000;
/// What stands for words where there are none: a comment says something.
const NO_WORDS: &str = "…";

/// A comment that is to be written.
#[derive(Debug)]
pub(crate) struct CommentDraft {
    pub(crate) row: RowName,
    /// After how many others that are to be written it can be.
    pub(crate) level: u8,
    pub(crate) on: On,
    pub(crate) answers: Option<Above>,
    alignment: Alignment,
    language: Language,
    text: Text<MAX_TEXT>,
    origin: Origin,
}

/// What a comment is on.
#[derive(Debug, Clone, Copy)]
pub(crate) enum On {
    /// A document that is to be written, by its place.
    Draft(usize),
    /// A document that is here, with the phase of its space.
    Here(EntryId, EntryId),
}

/// What a comment answers.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Above {
    /// A comment that is to be written, by its place.
    Draft(usize),
    /// A comment that is here.
    Here(EntryId),
}

impl CommentDraft {
    /// The act that makes it.
    pub(crate) fn comment(
        &self,
        (subject, phase): (EntryId, EntryId),
        parent: Option<EntryId>,
    ) -> Comment {
        Comment {
            subject,
            phase,
            parent,
            voice: Voice::Imported(Box::new(self.origin.clone())),
            alignment: self.alignment,
            language: self.language,
            text: self.text.clone(),
        }
    }
}

/// A comment whose place is known.
struct Placed<'a> {
    row: &'a CommentRow,
    on: On,
    /// What an export says that it is on.
    told_on: (u64, String),
    root_url: String,
    answers: Option<Above>,
    depth: u8,
    level: u8,
}

/// Drafts the comments, those that answer others after them. Gives how many are here already.
///
/// # Errors
/// [`ImportError::Row`] for the first that cannot be brought in.
pub(crate) fn draft(
    rows: &[CommentRow],
    known: &Known,
    drafts: &mut Drafts,
) -> Result<usize, ImportError> {
    let (fresh, here) = fresh(rows, known, &drafts.system)?;
    let by_id: HashMap<u64, &CommentRow> = fresh.iter().map(|row| (row.id.0, *row)).collect();
    let mut below: BTreeMap<u64, Vec<&CommentRow>> = BTreeMap::new();
    let mut queue: VecDeque<Placed<'_>> = VecDeque::new();
    for row in &fresh {
        match row.answers().map(|above| above.0) {
            Some(above) if by_id.contains_key(&above) => below.entry(above).or_default().push(row),
            Some(above) => match known.comments.get(&above) {
                Some(comment) => queue.push_back(answering(row, above, comment)),
                // What it answers was taken out there: it stands on the page then.
                None => queue.push_back(first(row, drafts, known, root_of(row))?),
            },
            None => {
                let on = (row.commentable_type.clone(), row.commentable_id.0);
                queue.push_back(first(row, drafts, known, on)?);
            }
        }
    }
    let mut written = 0;
    while let Some(placed) = queue.pop_front() {
        let (name, depth) = (name(placed.row), placed.depth);
        if depth > PhaseRules::MAX_DEPTH {
            let fault = RowFault::TooDeep { max: PhaseRules::MAX_DEPTH };
            return Err(ImportError::Row { row: name, fault });
        }
        let place = drafts.comments.len();
        for row in below.remove(&name.id).unwrap_or_default() {
            queue.push_back(Placed {
                row,
                on: placed.on,
                told_on: (name.id, CommentRow::OF_A_COMMENT.to_owned()),
                root_url: placed.root_url.clone(),
                answers: Some(Above::Draft(place)),
                depth: depth.saturating_add(1),
                level: placed.level.saturating_add(1),
            });
        }
        let draft = one(placed, drafts).map_err(|fault| ImportError::Row { row: name, fault })?;
        drafts.comments.push(draft);
        written += 1;
    }
    debug_assert!(written <= fresh.len());
    // What is left hangs on a ring.
    match below.into_values().flatten().min_by_key(|row| row.id) {
        Some(row) => Err(ImportError::Row { row: name(row), fault: RowFault::AnswersItself }),
        None => Ok(here),
    }
}

/// The rows that are not here yet, each once, and how many others there are.
fn fresh<'a>(
    rows: &'a [CommentRow],
    known: &Known,
    system: &Text<40>,
) -> Result<(Vec<&'a CommentRow>, usize), ImportError> {
    let mut seen: HashMap<u64, &CommentRow> = HashMap::new();
    let (mut fresh, mut here) = (Vec::new(), 0);
    for row in rows {
        let fault = |fault| Err(ImportError::Row { row: name(row), fault });
        if let Some(comment) = known.comments.get(&row.id.0) {
            if comment.created != row.created_at {
                return fault(RowFault::OtherSource { system: system.as_str().to_owned() });
            }
            here += 1;
        } else {
            match seen.insert(row.id.0, row) {
                None => fresh.push(row),
                Some(other) if other == row => here += 1,
                Some(_) => return fault(RowFault::Twice),
            }
        }
    }
    Ok((fresh, here))
}

fn answering<'a>(row: &'a CommentRow, above: u64, comment: &KnownComment) -> Placed<'a> {
    Placed {
        row,
        on: On::Here(comment.document, comment.phase),
        told_on: (above, CommentRow::OF_A_COMMENT.to_owned()),
        root_url: comment.url.clone(),
        answers: Some(Above::Here(comment.id)),
        depth: comment.depth.saturating_add(1),
        level: 0,
    }
}

/// A comment that stands directly on something.
fn first<'a>(
    row: &'a CommentRow,
    drafts: &mut Drafts,
    known: &Known,
    key: (String, u64),
) -> Result<Placed<'a>, ImportError> {
    let (on, root_url) = if let Some(place) = drafts.document(&key) {
        (On::Draft(place), drafts.url(place))
    } else if let Some(document) = known.subject(&key) {
        (On::Here(document.id, document.phase), document.url.clone())
    } else {
        let space = drafts.space(Address::of(&row.root_commentable_url, None), known);
        let stub = drafts.stub(key.clone(), &row.root_commentable_url, space, row.created_at);
        let place = stub.map_err(|fault| ImportError::Row { row: name(row), fault })?;
        (On::Draft(place), drafts.url(place))
    };
    let told_on = (key.1, key.0);
    Ok(Placed { row, on, told_on, root_url, answers: None, depth: 0, level: 0 })
}

/// What the page of a comment is about whose own subject is not known.
fn root_of(row: &CommentRow) -> (String, u64) {
    match at_address(&row.root_commentable_url) {
        Some((class, number)) => (class.to_owned(), number),
        None => (row.commentable_type.clone(), row.commentable_id.0),
    }
}

fn one(placed: Placed<'_>, drafts: &Drafts) -> Result<CommentDraft, RowFault> {
    let Placed { row, on, told_on, root_url, answers, depth, level } = placed;
    let language = language::read(&row.locale, drafts.usual).unwrap_or(drafts.usual);
    let words = if row.body.trim().is_empty() { NO_WORDS } else { &row.body };
    let text = Text::new(words).map_err(|_| RowFault::TooLong {
        column: "body".to_owned(),
        bytes: words.len(),
        max: MAX_TEXT,
    })?;
    let alignment = match row.alignment {
        // Only first comments take a side here; what others took stays in the rest.
        _ if answers.is_some() => Alignment::Neutral,
        participation_decidim::Alignment::For => Alignment::InFavour,
        participation_decidim::Alignment::Neutral => Alignment::Neutral,
        participation_decidim::Alignment::Against => Alignment::Against,
    };
    let author = row.author_id.map(|id| id.0.to_string()).unwrap_or_default();
    let sheet = CommentSheet {
        id: row.id.0,
        made: row.created_at,
        text: words.to_owned(),
        locale: language.to_string(),
        author_id: author.clone(),
        author: fitting::<400>(&row.author_name).as_str().to_owned(),
        alignment: alignment.number(),
        depth: depth.into(),
        on: told_on,
        root_url,
    };
    let told = sheet.row().cells();
    let rest = rest::keep(row.cells(), told, &row.rest, &Spelling::default())?;
    let origin = Origin {
        id: id(row.id.0),
        author_id: fitting(&author),
        author: fitting(&row.author_name),
        rest,
        ..blank(&drafts.system, row.created_at)
    };
    Ok(CommentDraft { row: name(row), level, on, answers, alignment, language, text, origin })
}

fn name(row: &CommentRow) -> RowName {
    RowName { kind: Kind::Comments, id: row.id.0 }
}
