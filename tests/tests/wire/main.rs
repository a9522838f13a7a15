//! The wire document and its vectors say what the program does.
//!
//! `tests/wire/vectors.json` and the worked examples in `docs/wire.md` hold what another
//! implementation checks itself by; `tests/wire/check_wire.py` is one. When the format changes on
//! purpose, `WIRE_VECTORS=write cargo test -p ateneu-tests --test wire` writes the vectors anew;
//! the examples in the document are changed by hand, with their labels.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    missing_docs,
    reason = "a test stops at the first surprise"
)]

mod bodies;
mod deliberation;
mod messages;
mod refused;
mod sessions;
mod shelf;
mod story;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use participation_acts::{Act, ContentKind, Kind};
use participation_log::{Chains, Entry, Insertion};
use serde_json::{Value, json};

use story::{Story, blob, frontier_bytes, story};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

fn vectors(story: &Story) -> Value {
    let entry = |(name, entry): &(&str, Entry)| {
        json!({
            "name": name,
            "id": entry.id(),
            "commitment": entry_commitment(entry),
            "travelling": hex(&entry.to_bytes()),
            "stored_body": hex(&entry.body().unwrap().to_stored()),
            "erased": hex(&Entry::parse_signed(&entry.to_signed()).unwrap().to_bytes()),
        })
    };
    let statement = |s: &story::Signed| {
        json!({
            "name": s.name,
            "signed": hex(&s.signed),
            "signer": hex(&s.signer),
            "signature": hex(&s.signature),
        })
    };
    let refused = refused::refused(&story.entries[1].1);
    let frontier = frontier_bytes(&story.frontier);
    let phase_frontier = frontier_bytes(&story.phase_frontier);
    let sealed = story.envelope.as_ref().expect("something was sealed");
    json!({
        "community": story.community,
        "access": *participation_keys::Access::open(&story.community).text(),
        "founding_revision": story.founding,
        "proposed_revision": story.revision,
        "entries": story.entries.iter().map(entry).collect::<Vec<_>>(),
        "refused": refused.iter()
            .map(|(fault, bytes)| json!({ "fault": fault, "travelling": hex(bytes) }))
            .collect::<Vec<_>>(),
        "refused_bodies": bodies::refused(story).iter()
            .map(|(fault, bytes)| json!({ "fault": fault, "body": hex(bytes) }))
            .collect::<Vec<_>>(),
        "statements": story.statements.iter().map(statement).collect::<Vec<_>>(),
        "frontier": { "bytes": hex(&frontier), "blob": blob(&frontier) },
        "roll": { "slots": story.slots, "digest": story.roll },
        "manifest": { "bytes": hex(&story.manifest), "blob": blob(&story.manifest) },
        "phase_frontier": {
            "bytes": hex(&phase_frontier),
            "blob": blob(&phase_frontier),
        },
        "envelopes": [json!({
            "private_keys": sealed.secrets.map(|n| hex(&[n; 32])),
            "context": hex(&sealed.context),
            "message": hex(&sealed.message),
            "bytes": hex(&sealed.bytes),
        })],
        "set_digest": chains(story).digest(),
        "sessions": sessions::session_vectors(story),
        "messages": messages::good().iter()
            .map(|(what, bytes)| json!({ "what": what, "bytes": hex(bytes) }))
            .collect::<Vec<_>>(),
        "refused_messages": messages::refused().iter()
            .map(|(fault, bytes)| json!({ "fault": fault, "bytes": hex(bytes) }))
            .collect::<Vec<_>>(),
        "set": sessions::set_vector(),
        "gossip": sessions::gossip_vector(story),
    })
}

fn entry_commitment(entry: &Entry) -> participation_types::Commitment {
    entry.body().unwrap().commitment()
}

fn chains(story: &Story) -> Chains {
    let mut chains = Chains::new();
    for (name, entry) in &story.entries {
        let verified = entry.clone().verify().unwrap();
        assert!(matches!(chains.insert(&verified), Insertion::Added(_)), "{name}");
    }
    chains
}

#[test]
fn the_vectors_are_what_the_program_writes() {
    let path = root().join("tests/wire/vectors.json");
    let now = serde_json::to_string_pretty(&vectors(&story())).unwrap() + "\n";
    if std::env::var_os("WIRE_VECTORS").is_some_and(|what| what == "write") {
        fs::write(&path, &now).unwrap();
    }
    let kept = fs::read_to_string(&path).expect("the vectors can be read");
    assert!(kept == now, "tests/wire/vectors.json is not what the program writes");
}

/// All kinds that this version knows.
fn kinds() -> impl Iterator<Item = Kind> {
    Kind::ALL.iter().copied().chain(ContentKind::ALL.iter().copied().map(Kind::Content))
}

