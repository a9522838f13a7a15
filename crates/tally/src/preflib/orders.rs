//! The orders themselves.

use super::{
    data_type::DataType,
    fault::PrefLibFault,
    head::{Head, Stated},
    line::{Line, Lines, Result, digits},
};
use crate::{
    place::quoted,
    profile::{Ballot, BallotKind, OptionIndex, Profile},
};

pub(super) fn read(
    lines: &mut Lines<'_>,
    head: Head,
    data_type: DataType,
    separator: char,
) -> Result<(Profile, Option<String>)> {
    let longest = u32::try_from(head.names.len()).unwrap_or(u32::MAX);
    let kind =
        if data_type.is_weak() { BallotKind::WeakOrder } else { BallotKind::Ranking { longest } };
    let place = lines.here();
    let mut profile =
        Profile::new(kind, head.names, None).map_err(|error| (place, error.into()))?;
    let mut order = Order::new(data_type, &profile);
    let (mut voters, mut orders) = (0_u64, 0_u64);
    while let Some(line) = lines.next() {
        if line.text.starts_with('#') {
            return Err((line.place(0), PrefLibFault::LateHeader));
        }
        let Some(end) = line.text.find(separator) else {
            return Err((line.place(0), PrefLibFault::NoOrder { separator }));
        };
        let name = "the number of votes";
        let weight: u32 = line.number(name, u64::from(u32::MAX), (0, end))?;
        order.read(&line, end + separator.len_utf8())?;
        order.push(&mut profile, weight).map_err(|error| (line.place(0), error.into()))?;
        voters = voters.saturating_add(u64::from(weight));
        orders += 1;
    }
    check(head.voters, voters)?;
    check(head.orders, orders)?;
    Ok((profile, head.title))
}

fn check(stated: Option<Stated>, counted: u64) -> Result<()> {
    match stated {
        Some(Stated { name, place, number }) if number != counted => {
            Err((place, PrefLibFault::WrongNumber { name, stated: number, counted }))
        }
        Some(_) | None => Ok(()),
    }
}

/// One order at a time.
struct Order {
    data_type: DataType,
    alternatives: u16,
    marks: Vec<(OptionIndex, u32)>,
    ranking: Vec<OptionIndex>,
    /// For each alternative, the number of the last order that named it.
    named: Vec<usize>,
    number: usize,
}

impl Order {
    fn new(data_type: DataType, profile: &Profile) -> Self {
        let all = profile.options().len();
        let alternatives = u16::try_from(all).unwrap_or(u16::MAX);
        let (marks, ranking) = (Vec::new(), Vec::new());
        Self { data_type, alternatives, marks, ranking, named: vec![0; all], number: 0 }
    }

    /// Reads what stands in a line from a byte on.
    fn read(&mut self, line: &Line<'_>, from: usize) -> Result<()> {
        self.number += 1;
        self.marks.clear();
        let mut at = from;
        let mut place = 1;
        while !line.part(at, line.text.len()).0.is_empty() {
            let start = line.part(at, line.text.len()).1;
            let rest = line.text.get(start..).unwrap_or_default();
            let end = if rest.starts_with('{') {
                self.braces(line, start, place)?
            } else {
                let end = start + rest.find([',', '{', '}']).unwrap_or(rest.len());
                self.mark(line, (start, end), place)?;
                end
            };
            place += 1;
            at = self.comma(line, end)?;
        }
        let given = self.marks.len();
        if self.data_type.is_complete() && given != usize::from(self.alternatives) {
            let wider = if self.data_type.is_weak() { DataType::Toi } else { DataType::Soi };
            let (alternatives, data_type) = (self.alternatives, self.data_type);
            let fault = PrefLibFault::Incomplete { given, alternatives, data_type, wider };
            return Err((line.place(from.min(line.text.len())), fault));
        }
        Ok(())
    }

    /// A place in braces, which several may share; where it ends.
    fn braces(&mut self, line: &Line<'_>, open: usize, place: u32) -> Result<usize> {
        if !self.data_type.is_weak() {
            let wider = if self.data_type.is_complete() { DataType::Toc } else { DataType::Toi };
            let fault = PrefLibFault::Shared { data_type: self.data_type, wider };
            return Err((line.place(open), fault));
        }
        let mut start = open + 1;
        loop {
            let rest = line.text.get(start..).unwrap_or_default();
            let Some(length) = rest.find([',', '}', '{']) else {
                return Err((line.place(open), PrefLibFault::OpenBrace));
            };
            let end = start + length;
            self.mark(line, (start, end), place)?;
            start = end + 1;
            match line.text.as_bytes().get(end) {
                Some(b',') => {}
                Some(b'}') => return Ok(start),
                Some(_) | None => return Err((line.place(open), PrefLibFault::OpenBrace)),
            }
        }
    }

    /// The byte after the comma that follows a place; the end of the line where none does.
    fn comma(&self, line: &Line<'_>, end: usize) -> Result<usize> {
        let (rest, at) = line.part(end, line.text.len());
        if rest.is_empty() {
            return Ok(line.text.len());
        }
        let next = line.part(at + 1, line.text.len()).0;
        if rest.starts_with(',') && !next.is_empty() {
            return Ok(at + 1);
        }
        let fault = if rest.starts_with(',') { self.none("") } else { PrefLibFault::NoComma };
        Err((line.place(at + usize::from(rest.starts_with(','))), fault))
    }

    fn mark(&mut self, line: &Line<'_>, (start, end): (usize, usize), place: u32) -> Result<()> {
        let (text, at) = line.part(start, end);
        let index = digits(text).and_then(|number| u16::try_from(number).ok());
        let index = index.filter(|number| (1..=self.alternatives).contains(number));
        let Some(number) = index else {
            return Err((line.place(at), self.none(text)));
        };
        let last = self.named.get_mut(usize::from(number - 1));
        if last.is_some_and(|last| std::mem::replace(last, self.number) == self.number) {
            return Err((line.place(at), PrefLibFault::NamedTwice(number)));
        }
        self.marks.push((OptionIndex::new(number - 1), place));
        Ok(())
    }

    fn none(&self, text: &str) -> PrefLibFault {
        let (given, alternatives) = (quoted(text), self.alternatives);
        PrefLibFault::NoSuchAlternative { given, alternatives }
    }

    fn push(
        &mut self,
        profile: &mut Profile,
        weight: u32,
    ) -> std::result::Result<(), crate::profile::ProfileError> {
        if self.data_type.is_weak() {
            return profile.push(Ballot::WeakOrder(&self.marks), weight);
        }
        self.ranking.clear();
        self.ranking.extend(self.marks.iter().map(|(option, _)| *option));
        profile.push(Ballot::Ranking(&self.ranking), weight)
    }
}
