//! A computer that neighbours share.

use crate::{Hall, PASSPHRASE};

#[test]
fn long_a_shared_computer_signs_with_a_key_of_its_own_and_keeps_nothing() {
    let hall = Hall::sample();
    let root = hall.root();
    let mut hands = hall.neighbour("anna");
    let form = hands.get(&format!("{root}/kiosk")).form("/kiosk");
    let on = hands.send(&form);
    assert_eq!(on.status, 303, "{}", on.body);
    let cookie = hands.cookie.clone();
    assert!(cookie.as_deref().is_some_and(|all| all.contains("ateneu-kiosk=")), "{cookie:?}");
    let first = hands.follow(&on);
    first.has("Aquest navegador ja és un punt compartit");
    first.has_not(">anna<");

    let page = hands.get("/ca/login");
    page.has("autocomplete=\"off\"");
    let sent = page.form("/ca/login").with("login", "carla").with("passphrase", PASSPHRASE);
    let inside = hands.send(&sent);
    assert_eq!(inside.status, 303);
    let home = hands.get(&root);
    home.has(">carla<");
    home.has("<noscript><meta http-equiv=\"refresh\"");
    home.has("data-idle=");
    assert_eq!(home.headers["cache-control"], "no-store");
    let before = devices(&hall);
    let list = hands.get(&format!("{root}/proposals?q=font"));
    let proposal = hands.get(&list.link("/proposals/"));
    // Whoever writes is not sent elsewhere in the middle of it, where no script counts.
    list.has("http-equiv=\"refresh\" content=\"62;");
    proposal.has("http-equiv=\"refresh\" content=\"272;");
    proposal.has("tens cinc minuts per escriure");
    let form = proposal.form("/comments").with("text", "Des del local.");
    let done = hands.send(&form);
    assert_eq!(done.status, 303, "{}", done.body);
    let after = devices(&hall);
    assert_eq!(after.iter().filter(|one| *one == "kiosk").count(), 1, "{after:?}");
    assert_eq!(after.len(), before.len() + 1);

    // Asked whether she is there, she says so; away for too long, she is forgotten.
    let still = hands.get(&format!("{root}/kiosk/still?then={root}/proposals"));
    still.has("Encara hi ets?");
    assert_eq!(hands.send(&still.form("/still")).location(), format!("{root}/proposals"));
    assert_eq!(hands.get(&format!("{root}/kiosk/here")).status, 204);
    let elsewhere = still.form("/still").with("then", "//evil.example");
    assert_eq!(hands.send(&elsewhere).location(), root);
    let over = hands.get(&format!("{root}/kiosk?done=away"));
    over.has("fa estona que no hi ets");
    assert_eq!(over.headers["clear-site-data"], "\"cache\", \"storage\"");
    hands.cookie = cookie;
    hands.get(&root).has_not(">carla<");
    assert_eq!(hands.get(&format!("{root}/kiosk/here")).status, 410);
}

fn devices(hall: &Hall) -> Vec<String> {
    let listed = hall.node.command(&["member", "device", "list", "--as", "carla", "--json"]);
    let mut listed = listed;
    let done = listed.env("ATENEU_PASSPHRASE", PASSPHRASE).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let all: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    let custody = |one: &serde_json::Value| one["custody"].as_str().unwrap().to_owned();
    all.as_array().unwrap().iter().map(custody).collect()
}

#[test]
fn nobody_without_an_office_makes_a_computer_a_shared_one() {
    let hall = Hall::sample();
    let root = hall.root();
    let mut carla = hall.neighbour("carla");
    let page = carla.get(&format!("{root}/kiosk"));
    page.has_not("Fes-ne un punt compartit");
    let mut form = page.form("/ca/logout");
    form.action = format!("{root}/kiosk");
    assert_eq!(carla.send(&form).status, 404);
    carla.get(&root).has(">carla<");
}
