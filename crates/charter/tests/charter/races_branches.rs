//! Races between revisions of the charter.

use participation_acts::Change;
use participation_types::RevisionId;

use crate::race::rename;
use crate::village::{Fate, Village, member_of, seats};

/// Three stewards, two bind; anna, bo and cal are members.
fn village() -> Village {
    let mut v = Village::with_stewards(3, 2);
    for name in ["anna", "bo", "cal"] {
        v.admit(name);
    }
    v
}

/// Two children of the tip, the one with the lower id first.
fn siblings(v: &mut Village) -> [RevisionId; 2] {
    let mut both = [v.propose("s1", vec![rename("U")]), v.propose("s1", vec![rename("Dos")])];
    both.sort_unstable();
    both
}

fn sign(v: &mut Village, stewards: &[&str], revision: RevisionId) {
    let parent = v.founding;
    v.naming(parent, |v| {
        for name in stewards {
            v.sign(name, revision);
        }
    });
}

//     P ─── A ◀─ s1, s2
//      \
//       B ◀─ s3
#[test]
fn sign_and_sign_of_a_sibling_by_too_few() {
    let mut v = village();
    let [low, high] = siblings(&mut v);
    v.at_once();
    sign(&mut v, &["s1", "s2"], high);
    sign(&mut v, &["s3"], low);
    v.everywhere(|view| {
        assert_eq!(view.charter().path(), [v.founding, high]);
        assert_eq!(view.charter().double_signers(), []);
        assert_eq!(view.charter().disputes(), []);
    });
}

//     P ─── A ◀─ s1, s2
//      \
//       B ◀─ s2, s3
#[test]
fn sign_and_sign_of_a_sibling_without_followers() {
    let mut v = village();
    let [low, high] = siblings(&mut v);
    v.at_once();
    sign(&mut v, &["s1", "s2"], high);
    sign(&mut v, &["s2", "s3"], low);
    v.everywhere(|view| {
        assert_eq!(view.charter().path(), [v.founding, low]);
        let cheats: Vec<_> = view.charter().double_signers().iter().map(|d| d.member).collect();
        assert_eq!(cheats, [member_of("s2")]);
        assert_eq!(view.charter().disputes()[0].branches, [(low, 0), (high, 0)]);
    });
}

//     P ─── A ◀─ s1, s2        ◀─ anna names it
//      \
//       B ◀─ s2, s3 (lower id)
#[test]
fn sign_and_sign_of_a_sibling_that_fewer_follow() {
    let mut v = village();
    let [low, high] = siblings(&mut v);
    v.at_once();
    sign(&mut v, &["s1", "s2"], high);
    sign(&mut v, &["s2", "s3"], low);
    v.naming(high, |v| v.note("anna"));
    v.everywhere(|view| {
        assert_eq!(view.charter().path(), [v.founding, high]);
        assert_eq!(view.charter().disputes()[0].branches, [(high, 1), (low, 0)]);
    });
}

//     P ─── A ◀─ s1, s2 ─── A2      ◀─ anna names A2 only
//      \
//       B ◀─ s2, s3 (lower id)      ◀─ anna's laptop and her telephone name it
#[test]
fn followers_count_by_slot_and_by_branch() {
    let mut v = village();
    v.certify("anna/laptop");
    let [low, high] = siblings(&mut v);
    sign(&mut v, &["s1", "s2"], high);
    sign(&mut v, &["s2", "s3"], low);
    let later = v.naming(high, |v| v.enact(&["s1", "s2"], vec![rename("Tres")]));
    for name in ["bo", "cal"] {
        v.naming(later, |v| v.note(name));
    }
    for name in ["anna", "anna/laptop"] {
        v.naming(low, |v| v.note(name));
    }
    v.everywhere(|view| {
        assert_eq!(view.charter().path(), [v.founding, high, later]);
        assert_eq!(view.charter().disputes()[0].branches, [(high, 2), (low, 1)]);
    });
}

