//! A `.pb` file: whatever is accepted can be asked everything, written, read again and counted by
//! every rule without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_tally::pabulib::PbFile;
use participation_tally::{Rule, count};

/// Options of a file that is counted: rules take time in proportion to their square or cube.
const OPTIONS: usize = 30;

fuzz_target!(|data: &[u8]| {
    let file = match PbFile::read("fuzz.pb", data) {
        Ok(file) => file,
        Err(error) => {
            let _ = error.to_string();
            return;
        }
    };
    let _ = (file.published(), file.disagreements(), file.notes().len());
    if file.profile().options().len() > OPTIONS {
        return;
    }
    for rule in Rule::ALL {
        if let Ok(outcome) = count(file.profile(), rule, &file.params(rule)) {
            let _ = outcome.to_string();
        }
    }
});
