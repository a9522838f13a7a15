//! Whole sessions between two nodes, frame by frame: what another implementation decodes, and of
//! which it computes the proofs, the roots, the sums and what is owed anew.

use ed25519_dalek::Signer;
use participation_log::Entry;
use participation_sync::{
    Ending, Ends, Fault, Fingerprint, Index, Item, Key, NodeName, Refusal, Secret, Session,
    SessionKey, Settings,
};
use participation_types::{EntryId, Lane, Timestamp, sha256, to_canonical};
use serde_json::{Value, json};

use crate::hex;
use crate::shelf::Shelf;
use crate::story::{Story, blob, key};

/// Whose keys the two nodes have; each is `[n; 32]` as an Ed25519 seed.
const DIALLER: u8 = 0x31;
const LISTENER: u8 = 0x32;

/// Milliseconds of a day.
const DAY: u64 = 86_400_000;

/// What went over the line, and who said it.
pub(crate) struct Recording {
    name: &'static str,
    secret: [u8; 32],
    sets: [Vec<EntryId>; 2],
    pub(crate) frames: Vec<(&'static str, Vec<u8>)>,
}

fn node(n: u8) -> [u8; 32] {
    key(n).verifying_key().to_bytes()
}

/// What a listed node says of itself.
fn beacon(story: &Story) -> Vec<u8> {
    let fields = |w: &mut participation_types::Writer| {
        story.community.write(w);
        w.bytes(&node(LISTENER)).uint(1_780_000_123_456);
    };
    let mut message = b"participation/beacon/1\0".to_vec();
    message.extend(to_canonical(|w| {
        w.array(3);
        fields(w);
    }));
    let signature = key(LISTENER).sign(&message).to_bytes();
    to_canonical(|w| {
        w.array(4);
        fields(w);
        w.bytes(&signature);
    })
}

fn settings(secret: [u8; 32], nonce: u8) -> Settings {
    let [dialler, listener] = [DIALLER, LISTENER].map(|n| NodeName::of_peer(&node(n)));
    Settings {
        secret: Secret::from_bytes(secret),
        ends: Ends { dialler, listener },
        nonce: [nonce; 16],
        seen: None,
        first: None,
        beacons: Vec::new(),
        bytes: u64::MAX,
        hashes: u64::MAX,
    }
}

/// Lets the two talk to the end, one frame of each at a time.
fn record(
    name: &'static str,
    secret: [u8; 32],
    dials: Settings,
    dialler: &mut Shelf,
    listener: &mut Shelf,
) -> Recording {
    let sets = [dialler.ids(), listener.ids()];
    let mut here = Session::dial(dials, 0, dialler).unwrap();
    let hello = here.transmit(0, dialler).unwrap().unwrap();
    let said = Session::hear(&hello).unwrap();
    let mut there = Session::accept(settings(secret, 0xbb), 0, &said, listener).unwrap();
    let mut frames = vec![("dialler", hello)];
    loop {
        let before = frames.len();
        if let Some(frame) = there.transmit(0, listener).unwrap() {
            here.receive(0, &frame, dialler).unwrap();
            frames.push(("listener", frame));
        }
        if let Some(frame) = here.transmit(0, dialler).unwrap() {
            there.receive(0, &frame, listener).unwrap();
            frames.push(("dialler", frame));
        }
        if frames.len() == before {
            break;
        }
    }
    there.closed();
    for session in [&here, &there] {
        assert!(matches!(session.ending(), Some(Ending::Done { .. })), "{:?}", session.ending());
    }
    let mut ids = [dialler.ids(), listener.ids()];
    ids.iter_mut().for_each(|ids| ids.sort_unstable());
    assert_eq!(ids[0], ids[1], "{name}");
    Recording { name, secret, sets, frames }
}

/// The sessions of the vectors: to one that has nothing, between two that differ, between two that
/// do not, and with one that knows no such community.
pub(crate) fn recordings(story: &Story) -> Vec<Recording> {
    vec![newcomer(story), differing(story), equal(story), unknown()]
}

fn open_secret(story: &Story) -> [u8; 32] {
    *participation_keys::Access::open(&story.community).expose()
}

/// The first entries of each lane.
fn first_of_lanes(story: &Story, most: usize) -> Vec<Entry> {
    let lane = |lane| {
        let of_lane = story.entries.iter().filter(move |(_, entry)| entry.header().lane == lane);
        of_lane.map(|(_, entry)| entry.clone()).take(most)
    };
    Lane::ALL.into_iter().flat_map(lane).collect()
}

fn newcomer(story: &Story) -> Recording {
    let secret = open_secret(story);
    let mut full = Shelf::new(2, first_of_lanes(story, 3));
    let mut new = Shelf::new(1, []);
    full.blobs.insert(blob(&story.manifest), story.manifest.clone());
    // One blob that the other has, and one that it has not.
    new.missing = vec![blob(&story.manifest), blob(b"nowhere")];
    record("a newcomer", secret, settings(secret, 0xaa), &mut new, &mut full)
}

fn differing(story: &Story) -> Recording {
    let secret = [0x5e; 32];
    let all: Vec<Entry> = story.entries.iter().take(42).map(|(_, entry)| entry.clone()).collect();
    let without = |lacking: &[usize]| {
        let kept = all.iter().enumerate().filter(|(at, _)| !lacking.contains(at));
        kept.map(|(_, entry)| entry.clone()).collect::<Vec<_>>()
    };
    let mut mine = without(&[7, 20, 38, 41]);
    mine[2] = Entry::parse_signed(&mine[2].to_signed()).unwrap();
    let mut dialler = Shelf::new(1, mine);
    // The other numbers its arrivals otherwise.
    let mut listener = Shelf::new(2, without(&[12, 13, 30]).into_iter().rev());
    listener.space = vec![all[38].id(), all[37].id()];
    let mut dials = settings(secret, 0xaa);
    dials.first = Some(all[37].id());
    dials.beacons = vec![beacon(story)];
    record("two that differ", secret, dials, &mut dialler, &mut listener)
}

fn equal(story: &Story) -> Recording {
    let secret = open_secret(story);
    let entries = first_of_lanes(story, 2);
    let mut dialler = Shelf::new(1, entries.clone());
    let mut listener = Shelf::new(2, entries);
    record("two that are equal", secret, settings(secret, 0xaa), &mut dialler, &mut listener)
}

/// The dialler speaks of a community that the listener does not have.
fn unknown() -> Recording {
    let secret = [0x77; 32];
    let mut dialler = Shelf::new(1, []);
    let mut here = Session::dial(settings(secret, 0xaa), 0, &mut dialler).unwrap();
    let hello = here.transmit(0, &mut dialler).unwrap().unwrap();
    let refusal = Session::refuse(Refusal::Unknown, 60_000);
    here.receive(0, &refusal, &mut dialler).unwrap();
    assert_eq!(here.ending(), Some(&Ending::Later(Refusal::Unknown, 60_000)));
    let frames = vec![("dialler", hello), ("listener", refusal)];
    Recording { name: "no such community", secret, sets: [vec![], vec![]], frames }
}

pub(crate) fn session_vectors(story: &Story) -> Value {
    let frame = |(from, bytes): &(&str, Vec<u8>)| json!({ "from": from, "bytes": hex(bytes) });
    let recordings = recordings(story);
    let session = |recording: &Recording| {
        json!({
            "name": recording.name,
            "secret": hex(&recording.secret),
            "dialler": { "node": hex(&node(DIALLER)), "set": recording.sets[0] },
            "listener": { "node": hex(&node(LISTENER)), "set": recording.sets[1] },
            "frames": recording.frames.iter().map(frame).collect::<Vec<_>>(),
        })
    };
    recordings.iter().map(session).collect()
}

/// A set over lanes and days, its root, and its short ids under one key.
pub(crate) fn set_vector() -> Value {
    let mut index = Index::new();
    let mut items = Vec::new();
    for n in 0..12u64 {
        let id = EntryId::from_bytes(sha256(&n.to_be_bytes()));
        let lane = Lane::ALL[usize::try_from(n % 3).unwrap()];
        // At both ends of a day, and long before and after the others.
        let time = [DAY - 1, DAY, 20_000 * DAY + 5, u64::MAX][usize::try_from(n / 3).unwrap()];
        let key = Key { lane, time: Timestamp::from_millis(time), id };
        index.insert(Item { key, arrival: u32::try_from(n).unwrap() });
        items.push(key);
    }
    let last = Key { id: EntryId::from_bytes([1; 32]), ..items[3] };
    index.insert(Item { key: last, arrival: 12 });
    items.push(last);
    let bytes: Vec<u8> = (0..16).collect();
    let key = SessionKey::from_bytes(bytes.clone().try_into().unwrap());
    let mut sum = Fingerprint::default();
    items.iter().for_each(|item| sum.add(key.short(&item.id)));
    json!({
        "items": items.iter().map(|item| json!({
            "lane": item.lane.number(),
            // Beyond what every reader of JSON keeps exactly.
            "time": item.time.millis().to_string(),
            "id": item.id,
            "short": hex(&key.short(&item.id).0.to_be_bytes()),
        })).collect::<Vec<_>>(),
        "root": hex(&index.root()),
        "key": hex(&bytes),
        "sum": hex(&sum.sum.to_be_bytes()),
    })
}

/// What the crate that sends hints pins in its own tests, and a beacon.
pub(crate) fn gossip_vector(story: &Story) -> Value {
    json!({
        "secret": hex(&[9; 32]),
        "topic": "0428c6aa4713635d9e67732abeff1f5a31c5f06b328c311b3f6150606a85eaa3",
        "hint": "83501098d729fa2b0a2950f3d01b0ecd5d250083011901f41bffffffffffffffff",
        "message_id": "b837feaa6a0c2d983f8ede2d045f5c64aa87d4c46303b52fb1a30c46b80cd02f",
        "beacon": hex(&beacon(story)),
    })
}

/// Whether a frame is a message at all: another than a hello is one out of turn.
fn is_message(frame: &[u8]) -> bool {
    match Session::hear(frame) {
        Ok(_) | Err(Fault::Turn(_)) => true,
        Err(Fault::Malformed(_)) => false,
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn what_the_vectors_call_a_message_is_one_and_there_is_one_of_each_kind() {
    let story = crate::story::story();
    let recorded = recordings(&story).into_iter().flat_map(|recording| recording.frames);
    let mut kinds: Vec<u8> = recorded.map(|(_, frame)| frame[1]).collect();
    for (what, frame) in crate::messages::good() {
        assert!(is_message(&frame), "{what}");
        kinds.push(frame[1]);
    }
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds, (0..=16).collect::<Vec<u8>>());
}

#[test]
fn what_the_vectors_call_a_refused_message_is_none() {
    for (fault, frame) in crate::messages::refused() {
        assert!(!is_message(&frame), "{fault}");
    }
}
