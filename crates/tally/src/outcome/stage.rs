//! The stage of a rule that passes ballots on: who has how many votes, and how it came to that.

mod lines;

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::votes::Votes;

/// One stage: the votes after it, and what was decided on them.
///
/// By [`Rule::Irv`](crate::Rule::Irv) and [`Rule::StvScottish`](crate::Rule::StvScottish) each
/// stage after the first starts with a [`Transfer`], and whoever is excluded loses their ballots
/// in it. By [`Rule::StvMeek`](crate::Rule::StvMeek) a stage is a round of the reference rule:
/// ballots are shared out anew, and whoever is excluded goes at its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Stage {
    /// Its number, from 1.
    pub number: u32,
    /// Votes that elect at this stage.
    pub quota: Votes,
    /// What was passed on to come to these votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer: Option<Transfer>,
    /// Ids and votes of those who are elected or still in the race, as they are listed.
    #[serde(serialize_with = "as_map")]
    pub votes: Vec<(String, Votes)>,
    /// Votes that count for nobody: rankings that have ended, places that several share, and
    /// decimals that were dropped.
    pub uncounted: Votes,
    /// Weight of the ballots among these that wait at a place which several share.
    #[serde(skip_serializing_if = "is_zero")]
    pub waiting: u64,
    /// By Meek's method, how votes were shared out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sharing: Option<Sharing>,
    /// Ids of those who reached the quota at this stage, in the order of election.
    pub elected: Vec<String>,
    /// Ids of those who take the last seats because nobody else is left for them.
    pub filled: Vec<String>,
    /// Ids of those who were excluded at this stage.
    pub excluded: Vec<String>,
    /// Ties that were broken to come to this stage or in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<StageTie>,
}

/// Ballots passed on from one option to those that come next on them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Transfer {
    /// Id of the option they come from.
    pub from: String,
    /// Why they go on.
    pub why: Why,
    /// Votes that it gives away: the surplus, or all it had.
    pub gives: Votes,
    /// Votes that it had before.
    pub of: Votes,
    /// Its ballots by what each was worth, the highest first.
    pub parcels: Vec<Parcel>,
    /// Ids of those who receive, with the weight of the ballots. By instant runoff this includes
    /// ballots that waited at a shared place and now count again.
    #[serde(serialize_with = "as_map")]
    pub ballots: Vec<(String, u64)>,
    /// Ids of those who receive, with the votes.
    #[serde(serialize_with = "as_map")]
    pub votes: Vec<(String, Votes)>,
    /// Weight of the ballots that name nobody else who can receive.
    pub not_transferable: u64,
    /// What these ballots are worth now.
    pub not_transferable_votes: Votes,
    /// Votes lost because decimals are dropped.
    pub dropped: Votes,
}

/// Why ballots go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Why {
    /// An elected option has more than the quota.
    Surplus,
    /// An option is excluded.
    Exclusion,
}

/// Ballots that were all worth the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Parcel {
    /// What each was worth to the option they come from.
    pub received: Votes,
    /// What each is worth now.
    pub value: Votes,
    /// Weight of these ballots, those that cannot go on included.
    pub ballots: u64,
}

/// How Meek's method shared out the ballots of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Sharing {
    /// Of what reaches each option, the part that it keeps.
    #[serde(serialize_with = "as_map")]
    pub keep: Vec<(String, Votes)>,
    /// Votes of all elected beyond the quota, after the last iteration.
    pub surplus: Votes,
    /// How often ballots were shared out until that was settled.
    pub iterations: u32,
}

/// Options with equal votes, and what decided between them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StageTie {
    /// What was to be decided.
    pub about: TieAbout,
    /// The votes that each has; by Meek's method the lowest, from which the others differ by less
    /// than the surplus that is left.
    pub votes: Votes,
    /// Their ids, the one that fared best first. The last is excluded, or the first gives its
    /// surplus first.
    pub options: Vec<String>,
    /// What decided: `earlier_stage`, or `listed`, `lot` or `order` where no stage did.
    pub by: &'static str,
    /// The latest earlier stage at which the one who was chosen and the next differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<u32>,
}

/// What a tie was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum TieAbout {
    /// Who is excluded.
    Exclusion,
    /// Whose surplus goes first.
    Surplus,
    /// Who comes first in the order of election; the winners are the same.
    Order,
}

fn as_map<T: Serialize, S: Serializer>(pairs: &[(String, T)], out: S) -> Result<S::Ok, S::Error> {
    let mut map = out.serialize_map(Some(pairs.len()))?;
    for (id, value) in pairs {
        map.serialize_entry(id, value)?;
    }
    map.end()
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes what it asks about by reference"
)]
const fn is_zero(weight: &u64) -> bool {
    *weight == 0
}
