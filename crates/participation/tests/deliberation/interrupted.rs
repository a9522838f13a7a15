//! An erasure that a failure interrupted is carried out when the home is opened again.

use participation::{Act, Change, Community, Content, EntryId, Error, MemoryStore, Store};
use participation_store::{Effect, Faulty};

use crate::delivery::{copy, entries};
use crate::gone::{MARK, attached, bring, commented, proposed, reads, title};
use crate::histories::told;
use crate::village::Village;
use crate::world::offices;

// The node dies after it took in the erasure and before it erased, or between the two.
#[test]
fn an_erasure_that_a_failure_interrupted_is_carried_out_when_the_home_is_opened() {
    for effect in [Effect::Absent, Effect::There] {
        let mut interrupted = 0;
        for changes in 0..8 {
            let mut v = offices(1);
            let (_, proposal) = proposed(&mut v);
            let (file, blob) = attached(&mut v, proposal);
            let before = copy(&v.node);
            let store = Faulty::after(changes, effect, v.node.into_store());
            let mut node = Community::open(store).unwrap();
            let erased = node.erase_content(&mut v.people[0].pen(), &[proposal, file]);
            let failed = node.store().has_failed();
            assert_eq!(erased.is_err(), failed, "after {changes} changes");
            let mut node = Community::open(node.into_store().into_inner()).unwrap();
            let known = node.len() > before.len();
            interrupted += usize::from(failed && known);
            for id in [proposal, file] {
                assert_eq!(node.act(&id).unwrap().is_none(), known, "after {changes} changes");
                let arrival = node.store().find(&id).unwrap().unwrap();
                assert_eq!(node.store().erased(arrival).unwrap(), known);
                assert_eq!(node.store().read(arrival).unwrap().unwrap().body.is_none(), known);
            }
            let there = node.store().blob(&blob).unwrap().is_some();
            assert_eq!(there, !known, "the file, after {changes} changes");
            let audit = node.audit().unwrap();
            assert!(audit.is_clean(), "{:?}", audit.differences);
            bring(&before, &mut node);
            assert_eq!(node.act(&proposal).unwrap().is_none(), known);
        }
        assert!(interrupted > 1, "the failures came at other places");
    }
}

/// What `erase` takes away is either all there or all gone, in whichever change the node dies,
/// once its home is opened again; and then it can be erased.
fn heals(
    draw: impl Fn() -> (Village, Vec<EntryId>),
    erase: impl Fn(&mut Community<Faulty<MemoryStore>>, &mut Village) -> Result<(), Error>,
) {
    for effect in [Effect::Absent, Effect::There] {
        let mut interrupted = 0;
        for changes in 0.. {
            let (mut v, marked) = draw();
            let store = Faulty::after(changes, effect, copy(&v.node).into_store());
            let mut node = Community::open(store).unwrap();
            let done = erase(&mut node, &mut v);
            let failed = node.store().has_failed();
            assert_eq!(done.is_err(), failed, "after {changes} changes");
            let node = Community::open(node.into_store().into_inner()).unwrap();
            let gone = marked.iter().filter(|id| node.act(id).unwrap().is_none()).count();
            assert!([0, marked.len()].contains(&gone), "{gone} of {marked:?} after {changes}");
            interrupted += usize::from(failed && gone > 0);
            let whole = entries(&v.node);
            let store = Faulty::after(u64::MAX, effect, node.into_store());
            let mut node = Community::open(store).unwrap();
            assert_eq!(node.ingest(&whole).unwrap().rejected, []);
            let left = marked.iter().filter(|id| reads(&node, id)).count();
            assert_eq!(left, marked.len() - gone, "bodies came back after {changes} changes");
            if !failed {
                assert_eq!(gone, marked.len());
                break;
            }
        }
        assert!(interrupted > 0, "no failure came between the two");
    }
}

