//! Polls: the name of a square that is decided, evenings and a motion that are open.

use participation::{BallotRule, Choices, Counting, OptionPlan, PollPlan, Sealers, Text, Ties};

use super::cast::Who::{self, *};
use super::funds;
use super::said::{Tri, tri};
use super::stage::Stage;
use super::story::Story;
use crate::exit::Failure;

const NAME: &str = "square-name";
const EVENINGS: &str = "evenings";
const MOTION: &str = "sundays-motion";

/// A poll with its options by their keys.
struct Poll {
    key: &'static str,
    title: Tri,
    question: Tri,
    options: &'static [(&'static str, Tri)],
    ballot: BallotRule,
    rule: &'static str,
    seats: u32,
}

const NAMES: Poll = Poll {
    key: NAME,
    title: tri("El nom de la placeta", "El nombre de la placita", "A name for the little square"),
    question: tri(
        "La placeta de sota les escales no té nom. Ordena els que t'agradin, el millor primer. Guanya el nom que venç tots els altres de dos en dos.",
        "La placita de debajo de las escaleras no tiene nombre. Ordena los que te gusten, el mejor primero. Gana el nombre que vence a todos los demás de dos en dos.",
        "The little square below the stairs has no name. Rank those you like, the best first. The name that beats each of the others one to one wins.",
    ),
    options: &[
        (
            "bugaderes",
            tri("Plaça de les Bugaderes", "Plaza de las Lavanderas", "Washerwomen's Square"),
        ),
        ("falciots", tri("Plaça dels Falciots", "Plaza de los Vencejos", "Swifts' Square")),
        ("teixidora", tri("Plaça de la Teixidora", "Plaza de la Tejedora", "The Weaver's Square")),
        ("font", tri("Plaça de la Font Seca", "Plaza de la Fuente Seca", "Dry Fountain Square")),
        ("veinat", tri("Plaça del Veïnat", "Plaza del Vecindario", "Neighbours' Square")),
    ],
    ballot: BallotRule::Ranking { min: 1, max: 5 },
    rule: "schulze",
    seats: 1,
};

const RANKED: [(Who, &[u16]); 18] = [
    (Dolors, &[0, 2, 4]),
    (Enric, &[0, 3]),
    (Fatima, &[4, 0]),
    (Gemma, &[1, 0, 2]),
    (Hamza, &[4]),
    (Ines, &[2, 0, 1]),
    (Jordi, &[1, 2, 0]),
    (Khadija, &[0, 4]),
    (Laia, &[1, 0, 4, 2]),
    (Manel, &[3, 0]),
    (Nuria, &[0, 1, 2, 4, 3]),
    (Pilar, &[2, 0]),
    (Rosa, &[0, 2, 1]),
    (Samuel, &[1, 4]),
    (Teresa, &[1, 0, 2]),
    (Wei, &[4, 1]),
    (Xavier, &[2, 1, 0]),
    (Zoe, &[1, 0]),
];

const OPENING_HOURS: Poll = Poll {
    key: EVENINGS,
    title: tri(
        "Quins vespres obrim el local?",
        "¿Qué tardes abrimos el local?",
        "Which evenings does the hall open?",
    ),
    question: tri(
        "Tenim mans per obrir dos vespres més. Marca tots els que et vagin bé: surten els dos més votats.",
        "Tenemos manos para abrir dos tardes más. Marca todas las que te vayan bien: salen las dos más votadas.",
        "We have the hands to open on two more evenings. Mark all that suit you: the two with most votes win.",
    ),
    options: &[
        ("monday", tri("Dilluns", "Lunes", "Monday")),
        ("tuesday", tri("Dimarts", "Martes", "Tuesday")),
        ("wednesday", tri("Dimecres", "Miércoles", "Wednesday")),
        ("friday", tri("Divendres", "Viernes", "Friday")),
        ("saturday", tri("Dissabte", "Sábado", "Saturday")),
        ("sunday", tri("Diumenge", "Domingo", "Sunday")),
    ],
    ballot: BallotRule::Approval { min: 1, max: 6 },
    rule: "approval",
    seats: 2,
};

