use serde_json::json;

use crate::node::{Node, stderr, text};

#[test]
fn a_founder_is_steward_registrar_organiser_and_first_member() {
    let node = Node::new();
    let founded = node.json(&["community", "found", "--name", "Veïns del Poblenou"]);
    let id = text(&founded["id"]);
    assert_eq!(founded["invitation"], format!("ateneu:{id}"));
    let list = node.json(&["member", "list"]);
    assert_eq!(list["census"]["active"], 1);
    assert_eq!(list["members"][0]["offices"], json!(["steward", "registrar", "organiser"]));
    let held = &node.json(&["status"])["communities"][0];
    assert_eq!(held["name"], "Veïns del Poblenou");
    assert_eq!(
        (&held["id"], &held["entries"], &held["pending"]),
        (&json!(id), &json!(3), &json!(0))
    );
}

/// Whether the only community is private, as both commands say.
fn is_private(node: &Node) -> bool {
    let list = node.json(&["community", "list"]);
    assert_eq!(list[0]["private"], node.json(&["status"])["communities"][0]["private"]);
    list[0]["private"] == true
}

#[test]
fn the_secret_of_a_private_community_goes_from_invitation_to_invitation() {
    let (node, other) = (Node::new(), Node::new());
    let founded = node.json(&["community", "found", "--name", "A", "--private"]);
    let invitation = text(&founded["invitation"]);
    let secret = invitation.split_once("?access=").unwrap().1;
    assert_eq!((secret.len(), &founded["private"]), (64, &json!(true)));
    assert!(is_private(&node));

    let card = node.json(&["member", "invite"]);
    let join = text(&card["join"]);
    assert!(join.ends_with(&format!("?access={secret}")), "{join}");
    other.done(&["community", "join", join, "--bundle", &node.bundle(), "--as", "anna"]);
    assert!(is_private(&other));
    node.hear(&other);
    let next = node.json(&["member", "invite"]);
    assert!(text(&next["join"]).ends_with(secret));
}

#[test]
fn a_bundle_of_a_private_community_does_not_carry_its_secret() {
    let node = Node::new();
    let founded = node.json(&["community", "found", "--name", "A", "--private"]);
    let invitation = text(&founded["invitation"]);
    let other = node.replicated();
    assert!(!is_private(&other), "it knows no more than the id");
    other.done(&["community", "join", invitation]);
    assert!(is_private(&other));
    let of_another = format!("{}{}", &invitation[..invitation.len() - 8], "00000000");
    let said = other.refused(&["community", "join", &of_another]);
    assert!(said.contains("another secret"), "{said}");
    other.done(&["community", "join", &node.invitation()]);
    assert!(is_private(&other), "an invitation without a secret takes none away");
}

#[test]
fn a_backup_keeps_the_secret_of_a_private_community() {
    let (node, other) = (Node::new(), Node::without_home());
    let founded = node.json(&["community", "found", "--name", "A", "--private"]);
    let backup = node.path("backup.tar");
    node.done(&["backup", &backup]);
    other.done(&["restore", &backup]);
    assert!(is_private(&other));
    let card = other.json(&["member", "invite"]);
    let (_, secret) = text(&founded["invitation"]).split_once('?').unwrap();
    assert!(text(&card["join"]).ends_with(secret));
}

#[test]
fn an_open_community_has_no_secret_to_hand_on() {
    let node = Node::founded("A");
    assert!(!is_private(&node));
    assert!(!text(&node.json(&["member", "invite"])["join"]).contains('?'));
}

#[test]
fn an_invitation_says_where_the_nodes_of_the_charter_are_reached() {
    let node = Node::founded("A");
    let address = "/dns4/a.example/tcp/1/p2p/12D3KooWA";
    node.done(&["charter", "propose", "--node", address, "--sign"]);
    let card = node.json(&["member", "invite"]);
    assert!(text(&card["join"]).ends_with(&format!("?node={address}")));
    let other = Node::new();
    other.done(&["community", "join", text(&card["join"]), "--bundle", &node.bundle()]);
}

