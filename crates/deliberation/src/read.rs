//! Reading what stands.

use participation_acts::{Act, Content, ContentKind, Matter, Phase, Relation, Right};
use participation_charter::{Fault, View};
use participation_documents::{Contents, Document, EditFault, Version};
use participation_policy::{Entry, Owner, Subject};
use participation_types::{DeviceKey, EntryId, SlotId};

use crate::ballots::SupportBallot;
use crate::bodies::{Bodies, content};
use crate::card::{Card, Remark, SpaceCard, Void};
use crate::phases::phase_of;
use crate::state::Deliberation;
use crate::text::{Begin, only};

/// A last-writer value: whoever writes it next counts one further.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Register {
    /// Where one person stands to a document or comment.
    Stance(EntryId, Matter),
    /// The supports of one person in the space of a phase.
    Supports(EntryId),
    /// What one person tells of themselves.
    Profile,
    /// The reply of one person to an invitation.
    Reply(EntryId),
    /// The words of a comment.
    Words(EntryId),
    /// The official answer to a proposal.
    Answer(EntryId),
    /// What closes a debate or meeting.
    Conclusion(EntryId),
    /// Whether a document or comment is hidden.
    Label(EntryId),
    /// A link of a document.
    Link(EntryId, Relation, EntryId),
}

impl Deliberation {
    /// Spaces that stand, by id.
    pub fn spaces(&self) -> impl Iterator<Item = &SpaceCard> {
        self.spaces.values()
    }

    /// A space that stands.
    #[must_use]
    pub fn space(&self, id: &EntryId) -> Option<&SpaceCard> {
        self.spaces.get(id)
    }

    /// What a phase says, by the entry that began it, whether it stands or not.
    #[must_use]
    pub fn phase(&self, id: &EntryId) -> Option<&Phase> {
        phase_of(&self.facts, id)
    }

    /// The phase that holds now in a space, with its entry.
    #[must_use]
    pub fn current_phase(&self, space: &EntryId) -> Option<(EntryId, &Phase)> {
        let id = self.standing.phases.last(space)?;
        Some((id, self.phase(&id)?))
    }

    /// The space of a phase that stands.
    #[must_use]
    pub fn space_of_phase(&self, phase: &EntryId) -> Option<EntryId> {
        self.standing.phases.space_of(phase)
    }

