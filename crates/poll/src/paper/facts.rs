//! What polling stations have said about one poll. Like ballots, marks may come before stations.

use std::collections::{BTreeMap, HashSet};

use participation_acts::{Act, Batch, Closing, Mark, Station};
use participation_types::EntryId;

/// Facts of one poll, each by its entry.
#[derive(Debug, Default)]
pub(crate) struct PaperFacts {
    pub(crate) stations: BTreeMap<EntryId, Station>,
    /// The subject of each countersignature.
    pub(crate) countersigned: BTreeMap<EntryId, EntryId>,
    pub(crate) marks: BTreeMap<EntryId, Mark>,
    pub(crate) batches: BTreeMap<EntryId, Batch>,
    pub(crate) closings: BTreeMap<EntryId, Closing>,
}

impl PaperFacts {
    /// Takes in an act of a polling station; others are passed over.
    pub(crate) fn record(&mut self, id: EntryId, act: &Act) {
        if let Act::Station(station) = act {
            self.stations.insert(id, station.clone());
        } else if let Act::Countersign(signature) = act {
            self.countersigned.insert(id, signature.subject);
        } else if let Act::Mark(mark) = act {
            self.marks.insert(id, mark.clone());
        } else if let Act::Batch(batch) = act {
            self.batches.insert(id, batch.clone());
        } else if let Act::Close(closing) = act {
            self.closings.insert(id, closing.clone());
        }
    }

    pub(crate) fn forget(&mut self, ids: &HashSet<EntryId>) {
        self.stations.retain(|id, _| !ids.contains(id));
        self.countersigned.retain(|id, _| !ids.contains(id));
        self.marks.retain(|id, _| !ids.contains(id));
        self.batches.retain(|id, _| !ids.contains(id));
        self.closings.retain(|id, _| !ids.contains(id));
    }

    /// Marks and batches of a station.
    pub(crate) fn of_station<'a>(
        &'a self,
        station: &'a EntryId,
    ) -> impl Iterator<Item = EntryId> + 'a {
        let marks = self.marks.iter().filter(move |(_, mark)| mark.station == *station);
        let batches = self.batches.iter().filter(move |(_, batch)| batch.station == *station);
        marks.map(|(id, _)| *id).chain(batches.map(|(id, _)| *id))
    }

    /// Every entry that said something here.
    pub(crate) fn ids(&self) -> impl Iterator<Item = EntryId> {
        let stations = self.stations.keys().chain(self.countersigned.keys());
        let rest = self.marks.keys().chain(self.batches.keys()).chain(self.closings.keys());
        stations.chain(rest).copied()
    }
}
