//! Sealing a count, asking that it be sealed anew, and objecting to it.

use participation::{Community, EntryId, Opening, PollReport, PollStatus, Sealers, Store};

use crate::fields::{Filled, Group, Widget};
use crate::form::{Form, Look};
use crate::frame::{Frame, Section};
use crate::message::{Failed, Told};
use crate::outcome::verdict;
use crate::words::Words;
use crate::{Visit, link, plain, polls};

/// Most characters of a reason.
const REASON: u32 = 1_000;

/// What is done about a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Signs the list of the ballots that count.
    Seal,
    /// Asks that it be sealed anew.
    Reopen,
    /// Objects in public.
    Contest,
}

impl Step {
    const ALL: [Self; 3] = [Self::Seal, Self::Reopen, Self::Contest];

    /// By its name in an address.
    #[must_use]
    pub fn at(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.place() == name)
    }

    const fn place(self) -> &'static str {
        match self {
            Self::Seal => "seal",
            Self::Reopen => "reopen",
            Self::Contest => "contest",
        }
    }

    const fn heading(self) -> &'static str {
        match self {
            Self::Seal => "seal-count",
            Self::Reopen => "reopen-count",
            Self::Contest => "contest-count",
        }
    }

    /// Whether somebody may, as far as can be known without asking: `voter` says whether they are in
    /// the roll.
    fn is_open(self, opening: &Opening, status: &PollStatus, visit: &Visit, voter: bool) -> bool {
        self.barred(opening, status, visit, voter).is_none()
    }

    /// What keeps somebody from it.
    fn barred(
        self,
        opening: &Opening,
        status: &PollStatus,
        visit: &Visit,
        voter: bool,
    ) -> Option<Told> {
        let offices = visit.exercises();
        let seals = match opening.sealers {
            Sealers::Stewards => offices.steward,
            Sealers::Trustees { .. } => offices.trustee,
        };
        let sealed = matches!(status, PollStatus::Sealed { .. });
        match self {
            Self::Seal | Self::Reopen if !seals => Some(Told::Sealers),
            // A sealed one is sealed anew once enough of them asked for it.
            Self::Seal if sealed || *status == PollStatus::Open => None,
            Self::Reopen | Self::Contest if !sealed => Some(Told::NotSealed),
            Self::Contest if !voter && !offices.steward => Some(Told::Voters),
            Self::Seal => Some(Told::NoLonger),
            Self::Reopen | Self::Contest => None,
        }
    }
}

/// What keeps somebody from a step; `None` where nothing does, or the poll is not here.
pub(crate) fn barred<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    poll: &EntryId,
    step: Step,
) -> Option<Told> {
    let (opening, status) = community.opening(poll).ok().zip(community.poll_status(poll).ok())?;
    step.barred(opening, &status, visit, is_voter(community, visit, poll))
}

/// Whether whoever looks is in the roll of a poll.
fn is_voter<S: Store>(community: &Community<S>, visit: &Visit, poll: &EntryId) -> bool {
    let slot = visit.neighbour.as_ref().and_then(|neighbour| neighbour.slot);
    slot.is_some_and(|slot| community.voter(slot).may_vote(poll))
}

/// What somebody can do about the count of a poll: where, and what that is called.
pub(crate) fn doings(
    path: &str,
    opening: &Opening,
    status: &PollStatus,
    visit: &Visit,
    voter: bool,
) -> Vec<(String, String)> {
    let w = visit.words();
    let open = Step::ALL.into_iter().filter(|step| step.is_open(opening, status, visit, voter));
    open.map(|step| (format!("{path}/{}", step.place()), w.say(step.heading()))).collect()
}

/// The form of a step; `None` where the poll is not here, or who looks may not take it.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    poll: &EntryId,
    step: Step,
    report: &PollReport,
    filled: &Filled,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let (Ok(opening), Ok(status)) = (community.opening(poll), community.poll_status(poll)) else {
        return Ok(None);
    };
    let voter = is_voter(community, visit, poll);
    if !step.is_open(opening, &status, visit, voter) {
        return Ok(None);
    }
    let title = plain::spoken(opening.title.as_str(), w);
    let heading = w.say(step.heading());
    let f = Frame::of(community, visit, Section::Polls, format!("{heading} · {title}"));
    let above = format!("{}/polls/{}", f.root(), link::digits(poll));
    let reason = filled.field("reason", w.say("count-reason"), Widget::Lines(5)).at_most(REASON);
    let (lead, fields, seen) = match step {
        Step::Seal => ("seal-lead", Vec::new(), "seal-seen"),
        Step::Reopen => ("reopen-count-lead", vec![reason.required()], "count-seen"),
        Step::Contest => ("contest-lead", vec![reason.required()], "count-seen"),
    };
    let form = Form {
        path: format!("{above}/{}", step.place()),
        above: (above, title),
        lead: w.say(lead),
        look: (step == Step::Seal).then(|| bound(report, w)),
        filled,
        groups: vec![Group::plain(fields)],
        seen: w.say(seen),
        send: heading.clone(),
        heading,
        preview: String::new(),
        has_file: false,
        rehearse: String::new(),
        f,
    };
    form.shown().map(Some)
}

/// What a signature binds.
fn bound(report: &PollReport, w: Words) -> Look {
    let mut facts = vec![polls::turnout(report, w)];
    if let Some(verdict) = verdict(report, w) {
        facts.push(format!("{} {}", verdict.lead, verdict.says));
    }
    if !report.excluded.is_empty() {
        facts.push(w.count("excluded", report.excluded.len()));
    }
    for seal in &report.seals {
        let (signed, needs) = (w.number(seal.signed_by.len()), w.number(seal.needs));
        let ballots = w.number(seal.ballots);
        let values = [("signed", &*signed), ("needs", &*needs), ("ballots", &*ballots)];
        facts.push(w.fill("seal-signed", &values));
    }
    Look {
        heading: w.say("seal-binds"),
        title: String::new(),
        prose: None,
        facts,
        warning: w.say("seal-warning"),
    }
}
