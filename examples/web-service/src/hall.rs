//! The community and whoever acts in it.

use std::time::{SystemTime, UNIX_EPOCH};

use participation::{
    Alignment, CommentPlan, Community, Custody, DeviceNonce, DocumentKind, DocumentPlan, EntryId,
    Error, FoundingPlan, Language, List, Localized, Matter, MemoryStore, Pen, Permits, Persona,
    Phase, PhaseRules, RecoverySecret, Seed, Sorted, Space, SpaceKind, Text, Timestamp, Voice,
};

/// A community with one process, and the person who acts.
#[derive(Debug)]
pub struct Hall {
    pub(crate) village: Community<MemoryStore>,
    pub(crate) process: EntryId,
    persona: Persona,
}

impl Hall {
    /// Founds a community with a process in which everything is permitted.
    ///
    /// # Errors
    /// What the library says; and [`Error::Founding`] when the system has no randomness.
    pub fn found(name: &str) -> Result<Self, Error> {
        let (mut seed, mut nonce, mut device, mut paper) = ([0; 32], [0; 16], [0; 16], [0; 32]);
        for bytes in [&mut seed[..], &mut nonce[..], &mut device[..], &mut paper[..]] {
            getrandom::fill(bytes).map_err(|_| Error::Founding("the system has no randomness"))?;
        }
        let persona =
            Persona::founder(&Seed::from_bytes(&seed), nonce, &DeviceNonce::from_bytes(device));
        let seat = persona.seat(&RecoverySecret::from_bytes(&paper));
        let plan = FoundingPlan::of_one(name, nonce, seat);
        let mut entropy = random;
        let mut pen = Pen { device: &persona.device, now: now(), entropy: &mut entropy };
        let mut village =
            Community::found(MemoryStore::new(), plan, &mut pen, &persona.member, Custody::Node)?;
        let process = village.open_space(&mut pen, process(name)?)?;
        Ok(Self { village, process, persona })
    }

    pub(crate) fn propose(&mut self, title: &str, body: &str) -> Result<EntryId, Error> {
        let plan = DocumentPlan::new(DocumentKind::Proposal, language(), title, body)?;
        let process = self.process;
        self.act(|village, pen| village.compose(pen, process, plan))
    }

    pub(crate) fn comment(&mut self, subject: EntryId, text: &str) -> Result<EntryId, Error> {
        let plan = CommentPlan {
            subject,
            parent: None,
            voice: Voice::Member,
            alignment: Alignment::Neutral,
            language: language(),
            text,
        };
        self.act(|village, pen| village.comment(pen, plan))
    }

    pub(crate) fn support(&mut self, subject: EntryId, on: bool) -> Result<EntryId, Error> {
        let value = if on { Alignment::InFavour } else { Alignment::Neutral };
        self.act(|village, pen| village.stand(pen, subject, Matter::Support, value))
    }

    fn act(
        &mut self,
        act: impl FnOnce(&mut Community<MemoryStore>, &mut Pen<'_>) -> Result<EntryId, Error>,
    ) -> Result<EntryId, Error> {
        let mut entropy = random;
        let mut pen = Pen { device: &self.persona.device, now: now(), entropy: &mut entropy };
        act(&mut self.village, &mut pen)
    }
}

/// The language of this service.
pub(crate) fn language() -> Language {
    // A constant tag: `ca` is one.
    "ca".parse().unwrap_or_else(|_| unreachable!("`ca` is a language tag"))
}

fn process(name: &str) -> Result<Space, Error> {
    let text = |text: &str| -> Result<Localized<300>, Error> {
        let text = Text::new(text).map_err(|source| Error::Text { what: "title", source })?;
        Ok(Localized::one(language(), text))
    };
    let languages = Sorted::new([language()]).unwrap_or_default();
    let rules = PhaseRules {
        permits: Permits::all(),
        hides_supports: false,
        proposals: 0,
        supports: 0,
        least_supports: 0,
        goal: 0,
        title_length: 150,
        body_length: 10_000,
        comment_length: 2000,
        reply_depth: 8,
        states: List::default(),
    };
    let phase = Phase { title: text("Idees")?, rules, starts: None, ends: None };
    Ok(Space { kind: SpaceKind::Process, parent: None, title: text(name)?, languages, phase })
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_millis(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

fn random(bytes: &mut [u8]) {
    // Founding has shown that there is randomness; a salt of zeros would be weak and not wrong.
    let _ = getrandom::fill(bytes);
}
