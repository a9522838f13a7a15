//! The process of the sample in which proposals are supported now: streets to live in.

mod ideas;
mod official;
mod together;

use participation::{DocumentKind, DocumentPlan, Permits, Phase, SpaceKind, TextField, Voice};

use super::cast::Who;
use super::said::{Tri, tri};
use super::spaces::{self, Opened};
use super::stage::{Stage, put};
use super::story::Story;
use crate::exit::Failure;

/// By which the story comes back to the space.
const KEY: &str = "streets";

const TEMPLATE: &str = "idea-collection";

/// Days back on which the second phase began.
const SUPPORTS: u64 = 26;

/// Days until it ends.
const LEFT: u64 = 12;

const SPACE: Opened = Opened {
    key: KEY,
    kind: SpaceKind::Process,
    template: TEMPLATE,
    title: tri("Carrers per viure-hi", "Calles para vivir", "Streets to live in"),
    subtitle: tri(
        "Ombra, silenci i voreres per a tothom",
        "Sombra, silencio y aceras para todos",
        "Shade, quiet and pavements for everybody",
    ),
    summary: tri(
        "Què canviaries del teu carrer? Propostes de veïnes i veïns que l'Ateneu portarà al Districte.",
        "¿Qué cambiarías de tu calle? Propuestas vecinales que el Ateneu llevará al Distrito.",
        "What would you change in your street? Neighbours' proposals, which the Ateneu takes to the District.",
    ),
    body: tri(
        include_str!("texts/streets.ca.md"),
        include_str!("texts/streets.es.md"),
        include_str!("texts/streets.en.md"),
    ),
};

/// Tells of the process.
pub(super) fn tell(story: &mut Story) {
    let (begin, change) = (story.day(56, 9).time(), story.day(SUPPORTS, 9).time());
    let end = story.ahead(LEFT, 20).time();
    story.at(story.day(56, 9), move |stage| {
        spaces::open(stage, &SPACE, 0, (Some(begin), Some(change)), open_to_all)?;
        classes(stage)
    });
    story.at(story.day(SUPPORTS, 9), move |stage| {
        let span = (Some(change), Some(end));
        spaces::go_on(stage, (KEY, TEMPLATE), 1, span, open_to_all)?;
        spaces::announce(stage, KEY, official::CALL)
    });
    for list in ideas::LISTS {
        super::ideas::tell(story, KEY, DocumentKind::Proposal, list);
        super::ideas::support(story, list, (SUPPORTS - 1, 1));
    }
    together::tell(story);
    official::tell(story);
}

/// Whoever has a good idea late may still bring it in, and whoever supports it early may.
fn open_to_all(phase: &mut Phase) {
    phase.rules.permits = Permits::all();
    phase.rules.goal = 15;
}

const CLASSES: [(&str, Tri); 4] = [
    ("green", tri("Verd i ombra", "Verde y sombra", "Green and shade")),
    ("moving", tri("Moure's", "Moverse", "Getting around")),
    ("together", tri("Trobar-se", "Encontrarse", "Meeting places")),
    ("quiet", tri("Descans i neteja", "Descanso y limpieza", "Rest and cleanliness")),
];

/// What proposals are filed under.
fn classes(stage: &mut Stage) -> Result<(), Failure> {
    let mut top = participation::Contents::default();
    put(&mut top, TextField::Title, tri("Temes", "Temas", "Topics"))?;
    let plan = super::ideas::plan(DocumentKind::Taxon, Voice::Official, &top)?;
    let above = stage.compose(Who::Anna, (KEY, "topics"), plan)?;
    for (key, title) in CLASSES {
        let mut class = participation::Contents::default();
        put(&mut class, TextField::Title, title)?;
        let plan = super::ideas::plan(DocumentKind::Taxon, Voice::Official, &class)?;
        stage.compose(Who::Anna, (KEY, key), DocumentPlan { parent: Some(above), ..plan })?;
    }
    Ok(())
}
