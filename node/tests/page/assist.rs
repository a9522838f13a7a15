//! Assisted sessions at the desk.

use crate::{Hall, PASSPHRASE};

#[test]
fn long_an_assisted_session_acts_for_the_person_is_public_and_leaves_a_receipt() {
    let hall = Hall::sample();
    let root = hall.root();
    let mut carme = hall.neighbour("carme");
    let own = carme.cookie.clone();
    let form = carme.get(&format!("{root}/assist")).form("/assist");
    let good = form.with("login", "carla").with("passphrase", PASSPHRASE);
    let good = good.with("reason", "help-reading").with("consent", "yes");
    for (field, problem) in [
        ("consent", "consent"),
        ("reason", "reason"),
        ("login", "login"),
        ("passphrase", "passphrase"),
    ] {
        let wrong = carme.send(&good.clone().with(field, ""));
        assert_eq!(wrong.status, 422, "{field}");
        wrong.has(&format!("href=\"#{problem}\""));
        wrong.has_not(PASSPHRASE);
    }
    let wrong = carme.send(&good.clone().with("passphrase", "una altra"));
    wrong.has("El nom i la contrasenya no van junts");
    let herself = carme.send(&good.clone().with("login", "carme"));
    herself.has("No et pots ajudar");
    let begun = carme.send(&good);
    assert_eq!(begun.status, 303, "{}", begun.body);
    let home = carme.follow(&begun);
    home.has(">carla<");
    home.has("Sessió assistida per carme");
    let list = carme.get(&format!("{root}/proposals?q=font"));
    let proposal = carme.get(&list.link("/proposals/"));
    let done = carme.send(&proposal.form("/comments").with("text", "Ho dic amb ajuda."));
    assert_eq!(done.status, 303, "{}", done.body);
    let shown = carme.follow(&done);
    let receipt = carme.get(&shown.link("/receipts/"));
    receipt.has("Amb ajuda de");
    receipt.has("Carme Vidal");
    hall.visitor().get(&done.location()).has("amb ajuda");
    let log = hall.visitor().get(&format!("{root}/log?kind=rules"));
    log.has("S’ha obert una sessió assistida");
    log.has("Li costa llegir o escriure");

    // Nobody opens another session within it; by the button it ends, and Carme is herself again.
    assert_eq!(carme.get(&format!("{root}/assist")).status, 403);
    let assisted = carme.cookie.clone();
    let ended = carme.send(&home.form("/assist/end"));
    let paper = carme.follow(&ended);
    paper.has(">carme<");
    assert_eq!(carme.cookie, own);
    paper.has("Rebut de la sessió assistida");
    paper.has("Carla Montes");
    carme.cookie = assisted;
    carme.get(&root).has_not(">carla<");
}

#[test]
fn only_a_registrar_assists() {
    let hall = Hall::sample();
    let root = hall.root();
    assert_eq!(hall.visitor().get(&format!("{root}/assist")).status, 303);
    for name in ["bernat", "carla"] {
        assert_eq!(hall.neighbour(name).get(&format!("{root}/assist")).status, 403, "{name}");
    }
}
