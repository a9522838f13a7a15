//! Writing together: co-authors and amendments.

use participation_acts::{
    Base, Compose, Content, DocumentKind, Invite, Reply, Root, Verdict, Voice,
};
use participation_deliberation::{Contents, Register};
use participation_documents::change;
use participation_store::Store;
use participation_types::{EntryId, List, Localized, SlotId};

use crate::community::Community;
use crate::deliberating::versions;
use crate::error::Error;
use crate::pen::Pen;

impl<S: Store> Community<S> {
    /// Publishes an amendment: a proposal as somebody would have it.
    ///
    /// # Errors
    /// As [`Community::say`]; [`Error::NothingChanged`] when it says what the proposal says.
    pub fn amend(
        &mut self,
        pen: &mut Pen<'_>,
        proposal: EntryId,
        after: &Contents,
    ) -> Result<EntryId, Error> {
        let mut reading = self.deliberation();
        let card = reading.card(&proposal).ok_or(Error::NoSuchEntry(proposal))?;
        let (heads, space) = (card.heads.clone(), card.space);
        let before = reading.text(&proposal)?;
        drop(reading);
        let fields = change(&before, after)?;
        if fields.is_empty() {
            return Err(Error::NothingChanged);
        }
        let root = Root {
            kind: DocumentKind::Amendment,
            voice: Voice::Member,
            ordinal: 0,
            parent: None,
            base: Some(Base { proposal, heads: versions(heads)? }),
            links: List::default(),
            fields,
        };
        let phase = self.current_phase(&space)?;
        self.say(pen, Content::Compose(Compose { phase, root }))
    }

    /// Asks somebody to be an author of a document too.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn invite_author(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        slot: SlotId,
    ) -> Result<EntryId, Error> {
        let (phase, by) = self.place_of(pen, &subject)?;
        self.say(pen, Content::Invite(Invite { subject, phase, by, slot }))
    }

    /// Accepts or declines to be an author.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn reply(
        &mut self,
        pen: &mut Pen<'_>,
        invitation: EntryId,
        accepts: bool,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Reply(invitation))?;
        self.say(pen, Content::Reply(Reply { invitation, counter, accepts }))
    }

    /// Takes an amendment as it is now into its proposal, or refuses it.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn decide(
        &mut self,
        pen: &mut Pen<'_>,
        amendment: EntryId,
        accepts: bool,
        reason: Localized<4000>,
    ) -> Result<EntryId, Error> {
        let reading = self.deliberation();
        let card = reading.card(&amendment).ok_or(Error::NoSuchEntry(amendment))?;
        let heads = versions(card.heads.clone())?;
        let proposal = card.base.as_ref().map_or(amendment, |base| base.proposal);
        drop(reading);
        let (phase, by) = self.place_of(pen, &proposal)?;
        self.say(pen, Content::Verdict(Verdict { amendment, phase, by, heads, accepts, reason }))
    }
}
