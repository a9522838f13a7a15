//! The section `PROJECTS`.

use std::{borrow::Cow, collections::HashMap};

use super::{
    fault::Fault,
    meta::{self, whole},
    records::{Field, Record, Records, Result},
};
use crate::{
    amount::Amount,
    place::{Notes, quoted},
    profile::{MAX_OPTIONS, PollOption, ProfileError},
};

/// What the file says of a project's result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Published {
    pub(super) votes: Option<u64>,
    pub(super) score: Option<u64>,
    pub(super) selected: Option<u64>,
}

pub(super) fn read(
    records: &mut Records<'_>,
    notes: &mut Notes<Fault>,
) -> Result<(Vec<PollOption>, Vec<Published>)> {
    records.section("PROJECTS")?;
    let header = records.header("PROJECTS")?;
    let (id, cost) = (header.required("project_id")?, header.required("cost")?);
    let (name, votes) = (header.optional("name")?, header.optional("votes")?);
    let (score, selected) = (header.optional("score")?, header.optional("selected")?);
    let (mut options, mut published) = (Vec::new(), Vec::new());
    let mut lines: HashMap<Cow<'_, str>, usize> = HashMap::new();
    while let Some(record) = records.next("PROJECTS")? {
        record.fits(&header, id.max(cost))?;
        if options.len() == MAX_OPTIONS {
            let error = ProfileError::TooManyOptions(MAX_OPTIONS + 1);
            return Err((record.place, Fault::Profile(error)));
        }
        let (Some(id), Some(cost)) = (record.at(id), record.at(cost)) else {
            continue;
        };
        check_id(id)?;
        if let Some(first) = lines.insert(id.value.clone(), record.place.line) {
            return Err((id.place(), Fault::ProjectTwice { id: quoted(&id.value), first }));
        }
        let label = name.and_then(|name| record.at(name)).map_or("", |name| &name.value);
        options.push(PollOption::new(id.value.as_ref(), label, amount(cost)?));
        published.push(Published {
            // Only to compare with: what is no number there is as good as absent.
            votes: stated(&record, votes).and_then(|field| whole(&field.value)),
            score: stated(&record, score).and_then(|field| whole(&field.value)),
            selected: mark(stated(&record, selected), notes),
        });
    }
    if options.is_empty() {
        return Err((records.here(), Fault::NoProjects));
    }
    Ok((options, published))
}

fn check_id(id: &Field<'_>) -> Result<()> {
    if id.value.is_empty() {
        return Err((id.place(), Fault::Empty("project_id")));
    }
    if id.value.contains(',') {
        return Err((id.place(), Fault::CommaInId(quoted(&id.value))));
    }
    Ok(())
}

fn amount(cost: &Field<'_>) -> Result<Amount> {
    meta::amount(&cost.value).map_err(|error| {
        (cost.place(), Fault::Amount { name: "cost", given: quoted(&cost.value), error })
    })
}

fn stated<'a, 'b>(record: &'b Record<'a>, column: Option<usize>) -> Option<&'b Field<'a>> {
    record.at(column?).filter(|field| !field.value.is_empty())
}

fn mark(selected: Option<&Field<'_>>, notes: &mut Notes<Fault>) -> Option<u64> {
    let field = selected?;
    let mark = whole(&field.value);
    if mark.is_none() {
        notes.add(|| (field.place(), Fault::Selected(quoted(&field.value))));
    }
    mark
}
