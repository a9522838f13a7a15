//! What the technical assessment says of each proposal.

use participation::AnswerPlan;

use super::super::cast::Who;
use super::super::said::{Tri, tri};
use super::super::story::Story;
use super::projects;

/// What was found of the proposal that cannot be done.
const POOL: Tri = tri(
    "La coberta del mercat aguanta 200 kg/m² i la piscina en pesaria més de mil. Reforçar-la costaria més de 90.000 €. Proposem, en canvi, demanar al Districte que obri la piscina municipal fins a les deu del vespre al juliol i a l'agost.",
    "La cubierta del mercado aguanta 200 kg/m² y la piscina pesaría más de mil. Reforzarla costaría más de 90.000 €. Proponemos, en cambio, pedir al Distrito que abra la piscina municipal hasta las diez de la noche en julio y agosto.",
    "The market's roof carries 200 kg/m² and the pool would weigh more than a thousand. To reinforce it would cost over €90,000. Instead we propose to ask the District to keep the public pool open until ten in July and August.",
);

const FEASIBLE: Tri = tri(
    "És viable amb aquest cost. Passa a votació.",
    "Es viable con este coste. Pasa a votación.",
    "It is feasible at this cost, and goes to the vote.",
);

const REPORT: Tri = tri(
    "Tres pressupostos demanats; hi hem posat el del mig, amb l'IVA.",
    "Tres presupuestos pedidos; hemos puesto el del medio, con IVA.",
    "Three quotations were asked for; this is the one in the middle, with VAT.",
);

const PERIOD: Tri = tri(
    "Dins dels dotze mesos després de la votació",
    "En los doce meses siguientes a la votación",
    "Within twelve months of the vote",
);

/// Tells of it.
pub(super) fn tell(story: &mut Story) {
    for (number, project) in (0..).zip(projects::ALL) {
        let moment = story.day(18 - number / 3, 10 + number % 3 * 2);
        story.at(moment, move |stage| {
            let plan = AnswerPlan {
                state: "accepted".to_owned(),
                text: FEASIBLE.localized()?,
                cost: Some(project.cost),
                cost_report: REPORT.localized()?,
                period: PERIOD.localized()?,
            };
            let subject = stage.id(project.from)?;
            stage.act(Who::Anna, |community, pen, _| community.answer(pen, subject, plan)).map(drop)
        });
    }
    story.at(story.day(13, 17), |stage| {
        let (state, text) = ("rejected".to_owned(), POOL.localized()?);
        let plan = AnswerPlan { state, text, ..AnswerPlan::default() };
        let pool = stage.id("fund-pool")?;
        stage.act(Who::Anna, |community, pen, _| community.answer(pen, pool, plan)).map(drop)
    });
}
