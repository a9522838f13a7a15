//! Taking part: spaces and phases, documents and edits, comments, stances, answers, moderation.
//!
//! Each of these writes one entry in the phase that holds now, with whatever a right needs beside:
//! the acceptance that makes somebody a co-author, the counter of a last-writer value. Whatever
//! they do not cover is written with [`Community::say`].

use participation_acts::{
    Act, Alignment, Answer, Appeal, Attachment, Base, Comment, Compose, Conclusion, Content,
    ContentKind, Detachment, DocumentKind, Edit, Envelope, Erased, Erasure, FieldEdit, FieldEdits,
    Invite, Label, Link, Matter, Phase, PhaseChange, PlainVoice, Profile, Reason, Rebase, Relate,
    Reply, Report, Residue, Rewording, Root, Space, Stance, Supports, TextField, Verdict, Voice,
    Withdrawal,
};
use participation_deliberation::{Contents, Register};
use participation_documents::change;
use participation_policy::Owner;
use participation_store::Store;
use participation_types::{
    BlobId, ChainId, DeviceKey, EntryId, Frontier, Lane, Language, List, Localized, SlotId, Sorted,
    to_canonical,
};

use crate::community::Community;
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
    /// [`Error::Text`] when one of them is too long.
    pub fn new(
        kind: DocumentKind,
        language: Language,
        title: &str,
        body: &str,
    ) -> Result<Self, Error> {
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

impl<S: Store> Community<S> {
    /// Writes an act of deliberation as it is.
    ///
    /// # Errors
    /// [`Error::NotAllowed`], [`Error::NotAdmitted`], [`Error::Store`].
    pub fn say(&mut self, pen: &mut Pen<'_>, content: Content) -> Result<EntryId, Error> {
        let act = Act::Content(content);
        // What this node writes, every node must be able to read.
        Act::decode(&act.encode()).map_err(|why| Error::NotAdmitted(why.to_string()))?;
        self.write(pen, &act)
    }

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
        let (root, before) = match reading.said(&entry).as_ref().and_then(crate::Said::content) {
            Some(Content::Compose(compose)) => (compose.root.clone(), None),
            Some(Content::Rebase(rebase)) => (rebase.root.clone(), Some(rebase.covers.clone())),
            _ => return Err(Error::NoSuchEntry(entry)),
        };
        let (generation, phase) = (card.generation, card.phase);
        drop(reading);
        let covered = edits.into_iter().chain([subject]).chain(generation);
        let mut covers = self.frontier_over(covered);
        if let Some(before) = before {
            // What the one before took the place of stays gone for those who never had it.
            covers = covers_both(&covers, &before);
        }
        let (_, by) = self.place_of(pen, &subject)?;
        let root = Root { fields, ..root };
        self.say(pen, Content::Rebase(Rebase { subject, by, generation, covers, phase, root }))
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

    /// Comments on a document, or answers a comment.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn comment(&mut self, pen: &mut Pen<'_>, plan: CommentPlan<'_>) -> Result<EntryId, Error> {
        let (phase, _) = self.place_of(pen, &plan.subject)?;
        let comment = Comment {
            subject: plan.subject,
            phase,
            parent: plan.parent,
            voice: plan.voice,
            alignment: plan.alignment,
            language: plan.language,
            text: text("comment", plan.text)?,
        };
        self.say(pen, Content::Comment(comment))
    }

    /// Says a comment of one's own in other words.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn reword(
        &mut self,
        pen: &mut Pen<'_>,
        comment: EntryId,
        language: Language,
        words: &str,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Words(comment))?;
        let (phase, _) = self.place_of(pen, &comment)?;
        let text = text("comment", words)?;
        self.say(pen, Content::Reword(Rewording { comment, phase, counter, language, text }))
    }

    /// Says where one stands to a document or a comment: supports or endorses it, or says whether
    /// one agrees; [`Alignment::Neutral`] takes it back.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn stand(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        matter: Matter,
        value: Alignment,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Stance(subject, matter))?;
        let (phase, _) = self.place_of(pen, &subject)?;
        self.say(pen, Content::Stance(Stance { subject, phase, matter, counter, value }))
    }

    /// Supports exactly these proposals of a space, where supports are one list.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn support_all(
        &mut self,
        pen: &mut Pen<'_>,
        space: EntryId,
        proposals: Vec<EntryId>,
    ) -> Result<EntryId, Error> {
        let phase = self.current_phase(&space)?;
        let counter = self.counter(pen, Register::Supports(phase))?;
        let proposals =
            Sorted::new(proposals).map_err(|_| Error::TooMany { what: "proposals", max: 1024 })?;
        self.say(pen, Content::Supports(Supports { phase, counter, proposals }))
    }

    /// Tells of oneself.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn introduce(
        &mut self,
        pen: &mut Pen<'_>,
        name: &str,
        about: Localized<2000>,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Profile)?;
        self.say(pen, Content::Profile(Profile { counter, name: text("name", name)?, about }))
    }

    /// Answers a proposal officially, as an organiser.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn answer(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        plan: AnswerPlan,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Answer(subject))?;
        let (phase, _) = self.place_of(pen, &subject)?;
        let answer = Answer {
            subject,
            phase,
            counter,
            state: text("state", plan.state)?,
            text: plan.text,
            cost: plan.cost,
            cost_report: plan.cost_report,
            period: plan.period,
        };
        self.say(pen, Content::Answer(answer))
    }

    /// Closes a debate or a meeting with what came of it, or opens it again.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn conclude(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        closed: bool,
        text: Localized<20000>,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Conclusion(subject))?;
        let (phase, by) = self.place_of(pen, &subject)?;
        self.say(pen, Content::Conclude(Conclusion { subject, phase, by, counter, closed, text }))
    }

    /// Reports a document or a comment to the moderators, in words that only they can read.
    ///
    /// # Errors
    /// As [`Community::say`]; [`Error::NoModerators`].
    pub fn report_content(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        reason: Reason,
        words: &str,
    ) -> Result<EntryId, Error> {
        let envelope = self.seal_report(pen, &subject, reason, words)?;
        self.say(pen, Content::Report(Report { subject, envelope }))
    }

    /// Hides a document or a comment, or shows it again, as a moderator, with a public reason.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn label(
        &mut self,
        pen: &mut Pen<'_>,
        subject: EntryId,
        plan: LabelPlan,
    ) -> Result<EntryId, Error> {
        let counter = self.counter(pen, Register::Label(subject))?;
        let LabelPlan { hidden, reason, text, appeal } = plan;
        self.say(pen, Content::Label(Label { subject, counter, hidden, reason, text, appeal }))
    }

    /// Objects to a label on what one wrote.
    ///
    /// # Errors
    /// As [`Community::say`].
    pub fn appeal(
        &mut self,
        pen: &mut Pen<'_>,
        label: EntryId,
        language: Language,
        words: &str,
    ) -> Result<EntryId, Error> {
        let text = text("appeal", words)?;
        self.say(pen, Content::Appeal(Appeal { label, language, text }))
    }

    /// Erases what one wrote, on every node and for good; or asks for it as a data officer, for
    /// what others wrote. What was built upon it keeps its place.
    ///
    /// # Errors
    /// As [`Community::say`]; [`Error::TooMany`] beyond 128 at once.
    pub fn erase_content(
        &mut self,
        pen: &mut Pen<'_>,
        entries: &[EntryId],
    ) -> Result<EntryId, Error> {
        let mut erased: Vec<Erased> =
            entries.iter().map(|id| Erased { entry: *id, residue: self.residue(id) }).collect();
        erased.sort_unstable_by_key(|erased| erased.entry);
        erased.dedup_by_key(|erased| erased.entry);
        let erased = List::new(erased).map_err(|_| Error::TooMany { what: "entries", max: 128 })?;
        self.say(pen, Content::Erase(Erasure { erased }))
    }

    /// The entries in which a person wrote what a document says: what [`Community::erase_content`]
    /// takes to erase it as far as it is theirs.
    #[must_use]
    pub fn written_by(&self, author: &DeviceKey, document: &EntryId) -> Vec<EntryId> {
        let edits = self.deliberation().naming(document, ContentKind::Edit);
        let view = self.view();
        let mine = |id: &EntryId| participation_deliberation::is_own(&view, author, id);
        edits.into_iter().chain([*document]).filter(mine).collect()
    }

    fn residue(&self, id: &EntryId) -> Residue {
        match self.words(id).as_deref() {
            Some(Act::Content(Content::Compose(compose))) => Residue::Document {
                phase: compose.phase,
                kind: compose.root.kind,
                voice: compose.root.voice.plain(),
                ordinal: compose.root.ordinal,
                base: compose.root.base.clone(),
            },
            Some(Act::Content(Content::Comment(comment))) => Residue::Comment {
                subject: comment.subject,
                phase: comment.phase,
                parent: comment.parent,
                voice: match comment.voice {
                    Voice::Member => PlainVoice::Member,
                    Voice::Official => PlainVoice::Official,
                    Voice::Imported(_) => PlainVoice::Imported,
                },
                alignment: comment.alignment,
            },
            _ => Residue::Nothing,
        }
    }

    /// The phase that holds now in a space.
    ///
    /// # Errors
    /// [`Error::NoSuchEntry`] for a space that does not stand.
    pub fn current_phase(&self, space: &EntryId) -> Result<EntryId, Error> {
        let reading = self.deliberation();
        reading.current_phase(space).map(|(id, _)| id).ok_or(Error::NoSuchEntry(*space))
    }

    /// The phase in which something about a subject is said now, and the acceptance that makes the
    /// pen's holder an author of it, if they need one.
    fn place_of(
        &self,
        pen: &Pen<'_>,
        subject: &EntryId,
    ) -> Result<(EntryId, Option<EntryId>), Error> {
        let space = self.deliberation().subject(subject).map(|subject| subject.space);
        let space = space.ok_or(Error::NoSuchEntry(*subject))?;
        Ok((self.current_phase(&space)?, self.acceptance(pen, subject)))
    }

    fn acceptance(&self, pen: &Pen<'_>, document: &EntryId) -> Option<EntryId> {
        let slot = self.slot_of(&pen.device.public())?;
        let reading = self.deliberation();
        let subject = reading.subject(document)?;
        if subject.owner == Owner::Member(slot) {
            return None;
        }
        reading.acceptance(document, &slot)
    }

    /// The slot that a device speaks for.
    #[must_use]
    pub fn slot_of(&self, device: &DeviceKey) -> Option<SlotId> {
        let view = self.view();
        let member = view.certificate(device)?.member;
        view.slot_of(&member)
    }

    fn counter(&self, pen: &Pen<'_>, register: Register) -> Result<u32, Error> {
        let reading = self.deliberation();
        reading.next_counter(&pen.device.public(), register).ok_or(Error::NoCounterLeft)
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

    /// The last entries of all chains of the content lane: what a phase leaves standing.
    fn content_frontier(&self) -> Frontier {
        let view = self.view();
        let chains = view.chains().heads().filter(|(chain, _)| chain.lane == Lane::Content);
        Frontier::new(chains.filter_map(|(chain, _)| Some((chain, view.standing_head(&chain)?))))
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

    fn seal_report(
        &self,
        pen: &mut Pen<'_>,
        subject: &EntryId,
        reason: Reason,
        words: &str,
    ) -> Result<Envelope, Error> {
        let view = self.view();
        let (_, state) = view.tip().ok_or(Error::NoCommunity)?;
        let moderators: Vec<_> =
            state.holders(participation_acts::Role::Moderator).copied().collect();
        let message = crate::report::message(reason, words)?;
        let context = crate::report::context(&self.id(), subject);
        let sealed = participation_keys::seal_envelope(
            &moderators,
            &context,
            &message,
            &mut |bytes: &mut [u8]| pen.entropy.fill(bytes),
        )?;
        Envelope::new(sealed).ok_or(Error::TooMany { what: "moderators", max: 64 })
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

/// A comment that is about to be made.
#[derive(Debug, Clone)]
pub struct CommentPlan<'a> {
    /// On which document.
    pub subject: EntryId,
    /// In answer to which comment.
    pub parent: Option<EntryId>,
    /// In whose name.
    pub voice: Voice,
    /// On which side; only first comments take one.
    pub alignment: Alignment,
    /// In which language.
    pub language: Language,
    /// What it says.
    pub text: &'a str,
}

/// An official answer that is about to be given.
#[derive(Debug, Clone, Default)]
pub struct AnswerPlan {
    /// Key of a state of the phase.
    pub state: String,
    /// Why.
    pub text: Localized<20000>,
    /// What it would cost, in the smallest unit.
    pub cost: Option<u64>,
    /// How that was found.
    pub cost_report: Localized<4000>,
    /// When it would be done.
    pub period: Localized<600>,
}

/// A label that is about to be put on something.
#[derive(Debug, Clone)]
pub struct LabelPlan {
    /// Whether it is hidden.
    pub hidden: bool,
    /// Why, in a word.
    pub reason: Reason,
    /// Why, in words.
    pub text: Localized<4000>,
    /// The appeal that this decides.
    pub appeal: Option<EntryId>,
}

fn versions(heads: Vec<EntryId>) -> Result<Sorted<EntryId, 64>, Error> {
    Sorted::new(heads).map_err(|_| Error::TooMany { what: "versions", max: 64 })
}
