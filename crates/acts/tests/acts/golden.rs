//! The bytes of every kind are frozen: another byte is another version of the format.

use std::collections::BTreeSet;

use data_encoding::HEXLOWER;
use participation_acts::{
    Abandonment, Act, Admission, Assistance, BallotRule, Batch, Change, Choices, Closing,
    ContentKind, Contest, Countersignature, Counting, Custody, Endorsement, Help, Invitation, Kind,
    Limits, Mark, Naming, Recovery, Redemption, Reopening, Repair, Retirement, Revision, Right,
    Role, Seal, Sealers, Signing, Station, Ties,
};
use participation_types::{
    BlobId, Frontier, Head, InvitationKey, Lane, RevisionId, Seq, SlotId, Sorted,
};

use crate::samples::{
    CUSTODIES, ballot, certificate, device, entry, founding, frontier, member, opening, seats, text,
};

/// 32 equal bytes as a CBOR byte string.
fn b32(byte: &str) -> String {
    format!("5820{}", byte.repeat(32))
}

fn signature() -> String {
    format!("5840{}", "5a".repeat(64))
}

/// `frontier()` of the samples: one chain.
fn chain() -> String {
    format!("8184{}011818{}", b32("d1"), b32("e1"))
}

fn revision() -> RevisionId {
    RevisionId::from_bytes([0xc1; 32])
}

fn slot() -> SlotId {
    SlotId::of(entry(0x51))
}

fn frozen(act: &Act, golden: &[&str]) {
    assert_eq!(HEXLOWER.encode(&act.encode()), golden.concat(), "{act:?}");
    assert_eq!(Act::decode(&act.encode()).as_ref(), Ok(act));
}

#[test]
fn census_acts_keep_their_bytes() {
    let (m1, e1, e2) = (b32("01"), b32("e1"), b32("e2"));
    let certified = [&*m1, "01", &*signature()].concat();
    frozen(&Act::Certify(certificate()), &["8401", &certified]);
    let admit = |slot| Act::Admit(Admission { member: member(1), slot });
    frozen(&admit(None), &["8302", &m1, "f6"]);
    frozen(&admit(Some(slot())), &["8302", &m1, &b32("51")]);
    let key = InvitationKey::from_bytes([0xca; 32]);
    frozen(&Act::Invite(Invitation { key }), &["8203", &b32("ca")]);
    let redemption = Redemption {
        invitation: entry(0xe1),
        key,
        certificate: certificate(),
        signature: [0x5a; 64],
    };
    frozen(&Act::Redeem(redemption), &["8704", &e1, &b32("ca"), &certified, &signature()]);
    let naming = Naming { invitation: entry(0xe1), redemption: entry(0xe2) };
    frozen(&Act::Name(naming), &["8305", &e1, &e2]);
    for (number, reason) in (0..).zip(Help::ALL) {
        let number = format!("{number:02x}");
        let assistance = Assistance { device: device(0xd1), member: member(1), reason };
        frozen(&Act::Assist(assistance), &["840d", &b32("d1"), &m1, &number]);
    }
    let head = Head { seq: Seq::new(256), id: entry(0xe1) };
    let repair = Repair {
        member: member(1),
        device: device(0xd1),
        lane: Lane::Content,
        head,
        signature: [0x5a; 64],
    };
    let fields = [&*m1, &*b32("d1"), "02190100", &*e1, &*signature()].concat();
    frozen(&Act::Repair(repair), &["870b", &fields]);
    let retirement = Retirement {
        member: member(1),
        device: device(0xd1),
        frontier: frontier(),
        signature: [0x5a; 64],
    };
    frozen(&Act::Retire(retirement), &["850c", &m1, &b32("d1"), &chain(), &signature()]);
}

#[test]
fn custodies_keep_their_numbers() {
    for (number, custody) in (0..).zip(CUSTODIES) {
        let act = Act::Certify(participation_acts::Certificate { custody, ..certificate() });
        let number = format!("{number:02x}");
        frozen(&act, &["8401", &b32("01"), &number, &signature()]);
    }
    assert_eq!(CUSTODIES[4], Custody::Rehearsal);
}

/// `founding()` of the samples without the array's head and the kind: what the ids hash.
fn founded() -> String {
    let nonce = format!("50{}", "09".repeat(16));
    let seats = format!("8182{}{}01", b32("01"), b32("01"));
    let roles = format!("828201{}8207{}", b32("02"), b32("01"));
    [&*nonce, &*b32("d1"), "644f6c6f74", &*seats, &*roles, "821840181e", "01", "820203"].concat()
}

