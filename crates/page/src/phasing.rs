//! Opening a process or an assembly, and going on to another phase of one.

mod read;
mod states;

use participation::{Community, Permit, Phase, SpaceCard, SpaceKind, Store};

pub use read::{Begun, phase, space};
pub use states::or_usual;

use crate::fields::{Field, Filled, Group, Widget, choice, each};
use crate::form::Form;
use crate::frame::{Frame, Section};
use crate::list::{self, Choice};
use crate::message::{Failed, permit_key};
use crate::phases;
use crate::words::Words;
use crate::{Tongue, Visit, dates, link};

/// A template of a process or an assembly: phases with their rules.
#[derive(Debug, Clone)]
pub struct Template {
    /// By which a form names it.
    pub name: String,
    /// What it is for, in the reader's language.
    pub about: String,
    /// What its phases are called.
    pub phases: Vec<String>,
}

/// Fields that are asked for in each language of the page.
const TITLES: [&str; 3] = ["title-ca", "title-es", "title-en"];
const SUMMARIES: [&str; 3] = ["summary-ca", "summary-es", "summary-en"];

/// Numbers of a phase, each with the messages that ask for it.
const NUMBERS: [(&str, &str, &str); 8] = [
    ("proposals", "phase-proposals", "phase-no-limit"),
    ("supports", "phase-supports", "phase-no-limit"),
    ("least", "phase-least", "phase-least-hint"),
    ("goal", "phase-goal", "phase-goal-hint"),
    ("title-length", "phase-title-length", ""),
    ("body-length", "phase-body-length", ""),
    ("comment-length", "phase-comment-length", ""),
    ("depth", "phase-depth", "phase-depth-hint"),
];

/// The form that opens a process or an assembly; `None` for whoever is no organiser.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn new_space<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    templates: &[Template],
    filled: Option<&Filled>,
) -> Result<Option<String>, Failed> {
    if !visit.organises() {
        return Ok(None);
    }
    let w = visit.words();
    let first = at_first();
    let filled = filled.unwrap_or(&first);
    let heading = w.say("space-new");
    let f = Frame::of(community, visit, Section::Spaces, heading.clone());
    let kinds =
        SpaceKind::ALL.iter().map(|kind| choice(space_kind(*kind), w.say(list::space_kind(*kind))));
    let offered = templates.iter().map(|template| {
        let phases = template.phases.join(" → ");
        choice(template.name.as_str(), format!("{}: {phases}", template.about))
    });
    let offered: Vec<Choice> = offered.chain([choice("none", w.say("template-none"))]).collect();
    let languages = Tongue::ALL.map(|tongue| choice(tongue.code(), tongue.name().to_owned()));
    let title = |name| filled.field(name, w.say("write-title"), Widget::Line).at_most(150);
    let summary = |name| filled.field(name, w.say("field-summary"), Widget::Lines(3)).at_most(600);
    let mut texts = each(w, TITLES, title);
    if let Some(first) = texts.first_mut() {
        first.required = true;
    }
    texts.extend(each(w, SUMMARIES, summary));
    let groups = vec![
        Group::plain(vec![
            filled.field("kind", w.say("space-what"), Widget::One(kinds.collect())),
            filled
                .field("template", w.say("template"), Widget::One(offered))
                .hint(w.say("template-hint")),
            filled
                .field("languages", w.say("space-languages"), Widget::Several(languages.into()))
                .hint(w.say("space-languages-hint")),
        ]),
        Group { legend: w.say("space-texts"), fields: texts },
        Group { legend: w.say("space-first-phase"), fields: days(filled, w) },
    ];
    let form = Form {
        path: format!("{}/spaces/new", f.root()),
        above: (format!("{}/spaces", f.root()), w.say("nav-spaces")),
        lead: w.say("space-lead"),
        look: None,
        filled,
        groups,
        seen: w.say("office-seen"),
        send: heading.clone(),
        heading,
        preview: String::new(),
        has_file: false,
        rehearse: String::new(),
        f,
    };
    form.shown().map(Some)
}

fn at_first() -> Filled {
    let mut filled = Filled::default();
    filled.put("kind", space_kind(SpaceKind::Process));
    for tongue in Tongue::ALL {
        filled.put("languages", tongue.code());
    }
    filled
}

const fn space_kind(kind: SpaceKind) -> &'static str {
    match kind {
        SpaceKind::Process => "process",
        SpaceKind::Assembly => "assembly",
    }
}

