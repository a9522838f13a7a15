//! A thousand edits are derived while somebody waits.
#![allow(
    clippy::unwrap_used,
    clippy::float_arithmetic,
    reason = "a test stops at the first surprise"
)]

mod scribes;

use std::time::Instant;

use scribes::*;

#[test]
fn a_thousand_edits_by_five_people_are_derived_in_seconds() {
    let edits = five_people(1000);
    let begun = Instant::now();
    let document = document(&edits);
    let derived = begun.elapsed();
    let text = document.text().unwrap();
    println!(
        "1,000 edits, a third concurrent: derived in {:.3} s, read in {:.3} s, {} characters, {} KB",
        derived.as_secs_f64(),
        begun.elapsed().as_secs_f64() - derived.as_secs_f64(),
        body(&text).chars().count(),
        document.bytes() / 1024,
    );
    assert_eq!(document.versions().len(), 1000);
}
