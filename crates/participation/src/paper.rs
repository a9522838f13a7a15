//! Voting on paper: polling stations, marks, batches, and who must sign what.
//!
//! What is refused here is refused to help the officers. What counts follows from the entries
//! alone, by [`Community::report`].

mod double;
mod typed;

use participation_acts::{Act, Batch, Choices, Closing, Countersignature, Mark, Station};
use participation_policy::ballot_fits;
use participation_poll::{BatchReport, PaperReport, PollStatus, StationReport};
use participation_store::Store;
use participation_types::{EntryId, Frontier, MemberKey, SlotId};
use thiserror::Error;

use crate::community::Community;
use crate::error::Error;
use crate::founding::text;
use crate::pen::Pen;

pub use double::{Mismatch, Spot, Typed, mismatches};
pub use typed::{LineFault, WordFault, read_papers};

/// Why something at a polling station is not done.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StationFault {
    /// There is no such station.
    #[error("there is no polling station {0} here: open one, or fetch what is missing")]
    NoSuchStation(EntryId),
    /// The station waits for its second officer, or does not stand.
    #[error("the polling station at `{place}` does not stand: a second officer signs it first")]
    NotOpen {
        /// Where it is.
        place: String,
    },
    /// Two officers have closed it.
    #[error("the polling station at `{place}` was closed by two officers: open another one")]
    Closed {
        /// Where it is.
        place: String,
    },
    /// The poll is sealed or cannot be judged.
    #[error("the poll takes no paper now: it is sealed, void, or something of it is missing")]
    PollOver,
    /// The person was given paper before.
    #[error(
        "slot {} was given a paper ballot before: mark {} says so, give it no other",
        .slot.short(), .mark.short()
    )]
    MarkedAlready {
        /// The place in the census.
        slot: SlotId,
        /// The mark.
        mark: EntryId,
    },
    /// More papers than the bundles may hold.
    #[error("{papers} papers in one bundle, at most {max} may be: make two bundles")]
    TooManyPapers {
        /// Papers in the bundle.
        papers: usize,
        /// The most.
        max: usize,
    },
    /// Bundles are numbered from 1.
    #[error("bundle 0: number the bundles from 1")]
    NoBundle,
    /// The entry waits for no second signature.
    #[error("entry {0} is no station, batch or closing of this poll: look at the list again")]
    NothingToSign(EntryId),
    /// The same officer cannot be both.
    #[error("you signed this first: a second, different officer must sign it")]
    SameOfficer,
    /// The signature would be the third.
    #[error("two officers have signed this already: nothing is left to sign")]
    SignedByTwo,
    /// There are papers in batches that no second officer has signed.
    #[error("bundle {bundle} waits for its second signature: sign it, or write it anew")]
    WaitingBatch {
        /// Its number.
        bundle: u16,
    },
    /// There are more papers than marks.
    #[error(
        "bundle {bundle} brings more papers than the {marks} marks: count the marks and the papers \
         again, and write the bundle anew"
    )]
    BeyondMarks {
        /// The first bundle that is too much.
        bundle: u16,
        /// The marks of the station.
        marks: usize,
    },
}

/// What an officer must know before giving somebody paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AtStation {
    /// Whether the poll's roll holds the slot.
    pub in_roll: bool,
    /// The ballot that the person cast online, which will not count any more.
    pub online: Option<EntryId>,
    /// The mark that says that paper was given already.
    pub marked: Option<EntryId>,
}

impl<S: Store> Community<S> {
    /// Opens a polling station, as a station officer; it stands once another has countersigned.
    ///
    /// # Errors
    /// [`Error::NoSuchPoll`], [`Error::NotAllowed`], [`Error::Text`], [`Error::Station`].
    pub fn open_station(
        &mut self,
        pen: &mut Pen<'_>,
        poll: EntryId,
        place: &str,
    ) -> Result<EntryId, Error> {
        self.takes_paper(&poll)?;
        let place = text("place", place)?;
        self.write(pen, &Act::Station(Station { opening: poll, place }))
    }