    /// Documents that stand, by id, those that pages do not show included.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        self.cards.values().map(Box::as_ref)
    }

    /// A document that stands.
    #[must_use]
    pub fn card(&self, id: &EntryId) -> Option<&Card> {
        self.cards.get(id).map(Box::as_ref)
    }

    /// The comments on a document in the order in which replies follow what they answer.
    #[must_use]
    pub fn thread(&self, document: &EntryId) -> &[Remark] {
        self.threads.get(document).map_or(&[], Vec::as_slice)
    }

    /// All threads, by document.
    pub(crate) fn threads(&self) -> impl Iterator<Item = (&EntryId, &Vec<Remark>)> {
        self.threads.iter()
    }

    /// The document that a comment is on, if the comment stands.
    #[must_use]
    pub fn document_of(&self, comment: &EntryId) -> Option<EntryId> {
        self.standing.subjects.get(comment).map(|subject| subject.root)
    }

    /// A comment that stands.
    #[must_use]
    pub fn remark(&self, id: &EntryId) -> Option<&Remark> {
        let document = self.document_of(id)?;
        self.thread(&document).iter().find(|remark| remark.id == *id)
    }

    /// A document, comment or space as what acts are about.
    #[must_use]
    pub fn subject(&self, id: &EntryId) -> Option<Subject> {
        self.standing.subject(id)
    }

    /// What an entry is about first of all: the document of a comment, the label of an appeal.
    #[must_use]
    pub fn about(&self, id: &EntryId) -> Option<EntryId> {
        self.facts.about(id)
    }

    /// The entries of a kind that name a subject, by id, whether they stand or not.
    #[must_use]
    pub fn naming(&self, subject: &EntryId, kind: ContentKind) -> Vec<EntryId> {
        self.facts.words(subject, kind)
    }

    /// The documents that are linked to an entry, by id, those that pages do not show included.
    pub fn linked_to(&self, id: &EntryId) -> impl Iterator<Item = &Card> {
        let ever = self.facts.linked.get(id).into_iter().flatten();
        ever.filter_map(|from| self.card(from))
            .filter(|card| card.links.iter().any(|link| link.to == *id))
    }

    /// What was made of a document, by id: the documents that stand to it in a way and that pages
    /// show. A member can link what they write to anything, so that what is a member's is none of
    /// them.
    pub fn made_of(&self, id: &EntryId, relation: Relation) -> impl Iterator<Item = &Card> {
        let stands = move |card: &&Card| {
            card.links.iter().any(|link| link.relation == relation && link.to == *id)
        };
        let shown = |card: &&Card| card.is_shown() && card.withdrawn.is_none();
        let official = |card: &&Card| match card.owner {
            Owner::Space | Owner::Imported => true,
            Owner::Member(_) => false,
        };
        self.linked_to(id).filter(official).filter(shown).filter(stands)
    }

    /// Documents and comments that some report or label named, by id, whether it stands or not.
    pub fn moderated(&self) -> impl Iterator<Item = EntryId> {
        let known = |id: &&EntryId| self.card(id).is_some() || self.remark(id).is_some();
        self.facts.moderated.iter().filter(known).copied()
    }

    /// The acceptance by which somebody is an author of a document, if one is needed.
    #[must_use]
    pub fn acceptance(&self, document: &EntryId, slot: &SlotId) -> Option<EntryId> {
        let accepted = self.standing.coauthors.get(document)?;
        accepted.iter().find(|(_, who)| *who == slot).map(|(reply, _)| *reply)
    }

    /// Invitations to be an author that somebody has, answered or not: the invitation and the
    /// document.
    #[must_use]
    pub fn invitations_of(&self, slot: &SlotId) -> Vec<(EntryId, EntryId)> {
        let mut mine: Vec<(EntryId, EntryId)> = Vec::new();
        for (document, invited) in &self.standing.invitations {
            let me = invited.iter().filter(|(_, who)| *who == slot);
            mine.extend(me.map(|(id, _)| (*id, *document)));
        }
        mine.sort_unstable();
        mine
    }

    /// People who support a proposal, one by one and in lists together.
    #[must_use]
    pub fn supports(&self, proposal: &EntryId) -> u32 {
        let single = self.card(proposal).map_or(0, |card| card.supporters.len());
        u32::try_from(single).unwrap_or(u32::MAX).saturating_add(self.ballots.of(proposal))
    }

    /// The same, for pages: `None` while the phase keeps numbers of supports from them. Whoever
    /// holds the entries can count all the same.
    #[must_use]
    pub fn shown_supports(&self, proposal: &EntryId) -> Option<u32> {
        let space = self.card(proposal).map(|card| card.space);
        let phase = space.and_then(|space| self.current_phase(&space));
        let hides = phase.is_some_and(|(_, phase)| phase.rules.hides_supports);
        (!hides).then(|| self.supports(proposal))
    }

    /// The last list of supports of one person in a space.
    #[must_use]
    pub fn support_ballot(&self, space: &EntryId, slot: &SlotId) -> Option<&SupportBallot> {
        self.ballots.last(space, slot)
    }

    /// All last lists of supports, by space and person.
    pub fn support_ballots(&self) -> impl Iterator<Item = (&(EntryId, SlotId), &SupportBallot)> {
        self.ballots.all()
    }

    /// The entry in which a person tells of themselves.
    #[must_use]
    pub fn profile(&self, slot: &SlotId) -> Option<EntryId> {
        self.names.get(slot).copied()
    }

    /// Everybody who tells of themselves, by slot.
    pub fn profiles(&self) -> impl Iterator<Item = (SlotId, EntryId)> {
        self.names.iter().map(|(slot, id)| (*slot, *id))
    }

    /// What of the group of a document does not count, and why; by id.
    #[must_use]
    pub fn void(&self, id: &EntryId) -> &[Void] {
        self.void.get(&self.facts.root(id)).map_or(&[], Vec::as_slice)
    }

    /// Everything that does not count.
    #[must_use]
    pub fn all_void(&self) -> Vec<Void> {
        let phases = self.standing.phases.faults().map(|(id, fault)| Void { id, fault });
        let mut all: Vec<Void> =
            self.void.values().flatten().chain(&self.loose).copied().chain(phases).collect();
        all.sort_unstable_by_key(|void| void.id);
        all
    }

    /// Asks whether an act may be done now, by what stands.
    ///
    /// # Errors
    /// The [`Fault`] that its entry would have.
    pub fn ask(&self, view: &View<'_>, entry: &Entry<'_>) -> Result<Option<Right>, Fault> {
        self.standing.ask(view, &self.facts, entry)
    }

    /// Whether an admitted entry stands, and the right that it needed. What is found only when
    /// texts are derived (an edit that does not fit) is in [`Deliberation::void`].
    ///
    /// # Errors
    /// The [`Fault`] that it has.
    pub fn judge(&self, view: &View<'_>, id: &EntryId, act: &Act) -> Result<Option<Right>, Fault> {
        if let Some(void) = self.void(id).iter().find(|void| void.id == *id) {
            return Err(void.fault);
        }
        self.standing.judge(view, &self.facts, id, act)
    }

    /// The counter that the next word of a register takes; `None` when there is none left.
    ///
    /// One more than the highest that is here: of a person's own register everything that their
    /// devices wrote, of a common one whatever its author had the right to write.
    #[must_use]
    pub fn next_counter(
        &self,
        view: &View<'_>,
        bodies: &dyn Bodies,
        author: &DeviceKey,
        register: Register,
    ) -> Option<u32> {
        let (entries, own): (Vec<EntryId>, bool) = match register {
            Register::Stance(subject, _) => (self.facts.words(&subject, ContentKind::Stance), true),
            Register::Supports(phase) => {
                let space = self.standing.phases.space_of(&phase)?;
                let phases = self.standing.phases.of(&space).iter();
                let lists = phases.filter_map(|phase| self.facts.supports.get(phase));
                (lists.flatten().copied().collect(), true)
            }
            Register::Profile => (self.facts.profiles.iter().copied().collect(), true),
            Register::Reply(invitation) => {
                (self.facts.words(&invitation, ContentKind::Reply), true)
            }
            Register::Words(comment) => (self.facts.words(&comment, ContentKind::Reword), true),
            Register::Answer(subject) => (self.facts.words(&subject, ContentKind::Answer), false),
            Register::Conclusion(id) => (self.facts.words(&id, ContentKind::Conclude), false),
            Register::Label(subject) => (self.facts.words(&subject, ContentKind::Label), false),
            Register::Link(subject, ..) => (self.facts.words(&subject, ContentKind::Relate), false),
        };
        let mut highest = 0;
        for id in entries {
            let counted = if own {
                crate::scene::is_own(view, author, &id)
            } else {
                let act = bodies.act(&id);
                act.is_some_and(|act| {
                    let judged = self.standing.judge(view, &self.facts, &id, &act);
                    // What came late may yet be taken in.
                    matches!(judged, Ok(_) | Err(Fault::Late { .. } | Fault::PhaseOver { .. }))
                })
            };
            if !counted {
                continue;
            }
            let act = bodies.act(&id);
            let said = act.as_deref().and_then(content);
            let same = match (register, said) {
                (Register::Stance(_, matter), Some(Content::Stance(stance))) => {
                    stance.matter == matter
                }
                (Register::Link(_, relation, to), Some(Content::Relate(relate))) => {
                    (relate.link.relation, relate.link.to) == (relation, to)
                }
                _ => true,
            };
            if same {
                highest = highest.max(said.and_then(Content::counter).unwrap_or_default());
            }
        }
        highest.checked_add(1)
    }

    /// What a document, a version of it, an amendment or a space says.
    ///
    /// # Errors
    /// [`EditFault::Missing`] for versions and documents that are not here.
    pub fn text(
        &mut self,
        view: &View<'_>,
        bodies: &dyn Bodies,
        id: &EntryId,
        heads: Option<&[EntryId]>,
    ) -> Result<Contents, EditFault> {
        let simple = self.cards.get(id).filter(|card| {
            heads.is_none_or(|heads| heads == card.heads)
                && card.base.is_none()
                // Neither an edit nor an amendment that was taken in comes after its first text.
                && card.heads == [card.generation.unwrap_or(*id)]
        });
        if let Some(card) = simple {
            let entry = card.generation.unwrap_or(*id);
            return self.first(bodies, &entry).ok_or(EditFault::Missing(entry));
        }
        let current = self.cards.get(id).map(|card| card.heads.clone());
        let current = current.or_else(|| self.spaces.get(id).map(|space| space.heads.clone()));
        let heads = heads.map(<[EntryId]>::to_vec).or(current).ok_or(EditFault::Missing(*id))?;
        self.document(view, bodies, id)?.text_at(&heads)
    }

    /// The versions of a document and of the amendments that it has taken in, of an amendment its own
    /// too; each after those that it was made upon.
    ///
    /// # Errors
    /// [`EditFault::Missing`] when it is not here.
    pub fn versions(
        &mut self,
        view: &View<'_>,
        bodies: &dyn Bodies,
        id: &EntryId,
    ) -> Result<Vec<Version>, EditFault> {
        Ok(self.document(view, bodies, id)?.versions())
    }

    /// The derived document of a subject, with its amendments.
    fn document(
        &mut self,
        view: &View<'_>,
        bodies: &dyn Bodies,
        id: &EntryId,
    ) -> Result<&mut Document, EditFault> {
        let card = self.cards.get(id);
        let base = card.and_then(|card| card.base.as_ref());
        let root = base.map_or(*id, |base| base.proposal);
        // The document holds the amendments that were accepted; others lie on copies of their own.
        let heads = base.and(card).map(|card| card.heads.clone()).unwrap_or_default();
        let holds = |document: &mut Document| heads.iter().all(|head| document.has(head));
        if self.texts.document(&root).is_none() {
            self.want(view, bodies, root, root);
        }
        if self.texts.document(&root).is_some_and(holds) {
            return self.texts.document(&root).ok_or(EditFault::Missing(root));
        }
        if self.texts.amended(id).is_none() {
            self.want(view, bodies, root, *id);
        }
        self.texts.amended(id).ok_or(EditFault::Missing(*id))
    }

    /// Derives a group again, and keeps what was derived of this document or amendment.
    fn want(&mut self, view: &View<'_>, bodies: &dyn Bodies, root: EntryId, wanted: EntryId) {
        self.texts.wanted = Some(wanted);
        self.dirty.insert(self.facts.root(&root));
        self.renew(view, bodies);
        self.texts.wanted = None;
    }

    fn first(&self, bodies: &dyn Bodies, entry: &EntryId) -> Option<Contents> {
        let act = bodies.act(entry)?;
        let fields = match content(&act) {
            Some(Content::Compose(compose)) => &compose.root.fields,
            Some(Content::Rebase(rebase)) => &rebase.root.fields,
            _ => return None,
        };
        let begin = Begin {
            entry: *entry,
            author: DeviceKey::from_bytes([0; 32]),
            seq: 0,
            claimed: participation_types::Timestamp::default(),
            fields,
        };
        Some(only(*entry, &begin))
    }
}
