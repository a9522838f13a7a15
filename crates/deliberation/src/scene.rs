//! What an act names, as the table of rights wants to see it.

use std::collections::{BTreeMap, HashMap};

use participation_acts::{Act, Content, Relation, Residue, Right, Voice};
use participation_charter::{Fault, View};
use participation_policy::{Entry, Owner, Scene, Subject, SubjectKind, Target};
use participation_types::{DeviceKey, EntryId, MemberKey, SlotId};

use crate::bodies::content;
use crate::facts::Facts;
use crate::phases::Phases;

/// Everything that stands and can be named.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    pub(crate) phases: Phases,
    /// Documents and comments that stand.
    /// Each by itself, because half of a large map lies idle.
    pub(crate) subjects: HashMap<EntryId, Box<Subject>>,
    /// Of each document the acceptances that made somebody an author of it.
    pub(crate) coauthors: HashMap<EntryId, BTreeMap<EntryId, SlotId>>,
    /// Of each document the invitations to be an author of it that stand, and whom they invite.
    pub(crate) invitations: HashMap<EntryId, BTreeMap<EntryId, SlotId>>,
}

impl Standing {
    /// What an id names, if that stands.
    pub(crate) fn subject(&self, id: &EntryId) -> Option<Subject> {
        self.subjects.get(id).map(|subject| **subject).or_else(|| self.phases.space_subject(id))
    }

    /// The same, for somebody who says that an acceptance makes them an author.
    fn subject_for(&self, id: &EntryId, by: Option<&EntryId>) -> Option<Subject> {
        let subject = self.subject(id)?;
        let coauthor = by.and_then(|by| self.coauthors.get(id)?.get(by)).copied();
        // An acceptance that does not stand makes nobody an author, and who composed the document
        // names none.
        Some(Subject { coauthor, ..subject })
    }

    /// What an act names.
    pub(crate) fn scene<'a>(
        &self,
        view: &View<'_>,
        facts: &'a Facts,
        author: &DeviceKey,
        act: &Content,
    ) -> Scene<'a> {
        let phase = act.phase().and_then(|phase| self.phases.seen(facts, &phase));
        let empty = Scene { phase, ..Scene::default() };
        let on = |id: &EntryId, by: Option<&EntryId>| Scene {
            subject: self.subject_for(id, by),
            ..empty
        };
        match act {
            Content::Space(act) => {
                Scene { subject: act.parent.and_then(|id| self.phases.space_subject(&id)), ..empty }
            }
            Content::Phase(act) => Scene { phase: self.phases.seen(facts, &act.previous), ..empty },
            Content::Compose(act) => {
                let root = &act.root;
                let above = root.base.as_ref().map(|base| base.proposal).or(root.parent);
                let promotes =
                    |link: &&participation_acts::Link| link.relation == Relation::PromotedFrom;
                let promoted = root.links.iter().find(promotes).map(|link| link.to);
                // It may be of another group, and only documents have theirs followed there.
                let document = |subject: &Subject| matches!(subject.kind, SubjectKind::Document(_));
                Scene {
                    subject: above.and_then(|id| self.subject(&id)),
                    other: promoted.and_then(|id| self.subject(&id)).filter(document),
                    ..empty
                }
            }
            Content::Edit(act) => on(&act.subject, act.by.as_ref()),
            Content::Rebase(act) => {
                let composed = self.phases.seen(facts, &act.composed);
                Scene { composed, ..on(&act.subject, None) }
            }
            Content::Invite(act) => on(&act.subject, act.by.as_ref()),
            Content::Relate(act) => on(&act.subject, act.by.as_ref()),
            Content::Attach(act) => on(&act.subject, act.by.as_ref()),
            Content::Conclude(act) => on(&act.subject, act.by.as_ref()),
            Content::Withdraw(act) => on(&act.subject, act.by.as_ref()),
            Content::Detach(act) => match facts.about(&act.attachment) {
                Some(document) => on(&document, act.by.as_ref()),
                None => empty,
            },
            Content::Reply(act) => {
                let document = facts.about(&act.invitation);
                let invited = document.and_then(|id| self.invitations.get(&id));
                let slot = invited.and_then(|invited| invited.get(&act.invitation));
                Scene { invited: slot.copied(), ..empty }
            }
            Content::Verdict(act) => {
                let amendment = self.subject(&act.amendment);
                let proposal = amendment.map(|amendment| amendment.root);
                Scene {
                    subject: proposal.and_then(|id| self.subject_for(&id, act.by.as_ref())),
                    other: amendment,
                    ..empty
                }
            }
            Content::Comment(act) => Scene {
                subject: self.subject(&act.subject),
                other: act.parent.and_then(|id| self.subject(&id)),
                ..empty
            },
            Content::Reword(act) => on(&act.comment, None),
            Content::Stance(act) => on(&act.subject, None),
            Content::Answer(act) => on(&act.subject, None),
            Content::Report(act) => on(&act.subject, None),
            Content::Label(act) => {
                let appeal = act.appeal.and_then(|appeal| facts.about(&appeal));
                let appealed = appeal.and_then(|label| facts.about(&label));
                // Whether something of another group stands must make no difference here.
                let same = appealed.filter(|appealed| *appealed == act.subject);
                Scene { other: same.and_then(|id| self.subject(&id)), ..on(&act.subject, None) }
            }
            Content::Appeal(act) => match facts.about(&act.label) {
                Some(hidden) => on(&hidden, None),
                None => empty,
            },
            Content::Erase(act) => {
                let own = |id: &EntryId| is_own(view, author, id);
                Scene { own: act.erased.iter().all(|erased| own(&erased.entry)), ..empty }
            }
            Content::Supports(_) | Content::Profile(_) => empty,
        }
    }

    /// Whether an admitted entry stands, and the right that it needed.
    ///
    /// # Errors
    /// The [`Fault`] that it has.
    pub(crate) fn judge(
        &self,
        view: &View<'_>,
        facts: &Facts,
        id: &EntryId,
        act: &Act,
    ) -> Result<Option<Right>, Fault> {
        let said = content(act).ok_or(Fault::NoBody)?;
        let place = view.chains().place(id).ok_or(Fault::NotHere)?;
        let device = view.chains().chain_of(place).ok_or(Fault::NotHere)?.device;
        let scene = self.scene(view, facts, &device, said);
        let right = view.judge(id, act, Target::Content(&scene))?;
        // A re-base tells in which phase its document was composed, not in which it was written.
        let named = said.phase().filter(|_| !matches!(said, Content::Rebase(_)));
        if let Some(phase) = named {
            self.phases.in_time(view, facts, id, &phase)?;
        }
        Ok(right)
    }

    /// Asks the table about an act that may not be written yet.
    ///
    /// # Errors
    /// The [`Fault`] that it would have.
    pub(crate) fn ask(
        &self,
        view: &View<'_>,
        facts: &Facts,
        entry: &Entry<'_>,
    ) -> Result<Option<Right>, Fault> {
        let said = content(entry.act).ok_or(Fault::NoBody)?;
        let member = view.certificate(&entry.author).map(|certificate| certificate.member);
        let slot = member.and_then(|member| view.slot_of(&member));
        let scene = self.scene(view, facts, &entry.author, said);
        view.ask(entry, Target::Content(&scene), slot)
    }
}

