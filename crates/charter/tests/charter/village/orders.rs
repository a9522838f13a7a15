//! The same entries in other orders.

use participation_charter::{Admitted, Ledger, View};

use super::{Outcome, Village, Written};

/// Most entries of which every order is tried.
const ALL_ORDERS: usize = 5;

/// How many other orders of the whole history are tried.
const SHUFFLES: u64 = 40;

impl Village {
    /// Hands all entries to a fresh ledger in this order; what waits is offered again until
    /// nothing moves.
    pub(crate) fn deliver<'a>(&self, order: impl IntoIterator<Item = &'a Written>) -> Ledger {
        let mut ledger = Ledger::new(self.community);
        let mut waiting: Vec<&Written> = Vec::new();
        for written in order {
            waiting.push(written);
            // As one arrives, so that each state in between is computed as well.
            while step(&mut ledger, &mut waiting) {}
            let _ = ledger.view().tip();
        }
        ledger
    }

    /// Looks at what every order of arrival leads to: the same outcome on each replica. `look` is
    /// called on two of them, one that got everything as it was made and one the other way round.
    pub(crate) fn everywhere(&self, look: impl Fn(&View<'_>)) {
        let first = self.deliver(&self.entries);
        let expected = Outcome::of(self, &first);
        let check = |name: &str, order: Vec<&Written>| {
            let ledger = self.deliver(order);
            let found = Outcome::of(self, &ledger);
            assert_eq!(found, expected, "another outcome, with the entries {name}");
            ledger
        };
        let reversed = check("reversed", self.entries.iter().rev().collect());
        let (before, race) = self.entries.split_at(self.race.unwrap_or(self.entries.len()));
        if race.len() <= ALL_ORDERS {
            for order in orders(race) {
                check("raced", before.iter().chain(order).collect());
            }
        }
        for seed in 0..SHUFFLES {
            check("shuffled", shuffled(&self.entries, seed));
        }
        look(&first.view());
        look(&reversed.view());
    }
}

/// Offers all that waits once; whether anything was taken in.
fn step(ledger: &mut Ledger, waiting: &mut Vec<&Written>) -> bool {
    let before = waiting.len();
    waiting.retain(|written| {
        matches!(ledger.admit(&written.entry, written.act.as_ref()), Admitted::Waits(_))
    });
    before != waiting.len()
}

/// Every order of these entries.
fn orders(entries: &[Written]) -> Vec<Vec<&Written>> {
    entries.iter().fold(vec![Vec::new()], |orders, entry| {
        orders.into_iter().flat_map(|order| places(&order, entry)).collect()
    })
}

fn places<'a>(order: &[&'a Written], entry: &'a Written) -> Vec<Vec<&'a Written>> {
    (0..=order.len())
        .map(|place| {
            let mut order = order.to_vec();
            order.insert(place, entry);
            order
        })
        .collect()
}

/// The entries in an order that the seed decides, every third of them twice.
pub(crate) fn shuffled(entries: &[Written], seed: u64) -> Vec<&Written> {
    let mut order: Vec<&Written> = entries.iter().chain(entries.iter().step_by(3)).collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for last in (1..order.len()).rev() {
        // xorshift64 (Marsaglia 2003).
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        order.swap(last, usize::try_from(state % (last as u64 + 1)).unwrap());
    }
    order
}
