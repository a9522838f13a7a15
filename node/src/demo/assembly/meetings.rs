//! Meetings: two with minutes, and one to come.

use participation::{Contents, DocumentKind, Text, TextField, Timestamp, Value, ValueField};

use super::super::cast::Who::*;
use super::super::ideas::{self, Place};
use super::super::said::{Ca, En, Es, Remark, Tri, says, tri};
use super::super::spaces::{self, Official};
use super::super::stage::put;
use super::super::story::{Moment, Story};
use super::KEY;
use crate::exit::Failure;

const HALL: Place = ("Carrer de la Figuera, 21", 413_740_000, 21_631_000);

const IN_THE_HALL: Tri = tri(
    "Sala gran de l'Ateneu, i per videotrucada",
    "Sala grande del Ateneu, y por videollamada",
    "The Ateneu's large hall, and by video call",
);

const FIRST: (Tri, Tri) = (
    tri("Primera assemblea", "Primera asamblea", "First assembly"),
    tri(
        "1. Presentació de la plaça digital\n2. Els diners de la festa major\n3. Calendari: carrers i pressupost\n4. Precs i preguntes",
        "1. Presentación de la plaza digital\n2. El dinero de la fiesta mayor\n3. Calendario: calles y presupuesto\n4. Ruegos y preguntas",
        "1. The digital square\n2. The festival's money\n3. Calendar: streets and budget\n4. Any other business",
    ),
);

const SECOND: (Tri, Tri) = (
    tri("Segona assemblea", "Segunda asamblea", "Second assembly"),
    tri(
        "1. Com va la guardiola: rampa, olles, tarima i jocs\n2. Propostes que han arribat a 15 suports\n3. El nom de la placeta\n4. Terrasses: què podem fer nosaltres",
        "1. Cómo va la hucha: rampa, ollas, tarima y juegos\n2. Propuestas que han llegado a 15 apoyos\n3. El nombre de la placita\n4. Terrazas: qué podemos hacer nosotras",
        "1. How the savings are spent: ramp, pots, stage, games\n2. Proposals that have reached 15 supports\n3. A name for the little square\n4. Terraces: what we can do ourselves",
    ),
);

const THIRD: (Tri, Tri) = (
    tri("Tercera assemblea", "Tercera asamblea", "Third assembly"),
    tri(
        "1. Respostes a les propostes dels carrers\n2. Resultat del pressupost participatiu\n3. Qui és qui: més mans per a la junta\n4. Sopar de carmanyola",
        "1. Respuestas a las propuestas de las calles\n2. Resultado del presupuesto participativo\n3. Quién es quién: más manos para la junta\n4. Cena de fiambrera",
        "1. Answers to the proposals for the streets\n2. Outcome of the participatory budget\n3. Who is who: more hands for the board\n4. Supper: bring your own",
    ),
);

/// Tells of them.
pub(super) fn tell(story: &mut Story) {
    let (first, second, third) = (story.day(58, 17), story.day(29, 17), story.ahead(9, 17));
    called(story, "meeting-1", FIRST, story.day(63, 11), first);
    called(story, "meeting-2", SECOND, story.day(36, 11), second);
    called(story, "meeting-3", THIRD, story.day(3, 11), third);
    minutes(
        story,
        "meeting-1",
        story.day(55, 19),
        tri(
            include_str!("../texts/minutes-1.ca.md"),
            include_str!("../texts/minutes-1.es.md"),
            include_str!("../texts/minutes-1.en.md"),
        ),
    );
    minutes(
        story,
        "meeting-2",
        story.day(25, 19),
        tri(
            include_str!("../texts/minutes-2.ca.md"),
            include_str!("../texts/minutes-2.es.md"),
            include_str!("../texts/minutes-2.en.md"),
        ),
    );
    ideas::discuss(story, story.day(25, 20), "meeting-2", ON_THE_MINUTES);
    ideas::discuss(story, story.day(3, 12), "meeting-3", ON_THE_NEXT);
}

const ON_THE_MINUTES: &[Remark] = &[
    says(Rosa, 13, Ca, "A l'acta hi falta que vaig demanar que la videotrucada tingui subtítols.")
        .answered(&[says(
            Anna,
            3,
            Ca,
            "Tens raó, Rosa. Ho afegim com a precs i preguntes, i a la pròxima n'hi haurà.",
        )]),
    says(Zoe, 26, En, "Thank you for the English minutes. First time I know what I voted for."),
];

const ON_THE_NEXT: &[Remark] = &[
    says(Yolanda, 9, Es, "¿Habrá servicio de canguro? Si no, nos turnamos."),
    says(Usha, 21, En, "I will bring momos. Enough for thirty."),
];

/// A meeting is called.
fn called(story: &mut Story, key: &'static str, words: (Tri, Tri), moment: Moment, begins: Moment) {
    story.at(moment, move |stage| {
        let (starts, ends) = (begins.time(), begins.later(2).time());
        let meeting = Official::new((KEY, key), DocumentKind::Meeting, words);
        meeting.publish(stage, |contents| held(contents, starts, ends))
    });
}

fn held(contents: &mut Contents, starts: Timestamp, ends: Timestamp) -> Result<(), Failure> {
    spaces::last(contents, starts, ends);
    ideas::stand_at(contents, HALL)?;
    put(contents, TextField::Place, IN_THE_HALL)?;
    let attendance = Text::new("hybrid").map_err(Failure::system)?;
    contents.values.insert(ValueField::Attendance, Value::Line(attendance));
    Ok(())
}

/// A meeting is closed with its minutes.
fn minutes(story: &mut Story, key: &'static str, moment: Moment, text: Tri) {
    story.at(moment, move |stage| {
        let (id, text) = (stage.id(key)?, text.localized()?);
        stage.act(Anna, |community, pen, _| community.conclude(pen, id, true, text)).map(drop)
    });
}