/// Whose a document or comment is, by the voice it was said in and the right that it needed.
pub(crate) const fn owner(right: Option<&Right>, voice: &Voice) -> Option<Owner> {
    match (voice, right) {
        (Voice::Member, Some(Right::Member(slot))) => Some(Owner::Member(*slot)),
        (Voice::Official, Some(_)) => Some(Owner::Space),
        (Voice::Imported(_), Some(_)) => Some(Owner::Imported),
        _ => None,
    }
}

/// Whether an entry was written by a device of whoever has this one: one member key took both, or a
/// registrar attached both keys to one slot. Headers, certificates and admissions tell; whether they
/// stand is not asked, so that the answer, once yes, is yes for good.
#[must_use]
pub fn is_own(view: &View<'_>, author: &DeviceKey, id: &EntryId) -> bool {
    let chains = view.chains();
    let Some(chain) = chains.place(id).and_then(|place| chains.chain_of(place)) else {
        return false;
    };
    if chain.device == *author {
        return true;
    }
    let owners = |device: &DeviceKey| -> Vec<MemberKey> {
        view.facts().certificates(device).iter().map(|fact| fact.member).collect()
    };
    let (mine, theirs) = (owners(author), owners(&chain.device));
    let slots = |members: &[MemberKey]| -> Vec<SlotId> {
        members.iter().flat_map(|member| view.ever_attached(member)).collect()
    };
    mine.iter().any(|member| theirs.contains(member))
        || slots(&mine).iter().any(|slot| slots(&theirs).contains(slot))
}

/// What a residue stands under.
pub(crate) fn under(residue: &Residue) -> Option<EntryId> {
    match residue {
        Residue::Nothing => None,
        Residue::Document { base, .. } => base.as_ref().map(|base| base.proposal),
        Residue::Comment { subject, .. } | Residue::Rebase { subject, .. } => Some(*subject),
    }
}
