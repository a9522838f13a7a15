//! Nodes that mean harm. Each speaks the protocol as honest nodes do, and differs in what it says.
//!
//! `docs/simulator.md` says of each what keeps it harmless, and what was seen without that.

mod backdater;
mod double_signer;
mod downgrader;
mod eclipse;
mod elsewhere;
mod equivocator;
mod flooder;
mod fork_factory;
mod liar;
mod malformed;

mod slow_reader;
mod small_order;
mod withholder;

use std::fmt::Debug;

use participation::{Act, Content, Draft, EntryId, RevisionId, Timestamp};
use participation_types::{ChainId, Head, Lane};

use crate::chance::Chance;
use crate::node::Village;
use crate::people::Person;
use crate::world::World;
pub(crate) use flooder::RATE;

/// The adversaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Equivocator,
    Backdater,
    Withholder,
    Replayer,
    DoubleSigner,
    Downgrader,
    Flooder,
    SlowReader,
    Malformed,
    SmallOrder,
    Liar,
    ForkFactory,
    Eclipse,
}

impl Kind {
    pub(crate) const ALL: [Self; 13] = [
        Self::Equivocator,
        Self::Backdater,
        Self::Withholder,
        Self::Replayer,
        Self::DoubleSigner,
        Self::Downgrader,
        Self::Flooder,
        Self::SlowReader,
        Self::Malformed,
        Self::SmallOrder,
        Self::Liar,
        Self::ForkFactory,
        Self::Eclipse,
    ];

    pub(crate) fn begin(self) -> Box<dyn Mischief> {
        match self {
            Self::Equivocator => Box::<equivocator::Equivocator>::default(),
            Self::Backdater => Box::<backdater::Backdater>::default(),
            Self::Withholder => Box::new(withholder::Withholder),
            Self::Replayer => Box::<elsewhere::Replayer>::default(),
            Self::DoubleSigner => Box::<double_signer::DoubleSigner>::default(),
            Self::Downgrader => Box::new(downgrader::Downgrader),
            Self::Flooder => Box::<flooder::Flooder>::default(),
            Self::SlowReader => Box::new(slow_reader::SlowReader),
            Self::Malformed => Box::new(malformed::Malformed),
            Self::SmallOrder => Box::<small_order::SmallOrder>::default(),
            Self::Liar => Box::new(liar::Liar),
            Self::ForkFactory => Box::<fork_factory::ForkFactory>::default(),
            Self::Eclipse => Box::<eclipse::Eclipse>::default(),
        }
    }
}

/// What an adversary has before it when it is its turn.
pub(crate) struct Stage<'a> {
    pub(crate) village: &'a mut Village,
    /// Everybody; whose keys an adversary has says [`Person::hostile`].
    pub(crate) people: &'a [Person],
    pub(crate) chance: &'a mut Chance,
    /// What its clock says.
    pub(crate) now: u64,
}

