//! Attacks by somebody inside who would let strangers in, by a revision of their own.
//!
//! ```text
//! founding ── own, proposed by mal who has no seat: mal is registrar, eve has an office, ...
//!                └─ admission of eve by mal, eve's certificate, ...: what names it waits
//! ```

use participation_acts::{Act, Change, Role, Seats};
use participation_charter::{Admitted, Need, View};
use participation_types::{DeviceKey, Lane, RevisionId};

use crate::race::rename;
use crate::village::{Plan, Village, device_key, member_of, paper, seats};

/// A village in which mal is a member like others, and her own revision.
fn with_mal(changes: Vec<Change>) -> (Village, RevisionId) {
    let mut v = Plan::new(3, 2).with_recovery().found();
    for name in ["mal", "anna", "bo"] {
        v.admit(name);
    }
    let own = v.propose("mal", changes);
    assert_eq!(v.answer, Some(Admitted::Added), "what a member writes is kept");
    (v, own)
}

/// What a seat does for a revision.
type Word = fn(&mut Village, RevisionId);

fn registrar(name: &str) -> Change {
    Change::Grant(Role::Registrar, member_of(name))
}

/// Mal's seats: the stewards', and one for her with the paper key of another.
fn with_a_seat_for_mal() -> Seats {
    let mut own = seats(&["s1", "s2", "s3", "mal"], 3);
    for seat in &mut own.seats {
        if seat.member == member_of("mal") {
            seat.recovery = paper_key("eve");
        }
    }
    own
}

fn paper_key(name: &str) -> DeviceKey {
    DeviceKey::from_bytes(paper(name).verifying_key().to_bytes())
}

fn waits_for(v: &Village, name: &str) {
    let need = Need::Admission(member_of(name));
    assert_eq!(v.answer, Some(Admitted::Waits(need)), "{name}");
}

fn is_in(view: &View<'_>, name: &str) -> bool {
    !view.facts().certificates(&device_key(name)).is_empty()
}

/// Mal admits eve and gives fay a card, by the revision.
fn let_in(v: &mut Village, by: RevisionId) {
    v.naming(by, |v| {
        v.admit_by("mal", "eve");
        v.certify("eve");
        waits_for(v, "eve");
        let card = v.invite("mal", "card");
        v.redeem("fay", card, "card");
        waits_for(v, "fay");
    });
}

#[test]
fn a_stranger_whom_a_member_admits_by_their_own_revision_waits_for_ever() {
    let (mut v, own) = with_mal(vec![registrar("mal")]);
    let_in(&mut v, own);
    v.certify("eve/laptop");
    waits_for(&v, "eve");
    for name in ["mal", "anna"] {
        v.sign(name, own);
        v.support(name, own);
        v.recover(name, own);
        v.propose_again(name, own);
    }
    v.everywhere(|view| {
        assert!(["eve", "eve/laptop", "fay"].iter().all(|name| !is_in(view, name)));
        assert_eq!(view.charter().path(), [v.founding]);
    });
}

#[test]
fn a_stranger_with_an_office_by_a_members_own_revision_waits_for_ever() {
    for office in [
        Change::Grant(Role::Moderator, member_of("eve")),
        Change::Seats { seats: seats(&["s1", "s2", "s3", "eve"], 3), leaving: Vec::new() },
    ] {
        let (mut v, own) = with_mal(vec![office]);
        v.naming(own, |v| v.certify("eve"));
        waits_for(&v, "eve");
        v.everywhere(|view| assert!(!is_in(view, "eve")));
    }
}

#[test]
fn a_paper_key_of_a_members_own_revision_writes_nothing() {
    let change = Change::Seats { seats: with_a_seat_for_mal(), leaving: Vec::new() };
    let (mut v, own) = with_mal(vec![change]);
    let id = v.naming(own, |v| v.write_with("paper", &paper("eve"), Lane::Authority, note()));
    assert_eq!(v.answer, Some(Admitted::Waits(Need::Certificate(paper_key("eve")))));
    v.everywhere(|view| assert_eq!(view.chains().place(&id), None));
}

// founding ── own: a seat for mal ── next, by that seat: mal is registrar
#[test]
fn a_seat_by_a_members_own_revision_stands_by_nothing() {
    let change = Change::Seats { seats: with_a_seat_for_mal(), leaving: Vec::new() };
    let (mut v, own) = with_mal(vec![change]);
    let next = v.naming(own, |v| v.propose("mal", vec![registrar("mal")]));
    v.naming(own, |v| v.sign("mal", next));
    let_in(&mut v, next);
    v.everywhere(|view| assert!(["eve", "fay"].iter().all(|name| !is_in(view, name))));
}

