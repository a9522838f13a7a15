//! The section `VOTES`.

use std::{borrow::Cow, collections::HashMap};

use super::{
    PbFile,
    fault::{Fault, Place, quoted},
    limits::{Limits, outside},
    meta::{VoteType, whole},
    records::{Field, Header, Record, Records, Result},
};
use crate::{
    amount::Amount,
    profile::{Ballot, OptionIndex, Profile},
};

pub(super) fn read(records: &mut Records<'_>, file: &mut PbFile) -> Result<()> {
    records.section("VOTES")?;
    let header = records.header("VOTES")?;
    let columns = Columns::new(&header, file.vote_type())?;
    let projects = Projects::new(file.profile());
    let mut ballots = Ballots { file, projects, voters: HashMap::new() };
    while let Some(record) = records.next("VOTES")? {
        record.fits(&header)?;
        ballots.take(&record, &columns)?;
    }
    let counted = ballots.voters.len();
    file.meta.check_votes(counted)
}

/// Where the columns stand that are counted.
struct Columns {
    voter: usize,
    vote: usize,
    points: Option<usize>,
}

/// The ballots as they are taken in.
struct Ballots<'a, 'b> {
    file: &'b mut PbFile,
    projects: Projects,
    /// Each voter's line.
    voters: HashMap<Cow<'a, str>, usize>,
}

/// The projects by their ids, and which the ballot at hand has named already.
struct Projects {
    places: HashMap<String, OptionIndex>,
    costs: Vec<Amount>,
    /// Number of the last ballot that named each.
    named: Vec<usize>,
}

impl Columns {
    fn new(header: &Header, vote_type: VoteType) -> Result<Self> {
        Ok(Self {
            voter: header.required("voter_id")?,
            vote: header.required("vote")?,
            points: if vote_type.has_points() { Some(header.required("points")?) } else { None },
        })
    }
}

impl<'a> Ballots<'a, '_> {
    fn take(&mut self, record: &Record<'a>, columns: &Columns) -> Result<()> {
        let (Some(voter), Some(vote)) = (record.at(columns.voter), record.at(columns.vote)) else {
            return Ok(());
        };
        if voter.value.is_empty() {
            return Err((voter.place(), Fault::Empty("voter_id")));
        }
        if let Some(first) = self.voters.insert(voter.value.clone(), record.place.line) {
            return Err((voter.place(), Fault::VoterTwice { id: quoted(&voter.value), first }));
        }
        let marks = self.projects.marks(vote, self.voters.len())?;
        let limits = self.file.limits();
        refuse(vote.place(), limits.length(marks.len()))?;
        let least = least_cost(&self.projects, &marks, limits, vote.place())?;
        let points = match columns.points.and_then(|points| record.at(points)) {
            Some(field) => Some((field.place(), given(field, &marks, limits)?)),
            None => None,
        };
        let profile = &mut self.file.profile;
        let pushed = match (&points, self.file.meta.vote_type()) {
            (Some((_, points)), _) => profile.push(Ballot::Points(points), 1),
            (None, VoteType::Ordinal) => profile.push(Ballot::Ranking(&marks), 1),
            (
                None,
                VoteType::Approval | VoteType::ChooseOne | VoteType::Cumulative | VoteType::Scoring,
            ) => profile.push(Ballot::Approval(&marks), 1),
        };
        pushed.map_err(|error| (vote.place(), Fault::Profile(error)))?;
        if let Some(fault) = least {
            self.file.note(vote.place(), fault);
        }
        if let Some((place, points)) = points
            && let Some(fault) = self.file.limits().least_points(sum(&points))
        {
            self.file.note(place, fault);
        }
        Ok(())
    }
}

impl Projects {
    fn new(profile: &Profile) -> Self {
        let ids = profile.options().iter().map(|option| option.id().to_owned());
        Self {
            places: ids.zip(profile.indexes()).collect(),
            costs: profile.options().iter().map(|option| option.cost()).collect(),
            named: vec![0; profile.options().len()],
        }
    }

    /// The projects that the ballot of this number (from 1) names.
    fn marks(&mut self, vote: &Field<'_>, number: usize) -> Result<Vec<OptionIndex>> {
        let mut marks = Vec::new();
        for (at, id) in vote.parts() {
            let found = self.places.get(id).copied();
            let index =
                found.ok_or_else(|| (vote.place_of(at), Fault::UnknownProject(quoted(id))))?;
            if let Some(last) = self.named.get_mut(index.place())
                && std::mem::replace(last, number) == number
            {
                return Err((vote.place_of(at), Fault::NamedTwice(quoted(id))));
            }
            marks.push(index);
        }
        Ok(marks)
    }
}

/// The points that a ballot gives to the projects that it names.
fn given(
    field: &Field<'_>,
    marks: &[OptionIndex],
    limits: &Limits,
) -> Result<Vec<(OptionIndex, u32)>> {
    let parts = field.parts().count();
    if parts != marks.len() {
        let fault = Fault::PointsLength { points: parts, projects: marks.len() };
        return Err((field.place(), fault));
    }
    let mut points = Vec::with_capacity(marks.len());
    for ((at, text), index) in field.parts().zip(marks) {
        let fault = || Fault::NotWhole { name: "points", given: quoted(text) };
        let number = whole(text).and_then(|number| u32::try_from(number).ok());
        let number = number.ok_or_else(|| (field.place_of(at), fault()))?;
        refuse(field.place_of(at), limits.points(number))?;
        points.push((*index, number));
    }
    refuse(field.place(), limits.most_points(sum(&points)))?;
    Ok(points)
}

fn sum(points: &[(OptionIndex, u32)]) -> u64 {
    points.iter().map(|(_, number)| u64::from(*number)).sum()
}

/// Refuses a ballot that costs more than it may; gives what is to be noted of one that costs less.
fn least_cost(
    projects: &Projects,
    marks: &[OptionIndex],
    limits: &Limits,
    place: Place,
) -> Result<Option<Fault>> {
    if limits.min_sum_cost.is_none() && limits.max_sum_cost.is_none() {
        return Ok(None);
    }
    // 128 bits hold the sum of 65,535 amounts of 64 bits in units of nine decimals.
    let units = |amount: Amount| {
        let shift = Amount::MAX_DECIMALS - amount.decimals();
        let digits = amount.units(amount.decimals()).unwrap_or(u64::MAX);
        u128::from(digits) * 10_u128.pow(u32::from(shift))
    };
    let costs = marks.iter().filter_map(|index| projects.costs.get(index.place()));
    let total: u128 = costs.map(|cost| units(*cost)).sum();
    let shown = || {
        let whole = total / 10_u128.pow(u32::from(Amount::MAX_DECIMALS));
        u64::try_from(total).map_or_else(
            |_| Amount::from(u64::try_from(whole).unwrap_or(u64::MAX)),
            |total| Amount::from_units(total, Amount::MAX_DECIMALS),
        )
    };
    if let Some(bound) = limits.max_sum_cost.filter(|bound| total > units(*bound)) {
        return Err((place, outside("max_sum_cost", shown(), bound)));
    }
    let least = limits.min_sum_cost.filter(|bound| total < units(*bound));
    Ok(least.map(|bound| outside("min_sum_cost", shown(), bound)))
}

fn refuse(place: Place, broken: Option<Fault>) -> Result<()> {
    match broken {
        Some(fault) => Err((place, fault)),
        None => Ok(()),
    }
}
