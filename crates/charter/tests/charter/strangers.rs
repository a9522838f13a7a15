//! Who is in the set: held to a naive reference, and the same in every order, where people with and
//! without a seat propose what they like.

use std::collections::{BTreeMap, BTreeSet};

use participation_acts::{Act, Change, Role};
use participation_charter::Ledger;
use participation_policy::CharterState;
use participation_types::{DeviceKey, EntryId, Lane, MemberKey, RevisionId, Seq};
use proptest::prelude::*;

use crate::village::{Outcome, Plan, Village, Written, member_of, seats, shuffled};

/// Stewards s1 and s2, members anna and bo, and strangers.
const EVERYBODY: [&str; 7] = ["s1", "s2", "anna", "bo", "eve", "fay", "gus"];

/// What, who, whom, and by which revision.
type Step = (u8, u8, u8, u8);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_order_lets_in_whom_a_naive_reference_lets_in(
        steps in prop::collection::vec(any::<Step>(), 1..32),
        seeds in prop::collection::vec(any::<u64>(), 4),
    ) {
        let v = village(&steps);
        let first = v.deliver(&v.entries);
        let expected = Outcome::of(&v, &first);
        prop_assert_eq!(in_the_set(&v, &first), naive(&v));
        for seed in seeds {
            let other = v.deliver(shuffled(&v.entries, seed));
            prop_assert_eq!(&Outcome::of(&v, &other), &expected);
        }
        let backwards = v.deliver(v.entries.iter().rev());
        prop_assert_eq!(&Outcome::of(&v, &backwards), &expected);
    }
}

/// What happens, whoever may.
fn village(steps: &[Step]) -> Village {
    let mut v = Plan::new(3, 2).found();
    for name in ["anna", "bo"] {
        v.admit(name);
    }
    let (mut revisions, mut cards) = (vec![v.founding], Vec::new());
    for (what, who, whom, by) in steps {
        let (who, whom) = (pick(&EVERYBODY, *who), pick(&EVERYBODY, *whom));
        let by = pick(&revisions, *by);
        let before = v.names(by);
        match what % 12 {
            0 | 1 => {
                let grant = Change::Grant(Role::Registrar, member_of(whom));
                revisions.push(v.propose(who, vec![grant]));
            }
            2 => {
                let office = Change::Grant(Role::Moderator, member_of(whom));
                revisions.push(v.propose(who, vec![office]));
            }
            3 => {
                let mut names = vec!["s1", "s2", "s3"];
                if !names.contains(&whom) {
                    names.push(whom);
                }
                let change = Change::Seats { seats: seats(&names, 3), leaving: Vec::new() };
                revisions.push(v.propose(who, vec![change]));
            }
            4 if by != v.founding => v.propose_again(who, by),
            5 if by != v.founding => v.propose_again_on_paper(whom, by),
            6 => drop(v.sign(who, pick(&revisions, *what))),
            7 | 8 => drop(v.admit_by(who, whom)),
            9 => cards.push(v.invite(who, "card")),
            10 if !cards.is_empty() => {
                v.redeem(&format!("{whom}/card {who}"), pick(&cards, *what), "card");
            }
            // Sometimes a second owner of a device.
            11 if v.head(who, Lane::Authority).is_some() => {
                v.upon(None, |v| v.certify_for(who, whom));
            }
            _ => drop(v.certify(&format!("{whom}/{what} {}", v.entries.len()))),
        }
        v.restore(before);
    }
    v
}

fn pick<T: Clone>(all: &[T], number: u8) -> T {
    all[usize::from(number) % all.len()].clone()
}

fn in_the_set(v: &Village, ledger: &Ledger) -> BTreeSet<EntryId> {
    let view = ledger.view();
    v.entries.iter().map(Written::id).filter(|id| view.chains().place(id).is_some()).collect()
}

/// The entries that belong to the set, found by looking at all of them again and again.
fn naive(v: &Village) -> BTreeSet<EntryId> {
    let mut set = Set { inside: Vec::new(), states: BTreeMap::new() };
    while let Some(next) = v.entries.iter().find(|one| !set.has(&one.id()) && set.lets_in(one)) {
        set.inside.push(next);
        if let Some(Act::Found(founding)) = act(next) {
            set.states.insert(founding.revision(), CharterState::found(founding).ok());
        }
        if let Some(Act::Propose(revision)) = act(next)
            && let Some(parent) = &set.states[&revision.parent]
        {
            let state = parent.revise(revision).ok().map(|(state, _)| state);
            set.states.insert(revision.id(), state);
        }
    }
    set.inside.iter().map(|written| written.id()).collect()
}

