//! Acts of deliberation that are allowed, in one space, for tests to spoil.
//!
//! Member 9 writes, 13 is an author with them by the acceptance `entry(90)`, 14 amends, 15 is a
//! stranger to all of it. The space is `entry(60)`, another one `entry(61)`; it speaks Catalan and
//! Spanish, and its phase permits everything.

mod good;

use participation_acts::{
    Act, Base, Content, ContentKind, DocumentKind, FieldEdit, FieldEdits, Kind, Link, Matter,
    Meaning, Origin, Permit, Permits, Phase, PhaseRules, Relation, Root, Splice, State, TextField,
    Value, ValueField, Voice,
};
use participation_policy::{
    self as policy, ContentFault, Denied, Owner, PhaseSeen, Subject, SubjectKind,
};
use participation_types::{EntryId, Language, List, Localized, SlotId, Sorted, Timestamp};

use crate::scene::{By, Found, Scene, entry, good, member, slot, text};

/// What an act of deliberation names, owned.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) phase: Option<InPhase>,
    pub(crate) subject: Option<Subject>,
    pub(crate) other: Option<Subject>,
    pub(crate) invited: Option<SlotId>,
    pub(crate) own: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct InPhase {
    pub(crate) space: EntryId,
    pub(crate) rules: PhaseRules,
    pub(crate) languages: Vec<Language>,
}

impl Seen {
    pub(crate) fn named(&self) -> policy::Scene<'_> {
        policy::Scene {
            phase: self.phase.as_ref().map(InPhase::named),
            subject: self.subject,
            other: self.other,
            composed: self.phase.as_ref().map(InPhase::named),
            invited: self.invited,
            own: self.own,
        }
    }
}

impl InPhase {
    fn named(&self) -> PhaseSeen<'_> {
        PhaseSeen { space: self.space, rules: &self.rules, languages: &self.languages }
    }
}

impl Scene {
    pub(crate) fn seen(&mut self) -> &mut Seen {
        let Found::Content(seen) = &mut self.found else { panic!("no act of deliberation") };
        seen
    }

    pub(crate) fn content(&mut self) -> &mut Content {
        let Act::Content(content) = &mut self.act else { panic!("no act of deliberation") };
        content
    }

    pub(crate) fn rules(&mut self) -> &mut PhaseRules {
        &mut self.seen().phase.as_mut().unwrap().rules
    }

    pub(crate) fn subject(&mut self) -> &mut Subject {
        self.seen().subject.as_mut().unwrap()
    }

    /// What a `Compose` or a `Rebase` makes of a document.
    pub(crate) fn root(&mut self) -> &mut Root {
        match self.content() {
            Content::Compose(compose) => &mut compose.root,
            Content::Rebase(rebase) => &mut rebase.root,
            content => panic!("no document in {content:?}"),
        }
    }

    /// The same act in a phase that permits everything else.
    pub(crate) fn forbid(&mut self, permit: Permit) {
        let others = Permit::ALL.iter().copied().filter(|other| *other != permit);
        self.rules().permits = Permits::of(&others.collect::<Vec<_>>());
    }

    /// The same act by a co-author, who names the acceptance.
    pub(crate) fn by_coauthor(&mut self) {
        self.by_member(13);
        self.subject().coauthor = Some(slot(13));
    }
}

/// The verdict on the good act of this kind, spoilt.
pub(crate) fn but(kind: ContentKind, spoil: impl FnOnce(&mut Scene)) -> Result<(), Denied> {
    crate::scene::but(Kind::Content(kind), spoil)
}

pub(crate) const fn fault(fault: ContentFault) -> Result<(), Denied> {
    Err(Denied::Content(fault))
}

pub(crate) const fn wrong(act: ContentKind) -> Result<(), Denied> {
    fault(ContentFault::WrongSubject { act })
}

/// The verdict on this act, spoilt.
pub(crate) fn spoilt(mut scene: Scene, spoil: impl FnOnce(&mut Scene)) -> Result<(), Denied> {
    spoil(&mut scene);
    scene.judge()
}

pub(crate) fn good_of(kind: ContentKind) -> Scene {
    good(Kind::Content(kind))
}

pub(crate) fn ca() -> Language {
    Language::new("ca").unwrap()
}

/// A language that the space does not have.
pub(crate) fn fr() -> Language {
    Language::new("fr").unwrap()
}

pub(crate) fn in_catalan<const MAX: usize>(words: &str) -> Localized<MAX> {
    Localized::one(ca(), text(words))
}

