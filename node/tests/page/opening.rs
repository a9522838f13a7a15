//! What is typed of a poll or a budget that is about to be opened: nothing is put right in silence,
//! because nothing can be changed afterwards.

use crate::Hall;
use crate::browser::{Browser, Form};

/// Sends a form for a look, and gives the names of the fields beside which something is told.
#[track_caller]
fn told(browser: &mut Browser, form: &Form) -> Vec<String> {
    let sent = browser.send(&form.clone().with("do", "preview"));
    let beside = sent.body.split("class=\"problem\" id=\"").skip(1);
    let mut names: Vec<String> =
        beside.filter_map(|rest| Some(rest.split_once("-problem\"")?.0.to_owned())).collect();
    names.sort_unstable();
    assert_eq!(sent.status, if names.is_empty() { 200 } else { 422 }, "{}", sent.body);
    names
}

#[test]
fn long_every_number_of_a_poll_is_within_its_bounds_or_told_beside_its_field() {
    let hall = Hall::sample();
    let mut anna = hall.neighbour("anna");
    let form = anna.get(&format!("{}/polls/new", hall.root())).form("/polls/new");
    let form = form.with("title-ca", "Quin dia?").with("options-ca", "Dilluns\r\nDimarts");
    let with = |fields: &[(&str, &str)]| {
        fields.iter().fold(form.clone(), |form, (name, value)| form.with(name, value))
    };
    let wrong: [(&[(&str, &str)], &str); 17] = [
        (&[("rule", "stv-meek"), ("seats", "0")], "seats"),
        (&[("rule", "stv-meek"), ("seats", "3")], "seats"),
        (&[("rule", "irv"), ("seats", "2")], "seats"),
        (&[("rule", "two-round"), ("seats", "2")], "seats"),
        (&[("rule", "approval"), ("seats", "-1")], "seats"),
        (&[("rule", "approval"), ("most", "0")], "most"),
        (&[("rule", "approval"), ("most", "3")], "most"),
        (&[("rule", "score"), ("points", "0")], "points"),
        (&[("rule", "score"), ("points", "99999")], "points"),
        (&[("rule", "quadratic"), ("points", "10001")], "points"),
        (&[("rule", "approval"), ("points", "3")], "points"),
        (&[("rule", "approval"), ("threshold", "500")], "threshold"),
        (&[("rule", "supports"), ("threshold", "0")], "threshold"),
        (&[("rule", "approval"), ("quorum", ">=1/4 of roll")], "quorum"),
        (&[("rule", "approval"), ("options-ca", "Dilluns\r\nDilluns")], "options-ca"),
        (&[("rule", "approval"), ("options-es", "Lunes")], "options-es"),
        (&[("rule", "approval"), ("trustees", "99")], "trustees"),
    ];
    for (fields, beside) in wrong {
        assert_eq!(told(&mut anna, &with(fields)), [beside], "{fields:?}");
    }
    // A motion has its answers, and more than one of it is never decided.
    assert_eq!(told(&mut anna, &with(&[("rule", "majority")])), ["options-ca"]);
    let motion = with(&[("rule", "majority"), ("options-ca", "")]);
    assert_eq!(told(&mut anna, &motion.clone().with("seats", "2")), ["seats"]);
    let right: [&[(&str, &str)]; 6] = [
        &[("rule", "stv-meek"), ("seats", "2")],
        &[("rule", "approval"), ("most", "2"), ("seats", "1")],
        &[("rule", "score"), ("points", "10")],
        &[("rule", "supports"), ("threshold", "2")],
        &[("rule", "irv"), ("seats", "1")],
        // How many are chosen is passed over where it is one, as the form says.
        &[("rule", "plurality"), ("most", "9")],
    ];
    for fields in right {
        assert_eq!(told(&mut anna, &with(fields)), [""; 0], "{fields:?}");
    }
    assert_eq!(told(&mut anna, &motion.with("quorum", ">=1/4 of roll")), [""; 0]);
}

#[test]
fn long_every_number_of_a_budget_is_within_its_bounds_or_told_beside_its_field() {
    let hall = Hall::sample();
    let mut anna = hall.neighbour("anna");
    let form = anna.get(&format!("{}/polls/new-budget", hall.root())).form("/polls/new-budget");
    let form = form.with("title-ca", "Petites obres").with("budget", "3.000");
    let form = form.with("rule", "greedy").with("options-ca", "Bancs = 2.500\r\nArbres = 900");
    let with = |fields: &[(&str, &str)]| {
        fields.iter().fold(form.clone(), |form, (name, value)| form.with(name, value))
    };
    let wrong: [(&[(&str, &str)], &str); 7] = [
        (&[("ballot", "percent")], "least"),
        (&[("ballot", "percent"), ("least", "101")], "least"),
        (&[("ballot", "minimum"), ("least", "0")], "least"),
        (&[("ballot", "selection"), ("least", "3")], "least"),
        (&[("ballot", "fits"), ("least", "2")], "least"),
        (&[("rule", "greedy-threshold")], "threshold"),
        (&[("rule", "equal-shares"), ("threshold", "5")], "threshold"),
    ];
    for (fields, beside) in wrong {
        assert_eq!(told(&mut anna, &with(fields)), [beside], "{fields:?}");
    }
    let right: [&[(&str, &str)]; 5] = [
        &[("ballot", "fits")],
        &[("ballot", "percent"), ("least", "70")],
        &[("ballot", "minimum"), ("least", "1")],
        &[("ballot", "selection"), ("least", "2")],
        &[("rule", "greedy-threshold"), ("threshold", "3")],
    ];
    for fields in right {
        assert_eq!(told(&mut anna, &with(fields)), [""; 0], "{fields:?}");
    }
}
