//! A table of Decidim, CSV or JSON: what is read and can be written is read back as the same rows.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_decidim::Table;

fuzz_target!(|data: &[u8]| {
    let table = match Table::read(data) {
        Ok(table) => table,
        Err(error) => {
            let _ = error.to_string();
            return;
        }
    };
    match table.write() {
        Ok(bytes) => assert_eq!(Table::read(&bytes).as_ref(), Ok(&table), "other rows came back"),
        Err(error) => {
            let _ = error.to_string();
        }
    }
});
