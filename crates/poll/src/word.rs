//! Acts that hold by their signature alone: what somebody put their word on for others to rely on.
//!
//! A fork or the end of one's own device takes back what one said for oneself. It does not take
//! back an opening that was sealed, a seal or a re-opening: else one sealer of many could undo a
//! result by forking their own chain, once it is known. A cut, which takes a quorum, does.

use participation_acts::{Act, Right};
use participation_charter::{Fault, View};
use participation_log::Place;
use participation_policy::{Author, Entry, Named, Target, allowed, right_of};
use participation_types::{DeviceKey, EntryId, MemberKey, SlotId};

/// The member keys that took the author's device as their own: one, or two where its first entry
/// forked. Whether that entry stands is not asked.
pub(crate) fn owners(view: &View<'_>, device: &DeviceKey) -> Vec<MemberKey> {
    let mut owners: Vec<MemberKey> =
        view.facts().certificates(device).iter().map(|certificate| certificate.member).collect();
    owners.sort_unstable();
    owners.dedup();
    owners
}

/// In whose name an act is said: those of its device's owners whom the table allows it, and whose
/// right no cut ended before.
///
/// # Errors
/// The [`Fault`] of the first owner when it is nobody.
pub(crate) fn words(
    view: &View<'_>,
    id: &EntryId,
    act: &Act,
    target: Target<'_>,
) -> Result<Vec<MemberKey>, Fault> {
    in_the_name_of(view, id, act, target, |right| view.uncut(id, right))
}

/// The same where nothing is taken back any more, not even by a cut: what a seal lists.
///
/// # Errors
/// The [`Fault`] of the first owner when it is nobody.
pub(crate) fn said(
    view: &View<'_>,
    id: &EntryId,
    act: &Act,
    target: Target<'_>,
) -> Result<Vec<MemberKey>, Fault> {
    in_the_name_of(view, id, act, target, |_| Ok(()))
}

fn in_the_name_of(
    view: &View<'_>,
    id: &EntryId,
    act: &Act,
    target: Target<'_>,
    taken: impl Fn(Option<&Right>) -> Result<(), Fault>,
) -> Result<Vec<MemberKey>, Fault> {
    let place = view.chains().place(id).ok_or(Fault::NotHere)?;
    let device = view.chains().chain_of(place).ok_or(Fault::NotHere)?.device;
    let (mut allowed, mut fault) = (Vec::new(), Fault::Uncertified);
    for member in owners(view, &device) {
        let slot = view.slot_of(&member);
        let said =
            ask(view, place, act, target, &member, slot).and_then(|right| taken(right.as_ref()));
        match said {
            Ok(()) => allowed.push(member),
            Err(why) if fault == Fault::Uncertified => fault = why,
            Err(_) => {}
        }
    }
    if allowed.is_empty() { Err(fault) } else { Ok(allowed) }
}

/// Asks the table about an admitted act in the name of one owner of its device.
///
/// # Errors
/// [`Fault::Denied`], [`Fault::NotHere`].
pub(crate) fn ask(
    view: &View<'_>,
    place: Place,
    act: &Act,
    target: Target<'_>,
    member: &MemberKey,
    slot: Option<SlotId>,
) -> Result<Option<Right>, Fault> {
    let chain = view.chains().chain_of(place).ok_or(Fault::NotHere)?;
    let revision = view.chains().revision(place);
    let entry = Entry { author: chain.device, lane: chain.lane, seq: place.seq(), revision, act };
    let charter = revision.and_then(|revision| view.facts().state(&revision));
    let named = Named { charter, author: Author::Device { member, slot }, target };
    allowed(&entry, &named)?;
    Ok(right_of(&entry, &named))
}
