//! A form tells everybody what is wrong with it, and not only those who see it.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The fields that a template asks about, by `wrong("NAME")`.
fn asked(template: &str) -> BTreeSet<&str> {
    let ends = template.split("wrong(\"").skip(1);
    ends.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[test]
fn every_field_that_can_be_wrong_is_marked_for_whoever_does_not_see_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut fields = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let template = fs::read_to_string(&path).unwrap();
        for field in asked(&template) {
            let mark = format!("wrong(\"{field}\").is_some() %}} aria-invalid=\"true\"");
            let name = path.file_name().unwrap().to_string_lossy();
            assert!(template.contains(&mark), "{name}: nothing marks {field} as wrong");
            fields += 1;
        }
    }
    assert!(fields > 30, "{fields} fields were found: are they asked about otherwise now?");
}
