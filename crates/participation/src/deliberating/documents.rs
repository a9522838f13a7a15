//! Documents: published, edited, begun anew, withdrawn; what belongs to them.

use participation_acts::{
    Act, Attachment, Compose, Content, ContentKind, Detachment, DocumentKind, Edit, FieldEdit,
    FieldEdits, Link, Rebase, Relate, Root, TextField, Voice, Withdrawal,
};
use participation_charter::Fault;
use participation_deliberation::{Contents, Register};
use participation_documents::change;
use participation_policy::ContentFault;
use participation_policy::Owner;
use participation_store::Store;
use participation_types::{BlobId, ChainId, EntryId, Frontier, Language, List, Localized};

use crate::community::Community;
use crate::deliberating::versions;
use crate::error::Error;
use crate::founding::text;
use crate::pen::Pen;

/// A document that is about to be published.
#[derive(Debug, Clone)]
pub struct DocumentPlan {
    /// What kind.
    pub kind: DocumentKind,
    /// In whose name.
    pub voice: Voice,
    /// Its first texts and values.
    pub fields: FieldEdits,
    /// Links to others.
    pub links: Vec<Link>,
    /// The class above it, of a class of a taxonomy.
    pub parent: Option<EntryId>,
}

impl DocumentPlan {
    /// A document with a title and a body in one language, in its author's own name.
    ///
    /// # Errors
    /// [`Error::Text`] when one of them is too long, [`Error::NotAllowed`] without a title.
    pub fn new(
        kind: DocumentKind,
        language: Language,
        title: &str,
        body: &str,
    ) -> Result<Self, Error> {
        if title.trim().is_empty() {
            return Err(Error::NotAllowed(Fault::Denied(ContentFault::NoTitle.into())));
        }
        let mut fields = vec![FieldEdit::text(TextField::Title, language, text("title", title)?)];
        if !body.is_empty() {
            fields.push(FieldEdit::text(TextField::Body, language, text("body", body)?));
        }
        let fields = FieldEdits::new(fields);
        Ok(Self { kind, voice: Voice::Member, fields, links: Vec::new(), parent: None })
    }

    /// The same, in the name of the space.
    #[must_use]
    pub fn official(self) -> Self {
        Self { voice: Voice::Official, ..self }
    }
}

/// A file that is about to be attached.
#[derive(Debug, Clone)]
pub struct FilePlan<'a> {
    /// What is in it.
    pub bytes: &'a [u8],
    /// Its media type.
    pub media: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What it shows, for those who do not see it.
    pub title: Localized<600>,
    /// Its place among the others.
    pub weight: u16,
}

