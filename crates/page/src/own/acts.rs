//! Every act in somebody's name.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use participation::{Act, Community, DeviceKey, EntryId, SlotId, Store, Timestamp};

use crate::acts::{self, About};
use crate::dates::Day;
use crate::frame::Frame;
use crate::kept::{self, Keeping};
use crate::{link, message, receipt};

/// One act.
#[derive(Debug)]
pub(crate) struct Line {
    /// What was done.
    pub(crate) what: String,
    pub(crate) about: Option<About>,
    pub(crate) day: Day,
    /// The code of its receipt, and where that is.
    pub(crate) code: String,
    pub(crate) receipt: String,
    /// Where else it is, in a few words.
    pub(crate) kept: String,
    /// Why it does not count, where it does not.
    pub(crate) fault: Option<String>,
}

/// The devices that write in somebody's name.
pub(crate) fn devices<S: Store>(community: &Community<S>, slot: &SlotId) -> BTreeSet<DeviceKey> {
    let view = community.view();
    let all = view.chains().heads().map(|(chain, _)| chain.device);
    all.filter(|device| community.slot_of(device) == Some(*slot)).collect()
}

/// All entries that somebody's devices wrote, with the time that each claims: the newest first.
pub(crate) fn of<S: Store>(community: &Community<S>, slot: &SlotId) -> Vec<(Timestamp, EntryId)> {
    let devices = devices(community, slot);
    let view = community.view();
    let chains = view.chains().heads().map(|(chain, _)| chain);
    let mut all: Vec<(Timestamp, EntryId)> = chains
        .filter(|chain| devices.contains(&chain.device))
        .flat_map(|chain| view.chains().entries(&chain).collect::<Vec<_>>())
        .filter_map(|id| Some((community.entry(&id).ok()?.header().claimed, id)))
        .collect();
    all.sort_unstable_by_key(|(claimed, id)| (Reverse(*claimed), *id));
    all
}

/// An act as it is listed.
pub(crate) fn line<S: Store>(
    community: &Community<S>,
    f: &Frame<'_>,
    keeping: &Keeping,
    id: &EntryId,
) -> Option<Line> {
    let found = community.receipt(id).ok()?;
    let act = community.act(id).ok()?;
    let what = act.as_ref().map_or("act-gone", acts::name);
    let subject = act.as_ref().and_then(|act| acts::subject(community, id, act));
    let of_ballot = found.ballot.and_then(|ballot| ballot.why_not);
    // What was erased has no body, and is no fault.
    let fault = found.fault.filter(|_| act.is_some());
    let fault = fault.map(|fault| message::fault_text(&fault, f.w));
    Some(Line {
        what: f.w.say(what),
        about: subject.and_then(|id| acts::about(community, f.root(), &id, f.w)),
        day: Day::of(found.claimed, f.w),
        kept: keeping.find(community, [*id]).map(|kept| kept::short(kept, f.w)).unwrap_or_default(),
        code: found.code,
        receipt: format!("{}/receipts/{}", f.root(), link::digits(id)),
        fault: of_ballot.map(|why| receipt::not_counted(&why, f.w)).or(fault),
    })
}

/// The last vote in each poll. What was voted is not repeated here.
pub(crate) fn votes<S: Store>(
    community: &Community<S>,
    f: &Frame<'_>,
    keeping: &Keeping,
    all: &[(Timestamp, EntryId)],
) -> Vec<Line> {
    let mut polls = BTreeSet::new();
    let mut votes = Vec::new();
    for (_, id) in all {
        if let Ok(Some(Act::Ballot(ballot))) = community.act(id)
            && polls.insert(ballot.opening)
        {
            votes.extend(line(community, f, keeping, id));
        }
    }
    votes
}
