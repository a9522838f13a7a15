//! Debates: one that goes on and one that is concluded.

use participation::DocumentKind;

use super::super::cast::Who::*;
use super::super::ideas::{self, Idea};
use super::super::said::{Ca, En, Es, Remark, no, says, tri, yes};
use super::super::story::Story;
use super::KEY;

pub(super) const WELCOMED: &[Remark] = &[
    yes(Quim, 5, Ca, "He provat de fer-ho tot només amb el teclat. S'hi pot. Ja era hora."),
    says(
        Dolors,
        8,
        Ca,
        "La meva neta m'ho ha posat al mòbil. Si em contesteu a poc a poc, hi seré.",
    ),
    says(Hamza, 11, En, "Good. Now I can say it in writing."),
    says(Enric, 20, Ca, "I si se'n va el llum?").answered(&[says(
        Quim,
        1,
        Ca,
        "N'hi ha còpies a tres cases i en un llapis de memòria al calaix de la Carme.",
    )]),
];

const DEBATES: &[Idea] = &[
    Idea {
        key: "sundays",
        who: Pilar,
        day: 16,
        tongue: Es,
        title: "¿Cerramos la calle mayor al tráfico los domingos?",
        body: include_str!("../texts/sundays.md"),
        class: "",
        place: None,
        supports: 0,
        remarks: &[
            yes(Jordi, 3, Ca, "Fa anys que somio veure-hi patinets i no fums. I un diumenge no hi ha ni repartiment."),
            no(Manel, 5, Ca, "Els diumenges treballo. Si tanquen el carrer, de la parada a la Costa hi ha onze minuts més, i la gent gran que porto no hi arriba caminant.").answered(&[
                says(Pilar, 2, Es, "¿Y si los taxis con personas mayores pueden entrar al paso?").answered(&[
                    says(Manel, 9, Ca, "Si queda escrit, això canvia la cosa."),
                ]),
                says(Yolanda, 6, Es, "Importante. Las sillas también suben en taxi."),
            ]),
            no(Hamza, 12, En, "Sunday is my second best day, and half of my customers come by car from up the hill.").answered(&[
                says(Emily, 3, En, "Where streets were closed, small shops mostly sold more. Could we try four Sundays and look at your till?").answered(&[
                    says(Hamza, 20, En, "Four Sundays, and you look at it with me. Deal."),
                ]),
            ]),
            yes(Omar, 17, Es, "Cuatro domingos, cuatro torneos. Yo los monto."),
            yes(Nuria, 26, Ca, "En dates de prova, oferim prendre la tensió al mig del carrer. Gratis i a l'ombra, si hi ha arbres."),
            no(Victor, 31, Es, "Si se cierra, que no sea para llenarlo de ferias. Que la calle sea para estar."),
            says(Hamza, 40, En, "By the way: mangoes, two boxes for the price of one, only this weekend, at my shop!").named("mangoes"),
            yes(Usha, 55, En, "My youngest could learn to ride a bicycle without me dying of fear."),
            no(Dolors, 70, Ca, "L'autobús de barri hi passa cada mitja hora i és el meu. Per on anirà?").answered(&[
                says(Gemma, 5, Ca, "Per Pou Nou, dues parades més amunt. Hi ha 90 metres de diferència, però en pujada: caldria un banc a mig camí."),
            ]),
            says(Xavier, 96, Ca, "Proposo portar a l'assemblea una prova de quatre diumenges, amb autobús i taxis al pas, i tornar-ne a parlar amb dades."),
        ],
    },
    Idea {
        key: "festival-bar",
        who: Laia,
        day: 43,
        tongue: Ca,
        title: "Festa major: barra pròpia o paradetes de menjar?",
        body: include_str!("../texts/bar.md"),
        class: "",
        place: None,
        supports: 0,
        remarks: &[
            yes(Khadija, 2, Es, "Barra propia. Con las ollas que acaban de ganar hacemos cuscús para doscientas personas."),
            no(Enric, 6, Ca, "La barra pròpia són quaranta torns. L'any passat en vam cobrir vint-i-sis i la resta els vam fer els de sempre.").answered(&[
                says(Laia, 3, Ca, "Proposo torns de dues hores i un full penjat dos mesos abans."),
            ]),
            yes(Victor, 9, Es, "Traigo dos grifos y enseño a tirar cañas. Los beneficios, para la hucha."),
            no(Hamza, 15, En, "Food stalls bring new faces, and they pay for their place. Less work, less risk."),
            yes(Ines, 22, Es, "La barra propia pagó la rampa. No digo más."),
            no(Zoe, 30, En, "Either, as long as the generator is not next to the stage again."),
            says(Carme, 44, Ca, "Números de l'última: la barra va deixar 9.400 €, les paradetes 1.600 €. Però la barra va costar 31 persones."),
        ],
    },
];

/// Tells of them.
pub(super) fn tell(story: &mut Story) {
    ideas::tell(story, KEY, DocumentKind::Debate, DEBATES);
    story.at(story.day(30, 19), |stage| {
        let debate = stage.id("festival-bar")?;
        let text = tri(
            "**Barra pròpia, amb dues condicions:** torns de dues hores apuntats dos mesos abans, i si a quinze dies de la festa en falten més de vuit, la meitat de l'espai es dona a paradetes del barri. El generador, lluny de l'escenari.",
            "**Barra propia, con dos condiciones:** turnos de dos horas apuntados dos meses antes, y si a quince días de la fiesta faltan más de ocho, la mitad del espacio se da a puestos del barrio. El generador, lejos del escenario.",
            "**Our own bar, on two conditions:** shifts of two hours, signed up for two months ahead; and if more than eight are missing a fortnight before the festival, half of the space goes to stalls from the neighbourhood. The generator stays away from the stage.",
        );
        let text = text.localized()?;
        stage.act(Anna, |community, pen, _| community.conclude(pen, debate, true, text)).map(drop)
    });
}
