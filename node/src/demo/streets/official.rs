//! What is said in the name of the process: its call, answers to proposals, news.

use participation::{AnswerPlan, DocumentKind};

use super::super::cast::Who;
use super::super::said::{Tri, tri};
use super::super::spaces::Official;
use super::super::story::Story;

/// The call above the process.
pub(super) const CALL: Tri = tri(
    "Queden pocs dies per donar suport a les propostes. Després venen les respostes.",
    "Quedan pocos días para apoyar propuestas. Después llegan las respuestas.",
    "Only a few days are left to support proposals. Answers come next.",
);

struct Answered {
    proposal: &'static str,
    day: u64,
    state: &'static str,
    text: Tri,
    /// In cents, and how that was found.
    cost: Option<(u64, Tri)>,
    /// When it would be done.
    period: Option<Tri>,
}

const ANSWERS: [Answered; 5] = [
    Answered {
        proposal: "trees",
        day: 9,
        state: "accepted",
        text: tri(
            "Ho portem al Districte amb els seus suports i l'esmena de la Gemma. Parcs i Jardins ens ha confirmat que **vuit escocells hi caben** i que els lledoners són a l'estoc del viver municipal. L'hort de la Figuera rega els dos primers estius.",
            "Lo llevamos al Distrito con sus apoyos y la enmienda de Gemma. Parques y Jardines nos ha confirmado que **caben ocho alcorques** y que hay almeces en el vivero municipal. El huerto de la Figuera riega los dos primeros veranos.",
            "We take it to the District with its supports and Gemma's amendment. The parks department has confirmed that **eight tree pits fit** and that hackberries are in stock at the city's nursery. The Figuera garden waters them for the first two summers.",
        ),
        cost: Some((
            960_000,
            tri(
                "8 escocells a 900 € i 8 arbres a 300 €, preus de l'última obra del carrer de dalt.",
                "8 alcorques a 900 € y 8 árboles a 300 €, precios de la última obra de la calle de arriba.",
                "8 tree pits at €900 and 8 trees at €300, prices of the last works in the street above.",
            ),
        )),
        period: Some(tri(
            "De novembre a febrer, que és quan es planta",
            "De noviembre a febrero, que es cuando se planta",
            "From November to February, the planting season",
        )),
    },
    Answered {
        proposal: "benches",
        day: 8,
        state: "accepted",
        text: tri(
            "Sí, i de seguida. Tres bancs amb respatller i reposabraços caben on dieu; el quart ocupa una plaça de moto i ja hi ha el vistiplau. El de l'ombra, davant del 23.",
            "Sí, y enseguida. Tres bancos con respaldo y reposabrazos caben donde decís; el cuarto ocupa una plaza de moto y ya hay visto bueno. El de la sombra, frente al 23.",
            "Yes, and soon. Three benches with backs and armrests fit where you say; the fourth takes the place of one motorbike and has been agreed. The one in the shade goes opposite number 23.",
        ),
        cost: Some((
            248_000,
            tri(
                "4 bancs a 620 €, col·locats.",
                "4 bancos a 620 €, colocados.",
                "4 benches at €620, installed.",
            ),
        )),
        period: Some(tri("Abans de Nadal", "Antes de Navidad", "Before Christmas")),
    },
    Answered {
        proposal: "compost",
        day: 7,
        state: "accepted",
        text: tri(
            "Endavant amb la primera plaça aquest trimestre i, si funciona, amb les altres dues. Cal arribar a 15 mestres compostaires: **falten sis persones**.",
            "Adelante con la primera plaza este trimestre y, si funciona, con las otras dos. Hay que llegar a 15 maestras compostadoras: **faltan seis personas**.",
            "Go ahead with the first square this quarter and, if it works, with the other two. Fifteen compost keepers are needed: **six people are missing**.",
        ),
        cost: None,
        period: None,
    },
    Answered {
        proposal: "terraces",
        day: 5,
        state: "rejected",
        text: tri(
            "L'horari de les terrasses el fixa una ordenança i l'Ateneu no el pot canviar; l'assemblea tampoc no té una posició comuna (14 persones a favor i 11 en contra). **El que sí que fem:** els set bars de la plaça posen tacs de goma, i hi ha un telèfon de mediació que contesta gent del barri.",
            "El horario de las terrazas lo fija una ordenanza y el Ateneu no puede cambiarlo; la asamblea tampoco tiene una posición común (14 personas a favor y 11 en contra). **Lo que sí hacemos:** los siete bares de la plaza ponen tacos de goma, y hay un teléfono de mediación que contesta gente del barrio.",
            "Terrace hours are set by a by-law that the Ateneu cannot change, and the assembly has no common position either (14 people in favour, 11 against). **What we do instead:** the seven bars of the square fit rubber feet, and a mediation phone is answered by neighbours.",
        ),
        cost: None,
        period: None,
    },
    Answered {
        proposal: "noise",
        day: 5,
        state: "evaluating",
        text: tri(
            "Ens agrada. Estem mirant si els sis sonòmetres es poden deixar en préstec i qui els allotja. Responem abans de l'assemblea vinent.",
            "Nos gusta. Estamos viendo si los seis sonómetros se pueden pedir prestados y quién los aloja. Respondemos antes de la próxima asamblea.",
            "We like it. We are finding out whether the six meters can be borrowed, and on whose balconies they go. You have an answer before the next assembly.",
        ),
        cost: None,
        period: None,
    },
];

const NEWS: (Tri, Tri) = (
    tri(
        "Disset propostes en quatre setmanes",
        "Diecisiete propuestas en cuatro semanas",
        "Seventeen proposals in four weeks",
    ),
    tri(
        "Gràcies a tothom que ha escrit, comentat i traduït. A partir d'avui es pot **donar suport** a les propostes. Si no et manegues amb la pantalla, vine els dijous de 17 a 20 h al local: t'ajudem i queda signat per tu.",
        "Gracias a todo el mundo que ha escrito, comentado y traducido. Desde hoy se puede **apoyar** las propuestas. Si no te apañas con la pantalla, ven los jueves de 17 a 20 h al local: te ayudamos y queda firmado por ti.",
        "Thanks to everybody who wrote, commented and translated. From today proposals can be **supported**. If screens are not your thing, come to the hall on Thursdays from 17 to 20 h: we help, and it is you who signs.",
    ),
);

/// Tells of it.
pub(super) fn tell(story: &mut Story) {
    for answered in &ANSWERS {
        story.at(story.day(answered.day, 12), move |stage| {
            let subject = stage.id(answered.proposal)?;
            let (cost, report) = answered.cost.unzip();
            let plan = AnswerPlan {
                state: answered.state.to_owned(),
                text: answered.text.localized()?,
                cost,
                cost_report: report.map(Tri::localized).transpose()?.unwrap_or_default(),
                period: answered.period.map(Tri::localized).transpose()?.unwrap_or_default(),
            };
            stage.act(Who::Anna, |community, pen, _| community.answer(pen, subject, plan)).map(drop)
        });
    }
    story.at(story.day(super::SUPPORTS, 10), |stage| {
        Official::new((super::KEY, "streets-news"), DocumentKind::Post, NEWS)
            .publish(stage, |_| Ok(()))
    });
}
