//! The section `META`: keys and values.

use std::collections::BTreeMap;

use super::{
    fault::{Fault, Place, quoted},
    limits::Limits,
    records::{Records, Result},
};
use crate::{
    amount::Amount,
    profile::{BallotKind, PollOption, Profile},
};

/// Lines that the section may have; real files have about twenty.
const MAX_ENTRIES: usize = 1_000;

/// How people voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VoteType {
    /// Any number of projects within limits.
    Approval,
    /// One project.
    ChooseOne,
    /// A sum of points to divide among projects.
    Cumulative,
    /// Points for each project.
    Scoring,
    /// Projects in order.
    Ordinal,
}

/// What the section says, checked.
#[derive(Debug, Clone)]
pub(super) struct Meta {
    entries: Entries,
    vote_type: VoteType,
    limits: Limits,
    budget: Amount,
    budget_place: Place,
    threshold: Option<u64>,
    default_score: u32,
    max_length_place: Place,
    num_projects: Option<(Place, u64)>,
    num_votes: Option<(Place, u64)>,
}

/// Keys with their values and the places of the values.
#[derive(Debug, Clone)]
pub(super) struct Entries {
    entries: BTreeMap<String, (Place, String)>,
    place: Place,
}

impl VoteType {
    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Approval => "approval",
            Self::ChooseOne => "choose-1",
            Self::Cumulative => "cumulative",
            Self::Scoring => "scoring",
            Self::Ordinal => "ordinal",
        }
    }

    /// Whether ballots carry points.
    #[must_use]
    pub const fn has_points(self) -> bool {
        match self {
            Self::Cumulative | Self::Scoring => true,
            Self::Approval | Self::ChooseOne | Self::Ordinal => false,
        }
    }

    fn parse(name: &str) -> Option<Self> {
        use VoteType::{Approval, ChooseOne, Cumulative, Ordinal, Scoring};
        [Approval, ChooseOne, Cumulative, Scoring, Ordinal]
            .into_iter()
            .find(|vote_type| vote_type.name() == name)
    }
}

impl Meta {
    pub(super) fn read(records: &mut Records<'_>) -> Result<Self> {
        let entries = Entries::read(records)?;
        let (place, name) = entries.required("vote_type")?;
        let vote_type =
            VoteType::parse(name).ok_or_else(|| (place, Fault::VoteType(quoted(name))))?;
        let limits = Limits::read(&entries, vote_type)?;
        let (budget_place, _) = entries.required("budget")?;
        let budget = entries.amount("budget")?.ok_or((budget_place, Fault::Empty("budget")))?;
        let default_score = entries.whole("default_score")?.unwrap_or(0);
        let too_large = |name| {
            let (place, given) = entries.required(name).unwrap_or((entries.place, ""));
            (place, Fault::NotWhole { name, given: quoted(given) })
        };
        let default_score = u32::try_from(default_score).map_err(|_| too_large("default_score"))?;
        Ok(Self {
            vote_type,
            limits,
            budget,
            budget_place,
            threshold: entries.whole("min_project_score_threshold")?,
            default_score,
            max_length_place: entries.place_of("max_length"),
            num_projects: entries.stated("num_projects")?,
            num_votes: entries.stated("num_votes")?,
            entries,
        })
    }

    pub(super) fn value(&self, key: &str) -> Option<&str> {
        self.entries.entries.get(key).map(|(_, value)| value.as_str())
    }

    pub(super) const fn vote_type(&self) -> VoteType {
        self.vote_type
    }

    pub(super) const fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(super) const fn threshold(&self) -> Option<u64> {
        self.threshold
    }

    /// Whether there are as many projects as the section says.
    pub(super) fn check_projects(&self, counted: usize) -> Result<()> {
        check("num_projects", self.num_projects, counted)
    }

    /// Whether there are as many votes as the section says.
    pub(super) fn check_votes(&self, counted: usize) -> Result<()> {
        check("num_votes", self.num_votes, counted)
    }

    /// The profile of these projects, without ballots yet.
    pub(super) fn profile(&self, options: Vec<PollOption>) -> Result<Profile> {
        let kind = match self.vote_type {
            VoteType::Approval | VoteType::ChooseOne => BallotKind::Approval,
            VoteType::Cumulative | VoteType::Scoring => {
                BallotKind::Points { unlisted: self.default_score }
            }
            VoteType::Ordinal => {
                let all = u64::try_from(options.len()).unwrap_or(u64::MAX);
                let given = self.limits.max_length.unwrap_or(all);
                let longest = u32::try_from(given).map_err(|_| {
                    let (name, given) = ("max_length", given.to_string());
                    (self.max_length_place, Fault::NotWhole { name, given })
                })?;
                BallotKind::Ranking { longest }
            }
        };
        Profile::new(kind, options, Some(self.budget))
            .map_err(|error| (self.budget_place, Fault::Profile(error)))
    }
}

impl Entries {
    fn read(records: &mut Records<'_>) -> Result<Self> {
        let place = records.here();
        let header = records.header("META")?;
        let (key, value) = (header.required("key")?, header.required("value")?);
        let mut entries = BTreeMap::new();
        while let Some(record) = records.next("META")? {
            record.fits(&header)?;
            let (Some(key), Some(value)) = (record.at(key), record.at(value)) else {
                continue;
            };
            if entries.len() == MAX_ENTRIES {
                return Err((record.place, Fault::LongMeta(MAX_ENTRIES)));
            }
            let entry = (value.place(), value.value.clone().into_owned());
            if entries.insert(key.value.clone().into_owned(), entry).is_some() {
                return Err((key.place(), Fault::KeyTwice(quoted(&key.value))));
            }
        }
        Ok(Self { entries, place })
    }

    /// A value that has to be there.
    fn required(&self, name: &'static str) -> Result<(Place, &str)> {
        let entry = self.entries.get(name).map(|(place, value)| (*place, value.as_str()));
        entry.ok_or((self.place, Fault::MissingKey(name)))
    }

    /// A whole number; an empty value is none.
    pub(super) fn whole(&self, name: &'static str) -> Result<Option<u64>> {
        match self.entries.get(name) {
            Some((place, value)) if !value.is_empty() => {
                let fault = || Fault::NotWhole { name, given: quoted(value) };
                whole(value).ok_or_else(|| (*place, fault())).map(Some)
            }
            Some(_) | None => Ok(None),
        }
    }

    /// An amount; an empty value is none.
    pub(super) fn amount(&self, name: &'static str) -> Result<Option<Amount>> {
        match self.entries.get(name) {
            Some((place, value)) if !value.is_empty() => {
                let fault = |error| Fault::Amount { name, given: quoted(value), error };
                value.parse().map_err(|error| (*place, fault(error))).map(Some)
            }
            Some(_) | None => Ok(None),
        }
    }

    fn place_of(&self, name: &str) -> Place {
        self.entries.get(name).map_or(self.place, |(place, _)| *place)
    }

    fn stated(&self, name: &'static str) -> Result<Option<(Place, u64)>> {
        Ok(self.whole(name)?.map(|number| (self.place_of(name), number)))
    }
}

/// A whole number, also when it is written `5.0`.
pub(super) fn whole(text: &str) -> Option<u64> {
    text.parse::<Amount>().ok()?.units(0)
}

fn check(name: &'static str, stated: Option<(Place, u64)>, counted: usize) -> Result<()> {
    match stated {
        Some((place, stated)) if u64::try_from(counted) != Ok(stated) => {
            Err((place, Fault::WrongNumber { name, stated, counted }))
        }
        Some(_) | None => Ok(()),
    }
}