struct Set<'a> {
    inside: Vec<&'a Written>,
    /// Of each revision that was proposed, the state, if it can be made.
    states: BTreeMap<RevisionId, Option<CharterState>>,
}

impl Set<'_> {
    fn lets_in(&self, written: &Written) -> bool {
        let header = written.entry.entry().header();
        let Some(named) = header.revision else { return true };
        let paper =
            || self.warranted(&named).is_some_and(|s| s.seat_of_recovery(&header.author).is_some());
        header.prev.is_none_or(|prev| self.has(&prev))
            && self.states.contains_key(&named)
            && match act(written) {
                Some(Act::Certify(certificate)) => self.may_certify(&named, &certificate.member),
                Some(Act::Redeem(redemption)) => self.is_by_registrar(&redemption.invitation),
                Some(Act::Propose(revision)) if !self.states.contains_key(&revision.parent) => {
                    false
                }
                Some(Act::Sign(signing)) if !self.states.contains_key(&signing.revision) => false,
                _ => !self.owners(&header.author).is_empty() || paper(),
            }
    }

    fn may_certify(&self, named: &RevisionId, member: &MemberKey) -> bool {
        let admits = |one: &&&Written| match act(one) {
            Some(Act::Admit(admission)) => {
                admission.member == *member && self.is_by_registrar(&one.id())
            }
            Some(Act::Redeem(redemption)) => {
                redemption.certificate.member == *member
                    && one.entry.entry().header().seq == Seq::FIRST
                    && self.is_by_registrar(&redemption.invitation)
            }
            _ => false,
        };
        self.warranted(named).is_some_and(|state| state.has_office(member))
            || self.inside.iter().any(|one| admits(&one))
    }

    fn is_by_registrar(&self, id: &EntryId) -> bool {
        let Some(one) = self.inside.iter().find(|one| one.id() == *id) else { return false };
        let header = one.entry.entry().header();
        let Some(state) = header.revision.and_then(|named| self.warranted(&named)) else {
            return false;
        };
        self.owners(&header.author).iter().any(|owner| state.holds(Role::Registrar, owner))
    }

    /// The state at a revision for which, and for each before it, a seat has given its word.
    fn warranted(&self, revision: &RevisionId) -> Option<&CharterState> {
        let proposal = self.inside.iter().find_map(|one| match act(one) {
            Some(Act::Propose(proposal)) if proposal.id() == *revision => Some(proposal),
            _ => None,
        });
        if let Some(proposal) = proposal {
            let parent = self.warranted(&proposal.parent)?;
            self.inside.iter().find(|one| {
                let header = one.entry.entry().header();
                let backs = match act(one) {
                    Some(Act::Propose(proposal)) => proposal.id() == *revision,
                    Some(Act::Sign(signing)) => signing.revision == *revision,
                    _ => false,
                };
                let owners = self.owners(&header.author);
                let seated = owners.iter().any(|owner| parent.is_seat(owner))
                    || parent.seat_of_recovery(&header.author).is_some();
                backs && seated && header.revision == Some(proposal.parent)
            })?;
        }
        self.states.get(revision)?.as_ref()
    }

    /// Whose device it is: each member key that certified it where its chain begins.
    fn owners(&self, device: &DeviceKey) -> Vec<MemberKey> {
        let founder = self.inside[0].entry.entry().header().author;
        let own = self.inside.iter().filter(|one| one.entry.entry().header().author == *device);
        own.filter_map(|one| {
            let seq = one.entry.entry().header().seq;
            let begins = seq == Seq::FIRST || (seq == Seq::new(1) && *device == founder);
            match act(one) {
                Some(Act::Certify(certificate)) if begins => Some(certificate.member),
                Some(Act::Redeem(redemption)) if seq == Seq::FIRST => {
                    Some(redemption.certificate.member)
                }
                _ => None,
            }
        })
        .collect()
    }

    fn has(&self, id: &EntryId) -> bool {
        self.inside.iter().any(|one| one.id() == *id)
    }
}

fn act(written: &Written) -> Option<&Act> {
    written.act.as_ref().map(participation_acts::Proven::act)
}
