//! What the facts list, held to the entries that are in the set.

use std::collections::{BTreeMap, BTreeSet};

use participation_acts::{Act, Change, Proven, Role};
use participation_charter::View;
use participation_types::{DeviceKey, EntryId, InvitationKey, MemberKey, RevisionId, Seq, SlotId};
use proptest::prelude::*;

use crate::history::{History, steps};
use crate::race::rename;
use crate::village::{Plan, Village, device_key, member_of, paper, seats};
use crate::village::{card, card_key};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn facts_list_what_is_in_the_set(steps in steps(40)) {
        let mut v = History::of(&steps).v;
        for (by, paper) in [("reg2", "x"), ("anna", "x"), ("reg", "card"), ("bo", "y")] {
            v.invite(by, paper);
        }
        listed(&v);
    }
}

/// The acts in the set, with who wrote them and where.
fn acts<'a>(v: &'a Village, view: &View<'_>) -> Vec<(EntryId, DeviceKey, Seq, &'a Act)> {
    let inside = v.entries.iter().filter(|one| view.chains().place(&one.id()).is_some());
    inside
        .filter_map(|one| {
            let header = one.entry.entry().header();
            Some((one.id(), header.author, header.seq, one.act.as_ref().map(Proven::act)?))
        })
        .collect()
}

fn listed(v: &Village) {
    let view = v.view();
    let facts = view.facts();
    let mut cards: BTreeMap<EntryId, (InvitationKey, BTreeSet<(EntryId, MemberKey)>)> =
        BTreeMap::new();
    let mut revisions = BTreeSet::from([v.founding]);
    let mut proposals = BTreeMap::new();
    let mut owners: BTreeMap<DeviceKey, BTreeSet<MemberKey>> = BTreeMap::new();
    let acts = acts(v, &view);
    for (id, author, seq, act) in &acts {
        let begins = *seq == Seq::FIRST || (*author, *seq) == (device_key("s1"), Seq::new(1));
        if let Act::Invite(invitation) = act {
            cards.insert(*id, (invitation.key, BTreeSet::new()));
        }
        if let (Act::Certify(certificate), true) = (act, begins) {
            owners.entry(*author).or_default().insert(certificate.member);
        }
        // A revision of what cannot be has no state to change.
        if let Act::Propose(revision) = act
            && facts.state(&revision.parent).is_some()
        {
            revisions.insert(revision.id());
            proposals.insert(revision.id(), revision.clone());
        }
    }
    for (id, author, seq, act) in &acts {
        if let (Act::Redeem(redemption), Seq::FIRST) = (act, *seq) {
            let member = redemption.certificate.member;
            owners.entry(*author).or_default().insert(member);
            let (_, all) = cards.get_mut(&redemption.invitation).unwrap();
            all.insert((*id, member));
        }
    }
    let found: BTreeMap<EntryId, _> = facts
        .invitations()
        .map(|(id, key, all)| (id, (key, all.iter().copied().collect())))
        .collect();
    assert_eq!(found, cards);
    for paper in ["card", "x", "y", "never named"] {
        let named = cards.iter().filter(|(_, (key, _))| *key == card_key(paper));
        assert_eq!(facts.invitation_of(&card_key(paper)), named.map(|(id, _)| *id).min());
    }
    assert_eq!(facts.revisions().collect::<BTreeSet<RevisionId>>(), revisions);
    for revision in &revisions {
        assert_eq!(facts.proposal(revision), proposals.get(revision));
    }
    assert_eq!(facts.proposal(&RevisionId::from_bytes([9; 32])), None);
    let members: BTreeSet<MemberKey> = owners.values().flatten().copied().collect();
    for member in members.into_iter().chain([member_of("nobody")]) {
        let own = owners.iter().filter(|(_, owners)| owners.contains(&member));
        let own: BTreeSet<DeviceKey> = own.map(|(device, _)| *device).collect();
        assert_eq!(facts.devices(&member).collect::<BTreeSet<_>>(), own);
    }
    assert_eq!(facts.founding().map(|(revision, _)| *revision), Some(v.founding));
}

