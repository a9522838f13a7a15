//! Where the sample's people act: a community in memory, everybody's keys, the time that it is, and
//! what was written so far by the names that the story gives it.

use std::collections::BTreeMap;

use participation::{
    Community, Contents, DocumentPlan, EntryId, Error, FilePlan, Localized, MemoryStore, Pen,
    Permit, Persona, SlotId, TextField, Timestamp,
};
use participation_media::{Policy, accept};

use super::cast::Who;
use super::said::{Tongue, Tri};
use crate::exit::Failure;
use crate::random;

/// A community that is being played.
pub(super) struct Stage {
    community: Community<MemoryStore>,
    personas: BTreeMap<Who, Persona>,
    now: Timestamp,
    named: BTreeMap<&'static str, EntryId>,
}

impl Stage {
    pub(super) fn new(
        community: Community<MemoryStore>,
        personas: BTreeMap<Who, Persona>,
        now: Timestamp,
    ) -> Self {
        Self { community, personas, now, named: BTreeMap::new() }
    }

    /// What was played.
    pub(super) fn into_community(self) -> Community<MemoryStore> {
        self.community
    }

    /// The community as it is now.
    pub(super) const fn community(&self) -> &Community<MemoryStore> {
        &self.community
    }

    /// It is this time now.
    pub(super) const fn set_now(&mut self, now: Timestamp) {
        self.now = now;
    }

    /// Somebody's keys.
    pub(super) fn persona(&self, who: Who) -> Result<&Persona, Failure> {
        self.personas.get(&who).ok_or_else(|| Failure::system(format!("{who:?} has no keys")))
    }

    /// Somebody's slot in the census.
    pub(super) fn slot(&self, who: Who) -> Result<SlotId, Failure> {
        let slot = self.community.slot_of(&self.persona(who)?.device.public());
        slot.ok_or_else(|| Failure::system(format!("{who:?} is not admitted yet")))
    }

    /// Somebody acts.
    pub(super) fn act<T>(
        &mut self,
        who: Who,
        act: impl FnOnce(&mut Community<MemoryStore>, &mut Pen<'_>, &Persona) -> Result<T, Error>,
    ) -> Result<T, Failure> {
        let persona = self.personas.get(&who);
        let persona = persona.ok_or_else(|| Failure::system(format!("{who:?} has no keys")))?;
        let mut entropy = random::fill;
        let mut pen = Pen { device: &persona.device, now: self.now, entropy: &mut entropy };
        Ok(act(&mut self.community, &mut pen, persona)?)
    }

    /// Remembers what was written, unless its name is empty.
    pub(super) fn name(&mut self, key: &'static str, id: EntryId) {
        if !key.is_empty() {
            self.named.insert(key, id);
        }
    }

    /// What was written by this name.
    pub(super) fn id(&self, key: &str) -> Result<EntryId, Failure> {
        let id = self.named.get(key).copied();
        id.ok_or_else(|| Failure::system(format!("nothing is called {key} yet")))
    }

    /// Whether the phase that holds now in the space of something lets members do this.
    pub(super) fn permits(&self, id: &EntryId, permit: Permit) -> bool {
        let reading = self.community.deliberation();
        let space = reading.subject(id).map(|subject| subject.space);
        let phase = space.and_then(|space| reading.current_phase(&space));
        phase.is_some_and(|(_, phase)| phase.rules.permits.has(permit))
    }

    /// Publishes a document, and remembers it.
    pub(super) fn compose(
        &mut self,
        who: Who,
        (space, key): (&str, &'static str),
        plan: DocumentPlan,
    ) -> Result<EntryId, Failure> {
        let space = self.id(space)?;
        let id = self.act(who, |community, pen, _| community.compose(pen, space, plan))?;
        self.name(key, id);
        Ok(id)
    }

    /// Attaches a file to a document.
    pub(super) fn attach(
        &mut self,
        who: Who,
        key: &str,
        (name, bytes): (&str, &[u8]),
        title: Localized<600>,
    ) -> Result<(), Failure> {
        let id = self.id(key)?;
        let accepted = accept(bytes, name, None, &Policy::default()).map_err(Failure::system)?;
        let file = FilePlan {
            bytes: &accepted.bytes,
            media: accepted.media_type.mime(),
            name: &accepted.name,
            title,
            weight: 0,
        };
        self.act(who, |community, pen, _| community.attach(pen, id, &file)).map(drop)
    }

    /// Changes what a document or a space says.
    pub(super) fn rewrite(
        &mut self,
        who: Who,
        key: &str,
        change: impl FnOnce(&mut Contents) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let id = self.id(key)?;
        let mut contents = self.community.deliberation().text(&id).map_err(Failure::system)?;
        change(&mut contents)?;
        self.act(who, |community, pen, _| community.rewrite(pen, id, &contents)).map(drop)
    }
}

/// Puts an official text into a field.
pub(super) fn put(contents: &mut Contents, field: TextField, text: Tri) -> Result<(), Failure> {
    text.each().into_iter().try_for_each(|(tongue, text)| say(contents, field, tongue, text))
}

/// Puts words in one language into a field.
pub(super) fn say(
    contents: &mut Contents,
    field: TextField,
    tongue: Tongue,
    text: &str,
) -> Result<(), Failure> {
    contents.texts.insert((field, tongue.tag()?), text.trim().to_owned());
    Ok(())
}

/// Takes some words of a text out and puts others in; they must be there.
pub(super) fn replace(
    contents: &mut Contents,
    tongue: Tongue,
    (from, to): (&str, &str),
) -> Result<(), Failure> {
    let body = contents.texts.get_mut(&(TextField::Body, tongue.tag()?));
    let body = body.filter(|body| body.contains(from));
    let body = body.ok_or_else(|| Failure::system(format!("no text says {from:?}")))?;
    *body = body.replacen(from, to, 1);
    Ok(())
}