pub(crate) fn in_french<const MAX: usize>(words: &str) -> Localized<MAX> {
    Localized::one(fr(), text(words))
}

pub(crate) fn rules() -> PhaseRules {
    let key = |key, meaning| State { key: text(key), title: in_catalan(key), meaning };
    PhaseRules {
        permits: Permits::all(),
        hides_supports: false,
        proposals: 0,
        supports: 0,
        least_supports: 0,
        goal: 0,
        title_length: 20,
        body_length: 40,
        comment_length: 30,
        reply_depth: 2,
        states: List::new(vec![key("open", Meaning::Open), key("done", Meaning::Accepted)])
            .unwrap(),
    }
}

pub(crate) fn phase() -> Phase {
    Phase { title: in_catalan("Propostes"), rules: rules(), starts: None, ends: None }
}

/// A text put into a field by splices that delete and insert at the front.
pub(crate) fn written(field: TextField, language: Language, splices: &[(u32, &str)]) -> FieldEdit {
    let splice =
        |(delete, insert): &(u32, &str)| Splice { at: 0, delete: *delete, insert: text(insert) };
    let splices = List::new(splices.iter().map(splice).collect()).unwrap();
    FieldEdit::Splice { field, language, splices }
}

pub(crate) fn texts(title: &str, body: &str) -> FieldEdits {
    FieldEdits::new([
        written(TextField::Title, ca(), &[(0, title)]),
        written(TextField::Body, ca(), &[(0, body)]),
    ])
}

/// A title, and how far it has come.
pub(crate) fn progressing(progress: Value) -> FieldEdits {
    FieldEdits::new([
        written(TextField::Title, ca(), &[(0, "Arbres")]),
        FieldEdit::Set { field: ValueField::Progress, value: progress },
    ])
}

pub(crate) fn links(links: &[(Relation, u8)]) -> List<Link, 64> {
    List::new(
        links.iter().map(|(relation, to)| Link { relation: *relation, to: entry(*to) }).collect(),
    )
    .unwrap()
}

pub(crate) fn heads(number: u8) -> Sorted<EntryId, 64> {
    Sorted::new([entry(number)]).unwrap()
}

pub(crate) fn imported() -> Voice {
    Voice::Imported(Box::new(Origin {
        system: text("decidim"),
        id: text("1"),
        author_id: text("2"),
        author: text("Anna"),
        created: Timestamp::from_millis(0),
        supports: 0,
        endorsements: 0,
        follows: 0,
        state: text(""),
        withdrawn: false,
        answer: Localized::default(),
        rest: List::default(),
    }))
}

pub(crate) fn document(kind: DocumentKind, owner: Owner) -> Subject {
    let root = entry(70);
    let (id, depth) = match kind {
        DocumentKind::Amendment => (entry(71), 0),
        DocumentKind::Taxon => (root, 1),
        _ => (root, 0),
    };
    let kind = SubjectKind::Document(kind);
    Subject { id, kind, space: entry(60), owner, coauthor: None, root, depth }
}

pub(crate) fn members(number: u8) -> Owner {
    Owner::Member(slot(number))
}

/// A comment of member 9 on the document `entry(70)`.
pub(crate) fn comment(depth: u8) -> Subject {
    let mut comment = document(DocumentKind::Proposal, members(9));
    (comment.id, comment.kind, comment.depth) = (entry(73), SubjectKind::Comment, depth);
    comment
}

pub(crate) fn space() -> Subject {
    let id = entry(60);
    let (kind, owner) = (SubjectKind::Space, Owner::Space);
    Subject { id, kind, space: id, owner, coauthor: None, root: id, depth: 0 }
}

pub(crate) fn good_act(kind: ContentKind) -> (By, Act, Found) {
    let by = |number| By::Device(member(number), Some(slot(number)));
    let (author, content, seen) = good::content(kind);
    (by(author), Act::Content(content), Found::Content(Box::new(seen)))
}

/// A proposal of a member.
pub(crate) fn root() -> Root {
    Root {
        kind: DocumentKind::Proposal,
        voice: Voice::Member,
        ordinal: 0,
        parent: None,
        base: None,
        links: List::default(),
        fields: texts("Arbres", "Més arbres a la plaça"),
    }
}

// Other documents than a proposal of a member's own.

