//! Polls and budgets: opening, voting, sealing, contesting, and where they stand.

use participation_acts::{
    Act, Ballot, BallotRule, Choices, Contest, Counting, Opening, OpeningOption, Reopening,
    Sealers, Ties,
};
use participation_charter::RollCall;
use participation_policy::ballot_fits;
use participation_poll::{PollReport, PollStatus, SealProgress, frozen_roll};
use participation_store::Store;
use participation_tally::Profile;
use participation_types::{EntryId, Frontier, Reader, SlotId, Text, Timestamp};

use crate::community::Community;
use crate::error::Error;
use crate::founding::text;
use crate::pen::Pen;

/// One option of a poll, or one project of a budget.
#[derive(Debug, Clone)]
pub struct OptionPlan {
    /// Short name, unique in the poll; results name it. At most 100 bytes.
    pub id: String,
    /// What people read. At most 600 bytes.
    pub label: String,
    /// Cost in the smallest unit; 0 in a poll.
    pub cost: u64,
}

/// What an opening says; the roll is everybody admitted and active now.
#[derive(Debug, Clone)]
pub struct PollPlan {
    /// Short title. At most 300 bytes.
    pub title: String,
    /// The question in full. At most 8,000 bytes.
    pub question: String,
    /// The options.
    pub options: Vec<OptionPlan>,
    /// What a ballot may hold.
    pub ballot: BallotRule,
    /// How ballots are counted.
    pub counting: Counting,
    /// Who seals.
    pub sealers: Sealers,
    /// Days that ballots are kept after the seal; the charter's least when this is less.
    pub retention_days: u16,
    /// When people are told that it ends.
    pub reminds: Option<Timestamp>,
}

impl PollPlan {
    /// A question with one answer each, counted by plurality and sealed by the stewards.
    #[must_use]
    pub fn question(title: &str, answers: &[&str]) -> Self {
        let option = |answer: &&str| OptionPlan {
            id: (*answer).to_owned(),
            label: (*answer).to_owned(),
            cost: 0,
        };
        Self {
            title: title.to_owned(),
            question: String::new(),
            options: answers.iter().map(option).collect(),
            ballot: BallotRule::Approval { min: 1, max: 1 },
            counting: Counting {
                rule: Text::fixed("plurality"),
                seats: 1,
                budget: None,
                threshold: 0,
                ties: Ties::Lot,
                decimals: 0,
            },
            sealers: Sealers::Stewards,
            retention_days: 0,
            reminds: None,
        }
    }
}

impl<S: Store> Community<S> {
    /// Opens a poll or a budget, as an organiser, and freezes everything about it.
    ///
    /// # Errors
    /// [`Error::NotAllowed`], [`Error::Text`], [`Error::CensusTooScattered`].
    pub fn open_poll(&mut self, pen: &mut Pen<'_>, plan: PollPlan) -> Result<EntryId, Error> {
        let view = self.view();
        let (_, state) = view.tip().ok_or(Error::NoCommunity)?;
        let least = state.limits().retention_days;
        let (roll, frontier) = frozen_roll(&view).ok_or(Error::NoCommunity)?;
        if Frontier::read(&mut Reader::new(&frontier)).is_err() {
            return Err(Error::CensusTooScattered { max: Frontier::MAX_CHAINS });
        }
        let options = plan
            .options
            .into_iter()
            .map(|option| {
                Ok(OpeningOption {
                    id: text("id of an option", option.id)?,
                    label: text("label of an option", option.label)?,
                    cost: option.cost,
                })
            })
            .collect::<Result<Vec<_>, Error>>()?;
        let opening = Opening {
            nonce: pen.sixteen(),
            title: text("title", plan.title)?,
            question: text("question", plan.question)?,
            options,
            ballot: plan.ballot,
            counting: plan.counting,
            roll,
            sealers: plan.sealers,
            retention_days: plan.retention_days.max(least),
            reminds: plan.reminds,
        };
        let act = Act::Open(opening);
        // What this node writes, every node must be able to read.
        Act::decode(&act.encode()).map_err(|why| Error::NotAdmitted(why.to_string()))?;
        self.may(pen, &act)?;
        self.put_blob(&frontier)?;
        self.write(pen, &act)
    }

    /// Casts a ballot, or casts it again: the last one counts. Gives the entry, which is also
    /// what a receipt is asked for.
    ///
    /// # Errors
    /// [`Error::NoSuchPoll`], [`Error::Ballot`], [`Error::NotAllowed`].
    pub fn vote(
        &mut self,
        pen: &mut Pen<'_>,
        poll: EntryId,
        choices: Choices,
    ) -> Result<EntryId, Error> {
        let view = self.view();
        let opening = self.opening(&poll)?;
        ballot_fits(opening, &choices)?;
        let certificate = view
            .certificate(&pen.device.public())
            .ok_or(participation_charter::Fault::Uncertified)?;
        let member = &certificate.member;
        let slot = self.replica.polls.voter(&view, &poll, member).or_else(|| view.slot_of(member));
        let seen = slot.map_or(0, |slot| self.replica.polls.counter(&view, &poll, &slot));
        let counter =
            seen.checked_add(1).ok_or_else(|| Error::NotSealable("no counter left".into()))?;
        self.write(pen, &Act::Ballot(Ballot { opening: poll, counter, choices }))
    }

