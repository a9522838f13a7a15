//! What is erased stands in no file of any home, and comes back from nowhere.

use serde_json::json;

use crate::node::Node;
use crate::village::{comment, files_with, propose, text, village};

/// The bodies of entries, as they travel; `None` where they are gone.
fn said(node: &Node, ids: &[&str]) -> Vec<Option<Vec<u8>>> {
    let community = std::fs::read_dir(node.quiet().join("communities")).unwrap().next().unwrap();
    let config = participation_store::Config::new(participation_store::KeySource::new(|bytes| {
        bytes.fill(7);
        Ok(())
    }));
    let store = participation_store::SledStore::open(&community.unwrap().path(), config).unwrap();
    let open = participation::Community::open(store).unwrap();
    let body = |id: &&str| {
        let entry = open.entry(&id.parse().unwrap()).unwrap();
        entry.body().map(|body| body.bytes().to_vec())
    };
    ids.iter().map(body).collect()
}

fn bodies(node: &Node, ids: &[&str]) -> Vec<Vec<u8>> {
    said(node, ids).into_iter().map(Option::unwrap).collect()
}

fn is_in(bundle: &str, what: &[Vec<u8>]) -> bool {
    let bytes = std::fs::read(bundle).unwrap();
    what.iter().any(|part| bytes.windows(part.len()).any(|w| w == part.as_slice()))
}

#[test]
fn an_author_erases_a_proposal_and_a_comment_for_good_on_every_node() {
    let (node, _) = village();
    let trees = propose(&node, "anna", "Més arbres", "El meu telèfon és el 600 000 000");
    let edit = ["--as", "anna", "proposal", "edit", &trees, "--body", "El meu telèfon és secret"];
    let edit = text(&node.json(&edit)["entry"]).to_owned();
    let call = comment(&node, "biel", &trees, "El vaig trucar");
    let file = node.write("acta.txt", "Qui viu al número tretze");
    node.ok(&["--as", "anna", "proposal", "attach", &trees, &file]);
    let ids = [trees.as_str(), &edit, &call];
    let what = bodies(&node, &ids);
    let old = node.path("old.bundle");
    node.ok(&["bundle", "export", &old]);
    assert!(is_in(&old, &what), "the search finds what is there");
    let in_file = |node: &Node| files_with(node.home(), "número tretze".as_bytes());
    assert!(!in_file(&node).is_empty(), "files are kept as they are");
    let other = Node::empty();
    other.ok(&["bundle", "import", &old]);

    assert!(
        node.refused(&["--as", "biel", "erase", "--document", &trees])
            .contains("nothing of it is yours")
    );
    let erased = node.json(&["--as", "anna", "erase", "--document", &trees]);
    assert_eq!((erased["erased"].as_array().unwrap().len(), &erased["asked"]), (3, &json!(false)));
    node.ok(&["--as", "biel", "erase", "--comment", &call]);
    for again in [&["bundle", "import", &old][..], &["rebuild", "--from", &old]] {
        node.ok(again);
        for part in &what {
            assert!(files_with(node.home(), part).is_empty(), "{again:?}");
        }
        assert_eq!(said(&node, &ids), [None, None, None], "{again:?}");
        assert!(in_file(&node).is_empty(), "{again:?}");
    }
    for words in ["600 000 000", "secret", "trucar"] {
        assert!(files_with(node.home(), words.as_bytes()).is_empty(), "{words}");
        assert_eq!(node.json(&["search", words])["total"], 0, "{words}");
    }
    let new = node.path("new.bundle");
    node.ok(&["bundle", "export", &new]);
    assert!(!is_in(&new, &what));
    // Another node hears of it, and forgets too.
    other.ok(&["bundle", "import", &new]);
    for part in &what {
        assert!(files_with(other.home(), part).is_empty());
    }
    assert_eq!(said(&other, &ids), [None, None, None]);
    assert_eq!(other.json(&["proposal", "list"])["total"], 0);
    let view = |node: &Node| node.json(&["status"])["communities"][0]["view_digest"].clone();
    assert_eq!(view(&node), view(&other));
}

#[test]
fn a_data_officer_asks_and_the_stewards_put_it_in_force() {
    let (node, _) = village();
    let trees = propose(&node, "anna", "Més arbres", "L'adreça d'en Pere");
    let what = bodies(&node, &[&trees]);
    let asked = node.json(&["erase", "--document", &trees]);
    assert_eq!(asked["asked"], true);
    assert_eq!(node.json(&["proposal", "list"])["total"], 0, "it is hidden at once");
    let entry = text(&asked["entries"][0]).to_owned();
    let log = node.json(&["log", "--kind", "erase"]);
    assert_eq!(
        (&log["acts"][0]["in_force"], &log["acts"][0]["role"]),
        (&json!(false), &json!("data-officer"))
    );
    assert!(
        node.refused(&["charter", "propose", "--erase", &trees]).contains("asks for no erasure")
    );
    node.ok(&["charter", "propose", "--erase", &entry, "--reason", "Dades personals", "--sign"]);
    assert!(files_with(node.home(), &what[0]).is_empty());
    assert_eq!(said(&node, &[&trees]), [None]);
    let log = node.json(&["log", "--kind", "erase"]);
    assert_eq!(log["acts"][0]["in_force"], true);
    assert!(node.ok(&["proposal", "show", &trees]).contains("erased"));
}
