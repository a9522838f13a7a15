//! The rules of deliberation once more, as plain conditions, from what the acts say of themselves.

use participation_acts::{
    Content, DocumentKind, FieldEdit, FieldEdits, Link, Matter, Permit, PhaseRules, Relation, Role,
    Root, TextField, ValueField, Voice,
};
use participation_policy::{
    Author, Entry, Named, Owner, PhaseSeen, Scene, Subject, SubjectKind, Target,
};
use participation_types::{Lane, Language, Localized, SlotId};

/// Whether the act is allowed.
pub(crate) fn may(entry: &Entry<'_>, named: &Named<'_>, content: &Content) -> bool {
    let (Some(_), Some(charter)) = (entry.revision, named.charter) else { return false };
    let Author::Device { member, slot } = named.author else { return false };
    let authority = matches!(content, Content::Space(_) | Content::Phase(_));
    let lane = if authority { Lane::Authority } else { Lane::Content };
    if charter.rules() != 1 || entry.lane != lane {
        return false;
    }
    let out = |slot: &SlotId| charter.revoked().chain(charter.suspended()).any(|s| s == slot);
    let holds = |role| charter.roles().any(|(r, key)| r == role && key == member);
    let nothing = Scene::default();
    let scene = match (content, named.target) {
        (_, Target::Content(scene)) => scene,
        (Content::Space(space), _) if space.parent.is_none() => &nothing,
        _ => return false,
    };
    let world = World {
        me: slot.filter(|slot| !out(slot)),
        organiser: holds(Role::Organiser),
        importer: holds(Role::ImportOfficer),
        moderator: holds(Role::Moderator),
        data_officer: holds(Role::DataOfficer),
        scene,
    };
    world.may(content).unwrap_or(false)
}

struct World<'a> {
    me: Option<SlotId>,
    organiser: bool,
    importer: bool,
    moderator: bool,
    data_officer: bool,
    scene: &'a Scene<'a>,
}

