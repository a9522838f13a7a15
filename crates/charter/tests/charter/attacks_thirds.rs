//! Three histories at one place: all are kept, so that whatever built upon one of them elsewhere is in
//! every set or in none. Whoever forks their own chain may choose ids that are lower.

use participation_acts::{Act, Signing};
use participation_types::{EntryId, Lane};

use crate::race::rename;
use crate::village::Village;

/// Writes other entries at a place until two have lower ids than this one: whoever forks their
/// own chain may choose them.
fn outdo(v: &mut Village, name: &str, id: EntryId) {
    let header = v.written(id).entry.entry().header().clone();
    let seq = header.seq;
    let after = header.prev.map(|prev| {
        let before = v.written(prev).entry.entry().header().seq;
        participation_types::Head { seq: before, id: prev }
    });
    assert_eq!(after.map(|head| head.seq.next()), Some(Some(seq)));
    let (mut lower, mut tries) = (0, 0);
    while lower < 2 {
        tries += 1;
        let other = v.naming(header.revision.unwrap(), |v| {
            v.upon(after, |v| v.invite(name, &format!("card {tries}")))
        });
        if other < id {
            lower += 1;
        } else {
            v.entries.pop();
        }
    }
}

#[test]
fn equal_sets_have_equal_charters_where_a_signature_was_outdone() {
    let mut v = Village::with_stewards(3, 2);
    let revision = v.propose("s1", vec![rename("Nova")]);
    v.sign("s1", revision);
    let act = Act::Sign(Signing { revision, dead: Vec::new() });
    let signature = v.write("s2", Lane::Authority, act);
    outdo(&mut v, "s2", signature);
    v.everywhere(|_| {});
}

#[test]
fn equal_sets_have_equal_charters_where_a_proposal_was_outdone() {
    let mut v = Village::with_stewards(3, 2);
    let revision = v.propose("s1", vec![rename("Nova")]);
    let proposal = v.last().id;
    for name in ["s2", "s3"] {
        v.sign(name, revision);
    }
    outdo(&mut v, "s1", proposal);
    v.everywhere(|_| {});
}

#[test]
fn what_an_outdone_admission_let_in_is_in_every_set_or_in_none() {
    let mut v = Village::with_stewards(3, 2);
    let slot = v.admit_by("reg", "anna");
    v.certify("anna");
    v.note("anna");
    outdo(&mut v, "reg", slot.admission());
    v.everywhere(|_| {});
}
