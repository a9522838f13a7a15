//! What members say of their own devices: which branch of a fork goes on, and what a retired device
//! leaves.

use participation_log::Chains;
use participation_types::{ChainId, DeviceKey, EntryId, Frontier, Head, MemberKey};

use crate::cuts::Cuts;
use crate::facts::{Facts, RetirementFact};

/// All that settles forks: repairs, retirements and cuts.
pub(crate) fn settlements(facts: &Facts, chains: &Chains, cuts: &Cuts) -> Vec<(ChainId, Head)> {
    let cuts: Vec<(ChainId, Head)> = cuts.heads().collect();
    let repairs = facts
        .repairs
        .iter()
        .filter(|fact| {
            fact.author != fact.chain.device
                && is_of(facts, &fact.chain.device, &fact.member, |_| true)
                && is_of(facts, &fact.author, &fact.member, |_| true)
        })
        .map(|fact| (fact.chain, fact.head));
    let retired = facts
        .retirements
        .keys()
        .flat_map(|device| retirements(facts, chains, device, None))
        .flat_map(Frontier::iter)
        .map(|(chain, head)| (*chain, *head));
    repairs
        .chain(retired)
        .filter(|(chain, head)| !contradicts(chains, &cuts, *chain, *head))
        .chain(cuts.iter().copied())
        .collect()
}

/// What of a device stands, as each of its retirements says; of those within `known` and by the
/// certificates within it, if it is given.
pub(crate) fn retirements<'a>(
    facts: &'a Facts,
    chains: &Chains,
    device: &DeviceKey,
    known: Option<&Frontier>,
) -> Vec<&'a Frontier> {
    let Some(list) = facts.retirements.get(device) else { return Vec::new() };
    let is_known = |id: &EntryId| {
        known.is_none_or(|known| chains.place(id).is_some_and(|place| chains.within(place, known)))
    };
    let own = |fact: &RetirementFact| {
        is_known(&fact.id)
            && is_of(facts, device, &fact.member, is_known)
            && is_of(facts, &fact.author, &fact.member, is_known)
            && fact.frontier.iter().all(|(chain, _)| chain.device == *device)
    };
    list.iter().filter(|fact| own(fact)).map(|fact| &fact.frontier).collect()
}

/// Whether a member key certified this device. The signature inside a repair or a retirement is
/// that key's, and so is the device that carries it: a stolen telephone without its member key
/// ends nothing.
fn is_of(
    facts: &Facts,
    device: &DeviceKey,
    member: &MemberKey,
    is_known: impl Fn(&EntryId) -> bool,
) -> bool {
    let certificates = facts.certificates(device).iter();
    certificates.into_iter().any(|fact| fact.member == *member && is_known(&fact.id))
}

/// Whether a member's own settlement goes another way than a cut that lists the chain. The cut
/// holds: else an officer could fork, wait for the cut that settles it, and settle it otherwise.
fn contradicts(chains: &Chains, cuts: &[(ChainId, Head)], chain: ChainId, head: Head) -> bool {
    let leads_to = |from: Head, to: Head| {
        let frontier = Frontier::new([(chain, to)]);
        chains.place(&from.id).is_none_or(|place| chains.within(place, &frontier))
    };
    let of_chain = cuts.iter().filter(|(other, _)| *other == chain).map(|(_, cut)| *cut);
    of_chain.into_iter().any(|cut| !leads_to(head, cut) && !leads_to(cut, head))
}
