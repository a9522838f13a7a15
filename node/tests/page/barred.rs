//! Forms that somebody cannot send: what they are told instead.

use crate::Hall;

#[test]
fn long_whoever_may_not_do_it_is_told_why_not_and_what_to_do() {
    let hall = Hall::sample();
    let root = hall.root();
    let mut gemma = hall.neighbour("gemma");
    let list = gemma.get(&format!("{root}/me"));
    let own = list.link("/proposals/");
    assert_eq!(gemma.get(&format!("{own}/edit")).status, 200);
    let mut carla = hall.neighbour("carla");
    let edit = carla.get(&format!("{own}/edit"));
    assert_eq!(edit.status, 403);
    edit.has("Això ho fa qui ho ha escrit");
    edit.has_not("<textarea");
    assert_eq!(carla.get(&format!("{own}/amend")).status, 200, "the phase permits amendments");
    for place in ["spaces/new", "polls/new", "polls/new-budget"] {
        let page = carla.get(&format!("{root}/{place}"));
        assert_eq!(page.status, 403, "{place}");
        page.has("Això ho fa l’organització");
        page.has(&format!("href=\"{root}/charter\""));
    }
    carla.get(&format!("{root}/charter/new")).has("Això ho fa qui té cura de les normes");
    // Who has not logged in can do it here, and comes back to the form.
    let stranger = hall.visitor().get(&format!("{own}/edit"));
    assert_eq!(stranger.status, 303);
    let log_in = hall.visitor().follow(&stranger);
    log_in.has(&format!("value=\"{own}/edit\""));
    log_in.has("name=\"passphrase\"");
}