impl Stage<'_> {
    /// Somebody of the census whose keys the adversary has.
    pub(crate) fn member(&self) -> &Person {
        self.people.iter().find(|person| person.hostile).expect("somebody serves the adversary")
    }

    /// The last entry of one of the member's chains, whatever stands of it.
    pub(crate) fn head(&self, device: usize, lane: Lane) -> Option<Head> {
        let device = self.member().devices[device].secret.public();
        self.village.view().chains().head(&ChainId { device, lane })
    }

    /// The revision in force.
    pub(crate) fn tip(&self) -> Option<RevisionId> {
        self.village.view().tip().map(|(tip, _)| tip.revision)
    }

    /// An entry as somebody writes it whom no program holds back. Its id, and travelling bytes.
    pub(crate) fn forge(
        &mut self,
        device: usize,
        after: Option<Head>,
        revision: Option<RevisionId>,
        act: &Act,
    ) -> (EntryId, Vec<u8>) {
        let lane = act.kind().lane().expect("it has a lane");
        let (community, claimed) = (self.village.id(), Timestamp::from_millis(self.now));
        let draft = Draft { community, lane, after, revision, claimed };
        let salt = self.chance.bytes();
        let key = self.member().devices[device].secret.signing_key();
        let entry = draft.sign(key, salt, act.encode()).unwrap();
        (entry.entry().id(), entry.entry().to_bytes())
    }

    /// Takes what was forged into the adversary's own set.
    pub(crate) fn keep(&mut self, entries: &[Vec<u8>]) {
        drop(self.village.ingest(entries).unwrap());
    }

    /// A comment with these words on whatever there is.
    pub(crate) fn comment(&self, words: &str) -> Option<Act> {
        let reading = self.village.deliberation();
        let card = reading.cards().next()?;
        let (subject, space) = (card.id, card.space);
        drop(reading);
        let comment = participation_acts::Comment {
            subject,
            phase: self.village.current_phase(&space).ok()?,
            parent: None,
            voice: participation::Voice::Member,
            alignment: participation::Alignment::Neutral,
            language: crate::deeds::ca(),
            text: participation::Text::new(words).unwrap(),
        };
        Some(Act::Content(Content::Comment(comment)))
    }

    /// A ballot in whatever poll there is.
    pub(crate) fn ballot(&self, counter: u32, choice: u16) -> Option<Act> {
        let (opening, _) = self.village.openings().next()?;
        let choices = participation::Choices::Approval(vec![choice]);
        Some(Act::Ballot(participation::Ballot { opening, counter, choices }))
    }
}

/// How an adversary differs from an honest node: as little as each of these says, by default not
/// at all.
pub(crate) trait Mischief: Debug {
    /// Its turn: it may write what it likes.
    fn turn(&mut self, _: &mut Stage<'_>) {}

    /// Whether honest stewards want its member out.
    fn provokes(&self) -> bool {
        false
    }

    /// Whether honest stewards have more to do than usual.
    fn stirs(&self) -> bool {
        self.provokes()
    }

    /// Sessions that it opens on each of its turns.
    fn dials(&self) -> usize {
        1
    }

    /// Whether it keeps two honest nodes apart until everything heals.
    fn keeps_apart(&self, _: usize, _: usize) -> bool {
        false
    }

    /// What goes over its line in the place of a frame.
    fn sends(&mut self, frame: Vec<u8>, _: &mut Chance) -> Vec<Vec<u8>> {
        vec![frame]
    }

    /// What it does to a frame between two honest nodes.
    fn taps(&self, _: &[u8], _: &mut Chance) -> Option<Vec<u8>> {
        None
    }

    /// Whether it reads a frame, having read so many.
    fn reads(&self, _: u64) -> bool {
        true
    }

    /// What it says to a frame, in the place of what its session would say.
    fn answers(&self, _: &[u8]) -> Option<Vec<u8>> {
        None
    }

    /// Whether it keeps an entry from somebody.
    fn hides(&self, _from: usize, _: &EntryId) -> bool {
        false
    }

    /// What it gives in the place of these entries.
    fn gives(&self, entries: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        entries
    }

    /// What it says of its set.
    fn root(&self, root: [u8; 32]) -> [u8; 32] {
        root
    }

    /// What it says of how much arrived.
    fn arrivals(&self, arrivals: u32) -> u32 {
        arrivals
    }

    /// Whether it gives pieces of blobs.
    fn gives_blobs(&self) -> bool {
        true
    }

    /// What it must not have achieved, after everything healed, besides what nobody may.
    fn was_harmless(&self, _: &World) {}
}

/// Runs worlds with one adversary.
#[cfg(test)]
pub(crate) fn is_harmless(kind: Kind) {
    // Those who bring much take their time.
    let many = matches!(kind, Kind::Flooder | Kind::SlowReader | Kind::ForkFactory);
    let ran = crate::runs::run_with(kind, if many { 2 } else { 4 });
    ran.unwrap_or_else(|broken| panic!("{broken:?}"));
}
