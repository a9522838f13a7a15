//! What the library promises to whoever embeds it: nothing acknowledged is lost, nothing refused
//! has changed anything.

use participation::{
    Community, CommunityId, Custody, DeviceNonce, Error, Fault, FoundingPlan, Limits, MemoryStore,
    Persona, PollPlan, Recovery, RecoverySecret, RevisionId, Role, Seats, Seed, Store,
};
use participation_store::{Effect, Faulty};

use crate::delivery::{blobs, carry, copy, entries, everywhere, same};
use crate::village::{Person, one, revise, village};

/// The founder's share of the village's life, with a store that fails at the n-th change.
fn live(
    store: Faulty<MemoryStore>,
    acknowledged: &mut Vec<participation::EntryId>,
) -> Result<(), (Error, MemoryStore)> {
    let nonce = [4; 16];
    let seed = Seed::from_bytes(&[1; 32]);
    let anna = Persona::founder(&seed, nonce, &DeviceNonce::from_bytes([3; 16]));
    let mut next = 0_u8;
    let mut entropy = |bytes: &mut [u8]| {
        bytes.fill_with(|| {
            next = next.wrapping_add(1);
            next
        });
    };
    let mut pen = participation::Pen {
        device: &anna.device,
        now: participation::Timestamp::from_millis(1),
        entropy: &mut entropy,
    };
    let seat = anna.seat(&RecoverySecret::from_bytes(&[4; 32]));
    let plan = FoundingPlan::of_one("The Street", nonce, seat);
    let mut node = Community::found(store, plan, &mut pen, &anna.member, Custody::Own)
        .map_err(|error| (error, MemoryStore::new()))?;
    acknowledged.extend(node.view().chains().ids());
    let mut life = |node: &mut Community<Faulty<MemoryStore>>| -> Result<(), Error> {
        let poll = node.open_poll(&mut pen, PollPlan::question("Trees?", &["yes", "no"]))?;
        acknowledged.push(poll);
        acknowledged.push(node.vote(&mut pen, poll, one(0))?);
        acknowledged.push(node.vote(&mut pen, poll, one(1))?);
        acknowledged.push(node.seal(&mut pen, poll)?);
        Ok(())
    };
    match life(&mut node) {
        Ok(()) => Ok(()),
        Err(error) => {
            // After a failed write nothing more is taken in.
            if node.store().has_failed() {
                assert!(matches!(
                    life(&mut node),
                    Err(Error::Stopped | Error::Store(_) | Error::NotAllowed(_))
                ));
                assert!(node.ingest(&[]).is_err() || matches!(error, Error::Store(_)));
            }
            Err((error, node.into_store().into_inner()))
        }
    }
}

#[test]
fn nothing_is_acknowledged_before_it_is_durable() {
    for effect in [Effect::Absent, Effect::There] {
        let mut finished = false;
        for changes in 0..40 {
            let mut acknowledged = Vec::new();
            let store = Faulty::after(changes, effect, MemoryStore::new());
            match live(store, &mut acknowledged) {
                Ok(()) => {
                    finished = true;
                    assert_eq!(acknowledged.len(), 7);
                    break;
                }
                Err((error, store)) => {
                    assert!(matches!(error, Error::Store(_)), "{error}");
                    if acknowledged.is_empty() {
                        continue;
                    }
                    let mut node = Community::open(store).unwrap();
                    for id in &acknowledged {
                        assert!(node.entry(id).is_ok(), "{id} is lost after change {changes}");
                    }
                    let more = usize::from(effect == Effect::There);
                    assert!(node.len() <= acknowledged.len() + more);
                    let audit = node.audit().unwrap();
                    assert!(audit.is_clean(), "{:?}", audit.differences);
                }
            }
        }
        assert!(finished, "the store never stopped failing");
    }
}

#[test]
fn after_a_failed_write_the_community_must_be_opened_again() {
    let mut v = village(1);
    let poll = v.ask();
    let digest = v.node.digest();
    let store = Faulty::after(0, Effect::Absent, v.node.into_store());
    let mut node = Community::open(store).unwrap();
    let berta = &mut v.people[0];
    assert!(matches!(node.vote(&mut berta.pen(), poll, one(0)), Err(Error::Store(_))));
    assert!(matches!(node.vote(&mut berta.pen(), poll, one(0)), Err(Error::Stopped)));
    assert!(matches!(node.ingest(&[]), Err(Error::Stopped)));
    assert!(matches!(node.audit(), Err(Error::Stopped)));
    let mut node = Community::open(node.into_store().into_inner()).unwrap();
    assert_eq!(node.digest(), digest);
    node.vote(&mut berta.pen(), poll, one(0)).unwrap();
    assert_eq!(node.report(&poll).unwrap().ballots, 1);
}

