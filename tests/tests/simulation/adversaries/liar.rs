//! Lies about its set, about how much arrived, and about what is still to come.

use crate::adversaries::{Kind, Mischief, is_harmless};
use crate::chance::Chance;

#[derive(Debug)]
pub(crate) struct Liar;

impl Mischief for Liar {
    /// `[7, three totals]`: four thousand million of each.
    fn sends(&mut self, frame: Vec<u8>, _: &mut Chance) -> Vec<Vec<u8>> {
        let most = [0x1a, 0xff, 0xff, 0xff, 0xff];
        let lie = || [vec![0x84, 7], most.repeat(3)].concat();
        vec![if frame.starts_with(&[0x84, 7]) { lie() } else { frame }]
    }

    fn root(&self, mut root: [u8; 32]) -> [u8; 32] {
        root[0] ^= 1;
        root
    }

    /// Nothing, or more than anybody has, or what is true.
    fn arrivals(&self, arrivals: u32) -> u32 {
        match arrivals % 3 {
            0 => 0,
            1 => u32::MAX,
            _ => arrivals,
        }
    }

    fn dials(&self) -> usize {
        2
    }
}

#[test]
fn lies_about_totals_cursors_and_roots_cost_work_and_nothing_else() {
    is_harmless(Kind::Liar);
}
