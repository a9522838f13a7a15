//! Spoils its frames at random: other bytes, fewer, more, twice, none.

use crate::adversaries::{Kind, Mischief, is_harmless};
use crate::chance::Chance;

#[derive(Debug)]
pub(crate) struct Malformed;

impl Mischief for Malformed {
    fn sends(&mut self, mut frame: Vec<u8>, chance: &mut Chance) -> Vec<Vec<u8>> {
        // `[10, entries]`: a bit of what people signed, in every second of them.
        let entries = frame.starts_with(&[0x82, 10]) && chance.once_in(2);
        if entries {
            let at = chance.below(frame.len());
            frame[at] ^= 1 << chance.below(8);
            return vec![frame];
        }
        if frame.is_empty() || !chance.once_in(6) {
            return vec![frame];
        }
        match chance.below(7) {
            0 => frame.truncate(chance.below(frame.len())),
            1 => frame.push(chance.roll() as u8),
            2 => return vec![frame.clone(), frame],
            3 => frame = chance.bytes::<40>().to_vec(),
            4 => frame = vec![0x9f; 3 * 1024 * 1024],
            _ => {
                for _ in 0..chance.between(1, 3) {
                    let at = chance.below(frame.len());
                    frame[at] ^= 1 << chance.below(8);
                }
            }
        }
        vec![frame]
    }

    fn dials(&self) -> usize {
        3
    }
}

#[test]
fn frames_spoilt_at_random_change_nothing_and_stop_nothing() {
    is_harmless(Kind::Malformed);
}