/// The form that goes on to another phase, with the rules of `base` at first: those of the next phase
/// of its template, or of the one that holds. `None` for whoever is no organiser.
///
/// # Errors
/// As [`new_space`].
pub fn next_phase<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    space: &SpaceCard,
    base: &Phase,
    filled: Option<&Filled>,
) -> Result<Option<String>, Failed> {
    if !visit.organises() {
        return Ok(None);
    }
    let w = visit.words();
    let first = as_it_is(base, w);
    let filled = filled.unwrap_or(&first);
    let title = list::titled(&space.titles, w).1;
    let heading = w.say("phase-go-on");
    let f = Frame::of(community, visit, Section::Spaces, format!("{heading} · {title}"));
    let above = format!("{}/spaces/{}", f.root(), link::digits(&space.id));
    let now = community.deliberation();
    let now = now.current_phase(&space.id).map(|(_, phase)| phases::titled(phase, w).1);
    let permits = Permit::ALL.iter();
    let permits =
        permits.map(|permit| choice(permit.number().to_string(), w.say(permit_key(*permit))));
    let mut titles =
        each(w, TITLES, |name| filled.field(name, w.say("phase-title"), Widget::Line).at_most(150));
    if let Some(first) = titles.first_mut() {
        first.required = true;
    }
    titles.extend(days(filled, w));
    let number = |(name, label, hint): &(&'static str, &str, &str)| {
        let field = filled.field(name, w.say(label), Widget::Number);
        if hint.is_empty() { field } else { field.hint(w.say(hint)) }
    };
    let mut answers = each(w, states::STATES, |name| {
        filled.field(name, w.say("phase-states-each"), Widget::Lines(4))
    });
    if let Some(first) = answers.first_mut() {
        first.hint = w.say("phase-states-hint");
    }
    let hides = vec![choice("yes", w.say("phase-hides-supports"))];
    let raises = vec![choice("yes", w.say("phase-raises"))];
    let groups = vec![
        Group { legend: w.say("phase-next"), fields: titles },
        Group::plain(vec![filled.field(
            "may",
            w.say("phase-may"),
            Widget::Several(permits.collect()),
        )]),
        Group {
            legend: w.say("phase-limits"),
            fields: NUMBERS
                .iter()
                .map(number)
                .chain([filled.field("hides", w.say("phase-shown"), Widget::Several(hides))])
                .collect(),
        },
        Group { legend: w.say("phase-states"), fields: answers },
        Group::plain(vec![filled.field("raises", w.say("phase-late"), Widget::Several(raises))]),
    ];
    let form = Form {
        path: format!("{above}/phase"),
        above: (above, title),
        lead: w.with("phase-lead", "now", now.unwrap_or_default()),
        look: None,
        filled,
        groups,
        seen: w.say("office-seen"),
        send: heading.clone(),
        heading,
        preview: String::new(),
        has_file: false,
        rehearse: String::new(),
        f,
    };
    form.shown().map(Some)
}

/// What stands in the form at first.
fn as_it_is(phase: &Phase, w: Words) -> Filled {
    let mut filled = Filled::default();
    for (tongue, name) in Tongue::ALL.into_iter().zip(TITLES) {
        if let Some(title) = tongue.language().and_then(|language| phase.title.get(language)) {
            filled.put(name, title.as_str());
        }
    }
    let rules = &phase.rules;
    for permit in Permit::ALL.iter().filter(|permit| rules.permits.has(**permit)) {
        filled.put("may", permit.number().to_string());
    }
    for (name, number) in [
        ("proposals", u32::from(rules.proposals)),
        ("supports", u32::from(rules.supports)),
        ("least", u32::from(rules.least_supports)),
        ("goal", rules.goal),
        ("title-length", u32::from(rules.title_length)),
        ("body-length", u32::from(rules.body_length)),
        ("comment-length", u32::from(rules.comment_length)),
        ("depth", u32::from(rules.reply_depth)),
    ] {
        filled.put(name, number.to_string());
    }
    if rules.hides_supports {
        filled.put("hides", "yes");
    }
    states::put(&mut filled, &rules.states);
    for (name, time) in [("starts", phase.starts), ("ends", phase.ends)] {
        filled.put(name, time.map(|time| dates::typed(time, w.zone())).unwrap_or_default());
    }
    filled
}

fn days(filled: &Filled, w: Words) -> Vec<Field> {
    [("starts", "detail-starts"), ("ends", "detail-ends")]
        .map(|(name, label)| {
            filled.field(name, w.say(label), Widget::Time).hint(w.with(
                "phase-days-hint",
                "clock",
                dates::clock(w),
            ))
        })
        .into()
}