#[test]
fn the_vectors_hold_an_entry_of_every_kind() {
    let story = story();
    for kind in kinds() {
        let there = story
            .entries
            .iter()
            .any(|(_, entry)| Act::decode(entry.body().unwrap().bytes()).unwrap().kind() == kind);
        assert!(there, "{kind:?}");
    }
    for (name, entry) in &story.entries {
        let act = Act::decode(entry.body().unwrap().bytes()).unwrap();
        let header = entry.header();
        act.prove(&header.community, &header.author).expect(name);
    }
}

#[test]
fn what_the_vectors_call_refused_is_refused() {
    let good = &story().entries[1].1;
    for (fault, bytes) in refused::refused(good) {
        assert!(Entry::parse(&bytes).and_then(Entry::verify).is_err(), "{fault}");
    }
}

#[test]
fn what_the_vectors_call_a_bad_body_is_refused_for_its_form() {
    let story = story();
    let bodies = bodies::refused(&story);
    for (fault, body) in &bodies {
        assert!(Act::decode(body).is_err(), "{fault}");
    }
    // Each is a good body of the story with one fault: of each kind that can have one by itself.
    let kinds: BTreeSet<&[u8]> = bodies.iter().map(|(_, body)| &body[1..3]).collect();
    assert!(kinds.len() > 20, "bad bodies of {} kinds", kinds.len());
}

#[test]
fn the_examples_of_the_document_are_what_the_program_writes() {
    let document = fs::read_to_string(root().join("docs/wire.md")).expect("the document is there");
    let story = story();
    for name in ["found", "ballot"] {
        let (_, entry) = story.entries.iter().find(|(of, _)| *of == name).unwrap();
        assert_eq!(example(&document, name), hex(&entry.to_bytes()), "the example {name}");
        let id = entry.id().to_string();
        assert!(document.contains(&id), "the id of the example {name} is {id}");
    }
    for id in [story.community.to_string(), story.founding.to_string()] {
        assert!(document.contains(&id), "the document names {id}");
    }
}

/// The hex digits of a fenced block that begins with ```` ```hex NAME ````; what stands after `#`
/// is a label.
fn example(document: &str, name: &str) -> String {
    let fence = format!("```hex {name}\n");
    let (_, block) = document.split_once(&fence).expect("the document has this example");
    let (block, _) = block.split_once("```").expect("the block ends");
    let lines = block.lines().map(|line| line.split('#').next().unwrap_or_default());
    lines.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

#[test]
fn the_document_names_every_kind_and_every_limit() {
    let document = fs::read_to_string(root().join("docs/wire.md")).unwrap();
    for kind in Kind::ALL {
        let name = serde_json::to_value(kind).unwrap();
        let name = name.as_str().unwrap();
        assert!(document.contains(&format!("`{name}`")), "{name} is not described");
    }
    let limits = [
        participation_log::MAX_BODY,
        participation_log::MAX_AUTHORITY_BODY,
        participation_log::MAX_ENTRY,
        participation_types::Frontier::MAX_CHAINS,
        participation_acts::Founding::MAX_ROLES,
        participation_acts::Revision::MAX_CHANGES,
        participation_types::NodeAddress::MAX,
        participation_acts::PhaseChange::MAX_CHAINS,
        participation_acts::Attachment::MAX_SIZE.try_into().unwrap(),
        participation_acts::Envelope::MAX,
    ];
    for limit in limits {
        assert!(document.contains(&limit.to_string()), "the limit {limit} is not told");
    }
}

#[test]
fn the_document_has_a_row_for_every_kind_of_deliberation() {
    let document = fs::read_to_string(root().join("docs/wire.md")).unwrap();
    let story = story();
    let bodies: Vec<_> = story.entries.iter().map(|(_, entry)| entry.body().unwrap()).collect();
    for kind in ContentKind::ALL {
        let of_kind = |act: Act| act.kind() == Kind::Content(*kind);
        let body = bodies.iter().find(|body| of_kind(Act::decode(body.bytes()).unwrap())).unwrap();
        let (number, items) = (kind.number(), body.bytes()[0] - 0x80);
        let lane = serde_json::to_value(kind.lane()).unwrap();
        let row = format!("` | {number} | {items} | {} |", lane.as_str().unwrap());
        let name = serde_json::to_value(kind).unwrap();
        let found = document.lines().find(|line| line.ends_with(&row));
        let found = found.unwrap_or_else(|| panic!("no row {row}"));
        assert!(found.starts_with(&format!("| `{}", name.as_str().unwrap())), "{found}");
    }
}
