//! Whom an officer looks for, and whether they may be given paper.

use participation::{Community, EntryId, SlotId, Store};

use crate::frame::Frame;
use crate::people::{People, Who};
use crate::plain;

/// Most people that are listed for one name.
const MOST: usize = 12;

/// Signs that somebody must be looked for with.
const LEAST: usize = 2;

/// Somebody in the roll.
pub(super) struct Guest {
    pub(super) who: Who,
    pub(super) slot: String,
    /// The beginning of the slot, as it stands on a card.
    pub(super) code: String,
    /// Whether they have voted online: paper takes the place of that.
    pub(super) online: bool,
    /// Whether they were given paper already.
    pub(super) marked: bool,
}

/// Those in the poll's roll whose slot begins so, or who call themselves so.
pub(super) fn find<S: Store>(
    community: &Community<S>,
    poll: &EntryId,
    typed: &str,
    f: &Frame<'_>,
) -> Vec<Guest> {
    let typed = typed.trim().to_lowercase();
    let Ok(roll) = community.roll(poll) else { return Vec::new() };
    if typed.chars().count() < LEAST {
        return Vec::new();
    }
    let names = community.names();
    let named = |slot: &SlotId| {
        names.get(slot).is_some_and(|name| plain::line(name).to_lowercase().contains(&typed))
    };
    let found = roll.iter().filter(|slot| slot.to_string().starts_with(&typed) || named(slot));
    let (people, reading) = (People::new(f.w), community.deliberation());
    let guest = |slot: &SlotId| {
        // What cannot be read now, the act itself will say.
        let known = community.at_station(poll, slot).ok();
        Guest {
            who: people.member(&reading, slot),
            slot: slot.to_string(),
            code: slot.short(),
            online: known.is_some_and(|known| known.online.is_some()),
            marked: known.is_some_and(|known| known.marked.is_some()),
        }
    };
    found.take(MOST).map(guest).collect()
}