/// An amendment of the proposal `entry(70)` by member 14.
pub(crate) fn amending() -> Scene {
    let mut scene = good_of(ContentKind::Compose);
    scene.by_member(14);
    let base = Base { proposal: entry(70), heads: heads(70) };
    *scene.root() = Root { kind: DocumentKind::Amendment, base: Some(base), ..root() };
    scene.seen().subject = Some(document(DocumentKind::Proposal, members(9)));
    scene
}

/// A proposal that member 14 makes of their amendment.
pub(crate) fn promoting() -> Scene {
    let mut scene = good_of(ContentKind::Compose);
    scene.by_member(14);
    scene.root().links = links(&[(Relation::PromotedFrom, 71)]);
    scene.seen().other = Some(document(DocumentKind::Amendment, members(14)));
    scene
}

/// A class of a taxonomy under another.
pub(crate) fn classing() -> Scene {
    let mut scene = official(DocumentKind::Taxon);
    scene.root().parent = Some(entry(70));
    scene.seen().subject = Some(document(DocumentKind::Taxon, Owner::Space));
    scene
}

/// A document of the space.
pub(crate) fn official(kind: DocumentKind) -> Scene {
    let mut scene = good_of(ContentKind::Compose);
    scene.by_member(5);
    (scene.root().kind, scene.root().voice) = (kind, Voice::Official);
    scene
}

/// A re-base of member 14's amendment.
pub(crate) fn rebasing_an_amendment() -> Scene {
    let mut scene = good_of(ContentKind::Rebase);
    scene.by_member(14);
    let base = Base { proposal: entry(70), heads: heads(70) };
    *scene.root() = Root { kind: DocumentKind::Amendment, base: Some(base), ..root() };
    scene.seen().subject = Some(document(DocumentKind::Amendment, members(14)));
    scene
}

/// More acts of this kind that are allowed: the good one first.
pub(crate) fn variants(kind: ContentKind) -> Vec<Scene> {
    let with = |spoil: &dyn Fn(&mut Scene)| {
        let mut scene = good_of(kind);
        spoil(&mut scene);
        scene
    };
    let of = |owner, by| {
        with(&|s| {
            s.subject().owner = owner;
            s.by_member(by);
        })
    };
    let mut all = vec![good_of(kind)];
    match kind {
        ContentKind::Compose => {
            all.extend([amending(), promoting(), classing(), official(DocumentKind::Post)]);
            all.push(with(&|s| {
                s.by_member(11);
                s.root().voice = imported();
            }));
            all.push(with(&|s| {
                s.root().ordinal = 1;
                s.rules().proposals = 2;
            }));
        }
        ContentKind::Rebase => {
            all.push(rebasing_an_amendment());
            all.push(with(&|s| {
                s.by_member(5);
                s.subject().owner = Owner::Space;
                s.root().voice = Voice::Official;
            }));
        }
        ContentKind::Edit
        | ContentKind::Verdict
        | ContentKind::Withdraw
        | ContentKind::Relate
        | ContentKind::Attach
        | ContentKind::Detach
        | ContentKind::Conclude => {
            all.push(with(&Scene::by_coauthor));
            all.extend([of(Owner::Space, 5), of(Owner::Imported, 11)]);
        }
        ContentKind::Invite => all.push(with(&Scene::by_coauthor)),
        ContentKind::Reword => all.extend([of(Owner::Space, 5), of(Owner::Imported, 11)]),
        ContentKind::Comment => {
            for (voice, by) in [(Voice::Official, 5), (imported(), 11)] {
                all.push(with(&|s| {
                    s.by_member(by);
                    let Content::Comment(comment) = s.content() else { panic!("no comment") };
                    comment.voice = voice.clone();
                }));
            }
        }
        ContentKind::Stance => {
            for (matter, subject) in [
                (Matter::Endorsement, document(DocumentKind::Meeting, Owner::Space)),
                (Matter::Rating, comment(0)),
            ] {
                all.push(with(&|s| {
                    let Content::Stance(stance) = s.content() else { panic!("no stance") };
                    stance.matter = matter;
                    *s.subject() = subject;
                }));
            }
        }
        ContentKind::Erase => all.push(with(&|s| {
            s.by_member(12);
            s.seen().own = false;
        })),
        ContentKind::Space
        | ContentKind::Phase
        | ContentKind::Reply
        | ContentKind::Supports
        | ContentKind::Profile
        | ContentKind::Answer
        | ContentKind::Report
        | ContentKind::Label
        | ContentKind::Appeal => {}
    }
    all
}
