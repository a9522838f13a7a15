//! Erasure of bodies.

use std::collections::HashMap;

use participation_acts::Act;
use participation_poll::PollStatus;
use participation_store::Store;
use participation_types::{EntryId, Lane, Timestamp};

use crate::community::Community;
use crate::error::Error;

/// Milliseconds of a day.
const DAY: u64 = 24 * 60 * 60 * 1000;

impl<S: Store> Community<S> {
    /// Erases the body of a ballot from this node: no file of the home can give it back, and it
    /// is not taken in again. Header, signature and id stay, and so does the set's digest.
    ///
    /// `now` is this node's own clock: erasing is a local act of housekeeping, which no other
    /// node has to agree with. A ballot goes once its poll is sealed and the time has passed that
    /// the opening keeps ballots, counted from the time that the middle one of the last seal's
    /// signers claims: neither one clock that is wrong nor a void seal moves it.
    ///
    /// # Errors
    /// [`Error::NotErasable`] for authority entries, which everybody's rights rest on, and for
    /// ballots that must be kept; [`Error::NoSuchEntry`], [`Error::Store`].
    pub fn erase_ballot(&mut self, id: &EntryId, now: Timestamp) -> Result<(), Error> {
        self.erase_ballots(&[*id], now)
    }

    /// Erases the bodies of many ballots as [`Community::erase_ballot`] does one: all of them, or
    /// none and the reason why. Each poll is looked at once.
    ///
    /// # Errors
    /// As [`Community::erase_ballot`], for the first that cannot be erased.
    pub fn erase_ballots(&mut self, ids: &[EntryId], now: Timestamp) -> Result<(), Error> {
        self.running()?;
        let mut kept = HashMap::new();
        let mut arrivals = Vec::with_capacity(ids.len());
        for id in ids {
            self.erasable(id, now, &mut kept)?;
            arrivals.push(self.store.find(id)?.ok_or(Error::NoSuchEntry(*id))?);
        }
        self.store.erase(&arrivals)?;
        self.replica.forget_bodies(&ids.iter().copied().collect());
        Ok(())
    }

    /// Refuses an entry whose body must stay. `kept` remembers what was found of each poll.
    fn erasable(
        &self,
        id: &EntryId,
        now: Timestamp,
        kept: &mut HashMap<EntryId, Option<&'static str>>,
    ) -> Result<(), Error> {
        let checked = self.checked(id)?;
        if checked.entry.entry().header().lane == Lane::Authority {
            let why = "authority entries are what everybody's rights rest on";
            return Err(Error::NotErasable { id: *id, why });
        }
        let act = checked.act.map(participation_acts::Proven::into_act);
        let Some(poll) = act.as_ref().and_then(Act::counts_in) else { return Ok(()) };
        let why = match kept.get(&poll) {
            Some(known) => *known,
            None => self.must_be_kept(&poll, now)?,
        };
        kept.insert(poll, why);
        why.map_or(Ok(()), |why| Err(Error::NotErasable { id: *id, why }))
    }

    fn must_be_kept(&self, poll: &EntryId, now: Timestamp) -> Result<Option<&'static str>, Error> {
        let Ok(opening) = self.opening(poll) else { return Ok(None) };
        let report = self.report(poll)?;
        let PollStatus::Sealed { round, manifest } = report.status else {
            return Ok(Some("its poll is not sealed"));
        };
        let mut claimed = Vec::new();
        for seal in report.seals.iter().filter(|s| (s.round, s.manifest) == (round, manifest)) {
            for id in &seal.signatures {
                claimed.push(self.entry(id)?.header().claimed.millis());
            }
        }
        // A seal from the future says nothing: it would keep ballots for ever.
        claimed.retain(|time| *time <= now.millis());
        claimed.sort_unstable();
        let sealed = claimed.get(claimed.len() / 2).copied().unwrap_or(u64::MAX);
        let until = sealed.saturating_add(u64::from(opening.retention_days) * DAY);
        Ok((now.millis() < until).then_some("its poll keeps ballots for longer"))
    }
}
