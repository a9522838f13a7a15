//! Hostile input: each kind of bad entry is refused with its reason and its place, and nothing
//! else changes.

use participation::{
    Act, BundleError, CommunityId, EntryError, EntryId, Error, Head, Lane, Rejection, Role, Seq,
};
use participation_acts::{Admission, Invitation, StatementError};
use participation_charter::Refusal;

use crate::delivery::{blobs, carry, copy, empty, entries, same};
use crate::histories::bundle;
use crate::village::{Dice, Person, Village, certify, one, tip, village};

struct Bad {
    what: &'static str,
    bytes: Vec<u8>,
    is: fn(&Rejection) -> bool,
}

fn bad(v: &mut Village) -> Vec<Bad> {
    let poll = v.ask();
    v.vote(0, poll, 0);
    let good = entries(&v.node).pop().unwrap();
    let revision = tip(&v.node);
    let head = v.node.view().standing_head(&v.people[0].chain(Lane::Ballots)).unwrap();
    let mut all = vec![
        Bad {
            what: "nothing",
            bytes: vec![],
            is: |why| matches!(why, Rejection::Entry(EntryError::Cbor(_))),
        },
        Bad {
            what: "noise",
            bytes: (0..500_u16).map(|i| (i % 251) as u8).collect(),
            is: |why| matches!(why, Rejection::Entry(_)),
        },
        Bad {
            what: "a length that lies",
            bytes: vec![0x83, 0xd2, 0x84, 0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            is: |why| matches!(why, Rejection::Entry(EntryError::Cbor(_))),
        },
        Bad {
            what: "a tail",
            bytes: [&good[..], &[0]].concat(),
            is: |why| matches!(why, Rejection::Entry(EntryError::Cbor(_))),
        },
    ];
    // The last byte of the body, and one of the signature.
    let mut body = good.clone();
    *body.last_mut().unwrap() ^= 1;
    all.push(Bad {
        what: "another body",
        bytes: body,
        is: |why| matches!(why, Rejection::Entry(EntryError::Commitment)),
    });
    let entry = participation::Entry::parse(&good).unwrap();
    let signed = entry.to_signed();
    let mut forged = good;
    forged[signed.len()] ^= 1;
    all.push(Bad {
        what: "another signature",
        bytes: forged,
        is: |why| matches!(why, Rejection::Entry(EntryError::Signature { .. })),
    });
    let elsewhere = empty(CommunityId::from_bytes([5; 32]));
    let berta = &mut v.people[0];
    let act =
        Act::Ballot(participation_acts::Ballot { opening: poll, counter: 9, choices: one(0) });
    all.push(Bad {
        what: "another community",
        bytes: berta.forge(&elsewhere, Some(head), Some(revision), &act).1,
        is: |why| matches!(why, Rejection::Refused(Refusal::OtherCommunity { .. })),
    });
    let skip = Head { seq: Seq::new(head.seq.number() + 4), id: head.id };
    all.push(Bad {
        what: "a chain that skips",
        bytes: berta.forge(&v.node, Some(skip), Some(revision), &act).1,
        is: |why| matches!(why, Rejection::Refused(Refusal::Broken { .. })),
    });
    let other = v.node.view().standing_head(&berta.chain(Lane::Authority)).unwrap();
    let back = Head { seq: Seq::new(5), id: other.id };
    all.push(Bad {
        what: "a chain that goes on in another",
        bytes: berta.forge(&v.node, Some(back), Some(revision), &act).1,
        is: |why| matches!(why, Rejection::Refused(Refusal::Broken { .. })),
    });
    all.push(Bad {
        what: "no revision",
        bytes: berta.forge(&v.node, Some(head), None, &act).1,
        is: |why| matches!(why, Rejection::Refused(Refusal::NotTheFounding)),
    });
    // A certificate that somebody else's key did not sign.
    let Act::Certify(mut certificate) = (match v.node.act(&other.id).unwrap() {
        Some(act) => act,
        None => panic!(),
    }) else {
        panic!()
    };
    certificate.member = v.stewards[0].keys.member.public();
    let berta = &mut v.people[0];
    let (_, bytes) = berta.forge(&v.node, None, Some(revision), &Act::Certify(certificate));
    all.push(Bad {
        what: "a certificate of another",
        bytes,
        is: |why| matches!(why, Rejection::Statement(StatementError { .. })),
    });
    all
}

#[test]
fn each_bad_entry_is_refused_with_its_place_and_changes_nothing() {
    let mut v = village(2);
    let bad = bad(&mut v);
    let good = entries(&v.node);
    for Bad { what, bytes, is } in &bad {
        let before = (v.node.digest(), v.node.view_digest());
        let intake = v.node.ingest(std::slice::from_ref(bytes)).unwrap();
        assert_eq!((intake.added, intake.known, intake.waiting), (0, 0, 0), "{what}");
        let [(0, why)] = &intake.rejected[..] else { panic!("{what} was taken in") };
        assert!(is(why), "{what}: {why:?}");
        assert_eq!(before, (v.node.digest(), v.node.view_digest()), "{what}");
    }
    // Among good ones, each at its own place.
    let mut mixed = Vec::new();
    let mut places = Vec::new();
    for (i, good) in good.iter().enumerate() {
        if let Some(bad) = bad.get(i) {
            places.push(mixed.len());
            mixed.push(bad.bytes.clone());
        }
        mixed.push(good.clone());
    }
    let mut node = empty(v.node.id());
    let intake = node.ingest(&mixed).unwrap();
    assert_eq!(intake.added, good.len());
    // What only a chain that is here can refuse waits, when it comes before that chain.
    for (at, _) in &intake.rejected {
        assert!(places.contains(at), "{at}");
    }
    assert_eq!(node.digest(), v.node.digest());
}

#[test]
fn a_bundle_with_one_bad_entry_changes_nothing_and_says_which() {
    let mut v = village(2);
    let bad = bad(&mut v);
    let whole = bundle(&v.node);
    for Bad { what, bytes, .. } in bad {
        if bytes.is_empty() {
            continue;
        }
        let mut all = entries(&v.node);
        let place = all.len() as u64;
        all.push(bytes);
        let forged = frame(v.node.id(), &all, &[]);
        let node = empty(v.node.id());
        let refused = node.check_bundle(&mut forged.as_slice()).unwrap_err();
        let BundleError::Entry { index, .. } = refused else { panic!("{what}: {refused}") };
        assert_eq!(index, place + 1, "{what}");
    }
    // A whole one, each of its bytes changed in turn (every seventh, to be quick).
    for at in (0..whole.len()).step_by(7) {
        let mut broken = whole.clone();
        broken[at] ^= 0x20;
        let node = empty(v.node.id());
        assert!(node.check_bundle(&mut broken.as_slice()).is_err(), "byte {at}");
        assert!(node.check_bundle(&mut &whole[..at]).is_err(), "cut at {at}");
    }
    let longer = [&whole[..], &[0]].concat();
    assert!(empty(v.node.id()).check_bundle(&mut longer.as_slice()).is_err());
    let other = empty(CommunityId::from_bytes([1; 32]));
    let refused = other.check_bundle(&mut whole.as_slice()).unwrap_err();
    assert!(matches!(refused, BundleError::OtherCommunity { .. }));
}

fn frame(community: CommunityId, entries: &[Vec<u8>], blobs: &[Vec<u8>]) -> Vec<u8> {
    use participation_types::{Hasher, to_canonical};
    let mut out = to_canonical(|w| {
        w.array(4).text("participation/bundle/1");
        community.write(w);
        w.uint(entries.len() as u64).uint(blobs.len() as u64);
    });
    for bytes in entries.iter().chain(blobs) {
        out.extend(to_canonical(|w| {
            w.bytes(bytes);
        }));
    }
    let mut hasher = Hasher::new("participation/bundle/1");
    hasher.update(&out);
    let digest = hasher.finish();
    out.extend(to_canonical(|w| {
        w.bytes(&digest);
    }));
    out
}

#[test]
fn a_bundle_brings_no_blob_that_nothing_names() {
    let mut v = village(1);
    let poll = v.ask();
    v.vote(0, poll, 0);
    let junk = vec![vec![7; 1000], vec![]];
    let forged = frame(v.node.id(), &entries(&v.node), &[blobs(&v.node), junk].concat());
    let mut node = empty(v.node.id());
    let checked = node.check_bundle(&mut forged.as_slice()).unwrap();
    assert_eq!((checked.entries, checked.blobs), (v.node.len() as u64, 3));
    let _ = node.import(&mut forged.as_slice(), &checked).unwrap();
    same(&v.node, &node);
    assert_eq!(blobs(&node), blobs(&v.node));
}

#[test]
fn a_bundle_that_builds_upon_something_else_asks_for_more() {
    let mut v = village(1);
    let there: std::collections::HashSet<EntryId> = v.node.view().chains().ids().collect();
    let old = copy(&v.node);
    let poll = v.ask();
    v.vote(0, poll, 0);
    let mut rest = Vec::new();
    assert_eq!(v.node.export(&mut rest, &there).unwrap(), 2);
    let refused = empty(v.node.id()).check_bundle(&mut rest.as_slice()).unwrap_err();
    assert!(matches!(refused, BundleError::Incomplete { count: 2 }), "{refused}");
    let mut old = old;
    let checked = old.check_bundle(&mut rest.as_slice()).unwrap();
    assert_eq!(old.import(&mut rest.as_slice(), &checked).unwrap().added, 2);
    same(&v.node, &old);
}

#[test]
fn few_entries_wait_and_few_bytes() {
    let v = village(1);
    let revision = tip(&v.node);
    let mut node = copy(&v.node);
    let digest = node.digest();
    // Strangers without number, each with a correct signature under something small or large.
    let small = Act::Invite(Invitation {
        key: participation::InvitationSecret::from_bytes(&[1; 32]).public(),
    });
    let strangers: Vec<Vec<u8>> = (0..4200_u32)
        .map(|i| {
            let key = participation::InvitationSecret::from_bytes(&[3; 32]);
            let draft = participation::Draft {
                community: node.id(),
                lane: Lane::Authority,
                after: Some(Head { seq: Seq::new(i), id: EntryId::from_bytes([9; 32]) }),
                revision: Some(revision),
                claimed: participation::Timestamp::from_millis(0),
            };
            draft.sign(key.signing_key(), [1; 16], small.encode()).unwrap().entry().to_bytes()
        })
        .collect();
    let intake = node.ingest(&strangers).unwrap();
    assert_eq!((intake.waiting, intake.rejected.len()), (4096, 104));
    assert!(
        intake.rejected.iter().all(|(at, why)| *at >= 4096 && *why == Rejection::TooManyWaiting)
    );
    assert_eq!(node.ingest(&strangers[..10]).unwrap().waiting, 4096, "each waits once");
    assert_eq!(node.digest(), digest);
    // What is in order needs no room.
    let mut other = copy(&v.node);
    let mut berta = Person::of_village(10, &v.node);
    other
        .invite(&mut berta.pen(), participation::InvitationSecret::from_bytes(&[1; 32]).public())
        .unwrap_err();
    let mut v = v;
    let poll = v.ask();
    v.vote(0, poll, 0);
    carry(&v.node, &mut node);
    assert_eq!(node.digest(), v.node.digest());

    let mut node = copy(&v.node);
    let long = participation_types::Text::new("x".repeat(200)).unwrap();
    let changes = vec![participation::Change::Rename(long); 60];
    let big = Act::Propose(participation_acts::Revision {
        parent: revision,
        changes,
        reason: participation_types::Text::new("x".repeat(1000)).unwrap(),
    });
    let size = big.encode().len();
    let many: Vec<Vec<u8>> = (0..1600_u32)
        .map(|i| {
            let after = Some(Head { seq: Seq::new(i), id: EntryId::from_bytes([8; 32]) });
            v.people[0].forge(&v.node, after, Some(revision), &big).1
        })
        .collect();
    let intake = node.ingest(&many).unwrap();
    let bytes = intake.waiting * size * 2;
    assert!((24 << 20..=32 << 20).contains(&bytes), "{} wait, {bytes} bytes", intake.waiting);
    assert_eq!(intake.waiting + intake.rejected.len(), many.len());
}

// elna's certificate and ballots come before whatever lets them in
#[test]
fn what_waited_enters_when_its_need_comes_and_the_room_is_free_again() {
    let mut v = village(3);
    let poll = v.ask();
    for who in 0..3 {
        v.vote(who, poll, 0);
        v.vote(who, poll, 1);
    }
    let mut order = entries(&v.node);
    order.reverse();
    let mut node = empty(v.node.id());
    for (i, bytes) in order.iter().enumerate() {
        let intake = node.ingest(&[bytes.clone(), bytes.clone()]).unwrap();
        assert_eq!(intake.rejected, []);
        if i + 1 < order.len() {
            assert_eq!((intake.added, intake.waiting), (0, i + 1));
        } else {
            assert_eq!((intake.added, intake.waiting), (order.len(), 0));
        }
    }
    for blob in blobs(&v.node) {
        node.put_blob(&blob).unwrap();
    }
    same(&v.node, &node);
    assert_eq!(node.report(&poll).unwrap().ballots, 3);
}

// A relay keeps back the body of an authority entry: the copy without waits, and goes when the
// whole one comes.
#[test]
fn an_authority_entry_without_its_body_is_not_taken_in() {
    let v = village(1);
    let all = entries(&v.node);
    let mut node = empty(v.node.id());
    for bytes in &all {
        let entry = participation::Entry::parse(bytes).unwrap();
        let bare = participation::Entry::parse_signed(&entry.to_signed()).unwrap().to_bytes();
        let intake = node.ingest(&[bare]).unwrap();
        assert_eq!((intake.added, intake.waiting), (0, 1));
        let intake = node.ingest(std::slice::from_ref(bytes)).unwrap();
        assert_eq!((intake.added, intake.waiting), (1, 0));
    }
    same(&v.node, &node);
}

// device of berta, certified by her ── admission of elna, void: she is no registrar
// elna  ── certificate               waits: no registrar admitted her
// the same device, certified by a registrar as well: now the admission is a registrar's
#[test]
fn a_second_owner_of_a_device_wakes_what_waited_for_one() {
    let mut v = village(1);
    let mut elna = Person::of_village(50, &v.node);
    let key = elna.keys.member.public();
    let act = Act::Admit(Admission { member: key, slot: None });
    let head = v.node.view().standing_head(&v.people[0].chain(Lane::Authority));
    let revision = Some(tip(&v.node));
    let (_, admission) = v.people[0].forge(&v.node, head, revision, &act);
    let registrar = v.stewards[1].member();
    assert!(v.node.view().tip().unwrap().1.holds(Role::Registrar, &registrar.public()));
    let second = v.people[0].forge_certificate(&v.node, &registrar);
    let certificate = elna.forge_certificate(&v.node, &elna.member());
    let all = [admission, second, certificate];
    let mut nodes = Vec::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut node = copy(&v.node);
        for i in order {
            assert_eq!(node.ingest(&[all[i].clone()]).unwrap().rejected, []);
        }
        assert_eq!(node.pending(), 0);
        nodes.push(node);
    }
    nodes.iter().for_each(|node| same(&nodes[0], node));
}

