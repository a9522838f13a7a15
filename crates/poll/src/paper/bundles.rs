//! Bundles of paper ballots: which writing of each holds, and how far the marks go.

use std::collections::BTreeMap;

use participation_acts::{Act, Batch};
use participation_types::EntryId;

use super::facts::PaperFacts;
use super::halls::Halls;
use super::signed::Signatures;
use super::sorting::Papers;
use super::{BatchReport, PaperExclusion};

/// A batch with its second signature, or with why it does not count.
struct Written<'a> {
    batch: &'a Batch,
    report: BatchReport,
    second: Result<EntryId, PaperExclusion>,
}

impl<'a> Papers<'a> {
    /// Counts the bundles of each station in the order of their numbers.
    pub(super) fn bundles(
        &mut self,
        signatures: &Signatures<'_>,
        halls: &mut Halls<'_>,
        facts: &'a PaperFacts,
    ) {
        let mut bundles: BTreeMap<(EntryId, u16), Vec<Written<'a>>> = BTreeMap::new();
        for (id, batch) in &facts.batches {
            let written = self.written(signatures, halls, id, batch);
            bundles.entry((batch.station, batch.bundle)).or_default().push(written);
        }
        for ((station, _), mut bundle) in bundles {
            supersede(&mut bundle);
            for written in bundle {
                let report = self.counted(halls, &station, written);
                if let Some(hall) = halls.any(&station) {
                    hall.report.batches.push(report);
                }
            }
        }
    }

    fn written(
        &mut self,
        signatures: &Signatures<'_>,
        halls: &mut Halls<'_>,
        id: &EntryId,
        batch: &'a Batch,
    ) -> Written<'a> {
        let upheld = self.upheld(signatures, id, &Act::Batch(batch.clone()));
        let report = BatchReport {
            batch: *id,
            bundle: batch.bundle,
            counter: batch.counter,
            papers: batch.papers(),
            signed_by: upheld.by,
            why_not: None,
        };
        let taken = halls.taking(signatures, &batch.station, id).map(drop);
        Written { batch, report, second: taken.and(upheld.second) }
    }

    /// Counts a batch that holds, if there are marks for it.
    fn counted(
        &mut self,
        halls: &mut Halls<'_>,
        station: &EntryId,
        Written { batch, mut report, second }: Written<'a>,
    ) -> BatchReport {
        let counts = second.and_then(|second| {
            let hall = halls.any(station).ok_or(PaperExclusion::NoStation)?;
            hall.count(batch.papers())?;
            hall.evidence.extend([report.batch, second]);
            self.report.spoilt = self.report.spoilt.saturating_add(usize::from(batch.spoilt));
            self.ballots.extend(&batch.ballots);
            Ok(())
        });
        report.why_not = counts.err();
        if let Some(why) = &report.why_not {
            self.exclude(report.batch, None, why.clone());
        }
        report
    }
}

/// Of the writings of one bundle that hold, the highest (counter, id) counts. What a seal does not
/// list and what is lower than that was replaced, and not left out.
fn supersede(bundle: &mut [Written<'_>]) {
    let key = |written: &Written<'_>| (written.batch.counter, written.report.batch);
    let held = bundle.iter().filter(|written| written.second.is_ok());
    let Some(last) = held.map(key).max() else { return };
    for written in bundle {
        let unlisted = matches!(written.second, Err(PaperExclusion::NotSealed));
        if (written.second.is_ok() || unlisted) && key(written) < last {
            written.second = Err(PaperExclusion::Superseded { by: last.1 });
        }
    }
}