#[test]
fn a_word_for_a_revision_that_names_another_than_its_parent_lets_nobody_in() {
    let (mut v, own) = with_mal(vec![registrar("mal")]);
    let_in(&mut v, own);
    let tip = v.enact(&["s2", "s3"], vec![rename("U")]);
    let proposal = v.view().facts().proposal(&own).unwrap().clone();
    v.naming(tip, |v| v.write("s1", Lane::Authority, Act::Propose(proposal)));
    v.naming(tip, |v| v.sign("s1", own));
    v.everywhere(|view| assert!(["eve", "fay"].iter().all(|name| !is_in(view, name))));
}

// founding ── own: a seat for mal ── next, by that seat: mal is registrar
//   └─ a seat's word for own, later
#[test]
fn whoever_waited_enters_once_a_seat_stands_by_the_revision_and_those_after_it() {
    let words: [Word; 5] = [
        |v, own| v.propose_again("s1", own),
        |v, own| {
            v.naming(v.founding, |v| v.sign("s2", own));
        },
        |v, own| {
            v.naming(v.founding, |v| v.sign_on_paper("s3", own));
        },
        |v, own| v.propose_again_on_paper("s3", own),
        // The device that mal proposed with turns out to be a steward's as well.
        |v, _| {
            v.naming(v.founding, |v| v.upon(None, |v| v.certify_for("mal", "s1")));
        },
    ];
    for word in words {
        let change = Change::Seats { seats: with_a_seat_for_mal(), leaving: Vec::new() };
        let (mut v, own) = with_mal(vec![change]);
        let next = v.naming(own, |v| v.propose("mal", vec![registrar("mal")]));
        let_in(&mut v, next);
        let id = v.naming(own, |v| v.write_with("paper", &paper("eve"), Lane::Authority, note()));
        v.at_once();
        word(&mut v, own);
        v.everywhere(|view| {
            assert!(["eve", "fay"].iter().all(|name| is_in(view, name)));
            assert!(view.chains().place(&id).is_some());
            assert_eq!(view.charter().path(), [v.founding], "it is not in force for that");
        });
    }
}

// founding ── own, by mal and by a seat ── next, by bo who has no seat: mal is registrar
#[test]
fn a_revision_after_one_that_a_seat_stands_by_needs_a_seats_word_of_its_own() {
    let (mut v, own) = with_mal(vec![rename("Nova")]);
    let next = v.naming(own, |v| v.propose("bo", vec![registrar("mal")]));
    let_in(&mut v, next);
    v.at_once();
    v.propose_again("s1", own);
    v.everywhere(|view| assert!(["eve", "fay"].iter().all(|name| !is_in(view, name))));
}

#[test]
fn a_second_owner_without_a_seat_gives_a_device_no_seats_word() {
    let (mut v, own) = with_mal(vec![registrar("mal")]);
    let_in(&mut v, own);
    v.naming(v.founding, |v| v.upon(None, |v| v.certify_for("mal", "bo")));
    v.everywhere(|view| assert!(["eve", "fay"].iter().all(|name| !is_in(view, name))));
}

// Who is in the set already may name any revision: it stands once that is in force.
#[test]
fn what_a_member_writes_by_a_revision_without_a_seats_word_is_kept() {
    let (mut v, own) = with_mal(vec![rename("Nova")]);
    let note = v.naming(own, |v| v.note("anna"));
    assert_eq!(v.answer, Some(Admitted::Added));
    v.everywhere(|view| assert!(view.chains().place(&note).is_some()));
}

#[test]
fn a_new_registrar_admits_before_the_revision_is_in_force() {
    let mut v = Village::with_stewards(3, 2);
    v.admit("anna");
    let revision = v.propose("s1", vec![registrar("anna")]);
    v.naming(revision, |v| {
        v.admit_by("anna", "bo");
        v.certify("bo");
    });
    assert_eq!(v.answer, Some(Admitted::Added));
    v.everywhere(|view| assert!(is_in(view, "bo")));
}

#[test]
fn members_recover_only_what_a_seat_stands_by() {
    let words: [Word; 2] = [
        |v, own| v.propose_again_on_paper("s1", own),
        |v, own| {
            v.sign("s1", own);
        },
    ];
    for word in words {
        let (mut v, own) = with_mal(vec![registrar("mal")]);
        for name in ["mal", "anna", "bo"] {
            v.recover(name, own);
        }
        v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding]));
        word(&mut v, own);
        v.everywhere(|view| assert_eq!(view.charter().path(), [v.founding, own]));
    }
}

const fn note() -> Act {
    Act::Unknown(1000)
}
