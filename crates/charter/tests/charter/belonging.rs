//! What belongs to the set, what waits and for what, and what never belongs.

use participation_acts::{
    Abandonment, Act, Admission, Assistance, Custody, Endorsement, Founding, Help, Invitation,
    Naming, Reopening, Revision, Seal, Signing,
};
use participation_charter::{Admitted, Ledger, Need, Refusal};
use participation_log::Draft;
use participation_types::{
    BlobId, CommunityId, EntryId, Frontier, Head, Lane, RevisionId, Seq, SlotId, Text, Timestamp,
};

use crate::race::rename;
use crate::village::{Village, Written, card_key, device, device_key};

const MISSING: EntryId = EntryId::from_bytes([9; 32]);
const NO_REVISION: RevisionId = RevisionId::from_bytes([9; 32]);

fn founding(v: &Village) -> Founding {
    let Some(Act::Found(founding)) = v.entries[0].act.as_ref().map(|proven| proven.act()) else {
        panic!("the first entry founds");
    };
    founding.clone()
}

/// An entry of a device that names no revision, as only a founding may.
fn unnamed(community: CommunityId, name: &str, after: Option<Head>, act: &Act) -> Written {
    let claimed = Timestamp::from_millis(1);
    let draft = Draft { community, lane: Lane::Authority, after, revision: None, claimed };
    let entry = draft.sign(&device(name), [0; 16], act.encode()).unwrap();
    let act = act.clone().prove(&community, &device_key(name)).unwrap();
    Written { label: String::from("unnamed"), entry, act: Some(act) }
}

#[test]
fn only_its_founder_founds_a_community_and_only_first() {
    let v = Village::with_stewards(3, 2);
    let here = founding(&v);
    let elsewhere = Founding { nonce: [8; 16], ..here.clone() };
    let by_another = Founding { founder: device_key("s2"), ..here.clone() };
    let head = |name: &str| v.head(name, Lane::Authority);
    let invite = Act::Invite(Invitation { key: card_key("card") });
    let foundings = [
        (unnamed(v.community, "s1", None, &Act::Found(here.clone())), true),
        (unnamed(v.community, "s1", head("s1"), &Act::Found(here.clone())), false),
        (unnamed(v.community, "s2", None, &Act::Found(here)), false),
        (unnamed(v.community, "s1", None, &Act::Found(elsewhere)), false),
        (unnamed(v.community, "s2", None, &Act::Found(by_another)), false),
        (unnamed(v.community, "s1", head("s1"), &invite), false),
        (unnamed(v.community, "reg", None, &invite), false),
    ];
    for (number, (written, founds)) in foundings.into_iter().enumerate() {
        let fresh = Ledger::new(v.community);
        let with_all = v.deliver(&v.entries);
        let follows = written.entry.entry().header().seq != Seq::FIRST;
        for mut ledger in [Some(with_all), (!follows).then_some(fresh)].into_iter().flatten() {
            let answer = ledger.admit(&written.entry, written.act.as_ref());
            let expected =
                if founds { Admitted::Added } else { Admitted::Refused(Refusal::NotTheFounding) };
            assert_eq!(answer, expected, "{number}");
        }
    }
}

#[test]
fn an_act_waits_for_what_it_names() {
    let mut v = Village::with_stewards(3, 2);
    let card = v.invite("reg", "card");
    let redemption = v.redeem("anna", card, "card");
    let revision = v.propose("s1", vec![rename("Nova")]);
    let member = crate::village::member_of("bo");
    let reason = Text::new("why").unwrap();
    let proposal = Revision { parent: NO_REVISION, changes: vec![rename("Nova")], reason };
    let seal = |opening, reopenings| {
        let manifest = BlobId::from_bytes([7; 32]);
        Act::Seal(Seal { opening, round: 1, manifest, ballots: 0, reopenings })
    };
    let reopen = |opening| {
        let reason = Text::new("late ballots").unwrap();
        Act::Reopen(Reopening { opening, round: 1, reason })
    };
    let (entry, other) = (Need::Entry(MISSING), Need::Revision(NO_REVISION));
    let acts = [
        (Act::Admit(Admission { member, slot: Some(SlotId::of(MISSING)) }), Some(entry)),
        (Act::Admit(Admission { member, slot: Some(SlotId::of(redemption)) }), None),
        (Act::Name(Naming { invitation: MISSING, redemption }), Some(entry)),
        (Act::Name(Naming { invitation: card, redemption: MISSING }), Some(entry)),
        (Act::Name(Naming { invitation: card, redemption }), None),
        (Act::Propose(proposal), Some(other)),
        (Act::Support(Endorsement { revision: NO_REVISION }), Some(other)),
        (Act::Support(Endorsement { revision }), None),
        (Act::Recover(Endorsement { revision: NO_REVISION }), Some(other)),
        (Act::Abandon(Abandonment { revision: NO_REVISION }), Some(other)),
        (Act::Sign(Signing { revision: NO_REVISION, dead: vec![card] }), Some(other)),
        (Act::Sign(Signing { revision, dead: vec![card, MISSING] }), Some(entry)),
        (Act::Sign(Signing { revision, dead: vec![card] }), None),
        (seal(MISSING, Vec::new()), Some(entry)),
        (seal(card, vec![redemption, MISSING]), Some(entry)),
        (seal(card, vec![redemption]), None),
        (reopen(MISSING), Some(entry)),
        (reopen(card), None),
    ];
    for (act, need) in acts {
        let head = v.head("reg", Lane::Authority);
        v.write("reg", Lane::Authority, act.clone());
        assert_eq!(v.answer, Some(need.map_or(Admitted::Added, Admitted::Waits)), "{act:?}");
        if need.is_some() {
            v.go_on("reg", Lane::Authority, head);
        }
    }
}

