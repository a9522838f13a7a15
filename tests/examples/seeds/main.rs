//! Writes one small, good input for each fuzz target, or for each form that it reads:
//! `cargo run -p ateneu-tests --example seeds -- FOLDER` makes `FOLDER/TARGET/NAME`.
//!
//! A fuzzer that starts from nothing spends its minute on finding the first byte. Everything
//! here is fixed: two runs write the same bytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a tool of the developers stops at the first surprise"
)]

mod content;
mod files;
mod frames;

use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use participation_acts::{
    Abandonment, Act, Admission, Assistance, Ballot, BallotRule, Batch, Certificate, Change,
    Choices, Closing, Contest, Countersignature, Counting, Custody, Endorsement, Founding, Help,
    Invitation, Limits, Mark, Naming, Opening, OpeningOption, Recovery, Redemption, Reopening,
    Repair, Retirement, Revision, Right, Role, Roll, Seal, Sealers, Seat, Seats, Signing, Station,
    Ties, manifest_bytes,
};
use participation_keys::{Cost, DidKey, Keystore, Seed, Sheet};
use participation_log::Draft;
use participation_types::{
    BlobId, ChainId, CommunityId, DeviceKey, EntryId, Frontier, Head, InvitationKey, Lane,
    MemberKey, RevisionId, RollDigest, Seq, SlotId, Sorted, Text, Timestamp, to_canonical,
};

fn main() {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.expect("usage: seeds FOLDER");
    let mut written = 0;
    let mut seed = |target: &str, name: &str, bytes: &[u8]| {
        write(&folder.join(target), name, bytes);
        written += 1;
    };
    for (number, act) in acts().iter().enumerate() {
        let bytes = act.encode();
        assert_eq!(Act::decode(&bytes).as_ref(), Ok(act), "a seed that is not read back");
        let name = format!("{number:02}");
        seed("act", &name, &bytes);
        let lane = act.kind().lane().expect("a known kind has a lane");
        for (form, header, entry) in entries(lane, &bytes) {
            seed("header", &format!("{name}-{form}"), &header);
            seed("entry", &format!("{name}-{form}"), &entry);
        }
    }
    seed("frontier", "empty", &to_canonical(|w| Frontier::default().write(w)));
    seed("frontier", "three", &to_canonical(|w| frontier().write(w)));
    seed("manifest", "three", &manifest_bytes([7, 8, 9].map(entry)));
    for (name, text) in files::PABULIB {
        seed("pabulib", name, text.as_bytes());
    }
    for (name, format, text) in files::RANKED {
        seed("ranked", name, &[&[format], text.as_bytes()].concat());
    }
    seed("keystore", "fresh", &keystore());
    let person = Seed::from_bytes(&[5; 32]);
    let sheet = Sheet::of_seed(&person);
    seed("recovery_sheet", "qr", sheet.qr_text().as_bytes());
    seed("recovery_sheet", "paper", sheet.render("Ateneu", "keep it").as_bytes());
    let key = person.member(&community()).public();
    seed("did_key", "member", key.to_did().as_bytes());
    seed("envelope", "report", &envelope());
    for (name, text) in files::DECIDIM {
        seed("decidim", name, text.as_bytes());
    }
    for (name, text) in files::SEARCHES {
        seed("search", name, text.as_bytes());
    }
    for (name, file, kind, bytes) in files::attachments() {
        seed("media", name, &[file.as_bytes(), b"\n", kind.as_bytes(), b"\n", &bytes].concat());
    }
    for (name, bytes) in frames::sessions() {
        seed("session", &name, &bytes);
    }
    for (name, bytes) in frames::ranges() {
        seed("ranges", name, &bytes);
    }
    let bundle = bundle();
    // The target puts the digest at the end itself: 34 bytes with its head.
    seed("bundle", "village", &bundle[..bundle.len() - 34]);
    println!("{written} seeds in {}", folder.display());
}

/// A bundle of a founded community with an open poll and a ballot.
fn bundle() -> Vec<u8> {
    use participation::{
        Choices, Community, DeviceNonce, FoundingPlan, MemoryStore, Pen, Persona, PollPlan,
        RecoverySecret,
    };
    let nonce = [2; 16];
    let anna =
        Persona::founder(&Seed::from_bytes(&[1; 32]), nonce, &DeviceNonce::from_bytes([3; 16]));
    let plan =
        FoundingPlan::of_one("Poblenou", nonce, anna.seat(&RecoverySecret::from_bytes(&[4; 32])));
    let mut fives = |bytes: &mut [u8]| bytes.fill(5);
    let now = Timestamp::from_millis(1_700_000_000_000);
    let mut pen = Pen { device: &anna.device, now, entropy: &mut fives };
    let store = MemoryStore::new();
    let mut village = Community::found(store, plan, &mut pen, &anna.member, Custody::Own)
        .expect("the village can be founded");
    let poll = village
        .open_poll(&mut pen, PollPlan::question("Trees?", &["yes", "no"]))
        .expect("the founder is an organiser");
    village.vote(&mut pen, poll, Choices::Approval(vec![0])).expect("the founder is a member");
    village.seal(&mut pen, poll).expect("the founder is the steward");
    let mut bytes = Vec::new();
    village.export(&mut bytes, &std::collections::HashSet::new()).expect("memory takes all");
    bytes
}

