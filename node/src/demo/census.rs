//! How people come into the sample's census, and how its charter changes.

use participation::{Change, Custody, Role};

use super::cast::Who;
use super::said::localized;
use super::story::Story;

/// Everybody is admitted and tells of themselves.
pub(super) fn tell(story: &mut Story) {
    for (number, &who) in (0..).zip(Who::ALL) {
        let admitted = story.day(69 - number / 5, 10 + number % 5 * 2);
        if who != Who::Anna {
            story.at(admitted, move |stage| {
                let member = stage.persona(who)?.member.public();
                let registrar = if who == Who::Carme { Who::Anna } else { Who::Carme };
                let registrar = if who == Who::Bernat { Who::Anna } else { registrar };
                stage.act(registrar, |community, pen, _| community.admit(pen, member))?;
                stage
                    .act(who, |community, pen, me| {
                        community.certify(pen, &me.member, Custody::Node)
                    })
                    .map(drop)
            });
        }
        story.at(admitted.later(3), move |stage| {
            let (tongue, about) = who.about();
            let about = localized(tongue, about)?;
            stage
                .act(who, |community, pen, _| community.introduce(pen, who.full_name(), about))
                .map(drop)
        });
    }
    charter(story);
}

/// One revision that two stewards put in force, and one that waits for a second signature.
fn charter(story: &mut Story) {
    story.at(story.day(60, 19), |stage| {
        let carme = stage.persona(Who::Carme)?.member.public();
        let changes = vec![Change::Grant(Role::DataOfficer, carme)];
        let reason = "Algú ha d'atendre qui demani esborrar les seves dades: la Carme. · Alguien debe atender a quien pida borrar sus datos: Carme. · Somebody has to answer requests to erase personal data: Carme.";
        let revision =
            stage.act(Who::Anna, |community, pen, _| community.propose(pen, changes, reason))?;
        stage.act(Who::Anna, |community, pen, _| community.sign(pen, revision))?;
        stage.act(Who::Bernat, |community, pen, _| community.sign(pen, revision)).map(drop)
    });
    story.at(story.day(3, 20), |stage| {
        let bernat = stage.persona(Who::Bernat)?.member.public();
        let changes = vec![Change::Grant(Role::Organiser, bernat)];
        let reason = "L'Anna no pot ser a tot arreu: que en Bernat també pugui obrir votacions. · Anna no llega a todo: que Bernat también pueda abrir votaciones. · Anna cannot be everywhere: let Bernat open polls as well.";
        let revision =
            stage.act(Who::Anna, |community, pen, _| community.propose(pen, changes, reason))?;
        stage.act(Who::Anna, |community, pen, _| community.sign(pen, revision)).map(drop)
    });
}
