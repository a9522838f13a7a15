//! Sits between two honest nodes, and talks them down to an older version.

use crate::adversaries::{Kind, Mischief, is_harmless};
use crate::chance::Chance;

#[derive(Debug)]
pub(crate) struct Downgrader;

impl Mischief for Downgrader {
    /// A hello says `[0, lowest version, highest version, …]`.
    fn taps(&self, frame: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
        if !frame.starts_with(&[0x86, 0]) || !chance.once_in(3) {
            return None;
        }
        let mut altered = frame.to_vec();
        // From version 0 on: a hello that the dialler did not say.
        altered[2] = 0;
        Some(altered)
    }
}

#[test]
fn nobody_in_between_talks_two_nodes_down() {
    is_harmless(Kind::Downgrader);
}
