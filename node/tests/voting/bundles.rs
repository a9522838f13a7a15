//! Bundles with a fault: named with its place, and nothing changed; and bundles that are well.

use participation::{
    Act, Ballot, Choices, Community, Custody, DeviceNonce, Draft, Entry, EntryId, FoundingPlan,
    Head, Lane, MemoryStore, Pen, Persona, PollPlan, RecoverySecret, Seed, Timestamp,
};
use participation_types::{ChainId, Seq};
use serde_json::json;

use crate::bundle_bytes::{Parts, sealed};
use crate::node::Node;

/// A community whose keys the test holds.
struct Village {
    community: Community<MemoryStore>,
    founder: Persona,
    poll: EntryId,
}

impl Village {
    fn new(tag: u8) -> Self {
        let (seed, nonce) = (Seed::from_bytes(&[tag; 32]), [tag; 16]);
        let founder = Persona::founder(&seed, nonce, &DeviceNonce::from_bytes([3; 16]));
        let seat = founder.seat(&RecoverySecret::from_bytes(&[4; 32]));
        let (mut entropy, now) = (|bytes: &mut [u8]| bytes.fill(9), Timestamp::from_millis(1));
        let mut pen = Pen { device: &founder.device, now, entropy: &mut entropy };
        let plan = FoundingPlan::of_one("Vila", nonce, seat);
        let store = MemoryStore::new();
        let mut community =
            Community::found(store, plan, &mut pen, &founder.member, Custody::Own).unwrap();
        let question = PollPlan::question("Trees?", &["yes", "no"]);
        let poll = community.open_poll(&mut pen, question).unwrap();
        // Twice, so that there is a place to go back to.
        community.vote(&mut pen, poll, Choices::Approval(vec![0])).unwrap();
        community.vote(&mut pen, poll, Choices::Approval(vec![1])).unwrap();
        community.seal(&mut pen, poll).unwrap();
        Self { community, founder, poll }
    }

    fn bundle(&self) -> Parts {
        let mut bytes = Vec::new();
        self.community.export(&mut bytes, &Default::default()).unwrap();
        Parts::read(&bytes)
    }

    /// A ballot of the founder's, signed as it should be, after this place of their chain.
    fn ballot(&self, after: Option<Head>) -> Vec<u8> {
        let choices = Choices::Approval(vec![1]);
        let act = Act::Ballot(Ballot { opening: self.poll, counter: 3, choices });
        let draft = Draft {
            community: self.community.id(),
            lane: Lane::Ballots,
            after,
            revision: self.community.view().tip().map(|(tip, _)| tip.revision),
            claimed: Timestamp::from_millis(2),
        };
        let signed = draft.sign(self.founder.device.signing_key(), [5; 16], act.encode());
        signed.unwrap().entry().to_bytes()
    }

    fn head(&self) -> Head {
        let chain = ChainId { device: self.founder.device.public(), lane: Lane::Ballots };
        self.community.view().standing_head(&chain).unwrap()
    }
}

/// The same bundle with another entry in this place.
fn replaced(village: &Village, index: usize, change: impl FnOnce(&mut Vec<u8>)) -> Parts {
    let mut parts = village.bundle();
    change(&mut parts.entries[index]);
    parts
}