    /// Signs the list of exactly the ballots that count, as a sealer. It holds once enough
    /// sealers signed the same list.
    ///
    /// # Errors
    /// [`Error::NoSuchPoll`], [`Error::NotSealable`], [`Error::NotAllowed`],
    /// [`Error::SignedAlready`] when this sealer signed the same list before.
    pub fn seal(&mut self, pen: &mut Pen<'_>, poll: EntryId) -> Result<EntryId, Error> {
        self.opening(&poll)?;
        let view = self.view();
        let draft = self.replica.polls.seal_draft(&view, &poll).ok_or_else(|| {
            let report = self.replica.polls.report(&view, &poll);
            let why = report.uncountable.unwrap_or_else(|| format!("{:?}", report.status));
            Error::NotSealable(why)
        })?;
        let sealer = view.certificate(&pen.device.public()).map(|certificate| certificate.member);
        let seals = self.replica.polls.report(&view, &poll).seals;
        let now = view.tip().map(|(tip, _)| tip.revision);
        let same = |seal: &&SealProgress| {
            (seal.round, seal.manifest) == (draft.seal.round, draft.seal.manifest)
                // Under another charter others may be needed, and the signature with them.
                && Some(seal.revision) == now
                && sealer.is_some_and(|sealer| seal.signed_by.contains(&sealer))
        };
        if let Some(seal) = seals.iter().find(same) {
            let (signed, needs) = (seal.signed_by.len(), seal.needs);
            return Err(Error::SignedAlready { signed, needs });
        }
        let act = Act::Seal(draft.seal);
        self.may(pen, &act)?;
        self.put_blob(&draft.manifest)?;
        self.write(pen, &act)
    }

    /// Asks, as a sealer, that a sealed poll be sealed anew.
    ///
    /// # Errors
    /// [`Error::NotSealable`] when it is not sealed, [`Error::NotAllowed`].
    pub fn reopen(
        &mut self,
        pen: &mut Pen<'_>,
        poll: EntryId,
        reason: &str,
    ) -> Result<EntryId, Error> {
        let round = match self.report(&poll)?.status {
            PollStatus::Sealed { round, .. } => round.checked_add(1),
            PollStatus::Open
            | PollStatus::WaitsForBlob { .. }
            | PollStatus::OtherRoll { .. }
            | PollStatus::Void(_) => None,
        };
        let round = round.ok_or_else(|| Error::NotSealable("it is not sealed".into()))?;
        let reason = text("reason", reason)?;
        self.write(pen, &Act::Reopen(Reopening { opening: poll, round, reason }))
    }

    /// Objects in public to a seal.
    ///
    /// # Errors
    /// [`Error::NotSealable`] when it is not sealed, [`Error::NotAllowed`].
    pub fn contest(
        &mut self,
        pen: &mut Pen<'_>,
        poll: EntryId,
        reason: &str,
        ballots: Vec<EntryId>,
    ) -> Result<EntryId, Error> {
        let PollStatus::Sealed { round, .. } = self.report(&poll)?.status else {
            return Err(Error::NotSealable("it is not sealed".into()));
        };
        let reason = text("reason", reason)?;
        self.write(pen, &Act::Contest(Contest { opening: poll, round, reason, ballots }))
    }

    /// Where a poll stands, recomputed from the entries.
    ///
    /// # Errors
    /// [`Error::NoSuchPoll`].
    pub fn report(&self, poll: &EntryId) -> Result<PollReport, Error> {
        self.opening(poll)?;
        Ok(self.replica.polls.report(&self.view(), poll))
    }

    /// The ballots that a sealed poll counts, in the order of their ids, which tells nothing of who
    /// cast them. `None` until it is sealed, and where what a ballot says is not here (any more).
    ///
    /// # Errors
    /// [`Error::NoSuchPoll`], [`Error::Store`].
    pub fn counted_ballots(&self, poll: &EntryId) -> Result<Option<Profile>, Error> {
        let report = self.report(poll)?;
        if !matches!(report.status, PollStatus::Sealed { .. }) {
            return Ok(None);
        }
        let mut cast = Vec::with_capacity(report.counted.len());
        for id in &report.counted {
            match self.act(id)? {
                Some(Act::Ballot(ballot)) => cast.push(ballot.choices),
                _ => return Ok(None),
            }
        }
        Ok(participation_poll::profile(self.opening(poll)?, &cast).ok())
    }

    /// Whether a poll is open or sealed, without counting: what a list of many polls asks. It
    /// cannot tell [`PollStatus::OtherRoll`], which takes the whole census.
    ///
    /// # Errors
    /// [`Error::NoSuchPoll`].
    pub fn poll_status(&self, poll: &EntryId) -> Result<PollStatus, Error> {
        self.opening(poll)?;
        Ok(self.replica.polls.status(&self.view(), poll))
    }

    /// What a poll froze.
    ///
    /// # Errors
    /// [`Error::NoSuchPoll`].
    pub fn opening(&self, poll: &EntryId) -> Result<&Opening, Error> {
        self.replica.polls.opening(poll).ok_or(Error::NoSuchPoll(*poll))
    }

    /// All openings, by id, those that do not stand included.
    pub fn openings(&self) -> impl Iterator<Item = (EntryId, &Opening)> {
        self.replica.polls.openings()
    }

    /// The slots that may vote in a poll, sorted.
    ///
    /// # Errors
    /// [`Error::NoSuchPoll`].
    pub fn roll(&self, poll: &EntryId) -> Result<Vec<SlotId>, Error> {
        let opening = self.opening(poll)?;
        let view = self.view();
        let revision = view.chains().place(poll).and_then(|place| view.chains().revision(place));
        let bytes = self.store.blob(&opening.roll.frontier)?;
        let frontier = bytes.and_then(|bytes| Frontier::read(&mut Reader::new(&bytes)).ok());
        Ok(match (revision, frontier) {
            (Some(revision), Some(frontier)) => {
                view.roll(&RollCall { revision, frontier: &frontier })
            }
            _ => Vec::new(),
        })
    }
}
