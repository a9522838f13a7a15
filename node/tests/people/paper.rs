//! A steward who lost everything signs with the paper key of the seat.

use serde_json::Value;

use crate::node::{Node, text};

const NONCE: &str = "00112233445566778899aabbccddeeff";

/// Three stewards on nodes of their own: two of them change the charter. With the paper keys of
/// berta and of carla.
fn apart() -> ([Node; 3], [String; 2]) {
    let (anna, berta, carla) = (Node::new(), Node::new(), Node::new());
    let seat = |node: &Node| {
        let made = node.json(&["person", "seat", "me", "--nonce", NONCE]);
        (text(&made["seat"]).to_owned(), text(&made["paper_key"]["qr"]).to_owned())
    };
    let (two, three) = (seat(&berta), seat(&carla));
    let found = ["community", "found", "--name", "A", "--nonce", NONCE, "--stewards", "2-of-3"];
    anna.done(&[&found[..], &[&two.0, &three.0]].concat());
    for node in [&berta, &carla] {
        node.done(&["community", "join", &anna.invitation(), "--bundle", &anna.bundle()]);
    }
    ([anna, berta, carla], [two.1, three.1])
}

fn write(node: &Node, sheet: &str) -> String {
    let path = node.path("paper");
    std::fs::write(&path, sheet).unwrap();
    path
}

fn seats(node: &Node) -> Vec<Value> {
    node.json(&["charter", "show"])["state"]["seats"]["seats"].as_array().unwrap().clone()
}

fn propose(node: &Node, name: &str) -> Value {
    node.json(&["charter", "propose", "--rename", name, "--sign"])
}

#[test]
fn a_steward_who_lost_everything_is_seated_again_by_the_paper_key_and_the_old_keys_are_cut() {
    let ([anna, stolen, carla], [paper, _]) = apart();
    let member = |node: &Node| text(&node.json(&["person", "key"])["member"]).to_owned();
    // What berta did while she had her keys stands.
    let early = anna.json(&["charter", "propose", "--limits-options", "12"]);
    stolen.hear(&anna);
    stolen.done(&["charter", "support", text(&early["revision"])]);
    anna.hear(&stolen);

    // All that is left of her is a sheet of paper. New keys, and a new seat with a new paper key.
    let berta = anna.replicated();
    berta.done(&["person", "new", "me"]);
    let new = member(&berta);
    assert_ne!(new, member(&stolen));
    let seat = berta.json(&["person", "seat"]);
    let file = write(&berta, &paper);
    let stay = [member(&anna), member(&carla)];
    let propose_seats = ["charter", "propose", "--seats", "2-of-3", &stay[0], &stay[1]];
    let with_paper = [text(&seat["seat"]), "--reason", "lost", "--sign", "--paper-key", &file];
    let proposed = berta.json(&[&propose_seats[..], &with_paper].concat());
    assert_eq!((&proposed["missing"], &proposed["in_force"]), (&1.into(), &false.into()));
    assert_eq!(proposed["signed_by"], serde_json::json!([member(&stolen)]), "the seat signed");

    // Meanwhile whoever has her old keys uses them.
    let theirs = stolen.json(&["charter", "propose", "--rename", "Thieves"]);

    carla.hear(&berta);
    let signed = carla.json(&["charter", "sign", text(&proposed["revision"])]);
    assert_eq!(signed["in_force"], true);
    for node in [&anna, &berta, &stolen] {
        node.hear(&carla);
    }
    anna.hear(&stolen);
    carla.hear(&stolen);
    berta.hear(&stolen);

    // The old keys and the old paper say nothing any more; what they said before stands.
    assert!(stolen.refused(&["charter", "propose", "--rename", "T"]).contains("steward"));
    let sign = ["charter", "sign", text(&theirs["revision"])];
    stolen.refused(&sign);
    assert!(berta.refused(&[&sign[..], &["--paper-key", &file]].concat()).contains("no seat"));
    let log = anna.json(&["charter", "log"]);
    let of = |revision: &Value| {
        let log = log.as_array().unwrap();
        log.iter().find(|status| status["revision"] == *revision).cloned().unwrap_or_default()
    };
    assert_eq!(of(&early["revision"])["supported_by"].as_array().unwrap().len(), 1);
    let thieves = of(&theirs["revision"]);
    assert_ne!(thieves["in_force"], true);
    let shown: Vec<String> =
        seats(&anna).iter().map(|seat| text(&seat["member"]).to_owned()).collect();
    assert_eq!(shown.len(), 3);

    // The seat has new keys, and two stewards change the charter as before.
    let next = propose(&berta, "B");
    assert_eq!(next["missing"], 1);
    anna.hear(&berta);
    anna.done(&["charter", "sign", text(&next["revision"])]);
    let before = anna.digests();
    let again = anna.json(&["charter", "sign", text(&next["revision"])]);
    assert_eq!((&again["entry"], &again["in_force"]), (&Value::Null, &true.into()));
    assert_eq!(anna.digests(), before, "to sign twice writes nothing");
    for node in [&berta, &carla, &stolen] {
        node.hear(&anna);
        assert_eq!(node.json(&["charter", "show"])["state"]["name"], "B");
        assert_eq!(node.digests(), anna.digests());
    }
    assert_eq!(anna.json(&["audit"])["clean"], true);
}

