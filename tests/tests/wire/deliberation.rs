//! The part of the story in which a neighbourhood deliberates: one act of each kind that is about
//! spaces, documents, discussion and offices, and each form within a kind.

use participation_acts::{
    Act, Alignment, Answer, Appeal, Attachment, Base, Change, Column, Comment, Compose, Conclusion,
    Content, Detachment, DocumentKind, Edit, Envelope, Erased, Erasure, FieldEdit, FieldEdits,
    Invite, Label, Link, Matter, Meaning, Origin, Permit, Permits, Phase, PhaseChange, PhaseRules,
    PlainVoice, Point, Profile, Reason, Rebase, Relate, Relation, Reply, Report, Residue, Revision,
    Rewording, Root, Space, SpaceKind, Splice, Stance, State, Supports, TextField, Value,
    ValueField, Verdict, Voice, Withdrawal,
};
use participation_keys::seal_envelope;
use participation_types::{EntryId, Lane, Language, List, Localized, Sorted, Timestamp};

use crate::story::{
    FOUNDER, FOUNDER_DEVICE, SealedFor, Story, VOTER, VOTER_DEVICE, blob, frontier_bytes, member,
    text,
};

fn language(tag: &str) -> Language {
    Language::new(tag).expect("a tag")
}

fn both<const MAX: usize>(ca: &str, es: &str) -> Localized<MAX> {
    Localized::new([(language("ca"), text(ca)), (language("es"), text(es))])
}

fn catalan<const MAX: usize>(said: &str) -> Localized<MAX> {
    Localized::one(language("ca"), text(said))
}

fn list<T: std::fmt::Debug, const MAX: usize>(items: Vec<T>) -> List<T, MAX> {
    List::new(items).expect("few")
}

fn ids<const MAX: usize>(ids: &[EntryId]) -> Sorted<EntryId, MAX> {
    Sorted::new(ids.iter().copied()).expect("few")
}

fn written(field: TextField, said: &str) -> FieldEdit {
    FieldEdit::text(field, language("ca"), text(said))
}

fn splice(at: u32, delete: u32, insert: &str) -> Splice {
    Splice { at, delete, insert: text(insert) }
}

fn rules() -> PhaseRules {
    let state = |key, title, meaning| State { key: text(key), title: catalan(title), meaning };
    PhaseRules {
        permits: Permits::all(),
        hides_supports: true,
        proposals: 3,
        supports: 10,
        least_supports: 2,
        goal: 300,
        title_length: 150,
        body_length: 60_000,
        comment_length: 1_000,
        reply_depth: 3,
        states: list(vec![
            state("accepted", "S'accepta", Meaning::Accepted),
            state("studied", "S'estudia", Meaning::Open),
            state("rejected", "Es rebutja", Meaning::Rejected),
        ]),
    }
}

fn phase(title: &str, permits: &[Permit]) -> Phase {
    Phase {
        title: catalan(title),
        rules: PhaseRules { permits: Permits::of(permits), ..rules() },
        starts: Some(Timestamp::from_millis(1_780_000_000_000)),
        ends: None,
    }
}

/// A value of every form.
fn values() -> Vec<FieldEdit> {
    let set = |field, value| FieldEdit::Set { field, value };
    vec![
        set(ValueField::Address, Value::Line(text("Plaça de Vallbona, 1"))),
        set(ValueField::Point, Value::Point(Point::new(414_594_000, 21_856_000).expect("there"))),
        set(ValueField::Starts, Value::Time(Timestamp::from_millis(1_781_000_000_000))),
        set(ValueField::Ends, Value::Nothing),
        set(ValueField::Cost, Value::Number(4_500_000)),
    ]
}

fn origin() -> Origin {
    Origin {
        system: text("decidim"),
        id: text("12345"),
        author_id: text("678"),
        author: text("Associació de Veïns"),
        created: Timestamp::from_millis(1_600_000_000_000),
        supports: 120,
        endorsements: 4,
        follows: 300,
        state: text("accepted"),
        withdrawn: false,
        answer: both("Es farà", "Se hará"),
        rest: list(vec![Column { name: text("colour"), cell: text("green") }]),
    }
}

