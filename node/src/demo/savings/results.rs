//! What became of the projects that won.

use participation::{DocumentKind, Link, Relation, TextField, Timestamp, Value, ValueField};

use super::super::cast::Who::*;
use super::super::ideas;
use super::super::said::{Ca, En, Es, Remark, Tri, says, tri, yes};
use super::super::spaces::{self, Official};
use super::super::stage::{Stage, put};
use super::super::story::Story;
use super::KEY;
use crate::exit::Failure;

struct Done {
    key: &'static str,
    project: &'static str,
    title: Tri,
    body: Tri,
    /// What became known: a day back, how far it is in per cent, and what is told of it.
    updates: &'static [(u64, u64, Tri)],
    /// What it cost in the end, in cents.
    cost: u64,
    /// Days back on which work began, and days ahead or back on which it ends.
    begun: u64,
    ends: End,
    remarks: &'static [Remark],
}

#[derive(Clone, Copy)]
enum End {
    Back(u64),
    Ahead(u64),
}

const RESULTS: [Done; 4] = [
    Done {
        key: "ramp-result",
        project: "ramp",
        title: tri(
            "La rampa i el timbre ja hi són",
            "La rampa y el timbre ya están",
            "The ramp and the bell are there",
        ),
        body: tri(
            "La rampa fixa es va obrir amb la Rosa de primera. El timbre és a 90 cm del terra.",
            "La rampa fija se estrenó con Rosa la primera. El timbre está a 90 cm del suelo.",
            "The fixed ramp was opened, with Rosa going first. The bell is 90 cm above the ground.",
        ),
        updates: &[
            (
                28,
                60,
                tri(
                    "Obra feta; falta la barana.",
                    "Obra hecha; falta la barandilla.",
                    "Built; the handrail is missing.",
                ),
            ),
            (
                15,
                100,
                tri(
                    "Acabat, 120 € per sota del previst.",
                    "Terminado, 120 € por debajo de lo previsto.",
                    "Finished, €120 below its budget.",
                ),
            ),
        ],
        cost: 298_000,
        begun: 38,
        ends: End::Back(15),
        remarks: &[
            yes(
                Rosa,
                9,
                Ca,
                "Onze anys entrant per la porta del darrere. Avui he entrat per la de davant. Gràcies a tothom que hi va posar la seva part.",
            ),
            yes(Yolanda, 20, Es, "Y sin descargar la silla. Mi espalda vota otra vez que sí."),
        ],
    },
    Done {
        key: "pots-result",
        project: "pots",
        title: tri(
            "Olles i fogons, estrenats",
            "Ollas y fogones, estrenados",
            "Pots and burners, in use",
        ),
        body: tri(
            "Dues olles de 80 litres i tres fogons. S'han fet servir cada dimarts des que van arribar.",
            "Dos ollas de 80 litros y tres fogones. Se han usado cada martes desde que llegaron.",
            "Two pots of 80 litres and three burners. They have been used every Tuesday since they came.",
        ),
        updates: &[(30, 100, tri("Comprat i en ús.", "Comprado y en uso.", "Bought and in use."))],
        cost: 146_500,
        begun: 40,
        ends: End::Back(30),
        remarks: &[says(
            Khadija,
            30,
            Es,
            "El martes fuimos 74 a la mesa. Con la olla vieja habríamos comido 40.",
        )],
    },
    Done {
        key: "stage-result",
        project: "stage",
        title: tri(
            "La tarima, al taller",
            "La tarima, en el taller",
            "The stage is in the workshop",
        ),
        body: tri(
            "En Samuel fa els mòduls amb fusta certificada i l'Enric, els ferros. N'hi ha quatre de deu.",
            "Samuel hace los módulos con madera certificada y Enric, los herrajes. Hay cuatro de diez.",
            "Samuel makes the modules of certified wood and Enric the ironwork. Four of ten are ready.",
        ),
        updates: &[
            (24, 20, tri("Comprada la fusta.", "Comprada la madera.", "The wood has been bought.")),
            (
                6,
                45,
                tri("Quatre mòduls de deu.", "Cuatro módulos de diez.", "Four modules of ten."),
            ),
        ],
        cost: 540_000,
        begun: 32,
        ends: End::Ahead(45),
        remarks: &[says(Ines, 15, Es, "¿Estará para el concierto de invierno?").answered(&[says(
            Samuel,
            4,
            En,
            "Eight of ten will be. Enough for a quartet, not for the batucada.",
        )])],
    },
    Done {
        key: "toys-result",
        project: "toys",
        title: tri(
            "Jocs gegants: en falten dos",
            "Juegos gigantes: faltan dos",
            "Giant games: two to go",
        ),
        body: tri(
            "Ja hi ha les bitlles, el tres en ratlla, el dòmino i la torre. Els caps de setmana els guarda en Wei a la papereria: demana-li'n un.",
            "Ya están los bolos, el tres en raya, el dominó y la torre. Los fines de semana los guarda Wei en la papelería: pídele uno.",
            "Skittles, noughts and crosses, dominoes and the tower are ready. At weekends Wei keeps them at the stationer's: ask him for one.",
        ),
        updates: &[
            (17, 35, tri("Dos jocs de sis.", "Dos juegos de seis.", "Two games of six.")),
            (4, 70, tri("Quatre jocs de sis.", "Cuatro juegos de seis.", "Four games of six.")),
        ],
        cost: 70_000,
        begun: 31,
        ends: End::Ahead(20),
        remarks: &[yes(
            Omar,
            14,
            Es,
            "El dominó de 40 centímetros ha conseguido que dejen el móvil. Doy fe.",
        )],
    },
];

/// Tells of it.
pub(super) fn tell(story: &mut Story) {
    for done in &RESULTS {
        let ends = match done.ends {
            End::Back(days) => story.day(days, 20),
            End::Ahead(days) => story.ahead(days, 20),
        };
        let begun = story.day(done.begun, 9);
        story.at(begun, move |stage| publish(stage, done, begun.time(), ends.time()));
        for &(day, per_cent, news) in done.updates {
            story.at(story.day(day, 18), move |stage| {
                stage.rewrite(Anna, done.key, |contents| {
                    contents.values.insert(ValueField::Progress, Value::Number(per_cent));
                    put(contents, TextField::Updates, news)
                })
            });
        }
        let last = done.updates.last().map_or(done.begun, |(day, ..)| *day);
        ideas::discuss(story, story.day(last, 18), done.key, done.remarks);
    }
}

fn publish(
    stage: &mut Stage,
    done: &Done,
    begun: Timestamp,
    ends: Timestamp,
) -> Result<(), Failure> {
    let link = Link { relation: Relation::ResultsFrom, to: stage.id(done.project)? };
    let document = Official::new((KEY, done.key), DocumentKind::Result, (done.title, done.body));
    let document = Official { links: vec![link], ..document };
    document.publish(stage, |contents| {
        spaces::last(contents, begun, ends);
        contents.values.insert(ValueField::Cost, Value::Number(done.cost));
        contents.values.insert(ValueField::Progress, Value::Number(0));
        Ok(())
    })
}