impl<S: Store> Community<S> {
    /// Publishes a document in the phase that holds now.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn compose(
        &mut self,
        pen: &mut Pen<'_>,
        space: EntryId,
        plan: DocumentPlan,
    ) -> Result<EntryId, Error> {
        let phase = self.current_phase(&space)?;
        let ordinal = self.next_ordinal(pen, &space, &phase, &plan);
        let links = List::new(plan.links).map_err(|_| Error::TooMany { what: "links", max: 64 })?;
        let root = Root {
            kind: plan.kind,
            voice: plan.voice,
            ordinal,
            parent: plan.parent,
            base: None,
            links,
            fields: plan.fields,
        };
        self.say(pen, Content::Compose(Compose { phase, root }))
    }

    /// The first number that the person's proposals of the space do not have yet.
    fn next_ordinal(
        &self,
        pen: &Pen<'_>,
        space: &EntryId,
        phase: &EntryId,
        plan: &DocumentPlan,
    ) -> u16 {
        let reading = self.deliberation();
        let most = reading.phase(phase).map_or(0, |phase| phase.rules.proposals);
        if most == 0 || plan.kind != DocumentKind::Proposal || plan.voice != Voice::Member {
            return 0;
        }
        let slot = self.slot_of(&pen.device.public());
        let taken: std::collections::BTreeSet<u16> = reading
            .cards()
            .filter(|card| card.space == *space && slot.map(Owner::Member) == Some(card.owner))
            .map(|card| card.ordinal)
            .collect();
        (1..=most).find(|n| !taken.contains(n)).unwrap_or_else(|| most.saturating_add(1))
    }

    /// Edits a document, an amendment or the text of a space as it is now.
    ///
    /// # Errors
    /// As [`Community::say`]; [`Error::NothingChanged`].
    pub fn edit(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        fields: FieldEdits,
    ) -> Result<EntryId, Error> {
        if fields.is_empty() {
            return Err(Error::NothingChanged);
        }
        let reading = self.deliberation();
        let card = reading.card(&subject);
        let space = reading.space(&subject);
        let heads = card.map(|card| &card.heads).or_else(|| space.map(|space| &space.heads));
        let deps = versions(heads.cloned().ok_or(Error::NoSuchEntry(subject))?)?;
        let generation = card.and_then(|card| card.generation);
        drop(reading);
        let (phase, by) = self.place_of(pen, &subject)?;
        self.say(pen, Content::Edit(Edit { subject, phase, by, generation, deps, fields }))
    }

    /// Edits a document, an amendment or the text of a space: from what it says now to `after`.
    ///
    /// # Errors
    /// As [`Community::say`]; [`Error::NothingChanged`].
    pub fn rewrite(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        after: &Contents,
    ) -> Result<EntryId, Error> {
        let before = self.deliberation().text(&subject)?;
        self.edit(pen, subject, change(&before, after)?)
    }

    /// Begins a text anew: what it said before is erased everywhere, with the history of who wrote
    /// what. What others wrote meanwhile is listed for them.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn rebase(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        fields: FieldEdits,
    ) -> Result<EntryId, Error> {
        let reading = self.deliberation();
        let card = reading.card(&subject).ok_or(Error::NoSuchEntry(subject))?;
        let edits = reading.naming(&subject, ContentKind::Edit);
        let entry = card.generation.unwrap_or(subject);
        let said = reading.said(&entry);
        let root = match said.as_ref().and_then(crate::Said::content) {
            Some(Content::Compose(compose)) => compose.root.clone(),
            Some(Content::Rebase(rebase)) => rebase.root.clone(),
            _ => return Err(Error::NoSuchEntry(entry)),
        };
        let (generation, composed) = (card.generation, card.phase);
        let before: Vec<Frontier> = reading.covered(&subject).cloned().collect();
        drop(reading);
        let covered = edits.into_iter().chain([subject]).chain(generation);
        let mut covers = self.frontier_over(covered);
        // What those before took the place of stays gone for those who never had it.
        for before in before {
            covers = covers_both(&covers, &before);
        }
        let (phase, _) = self.place_of(pen, &subject)?;
        let root = Root { fields, ..root };
        let rebase = Rebase { subject, phase, generation, covers, composed, root };
        self.say(pen, Content::Rebase(rebase))
    }

    /// The frontier that ends with the last of these entries in each of their chains.
    fn frontier_over(&self, entries: impl Iterator<Item = EntryId>) -> Frontier {
        let view = self.view();
        let mut heads: std::collections::BTreeMap<ChainId, participation_types::Head> =
            std::collections::BTreeMap::new();
        for id in entries {
            let Some(place) = view.chains().place(&id) else { continue };
            let Some(chain) = view.chains().chain_of(place) else { continue };
            let head = participation_types::Head { seq: place.seq(), id };
            let last = heads.entry(chain).or_insert(head);
            if head.seq > last.seq {
                *last = head;
            }
        }
        Frontier::new(heads)
    }

    /// Withdraws a document or a comment, for good.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn withdraw(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        reason: Localized<4000>,
    ) -> Result<EntryId, Error> {
        let by = self.acceptance(pen, &subject);
        self.say(pen, Content::Withdraw(Withdrawal { subject, by, reason }))
    }

    /// Links a document to another entry, or parts them.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn relate(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        link: Link,
        linked: bool,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Link(subject, link.relation, link.to))?;
        let (phase, by) = self.place_of(pen, &subject)?;
        self.say(pen, Content::Relate(Relate { subject, phase, by, link, counter, linked }))
    }

    /// Attaches a file. Its bytes must be what the community lets in: `participation-media` says.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn attach(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        file: &FilePlan<'_>,
    ) -> Result<EntryId, Error> {
        let (phase, by) = self.place_of(pen, &subject)?;
        let act = Attachment {
            subject,
            phase,
            by,
            blob: BlobId::from_bytes(participation_types::sha256(file.bytes)),
            size: u64::try_from(file.bytes.len()).unwrap_or(u64::MAX),
            media: text("media type", file.media)?,
            name: text("name of the file", file.name)?,
            title: file.title.clone(),
            weight: file.weight,
        };
        let content = Content::Attach(act);
        self.may(pen, &Act::Content(content.clone()))?;
        self.put_blob(file.bytes)?;
        self.say(pen, content)
    }

    /// Takes an attachment away.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn detach(&mut self, pen: &mut Pen<'_>, attachment: EntryId) -> Result<EntryId, Error> {
        let document = self.deliberation().about(&attachment);
        let by = document.and_then(|document| self.acceptance(pen, &document));
        self.say(pen, Content::Detach(Detachment { attachment, by }))
    }
}

/// The frontier that holds whatever either holds.
fn covers_both(one: &Frontier, other: &Frontier) -> Frontier {
    let mut heads: std::collections::BTreeMap<ChainId, participation_types::Head> =
        one.iter().map(|(chain, head)| (*chain, *head)).collect();
    for (chain, head) in other.iter() {
        let last = heads.entry(*chain).or_insert(*head);
        if head.seq > last.seq {
            *last = *head;
        }
    }
    Frontier::new(heads)
}