fn root(kind: DocumentKind, voice: Voice, fields: Vec<FieldEdit>) -> Root {
    let fields = FieldEdits::new(fields);
    Root { kind, voice, ordinal: 0, parent: None, base: None, links: list(vec![]), fields }
}

impl Story {
    fn say(&mut self, name: &'static str, author: u8, content: Content) -> EntryId {
        self.write(name, author, &Act::Content(content))
    }

    fn compose(&mut self, name: &'static str, author: u8, phase: EntryId, root: Root) -> EntryId {
        self.say(name, author, Content::Compose(Compose { phase, root }))
    }

    /// All of it.
    pub(crate) fn deliberation(&mut self) {
        let phase = self.spaces();
        let proposal = self.documents(phase);
        self.authors(phase, proposal);
        self.files(phase, proposal);
        let comment = self.discussion(phase, proposal);
        self.offices(phase, proposal, comment);
        self.progress(phase);
    }

    /// A result of the space's own, and how far it has come.
    fn progress(&mut self, phase: EntryId) {
        let progress =
            |value| FieldEdit::Set { field: ValueField::Progress, value: Value::Number(value) };
        let fields = vec![written(TextField::Title, "Dues fonts"), progress(0)];
        let result = root(DocumentKind::Result, Voice::Official, fields);
        let subject = self.compose("compose a result", FOUNDER_DEVICE, phase, result);
        let (by, generation) = (None, None);
        let (deps, fields) = (ids(&[subject]), FieldEdits::new([progress(100)]));
        let edit = Edit { subject, phase, by, generation, deps, fields };
        self.say("edit that sets a progress", FOUNDER_DEVICE, Content::Edit(edit));
    }

    /// A space within another, and its second phase.
    fn spaces(&mut self) -> EntryId {
        let space = |kind, parent, phase| {
            let languages = Sorted::new([language("es"), language("ca")]).expect("two");
            let title = both("Millorem el barri", "Mejoremos el barrio");
            Content::Space(Space { kind, parent, title, languages, phase })
        };
        let empty = PhaseRules { states: list(vec![]), ..rules() };
        let stays = Phase { rules: empty, title: Localized::default(), ..phase("", &[]) };
        let assembly = self.say("space", FOUNDER_DEVICE, space(SpaceKind::Assembly, None, stays));
        let first = phase("Propostes", &[Permit::Propose, Permit::Attach]);
        let first = space(SpaceKind::Process, Some(assembly), first);
        let space = self.say("space within it", FOUNDER_DEVICE, first);
        self.phase_frontier =
            self.frontier_of(&[(VOTER_DEVICE, Lane::Authority), (VOTER_DEVICE, Lane::Ballots)]);
        let change = PhaseChange {
            space,
            previous: space,
            phase: phase("Debat", Permit::ALL),
            frontier: blob(&frontier_bytes(&self.phase_frontier)),
            raises: false,
        };
        self.say("phase", FOUNDER_DEVICE, Content::Phase(change))
    }

