//! Asks and asks, and does not read the answers.

use crate::adversaries::{Kind, Mischief, is_harmless};
use crate::chance::Chance;

#[derive(Debug)]
pub(crate) struct SlowReader;

impl Mischief for SlowReader {
    /// `[8, ranges]`: four hundred times over.
    fn sends(&mut self, frame: Vec<u8>, _: &mut Chance) -> Vec<Vec<u8>> {
        let times = if frame.starts_with(&[0x82, 8]) { 400 } else { 1 };
        vec![frame; times]
    }

    fn reads(&self, read: u64) -> bool {
        read < 8
    }
}

#[test]
fn who_does_not_read_is_not_written_to_without_end() {
    is_harmless(Kind::SlowReader);
}