#[test]
fn charter_acts_keep_their_bytes() {
    let c1 = b32("c1");
    frozen(&Act::Found(founding()), &["8a00", &founded()]);
    let bare = participation_acts::Founding { roles: vec![], recovery: None, ..founding() };
    let end = HEXLOWER.encode(&Act::Found(bare).encode());
    assert!(end.ends_with("80821840181e01f6"), "{end}");
    frozen(&Act::Support(Endorsement { revision: revision() }), &["8207", &c1]);
    let dead = vec![entry(0xe2), entry(0xe1)];
    let signing = Signing { revision: revision(), dead };
    frozen(&Act::Sign(signing), &["8308", &c1, "82", &b32("e2"), &b32("e1")]);
    frozen(&Act::Abandon(Abandonment { revision: revision() }), &["8209", &c1]);
    frozen(&Act::Recover(Endorsement { revision: revision() }), &["820a", &c1]);
}

#[test]
fn every_change_of_a_charter_keeps_its_bytes() {
    let (m1, s1, chain) = (b32("01"), b32("51"), chain());
    let seated = format!("8182{}{}01", b32("01"), b32("01"));
    let leaving = vec![(member(2), frontier())];
    let limits = Limits { options: 1, retention_days: 2 };
    let recovery = Some(Recovery { numerator: 1, denominator: 2 });
    let raise = |right| Change::Raise(right, frontier());
    let nodes = Sorted::new(["/b", "/a"].map(|node| node.parse().unwrap())).unwrap();
    let all: [(Change, &[&str]); 18] = [
        (Change::Rename(text("Olot")), &["8200644f6c6f74"]),
        (
            Change::Seats { seats: seats(1, 1), leaving },
            &["8401", &seated, "8182", &b32("02"), &chain],
        ),
        (Change::Grant(Role::Organiser, member(1)), &["830202", &m1]),
        (Change::End(Role::Moderator, member(1), frontier()), &["840303", &m1, &chain]),
        (Change::Suspend(slot(), frontier()), &["8304", &s1, &chain]),
        (Change::Reinstate(slot()), &["8205", &s1]),
        (Change::Revoke(slot(), frontier()), &["8306", &s1, &chain]),
        (Change::Limits(limits), &["8207820102"]),
        (Change::Rules(2), &["820802"]),
        (Change::Recovery(None), &["8209f6"]),
        (Change::Recovery(recovery), &["8209820102"]),
        (raise(Right::Member(slot())), &["830a8200", &s1, &chain]),
        (raise(Right::Seat(member(1))), &["830a8208", &m1, &chain]),
        (raise(Right::Role(Role::Trustee, member(1))), &["830a8207", &m1, &chain]),
        (Change::Erase(entry(0xe1)), &["820b", &b32("e1")]),
        (Change::Nodes(nodes), &["820c82622f61622f62"]),
        (Change::Licence(None), &["820df6"]),
        (Change::Licence(Some("CC0-1.0".parse().unwrap())), &["820d674343302d312e30"]),
    ];
    for (change, bytes) in all {
        let revision = Revision { parent: revision(), changes: vec![change], reason: text("x") };
        frozen(&Act::Propose(revision), &["8406", &b32("c1"), "81", &bytes.concat(), "6178"]);
    }
}

#[test]
fn roles_keep_their_numbers() {
    for (number, role) in (1..).zip(Role::ALL) {
        let change = vec![Change::Grant(role, member(1))];
        let revision = Revision { parent: revision(), changes: change, reason: text("") };
        let grant = format!("818302{number:02x}");
        frozen(&Act::Propose(revision), &["8406", &b32("c1"), &grant, &b32("01"), "60"]);
    }
}

#[test]
fn the_community_and_the_revisions_keep_their_ids() {
    // SHA-256 of the domain, a zero byte and the fields of the body after its kind.
    let bytes = HEXLOWER.decode(founded().as_bytes()).unwrap();
    let hash = |domain: &str, bytes: &[u8]| {
        participation_types::sha256(&[domain.as_bytes(), &[0], bytes].concat())
    };
    assert_eq!(*founding().community().as_bytes(), hash("participation/community/1", &bytes));
    assert_eq!(*founding().revision().as_bytes(), hash("participation/revision/1", &bytes));
    let change = vec![Change::Rules(2)];
    let next = Revision { parent: founding().revision(), changes: change, reason: text("") };
    let body = Act::Propose(next.clone()).encode();
    assert_eq!(*next.id().as_bytes(), hash("participation/revision/1", &body[2..]));
    assert_eq!(
        [founding().community().to_string(), founding().revision().to_string()],
        [
            "9722facefac45bb429bcb0a2fbcaae29dba6534239449fc76cbcaf6deb59b973",
            "72428267c2c24e4619033b8f84a76395dd7f06327d458eac665d22f3a5c047e0"
        ]
    );
    assert_eq!(
        next.id().to_string(),
        "b3c1a63b3437155b7a365f5126e564f9a02caa3a76436e582e8272a25fb0f2a6"
    );
}