    fn documents(&mut self, phase: EntryId) -> EntryId {
        let named = |said| vec![written(TextField::Title, said)];
        let district = root(DocumentKind::Taxon, Voice::Official, named("Nou Barris"));
        let district = self.compose("compose", FOUNDER_DEVICE, phase, district);
        let mut barri = root(DocumentKind::Taxon, Voice::Official, named("Vallbona"));
        barri.parent = Some(district);
        let barri = self.compose("compose a class below", FOUNDER_DEVICE, phase, barri);
        let imported = Voice::Imported(Box::new(origin()));
        let result = root(DocumentKind::Result, imported, named("Una font"));
        let result = self.compose("compose what was imported", FOUNDER_DEVICE, phase, result);

        let texts = [written(TextField::Title, "Més ombra"), written(TextField::Body, "Arbres 🌳")];
        let classes = Value::Entries(ids(&[district, barri]));
        let classes = FieldEdit::Set { field: ValueField::Classes, value: classes };
        let fields = texts.into_iter().chain(values()).chain([classes]).collect();
        let mut first = root(DocumentKind::Proposal, Voice::Member, fields);
        first.ordinal = 1;
        first.links = list(vec![Link { relation: Relation::ResultsFrom, to: result }]);
        let proposal = self.compose("compose a proposal", VOTER_DEVICE, phase, first.clone());

        let splices = list(vec![splice(7, 1, "🌴"), splice(0, 0, "Molts ")]);
        let change =
            FieldEdit::Splice { field: TextField::Body, language: language("ca"), splices };
        let edit = Edit {
            subject: proposal,
            phase,
            by: None,
            generation: None,
            deps: ids(&[proposal]),
            fields: FieldEdits::new([change.clone()]),
        };
        let edit = self.say("edit", VOTER_DEVICE, Content::Edit(edit));
        let mut amendment = root(DocumentKind::Amendment, Voice::Member, vec![change]);
        amendment.base = Some(Base { proposal, heads: ids(&[edit]) });
        let amendment = self.compose("compose an amendment", FOUNDER_DEVICE, phase, amendment);
        let verdict = Verdict {
            amendment,
            phase,
            by: None,
            heads: ids(&[amendment, edit]),
            accepts: true,
            reason: catalan("Té raó"),
        };
        self.say("verdict", VOTER_DEVICE, Content::Verdict(verdict));
        let covers = self.frontier_of(&[(VOTER_DEVICE, Lane::Content)]);
        let rebase = |generation, covers| {
            let (subject, root) = (proposal, first.clone());
            Content::Rebase(Rebase { subject, phase, generation, covers, composed: phase, root })
        };
        let once = self.say("rebase", VOTER_DEVICE, rebase(None, covers.clone()));
        self.say("rebase again", VOTER_DEVICE, rebase(Some(once), covers));
        proposal
    }

    fn authors(&mut self, phase: EntryId, proposal: EntryId) {
        let subject = proposal;
        let slot = self.slots[0];
        let invite = Content::Invite(Invite { subject, phase, by: None, slot });
        let invitation = self.say("invite-author", VOTER_DEVICE, invite);
        let reply = Content::Reply(Reply { invitation, counter: 1, accepts: true });
        let by = Some(self.say("reply", FOUNDER_DEVICE, reply));
        let link = Link { relation: Relation::PartOf, to: phase };
        let relate = Relate { subject, phase, by, link, counter: 1, linked: true };
        self.say("relate", FOUNDER_DEVICE, Content::Relate(relate));
        let reason = catalan("Ja es fa");
        let withdrawal = Withdrawal { subject, by, reason };
        self.say("withdraw", FOUNDER_DEVICE, Content::Withdraw(withdrawal));
    }

    fn files(&mut self, phase: EntryId, subject: EntryId) {
        let file = b"Plan of the square\n";
        let attachment = Attachment {
            subject,
            phase,
            by: None,
            blob: blob(file),
            size: 19,
            media: text("text/plain"),
            name: text("plan.txt"),
            title: both("El plànol", "El plano"),
            weight: 1,
        };
        let attachment = self.say("attach", VOTER_DEVICE, Content::Attach(attachment));
        let detachment = Detachment { attachment, by: None };
        self.say("detach", VOTER_DEVICE, Content::Detach(detachment));
    }

    fn discussion(&mut self, phase: EntryId, subject: EntryId) -> EntryId {
        let comment = |parent, voice, alignment, said| {
            let (language, text) = (language("ca"), text(said));
            Content::Comment(Comment { subject, phase, parent, voice, alignment, language, text })
        };
        let against = comment(None, Voice::Member, Alignment::Against, "Cal aigua");
        let first = self.say("comment", VOTER_DEVICE, against);
        let reply = comment(Some(first), Voice::Official, Alignment::Neutral, "N'hi ha");
        self.say("comment that answers", FOUNDER_DEVICE, reply);
        let words = text("Cal molta aigua");
        let (counter, language) = (1, language("ca"));
        let reworded = Rewording { comment: first, phase, counter, language, text: words };
        self.say("reword", VOTER_DEVICE, Content::Reword(reworded));
        let stance = |subject, matter, value| {
            Content::Stance(Stance { subject, phase, matter, counter: 1, value })
        };
        let support = stance(subject, Matter::Support, Alignment::InFavour);
        self.say("stance", FOUNDER_DEVICE, support);
        let rating = stance(first, Matter::Rating, Alignment::Against);
        self.say("stance on a comment", FOUNDER_DEVICE, rating);
        let supports = Supports { phase, counter: 300, proposals: ids(&[subject]) };
        self.say("supports", VOTER_DEVICE, Content::Supports(supports));
        let profile = Profile { counter: 1, name: text("Anna"), about: catalan("Del barri") };
        self.say("profile", VOTER_DEVICE, Content::Profile(profile));
        first
    }

