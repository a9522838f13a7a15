//! The budget of the sample that is sealed, and being carried out.

mod results;

use participation::{BallotRule, Choices, SpaceKind};

use super::cast::Who::{self, *};
use super::funds::{self, Fund, Project, project};
use super::said::tri;
use super::spaces::{self, Opened};
use super::story::Story;

const KEY: &str = "savings";

const VOTE: &str = "savings-vote";

const TEMPLATE: &str = "participatory-budget";

/// The place in the template of the phases in which it is voted and carried out.
const PHASES: (usize, usize) = (3, 4);

/// Days back on which the vote began, and was sealed.
const DAYS: (u64, u64) = (57, 45);

const SPACE: Opened = Opened {
    key: KEY,
    kind: SpaceKind::Process,
    template: TEMPLATE,
    title: tri(
        "La guardiola de la festa major",
        "La hucha de la fiesta mayor",
        "The street festival's savings",
    ),
    subtitle: tri(
        "12.000 € que va deixar la festa",
        "12.000 € que dejó la fiesta",
        "€12,000 that the festival left",
    ),
    summary: tri(
        "La barra i la rifa van deixar 12.000 €. Hem votat en què els gastem, i ara es fa.",
        "La barra y la rifa dejaron 12.000 €. Hemos votado en qué gastarlos, y ahora se hace.",
        "The bar and the raffle left €12,000. We voted on how to spend it, and now it is being done.",
    ),
    body: tri(
        "L'assemblea va decidir que els diners de la festa **els repartim per votació**. El recompte és per *parts iguals*: cadascú té la mateixa part de la guardiola i només paga pels projectes que ha triat. Així un projecte petit amb pocs vots també pot sortir, si els seus l'hi paguen.\n\nQualsevol pot tornar a comptar els vots al seu ordinador.",
        "La asamblea decidió que el dinero de la fiesta **lo repartimos por votación**. El recuento es por *partes iguales*: cada cual tiene la misma parte de la hucha y solo paga por los proyectos que ha elegido. Así un proyecto pequeño con pocos votos también puede salir, si los suyos se lo pagan.\n\nCualquiera puede volver a contar los votos en su ordenador.",
        "The assembly decided that the festival's money **is shared out by vote**. Ballots are counted by *equal shares*: everybody has the same part of the savings and pays only for the projects that they chose. So a small project with few votes can win too, if its own people pay for it.\n\nAnybody can count the ballots again on their own computer.",
    ),
};

const FUND: Fund = Fund {
    key: VOTE,
    space: KEY,
    title: SPACE.title,
    question: tri(
        "En què gastem els 12.000 € de la festa? Tria tants projectes com vulguis.",
        "¿En qué gastamos los 12.000 € de la fiesta? Elige tantos proyectos como quieras.",
        "What do we spend the festival's €12,000 on? Choose as many projects as you like.",
    ),
    money: 1_200_000,
    rule: "equal-shares-add1",
    ballot: BallotRule::BudgetSelection { min: 1, max: 8 },
    projects: PROJECTS,
};