fn write(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::create_dir_all(folder).expect("the folder can be made");
    std::fs::write(folder.join(name), bytes).expect("the seed can be written");
}

/// A first and a later entry with this body, the later one also without its body: the name of
/// the form, the header and the bytes.
fn entries(lane: Lane, body: &[u8]) -> Vec<(&'static str, Vec<u8>, Vec<u8>)> {
    let key = SigningKey::from_bytes(&[3; 32]);
    let draft = |after, revision| Draft {
        community: community(),
        lane,
        after,
        revision,
        claimed: Timestamp::from_millis(1_700_000_000_000),
    };
    let sign = |draft: Draft| {
        draft.sign(&key, [4; 16], body.to_vec()).expect("the body fits its lane").into_entry()
    };
    let first = sign(draft(None, None));
    let head = Head { seq: first.header().seq, id: first.id() };
    let later = sign(draft(Some(head), Some(revision())));
    vec![
        ("first", first.header().encode(), first.to_bytes()),
        ("later", later.header().encode(), later.to_bytes()),
        ("signed", later.header().encode(), later.to_signed()),
    ]
}

/// One act of each kind, and of each form within a kind.
fn acts() -> Vec<Act> {
    let mut acts = census_acts();
    acts.extend(charter_acts());
    acts.extend(poll_acts());
    acts.extend(content::acts());
    acts
}

fn census_acts() -> Vec<Act> {
    let certificate =
        Certificate { member: member(1), custody: Custody::Node, signature: SIGNATURE };
    let head = Head { seq: Seq::new(2), id: entry(2) };
    vec![
        Act::Certify(certificate.clone()),
        Act::Admit(Admission { member: member(1), slot: None }),
        Act::Admit(Admission { member: member(2), slot: Some(slot()) }),
        Act::Invite(Invitation { key: invitation() }),
        Act::Assist(Assistance { device: device(1), member: member(1), reason: Help::Reading }),
        Act::Redeem(Redemption {
            invitation: entry(1),
            key: invitation(),
            certificate,
            signature: SIGNATURE,
        }),
        Act::Name(Naming { invitation: entry(1), redemption: entry(2) }),
        Act::Repair(Repair {
            member: member(1),
            device: device(1),
            lane: Lane::Ballots,
            head,
            signature: SIGNATURE,
        }),
        Act::Retire(Retirement {
            member: member(1),
            device: device(1),
            frontier: frontier(),
            signature: SIGNATURE,
        }),
    ]
}

fn charter_acts() -> Vec<Act> {
    let changes = vec![
        Change::Rename(text("Nou Barris")),
        Change::Seats { seats: seats(), leaving: vec![(member(1), frontier())] },
        Change::Grant(Role::Registrar, member(1)),
        Change::End(Role::Moderator, member(1), frontier()),
        Change::Suspend(slot(), frontier()),
        Change::Reinstate(slot()),
        Change::Revoke(slot(), frontier()),
        Change::Limits(Limits { options: 64, retention_days: 30 }),
        Change::Rules(2),
        Change::Recovery(None),
        Change::Raise(Right::Member(slot()), frontier()),
        Change::Raise(Right::Seat(member(1)), frontier()),
        Change::Raise(Right::Role(Role::Trustee, member(1)), frontier()),
        Change::Erase(entry(1)),
        Change::Nodes(
            Sorted::new(["/ip4/192.0.2.7/tcp/4321/p2p/12D3KooWA".parse().unwrap()]).unwrap(),
        ),
        Change::Licence(Some("CC-BY-4.0".parse().unwrap())),
        Change::Licence(None),
    ];
    let mut revisions: Vec<Act> = changes
        .into_iter()
        .map(|change| Revision {
            parent: revision(),
            changes: vec![change],
            reason: text("the assembly of May"),
        })
        .map(Act::Propose)
        .collect();
    revisions.extend([
        Act::Found(Founding {
            nonce: [9; 16],
            founder: device(1),
            name: text("Sant Andreu"),
            seats: seats(),
            roles: vec![(Role::Registrar, member(1)), (Role::Organiser, member(2))],
            limits: Limits { options: 1_000, retention_days: 365 },
            rules: 1,
            recovery: Some(Recovery { numerator: 2, denominator: 3 }),
        }),
        Act::Support(Endorsement { revision: revision() }),
        Act::Sign(Signing { revision: revision(), dead: vec![entry(3)] }),
        Act::Abandon(Abandonment { revision: revision() }),
        Act::Recover(Endorsement { revision: revision() }),
    ]);
    revisions
}