#[test]
fn a_paper_key_is_read_from_a_file_from_standard_input_and_from_the_command_line() {
    use std::io::Write;
    use std::process::Stdio;
    let ([anna, ..], [berta, carla]) = apart();
    let revision = anna.json(&["charter", "propose", "--rename", "B"]);
    let revision = text(&revision["revision"]);
    let file = write(&anna, &berta.to_lowercase());
    anna.done(&["charter", "support", revision, "--paper-key", &file]);
    let sign = ["charter", "sign", revision, "--paper-key", "-"];
    let mut child =
        anna.command(&sign).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(berta.as_bytes()).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let signed = anna.json(&["charter", "sign", revision, "--paper-key", &carla]);
    assert_eq!(
        (&signed["in_force"], signed["signed_by"].as_array().unwrap().len()),
        (&true.into(), 2)
    );
}

#[test]
fn a_seat_signs_one_of_two_siblings_whether_by_device_or_on_paper() {
    let ([anna, berta, _], [paper, _]) = apart();
    let first = propose(&berta, "B");
    let first = text(&first["revision"]);
    let sibling = berta.json(&["charter", "propose", "--rename", "C"]);
    let sibling = text(&sibling["revision"]);
    let file = write(&berta, &paper);
    let paper = ["--paper-key", &file];
    let refused = |args: &[&str]| berta.refused(&[args, &paper].concat());
    assert!(refused(&["charter", "sign", sibling]).contains("signed"));
    assert!(refused(&["charter", "abandon", first]).contains("signed"));
    assert!(refused(&["charter", "propose", "--rename", "D", "--sign"]).contains("you signed"));
    // And the other way round: what the paper swore binds the devices.
    berta.done(&[&["charter", "abandon", sibling][..], &paper].concat());
    anna.hear(&berta);
    assert_eq!(anna.json(&["charter", "show"])["double_signers"], serde_json::json!([]));
}

#[test]
fn what_is_no_paper_key_of_a_seat_signs_nothing_and_is_not_repeated() {
    let ([anna, berta, _], [paper, _]) = apart();
    let revision = propose(&anna, "B");
    let revision = text(&revision["revision"]);
    let slip = paper.replace("PARTICIPATION1:0", "PARTICIPATION1:1");
    let seed = text(&berta.json(&["person", "sheet"])["qr"]).to_owned();
    let stranger = Node::founded("X");
    let foreign = stranger.json(&["person", "seat"]);
    let foreign = text(&foreign["paper_key"]["qr"]).to_owned();
    for (sheet, reason) in
        [(&slip, "group 1 is wrong"), (&seed, "a person's seed"), (&foreign, "no seat here")]
    {
        let file = write(&anna, sheet);
        for given in [&file, sheet] {
            let said = anna.refused(&["charter", "sign", revision, "--paper-key", given]);
            assert!(said.contains(reason), "{said}");
            assert!(!said.contains(&sheet[20..40]), "a secret was repeated: {said}");
        }
    }
    let recover = anna.run(&["charter", "recover", revision, "--paper-key", &paper]);
    assert_eq!(recover.status.code(), Some(2), "members recover with their own keys");
}
