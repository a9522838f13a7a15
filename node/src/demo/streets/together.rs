//! Writing together: later versions, co-authors, amendments, a proposal that is withdrawn.

use participation::TextField;

use super::super::cast::Who::{self, *};
use super::super::said::{Ca, En, Tongue, localized};
use super::super::stage::{Stage, replace};
use super::super::story::Story;
use crate::exit::Failure;

/// Tells of it.
pub(super) fn tell(story: &mut Story) {
    amendments(story);
    coauthors(story);
    story.at(story.day(45, 22), |stage| {
        let title = localized(Ca, "Falciots, orenetes i nius ocupats que he comptat cada juny")?;
        let counts = include_bytes!("../texts/swifts.csv");
        stage.attach(Laia, "swifts", ("recompte.csv", counts), title)
    });
    let change = |story: &mut Story, day, who, key, tongue, words| {
        story.at(story.day(day, 21), move |stage| {
            stage.rewrite(who, key, |contents| replace(contents, tongue, words))
        });
    };
    change(
        story,
        45,
        Hamza,
        "loading",
        En,
        (
            "- loading from 6:30 to 9:30, before the terraces open",
            "- loading from 7:30 to 9:30 for lorries, and from 6:30 for whoever carries by hand",
        ),
    );
    change(
        story,
        44,
        Hamza,
        "loading",
        En,
        (
            "I spoke with five other shops. Four agree, one says it will never happen. Let us prove him wrong.",
            "I spoke with five other shops. All five agree now; the last one asked to be left out of the photograph.",
        ),
    );
    change(
        story,
        43,
        Dolors,
        "trees",
        Ca,
        (
            "Abans hi havia tres acàcies.",
            "El reg dels dos primers estius el fa l'hort comunitari, que ja s'hi ha compromès.\n\nAbans hi havia tres acàcies.",
        ),
    );
    change(
        story,
        31,
        Zoe,
        "noise",
        En,
        (
            "No microphones that record voices",
            "A first report comes out **after eight weeks**, whatever it says.\n\nNo microphones that record voices",
        ),
    );
    story.at(story.day(27, 12), |stage| {
        let parking = stage.id("parking")?;
        let why = localized(Ca, "M'heu convençut que la plaça no es toca. Amb l'Enric preparem una proposta per fer servir de nit les places de l'aparcament del mercat.")?;
        stage.act(Manel, |community, pen, _| community.withdraw(pen, parking, why)).map(drop)
    });
}

/// One that was taken in, one that was not, and one to decide on.
fn amendments(story: &mut Story) {
    story.at(story.day(51, 20), |stage| {
        let words = ("Abans hi havia tres acàcies.", "Els escocells ocupen 6 de les 74 places d'aparcament del tram; la càrrega i descàrrega queda igual.\n\nAbans hi havia tres acàcies.");
        amend(stage, (Gemma, "trees", Ca), "trees-parking", words, None)
    });
    story.at(story.day(50, 10), |stage| {
        decide(
            stage,
            (Dolors, "trees-parking"),
            true,
            "Ben vist, Gemma. Així ningú no dirà que no hem fet números.",
        )
    });
    story.at(story.day(22, 19), |stage| {
        let words = (
            "amb una porta que s'obre amb la mateixa targeta de la biblioteca",
            "amb un pany i clau de tota la vida, sense registre de qui entra",
        );
        amend(stage, (Quim, "bikes", Ca), "bikes-lock", words, None)
    });
    story.at(story.day(20, 13), |stage| {
        decide(stage, (Jordi, "bikes-lock"), false, "Amb 200 claus fetes, la segona setmana n'hi ha una a les mans equivocades. Però hi poso que el registre s'esborra cada nit: tens raó en això.")
    });
    story.at(story.day(19, 22), |stage| {
        let words = ("que s'obre amb la mateixa targeta de la biblioteca.", "que s'obre amb la mateixa targeta de la biblioteca i que **esborra cada nit qui ha entrat**.");
        stage.rewrite(Jordi, "bikes", |contents| replace(contents, Ca, words))
    });
    story.at(story.day(4, 18), |stage| {
        let words = ("- paviment de color, fet amb l'alumnat", "- quatre aparcabicis a cada orella, que és el que impedeix de debò que hi pugin cotxes\n- paviment de color, fet amb l'alumnat");
        let title = Some("Pas elevat i aparcabicis davant de l'escola");
        amend(stage, (Jordi, "crossing", Ca), "crossing-racks", words, title)
    });
}

fn amend(
    stage: &mut Stage,
    (who, proposal, tongue): (Who, &str, Tongue),
    key: &'static str,
    words: (&str, &str),
    title: Option<&str>,
) -> Result<(), Failure> {
    let proposal = stage.id(proposal)?;
    let text = stage.community().deliberation().text(&proposal);
    let mut text = text.map_err(Failure::system)?;
    replace(&mut text, tongue, words)?;
    if let Some(title) = title {
        text.texts.insert((TextField::Title, tongue.tag()?), title.to_owned());
    }
    let id = stage.act(who, |community, pen, _| community.amend(pen, proposal, &text))?;
    stage.name(key, id);
    Ok(())
}

fn decide(
    stage: &mut Stage,
    (who, amendment): (Who, &str),
    accepts: bool,
    why: &str,
) -> Result<(), Failure> {
    let (amendment, why) = (stage.id(amendment)?, localized(Ca, why)?);
    stage.act(who, |community, pen, _| community.decide(pen, amendment, accepts, why)).map(drop)
}

/// Rosa asks Yolanda to write with her, who accepts; Inés asks Jordi, who has not answered.
fn coauthors(story: &mut Story) {
    story
        .at(story.day(51, 11), |stage| invite(stage, (Rosa, "kerbs"), Yolanda, "kerbs-invitation"));
    story.at(story.day(50, 13), |stage| {
        let invitation = stage.id("kerbs-invitation")?;
        stage.act(Yolanda, |community, pen, _| community.reply(pen, invitation, true)).map(drop)
    });
    story.at(story.day(48, 22), |stage| {
        let words = ("4. La sortida del mercat que dona a la plaça", "4. La sortida del mercat que dona a la plaça\n5. La Costa amb el passatge de l'Hort, que és per on pugem les cadires");
        stage.rewrite(Yolanda, "kerbs", |contents| {
            replace(contents, Ca, words)?;
            replace(contents, Ca, ("quatre cruïlles", "cinc cruïlles"))?;
            replace(contents, Ca, ("aquestes quatre cantonades", "aquestes cinc cantonades"))
        })
    });
    story.at(story.day(47, 9), |stage| {
        stage.rewrite(Rosa, "kerbs", |contents| {
            let title = "Cinc cantonades que per a mi són parets";
            contents.texts.insert((TextField::Title, Ca.tag()?), title.to_owned());
            Ok(())
        })
    });
    story.at(story.day(2, 20), |stage| {
        invite(stage, (Ines, "rehearsal"), Jordi, "rehearsal-invitation")
    });
}

fn invite(
    stage: &mut Stage,
    (who, document): (Who, &str),
    whom: Who,
    key: &'static str,
) -> Result<(), Failure> {
    let document = stage.id(document)?;
    let slot = stage.slot(whom)?;
    let id = stage.act(who, |community, pen, _| community.invite_author(pen, document, slot))?;
    stage.name(key, id);
    Ok(())
}