#[test]
fn a_bad_entry_is_named_with_its_number_and_its_byte_and_nothing_of_the_bundle_is_taken() {
    let village = Village::new(1);
    let stranger = Village::new(2).bundle().entries.pop().unwrap();
    let (last, count) = (village.bundle().entries.len() - 1, village.bundle().entries.len());
    let find = |bytes: &[u8], what: &[u8]| {
        bytes.windows(what.len()).position(|window| window == what).unwrap()
    };
    let after = |number| Some(Head { seq: Seq::new(number), id: village.head().id });
    let with = |entry: Vec<u8>| {
        let mut parts = village.bundle();
        parts.entries.push(entry);
        parts
    };
    let header = |bytes: &mut Vec<u8>, change: &dyn Fn(&mut u8)| {
        // 1: -8, -65537: [version
        let at = find(bytes, &[0xa2, 0x01, 0x27, 0x3a, 0x00, 0x01, 0x00, 0x00, 0x89]) + 9;
        change(&mut bytes[at]);
    };
    let cases: Vec<(&str, Parts, usize, &str)> = vec![
        (
            "a wrong signature",
            replaced(&village, last, |bytes| {
                let signature = find(bytes, &[0x58, 0x40]) + 2;
                bytes[signature + 40] ^= 1;
            }),
            last,
            "signature",
        ),
        (
            "a body that is not what was signed",
            replaced(&village, last, |bytes| {
                let end = bytes.len() - 1;
                bytes[end] ^= 1;
            }),
            last,
            "",
        ),
        (
            "non-canonical bytes",
            replaced(&village, last, |bytes| {
                // The head of the whole: the same number in two bytes.
                let head = bytes[0];
                bytes.splice(0..1, [(head & 0xe0) | 24, head & 0x1f]);
            }),
            last,
            "",
        ),
        ("another community's id", with(stranger), count, "community"),
        (
            "a length that lies",
            replaced(&village, last, |bytes| bytes.truncate(bytes.len() - 3)),
            last,
            "",
        ),
        ("a chain that goes back", with(village.ballot(after(0))), count, ""),
        ("a chain that skips", with(village.ballot(after(5))), count, ""),
        (
            "an unknown version",
            replaced(&village, last, |bytes| header(bytes, &|version| *version = 2)),
            last,
            "version 2",
        ),
    ];
    let (empty, full) = (Node::empty(), Node::empty());
    let good = full.write("good.bundle", village.bundle().write());
    full.ok(&["bundle", "import", &good]);
    for (what, parts, index, why) in cases {
        for node in [&empty, &full] {
            let file = node.write("bad.bundle", parts.write());
            let said = node.refused(&["bundle", "import", &file]);
            let place =
                format!("entry {} of the bundle, at byte {}", index + 1, parts.offset(index));
            assert!(said.contains(&place), "{what}: {said}, not {place}");
            assert!(said.contains(why), "{what}: {said}");
        }
    }
    assert!(!empty.home().exists());
    // The good one, after all those.
    let good = empty.write("good.bundle", village.bundle().write());
    assert_eq!(empty.json(&["bundle", "import", &good])["added"], count);
}

#[test]
fn a_ballot_that_is_well_signed_is_taken_so_that_the_cases_above_fail_for_their_own_reason() {
    let village = Village::new(1);
    let mut parts = village.bundle();
    parts.entries.push(village.ballot(Some(village.head())));
    Entry::parse(parts.entries.last().unwrap()).unwrap();
    let node = Node::empty();
    let file = node.write("good.bundle", parts.write());
    node.ok(&["bundle", "import", &file]);
}

#[test]
fn a_file_that_is_no_whole_bundle_is_refused_with_the_byte() {
    let village = Village::new(1);
    let parts = village.bundle();
    let whole = parts.write();
    let node = Node::empty();
    let refused = |bytes: &[u8]| {
        let file = node.write("bad.bundle", bytes);
        let said = node.refused(&["bundle", "import", &file]);
        assert!(said.contains("at byte "), "{said}");
        said
    };
    for cut in [0, 1, 30, 65, parts.offset(0) + 5, parts.offset(2) + 40, whole.len() - 1] {
        refused(&whole[..cut]);
    }
    assert!(refused(&[&whole[..], &[0]].concat()).contains("bytes after its end"));
    let mut flipped = whole.clone();
    flipped[whole.len() - 2] ^= 1;
    assert!(refused(&flipped).contains("damaged"));
    // A blob is not guarded by a signature but by the digest.
    let mut flipped = whole.clone();
    flipped[whole.len() - 40] ^= 1;
    refused(&flipped);
    // A length of 4 GiB costs no memory.
    let mut lies = whole[..parts.offset(0)].to_vec();
    lies.extend([0x5a, 0xff, 0xff, 0xff, 0xff]);
    assert!(refused(&sealed(lies)).contains("longer than"));
    assert!(!node.home().exists());
}

#[test]
fn an_entry_whose_past_is_missing_is_not_taken_in() {
    let mut parts = Village::new(1).bundle();
    parts.entries.remove(1);
    let node = Node::empty();
    let file = node.write("part.bundle", parts.write());
    assert!(node.refused(&["bundle", "import", &file]).contains("ask for a whole bundle"));
}

