//! The section `VOTES`.

use std::{borrow::Cow, collections::HashMap};

use super::{
    PbFile,
    fault::Fault,
    limits::{Limits, Outside, outside},
    meta::{VoteType, whole},
    records::{Field, Header, Record, Records, Result},
};
use crate::{
    amount::Amount,
    place::{Place, quoted},
    profile::{Ballot, OptionIndex, Profile},
};

pub(super) fn read(records: &mut Records<'_>, file: &mut PbFile) -> Result<()> {
    records.section("VOTES")?;
    let header = records.header("VOTES")?;
    let columns = Columns::new(&header, file.vote_type())?;
    let projects = Projects::new(file.profile());
    let voters = HashMap::new();
    let mut ballots = Ballots { file, projects, voters, rows: 0, doubt: None };
    while let Some(record) = records.next("VOTES")? {
        record.fits(&header, columns.last())?;
        ballots.take(&record, &columns)?;
    }
    ballots.resolve()
}

/// Where the columns stand that are counted.
struct Columns {
    voter: usize,
    vote: usize,
    points: Option<usize>,
    /// How often a ballot counts, as Pabulib's own tools read it.
    strength: Option<usize>,
}

/// The ballots as they are taken in.
struct Ballots<'a, 'b> {
    file: &'b mut PbFile,
    projects: Projects,
    /// Each voter's line.
    voters: HashMap<Cow<'a, str>, usize>,
    rows: usize,
    /// What would make the count a guess, were it not for the figures of the file.
    doubt: Option<(Place, Fault)>,
}

/// The projects by their ids, and which the ballot at hand has named already.
struct Projects {
    places: HashMap<String, OptionIndex>,
    costs: Vec<Amount>,
    /// Number of the last ballot that named each.
    named: Vec<usize>,
}

/// What a ballot names.
struct Named {
    /// For each part of the field, the project; `None` where it does not count.
    parts: Vec<Option<OptionIndex>>,
    doubt: Option<(Place, Fault)>,
}

impl Columns {
    fn new(header: &Header, vote_type: VoteType) -> Result<Self> {
        Ok(Self {
            voter: header.required("voter_id")?,
            vote: header.required("vote")?,
            points: if vote_type.has_points() { Some(header.required("points")?) } else { None },
            strength: header.optional("vote_strength")?,
        })
    }

    fn last(&self) -> usize {
        let counted = [Some(self.voter), Some(self.vote), self.points, self.strength];
        counted.into_iter().flatten().max().unwrap_or(0)
    }
}

