//! The charter on the page.

use crate::Hall;

#[test]
fn long_a_proposal_is_read_as_a_difference_signed_and_in_force() {
    let hall = Hall::sample();
    let root = hall.root();
    let shown = hall.visitor().get(&format!("{root}/charter"));
    shown.has("Espera signatures");
    shown.has("<ins>");
    shown.has_not("/charter/new");
    let mut carme = hall.neighbour("carme");
    let page = carme.get(&format!("{root}/charter"));
    let waiting = page.body.split("id=\"waiting\"").nth(1).unwrap();
    let href = waiting.split("href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let revision = carme.get(&href);
    hall.visitor().get(&href).has_not("/sign\"");
    let done = carme.send(&revision.form("/sign"));
    assert_eq!(done.status, 303, "{}", done.body);
    carme.follow(&done).has("Ja és en vigor.");
    hall.visitor().get(&href).has("En vigor");
}

#[test]
fn long_a_steward_proposes_to_give_a_role_and_what_is_wrong_is_said_beside_its_field() {
    let hall = Hall::sample();
    let root = hall.root();
    let mut bernat = hall.neighbour("bernat");
    let form = bernat.get(&format!("{root}/charter/new")).form("/charter/new");
    let form = form.with("kind", "grant").with("role", "0");
    let nobody = bernat.send(&form.clone().with("who", "Ningú").with("reason", "Perquè sí."));
    assert_eq!(nobody.status, 422);
    nobody.has("id=\"who-problem\"");
    nobody.has("Perquè sí.");
    let silent = bernat.send(&form.clone().with("who", "Gemma Roca").with("reason", ""));
    silent.has("id=\"reason-problem\"");
    for (kind, field, value) in
        [("limits", "options", "0"), ("limits", "days", "x"), ("rename", "name", ""), ("", "", "")]
    {
        let wrong = form.clone().with("kind", kind).with(field, value).with("reason", "x");
        assert_eq!(bernat.send(&wrong).status, 422, "{kind} {field}");
    }
    let good = form.with("who", "Gemma Roca").with("reason", "Ens cal una altra persona al cens.");
    let done = bernat.send(&good.without("sign"));
    assert_eq!(done.status, 303, "{}", done.body);
    let page = bernat.follow(&done);
    page.has("S’ha proposat.");
    page.has("Gemma Roca");
    assert_eq!(hall.neighbour("carla").get(&format!("{root}/charter/new")).status, 403);
}
