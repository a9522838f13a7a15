//! The stations of a poll while its papers are sorted.

use std::collections::BTreeMap;

use participation_acts::{Act, Closing};
use participation_types::{EntryId, Frontier};

use super::facts::PaperFacts;
use super::signed::Signatures;
use super::sorting::Papers;
use super::{PaperExclusion, StationReport};

/// All stations, by id.
pub(super) struct Halls<'a>(BTreeMap<EntryId, Hall<'a>>);

/// One of them.
pub(super) struct Hall<'a> {
    pub(super) report: StationReport,
    /// What of it goes into a seal.
    pub(super) evidence: Vec<EntryId>,
    /// The closings that hold, with what they list.
    closings: Vec<(EntryId, &'a Frontier)>,
    /// Whether a bundle was more than the marks: then nothing after it counts.
    full: bool,
}

impl<'a> Halls<'a> {
    /// The stations, those that do not stand included, and which of them are closed.
    pub(super) fn open(
        papers: &mut Papers<'_>,
        signatures: &Signatures<'_>,
        facts: &'a PaperFacts,
    ) -> Self {
        let mut halls = BTreeMap::new();
        for (id, station) in &facts.stations {
            let upheld = papers.upheld(signatures, id, &Act::Station(station.clone()));
            let (evidence, why_not) = match upheld.second {
                Ok(second) => (vec![*id, second], None),
                Err(why) => (Vec::new(), Some(why)),
            };
            let report = StationReport {
                station: *id,
                place: station.place.clone(),
                opened_by: upheld.by,
                why_not,
                closed: None,
                closings: Vec::new(),
                marks: 0,
                papers: 0,
                batches: Vec::new(),
            };
            halls.insert(*id, Hall { report, evidence, closings: Vec::new(), full: false });
        }
        for (id, closing) in &facts.closings {
            if let Some(hall) = halls.get_mut(&closing.station) {
                hall.close(papers, signatures, id, closing);
            }
        }
        Self(halls)
    }

    /// The station of a mark or a batch, if it stands and nothing closed it before.
    pub(super) fn taking(
        &mut self,
        signatures: &Signatures<'_>,
        station: &EntryId,
        id: &EntryId,
    ) -> Result<&mut Hall<'a>, PaperExclusion> {
        let hall = self.0.get_mut(station).filter(|hall| hall.report.why_not.is_none());
        let hall = hall.ok_or(PaperExclusion::NoStation)?;
        // A manifest is exact: of what it lists the closings are not asked.
        if !signatures.is_exact(id) {
            let beyond = |(_, frontier): &&(EntryId, &Frontier)| !signatures.within(id, frontier);
            if let Some((closing, _)) = hall.closings.iter().find(beyond) {
                return Err(PaperExclusion::AfterClosing { closing: *closing });
            }
        }
        Ok(hall)
    }

    /// A station, whether it stands or not.
    pub(super) fn any(&mut self, station: &EntryId) -> Option<&mut Hall<'a>> {
        self.0.get_mut(station)
    }

    pub(super) fn into_all(self) -> impl Iterator<Item = Hall<'a>> {
        self.0.into_values()
    }
}

impl<'a> Hall<'a> {
    /// Takes this many papers, if there are marks for all of them.
    pub(super) fn count(&mut self, papers: usize) -> Result<(), PaperExclusion> {
        let marks = self.report.marks;
        let sum = self.report.papers.saturating_add(papers);
        self.full |= sum > marks;
        if self.full {
            return Err(PaperExclusion::BeyondMarks { marks });
        }
        self.report.papers = sum;
        Ok(())
    }

    fn close(
        &mut self,
        papers: &mut Papers<'_>,
        signatures: &Signatures<'_>,
        id: &EntryId,
        closing: &'a Closing,
    ) {
        match papers.upheld(signatures, id, &Act::Close(closing.clone())).second {
            Ok(second) => {
                self.report.closed = self.report.closed.or(Some(*id));
                self.closings.push((*id, &closing.frontier));
                self.evidence.extend([*id, second]);
            }
            Err(PaperExclusion::OneSignature) => self.report.closings.push(*id),
            Err(_) => {}
        }
    }
}