#[test]
fn openings_keep_their_bytes() {
    let start = [
        "8b10",
        &format!("50{}", "09".repeat(16)),
        "6542616e6373634f6e3f",
        "8283616266506c61c3a7611903e88361616652616d626c6100",
    ]
    .concat();
    let roll = format!("83{}03{}", b32("a1"), b32("b1"));
    let counting = "8666677265656479011901f4000102";
    let end = [&*roll, "02", "185a", "1b0000018bcfe56800"].concat();
    let rules: [(BallotRule, &str); 6] = [
        (BallotRule::Approval { min: 0, max: 2 }, "83000002"),
        (BallotRule::BudgetPercent { percent: 70 }, "82011846"),
        (BallotRule::BudgetMinimum { projects: 3 }, "820203"),
        (BallotRule::BudgetSelection { min: 1, max: 5 }, "83030105"),
        (BallotRule::Points { most: 5, min: 1, max: 10, options: 3 }, "850405010a03"),
        (BallotRule::Ranking { min: 1, max: 3 }, "83050103"),
    ];
    for (ballot, bytes) in rules {
        let opening = participation_acts::Opening { ballot, ..opening() };
        frozen(&Act::Open(opening), &[&start, bytes, counting, &end]);
    }
    let bare = participation_acts::Opening {
        counting: Counting { budget: None, ties: Ties::Listed, decimals: 0, ..opening().counting },
        sealers: Sealers::Stewards,
        reminds: None,
        ..opening()
    };
    let counting = "866667726565647901f6000000";
    frozen(&Act::Open(bare), &[&start, "83000002", counting, &roll, "00", "185a", "f6"]);
}

#[test]
fn the_acts_of_a_poll_keep_their_bytes() {
    let e1 = b32("e1");
    let vote = |choices| Act::Ballot(ballot(choices));
    frozen(&vote(Choices::Approval(vec![])), &["841820", &e1, "01", "820080"]);
    frozen(&vote(Choices::Approval(vec![0, 24])), &["841820", &e1, "01", "820082001818"]);
    let points = Choices::Points(vec![(0, 3), (300, 70_000)]);
    frozen(&vote(points), &["841820", &e1, "01", "8201828200038219012c1a00011170"]);
    frozen(&vote(Choices::Ranking(vec![2, 0])), &["841820", &e1, "01", "8202820200"]);
    let seal = |round, reopenings| {
        let manifest = BlobId::from_bytes([0xb1; 32]);
        Act::Seal(Seal { opening: entry(0xe1), round, manifest, ballots: 3, reopenings })
    };
    frozen(&seal(0, vec![]), &["8611", &e1, "00", &b32("b1"), "0380"]);
    let reopened = vec![entry(0xe3), entry(0xe2)];
    let listed = ["82", &b32("e3"), &b32("e2")].concat();
    frozen(&seal(1, reopened), &["8611", &e1, "01", &b32("b1"), "03", &listed]);
    let reopening = Reopening { opening: entry(0xe1), round: 1, reason: text("x") };
    frozen(&Act::Reopen(reopening), &["8412", &e1, "016178"]);
    let ballots = vec![entry(0xe2)];
    let contest = Contest { opening: entry(0xe1), round: 0, reason: text("x"), ballots };
    frozen(&Act::Contest(contest), &["8513", &e1, "00617881", &b32("e2")]);
}

#[test]
fn the_acts_of_a_polling_station_keep_their_bytes() {
    let (e1, e2) = (b32("e1"), b32("e2"));
    let (opening, station) = (entry(0xe1), entry(0xe2));
    let place = text("x");
    frozen(&Act::Station(Station { opening, place }), &["831821", &e1, "6178"]);
    let second = Countersignature { opening, subject: entry(0xe2) };
    frozen(&Act::Countersign(second), &["831822", &e1, &e2]);
    let slot = SlotId::of(entry(0xe3));
    let mark = Mark { opening, station, slot };
    frozen(&Act::Mark(mark), &["841823", &e1, &e2, &b32("e3")]);
    let ballots = vec![Choices::Approval(vec![]), Choices::Approval(vec![1])];
    let batch = Batch { opening, station, bundle: 2, counter: 1, ballots, spoilt: 3 };
    frozen(&Act::Batch(batch), &["871824", &e1, &e2, "0201", "82820080820081", "01", "03"]);
    let closing = Closing { opening, station, frontier: Frontier::default() };
    frozen(&Act::Close(closing), &["841825", &e1, &e2, "80"]);
}

#[test]
fn kinds_have_the_numbers_of_the_document() {
    let numbers: BTreeSet<u64> = (0..300).filter(|number| is_known(*number)).collect();
    let expected: BTreeSet<u64> = (0..=13).chain(16..=21).chain(32..=37).chain(40..=60).collect();
    assert_eq!(numbers, expected);
    assert_eq!(Kind::ALL.len() + ContentKind::ALL.len(), expected.len());
}

fn is_known(number: u64) -> bool {
    let bytes = participation_types::to_canonical(|w| {
        w.array(1).uint(number);
    });
    Act::decode(&bytes) != Ok(Act::Unknown(number))
}
