//! What is erased is in no file of a home any more, and does not come back with a bundle.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use participation::{
    Act, BlobId, Change, CommentPlan, Community, Desk, DocumentKind, DocumentPlan, EntryId,
    Exchange, FieldEdit, FieldEdits, FilePlan, Finder, MemoryStore, Store, Text, TextField, Wanted,
};
use participation_store::{Config, KeySource, SledStore};
use participation_sync::{Piece, Replica as _};

use crate::delivery::{blobs, entries};
use crate::histories::told;
use crate::life::{ca, process, propose, said};
use crate::races_deliberation::remark;
use crate::village::{Dice, Node, Village};
use crate::world::offices;

/// A word that nothing else says.
pub const MARK: &str = "xiuxiuejant-quimeres";

type Keys = Arc<Mutex<Vec<Vec<u8>>>>;

/// A home on disk, and every key that it ever drew.
struct Home {
    folder: tempfile::TempDir,
    keys: Keys,
}

impl Home {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), keys: Keys::default() }
    }

    fn store(&self) -> SledStore {
        let (keys, mut dice) = (Arc::clone(&self.keys), Dice(keys_drawn(&self.keys)));
        let source = KeySource::new(move |bytes| {
            dice.bytes()(bytes);
            keys.lock().unwrap().extend(bytes.chunks(32).map(<[u8]>::to_vec));
            Ok(())
        });
        SledStore::open(self.folder.path(), Config::new(source)).unwrap()
    }

    /// What a node has, on disk.
    fn of(node: &Node) -> (Self, Community<SledStore>) {
        let home = Self::new();
        let mut there = Community::begin(home.store(), node.id()).unwrap();
        bring(node, &mut there);
        (home, there)
    }

    /// Files in which these bytes stand.
    fn traces(&self, bytes: &[u8]) -> usize {
        traces(self.folder.path(), bytes)
    }

    /// Keys of bodies that some file still has.
    fn keys_kept(&self) -> usize {
        let files = contents(self.folder.path());
        let keys: HashSet<Vec<u8>> = self.keys.lock().unwrap().iter().cloned().collect();
        let windows: HashSet<&[u8]> = files.iter().flat_map(|file| file.windows(32)).collect();
        keys.iter().filter(|key| windows.contains(key.as_slice())).count()
    }
}

/// Another seed each time that a home is opened, or it would draw the same keys twice.
fn keys_drawn(keys: &Keys) -> u64 {
    keys.lock().unwrap().len() as u64
}

fn contents(folder: &Path) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() { all.extend(contents(&path)) } else { all.push(fs::read(path).unwrap()) }
    }
    all
}

fn traces(folder: &Path, bytes: &[u8]) -> usize {
    let stands = |file: &&Vec<u8>| file.windows(bytes.len()).any(|window| window == bytes);
    contents(folder).iter().filter(stands).count()
}

pub fn bring<S: Store>(from: &Node, to: &mut Community<S>) {
    assert_eq!(to.ingest(&entries(from)).unwrap().rejected, []);
    for blob in blobs(from) {
        to.put_blob(&blob).unwrap();
    }
}

fn bundle(node: &Node) -> Vec<u8> {
    let mut bundle = Vec::new();
    node.export(&mut bundle, &HashSet::new()).unwrap();
    bundle
}

/// Whether a community can read the word in what an entry says.
pub fn reads<S: Store>(node: &Community<S>, id: &EntryId) -> bool {
    node.act(id).unwrap().is_some_and(|act| says_mark(&act))
}

/// How often a search finds the word.
fn found<S: Store>(node: &Community<S>) -> usize {
    let wanted = Wanted { text: MARK.into(), ..Wanted::default() };
    Finder::new(node).unwrap().search(&wanted, 0, 10).total
}

fn says_mark(act: &Act) -> bool {
    act.encode().windows(MARK.len()).any(|window| window == MARK.as_bytes())
}