#[test]
fn a_founder_without_an_office_founds_nothing() {
    let nonce = [4; 16];
    let person = |seed: u8| {
        let seed = Seed::from_bytes(&[seed; 32]);
        Persona::founder(&seed, nonce, &DeviceNonce::from_bytes([3; 16]))
    };
    let (anna, berta) = (person(1), person(2));
    let seat = anna.seat(&RecoverySecret::from_bytes(&[4; 32]));
    let mut entropy = |bytes: &mut [u8]| bytes.fill(1);
    let now = participation::Timestamp::from_millis(1);
    let mut pen = participation::Pen { device: &berta.device, now, entropy: &mut entropy };
    let plan = FoundingPlan::of_one("The Street", nonce, seat);
    let store = Faulty::after(0, Effect::Absent, MemoryStore::new());
    let refused =
        Community::found(store, plan.clone(), &mut pen, &berta.member, Custody::Own).unwrap_err();
    assert!(matches!(refused, Error::Founding(_)), "{refused}");
    // A charter that cannot be leaves the store alone as well.
    for plan in [
        FoundingPlan { name: "  ".into(), ..plan.clone() },
        FoundingPlan { name: "x".repeat(201), ..plan.clone() },
        FoundingPlan { threshold: 0, ..plan.clone() },
        FoundingPlan {
            seats: vec![seat, berta.seat(&RecoverySecret::from_bytes(&[5; 32]))],
            ..plan
        },
    ] {
        let mut pen = participation::Pen { device: &anna.device, now, entropy: &mut entropy };
        let store = Faulty::after(0, Effect::Absent, MemoryStore::new());
        let refused = Community::found(store, plan, &mut pen, &anna.member, Custody::Own);
        let refused = refused.unwrap_err();
        assert!(!matches!(refused, Error::Store(_)), "{refused}");
    }
}

#[test]
fn a_store_holds_one_community() {
    let v = village(1);
    let (here, asked) = (v.node.id(), CommunityId::from_bytes([1; 32]));
    let refused = Community::begin(v.node.into_store(), asked).unwrap_err();
    assert!(
        matches!(refused, Error::OtherCommunity { here: h, asked: a } if (h, a) == (here, asked))
    );
    assert!(matches!(Community::open(MemoryStore::new()), Err(Error::NoCommunity)));
    assert_eq!(Community::which(&MemoryStore::new()).unwrap(), None);
}

// newcomer ── certificate          refused: not admitted yet
// registrar ── admission           must not let the refused one in behind the newcomer's back
#[test]
fn what_was_refused_does_not_enter_later() {
    let mut v = village(1);
    let mut elna = Person::of_village(50, &v.node);
    let member = elna.member();
    let key = elna.keys.member.public();
    // A neighbour who is no registrar "admits" her: kept, void, and seen by nobody's table.
    let act = participation::Act::Admit(participation_acts::Admission { member: key, slot: None });
    let head = v.node.view().standing_head(&v.people[0].chain(participation::Lane::Authority));
    let revision = Some(crate::village::tip(&v.node));
    let (_, forged) = v.people[0].forge(&v.node, head, revision, &act);
    assert_eq!(v.node.ingest(&[forged]).unwrap().added, 1);
    for _ in 0..3 {
        let refused = v.node.certify(&mut elna.pen(), &member, Custody::Own).unwrap_err();
        assert!(matches!(refused, Error::NotAdmitted(_) | Error::NotAllowed(_)), "{refused}");
    }
    assert_eq!(v.node.pending(), 0);
    v.node.admit(&mut v.stewards[0].pen(), key).unwrap();
    v.node.certify(&mut elna.pen(), &member, Custody::Own).unwrap();
    assert_eq!(v.node.view().chains().forks(), []);
    everywhere(&v.node, |node| assert_eq!(node.view().census().active, 3));
}