#[test]
fn a_founding_that_cannot_be_changes_nothing() {
    let node = Node::new();
    let name = "x".repeat(201);
    for args in [
        &["--name", " "][..],
        &["--name", &name],
        &["--name", "A", "--stewards", "1-of-2"],
        &["--name", "A", "--stewards", "1-of-3"],
        &["--name", "A", "--stewards", "4-of-3"],
        &["--name", "A", "--stewards", "2of3"],
        &["--name", "A", "--stewards", "2-of-3", "anna"],
        &["--name", "A", "--stewards", "2-of-3", "anna", "../anna"],
        &["--name", "A", "--stewards", "2-of-3", "anna", "did:key:z6Mk+did:key:z6Mk"],
        &["--name", "A", "--recovery", "1/3"],
        &["--name", "A", "--recovery", "half"],
        &["--name", "A", "--nonce", "abc"],
        &["--name", "A", "--as", "a/b"],
    ] {
        node.refused(&[&["community", "found"], args].concat());
    }
    assert_eq!(node.json(&["community", "list"]), json!([]));
    assert_eq!(node.json(&["person", "list"]), json!([]), "no keys were made for nothing");
}

#[test]
fn stewards_whose_keys_the_node_makes_are_members_too() {
    let node = Node::new();
    let args = ["community", "found", "--name", "A", "--stewards", "2-of-3", "anna", "bernat"];
    let founded = node.json(&args);
    let people: Vec<&str> =
        founded["stewards"].as_array().unwrap().iter().map(|s| text(&s["person"])).collect();
    assert_eq!(people.len(), 3);
    assert_eq!(founded["paper_keys"].as_array().unwrap().len(), 3);
    assert_eq!(node.json(&["person", "list"]), json!(["anna", "bernat", "me"]));
    assert_eq!(node.json(&["member", "list"])["census"]["active"], 3);
}

#[test]
fn stewards_who_live_elsewhere_bring_seats_made_for_the_founding() {
    let (here, there) = (Node::new(), Node::new());
    let nonce = "00112233445566778899aabbccddeeff";
    let seat = |name| {
        let made = there.json(&["person", "seat", name, "--nonce", nonce]);
        text(&made["seat"]).to_owned()
    };
    let (anna, bernat) = (seat("anna"), seat("bernat"));
    here.done(&[
        "community",
        "found",
        "--name",
        "A",
        "--nonce",
        nonce,
        "--stewards",
        "2-of-3",
        &anna,
        &bernat,
    ]);
    there.hear(&here);
    let proposed = there.json(&["charter", "propose", "--rename", "B", "--sign", "--as", "anna"]);
    assert_eq!((&proposed["in_force"], &proposed["missing"]), (&json!(false), &json!(1)));
    here.hear(&there);
    let signed = here.json(&["charter", "sign", text(&proposed["revision"])]);
    assert_eq!(signed["in_force"], true);
    assert_eq!(here.json(&["status"])["communities"][0]["name"], "B");
}

#[test]
fn joining_where_no_node_answers_says_what_to_do_and_leaves_nothing_behind() {
    let (here, there) = (Node::founded("A"), Node::new());
    let output = there.run(&["community", "join", &here.invitation()]);
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("--bundle") && said.contains("ateneu serve"), "{said}");
    assert!(there.json(&["community", "list"]).as_array().unwrap().is_empty());
    let card = here.json(&["member", "invite"]);
    let said = there.refused(&["community", "join", text(&card["invitation"])]);
    assert!(said.contains("of which community"));
    assert!(there.refused(&["community", "join", "ateneu:77"]).contains("64 hexadecimal digits"));
    assert!(there.refused(&["community", "join", "hello"]).contains("card"));
}

#[test]
fn who_joins_with_a_card_is_a_member_and_both_show_the_same() {
    let (here, there) = (Node::founded("A"), Node::new());
    let card = here.json(&["member", "invite"]);
    let bundle = here.bundle();
    let joined = there.json(&[
        "community",
        "join",
        text(&card["join"]),
        "--bundle",
        &bundle,
        "--as",
        "anna",
    ]);
    let slot = text(&joined["slot"]);
    assert_eq!(there.status_of(slot), "active");
    here.hear(&there);
    assert_eq!(here.digests(), there.digests());
    assert_eq!(here.status_of(slot), "active");
}