//     P ─── A ◀─ s1        a1, a2: s2 and s3 swear never to sign A
//      \
//       B ◀─ s1 (with a1, a2), s2
#[test]
fn abandon_and_sign_of_a_sibling() {
    // Whichever of the two has the lower id.
    for lower_first in [true, false] {
        let mut v = village();
        let [low, high] = siblings(&mut v);
        let (first, second) = if lower_first { (low, high) } else { (high, low) };
        sign(&mut v, &["s1"], first);
        let dead = vec![v.abandon("s2", first), v.abandon("s3", first)];
        v.at_once();
        v.sign_instead("s1", second, dead);
        v.naming(v.founding, |v| v.sign("s2", second));
        v.everywhere(|view| {
            assert_eq!(view.charter().path(), [v.founding, second]);
            assert_eq!(view.charter().double_signers(), []);
        });
    }
}

//     P ─── A ◀─ s1        a1: s2 swears never to sign A: not enough
//      \
//       B ◀─ s1 (with a1)
#[test]
fn one_abandon_too_few_and_sign_of_a_sibling() {
    let mut v = village();
    let [first, second] = siblings(&mut v);
    sign(&mut v, &["s1"], first);
    let dead = vec![v.abandon("s2", first)];
    v.at_once();
    v.sign_instead("s1", second, dead);
    v.everywhere(|view| {
        assert_eq!(view.charter().double_signers()[0].member, member_of("s1"));
    });
}

//     P ─── A ◀─ s1, s2        a: s2 swears never to sign A
#[test]
fn abandon_and_sign_by_one_steward() {
    let mut v = village();
    let [first, _] = siblings(&mut v);
    v.at_once();
    let sworn = v.abandon("s2", first);
    sign(&mut v, &["s1", "s2"], first);
    let signed = v.last().id;
    v.everywhere(|view| {
        // The signature is not taken back, and the broken word is shown.
        assert_eq!(view.charter().path(), [v.founding, first]);
        let found = view.charter().double_signers();
        assert_eq!(found.iter().map(|d| d.member).collect::<Vec<_>>(), [member_of("s2")]);
        assert_eq!(found[0].evidence, (sworn.min(signed), sworn.max(signed)));
    });
}

//     P ─── A: s3's seat is s4's ◀─ s1, s2
//      \
//       B ◀─ s1, s3: s1 signs twice
#[test]
fn loss_of_seat_and_sign_that_brings_a_sibling() {
    let mut v = village();
    let known = v.frontier(&["s3"]);
    let leaving = vec![(member_of("s3"), known)];
    let lost = v.enact(
        &["s1", "s2"],
        vec![Change::Seats { seats: seats(&["s1", "s2", "s4"], 2), leaving }],
    );
    for name in ["anna", "bo"] {
        v.note(name);
    }
    v.at_once();
    v.naming(v.founding, |v| {
        let back = v.propose("s3", vec![rename("Com abans")]);
        v.sign("s3", back);
        v.sign("s1", back);
    });
    v.everywhere(|view| {
        assert_eq!(view.charter().path(), [v.founding, lost]);
        assert_eq!(view.charter().double_signers()[0].member, member_of("s1"));
    });
}

//     P ─── C: anna's slot is suspended ─── D: reinstated
//      \                                      \
//       a: anna signs R as a member            b: anna signs R2 as a member
#[test]
fn suspension_and_what_comes_after_reinstatement() {
    let mut v = crate::village::Plan::new(3, 2).with_recovery().found();
    let (anna, before) = (v.admit("anna"), v.tip());
    v.admit("bo");
    v.admit("cal");
    let early = v.propose("s3", vec![rename("Nova")]);
    let known = v.frontier(&["anna"]);
    v.at_once();
    let late = v.recover("anna", early);
    v.naming(before, |v| v.enact(&["s1", "s2"], vec![Change::Suspend(anna, known)]));
    v.enact(&["s1", "s2"], vec![Change::Reinstate(anna)]);
    let again = v.propose("s3", vec![rename("Nova")]);
    let signed = v.recover("anna", again);
    v.everywhere(|view| {
        assert_eq!(v.fate(view, late), Fate::Late);
        assert_eq!(v.fate(view, signed), Fate::Stands);
    });
}