#[test]
fn the_end_and_the_repair_of_a_device_wait_for_its_certificate() {
    let mut v = Village::with_stewards(3, 2);
    v.admit("anna");
    let before = v.head("anna", Lane::Authority);
    let waits = Some(Admitted::Waits(Need::Certificate(device_key("anna/laptop"))));
    let head = Head { seq: Seq::FIRST, id: MISSING };
    v.repair("anna", "anna/laptop", Lane::Content, head);
    assert_eq!(v.answer, waits);
    let repair = v.entries.pop().unwrap();
    v.go_on("anna", Lane::Authority, before);
    v.retire("anna", "anna/laptop", Frontier::default());
    assert_eq!(v.answer, waits);
    v.certify("anna/laptop");
    v.push(repair);
    assert_eq!(v.answer, Some(Admitted::Added));
    v.retire("anna", "anna/laptop", Frontier::default());
    assert_eq!(v.answer, Some(Admitted::Added));
}

#[test]
fn a_revision_stands_one_higher_than_its_parent() {
    let mut v = Village::with_stewards(3, 2);
    let mut path = vec![v.founding];
    for name in ["U", "Dos", "Tres"] {
        path.push(v.enact(&["s1", "s2"], vec![rename(name)]));
    }
    let beside = v.naming(path[1], |v| v.propose("s1", vec![rename("Altra")]));
    v.everywhere(|view| {
        let height = |revision| view.charter().status(view.facts(), revision).unwrap().height;
        assert_eq!(path.iter().map(height).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(path.iter().map(|one| view.charter().height(one)).next_back(), Some(Some(3)));
        assert_eq!((height(&beside), view.charter().height(&beside)), (2, None));
        assert_eq!(view.charter().tip().map(|tip| tip.height), Some(3));
    });
}

#[test]
fn the_device_of_an_assisted_session_waits_for_a_registrar_who_stands_by_it() {
    let mut v = Village::with_stewards(3, 2);
    v.admit("anna");
    v.admit("bo");
    let (member, device) = (crate::village::member_of("anna"), device_key("anna/desk"));
    let waits = Some(Admitted::Waits(Need::Admission(member)));
    let assist = |device, member| Act::Assist(Assistance { device, member, reason: Help::Reading });
    let session = v.assisted("anna", "anna/desk");
    assert_eq!(v.answer, waits);
    let session = (v.entries.pop().unwrap(), session);
    // A member's word, another device and another person are no witness.
    v.write("bo", Lane::Authority, assist(device, member));
    v.write("reg", Lane::Authority, assist(device_key("anna/other"), member));
    v.write("reg", Lane::Authority, assist(device, crate::village::member_of("bo")));
    v.push(session.0.clone());
    assert_eq!(v.answer, waits);
    v.entries.pop();
    v.write("reg", Lane::Authority, assist(device, member));
    v.push(session.0);
    assert_eq!(v.answer, Some(Admitted::Added));
    v.everywhere(|view| {
        let certificate = view.certificate(&device).unwrap();
        assert_eq!((certificate.id, certificate.custody), (session.1, Custody::Assisted));
        assert_eq!(view.facts().assistances(&device).len(), 3);
    });
}