#[test]
fn what_another_home_has_is_left_out_and_what_it_lacks_is_brought() {
    let node = Node::with(&["anna"]);
    let poll = node.poll(&[]);
    let (first, second, list) = (node.path("1"), node.path("2"), node.path("list"));
    node.ok(&["bundle", "export", &first]);
    let other = Node::empty();
    other.ok(&["bundle", "import", &first]);
    node.vote("anna", &poll, "yes");
    node.ok(&["seal", &poll]);
    let had = other.json(&["bundle", "have", &list])["entries"].as_u64().unwrap();
    let brought = node.json(&["bundle", "export", &second, "--without", &list]);
    assert_eq!(brought["entries"], 2);
    let taken = other.json(&["bundle", "import", &second]);
    assert_eq!((&taken["added"], &taken["entries"]), (&json!(2), &json!(had + 2)));
    assert_eq!(other.json(&["audit"])["view_digest"], node.json(&["audit"])["view_digest"]);
    let again = other.json(&["bundle", "import", &second]);
    assert_eq!((&again["added"], &again["known"]), (&json!(0), &json!(2)));
    // Without the rest it is not enough for an empty home.
    let empty = Node::empty();
    assert!(empty.refused(&["bundle", "import", &second]).contains("whole bundle"));
}

#[test]
fn a_file_that_is_no_bundle_is_not_overwritten() {
    let node = Node::with(&[]);
    let letter = node.write("letter.txt", "dear all");
    assert!(node.refused(&["bundle", "export", &letter]).contains("is there already"));
    assert_eq!(std::fs::read(&letter).unwrap(), b"dear all");
    let nowhere = node.path("no/such/folder.bundle");
    node.refused(&["bundle", "export", &nowhere]);
    let bundle = node.path("x.bundle");
    node.ok(&["bundle", "export", &bundle]);
    let before = std::fs::read(&bundle).unwrap();
    node.ok(&["bundle", "export", &bundle]);
    assert_eq!(std::fs::read(&bundle).unwrap(), before);
    assert!(!std::fs::exists(node.path("x.bundle.part")).unwrap());
}

#[test]
fn a_bundle_of_another_community_is_kept_apart() {
    let node = Node::with(&[]);
    let mine = node.json(&["community", "list"]);
    let file = node.write("other.bundle", Village::new(1).bundle().write());
    let id = mine[0]["id"].as_str().unwrap().to_owned();
    let said = node.refused(&["bundle", "import", &file, "--community", &id]);
    assert!(said.contains("it is of community"), "{said}");
    node.ok(&["bundle", "import", &file]);
    assert_eq!(node.json(&["community", "list"]).as_array().unwrap().len(), 2);
}

#[test]
fn a_carrier_who_keeps_ballots_back_is_noticed() {
    let voter = Node::with(&["anna"]);
    let poll = voter.poll(&[]);
    let sealer = voter.copy();
    voter.vote("anna", &poll, "yes");
    let file = voter.path("bundle");
    voter.ok(&["bundle", "export", &file]);
    let mut parts = Parts::read(&std::fs::read(&file).unwrap());
    for bytes in &mut parts.entries {
        let entry = Entry::parse(bytes).unwrap();
        if entry.header().lane == Lane::Ballots {
            *bytes = Entry::parse_signed(&entry.to_signed()).unwrap().to_bytes();
        }
    }
    let file = sealer.write("carried", parts.write());
    assert_eq!(sealer.json(&["bundle", "import", &file])["without_body"], 1);
    assert_eq!(sealer.digest(), voter.digest(), "the digest does not tell");
    assert_eq!(sealer.json(&["status"])["communities"][0]["without_body"], 1);
    let sealed = sealer.run(&["seal", &poll]);
    let said = String::from_utf8(sealed.stderr).unwrap();
    assert!(said.contains("kept back by whoever"), "{said}");
    let sealed = voter.run(&["seal", &poll]);
    assert!(!String::from_utf8(sealed.stderr).unwrap().contains("kept back"));
}

#[test]
fn a_folder_in_the_place_of_a_bundle_is_wrong_input() {
    let node = Node::with(&[]);
    let folder = node.path("home");
    assert!(node.refused(&["bundle", "import", &folder]).contains("directory"));
}