    /// Signs a station, a batch or a closing as the second officer.
    ///
    /// # Errors
    /// [`Error::Station`] when it waits for none, or for another; [`Error::NotAllowed`].
    pub fn countersign(&mut self, pen: &mut Pen<'_>, subject: EntryId) -> Result<EntryId, Error> {
        let act = self.act(&subject)?;
        let poll = match &act {
            Some(Act::Station(Station { opening, .. })) => *opening,
            Some(Act::Batch(Batch { opening, .. })) => *opening,
            Some(Act::Close(Closing { opening, .. })) => *opening,
            Some(_) | None => return Err(StationFault::NothingToSign(subject).into()),
        };
        let view = self.view();
        let first = view.chains().place(&subject).and_then(|place| view.member_at(place));
        if first.is_some() && first == self.member_of(pen) {
            return Err(StationFault::SameOfficer.into());
        }
        if signed_by_two(&self.report(&poll)?.paper, &subject) {
            return Err(StationFault::SignedByTwo.into());
        }
        self.write(pen, &Act::Countersign(Countersignature { opening: poll, subject }))
    }

    /// Marks that a person is given a paper ballot.
    ///
    /// # Errors
    /// [`Error::Station`] when the station takes no marks or the person was marked before,
    /// [`Error::NotAllowed`].
    pub fn mark(
        &mut self,
        pen: &mut Pen<'_>,
        station: EntryId,
        slot: SlotId,
    ) -> Result<EntryId, Error> {
        let (opening, report) = self.open_hall(&station)?;
        if let Some(mark) = self.marked(&opening, &slot)? {
            return Err(StationFault::MarkedAlready { slot, mark }.into());
        }
        self.write(pen, &Act::Mark(Mark { opening, station: report.station, slot }))
    }

    /// Writes what a bundle says, as the first of two officers: `None` is a paper that cannot be
    /// read. A bundle that was written before is written anew.
    ///
    /// # Errors
    /// [`Error::Station`], [`Error::Ballot`], [`Error::NotAllowed`].
    pub fn write_batch(
        &mut self,
        pen: &mut Pen<'_>,
        station: EntryId,
        bundle: u16,
        papers: Vec<Option<Choices>>,
    ) -> Result<EntryId, Error> {
        let (poll, report) = self.open_hall(&station)?;
        if bundle == 0 {
            return Err(StationFault::NoBundle.into());
        }
        let (count, max) = (papers.len(), Batch::MAX_BALLOTS);
        if count > max {
            return Err(StationFault::TooManyPapers { papers: count, max }.into());
        }
        let opening = self.opening(&poll)?;
        let ballots: Vec<Choices> = papers.into_iter().flatten().collect();
        ballots.iter().try_for_each(|choices| ballot_fits(opening, choices))?;
        let spoilt = u16::try_from(count.saturating_sub(ballots.len())).unwrap_or(u16::MAX);
        let written = report.batches.iter().filter(|batch| batch.bundle == bundle);
        let counter = written.map(|batch| batch.counter).max().unwrap_or(0);
        let counter =
            counter.checked_add(1).ok_or_else(|| Error::NotSealable("no counter left".into()))?;
        let ballots = Batch::sorted(ballots);
        let batch = Batch { opening: poll, station, bundle, counter, ballots, spoilt };
        self.write(pen, &Act::Batch(batch))
    }

    /// Closes a station, as the first of two officers: of its marks and batches stands what is
    /// here now.
    ///
    /// # Errors
    /// [`Error::Station`] while papers and marks do not agree, [`Error::NotAllowed`].
    pub fn close_station(&mut self, pen: &mut Pen<'_>, station: EntryId) -> Result<EntryId, Error> {
        use participation_poll::PaperExclusion as Why;
        let (opening, report) = self.open_hall(&station)?;
        for BatchReport { bundle, why_not, .. } in &report.batches {
            let bundle = *bundle;
            match why_not {
                Some(Why::OneSignature) => {
                    return Err(StationFault::WaitingBatch { bundle }.into());
                }
                Some(Why::BeyondMarks { marks }) => {
                    return Err(StationFault::BeyondMarks { bundle, marks: *marks }.into());
                }
                _ => {}
            }
        }
        let frontier = self.station_frontier(&opening, &station);
        self.write(pen, &Act::Close(Closing { opening, station, frontier }))
    }

