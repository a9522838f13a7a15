//! What several threads may rely on.

use std::sync::atomic::AtomicUsize;

use participation::{Custody, DeviceNonce, FoundingPlan, Pen, Persona, RecoverySecret, Seed};

use super::*;

pub(crate) fn communities() -> (tempfile::TempDir, Communities) {
    let folder = tempfile::tempdir().unwrap();
    let communities = Communities::of(folder.path().to_owned()).unwrap();
    (folder, communities)
}

/// Founds a community; `byte` makes it another.
pub(crate) fn found(communities: &Communities, byte: u8) -> CommunityId {
    let founder = Persona::founder(
        &Seed::from_bytes(&[byte; 32]),
        [byte; 16],
        &DeviceNonce::from_bytes([0; 16]),
    );
    let seat = founder.seat(&RecoverySecret::from_bytes(&[9; 32]));
    let plan = FoundingPlan::of_one("A", [byte; 16], seat);
    let id = plan.community(founder.device.public()).unwrap();
    let made = communities.create(&id, |store| {
        let mut entropy = random::fill;
        let mut pen = Pen { device: &founder.device, now: random::now(), entropy: &mut entropy };
        Ok(Community::found(store, plan, &mut pen, &founder.member, Custody::Own)?)
    });
    drop(made.unwrap());
    id
}

#[test]
fn a_community_is_lent_to_one_at_a_time_and_stays_open_in_a_node() {
    let (_folder, communities) = communities();
    communities.keep_open();
    let id = found(&communities, 1);
    let inside = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..50 {
                    let open = communities.open(&id).unwrap();
                    assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                    assert!(!open.is_empty());
                    inside.fetch_sub(1, Ordering::SeqCst);
                }
            });
        }
    });
    assert!(matches!(communities.shared.places().get(&id), Some(Place::Open(_))));
}

#[test]
fn any_other_process_closes_it_with_its_guard() {
    let (folder, communities) = communities();
    let id = found(&communities, 1);
    drop(communities.open(&id).unwrap());
    assert!(communities.shared.places().is_empty());
    // Another process could open it now.
    drop(SledStore::open(&folder.path().join(id.to_string()), store_config()).unwrap());
}

#[test]
fn what_was_held_in_a_panic_is_opened_anew() {
    let (_folder, communities) = communities();
    communities.keep_open();
    let id = found(&communities, 1);
    let entries = communities.open(&id).unwrap().len();
    let panicked = thread::scope(|scope| {
        let held = scope.spawn(|| {
            let _open = communities.open(&id).unwrap();
            panic!("as a fault of a command would");
        });
        held.join().is_err()
    });
    assert!(panicked && communities.shared.places().is_empty());
    assert_eq!(communities.open(&id).unwrap().len(), entries);
}

#[test]
fn a_community_that_is_closed_or_removed_is_kept_from_others_meanwhile() {
    let (folder, communities) = communities();
    communities.keep_open();
    let id = found(&communities, 1);
    let closed = communities.close(&id).unwrap();
    drop(SledStore::open(&closed.path(), store_config()).unwrap());
    thread::scope(|scope| {
        let other = scope.spawn(|| communities.open_if_held(&id).map(|open| open.is_some()));
        closed.remove().unwrap();
        assert!(!other.join().unwrap().unwrap(), "it waited, and then there was none");
    });
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn asking_twice_in_one_command_is_a_fault_and_no_deadlock() {
    let (_folder, communities) = communities();
    let id = found(&communities, 1);
    let _open = communities.open(&id).unwrap();
    assert!(communities.open(&id).unwrap_err().to_string().contains("fault of the program"));
}

#[test]
fn a_listener_hears_of_each_community_once_and_of_readers_never() {
    let (_folder, communities) = communities();
    communities.keep_open();
    let woken = Arc::new(AtomicUsize::new(0));
    let wake = woken.clone();
    let listener = communities.listen(move || {
        wake.fetch_add(1, Ordering::SeqCst);
    });
    let (one, two) = (found(&communities, 1), found(&communities, 2));
    let write = |id| {
        let _: &mut Community<_> = &mut communities.open(id).unwrap();
    };
    write(&one);
    let all = [(one, Change::Added), (two, Change::Added)];
    assert_eq!(listener.take(), BTreeMap::from(all));
    assert_eq!(woken.load(Ordering::SeqCst), 3);
    assert_eq!(communities.open(&one).unwrap().id(), one);
    assert!(listener.take().is_empty());
    write(&one);
    write(&one);
    communities.open(&two).unwrap().remove().unwrap();
    let all = [(one, Change::Changed), (two, Change::Removed)];
    assert_eq!(listener.take(), BTreeMap::from(all));
}

#[test]
fn what_could_not_be_made_leaves_nothing_and_what_was_half_made_goes() {
    let (folder, communities) = communities();
    let id = CommunityId::from_bytes([7; 32]);
    assert!(communities.create(&id, |_| Err(Failure::input("no"))).is_err());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    fs::create_dir(communities.beside(&id)).unwrap();
    let again = Communities::of(folder.path().to_owned()).unwrap();
    assert_eq!((again.ids().unwrap().len(), fs::read_dir(folder.path()).unwrap().count()), (0, 0));
}

#[test]
fn who_must_not_wait_for_ever_is_told_that_a_community_is_busy() {
    let (_folder, communities) = communities();
    communities.keep_open();
    let id = found(&communities, 1);
    let held = communities.open(&id).unwrap();
    let other = || communities.try_open(&id, Duration::from_millis(20)).unwrap();
    let busy = thread::scope(|scope| scope.spawn(other).join().unwrap());
    assert!(matches!(busy, Tried::Busy), "{busy:?}");
    drop(held);
    assert!(matches!(other(), Tried::Open(_)));
    let unknown = CommunityId::from_bytes([7; 32]);
    let none = communities.try_open(&unknown, Duration::from_millis(20)).unwrap();
    assert!(matches!(none, Tried::Absent), "{none:?}");
}
