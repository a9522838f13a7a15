//! The header of files from before 2022.

use super::{
    fault::PrefLibFault,
    head::{Head, MOST, Names, Stated},
    line::{Lines, Result},
};

pub(super) fn read(lines: &mut Lines<'_>) -> Result<Head> {
    let missing = |lines: &Lines<'_>, name| (lines.here(), PrefLibFault::MissingKey(name));
    let first = lines.next().ok_or_else(|| missing(lines, "NUMBER ALTERNATIVES"))?;
    let name = "the number of alternatives";
    let number = first.number(name, MOST, (0, first.text.len()))?;
    let stated = Stated { name, place: first.place(0), number };
    let mut names = Names::default();
    for _ in 0..number {
        let Some(line) = lines.next() else {
            return Err((lines.here(), PrefLibFault::NoName));
        };
        let comma = line.text.find(',').ok_or_else(|| (line.place(0), PrefLibFault::NoName))?;
        let (name, _) = line.part(comma + 1, line.text.len());
        names.take(&line, 0, line.part(0, comma).0, name)?;
    }
    let names = names.all(&stated)?;
    let Some(line) = lines.next() else {
        return Err((lines.here(), PrefLibFault::MissingKey("voters,sum,orders")));
    };
    let parts = ["the number of voters", "the sum of votes", "the number of different orders"];
    let mut start = 0;
    let mut numbers = Vec::with_capacity(parts.len());
    for (part, name) in parts.into_iter().enumerate() {
        let rest = line.text.get(start..).unwrap_or_default();
        let comma = if part + 1 < parts.len() { rest.find(',') } else { None };
        let end = start + comma.unwrap_or(rest.len());
        let number = line.number(name, u64::MAX, (start, end))?;
        numbers.push(Stated { name, place: line.place(line.part(start, end).1), number });
        start = (end + 1).min(line.text.len());
    }
    // The number of voters differs from the sum where orders were derived from other data.
    let (voters, orders) = (numbers.get(1).copied(), numbers.get(2).copied());
    Ok(Head { names, title: None, voters, orders })
}