const PROJECTS: &[Project] = &[
    project(
        "stage",
        5_400,
        "",
        tri("Tarima desmuntable", "Tarima desmontable", "A stage that folds"),
        tri(
            "Deu mòduls de 2 × 1 metres, per no llogar-la cada any (1.100 € l'última).",
            "Diez módulos de 2 × 1 metros, para no alquilarla cada año (1.100 € la última).",
            "Ten modules of 2 by 1 metres, instead of hiring one every year (€1,100 last time).",
        ),
    ),
    project(
        "awning",
        4_200,
        "",
        tri(
            "Tendal per al pati de l'Ateneu",
            "Toldo para el patio del Ateneu",
            "An awning for the Ateneu's yard",
        ),
        tri(
            "Vela plegable de 40 m²: el pati es pot fer servir de maig a octubre.",
            "Vela plegable de 40 m²: el patio se puede usar de mayo a octubre.",
            "A folding sail of 40 m²: the yard becomes usable from May to October.",
        ),
    ),
    project(
        "ramp",
        3_100,
        "",
        tri(
            "Rampa i timbre a l'entrada",
            "Rampa y timbre en la entrada",
            "A ramp and a bell at the entrance",
        ),
        tri(
            "Rampa fixa del 8 % i un timbre a l'alçada d'una cadira.",
            "Rampa fija del 8 % y un timbre a la altura de una silla.",
            "A fixed ramp of 8 % and a bell that can be reached from a chair.",
        ),
    ),
    project(
        "speakers",
        2_600,
        "",
        tri("Equip de so propi", "Equipo de sonido propio", "A sound system of our own"),
        tri(
            "Dos altaveus, taula i quatre micròfons, amb limitador.",
            "Dos altavoces, mesa y cuatro micros, con limitador.",
            "Two speakers, a desk and four microphones, with a limiter.",
        ),
    ),
    project(
        "pots",
        1_500,
        "",
        tri("Olles i fogons grans", "Ollas y fogones grandes", "Big pots and burners"),
        tri(
            "Per al dinar popular i per als dimarts del menjador.",
            "Para la comida popular y para los martes del comedor.",
            "For the street lunch, and for the community kitchen's Tuesdays.",
        ),
    ),
    project(
        "giants",
        2_900,
        "",
        tri("Restaurar els gegants", "Restaurar los gigantes", "Restoring the giants"),
        tri(
            "La Tomasa té el braç trencat des del 2019.",
            "La Tomasa tiene el brazo roto desde 2019.",
            "Tomasa's arm has been broken since 2019.",
        ),
    ),
    project(
        "toys",
        700,
        "",
        tri("Jocs gegants de fusta", "Juegos gigantes de madera", "Giant wooden games"),
        tri(
            "Sis jocs per a la plaça, fets al taller d'en Samuel.",
            "Seis juegos para la plaza, hechos en el taller de Samuel.",
            "Six games for the square, made in Samuel's workshop.",
        ),
    ),
    project(
        "fireworks",
        4_800,
        "",
        tri("Castell de focs", "Castillo de fuegos", "Fireworks"),
        tri("Vint minuts.", "Veinte minutos.", "Twenty minutes."),
    ),
];

/// Who voted for what, by the projects' places.
const BALLOTS: [(Who, &[u16]); 20] = [
    (Dolors, &[2, 5]),
    (Enric, &[0, 3, 5]),
    (Fatima, &[1, 2, 4]),
    (Gemma, &[1, 2]),
    (Hamza, &[0, 4, 6]),
    (Ines, &[0, 3]),
    (Jordi, &[0, 1, 6]),
    (Khadija, &[2, 4]),
    (Laia, &[1, 6]),
    (Manel, &[0, 7]),
    (Nuria, &[2, 4, 6]),
    (Omar, &[0, 6]),
    (Pilar, &[1, 5]),
    (Quim, &[0, 2]),
    (Rosa, &[2]),
    (Samuel, &[0, 6]),
    (Teresa, &[1, 2, 4]),
    (Usha, &[4, 6]),
    (Victor, &[0, 3, 7]),
    (Yolanda, &[2, 5]),
];

/// Tells of the vote and of what came of it.
pub(super) fn tell(story: &mut Story) {
    let (begin, end) = (story.day(DAYS.0, 8).time(), story.day(DAYS.1, 18).time());
    story.at(story.day(DAYS.0, 8), move |stage| {
        // What came before this vote was settled in the hall.
        spaces::open(stage, &SPACE, PHASES.0, (Some(begin), Some(end)), |_| {})?;

        FUND.open(stage, end)
    });
    let ballots = BALLOTS.map(|(who, places)| (who, Choices::Approval(places.to_vec())));
    funds::vote(story, VOTE, ballots, (DAYS.0 - 1, DAYS.1 + 1));
    funds::seal(story, VOTE, DAYS.1);
    let done = story.ahead(120, 20).time();
    story.at(story.day(DAYS.1 - 1, 9), move |stage| {
        spaces::go_on(stage, (KEY, TEMPLATE), PHASES.1, (Some(end), Some(done)), |_| {})
    });
    results::tell(story);
}