impl World<'_> {
    /// `None` when something that the act names is not here.
    fn may(&self, content: &Content) -> Option<bool> {
        let Scene { phase, subject, other, invited, own, composed } = *self.scene;
        let kind = subject.and_then(document);
        let comment = subject.is_some_and(|subject| subject.kind == SubjectKind::Comment);
        let space = subject.is_some_and(|subject| subject.kind == SubjectKind::Space);
        let here = phase.zip(subject).is_some_and(|(phase, subject)| phase.space == subject.space);
        let member = self.me.is_some();
        Some(match content {
            Content::Space(act) => {
                let titles = act.phase.rules.states.iter().flat_map(|state| tags(&state.title));
                self.organiser
                    && (act.parent.is_none() || space)
                    && titles.into_iter().all(|language| act.languages.has(&language))
            }
            Content::Phase(act) => {
                let titles = act.phase.rules.states.iter().flat_map(|state| tags(&state.title));
                let all = tags(&act.phase.title).into_iter().chain(titles);
                self.organiser && phase?.space == act.space && self.spoken(all)
            }
            Content::Compose(act) => self.composes(&act.root, &phase?)?,
            Content::Edit(act) => {
                self.writes_now(subject?, Permit::Edit)
                    && !comment
                    && here
                    && (kind == Some(DocumentKind::Result) || !progresses(&act.fields))
                    && self.spoken(act.fields.languages())
                    && (!is_members(subject?) || pieces(&act.fields, phase?.rules))
            }
            Content::Rebase(act) => {
                let voice = match subject?.owner {
                    Owner::Member(_) => act.root.voice == Voice::Member,
                    Owner::Space => act.root.voice == Voice::Official,
                    Owner::Imported => act.root.voice.origin().is_some(),
                };
                let amended = (kind == Some(DocumentKind::Amendment)).then_some(subject?.root);
                // Who composed it, not whom they took in.
                self.writes_now(Subject { coauthor: None, ..subject? }, Permit::Edit)
                    && here
                    && kind == Some(act.root.kind)
                    && voice
                    && act.root.base.as_ref().map(|base| base.proposal) == amended
                    && numbered(&act.root, composed?.rules)
                    && (amended.is_some() || titled(&act.root.fields))
                    && (kind == Some(DocumentKind::Result) || !progresses(&act.root.fields))
                    && self.spoken(act.root.fields.languages())
            }
            Content::Invite(_) => {
                let written_together = matches!(
                    kind?,
                    DocumentKind::Proposal | DocumentKind::Amendment | DocumentKind::Debate
                );
                self.writes_now(subject?, Permit::Edit)
                    && here
                    && is_members(subject?)
                    && written_together
            }
            Content::Reply(_) => member && self.me == Some(invited?),
            Content::Verdict(act) => {
                let amendment = other?;
                self.writes_now(subject?, Permit::Decide)
                    && here
                    && kind == Some(DocumentKind::Proposal)
                    && document(amendment) == Some(DocumentKind::Amendment)
                    && amendment.root == subject?.id
                    && self.spoken(tags(&act.reason))
            }
            Content::Withdraw(_) => self.writes(subject?) && !space,
            Content::Relate(act) => {
                (self.organiser || self.writes_now(subject?, Permit::Edit))
                    && here
                    && !comment
                    && act.link.relation != Relation::PromotedFrom
            }
            Content::Attach(act) => {
                self.writes_now(subject?, Permit::Attach)
                    && here
                    && !comment
                    && self.spoken(tags(&act.title))
            }
            Content::Detach(_) => self.writes(subject?) && !comment,
            Content::Comment(act) => {
                let imported = act.voice.origin().is_some();
                let rules = phase?.rules;
                let deepest = if imported { PhaseRules::MAX_DEPTH } else { rules.reply_depth };
                let threaded = act.parent.is_none()
                    || other?.kind == SubjectKind::Comment
                        && other?.root == subject?.id
                        && other?.depth < deepest;
                let words = act.text.as_str().chars().count();
                let fits = words <= rules.comment_length.into() && self.spoken([act.language]);
                self.speaks_as(&act.voice, Permit::Comment)
                    && here
                    && kind.is_some_and(|kind| kind != DocumentKind::Taxon)
                    && threaded
                    && (imported || fits)
            }
            Content::Reword(act) => {
                self.writes_now(subject?, Permit::Comment)
                    && here
                    && comment
                    && self.spoken([act.language])
                    && act.text.as_str().chars().count() <= phase?.rules.comment_length.into()
            }
            Content::Stance(act) => {
                let one_by_one = phase?.rules.supports == 0 && phase?.rules.least_supports == 0;
                let proposal = kind == Some(DocumentKind::Proposal);
                let amendment = kind == Some(DocumentKind::Amendment);
                let (permit, fits) = match act.matter {
                    Matter::Support => (Permit::Support, (proposal || amendment) && one_by_one),
                    Matter::Endorsement => {
                        (Permit::Endorse, kind.is_some() && kind != Some(DocumentKind::Taxon))
                    }
                    Matter::Rating => (Permit::RateComments, comment),
                };
                member && here && self.permits(permit) && fits
            }
            Content::Supports(act) => {
                let rules = phase?.rules;
                let (count, most) = (act.proposals.len(), usize::from(rules.supports));
                member
                    && self.permits(Permit::Support)
                    && (most > 0 || rules.least_supports > 0)
                    && (most == 0 || count <= most)
            }
            Content::Profile(_) => member,
            Content::Answer(act) => {
                let keys = &phase?.rules.states;
                let words = [tags(&act.text), tags(&act.cost_report), tags(&act.period)].concat();
                self.organiser
                    && here
                    && kind == Some(DocumentKind::Proposal)
                    && keys.iter().any(|state| state.key == act.state)
                    && self.spoken(words)
            }
            Content::Conclude(act) => {
                (self.organiser || self.writes(subject?))
                    && here
                    && matches!(kind?, DocumentKind::Debate | DocumentKind::Meeting)
                    && self.spoken(tags(&act.text))
            }
            Content::Report(_) => subject.is_some() && member && !space,
            Content::Label(act) => {
                let decides = act.appeal.is_none() || other?.id == subject?.id;
                subject.is_some() && self.moderator && !space && decides
            }
            Content::Appeal(_) => member && subject?.owner == Owner::Member(self.me?),
            Content::Erase(_) => own || self.data_officer,
        })
    }

    fn composes(&self, root: &Root, phase: &PhaseSeen<'_>) -> Option<bool> {
        let Scene { subject, other, .. } = *self.scene;
        let members = root.voice == Voice::Member;
        let promoted = promotions(&root.links);
        let permit = match root.kind {
            DocumentKind::Proposal if promoted > 0 => Some(Permit::Promote),
            DocumentKind::Proposal => Some(Permit::Propose),
            DocumentKind::Amendment => Some(Permit::Amend),
            DocumentKind::Debate => Some(Permit::Debate),
            _ => None,
        };
        let speaks = match permit {
            Some(permit) => self.speaks_as(&root.voice, permit),
            None => !members && self.speaks_as(&root.voice, Permit::Propose),
        };
        let above =
            |kind| subject.map(|above| document(above) == Some(kind) && above.space == phase.space);
        let placed = match root.kind {
            DocumentKind::Amendment => members && above(DocumentKind::Proposal)?,
            DocumentKind::Taxon if root.parent.is_some() => {
                above(DocumentKind::Taxon)? && subject?.depth < 3
            }
            _ => true,
        };
        let owned = promoted == 0
            || promoted == 1
                && root.kind == DocumentKind::Proposal
                && document(other?) == Some(DocumentKind::Amendment)
                && other?.owner == Owner::Member(self.me?)
                && other?.space == phase.space;
        let amends = root.kind == DocumentKind::Amendment;
        let short = !members
            || if amends { pieces(&root.fields, phase.rules) } else { sums(root, phase.rules) };
        Some(
            speaks
                && placed
                && owned
                && numbered(root, phase.rules)
                && (amends || titled(&root.fields))
                && (root.kind == DocumentKind::Result || !progresses(&root.fields))
                && short
                && self.spoken(root.fields.languages()),
        )
    }

    fn permits(&self, permit: Permit) -> bool {
        self.scene.phase.is_some_and(|phase| phase.rules.permits.has(permit))
    }

    fn spoken(&self, languages: impl IntoIterator<Item = Language>) -> bool {
        let Some(phase) = self.scene.phase else { return false };
        languages.into_iter().all(|language| phase.languages.contains(&language))
    }

    fn speaks_as(&self, voice: &Voice, permit: Permit) -> bool {
        match voice {
            Voice::Member => self.me.is_some() && self.permits(permit),
            Voice::Official => self.organiser,
            Voice::Imported(_) => self.importer,
        }
    }

    fn writes(&self, subject: Subject) -> bool {
        match subject.owner {
            Owner::Member(owner) => {
                self.me.is_some() && (self.me == Some(owner) || self.me == subject.coauthor)
            }
            Owner::Space => self.organiser,
            Owner::Imported => self.organiser || self.importer,
        }
    }

    fn writes_now(&self, subject: Subject, permit: Permit) -> bool {
        self.writes(subject) && (!is_members(subject) || self.permits(permit))
    }
}

