//! A thousand edits are derived while somebody waits.

mod scribes;

use std::time::Instant;

use scribes::*;

/// 1,000 edits of five people, a third of them made without what others wrote meanwhile.
fn thousand() -> Vec<Written> {
    let mut chance = 7_u64;
    let mut draw = |below: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (chance >> 33) as usize % below
    };
    let mut edits = vec![write(0, 0, &[], vec![splice(0, 0, &"paraula ".repeat(1250))])];
    let mut heads = vec![0_usize];
    let mut own = [Some(0), None, None, None, None];
    for number in 1..1000 {
        let by = draw(5);
        let deps = match own[by] {
            Some(last) if draw(3) == 0 => vec![last],
            _ => heads.clone(),
        };
        let splices = vec![splice(draw(9000), draw(4), "un canvi ")];
        heads.retain(|head| !deps.contains(head));
        heads.push(number);
        own[by] = Some(number);
        edits.push(write(number, by, &deps, splices));
    }
    edits
}

#[test]
fn a_thousand_edits_by_five_people_are_derived_in_seconds() {
    let edits = thousand();
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
    assert!(derived.as_secs() < 30, "{derived:?}");
}
