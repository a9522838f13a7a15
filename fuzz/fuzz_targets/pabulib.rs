//! A `.pb` file: whatever is accepted can be asked everything and counted without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_tally::pabulib::PbFile;
use participation_tally::{Rule, count};

fuzz_target!(|data: &[u8]| {
    let file = match PbFile::read("fuzz.pb", data) {
        Ok(file) => file,
        Err(error) => {
            let _ = error.to_string();
            return;
        }
    };
    let _ = (file.published(), file.disagreements(), file.notes().len());
    for rule in ["plurality", "approval", "greedy", "greedy-no-skip", "greedy-threshold"] {
        let rule: Rule = rule.parse().expect("a rule of this version");
        let _ = count(file.profile(), rule, &file.params(rule));
    }
});
