//! One's own page: what is mine is shown to me, changed by me, and taken away by me.

use crate::{Hall, PASSPHRASE};

#[test]
fn long_a_profile_is_changed_and_named_in_ones_acts() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let me = format!("{}/me", hall.root());
    let form = carla.get(&me).form("/me").with("name", "Carla Roca").with("about", "Cuino.");
    let done = carla.send(&form);
    let page = carla.follow(&done);
    page.has("value=\"Carla Roca\"");
    page.has("Cuino.");
    page.has("<strong>Perfil</strong>");
    // Too long: a message beside the field, and what was typed is still there.
    let form = page.form("/me").with("name", &"ç".repeat(80));
    let again = carla.send(&form);
    assert_eq!(again.status, 422);
    again.has("id=\"name-problem\"");
    again.has(&"ç".repeat(80));
}

#[test]
fn nobody_sees_the_page_of_another_or_one_without_logging_in() {
    let hall = Hall::sample();
    for path in ["/me", "/me/data", "/me/data.json", "/me/data.csv", "/me/sheet", "/me/leave"] {
        let page = hall.visitor().get(&format!("{}{path}", hall.root()));
        assert_eq!(page.status, 401, "{path}");
    }
    let mut carla = hall.neighbour("carla");
    for path in ["/me", "/me/passphrase", "/me/sheet", "/me/sessions", "/me/leave", "/news"] {
        let form =
            crate::browser::Form { action: format!("{}{path}", hall.root()), ..Default::default() };
        let page = carla.send(&form.with("token", "0").with("passphrase", PASSPHRASE));
        assert_eq!(page.status, 403, "{path}");
    }
}

#[test]
fn a_passphrase_is_changed_by_whoever_knows_it_and_ends_other_sessions() {
    let hall = Hall::sample();
    let (mut here, mut there) = (hall.neighbour("carla"), hall.neighbour("carla"));
    let path = format!("{}/me/passphrase", hall.root());
    let form = here.get(&path).form("/me/passphrase").with("new", "quatre mots nous");
    let wrong = here.send(&form.clone().with("old", "no és aquesta").with("new", "curtet"));
    assert_eq!(wrong.status, 422);
    wrong.has("No és la contrasenya d’ara.");
    wrong.has("id=\"new-problem\"");
    wrong.has_not("curtet");
    let done = here.send(&form.with("old", PASSPHRASE));
    here.follow(&done).has("La contrasenya s’ha canviat.");
    assert_eq!(there.get(&format!("{}/me", hall.root())).status, 401);
    let mut later = hall.visitor();
    let login = later.get("/ca/login").form("/ca/login").with("login", "carla");
    assert_eq!(later.send(&login.with("passphrase", "quatre mots nous")).status, 303);
}

#[test]
fn the_recovery_sheet_asks_for_the_passphrase_and_is_kept_nowhere() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let form = carla.get(&format!("{}/me/sheet", hall.root())).form("/me/sheet");
    let refused = carla.send(&form.clone().with("passphrase", "endevina"));
    assert_eq!(refused.status, 422);
    refused.has_not("class=\"groups\"");
    let sheet = carla.send(&form.with("passphrase", PASSPHRASE));
    assert_eq!(sheet.status, 200);
    assert_eq!(sheet.headers["cache-control"], "no-store");
    let groups = sheet.body.split("<li><code>").skip(1).map(|rest| &rest[..6]);
    let typed: Vec<&str> = groups.collect();
    assert_eq!(typed.len(), 12);
    // What is on it brings the keys back.
    let seed = participation_keys::Sheet::read(&typed.join(" ")).unwrap();
    assert_eq!(seed.kind(), participation_keys::SecretKind::Seed);
}

