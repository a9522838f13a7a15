//! Where a poll stands and why a ballot does not count, in words.

use participation::{Community, Exclusion, PollReport, PollStatus, SealProgress, Store};
use participation_types::BlobId;
use serde::Serialize;

use crate::print;

/// A status as scripts read it: one word, and beside it what belongs to it.
#[derive(Debug, Serialize)]
pub(crate) struct Standing {
    /// `open`, `sealed`, `waits-for-blob`, `other-roll` or `void`.
    pub(crate) status: &'static str,
    /// Whether the totals may still change.
    pub(crate) provisional: bool,
    /// The round of the seal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) round: Option<u16>,
    /// The list of exactly the ballots that count, by its SHA-256.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) manifest: Option<BlobId>,
    /// What is in the way of an outcome, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) problem: Option<String>,
}

impl Standing {
    /// What a status says.
    pub(crate) fn of(status: &PollStatus) -> Self {
        let base =
            Self { status: "open", provisional: true, round: None, manifest: None, problem: None };
        match status {
            PollStatus::Open => base,
            PollStatus::Sealed { round, manifest } => Self {
                status: "sealed",
                provisional: false,
                round: Some(*round),
                manifest: Some(*manifest),
                ..base
            },
            PollStatus::WaitsForBlob { blob } => Self {
                status: "waits-for-blob",
                problem: Some(format!(
                    "blob {} is not here: take it from a bundle of another node",
                    blob.short()
                )),
                ..base
            },
            PollStatus::OtherRoll { found, frozen } => Self {
                status: "other-roll",
                problem: Some(format!(
                    "{frozen} slots may vote and this node finds {found}: admissions are missing \
                     here, take them from a bundle of another node"
                )),
                ..base
            },
            PollStatus::Void(fault) => Self {
                status: "void",
                provisional: false,
                problem: Some(format!("its opening does not stand: {fault}")),
                ..base
            },
        }
    }

    /// In a few words, for people.
    pub(crate) fn words(&self) -> String {
        match (self.round, &self.problem) {
            (Some(0), _) => "sealed".to_owned(),
            (Some(round), _) => format!("sealed in round {round}"),
            (None, Some(problem)) => problem.clone(),
            (None, None) => "open, totals are provisional".to_owned(),
        }
    }
}

/// Why a ballot does not count, in words.
pub(crate) fn reason(why: &Exclusion) -> String {
    match why {
        Exclusion::Fault(fault) => fault.to_string(),
        Exclusion::Superseded { by } => {
            format!("the same person voted again: ballot {} counts in its place", by.short())
        }
        Exclusion::OnPaper { mark } => {
            format!("the person was given a paper ballot: mark {} says so", mark.short())
        }
        Exclusion::NotSealed => "it is not in the seal: it came late, or was left out".to_owned(),
        Exclusion::BodyMissing => {
            "the seal lists it, and what it says is not here: it was erased after its time, or \
             a bundle from another node brings it"
                .to_owned()
        }
    }
}

/// Tells people where entries are here without what they say. A carrier could have kept ballots
/// back, and neither the digest nor any list of ballots would show it.
pub(crate) fn note_bodies<S: Store>(community: &Community<S>) {
    let missing = community.without_body();
    if missing > 0 {
        print::note(format_args!(
            "note: of {missing} entries it is not here what they say: erased, or kept back by whoever \
             brought them. A ballot among them counts nowhere here: take a bundle from another node"
        ));
    }
}

/// How far the last round of sealing is, for people; nothing when nobody has signed yet.
pub(crate) fn signatures(report: &PollReport) -> Vec<String> {
    let last = report.seals.iter().map(|seal| seal.round).max();
    let line = |seal: &SealProgress| {
        let held = if seal.holds() { ", which is enough" } else { "" };
        format!(
            "round {}: {} of {} sealers signed the list {} of {} ballots{held}",
            seal.round,
            seal.signed_by.len(),
            seal.needs,
            seal.manifest.short(),
            seal.ballots
        )
    };
    report.seals.iter().filter(|seal| Some(seal.round) == last).map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_poll_that_may_change_is_provisional() {
        let sealed = PollStatus::Sealed { round: 0, manifest: BlobId::from_bytes([1; 32]) };
        assert!(!Standing::of(&sealed).provisional);
        assert!(Standing::of(&PollStatus::Open).provisional);
        let json = serde_json::to_value(Standing::of(&sealed)).unwrap();
        assert_eq!(json["status"], "sealed");
        assert_eq!(json["round"], 0);
        assert_eq!(json.get("problem"), None);
    }
}