impl<'a> Ballots<'a, '_> {
    fn take(&mut self, record: &Record<'a>, columns: &Columns) -> Result<()> {
        let (Some(voter), Some(vote)) = (record.at(columns.voter), record.at(columns.vote)) else {
            return Ok(());
        };
        self.rows += 1;
        if voter.value.is_empty() {
            self.doubt(|| (voter.place(), Fault::Empty("voter_id")));
        } else if let Some(first) = self.voters.insert(voter.value.clone(), record.place.line) {
            let fault = || Fault::VoterTwice { id: quoted(&voter.value), first };
            self.doubt(|| (voter.place(), fault()));
        }
        let vote_type = self.file.vote_type();
        let Named { parts, doubt } = self.projects.named(vote, self.rows, vote_type)?;
        if let Some(doubt) = doubt {
            self.doubt(|| doubt);
        }
        let limits = self.file.limits().clone();
        if let Some(fault) = limits.length(parts.len()) {
            // A longer ranking has places for which the file has no points.
            let longer = limits
                .max_length
                .is_some_and(|most| u64::try_from(parts.len()).map_or(true, |given| given > most));
            if longer && vote_type == VoteType::Ordinal {
                return Err((vote.place(), fault));
            }
            self.doubt(|| (vote.place(), fault));
        }
        let marks: Vec<OptionIndex> = parts.iter().copied().flatten().collect();
        self.cost(&marks, &limits, vote);
        let points = match columns.points.and_then(|points| record.at(points)) {
            Some(field) => Some(self.points(field, &parts, &limits)?),
            None => None,
        };
        let weight = strength(columns.strength.and_then(|strength| record.at(strength)))?;
        let profile = &mut self.file.profile;
        let pushed = match (&points, vote_type) {
            (Some(points), _) => profile.push(Ballot::Points(points), weight),
            (None, VoteType::Ordinal) => profile.push(Ballot::Ranking(&marks), weight),
            (
                None,
                VoteType::Approval | VoteType::ChooseOne | VoteType::Cumulative | VoteType::Scoring,
            ) => profile.push(Ballot::Approval(&marks), weight),
        };
        pushed.map_err(|error| (vote.place(), Fault::Profile(error)))
    }

    /// Keeps a note of what the figures of the file have to confirm.
    fn doubt(&mut self, doubt: impl FnOnce() -> (Place, Fault)) {
        let doubt = doubt();
        if self.doubt.as_ref().is_none_or(|(place, _)| doubt.0 < *place) {
            self.doubt = Some(doubt.clone());
        }
        self.file.notes.add(|| doubt);
    }

    /// Whether doubts are laid to rest: the file's own figures, of every project, are those of
    /// the ballots as they were read here.
    fn resolve(mut self) -> Result<()> {
        let projects = self.file.profile().options().len();
        let wrong: Vec<_> = self.file.meta.wrong_numbers(projects, self.rows).collect();
        for doubt in wrong {
            self.doubt(|| doubt);
        }
        match self.doubt {
            Some(doubt) if !self.file.is_confirmed() => Err(doubt),
            Some(_) | None => Ok(()),
        }
    }

    /// The points that a ballot gives to the projects that it names.
    fn points(
        &mut self,
        field: &Field<'_>,
        named: &[Option<OptionIndex>],
        limits: &Limits,
    ) -> Result<Vec<(OptionIndex, u32)>> {
        let parts = field.parts().count();
        if parts != named.len() {
            let fault = Fault::PointsLength { points: parts, projects: named.len() };
            return Err((field.place(), fault));
        }
        let mut points = Vec::with_capacity(named.len());
        let mut given = 0_u64;
        for ((at, text), index) in field.parts().zip(named) {
            let fault = || Fault::NotWhole { name: "points", given: quoted(text) };
            let number = whole(text).and_then(|number| u32::try_from(number).ok());
            let number = number.ok_or_else(|| (field.place_of(at), fault()))?;
            if let Some(fault) = limits.points(number) {
                self.doubt(|| (field.place_of(at), fault));
            }
            given += u64::from(number);
            points.extend(index.map(|index| (index, number)));
        }
        if let Some(fault) = limits.most_points(given) {
            self.doubt(|| (field.place(), fault));
        }
        if let Some(fault) = limits.least_points(given) {
            self.file.notes.add(|| (field.place(), fault));
        }
        Ok(points)
    }

    /// Looks at what the chosen projects cost together.
    fn cost(&mut self, marks: &[OptionIndex], limits: &Limits, vote: &Field<'_>) {
        let Some((least, most)) = cost_limits(&self.projects, marks, limits) else {
            return;
        };
        if let Some(fault) = most {
            self.doubt(|| (vote.place(), fault));
        }
        if let Some(fault) = least {
            self.file.notes.add(|| (vote.place(), fault));
        }
    }
}

/// How often a ballot counts.
fn strength(field: Option<&Field<'_>>) -> Result<u32> {
    let Some(field) = field.filter(|field| !field.value.is_empty()) else {
        return Ok(1);
    };
    let weight = whole(&field.value).and_then(|weight| u32::try_from(weight).ok());
    weight
        .filter(|weight| *weight > 0)
        .ok_or_else(|| (field.place(), Fault::Strength(quoted(&field.value))))
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
    fn named(&mut self, vote: &Field<'_>, number: usize, vote_type: VoteType) -> Result<Named> {
        let mut named = Named { parts: Vec::new(), doubt: None };
        for (at, id) in vote.parts() {
            let Some(index) = self.places.get(id).copied() else {
                let fault = || (vote.place_of(at), Fault::UnknownProject(quoted(id)));
                named.doubt.get_or_insert_with(fault);
                named.parts.push(None);
                continue;
            };
            if let Some(last) = self.named.get_mut(index.place())
                && std::mem::replace(last, number) == number
            {
                let twice = (vote.place_of(at), Fault::NamedTwice(quoted(id)));
                if !matches!(vote_type, VoteType::Approval | VoteType::ChooseOne) {
                    return Err(twice);
                }
                named.doubt.get_or_insert(twice);
                continue;
            }
            named.parts.push(Some(index));
        }
        Ok(named)
    }
}

/// What is wrong with the cost of a ballot's projects together: too little, too much.
fn cost_limits(
    projects: &Projects,
    marks: &[OptionIndex],
    limits: &Limits,
) -> Option<(Outside, Outside)> {
    if limits.min_sum_cost.is_none() && limits.max_sum_cost.is_none() {
        return None;
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
    let least = limits.min_sum_cost.filter(|bound| total < units(*bound));
    let most = limits.max_sum_cost.filter(|bound| total > units(*bound));
    let least = least.map(|bound| outside("min_sum_cost", shown(), bound));
    Some((least, most.map(|bound| outside("max_sum_cost", shown(), bound))))
}