fn document(subject: Subject) -> Option<DocumentKind> {
    if let SubjectKind::Document(kind) = subject.kind { Some(kind) } else { None }
}

fn is_members(subject: Subject) -> bool {
    matches!(subject.owner, Owner::Member(_))
}

fn tags<const MAX: usize>(text: &Localized<MAX>) -> Vec<Language> {
    text.iter().map(|(language, _)| language).collect()
}

fn promotions(links: &[Link]) -> usize {
    links.iter().filter(|link| link.relation == Relation::PromotedFrom).count()
}

fn numbered(root: &Root, rules: &PhaseRules) -> bool {
    if root.kind != DocumentKind::Proposal || root.voice != Voice::Member || rules.proposals == 0 {
        root.ordinal == 0
    } else {
        root.ordinal >= 1 && root.ordinal <= rules.proposals
    }
}

/// What each change of a text puts in, piece by piece.
fn inserted(fields: &FieldEdits) -> impl Iterator<Item = (TextField, Vec<&str>)> {
    fields.iter().filter_map(|change| match change {
        FieldEdit::Splice { field, splices, .. } => {
            Some((*field, splices.iter().map(|splice| splice.insert.as_str()).collect()))
        }
        FieldEdit::Set { .. } => None,
    })
}

fn titled(fields: &FieldEdits) -> bool {
    inserted(fields).any(|(field, pieces)| {
        field == TextField::Title && pieces.iter().any(|piece| !piece.trim().is_empty())
    })
}

fn progresses(fields: &FieldEdits) -> bool {
    fields.iter().any(|change| match change {
        FieldEdit::Set { field, .. } => *field == ValueField::Progress,
        FieldEdit::Splice { .. } => false,
    })
}

fn most(field: TextField, rules: &PhaseRules) -> usize {
    match field {
        TextField::Title | TextField::Subtitle => rules.title_length.into(),
        _ => rules.body_length.into(),
    }
}

fn pieces(fields: &FieldEdits, rules: &PhaseRules) -> bool {
    inserted(fields).all(|(field, pieces)| {
        pieces.iter().all(|piece| piece.chars().count() <= most(field, rules))
    })
}

fn sums(root: &Root, rules: &PhaseRules) -> bool {
    inserted(&root.fields)
        .all(|(field, pieces)| pieces.concat().chars().count() <= most(field, rules))
}
