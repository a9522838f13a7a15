//! The section `META`: keys and values.

use std::collections::BTreeMap;

use super::{
    fault::Fault,
    limits::Limits,
    records::{Record, Records, Result},
};
use crate::{
    amount::{Amount, AmountError},
    place::{Notes, Place, quoted},
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
    /// As they stand in the file.
    listed: Vec<(String, String)>,
    /// By the key in small letters: the place of the value, and where it is in the list.
    found: BTreeMap<String, (Place, usize)>,
    place: Place,
}

/// Keys that count. A line of one of them has one value; other lines may be texts with `;` in
/// them that nobody put into quotes.
const COUNTED: [&str; 14] = [
    "budget",
    "vote_type",
    "num_projects",
    "num_votes",
    "min_length",
    "max_length",
    "min_points",
    "max_points",
    "min_sum_points",
    "max_sum_points",
    "min_sum_cost",
    "max_sum_cost",
    "default_score",
    "min_project_score_threshold",
];

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
            .find(|vote_type| vote_type.name().eq_ignore_ascii_case(name))
    }
}

impl Meta {
    pub(super) fn read(records: &mut Records<'_>, notes: &mut Notes<Fault>) -> Result<Self> {
        let entries = Entries::read(records, notes)?;
        let (place, name) = entries.required("vote_type")?;
        let vote_type =
            VoteType::parse(name).ok_or_else(|| (place, Fault::VoteType(quoted(name))))?;
        let limits = Limits::read(&entries, vote_type)?;
        let (budget_place, _) = entries.required("budget")?;
        let budget = entries.amount("budget")?.ok_or((budget_place, Fault::Empty("budget")))?;
        let default_score =
            if vote_type.has_points() { entries.whole("default_score")?.unwrap_or(0) } else { 0 };
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
            threshold: entries.amount("min_project_score_threshold")?.map(round_up),
            default_score,
            max_length_place: entries.place_of("max_length"),
            num_projects: entries.stated("num_projects")?,
            num_votes: entries.stated("num_votes")?,
            entries,
        })
    }

    pub(super) fn value(&self, key: &str) -> Option<&str> {
        self.entries.get(key).map(|(_, value)| value)
    }

    /// Keys and values as they stand in the file.
    pub(super) fn listed(&self) -> &[(String, String)] {
        &self.entries.listed
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

    /// The numbers of the section that are not those of the file.
    pub(super) fn wrong_numbers(
        &self,
        projects: usize,
        votes: usize,
    ) -> impl Iterator<Item = (Place, Fault)> {
        let numbers =
            [("num_projects", self.num_projects, projects), ("num_votes", self.num_votes, votes)];
        numbers.into_iter().filter_map(|(name, stated, counted)| {
            let (place, stated) = stated?;
            let wrong = u64::try_from(counted) != Ok(stated);
            wrong.then_some((place, Fault::WrongNumber { name, stated, counted }))
        })
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
    fn read(records: &mut Records<'_>, notes: &mut Notes<Fault>) -> Result<Self> {
        let place = records.here();
        let header = records.header("META")?;
        let (key_at, value_at) = (header.required("key")?, header.required("value")?);
        let mut entries = Self { listed: Vec::new(), found: BTreeMap::new(), place };
        while let Some(record) = records.next("META")? {
            let (Some(key), Some(value)) = (record.at(key_at), record.at(value_at)) else {
                record.fits(&header, key_at.max(value_at))?;
                continue;
            };
            if entries.listed.len() == MAX_ENTRIES {
                return Err((record.place, Fault::LongMeta(MAX_ENTRIES)));
            }
            let name = key.value.to_ascii_lowercase();
            let mut text = value.value.clone().into_owned();
            if let Err((place, fault)) = record.fits(&header, 0) {
                if COUNTED.contains(&name.as_str()) {
                    return Err((place, fault));
                }
                text = joined(&record, value_at);
                notes.add(|| (place, fault));
            }
            if entries.found.contains_key(&name) {
                let twice = (key.place(), Fault::KeyTwice(quoted(&key.value)));
                if COUNTED.contains(&name.as_str()) {
                    return Err(twice);
                }
                // The first one stays: nothing is counted by it.
                notes.add(|| twice);
                continue;
            }
            entries.found.insert(name, (value.place(), entries.listed.len()));
            entries.listed.push((key.value.clone().into_owned(), text));
        }
        Ok(entries)
    }

    fn get(&self, key: &str) -> Option<(Place, &str)> {
        let (place, at) = self.found.get(&key.to_ascii_lowercase())?;
        self.listed.get(*at).map(|(_, value)| (*place, value.as_str()))
    }

    /// A value that is there and not empty; Python writes `None` for an empty one.
    fn filled(&self, name: &str) -> Option<(Place, &str)> {
        let absent = |value: &str| value.is_empty() || value.eq_ignore_ascii_case("none");
        self.get(name).filter(|(_, value)| !absent(value))
    }

    /// A value that has to be there.
    fn required(&self, name: &'static str) -> Result<(Place, &str)> {
        self.get(name).ok_or((self.place, Fault::MissingKey(name)))
    }

    /// A whole number; an empty value is none.
    pub(super) fn whole(&self, name: &'static str) -> Result<Option<u64>> {
        let Some((place, value)) = self.filled(name) else {
            return Ok(None);
        };
        let fault = || Fault::NotWhole { name, given: quoted(value) };
        whole(value).ok_or_else(|| (place, fault())).map(Some)
    }

    /// An amount; an empty value is none.
    pub(super) fn amount(&self, name: &'static str) -> Result<Option<Amount>> {
        let Some((place, value)) = self.filled(name) else {
            return Ok(None);
        };
        let fault = |error| Fault::Amount { name, given: quoted(value), error };
        amount(value).map_err(|error| (place, fault(error))).map(Some)
    }

    fn place_of(&self, name: &str) -> Place {
        self.get(name).map_or(self.place, |(place, _)| place)
    }

    fn stated(&self, name: &'static str) -> Result<Option<(Place, u64)>> {
        Ok(self.whole(name)?.map(|number| (self.place_of(name), number)))
    }
}

/// The fields of a line from one on, with their `;` again.
fn joined(record: &Record<'_>, from: usize) -> String {
    let fields: Vec<&str> = record.fields.iter().skip(from).map(|field| &*field.value).collect();
    fields.join(";").trim_end_matches(';').to_owned()
}

/// An amount, also with a decimal comma where it cannot stand between thousands.
pub(super) fn amount(text: &str) -> std::result::Result<Amount, AmountError> {
    let comma = text.split_once(',').filter(|(_, decimals)| decimals.len() != 3);
    match comma {
        Some((whole, decimals)) if !whole.contains('.') => format!("{whole}.{decimals}").parse(),
        Some(_) | None => text.parse(),
    }
}

/// The next whole number: a score of whole numbers reaches 12.5 where it reaches 13.
fn round_up(amount: Amount) -> u64 {
    let unit = 10_u64.pow(u32::from(amount.decimals()));
    amount.units(amount.decimals()).unwrap_or(u64::MAX).div_ceil(unit)
}

/// A whole number, also when it is written `5.0`.
pub(super) fn whole(text: &str) -> Option<u64> {
    text.parse::<Amount>().ok()?.units(0)
}