const MARKED: [(Who, &[u16]); 9] = [
    (Ines, &[1, 3]),
    (Samuel, &[4]),
    (Khadija, &[0, 2]),
    (Omar, &[3, 4, 5]),
    (Quim, &[0, 1, 2]),
    (Laia, &[2, 3]),
    (Yolanda, &[5]),
    (Victor, &[0]),
    (Wei, &[2, 4]),
];

const SUNDAYS: Poll = Poll {
    key: MOTION,
    title: tri(
        "Prova de quatre diumenges sense cotxes al carrer major",
        "Prueba de cuatro domingos sin coches en la calle mayor",
        "Four Sundays without cars in the main street: a trial",
    ),
    question: tri(
        "Demanem al Districte la prova que surt del debat, amb autobús i taxis al pas? Cal la majoria dels vots i que hi participi un terç del cens.",
        "¿Pedimos al Distrito la prueba que sale del debate, con autobús y taxis al paso? Hace falta la mayoría de los votos y que participe un tercio del censo.",
        "Do we ask the District for the trial that came out of the debate, with the bus and taxis at walking pace? It takes a majority of the votes, and a third of the census has to take part.",
    ),
    options: &[
        ("for", tri("A favor", "A favor", "For")),
        ("against", tri("En contra", "En contra", "Against")),
        ("abstain", tri("Abstenció", "Abstención", "Abstain")),
    ],
    ballot: BallotRule::Approval { min: 1, max: 1 },
    rule: "majority >1/2 of valid, quorum >=1/3 of roll",
    seats: 1,
};

const STANCES: [(Who, u16); 7] =
    [(Jordi, 0), (Pilar, 0), (Dolors, 1), (Manel, 2), (Usha, 0), (Omar, 0), (Enric, 1)];

/// Tells of them.
pub(super) fn tell(story: &mut Story) {
    opened(story, &NAMES, (28, 14));
    let ranked = RANKED.map(|(who, places)| (who, Choices::Ranking(places.to_vec())));
    funds::vote(story, NAME, ranked, (27, 15));
    funds::seal(story, NAME, 14);

    opened(story, &OPENING_HOURS, (7, 0));
    let marked = MARKED.map(|(who, places)| (who, Choices::Approval(places.to_vec())));
    funds::vote(story, EVENINGS, marked, (6, 1));

    opened(story, &SUNDAYS, (5, 0));
    let stances = STANCES.map(|(who, place)| (who, Choices::Approval(vec![place])));
    funds::vote(story, MOTION, stances, (4, 1));
}

/// Opens a poll that people are told to end on another day back, or in nine days.
fn opened(story: &mut Story, poll: &'static Poll, (from, to): (u64, u64)) {
    let ends = if to == 0 { story.ahead(9, 16) } else { story.day(to, 18) };
    story.at(story.day(from, 7), move |stage| open(stage, poll, ends.time()));
}

fn open(stage: &mut Stage, poll: &Poll, ends: participation::Timestamp) -> Result<(), Failure> {
    let option = |(id, label): &(&str, Tri)| {
        Ok(OptionPlan { id: (*id).to_owned(), label: label.joined()?, cost: 0 })
    };
    let plan = PollPlan {
        title: poll.title.joined()?,
        question: poll.question.paragraphs()?,
        options: poll.options.iter().map(option).collect::<Result<_, Failure>>()?,
        ballot: poll.ballot,
        counting: Counting {
            rule: Text::new(poll.rule).map_err(Failure::system)?,
            seats: poll.seats,
            budget: None,
            threshold: 0,
            ties: Ties::Lot,
            decimals: 0,
        },
        sealers: Sealers::Stewards,
        retention_days: 90,
        reminds: Some(ends),
    };
    let id = stage.act(Anna, |community, pen, _| community.open_poll(pen, plan))?;
    stage.name(poll.key, id);
    Ok(())
}