    /// All polling stations of all polls, those that do not stand included.
    pub fn stations(&self) -> impl Iterator<Item = EntryId> {
        self.replica.polls.stations()
    }

    /// Whether anybody opened a polling station for a poll, whether it stands or not.
    #[must_use]
    pub fn has_stations(&self, poll: &EntryId) -> bool {
        self.replica.polls.stations_of(poll).next().is_some()
    }

    /// The poll of a station, and where the station stands.
    ///
    /// # Errors
    /// [`Error::Station`] when there is none.
    pub fn station(&self, station: &EntryId) -> Result<(EntryId, StationReport), Error> {
        let none = || Error::from(StationFault::NoSuchStation(*station));
        let Ok(Some(Act::Station(Station { opening, .. }))) = self.act(station) else {
            return Err(none());
        };
        let stations = self.report(&opening)?.paper.stations;
        let report = stations.into_iter().find(|report| report.station == *station);
        report.map(|report| (opening, report)).ok_or_else(none)
    }

    /// What an officer must know before giving this person paper.
    ///
    /// # Errors
    /// [`Error::NoSuchPoll`], [`Error::Store`].
    pub fn at_station(&self, poll: &EntryId, slot: &SlotId) -> Result<AtStation, Error> {
        Ok(AtStation {
            in_roll: self.roll(poll)?.binary_search(slot).is_ok(),
            online: self.voter(*slot).last_ballot(poll)?.map(|(ballot, _)| ballot),
            marked: self.marked(poll, slot)?,
        })
    }

    /// The mark by which a slot votes on paper, if it does.
    ///
    /// # Errors
    /// [`Error::NoSuchPoll`].
    pub fn marked(&self, poll: &EntryId, slot: &SlotId) -> Result<Option<EntryId>, Error> {
        self.opening(poll)?;
        Ok(self.replica.polls.marked(&self.view(), poll, slot))
    }

    fn open_hall(&self, station: &EntryId) -> Result<(EntryId, StationReport), Error> {
        let (poll, report) = self.station(station)?;
        self.takes_paper(&poll)?;
        let place = || report.place.as_str().to_owned();
        if report.why_not.is_some() {
            return Err(StationFault::NotOpen { place: place() }.into());
        }
        if report.closed.is_some() {
            return Err(StationFault::Closed { place: place() }.into());
        }
        Ok((poll, report))
    }

    fn takes_paper(&self, poll: &EntryId) -> Result<(), Error> {
        match self.poll_status(poll)? {
            PollStatus::Open => Ok(()),
            PollStatus::Sealed { .. }
            | PollStatus::WaitsForBlob { .. }
            | PollStatus::OtherRoll { .. }
            | PollStatus::Void(_) => Err(StationFault::PollOver.into()),
        }
    }

    fn member_of(&self, pen: &Pen<'_>) -> Option<MemberKey> {
        self.view().certificate(&pen.device.public()).map(|certificate| certificate.member)
    }

    /// Of every device that wrote a mark or a batch of a station, the last entry that stands.
    fn station_frontier(&self, poll: &EntryId, station: &EntryId) -> Frontier {
        let view = self.view();
        let chains = view.chains();
        let written = self.replica.polls.of_station(poll, station);
        let heads = written.filter_map(|id| {
            let chain = chains.chain_of(chains.place(&id)?)?;
            Some((chain, view.standing_head(&chain)?))
        });
        Frontier::new(heads)
    }
}

/// Whether two officers have signed a station, a batch or a closing.
fn signed_by_two(paper: &PaperReport, subject: &EntryId) -> bool {
    paper.stations.iter().any(|station| {
        let batch = station.batches.iter().find(|batch| batch.batch == *subject);
        (station.station == *subject && station.opened_by.len() > 1)
            || station.closed == Some(*subject)
            || batch.is_some_and(|batch| batch.signed_by.len() > 1)
    })
}

impl From<StationFault> for Error {
    fn from(fault: StationFault) -> Self {
        Self::Station(fault)
    }
}