#[test]
fn a_restored_backup_forks_and_another_device_repairs_it() {
    let mut v = village(2);
    v.people[0].take_phone(&mut v.node);
    let poll = v.ask();
    v.vote(0, poll, 0);
    // The backup is of before the recast; the same device writes on from it.
    let mut restored = copy(&v.node);
    let lost = v.vote(0, poll, 1);
    let again = restored.vote(&mut v.people[0].pen(), poll, one(2)).unwrap();
    carry(&restored, &mut v.node);
    assert_eq!(v.node.view().chains().forks().len(), 1);
    let berta = &mut v.people[0];
    let refused = v.node.vote(&mut berta.pen(), poll, one(0)).unwrap_err();
    assert!(matches!(refused, Error::NotAllowed(Fault::Forked)));
    assert_eq!(v.node.view().chains().forks().len(), 1, "and makes no third history");
    let chain = berta.chain(participation::Lane::Ballots);
    let head = participation::Head { seq: participation::Seq::new(1), id: again };
    let member = berta.member();
    v.node.repair(&mut berta.phone(), &member, chain, head).unwrap();
    everywhere(&v.node, |node| {
        assert_eq!(node.report(&poll).unwrap().counted, [again]);
        assert!(!node.receipt(&lost).unwrap().ballot.unwrap().counted);
    });
}

#[test]
fn members_replace_lost_stewards_by_the_recovery_rule() {
    let mut v = village(4);
    let share = Recovery { numerator: 1, denominator: 2 };
    v.revise(vec![participation::Change::Recovery(Some(share))]);
    let seats = Seats::new(v.people[..3].iter().map(Person::seat).collect(), 2).unwrap();
    // A member cannot propose: one of the paper keys does, or a steward who is left.
    let change = v.node.other_stewards(seats);
    let revision: RevisionId =
        v.node.propose(&mut v.stewards[2].pen(), vec![change], "they left").unwrap();
    for (i, in_force) in [(0, false), (1, false), (2, true)] {
        v.node.recover(&mut v.people[i].pen(), revision).unwrap();
        assert_eq!(v.node.revision(&revision).unwrap().in_force, in_force, "{i}");
    }
    let [a, b, ..] = &mut v.people[..] else { panic!() };
    let organiser = participation::Change::Grant(Role::Organiser, a.keys.member.public());
    revise(&mut v.node, &mut [a, b], vec![organiser]);
    let plan = PollPlan::question("Again?", &["yes", "no"]);
    let poll = v.node.open_poll(&mut v.people[0].pen(), plan).unwrap();
    v.vote(0, poll, 0);
    for i in 0..2 {
        v.node.seal(&mut v.people[i].pen(), poll).unwrap();
    }
    everywhere(&v.node, |node| assert!(node.report(&poll).unwrap().outcome.is_some()));
}

#[test]
fn a_seats_paper_key_signs_a_revision_in_its_place() {
    let mut v = village(1);
    let limits = participation::Change::Limits(Limits { options: 5, retention_days: 60 });
    let revision = v.node.propose(&mut v.stewards[0].pen(), vec![limits], "fewer").unwrap();
    v.node.sign(&mut v.stewards[0].pen(), revision).unwrap();
    let mut entropy = |bytes: &mut [u8]| bytes.fill(1);
    let now = participation::Timestamp::from_millis(1);
    let stranger = RecoverySecret::from_bytes(&[99; 32]);
    let refused = v.node.sign_on_paper(&stranger, now, &mut entropy, revision).unwrap_err();
    assert!(matches!(refused, Error::NotAllowed(_)), "{refused}");
    v.node.sign_on_paper(&v.stewards[1].paper, now, &mut entropy, revision).unwrap();
    assert!(v.node.revision(&revision).unwrap().in_force);
    everywhere(&v.node, |node| assert!(node.revision(&revision).unwrap().in_force));
}

#[test]
fn two_people_who_work_apart_agree_once_they_meet() {
    let mut v = village(2);
    let poll = v.ask();
    let mut away = copy(&v.node);
    v.vote(0, poll, 0);
    away.vote(&mut v.people[1].pen(), poll, one(1)).unwrap();
    assert_ne!(v.node.digest(), away.digest());
    carry(&away, &mut v.node);
    carry(&v.node, &mut away);
    same(&v.node, &away);
    assert_eq!(entries(&v.node).len(), entries(&away).len());
    assert_eq!(blobs(&v.node), blobs(&away));
    assert_eq!(v.node.store().len(), away.store().len());
}
