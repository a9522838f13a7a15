//! Processes, assemblies, templates, and what each phase lets in.

use serde_json::json;

use crate::village::{text, village};

#[test]
fn every_template_opens_a_space_and_goes_through_its_phases() {
    let (node, _) = village();
    let templates = node.json(&["process", "templates"]);
    for template in templates["templates"].as_array().unwrap() {
        let name = text(&template["name"]);
        let create =
            ["assembly", "create", "--title", name, "--languages", "en", "--template", name];
        let id = text(&node.json(&create)["id"]).to_owned();
        let phases = template["phases"].as_array().unwrap();
        for phase in &phases[1..] {
            node.ok(&["assembly", "phase", &id, "--next"]);
            let rules = node.json(&["assembly", "rules", &id]);
            assert_eq!(rules["title"]["en"], phase["title"]["en"]);
            assert_eq!(rules["rules"]["states"].as_array().unwrap().len(), 3);
        }
        let over = node.refused(&["assembly", "phase", &id, "--next"]);
        assert!(over.contains("no phase after this one"), "{over}");
    }
    assert_eq!(node.json(&["assembly", "list"])["spaces"].as_array().unwrap().len(), 4);
    assert_eq!(node.json(&["process", "list"])["spaces"].as_array().unwrap().len(), 1);
}

#[test]
fn a_space_says_what_it_is_about_and_what_holds_in_it() {
    let (node, process) = village();
    let part =
        ["assembly", "create", "--title", "Comissió", "--languages", "ca", "--parent", &process];
    let rules =
        ["--permit", "comment,debate", "--body-length", "300", "--state", "fet:accepted=Fet"];
    let id =
        text(&node.json(&[&part[..], &rules, &["--body", "De verd"]].concat())["id"]).to_owned();
    let shown = node.json(&["assembly", "show", "Comissió"]);
    assert_eq!(
        (&shown["parent"], &shown["texts"][1]["text"]),
        (&json!(process), &json!("De verd"))
    );
    let rules = node.json(&["assembly", "rules", &id]);
    assert_eq!(
        (&rules["rules"]["permits"], &rules["rules"]["body_length"]),
        (&json!(["comment", "debate"]), &json!(300))
    );
    node.ok(&["assembly", "edit", &id, "--title", "Comissió de verd", "--slug", "verd"]);
    assert!(node.ok(&["assembly", "show", "verd"]).contains("Comissió de verd"));
    let long = "x".repeat(301);
    let args = ["debate", "create", "--space", "verd", "--title", "T", "--body", &long];
    assert!(node.refused(&args).contains("301 characters, 300 are allowed"));
    node.ok(&["assembly", "phase", &id, "--title", "Tancada", "--permit", "none"]);
    let args = ["--as", "anna", "debate", "create", "--space", "verd", "--title", "T"];
    assert!(node.refused(&args).contains("wait for another phase"));
    assert_eq!(node.json(&["assembly", "rules", &id])["rules"]["body_length"], 300, "as it was");
}