#[test]
fn a_bundle_in_any_home_leads_to_the_same_set() {
    let mut v = village(2);
    let poll = v.ask();
    v.vote(0, poll, 0);
    v.seal(poll);
    let whole = bundle(&v.node);
    assert_eq!(participation::bundle_community(&mut whole.as_slice()).unwrap(), v.node.id());
    let mut dice = Dice(3);
    for _ in 0..4 {
        let mut part = entries(&v.node);
        dice.shuffle(&mut part);
        part.truncate(dice.below(part.len()));
        let mut node = empty(v.node.id());
        let _ = node.ingest(&part).unwrap();
        let checked = node.check_bundle(&mut whole.as_slice()).unwrap();
        let _ = node.import(&mut whole.as_slice(), &checked).unwrap();
        same(&v.node, &node);
    }
    let mut newcomer = Person::of_village(50, &v.node);
    let refused = v.node.certify(
        &mut newcomer.pen(),
        &Person::of_village(50, &v.node).member(),
        participation::Custody::Own,
    );
    assert!(matches!(refused, Err(Error::NotAllowed(_))));
    v.node.admit(&mut v.stewards[0].pen(), newcomer.keys.member.public()).unwrap();
    certify(&mut v.node, &mut newcomer);
}

// charter ── own, by berta who has no seat: a seat for her ── next: berta is registrar
//   elna   ── certificate         waits: who admitted her is registrar by next alone
//   berta's paper key ── support  waits: it is the key of a seat by own alone
//   a steward proposes own too, or signs it: now both enter
#[test]
fn a_seat_that_stands_by_a_revision_wakes_what_waited_for_it() {
    for signs in [false, true] {
        let mut v = village(1);
        let (waiting, word) = by_a_revision_of_ones_own(&mut v, signs);
        let mut node = copy(&v.node);
        let intake = node.ingest(&waiting).unwrap();
        assert_eq!((intake.added, intake.waiting, intake.rejected), (3, 2, vec![]));
        let mut nodes = vec![node];
        assert_eq!(nodes[0].ingest(std::slice::from_ref(&word)).unwrap().added, 3);
        let mut order = [waiting, vec![word]].concat();
        for seed in 0..40 {
            Dice(seed).shuffle(&mut order);
            let mut node = copy(&v.node);
            for bytes in &order {
                assert_eq!(node.ingest(std::slice::from_ref(bytes)).unwrap().rejected, []);
            }
            nodes.push(node);
        }
        nodes.iter().for_each(|node| same(&nodes[0], node));
    }
}