/// `v.node` has `marked` with their bodies, the histories of `erase` erase them, and nothing of
/// them is left in a home that had them: neither after the erasure nor once a bundle of a node
/// that has never heard of the erasure was taken in, nor after a restart.
fn is_gone(mut v: Village, marked: &[EntryId], files: &[BlobId], erase: impl FnOnce(&mut Village)) {
    let (home, mut there) = Home::of(&v.node);
    for id in marked {
        assert!(reads(&there, id), "{id} was never there");
    }
    let searched = |id: &EntryId| {
        let reading = there.deliberation();
        reading.card(id).is_some() || reading.remark(id).is_some()
    };
    assert_eq!(found(&there), marked.iter().filter(|id| searched(id)).count());
    for blob in files {
        let bytes = there.store().blob(blob).unwrap().unwrap();
        assert!(bytes.windows(MARK.len()).any(|window| window == MARK.as_bytes()));
        assert_eq!(home.traces(&bytes), 1);
    }
    let before = bundle(&v.node);
    let whole: Vec<Vec<u8>> =
        marked.iter().map(|id| v.node.entry(id).unwrap().to_bytes()).collect();
    let old_entries = entries(&v.node);
    erase(&mut v);
    // What erases is new to the home; what is erased is there with a key of its own.
    let fresh: Vec<Vec<u8>> =
        entries(&v.node).into_iter().filter(|entry| !old_entries.contains(entry)).collect();
    let kept = home.keys_kept();
    let drawn = keys_drawn(&home.keys);
    assert_eq!(there.ingest(&fresh).unwrap().rejected, []);
    for blob in blobs(&v.node) {
        there.put_blob(&blob).unwrap();
    }
    let drawn = usize::try_from(keys_drawn(&home.keys) - drawn).unwrap();
    assert_eq!(home.keys_kept(), kept + drawn - marked.len(), "a key of what is erased is left");
    let expected = told(&v.node);
    let check = |home: &Home, there: Community<SledStore>, when: &str| -> Community<SledStore> {
        for id in marked {
            assert_eq!(there.act(id).unwrap(), None, "{when}");
        }
        for blob in files {
            assert_eq!(there.store().blob(blob).unwrap(), None, "{when}");
        }
        assert_eq!(there.digest(), v.node.digest(), "{when}");
        assert_eq!(there.view_digest(), v.node.view_digest(), "{when}");
        // Whatever the store gives can be read by everybody, and the word is not in it.
        let away = copy_of(&there);
        assert_eq!(told(&away), expected, "{when}");
        assert_eq!(found(&there), 0, "{when}");
        assert!(away.view().chains().ids().all(|id| !reads(&away, &id)), "{when}");
        drop(there);
        assert_eq!(home.traces(MARK.as_bytes()), 0, "{when}");
        for bytes in &whole {
            let body = participation::Entry::parse(bytes).unwrap();
            let body = body.body().unwrap().bytes().to_vec();
            assert_eq!(home.traces(&body), 0, "{when}");
        }
        Community::open(home.store()).unwrap()
    };
    let there = check(&home, there, "after the erasure");
    let mut there = check(&home, there, "opened again");
    // A neighbour who was away brings everything as it was.
    let checked = there.check_bundle(&mut before.as_slice()).unwrap();
    assert_eq!(there.import(&mut before.as_slice(), &checked).unwrap().added, 0);
    let mut there = check(&home, there, "after a bundle with the bodies");
    assert_eq!(there.ingest(&old_entries).unwrap().rejected, []);
    let mut there = check(&home, there, "after the entries with their bodies");
    assert_eq!(there.wanted_blobs(), [], "a file is asked for again");
    let audit = there.audit().unwrap();
    assert!(audit.is_clean(), "{:?}", audit.differences);
    drop(there);
    // And whoever hears of the erasure first does not take the bodies in at all.
    let home = Home::new();
    let mut late = Community::begin(home.store(), v.node.id()).unwrap();
    bring(&v.node, &mut late);
    let checked = late.check_bundle(&mut before.as_slice()).unwrap();
    let _ = late.import(&mut before.as_slice(), &checked).unwrap();
    check(&home, late, "in a home that heard of the erasure first");
}

fn copy_of(node: &Community<SledStore>) -> Node {
    let mut away = Community::begin(MemoryStore::new(), node.id()).unwrap();
    assert_eq!(away.ingest(&entries(node)).unwrap().rejected, []);
    for blob in blobs(node) {
        away.put_blob(&blob).unwrap();
    }
    away
}

fn marked() -> String {
    format!("Diu {MARK} a la plaça")
}

pub fn proposed(v: &mut Village) -> (EntryId, EntryId) {
    let space = process(&mut v.node, &mut v.stewards[0]);
    let plan = DocumentPlan::new(DocumentKind::Proposal, ca(), &marked(), &marked()).unwrap();
    (space, v.node.compose(&mut v.people[0].pen(), space, plan).unwrap())
}

pub fn commented(v: &mut Village, proposal: EntryId) -> EntryId {
    let text = marked();
    let plan = CommentPlan { text: &text, ..remark(proposal) };
    v.node.comment(&mut v.people[0].pen(), plan).unwrap()
}

pub fn attached(v: &mut Village, proposal: EntryId) -> (EntryId, BlobId) {
    let (bytes, name, title) = (marked().repeat(9), format!("{MARK}.txt"), marked());
    let media = "text/plain";
    let (bytes, title) = (bytes.as_bytes(), said(&title));
    let file = FilePlan { bytes, media, name: &name, title, weight: 0 };
    let file = v.node.attach(&mut v.people[0].pen(), proposal, &file).unwrap();
    (file, BlobId::from_bytes(participation_types::sha256(bytes)))
}