#[test]
fn a_rebase_that_a_failure_interrupted_is_carried_out_when_the_home_is_opened() {
    let draw = || {
        let mut v = offices(1);
        let (_, proposal) = proposed(&mut v);
        let words = title(&format!("{MARK}!"));
        let edit = v.node.edit(&mut v.people[0].pen(), proposal, words).unwrap();
        (v, vec![proposal, edit])
    };
    heals(draw, |node, v| {
        let proposal = v.node.deliberation().cards().next().unwrap().id;
        node.rebase(&mut v.people[0].pen(), proposal, title("Net")).map(drop)
    });
}

#[test]
fn an_erasure_by_the_stewards_that_was_interrupted_is_carried_out_when_the_home_is_opened() {
    let draw = || {
        let mut v = offices(1);
        let (_, proposal) = proposed(&mut v);
        let comment = commented(&mut v, proposal);
        (v, vec![proposal, comment])
    };
    heals(draw, |node, v| {
        let reading = v.node.deliberation();
        let proposal = reading.cards().next().unwrap().id;
        let comment = reading.thread(&proposal)[0].id;
        drop(reading);
        let asked = node.erase_content(&mut v.stewards[0].pen(), &[proposal, comment])?;
        let change = vec![Change::Erase(asked)];
        let revision = node.propose(&mut v.stewards[0].pen(), change, "so")?;
        node.sign(&mut v.stewards[0].pen(), revision)?;
        node.sign(&mut v.stewards[1].pen(), revision).map(drop)
    });
}

// The same, for an erasure that comes from elsewhere, before and after what it erases.
#[test]
fn an_erasure_from_elsewhere_that_was_interrupted_is_carried_out_too() {
    let mut v = offices(1);
    let (_, proposal) = proposed(&mut v);
    let before = copy(&v.node);
    let whole = entries(&v.node);
    let erasure = v.node.erase_content(&mut v.people[0].pen(), &[proposal]).unwrap();
    assert!(matches!(v.node.act(&erasure).unwrap(), Some(Act::Content(Content::Erase(_)))));
    let erasure = v.node.entry(&erasure).unwrap().to_bytes();
    for effect in [Effect::Absent, Effect::There] {
        for changes in 0..4 {
            let store = Faulty::after(changes, effect, copy(&before).into_store());
            let mut node = Community::open(store).unwrap();
            drop(node.ingest(std::slice::from_ref(&erasure)));
            let mut node = Community::open(node.into_store().into_inner()).unwrap();
            let known = node.len() > before.len();
            assert_eq!(reads(&node, &proposal), !known, "after {changes} changes");
            let all: Vec<Vec<u8>> = whole.iter().chain([&erasure]).cloned().collect();
            assert_eq!(node.ingest(&all).unwrap().rejected, []);
            assert!(!reads(&node, &proposal));
            assert_eq!(told(&node), told(&v.node));
        }
    }
}

// berta's telephone says that her proposal goes, and is heard before it: the words are not even
// written down, should the node die right after that.
#[test]
fn words_that_were_erased_before_they_came_are_never_written() {
    let mut v = offices(1);
    v.people[0].take_phone(&mut v.node);
    let before = copy(&v.node);
    let (_, proposal) = proposed(&mut v);
    let whole = v.node.entry(&proposal).unwrap().to_bytes();
    let erasure = v.node.erase_content(&mut v.people[0].phone(), &[proposal]).unwrap();
    let rest: Vec<Vec<u8>> =
        entries(&v.node).into_iter().filter(|entry| !is_of(entry, &proposal)).collect();
    let mut node = before;
    assert_eq!(node.ingest(&rest).unwrap().rejected, []);
    assert!(node.entry(&erasure).is_ok() && node.entry(&proposal).is_err());
    let mut node = Community::open(Faulty::after(1, Effect::Absent, node.into_store())).unwrap();
    drop(node.ingest(&[whole]));
    let store = node.into_store().into_inner();
    let arrival = store.find(&proposal).unwrap().expect("it was taken in");
    assert!(store.read(arrival).unwrap().unwrap().body.is_none());
}

fn is_of(bytes: &[u8], id: &EntryId) -> bool {
    participation::Entry::parse(bytes).unwrap().id() == *id
}