#[test]
fn the_lowest_of_the_entries_that_named_a_card_is_the_one_given() {
    let mut v = Village::with_stewards(3, 2);
    let x = [v.invite("reg", "x"), v.invite("reg2", "x"), v.invite("s1", "x")];
    let y = v.invite("reg", "y");
    v.redeem("anna", y, "y");
    v.redeem("bo", x[1], "x");
    v.certify("bo/laptop");
    assert_ne!(card("x"), card("y"));
    listed(&v);
    v.everywhere(|view| {
        assert_eq!(view.facts().invitation_of(&card_key("x")), x.iter().min().copied());
        assert_eq!(view.facts().invitation_of(&card_key("y")), Some(y));
    });
}

#[test]
fn each_entry_is_of_the_member_whose_device_wrote_it() {
    let mut v = Village::with_stewards(3, 2);
    v.admit("anna");
    v.certify("anna/laptop");
    let revision = v.propose("s1", vec![rename("Nova")]);
    let entries = [
        (v.note("anna"), Some("anna")),
        (v.note("anna/laptop"), Some("anna")),
        (v.note("s1"), Some("s1")),
        (v.sign_on_paper("s2", revision), None),
    ];
    let author = v.written(entries[3].0).entry.entry().header().author;
    assert_eq!(author.as_bytes(), paper("s2").verifying_key().as_bytes());
    v.everywhere(|view| {
        for (id, owner) in entries {
            let place = view.chains().place(&id).unwrap();
            assert_eq!(view.member_at(place), owner.map(member_of));
        }
    });
}

// founding ── own: a seat for mal ── next, by that seat
//   └─ a seat's word for own, later
#[test]
fn warrants_grow_by_each_revision_that_a_seat_stands_by() {
    let mut v = Plan::new(3, 2).found();
    v.admit("mal");
    let mut warrants = vec![v.view().facts().warrants()];
    let mut count = |v: &Village| warrants.push(v.view().facts().warrants());
    let change = Change::Seats { seats: seats(&["s1", "s2", "s3", "mal"], 3), leaving: Vec::new() };
    let own = v.propose("mal", vec![change]);
    let grant = Change::Grant(Role::Registrar, member_of("mal"));
    let next = v.naming(own, |v| v.propose("mal", vec![grant]));
    v.naming(own, |v| v.sign("mal", next));
    count(&v);
    v.propose("s2", vec![rename("Nova")]);
    count(&v);
    v.sign("s1", own);
    count(&v);
    v.sign("s3", own);
    v.propose_again("s2", own);
    count(&v);
    assert_eq!(warrants, [0, 0, 1, 3, 3]);
}

#[test]
fn a_key_is_known_for_good_by_each_slot_that_a_registrar_gave_it() {
    let mut v = Village::with_stewards(3, 2);
    let annas = v.admit("anna");
    let own = v.admit_by("reg", "bo");
    let (card, none) = (v.invite("reg2", "card"), v.invite("anna", "none"));
    let by_card = SlotId::of(v.redeem("bo", card, "card"));
    v.readmit("reg2", "bo", annas);
    // A member gives nobody a slot, neither by name nor by a card.
    v.admit_by("anna", "bo");
    v.redeem("cal", none, "none");
    let slots = BTreeSet::from([annas, own, by_card]);
    let known = |view: &View<'_>| {
        let of = |name| view.ever_attached(&member_of(name)).into_iter().collect::<BTreeSet<_>>();
        assert_eq!(of("bo"), slots);
        assert_eq!(of("anna"), BTreeSet::from([annas]));
        assert_eq!(of("cal"), BTreeSet::new());
    };
    v.everywhere(known);
    let frontier = v.frontier(&["bo"]);
    v.enact(&["s1", "s2"], vec![Change::Revoke(own, frontier)]);
    v.everywhere(known);
}