#[test]
fn a_bundle_with_a_flipped_bit_or_of_another_community_changes_nothing() {
    let (here, other, there) = (Node::founded("A"), Node::founded("B"), Node::new());
    let said =
        there.refused(&["community", "join", &here.invitation(), "--bundle", &other.bundle()]);
    assert!(said.contains("the other bundle"));
    let bundle = here.bundle();
    let good = std::fs::read(&bundle).unwrap();
    for at in [0, 30, good.len() / 2, good.len() - 1] {
        let mut bad = good.clone();
        bad[at] ^= 4;
        std::fs::write(&bundle, bad).unwrap();
        there.refused(&["community", "join", &here.invitation(), "--bundle", &bundle]);
    }
    std::fs::write(&bundle, &good[..good.len() - 40]).unwrap();
    there.refused(&["community", "join", &here.invitation(), "--bundle", &bundle]);
    there.refused(&["community", "join", &here.invitation(), "--bundle", &here.path("none")]);
    assert_eq!(there.json(&["community", "list"]), json!([]));
    assert_eq!(std::fs::read_dir(there.home().join("communities")).unwrap().count(), 0);
}

#[test]
fn a_card_that_is_not_named_leaves_no_half_joined_community() {
    let (here, there) = (Node::founded("A"), Node::new());
    let bundle = here.bundle();
    let card = here.json(&["member", "invite"]);
    let said = there.refused(&["community", "join", text(&card["join"]), "--bundle", &bundle]);
    assert!(said.contains("after the card was"), "{said}");
    assert_eq!(there.json(&["community", "list"]), json!([]));
}

#[test]
fn leaving_removes_every_file_of_a_community_and_no_other() {
    let node = Node::founded("A");
    node.done(&["community", "found", "--name", "B"]);
    assert!(node.refused(&["community", "leave"]).contains("--community"));
    node.done(&["community", "leave", "A"]);
    let left = node.json(&["community", "list"]);
    assert_eq!((left.as_array().unwrap().len(), &left[0]["name"]), (1, &json!("B")));
    assert_eq!(std::fs::read_dir(node.home().join("communities")).unwrap().count(), 1);
    assert!(node.refused(&["community", "leave", "A"]).contains("no community"));
}

#[test]
fn who_leaves_ends_the_device_and_a_bundle_carries_that_to_others() {
    let node = Node::founded("A");
    node.done(&["member", "admit", "anna"]);
    let other = node.replicated();
    node.done(&["token", "new", "un arxiu", "--scope", "read"]);
    let devices = node.json(&["member", "device", "list"]);
    assert_eq!(devices.as_array().unwrap().len(), 2, "one is of the token");
    let (bundle, carried) = (node.path("ends"), node.bundle());
    let left = node.json(&["community", "leave", "A", "--bundle", &bundle]);
    assert_eq!((&left["ended"], &left["heard"]), (&json!(["anna", "me"]), &json!(false)));
    assert_eq!(left["not_ended"], json!([]));
    assert!(std::fs::read_dir(node.home().join("tokens")).unwrap().next().is_none());
    other.done(&["bundle", "import", &carried]);
    let before = other.json(&["status"])["communities"][0]["entries"].as_u64().unwrap();
    other.done(&["bundle", "import", &bundle]);
    let after = other.json(&["status"])["communities"][0]["entries"].as_u64().unwrap();
    assert_eq!(after, before + 3, "two devices and that of the token");
}

#[test]
fn with_several_communities_one_is_chosen_by_name_or_digits() {
    let node = Node::founded("A");
    let id = text(&node.json(&["community", "found", "--name", "B"])["id"]).to_owned();
    assert!(node.refused(&["charter", "show"]).contains("--community"));
    for which in ["B", &id, &id[..8]] {
        let shown = node.json(&["charter", "show", "--community", which]);
        assert_eq!(shown["community"], id.as_str());
    }
    assert!(node.refused(&["charter", "show", "--community", "C"]).contains("community list"));
    assert!(node.refused(&["charter", "show", "--community", &id[..7]]).contains("no community"));
    node.done(&["community", "found", "--name", "B"]);
    assert!(node.refused(&["charter", "show", "--community", "B"]).contains("by its id"));
}

#[test]
fn a_hostile_name_does_not_reach_the_terminal() {
    let node = Node::founded("A\u{1b}[2J\u{202e}\nB");
    let output = node.run(&["status"]);
    let printed = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(!printed.contains(['\u{1b}', '\u{202e}']) && printed.contains("\\u{1b}"), "{printed}");
    assert!(stderr(&output).is_empty());
}