pub fn title(words: &str) -> FieldEdits {
    FieldEdits::new([FieldEdit::text(TextField::Title, ca(), Text::new(words).unwrap())])
}

#[test]
fn an_erased_comment_is_in_no_file() {
    let mut v = offices(1);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let proposal = propose(&mut v.node, &mut v.people[0], space, "Més arbres");
    let comment = commented(&mut v, proposal);
    let words = v.node.reword(&mut v.people[0].pen(), comment, ca(), &marked()).unwrap();
    is_gone(v, &[comment, words], &[], |v| {
        let _ = v.node.erase_content(&mut v.people[0].pen(), &[comment, words]).unwrap();
    });
}

#[test]
fn an_erased_proposal_is_in_no_file() {
    let mut v = offices(1);
    let (_, proposal) = proposed(&mut v);
    let edit = v.node.edit(&mut v.people[0].pen(), proposal, title(&format!("{MARK}!"))).unwrap();
    is_gone(v, &[proposal, edit], &[], |v| {
        let device = v.people[0].keys.device.public();
        let all = v.node.written_by(&device, &proposal);
        let _ = v.node.erase_content(&mut v.people[0].pen(), &all).unwrap();
    });
}

#[test]
fn what_a_rebase_takes_the_place_of_is_in_no_file() {
    let mut v = offices(1);
    let (_, proposal) = proposed(&mut v);
    let edit = v.node.edit(&mut v.people[0].pen(), proposal, title(&format!("{MARK}!"))).unwrap();
    is_gone(v, &[proposal, edit], &[], |v| {
        let _ = v.node.rebase(&mut v.people[0].pen(), proposal, title("Net")).unwrap();
    });
}

#[test]
fn what_the_stewards_erase_is_in_no_file() {
    let mut v = offices(1);
    let (_, proposal) = proposed(&mut v);
    let comment = commented(&mut v, proposal);
    is_gone(v, &[proposal, comment], &[], |v| {
        let officer = &mut v.stewards[0];
        let asked = v.node.erase_content(&mut officer.pen(), &[proposal, comment]).unwrap();
        assert!(reads(&v.node, &proposal), "an officer alone erases nothing");
        v.revise(vec![Change::Erase(asked)]);
    });
}

#[test]
fn an_erased_attachment_is_in_no_file_and_neither_is_what_it_names() {
    let mut v = offices(1);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let proposal = propose(&mut v.node, &mut v.people[0], space, "Més arbres");
    let (file, blob) = attached(&mut v, proposal);
    is_gone(v, &[file], &[blob], |v| {
        let _ = v.node.erase_content(&mut v.people[0].pen(), &[file]).unwrap();
    });
}

// here  ── attachment ────────────── erasure of it
// there              ── first half                ── second half   of the file
#[test]
fn a_file_that_is_erased_while_it_comes_is_not_kept() {
    let mut v = offices(1);
    let space = process(&mut v.node, &mut v.stewards[0]);
    let proposal = propose(&mut v.node, &mut v.people[0], space, "Més arbres");
    let (file, blob) = attached(&mut v, proposal);
    let bytes = v.node.store().blob(&blob).unwrap().unwrap();
    let (total, half) = (bytes.len() as u32, bytes.len() / 2);
    let mut there = Community::begin(MemoryStore::new(), v.node.id()).unwrap();
    assert_eq!(there.ingest(&entries(&v.node)).unwrap().rejected, []);
    let mut exchange = Exchange::default();
    let came = Desk::new(&mut there, &mut exchange, 0).piece(&blob, total, 0, &bytes[..half]);
    assert_eq!(came.unwrap(), Piece::More(half as u32));
    let _ = v.node.erase_content(&mut v.people[0].pen(), &[file]).unwrap();
    assert_eq!(there.ingest(&entries(&v.node)).unwrap().rejected, []);
    let mut desk = Desk::new(&mut there, &mut exchange, 0);
    let came = desk.piece(&blob, total, half as u32, &bytes[half..]);
    assert_eq!(came.unwrap(), Piece::Whole);
    assert_eq!(there.store().blob(&blob).unwrap(), None);
}

#[test]
fn an_erased_name_is_in_no_file() {
    let mut v = offices(1);
    let name = v.node.introduce(&mut v.people[0].pen(), MARK, said(&marked())).unwrap();
    is_gone(v, &[name], &[], |v| {
        let _ = v.node.erase_content(&mut v.people[0].pen(), &[name]).unwrap();
    });
}
