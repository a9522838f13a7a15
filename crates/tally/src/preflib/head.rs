//! The lines that begin with `#`.

use std::collections::BTreeSet;

use super::{
    data_type::DataType,
    fault::PrefLibFault,
    line::{Line, Lines, Result, digits},
};
use crate::{
    amount::Amount,
    place::{Place, quoted},
    profile::{MAX_OPTIONS, PollOption},
};

/// The most alternatives that there may be.
pub(super) const MOST: u64 = MAX_OPTIONS as u64;

/// What a header says.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) names: Vec<PollOption>,
    pub(super) title: Option<String>,
    /// Votes and different orders; a file from before 2022 says neither in words.
    pub(super) voters: Option<Stated>,
    pub(super) orders: Option<Stated>,
}

/// A number that a header states.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stated {
    pub(super) name: &'static str,
    pub(super) place: Place,
    pub(super) number: u64,
}

const ALTERNATIVES: &str = "NUMBER ALTERNATIVES";
const NAME: &str = "ALTERNATIVE NAME ";

impl Head {
    pub(super) fn read(lines: &mut Lines<'_>, data_type: DataType) -> Result<Self> {
        let (mut alternatives, mut voters, mut orders) = (None, None, None);
        let (mut names, mut title) = (Names::default(), None);
        let mut said = BTreeSet::new();
        while let Some(line) = lines.peek().filter(|line| line.text.starts_with('#')) {
            lines.next();
            let Some(colon) = line.text.find(':') else {
                continue;
            };
            let (key, at) = line.part(1, colon);
            let key = key.to_ascii_uppercase();
            let (value, value_at) = line.part(colon + 1, line.text.len());
            if key.starts_with(NAME) {
                let (number, at) = line.part(at + NAME.len(), colon);
                names.take(&line, at, number, value)?;
                continue;
            }
            let known =
                ["TITLE", "DATA TYPE", ALTERNATIVES, "NUMBER VOTERS", "NUMBER UNIQUE ORDERS"];
            if known.contains(&key.as_str()) && !said.insert(key.clone()) {
                return Err((line.place(at), PrefLibFault::KeyTwice(quoted(&key))));
            }
            let stated = |name, most| {
                let number = line.number(name, most, (colon + 1, line.text.len()))?;
                Ok(Some(Stated { name, place: line.place(value_at), number }))
            };
            match key.as_str() {
                "TITLE" => title = Some(value.to_owned()).filter(|title| !title.is_empty()),
                "DATA TYPE" if DataType::of_name(value) != Some(data_type) => {
                    let fault =
                        PrefLibFault::OtherType { given: quoted(value), expected: data_type };
                    return Err((line.place(value_at), fault));
                }
                ALTERNATIVES => alternatives = stated(ALTERNATIVES, MOST)?,
                "NUMBER VOTERS" => voters = stated("NUMBER VOTERS", u64::MAX)?,
                "NUMBER UNIQUE ORDERS" => orders = stated("NUMBER UNIQUE ORDERS", u64::MAX)?,
                _ => {}
            }
        }
        let missing = |name| (lines.here(), PrefLibFault::MissingKey(name));
        let alternatives = alternatives.ok_or_else(|| missing(ALTERNATIVES))?;
        voters.ok_or_else(|| missing("NUMBER VOTERS"))?;
        let names = names.all(&alternatives)?;
        Ok(Self { names, title, voters, orders })
    }
}

/// Names by number, in the order of the numbers once they are complete.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: Vec<(u64, String, Place)>,
}

impl Names {
    /// A name with its number, which begins at a byte of the line.
    pub(super) fn take(
        &mut self,
        line: &Line<'_>,
        at: usize,
        number: &str,
        name: &str,
    ) -> Result<()> {
        let found = digits(number).filter(|number| (1..=MOST).contains(number));
        let Some(found) = found.filter(|_| self.given.len() < MAX_OPTIONS) else {
            let (name, given) = ("the number of an alternative", quoted(number));
            return Err((line.place(at), PrefLibFault::Number { name, given, most: MOST }));
        };
        self.given.push((found, name.to_owned(), line.place(at)));
        Ok(())
    }

    /// As many as there have to be, each number once.
    pub(super) fn all(mut self, stated: &Stated) -> Result<Vec<PollOption>> {
        self.given.sort_by_key(|(number, _, place)| (*number, *place));
        let mut pairs = self.given.iter().zip(self.given.iter().skip(1));
        if let Some((_, (number, _, place))) = pairs.find(|((one, ..), (other, ..))| one == other) {
            return Err((*place, PrefLibFault::KeyTwice(format!("{NAME}{number}"))));
        }
        let counted = u64::try_from(self.given.len()).unwrap_or(u64::MAX);
        if counted != stated.number {
            let (name, stated_number) = (stated.name, stated.number);
            let fault = PrefLibFault::WrongNumber { name, stated: stated_number, counted };
            return Err((stated.place, fault));
        }
        // As many different numbers as there are, all of them from 1: one is too high if any is.
        if let Some((number, _, place)) = self.given.last()
            && *number != stated.number
        {
            let (name, given) = ("the number of an alternative", number.to_string());
            return Err((*place, PrefLibFault::Number { name, given, most: stated.number }));
        }
        let options = self.given.into_iter();
        Ok(options
            .map(|(number, name, _)| PollOption::new(number.to_string(), name, Amount::from(0)))
            .collect())
    }
}
