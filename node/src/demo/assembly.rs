//! The assembly of the sample: meetings with minutes, debates, news, and how people treat each
//! other.

mod debates;
mod meetings;

use participation::{DocumentKind, Permits, Phase, SpaceKind};

use super::ideas;
use super::said::{Tri, tri};
use super::spaces::{self, Official, Opened};
use super::story::Story;

/// By which the story comes back to the space.
pub(super) const KEY: &str = "assembly";

const SPACE: Opened = Opened {
    key: KEY,
    kind: SpaceKind::Assembly,
    template: "assembly-with-minutes",
    title: tri("Assemblea del barri", "Asamblea del barrio", "The neighbourhood's assembly"),
    subtitle: tri(
        "Cada quatre setmanes, al local i per internet",
        "Cada cuatro semanas, en el local y por internet",
        "Every four weeks, in the hall and online",
    ),
    summary: tri(
        "On ens trobem, debatem i decidim. Hi té veu i vot tothom del cens.",
        "Donde nos encontramos, debatimos y decidimos. Tiene voz y voto todo el censo.",
        "Where we meet, debate and decide. Everybody in the census speaks and votes.",
    ),
    body: tri(
        "L'assemblea és oberta: només cal ser del cens, i al cens s'hi entra els dijous a la tarda amb la Carme. L'ordre del dia es publica **set dies abans**; l'acta, **set dies després**.\n\nSi no pots venir, deixa el teu parer als debats: es llegeixen en veu alta.",
        "La asamblea es abierta: basta con estar en el censo, y en el censo se entra los jueves por la tarde con Carme. El orden del día se publica **siete días antes**; el acta, **siete días después**.\n\nSi no puedes venir, deja tu parecer en los debates: se leen en voz alta.",
        "The assembly is open: you only have to be in the census, which Carme sees to on Thursday afternoons. The agenda is published **seven days before**, the minutes **seven days after**.\n\nIf you cannot come, say what you think in the debates: they are read aloud.",
    ),
};

const WELCOME: (Tri, Tri) = (
    tri(
        "L'Ateneu estrena plaça digital",
        "El Ateneu estrena plaza digital",
        "The Ateneu has a digital square",
    ),
    tri(
        "Aquesta plaça és nostra: funciona a l'ordinador del local i a casa de qui vulgui tenir-ne una còpia. **Cada cosa que hi fas queda signada amb la teva clau**, i ningú no la pot canviar en nom teu.\n\nPots escriure en la llengua que vulguis. Si cal traduir-ho, l'Emily s'hi ha ofert.",
        "Esta plaza es nuestra: funciona en el ordenador del local y en casa de quien quiera tener una copia. **Cada cosa que haces queda firmada con tu clave**, y nadie puede cambiarla en tu nombre.\n\nPuedes escribir en la lengua que quieras. Si hay que traducirlo, Emily se ha ofrecido.",
        "This square is ours: it runs on the hall's computer, and at the home of whoever wants to keep a copy. **Whatever you do here is signed with your key**, and nobody can change it in your name.\n\nWrite in whichever language you like. If it has to be translated, Emily has offered to.",
    ),
);

const VOTES: (Tri, Tri) = (
    tri("Dues votacions obertes", "Dos votaciones abiertas", "Two votes are open"),
    tri(
        "Ja es pot votar el **pressupost participatiu** i **quins vespres obrim el local**. Si canvies d'opinió, torna a votar: compta l'últim vot.",
        "Ya se puede votar el **presupuesto participativo** y **qué tardes abrimos el local**. Si cambias de opinión, vuelve a votar: cuenta el último voto.",
        "You can now vote on the **participatory budget** and on **which evenings the hall opens**. If you change your mind, vote again: the last ballot counts.",
    ),
);

const RULES: (Tri, Tri) = (
    tri("Com ens tractem", "Cómo nos tratamos", "How we treat each other"),
    tri(
        include_str!("texts/rules.ca.md"),
        include_str!("texts/rules.es.md"),
        include_str!("texts/rules.en.md"),
    ),
);

/// Tells of it.
pub(super) fn tell(story: &mut Story) {
    story.at(story.day(63, 9), |stage| {
        spaces::open(stage, &SPACE, 0, (None, None), debated)?;
        Official::new((KEY, "rules"), DocumentKind::Page, RULES).publish(stage, |_| Ok(()))?;
        Official::new((KEY, "welcome"), DocumentKind::Post, WELCOME).publish(stage, |_| Ok(()))
    });
    story.at(story.day(7, 12), |stage| {
        Official::new((KEY, "votes"), DocumentKind::Post, VOTES).publish(stage, |_| Ok(()))
    });
    ideas::discuss(story, story.day(62, 9), "welcome", debates::WELCOMED);
    meetings::tell(story);
    debates::tell(story);
}

fn debated(phase: &mut Phase) {
    phase.rules.permits = Permits::all();
}
