//! A recovery sheet as somebody typed it: what is read can be printed and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use participation_keys::Sheet;

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let Ok(sheet) = Sheet::read(text) else { return };
    let printed = sheet.qr_text();
    let again = Sheet::read(&printed).expect("what we print can be read");
    assert_eq!(again.kind(), sheet.kind());
    assert_eq!(again.qr_text().as_str(), printed.as_str());
});
