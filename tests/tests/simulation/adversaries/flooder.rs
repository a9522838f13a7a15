//! A member who writes without end, at a node that asks for ranges without end.

use participation::DeviceKey;
use participation_sync::Rate;
use participation_types::Lane;

use crate::adversaries::{Kind, Mischief, Stage, is_harmless};
use crate::chance::Chance;

/// What one author may bring in worlds with a flooder.
pub(crate) const RATE: Rate = Rate { burst: 30, per_second: 1 };

/// Entries that it writes, all in its first turns.
const MOST: usize = 150;

#[derive(Debug, Default)]
pub(crate) struct Flooder {
    written: usize,
    device: Option<DeviceKey>,
    /// The last question about ranges that its own session asked.
    question: Option<Vec<u8>>,
}

impl Mischief for Flooder {
    fn turn(&mut self, stage: &mut Stage<'_>) {
        self.device = Some(stage.member().devices[0].secret.public());
        for _ in 0..75 {
            let words = format!("inundació {}", self.written);
            let Some(act) = stage.comment(&words).filter(|_| self.written < MOST) else { return };
            let (after, revision) = (stage.head(0, Lane::Content), stage.tip());
            let (_, bytes) = stage.forge(0, after, revision, &act);
            stage.keep(&[bytes]);
            self.written += 1;
        }
    }

    /// `[8, ranges]`: it keeps its question.
    fn sends(&mut self, frame: Vec<u8>, chance: &mut Chance) -> Vec<Vec<u8>> {
        if frame.starts_with(&[0x82, 8]) && frame.len() > 3 && chance.once_in(6) {
            self.question = Some(frame.clone());
        }
        vec![frame]
    }

    /// And asks it again, whatever it hears of ranges.
    fn answers(&self, frame: &[u8]) -> Option<Vec<u8>> {
        self.question.clone().filter(|_| frame.starts_with(&[0x82, 8]))
    }
}

#[test]
fn who_floods_a_node_uses_up_their_own_allowance() {
    is_harmless(Kind::Flooder);
}
