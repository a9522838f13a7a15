//! What breaks the rules, or seems to: reports, labels with their reasons, appeals, an erasure.

use participation::{LabelPlan, Reason};

use super::cast::Who::{self, *};
use super::said::{Ca, Es, Tri, tri};
use super::stage::Stage;
use super::story::Story;
use crate::exit::Failure;

/// Tells of it.
pub(super) fn tell(story: &mut Story) {
    insult(story);
    mistake(story);
    story.at(story.day(8, 22), |stage| {
        let said = stage.id("regretted")?;
        stage.act(Enric, |community, pen, _| community.erase_content(pen, &[said])).map(drop)
    });
    story.at(story.day(14, 12), |stage| {
        let why = tri(
            "És publicitat. Les botigues del barri tenen el tauler del local: allà hi són benvinguts, els mangos.",
            "Es publicidad. Las tiendas del barrio tienen el tablón del local: allí son bienvenidos, los mangos.",
            "It is an advertisement. The neighbourhood's shops have the board in the hall, where mangoes are welcome.",
        );
        label(stage, "mangoes", "mangoes-label", (true, Reason::Spam), why, None)
    });
    story.at(story.ago(9), |stage| {
        let words =
            "This tells everybody when and where a woman walks alone at night. Please hide it.";
        report(stage, Usha, "alone", Reason::Private, words)
    });
}

/// A comment that hurts is reported twice, hidden, and its author objects: nobody has answered yet.
fn insult(story: &mut Story) {
    for (who, hour, words) in [
        (Fatima, 10, "Que me'n vagi al cementiri? Perdoneu, però això no."),
        (Pilar, 13, "Esto no es discutir, es faltar al respeto."),
    ] {
        story.at(story.day(47, hour), move |stage| {
            report(stage, who, "cemetery", Reason::Offensive, words)
        });
    }
    story.at(story.day(47, 18), |stage| {
        let why = tri(
            "Envia veïnes al cementiri i en diu «pesats». L'opinió (no limitar l'horari) és legítima i la pots tornar a escriure sense l'insult.",
            "Manda a vecinas al cementerio y las llama «pesados». La opinión (no limitar el horario) es legítima y puedes volver a escribirla sin el insulto.",
            "It sends neighbours to the graveyard and calls them a pain. The opinion (no limit on hours) is legitimate: write it again without the insult.",
        );
        label(stage, "cemetery", "cemetery-label", (true, Reason::Offensive), why, None)
    });
    story.at(story.day(2, 23), |stage| {
        let words = "Era una manera de parlar, i no anava per ningú. A aquest barri sempre s'ha parlat així. Demano que es torni a mostrar; si cal, hi poso una disculpa a sota.";
        appeal(stage, Manel, "cemetery-label", "cemetery-appeal", words, Ca)
    });
}

/// A comment is hidden by mistake, and shown again.
fn mistake(story: &mut Story) {
    story.at(story.day(46, 9), |stage| {
        let why = tri("Sembla fora de tema.", "Parece fuera de tema.", "It seems to be off topic.");
        label(stage, "pilar-shifts", "shifts-label", (true, Reason::OffTopic), why, None)
    });
    story.at(story.day(46, 21), |stage| {
        let words = "¿Fuera de tema? Hablo de los turnos de quien madruga, que es justo el tema.";
        appeal(stage, Pilar, "shifts-label", "shifts-appeal", words, Es)
    });
    story.at(story.day(45, 20), |stage| {
        let why = tri(
            "La Pilar té raó: parla dels torns, com el comentari que contesta. Em vaig equivocar de fil. Es torna a mostrar.",
            "Pilar tiene razón: habla de los turnos, como el comentario al que contesta. Me equivoqué de hilo. Se vuelve a mostrar.",
            "Pilar is right: it is about shifts, as is the comment that it answers. I took it for another thread. It is shown again.",
        );
        let decides = Some("shifts-appeal");
        label(stage, "pilar-shifts", "shifts-shown", (false, Reason::OffTopic), why, decides)
    });
}

fn report(
    stage: &mut Stage,
    who: Who,
    subject: &str,
    reason: Reason,
    words: &str,
) -> Result<(), Failure> {
    let id = stage.id(subject)?;
    stage.act(who, |community, pen, _| community.report_content(pen, id, reason, words)).map(drop)
}

fn label(
    stage: &mut Stage,
    subject: &str,
    key: &'static str,
    (hidden, reason): (bool, Reason),
    why: Tri,
    appeal: Option<&str>,
) -> Result<(), Failure> {
    let id = stage.id(subject)?;
    let appeal = appeal.map(|appeal| stage.id(appeal)).transpose()?;
    let plan = LabelPlan { hidden, reason, text: why.localized()?, appeal };
    let label = stage.act(Bernat, |community, pen, _| community.label(pen, id, plan))?;
    stage.name(key, label);
    Ok(())
}

fn appeal(
    stage: &mut Stage,
    who: Who,
    label: &str,
    key: &'static str,
    words: &str,
    tongue: super::said::Tongue,
) -> Result<(), Failure> {
    let (label, language) = (stage.id(label)?, tongue.tag()?);
    let id = stage.act(who, |community, pen, _| community.appeal(pen, label, language, words))?;
    stage.name(key, id);
    Ok(())
}
