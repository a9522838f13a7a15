//! A BLT or PrefLib file, by the first byte: whatever is accepted can be counted by every rule that
//! reads rankings and shown as a text without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_tally::preflib::DataType;
use participation_tally::{BallotFile, Format, Rule, count};

/// Options of a file that is counted: rules take time in proportion to their square or cube.
const OPTIONS: usize = 30;

fuzz_target!(|data: &[u8]| {
    let Some((first, data)) = data.split_first() else { return };
    let format = match first % 5 {
        0 => Format::Blt,
        1 => Format::PrefLib(DataType::Soc),
        2 => Format::PrefLib(DataType::Soi),
        3 => Format::PrefLib(DataType::Toc),
        _ => Format::PrefLib(DataType::Toi),
    };
    let file = match BallotFile::read("fuzz", data, format) {
        Ok(file) => file,
        Err(error) => {
            let _ = error.to_string();
            return;
        }
    };
    let _ = (file.title(), file.notes().len());
    if file.profile().options().len() > OPTIONS {
        return;
    }
    for rule in Rule::ALL {
        if let Ok(outcome) = count(file.profile(), rule, &file.params(rule)) {
            let _ = outcome.to_string();
        }
    }
});