/// What berta and her friends write, and the word of a steward.
fn by_a_revision_of_ones_own(v: &mut Village, signs: bool) -> (Vec<Vec<u8>>, Vec<u8>) {
    let text = |text| participation_types::Text::fixed(text);
    let charter = tip(&v.node);
    let berta = v.people[0].keys.member.public();
    let mut seats = v.node.view().tip().unwrap().1.seats().clone();
    seats.seats.push(v.people[0].seat());
    let seats = participation::Seats::new(seats.seats, 3).unwrap();
    let seat = participation::Change::Seats { seats, leaving: vec![] };
    let revision = |parent, change| participation_acts::Revision {
        parent,
        changes: vec![change],
        reason: text("mine"),
    };
    let own = revision(charter, seat);
    let next = revision(own.id(), participation::Change::Grant(Role::Registrar, berta));
    let mut elna = Person::of_village(50, &v.node);
    let admission = Act::Admit(Admission { member: elna.keys.member.public(), slot: None });
    let mut all = Vec::new();
    let mut head = v.node.view().standing_head(&v.people[0].chain(Lane::Authority)).unwrap();
    for (named, act) in [
        (charter, Act::Propose(own.clone())),
        (own.id(), Act::Propose(next.clone())),
        (next.id(), admission),
    ] {
        let (id, bytes) = v.people[0].forge(&v.node, Some(head), Some(named), &act);
        head = Head { seq: head.seq.next().unwrap(), id };
        all.push(bytes);
    }
    all.push(elna.forge_certificate(&v.node, &elna.member()));
    let paper = v.people[0].paper.author();
    let draft = participation::Draft {
        community: v.node.id(),
        lane: Lane::Authority,
        after: None,
        revision: Some(own.id()),
        claimed: participation::Timestamp::from_millis(0),
    };
    let act = Act::Support(participation_acts::Endorsement { revision: next.id() });
    let support = draft.sign(paper.signing_key(), [1; 16], act.encode()).unwrap();
    all.push(support.entry().to_bytes());
    let steward = &mut v.stewards[2];
    let head = v.node.view().standing_head(&steward.chain(Lane::Authority));
    let word = if signs {
        Act::Sign(participation_acts::Signing { revision: own.id(), dead: vec![] })
    } else {
        Act::Propose(own)
    };
    (all, steward.forge(&v.node, head, Some(charter), &word).1)
}
