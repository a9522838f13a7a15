//! A list of people from a spreadsheet: which column is what, and what would come of each row.

use askama::Template;
use participation::{Community, Store};

use crate::Visit;
use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Section};
use crate::list::Choice;
use crate::message::{Failed, done};
use crate::words::Words;

/// Rows that are shown of those that come in.
const SHOWN: usize = 20;

/// Rows with a fault that are shown.
const FAULTS: usize = 100;

/// Which column is what, by its place in the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Columns {
    /// The name, or a first name.
    pub name: Option<usize>,
    /// What is put behind it.
    pub surname: Option<usize>,
    /// The number in the association.
    pub number: Option<usize>,
    /// How somebody is reached.
    pub contact: Option<usize>,
}

/// A row as it would be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Its line in the file.
    pub line: u64,
    /// What the association calls them.
    pub name: String,
    /// Their number in it.
    pub number: String,
    /// How they are reached.
    pub contact: String,
    /// What would come of it.
    pub fate: Fate,
}

/// What would come of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// They get a card.
    Comes,
    /// It has no name.
    NoName,
    /// Something in it is longer than any name.
    TooLong,
    /// Somebody of that number or name is in the register.
    Known,
    /// Somebody of that number or name stands in this line, too.
    Twice(u64),
}

/// What was sent as a list, with what is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// What was pasted.
    pub pasted: String,
    /// The name of a file that was chosen before, and that no page can put back; empty for none.
    pub lost: String,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Wrong for Upload {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

#[derive(Template)]
#[template(path = "census-file.html")]
struct File<'a> {
    f: Frame<'a>,
    typed: &'a Upload,
}

/// Asks for a list.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn upload<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    typed: &Upload,
) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("file-title"));
    done(&File { f, typed })
}

/// A column to be chosen for something.
struct Match {
    field: &'static str,
    label: String,
    choices: Vec<Choice>,
}

/// A row with a fault.
struct Wronged {
    line: u64,
    said: String,
    why: String,
}

#[derive(Template)]
#[template(path = "census-check.html")]
struct Check<'a> {
    f: Frame<'a>,
    matches: Vec<Match>,
    /// Which columns were chosen, to be sent along with the order to carry it out.
    chosen: Vec<(&'static str, String)>,
    come: usize,
    shown: Vec<&'a Person>,
    faults: usize,
    wrong: Vec<Wronged>,
    numbers: bool,
    contacts: bool,
}

/// Shows what would come of a list.
///
/// # Errors
/// As [`upload`].
pub fn check<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    header: &[String],
    columns: &Columns,
    people: &[Person],
) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("check-title"));
    let fields = [
        ("name", "check-name", columns.name),
        ("surname", "check-surname", columns.surname),
        ("number", "register-number", columns.number),
        ("contact", "register-contact", columns.contact),
    ];
    let written =
        |column: Option<usize>| column.map_or_else(|| "-".to_owned(), |place| place.to_string());
    let chosen = fields.map(|(field, _, column)| (field, written(column))).to_vec();
    let matches = fields.map(|(field, key, column)| Match {
        field,
        label: w.say(key),
        choices: choices(header, column, w),
    });
    let come: Vec<&Person> = people.iter().filter(|one| one.fate == Fate::Comes).collect();
    let faults = people.len() - come.len();
    let wrong = people.iter().filter_map(|person| wronged(person, w)).take(FAULTS).collect();
    done(&Check {
        f,
        matches: matches.into(),
        chosen,
        come: come.len(),
        shown: come.into_iter().take(SHOWN).collect(),
        faults,
        wrong,
        numbers: columns.number.is_some(),
        contacts: columns.contact.is_some(),
    })
}

fn choices(header: &[String], chosen: Option<usize>, w: Words) -> Vec<Choice> {
    let none =
        Choice { value: "-".to_owned(), text: w.say("check-none"), chosen: chosen.is_none() };
    let column = |(place, text): (usize, &String)| {
        let number = (place + 1).to_string();
        let text =
            if text.is_empty() { w.with("check-column", "number", &number) } else { text.clone() };
        Choice { value: place.to_string(), text, chosen: chosen == Some(place) }
    };
    std::iter::once(none).chain(header.iter().enumerate().map(column)).collect()
}

fn wronged(person: &Person, w: Words) -> Option<Wronged> {
    let why = match person.fate {
        Fate::Comes => return None,
        Fate::NoName => w.say("fate-no-name"),
        Fate::TooLong => w.say("fate-too-long"),
        Fate::Known => w.say("fate-known"),
        Fate::Twice(line) => w.with("fate-twice", "line", line),
    };
    let said = if person.name.is_empty() { &person.number } else { &person.name };
    Some(Wronged { line: person.line, said: said.chars().take(80).collect(), why })
}