#[test]
fn logging_out_everywhere_ends_all_sessions_of_one_person() {
    let hall = Hall::sample();
    let (mut here, mut there) = (hall.neighbour("carla"), hall.neighbour("carla"));
    let mut gemma = hall.neighbour("gemma");
    let me = format!("{}/me", hall.root());
    let form = here.get(&me).form("/me/sessions");
    assert_eq!(here.send(&form).status, 303);
    assert_eq!(there.get(&me).status, 401);
    assert_eq!(gemma.get(&me).status, 200);
}

#[test]
fn long_what_is_mine_comes_as_json_and_as_a_table_and_goes_when_i_erase_it() {
    let hall = Hall::sample();
    let mut gemma = hall.neighbour("gemma");
    let data = gemma.get(&format!("{}/me/data", hall.root()));
    let json = gemma.get(&data.link("data.json"));
    assert!(json.headers["content-disposition"].contains("ateneu.json"));
    let all: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    let documents = all["documents"].as_array().unwrap().len();
    assert!(documents > 0);
    let table = gemma.get(&data.link("data.csv"));
    table.has("\"time\",\"id\",\"act\"");
    let erase = data.link("/me/erase/");
    let confirm = gemma.get(&erase);
    confirm.has("Què es queda");
    let done = gemma.send(&confirm.form(&erase));
    assert_eq!(done.status, 303, "{}", done.body);
    let after = gemma.follow(&done);
    after.has("s’ha esborrat");
    let json = gemma.get(&after.link("data.json"));
    let later: serde_json::Value = serde_json::from_str(&json.body).unwrap();
    assert!(later["erased"].as_u64() > all["erased"].as_u64());
    // Nobody erases what another wrote.
    let mut carla = hall.neighbour("carla");
    let other = after.link("/me/erase/");
    let form = gemma.get(&other).form(&other);
    let token = carla.get(&format!("{}/me", hall.root())).form("/me").value("token").to_owned();
    let before = hall.node.digest();
    assert_eq!(carla.send(&form.with("token", &token)).status, 403);
    assert_eq!(hall.node.digest(), before);
}

#[test]
fn long_keys_leave_the_node_and_what_was_published_stays() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let leave = format!("{}/me/leave", hall.root());
    let form = carla.get(&leave).form("/me/leave");
    let half = carla.send(&form.clone().with("passphrase", PASSPHRASE));
    assert_eq!(half.status, 422);
    half.has("id=\"sheet-problem\"");
    let other = carla.send(&form.clone().with("sheet", "yes"));
    other.has("id=\"passphrase-problem\"");
    other.has("value=\"yes\" required checked");
    hall.token("carla", &["read"]);
    let entries = || {
        let status = hall.node.json(&["status"]);
        status["communities"][0]["entries"].as_u64().unwrap()
    };
    let before = entries();
    let gone = carla.send(&form.with("passphrase", PASSPHRASE).with("sheet", "yes"));
    assert_eq!(gone.status, 303);
    assert_eq!(entries(), before + 2, "her device has ended, and that of her token");
    assert!(!hall.node.home().join("people/carla.keys").exists());
    let mut later = hall.visitor();
    let login = later.get("/ca/login").form("/ca/login").with("login", "carla");
    assert_eq!(later.send(&login.with("passphrase", PASSPHRASE)).status, 422);
}

#[test]
fn what_is_followed_stays_on_this_node_and_comes_first_in_the_news() {
    let hall = Hall::sample();
    let mut carla = hall.neighbour("carla");
    let list = carla.get(&format!("{}/proposals?q=font", hall.root()));
    let href = list.link("/proposals/");
    let before = hall.node.digest();
    let form = carla.get(&href).form("/follow").with("value", "yes");
    let followed = carla.send(&form);
    let page = carla.follow(&followed);
    page.has("Deixa de seguir");
    assert_eq!(hall.node.digest(), before, "nothing of it is replicated");
    let news = carla.get(&format!("{}/news", hall.root()));
    let read = carla.send(&news.form("/news"));
    let later = carla.follow(&read);
    later.has("Queda marcat com a llegit.");
    later.has("Res de nou.");
}