fn poll_acts() -> Vec<Act> {
    let rules = [
        BallotRule::Approval { min: 0, max: 3 },
        BallotRule::BudgetPercent { percent: 70 },
        BallotRule::BudgetMinimum { projects: 1 },
        BallotRule::BudgetSelection { min: 1, max: 2 },
        BallotRule::Points { most: 5, min: 0, max: 10, options: 2 },
        BallotRule::Ranking { min: 1, max: 3 },
    ];
    let choices = [
        Choices::Approval(vec![0, 2]),
        Choices::Points(vec![(0, 3), (1, 2)]),
        Choices::Ranking(vec![2, 0]),
    ];
    let mut acts: Vec<Act> = rules.into_iter().map(opening).map(Act::Open).collect();
    let ballot = |choices| Act::Ballot(Ballot { opening: entry(1), counter: 1, choices });
    acts.extend(choices.into_iter().map(ballot));
    let round = 1;
    acts.extend([
        Act::Seal(Seal {
            opening: entry(1),
            round,
            manifest: BlobId::from_bytes([6; 32]),
            ballots: 3,
            reopenings: vec![entry(4)],
        }),
        Act::Reopen(Reopening { opening: entry(1), round, reason: text("a box was found") }),
        Act::Contest(Contest {
            opening: entry(1),
            round,
            reason: text("mine is missing"),
            ballots: vec![entry(5)],
        }),
    ]);
    acts.extend(paper());
    acts
}

fn paper() -> [Act; 5] {
    let (opening, station) = (entry(1), entry(2));
    let ballots = vec![Choices::Approval(vec![2]), Choices::Approval(vec![0, 1])];
    let ballots = Batch::sorted(ballots);
    let slot = SlotId::of(entry(3));
    [
        Act::Station(Station { opening, place: text("The hall") }),
        Act::Countersign(Countersignature { opening, subject: station }),
        Act::Mark(Mark { opening, station, slot }),
        Act::Batch(Batch { opening, station, bundle: 1, counter: 1, ballots, spoilt: 1 }),
        Act::Close(Closing { opening, station, frontier: Frontier::default() }),
    ]
}

fn opening(ballot: BallotRule) -> Opening {
    let option = |id: &str, cost| OpeningOption { id: text(id), label: text("A bench"), cost };
    Opening {
        nonce: [8; 16],
        title: text("Budget"),
        question: text("Which?"),
        options: vec![option("a", 300), option("b", 800), option("c", 50)],
        ballot,
        counting: Counting {
            rule: text("greedy"),
            seats: 1,
            budget: Some(1_000),
            threshold: 0,
            ties: Ties::Lot,
            decimals: 2,
        },
        roll: Roll {
            digest: RollDigest::from_bytes([5; 32]),
            size: 3,
            frontier: BlobId::from_bytes([6; 32]),
        },
        sealers: Sealers::Stewards,
        retention_days: 90,
        reminds: Some(Timestamp::from_millis(1_700_000_000_000)),
    }
}

fn seats() -> Seats {
    let seat = |n| Seat { member: member(n), recovery: device(n + 100) };
    Seats::new((1..=3).map(seat).collect(), 2).expect("three seats, two signatures")
}

fn frontier() -> Frontier {
    let head = |n| {
        let chain = ChainId { device: device(n), lane: Lane::Ballots };
        (chain, Head { seq: Seq::new(n.into()), id: entry(n) })
    };
    Frontier::new((1..=3).map(head))
}

fn keystore() -> Vec<u8> {
    let keystore = Keystore::new(Seed::from_bytes(&[5; 32]));
    keystore.seal("a passphrase", Cost::FLOOR, [1; 16], [2; 24]).expect("a keystore can be sealed")
}

/// What the target opens, with the secret and the context that it has.
fn envelope() -> Vec<u8> {
    let mut draws = 0x11;
    let mut entropy = |bytes: &mut [u8]| {
        bytes.fill(draws);
        draws += 0x11;
    };
    let keys = [5, 6].map(|n| Seed::from_bytes(&[n; 32]).member(&community()).public());
    participation_keys::seal_envelope(&keys, b"fuzz", b"It hurts", &mut entropy)
        .expect("a seed's envelope can be sealed")
}

const SIGNATURE: [u8; 64] = [7; 64];

const fn community() -> CommunityId {
    CommunityId::from_bytes([1; 32])
}

const fn revision() -> RevisionId {
    RevisionId::from_bytes([2; 32])
}

const fn slot() -> SlotId {
    SlotId::from_bytes([3; 32])
}

const fn invitation() -> InvitationKey {
    InvitationKey::from_bytes([4; 32])
}

const fn member(n: u8) -> MemberKey {
    MemberKey::from_bytes([n; 32])
}

const fn device(n: u8) -> DeviceKey {
    DeviceKey::from_bytes([n; 32])
}

const fn entry(n: u8) -> EntryId {
    EntryId::from_bytes([n; 32])
}

fn text<const MAX: usize>(text: &str) -> Text<MAX> {
    Text::new(text).expect("a seed's text is short")
}