    fn offices(&mut self, phase: EntryId, subject: EntryId, comment: EntryId) {
        let answer = Answer {
            subject,
            phase,
            counter: 1,
            state: text("accepted"),
            text: both("Es farà", "Se hará"),
            cost: Some(4_500_000),
            cost_report: catalan("Segons el viver"),
            period: catalan("A la tardor"),
        };
        self.say("answer", FOUNDER_DEVICE, Content::Answer(answer));
        let (by, counter, closed) = (None, 1, true);
        let text_of = catalan("Queda tancat");
        let conclusion = Conclusion { subject, phase, by, counter, closed, text: text_of };
        self.say("conclude", FOUNDER_DEVICE, Content::Conclude(conclusion));
        let envelope = self.envelope();
        let report = Report { subject: comment, envelope };
        self.say("report", VOTER_DEVICE, Content::Report(report));
        let label = Label {
            subject: comment,
            counter: 1,
            hidden: true,
            reason: Reason::OffTopic,
            text: catalan("No és d'aquí"),
            appeal: None,
        };
        let label = self.say("label", FOUNDER_DEVICE, Content::Label(label));
        let (language, words) = (language("ca"), text("Sí que ho és"));
        let appeal = Content::Appeal(Appeal { label, language, text: words });
        self.say("appeal", VOTER_DEVICE, appeal);
        self.erasure(phase, subject, comment);
    }

    fn erasure(&mut self, phase: EntryId, subject: EntryId, comment: EntryId) {
        let document = Residue::Document {
            phase,
            kind: DocumentKind::Proposal,
            voice: PlainVoice::Member,
            ordinal: 1,
            base: None,
        };
        let comments = Residue::Comment {
            subject,
            phase,
            parent: None,
            voice: PlainVoice::Member,
            alignment: Alignment::Against,
        };
        let begun_anew = Residue::Rebase {
            subject,
            composed: phase,
            kind: DocumentKind::Proposal,
            voice: PlainVoice::Member,
            ordinal: 1,
            base: None,
            covers: self.frontier_of(&[(VOTER_DEVICE, Lane::Content)]),
        };
        let mut left = [
            (subject, document),
            (EntryId::from_bytes([0xfe; 32]), begun_anew),
            (comment, comments),
            (EntryId::from_bytes([0xff; 32]), Residue::Nothing),
        ];
        left.sort_by_key(|(entry, _)| *entry);
        let erased = left.into_iter().map(|(entry, residue)| Erased { entry, residue });
        let erasure = Erasure { erased: list(erased.collect()) };
        let erasure = self.say("erase", VOTER_DEVICE, Content::Erase(erasure));
        let changes = vec![Change::Erase(erasure)];
        let revision = Revision { parent: self.founding, changes, reason: text("The law") };
        self.write("propose an erasure", FOUNDER_DEVICE, &Act::Propose(revision));
    }

    /// A message sealed for both members, in bytes that are no secret.
    fn envelope(&mut self) -> Envelope {
        let (context, message) = (b"vectors".to_vec(), "Això ofèn".as_bytes().to_vec());
        let mut draws = 0x11;
        let mut entropy = |bytes: &mut [u8]| {
            bytes.fill(draws);
            draws += 0x11;
        };
        let to = [member(FOUNDER), member(VOTER)];
        let bytes = seal_envelope(&to, &context, &message, &mut entropy).expect("it is short");
        let envelope = Envelope::new(bytes.clone()).expect("it fits");
        self.envelope = Some(SealedFor { secrets: [FOUNDER, VOTER], context, message, bytes });
        envelope
    }
}
