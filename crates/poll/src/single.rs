//! What becomes of one ballot, without counting the others.

use std::borrow::Borrow;

use participation_charter::{Fault, View};
use participation_types::{BlobId, ChainId, EntryId, Lane};

use crate::ballots::judge;
use crate::facts::Polls;
use crate::report::{Exclusion, PollReport, PollStatus};
use crate::roll::Opened;

/// What becomes of one ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BallotStanding {
    /// Where its poll stands, as [`Polls::status`] says.
    pub status: PollStatus,
    /// Whether it counts: for good once the poll is sealed, provisionally before.
    pub counted: bool,
    /// Why it does not count. Nothing where no ballot of the poll can be counted here.
    pub why_not: Option<Exclusion>,
}

impl Polls {
    /// What becomes of a ballot: what [`Polls::report`] says of it. While the poll is open this
    /// takes time in proportion to the ballots of its slot, and is always the last word.
    ///
    /// Of a sealed poll a report is asked for. It may have been made earlier by the same seal:
    /// whatever came since is not in the seal. Where there is none, it is made here.
    #[must_use]
    pub fn ballot<R: Borrow<PollReport>>(
        &self,
        view: &View<'_>,
        poll: &EntryId,
        ballot: &EntryId,
        report: impl FnOnce(&EntryId) -> Option<R>,
    ) -> BallotStanding {
        let status = self.status(view, poll);
        let judged = match &status {
            PollStatus::Open => Some(self.provisional(view, poll, ballot)),
            PollStatus::Sealed { manifest, .. } => {
                let kept = report(poll).filter(|report| report.borrow().status == status);
                Some(match kept {
                    Some(kept) => self.sealed(manifest, ballot, kept.borrow()),
                    None => self.sealed(manifest, ballot, &self.report(view, poll)),
                })
            }
            PollStatus::WaitsForBlob { .. }
            | PollStatus::OtherRoll { .. }
            | PollStatus::Void(_) => None,
        };
        let counted = matches!(judged, Some(Ok(())));
        BallotStanding { status, counted, why_not: judged.and_then(Result::err) }
    }

    /// The last word of its slot counts, unless the person was given paper.
    fn provisional(
        &self,
        view: &View<'_>,
        id: &EntryId,
        ballot: &EntryId,
    ) -> Result<(), Exclusion> {
        let not_here = || Exclusion::Fault(Fault::NotHere);
        let opened = Opened::find_frozen(view, self, id).map_err(|_| not_here())?;
        let poll = self.polls.get(id).ok_or_else(not_here)?;
        let fact = poll.ballots.get(ballot).ok_or_else(not_here)?;
        let slot = judge(view, &opened, fact).map_err(Exclusion::Fault)?;
        if let Some(mark) = self.marked(view, id, &slot) {
            return Err(Exclusion::OnPaper { mark });
        }
        let members = view.facts().admitted_to(&slot).map(|(member, _)| member);
        let last = members
            .flat_map(|member| view.facts().devices(member))
            .flat_map(|device| view.chains().entries(&ChainId { device, lane: Lane::Ballots }))
            .filter_map(|other| poll.ballots.get(&other))
            .filter(|other| (other.counter, other.id) > (fact.counter, fact.id))
            .filter(|other| judge(view, &opened, other) == Ok(slot))
            .max_by_key(|other| (other.counter, other.id));
        last.map_or(Ok(()), |last| Err(Exclusion::Superseded { by: last.id }))
    }

    /// What the seal lists counts, unless the report says why not.
    fn sealed(
        &self,
        manifest: &BlobId,
        ballot: &EntryId,
        report: &PollReport,
    ) -> Result<(), Exclusion> {
        let excluded = report.excluded.binary_search_by_key(ballot, |excluded| excluded.ballot);
        let why = excluded.ok().and_then(|at| report.excluded.get(at));
        if let Some(excluded) = why {
            return Err(excluded.why.clone());
        }
        let list = self.manifest(manifest).flatten().unwrap_or_default();
        list.binary_search(ballot).map(drop).map_err(|_| Exclusion::NotSealed)
    }
}
