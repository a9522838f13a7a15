//! The budget of the sample that is open: from proposals to projects that are voted now.

mod assessed;
mod ideas;
mod projects;

use participation::{BallotRule, Choices, DocumentKind, SpaceKind};

use super::cast::Who::{self, *};
use super::funds::{self, Fund};
use super::said::tri;
use super::spaces::{self, Opened};
use super::story::Story;

const KEY: &str = "budget";

const VOTE: &str = "budget-vote";

const TEMPLATE: &str = "participatory-budget";

/// Days back on which its phases began: proposals, priorities, assessment, vote.
const PHASES: [u64; 4] = [49, 36, 24, 8];

/// Days until the vote ends.
const LEFT: u64 = 13;

const SPACE: Opened = Opened {
    key: KEY,
    kind: SpaceKind::Process,
    template: TEMPLATE,
    title: tri(
        "Pressupost participatiu del barri",
        "Presupuesto participativo del barrio",
        "The neighbourhood's participatory budget",
    ),
    subtitle: tri(
        "60.000 € que decidim entre totes",
        "60.000 € que decidimos entre todas",
        "€60,000 that we decide on together",
    ),
    summary: tri(
        "Deu propostes, nou projectes viables, una votació: tria què es fa amb 60.000 €.",
        "Diez propuestas, nueve proyectos viables, una votación: elige qué se hace con 60.000 €.",
        "Ten proposals, nine feasible projects, one vote: choose what is done with €60,000.",
    ),
    body: tri(
        include_str!("texts/budget.ca.md"),
        include_str!("texts/budget.es.md"),
        include_str!("texts/budget.en.md"),
    ),
};

const FUND: Fund = Fund {
    key: VOTE,
    space: KEY,
    title: tri(
        "Pressupost participatiu: els projectes",
        "Presupuesto participativo: los proyectos",
        "Participatory budget: the projects",
    ),
    question: tri(
        "Quins projectes vols que es facin amb 60.000 €? Tria els que vulguis mentre la suma hi càpiga. Pots canviar el vot fins que es tanqui: compta l'últim.",
        "¿Qué proyectos quieres que se hagan con 60.000 €? Elige los que quieras mientras quepan. Puedes cambiar el voto hasta el cierre: cuenta el último.",
        "Which projects should be done with €60,000? Choose any that fit into that sum. You can change your vote until it closes: the last one counts.",
    ),
    money: 6_000_000,
    rule: "greedy",
    ballot: BallotRule::BudgetMinimum { projects: 1 },
    projects: projects::ALL,
};

/// Who has voted so far, by the projects' places. Rosa comes back and votes again.
const BALLOTS: [(Who, &[u16]); 11] = [
    (Dolors, &[3, 4, 6]),
    (Rosa, &[0, 3]),
    (Xavier, &[0, 1, 7]),
    (Nuria, &[1, 0, 4]),
    (Usha, &[4, 0, 7]),
    (Teresa, &[3, 7, 1]),
    (Hamza, &[7, 4, 1]),
    (Zoe, &[2, 8, 4]),
    (Jordi, &[5, 0, 1]),
    (Emily, &[8, 6, 7]),
    (Rosa, &[3, 4, 1]),
];

/// Tells of the process.
pub(super) fn tell(story: &mut Story) {
    let [begin, priorities, assessment, vote] = PHASES;
    let end = story.ahead(LEFT, 20).time();
    let starts = PHASES.map(|day| story.day(day, 8).time());
    story.at(story.day(begin, 8), move |stage| {
        let [starts, ends, ..] = starts;
        spaces::open(stage, &SPACE, 0, (Some(starts), Some(ends)), |_| {})
    });
    let ends = starts.into_iter().skip(2).chain([end]);
    let phases = starts.into_iter().skip(1).zip(ends);
    for ((place, day), (starts, ends)) in (1..).zip([priorities, assessment, vote]).zip(phases) {
        story.at(story.day(day, 8), move |stage| {
            spaces::go_on(stage, (KEY, TEMPLATE), place, (Some(starts), Some(ends)), |_| {})
        });
    }
    super::ideas::tell(story, KEY, DocumentKind::Proposal, ideas::ALL);
    prioritise(story);
    assessed::tell(story);
    story.at(story.day(vote, 10), move |stage| {
        FUND.open(stage, end)?;
        spaces::announce(
            stage,
            KEY,
            tri(
                "La votació és oberta: el teu vot queda desat tan bon punt el tries.",
                "La votación está abierta: tu voto queda guardado en cuanto lo eliges.",
                "The vote is open: your ballot is kept as soon as you choose.",
            ),
        )
    });
    let ballots = BALLOTS.map(|(who, places)| {
        let mut places = places.to_vec();
        places.sort_unstable();
        (who, Choices::Approval(places))
    });
    let (last, others) = ballots.split_last().map_or((None, &[][..]), |(l, o)| (Some(l), o));
    funds::vote(story, VOTE, others.to_vec(), (vote - 1, 3));
    funds::vote(story, VOTE, last.cloned(), (1, 1));
}

/// Each person's list of what comes first, while the phase asks for it.
fn prioritise(story: &mut Story) {
    let [_, from, to, _] = PHASES;
    for (number, who) in (0..).zip(Who::some(21, 3)) {
        let back = from - 1 - (number as u64 * 5) % (from - to - 1);
        story.at(story.day(back, 9 + number as u64 % 12), move |stage| {
            let chosen = ideas::ALL.iter().enumerate().filter(|(place, idea)| {
                (place * 7 + number * 3) % 22 < idea.supports && idea.who != who
            });
            let chosen = chosen.map(|(_, idea)| stage.id(idea.key)).collect::<Result<_, _>>()?;
            let space = stage.id(KEY)?;
            stage.act(who, |community, pen, _| community.support_all(pen, space, chosen)).map(drop)
        });
    }
}
