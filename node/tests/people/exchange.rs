use std::io::Write;

use serde_json::json;

use crate::node::{Node, stderr, text};

const PROPOSALS: &str = "id;title/ca;body/ca;is_amend;votes;participatory_space/url\r\n\
                         7;Bancs;Dos;false;12;https://x.org/processes/pla\r\n";
const COMMENTS: &str = "id;created_at;body;locale;commentable_id;commentable_type\r\n\
                        1;2016-02-01 00:00:00 UTC;Sí;ca;7;Decidim::Proposals::Proposal\r\n";

fn officer() -> Node {
    let node = Node::founded("A");
    node.done(&["charter", "propose", "--grant", "import-officer:me", "--sign"]);
    node
}

fn file(node: &Node, name: &str, bytes: &[u8]) -> String {
    let path = node.path(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn packed(text: &str) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(text.as_bytes()).unwrap();
    packer.finish().unwrap()
}

#[test]
fn what_decidim_gave_comes_in_and_out() {
    let node = officer();
    let proposals = file(&node, "p.csv.gz", &packed(PROPOSALS));
    let comments = file(&node, "c.csv", COMMENTS.as_bytes());
    let args = [
        "import",
        "decidim",
        "--community",
        "A",
        "--proposals",
        &proposals,
        "--comments",
        &comments,
    ];
    let report = node.json(&args);
    assert_eq!(
        [&report["proposals"], &report["comments"], &report["spaces"], &report["known"]],
        [&json!(1), &json!(1), &json!(1), &json!(0)]
    );
    // The kinds of files are found of themselves, and what is here is passed over.
    assert_eq!(node.json(&["import", "decidim", &proposals, &comments])["known"], 2);
    assert!(node.done(&["import", "decidim", &comments]).contains("1 rows were here"));
    assert_eq!(node.json(&["audit"])["clean"], true);

    let out = node.path("out");
    let exported = node.json(&["export", "decidim", "-o", &out]);
    assert_eq!((&exported["proposals"], &exported["comments"]), (&json!(1), &json!(1)));
    let read = |name: &str| std::fs::read_to_string(format!("{out}/{name}")).unwrap();
    assert!(read("open-data-proposals.csv").contains(";Bancs;Dos;"));
    assert!(read("open-data-proposal_comments.csv").contains(";Sí;ca;"));
    assert!(read("README.md").contains("`votes`") && read("LICENSE.md").contains("ODbL"));
    assert!(node.refused(&["export", "decidim", "-o", &out]).contains("not empty"));
    assert!(node.refused(&["export", "decidim", "-o", &proposals]).contains("a file"));

    let other = officer();
    let files = ["open-data-proposals.csv", "open-data-proposal_comments.csv"];
    let [proposals, comments] = files.map(|name| format!("{out}/{name}"));
    other.done(&["import", "decidim", &proposals, &comments]);
    let again = other.path("again");
    other.done(&["export", "decidim", "-o", &again]);
    for name in files {
        assert_eq!(std::fs::read_to_string(format!("{again}/{name}")).unwrap(), read(name));
    }
}

#[test]
fn who_may_not_import_is_told_what_grants_it() {
    let node = Node::founded("A");
    let proposals = file(&node, "p.csv", PROPOSALS.as_bytes());
    let said = node.refused(&["import", "decidim", &proposals]);
    let line = "`ateneu charter propose --grant import-officer:did:key:";
    assert!(said.contains(line) && said.contains("--sign"), "{said}");
    let grant = said.split("--grant ").nth(1).unwrap().split(' ').next().unwrap();
    node.done(&["charter", "propose", "--grant", grant, "--sign"]);
    node.done(&["import", "decidim", &proposals]);
}

#[test]
fn a_file_with_a_fault_changes_nothing() {
    let node = officer();
    let good = file(&node, "p.csv", PROPOSALS.as_bytes());
    let bad = file(&node, "bad.csv", PROPOSALS.replace("12", "many").as_bytes());
    let said = node.refused(&["import", "decidim", &good, &bad]);
    assert!(said.contains("bad.csv") && said.contains("line 2, column `votes`"), "{said}");
    assert!(node.refused(&["import", "decidim", "--comments", &good]).contains("p.csv"));
    assert!(node.refused(&["import", "decidim", &node.path("no.csv")]).contains("no.csv"));
    let torn = file(&node, "torn.csv.gz", &packed(PROPOSALS)[..20]);
    assert!(node.refused(&["import", "decidim", &torn]).contains("unpacked"));
    let long = PROPOSALS.replace("Dos", &"x".repeat(60_001));
    let long = file(&node, "long.csv", long.as_bytes());
    assert!(node.refused(&["import", "decidim", &long]).contains("row with id 7"));
    assert!(node.refused(&["import", "decidim", &good, "--language", "CA"]).contains("CA"));
    assert_eq!(node.run(&["import", "decidim"]).status.code(), Some(2));
}

#[test]
fn a_person_gets_everything_of_theirs() {
    let node = officer();
    let proposals = file(&node, "p.csv", PROPOSALS.as_bytes());
    node.done(&["import", "decidim", &proposals]);
    let data = node.json(&["person", "data"]);
    assert_eq!(data["documents"].as_array().unwrap().len(), 1);
    let slot = text(&data["slot"]);
    assert_eq!(node.json(&["person", "data", &slot[..10]])["slot"], data["slot"]);
    let nobody = node.run(&["person", "data", "nobody"]);
    assert_eq!(nobody.status.code(), Some(2), "{}", stderr(&nobody));
}
