//! Spaces of the sample, their phases, and what is said in their name.

use participation::{
    Contents, DocumentKind, DocumentPlan, Language, Link, Phase, Sorted, Space, SpaceKind,
    TextField, Timestamp, Value, ValueField, Voice,
};

use super::cast::Who;
use super::ideas;
use super::said::{Tongue, Tri};
use super::stage::{Stage, put};
use crate::exit::Failure;
use crate::template;

/// A process or an assembly.
pub(super) struct Opened {
    pub(super) key: &'static str,
    pub(super) kind: SpaceKind,
    pub(super) template: &'static str,
    pub(super) title: Tri,
    pub(super) subtitle: Tri,
    pub(super) summary: Tri,
    pub(super) body: Tri,
}

/// When a phase begins and ends, as people are told.
pub(super) type Span = (Option<Timestamp>, Option<Timestamp>);

/// Opens a space in a phase of its template.
pub(super) fn open(
    stage: &mut Stage,
    opened: &Opened,
    place: usize,
    span: Span,
    rules: impl FnOnce(&mut Phase),
) -> Result<(), Failure> {
    let space = Space {
        kind: opened.kind,
        parent: None,
        title: opened.title.localized()?,
        languages: Sorted::new(languages()?).map_err(Failure::system)?,
        phase: phase(opened.template, place, span, rules)?,
    };
    let id = stage.act(Who::Anna, |community, pen, _| community.open_space(pen, space))?;
    stage.name(opened.key, id);
    stage.rewrite(Who::Anna, opened.key, |contents| {
        put(contents, TextField::Subtitle, opened.subtitle)?;
        put(contents, TextField::Summary, opened.summary)?;
        put(contents, TextField::Body, opened.body)
    })
}

/// Goes on to a phase of the space's template.
pub(super) fn go_on(
    stage: &mut Stage,
    (key, template): (&str, &str),
    place: usize,
    span: Span,
    rules: impl FnOnce(&mut Phase),
) -> Result<(), Failure> {
    let space = stage.id(key)?;
    let phase = phase(template, place, span, rules)?;
    stage
        .act(Who::Anna, |community, pen, _| community.enter_phase(pen, space, phase, false))
        .map(drop)
}

/// Puts a call above everything else of a space.
pub(super) fn announce(stage: &mut Stage, key: &str, call: Tri) -> Result<(), Failure> {
    stage.rewrite(Who::Anna, key, |contents| put(contents, TextField::Announcement, call))
}

/// Something that is published in the name of a space.
pub(super) struct Official {
    pub(super) space: &'static str,
    /// By which the story comes back to it.
    pub(super) key: &'static str,
    pub(super) kind: DocumentKind,
    pub(super) title: Tri,
    pub(super) body: Tri,
    pub(super) links: Vec<Link>,
}

impl Official {
    /// A document without links.
    pub(super) const fn new(
        (space, key): (&'static str, &'static str),
        kind: DocumentKind,
        (title, body): (Tri, Tri),
    ) -> Self {
        Self { space, key, kind, title, body, links: Vec::new() }
    }

    /// Publishes it, with whatever else it says.
    pub(super) fn publish(
        self,
        stage: &mut Stage,
        more: impl FnOnce(&mut Contents) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let mut contents = Contents::default();
        put(&mut contents, TextField::Title, self.title)?;
        put(&mut contents, TextField::Body, self.body)?;
        more(&mut contents)?;
        let plan = ideas::plan(self.kind, Voice::Official, &contents)?;
        let plan = DocumentPlan { links: self.links, ..plan };
        stage.compose(Who::Anna, (self.space, self.key), plan).map(drop)
    }
}

/// Says when something begins and ends.
pub(super) fn last(contents: &mut Contents, starts: Timestamp, ends: Timestamp) {
    contents.values.insert(ValueField::Starts, Value::Time(starts));
    contents.values.insert(ValueField::Ends, Value::Time(ends));
}

fn phase(
    name: &str,
    place: usize,
    (starts, ends): Span,
    rules: impl FnOnce(&mut Phase),
) -> Result<Phase, Failure> {
    let phase = template::named(name)?.phase(place, &languages()?)?;
    let phase = phase
        .ok_or_else(|| Failure::system(format!("the template {name} has no phase {place}")))?;
    let mut phase = Phase { starts, ends, ..phase };
    rules(&mut phase);
    Ok(phase)
}

fn languages() -> Result<Vec<Language>, Failure> {
    Tongue::ALL.iter().map(|tongue| tongue.tag()).collect()
}
