//! Spaces and their phases.

use participation_acts::{Act, Content, Phase, PhaseChange, Space};
use participation_store::Store;
use participation_types::{BlobId, EntryId, Frontier, Lane, to_canonical};

use crate::community::Community;
use crate::error::Error;
use crate::pen::Pen;

impl<S: Store> Community<S> {
    /// Opens a process or an assembly with its first phase, as an organiser.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn open_space(&mut self, pen: &mut Pen<'_>, space: Space) -> Result<EntryId, Error> {
        self.say(pen, Content::Space(space))
    }

    /// Goes on to another phase, as an organiser: what was written so far stands, what names an
    /// earlier phase and is not here yet is late. With `raises`, what is here takes the place of
    /// what earlier changes left out.
    ///
    /// # Errors
    /// As [`Community::say`]; [`Error::NoSuchEntry`] for a space that does not stand.
    pub fn enter_phase(
        &mut self,
        pen: &mut Pen<'_>,
        space: EntryId,
        phase: Phase,
        raises: bool,
    ) -> Result<EntryId, Error> {
        let previous = self.current_phase(&space)?;
        let frontier = to_canonical(|w| self.content_frontier().write(w));
        let blob = BlobId::from_bytes(participation_types::sha256(&frontier));
        let change = PhaseChange { space, previous, phase, frontier: blob, raises };
        self.may(pen, &Act::Content(Content::Phase(change.clone())))?;
        self.put_blob(&frontier)?;
        self.say(pen, Content::Phase(change))
    }

    /// The last entries of all chains of the content lane: what a phase leaves standing.
    fn content_frontier(&self) -> Frontier {
        let view = self.view();
        let chains = view.chains().heads().filter(|(chain, _)| chain.lane == Lane::Content);
        Frontier::new(chains.filter_map(|(chain, _)| Some((chain, view.standing_head(&chain)?))))
    }
}
