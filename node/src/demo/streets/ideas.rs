//! What neighbours propose for their streets, and what others say of it.

mod others;

use super::super::cast::Who::*;
use super::super::ideas::Idea;
use super::super::said::{Ca, En, Es, no, says, yes};

/// All of them; [`others::ALL`] are more.
pub(super) const LISTS: [&[Idea]; 2] = [ALL, others::ALL];

const ALL: &[Idea] = &[
    Idea {
        key: "trees",
        who: Dolors,
        day: 54,
        tongue: Ca,
        title: "Arbres al carrer de la Figuera, que ja toca",
        body: include_str!("../texts/streets/trees.md"),
        class: "green",
        place: Some(("Carrer de la Figuera, 12-48", 413_742_000, 21_628_000)),
        supports: 22,
        remarks: &[
            yes(Nuria, 5, Ca, "Com a metgessa: l'estiu passat vam atendre el doble de cops de calor que fa cinc anys. Això és prevenció, i barata."),
            yes(Usha, 9, En, "My kids walk this street to school four times a day. In June they already arrive red as tomatoes."),
            no(Manel, 27, Ca, "I els escocells d'on surten? Si és de la calçada, els taxis i les furgonetes on pararem?").answered(&[
                says(Gemma, 2, Ca, "Amb 8 escocells perdem 6 places d'aparcament de 74. La càrrega i descàrrega queda igual: ho he mirat sobre plànol.").answered(&[
                    says(Manel, 20, Ca, "Si és així, ja em sembla més assenyat. Poseu-ho a la proposta.").answered(&[
                        says(Gemma, 3, Ca, "Fet: ho he proposat com a esmena."),
                    ]),
                ]),
                says(Hamza, 6, En, "As a shopkeeper: people stop and buy where there is shade. I will trade you my parking place for a tree."),
            ]),
            says(Pilar, 50, Es, "¿Quién los riega? Los de la calle de arriba se secaron en dos veranos.").answered(&[
                says(Teresa, 4, Ca, "Des de l'hort ens hi podem comprometre els dos primers estius: som 22 famílies i és aquí mateix."),
            ]),
        ],
    },
    Idea {
        key: "kerbs",
        who: Rosa,
        day: 53,
        tongue: Ca,
        title: "Quatre cantonades que per a mi són parets",
        body: include_str!("../texts/streets/kerbs.md"),
        class: "moving",
        place: Some(("Carrer de la Figuera amb Til·lers", 413_735_500, 21_641_000)),
        supports: 24,
        remarks: &[
            yes(Yolanda, 3, Es, "Cada día levanto una silla a pulso en la de la farmacia. Mi espalda también apoya esta propuesta."),
            yes(Jordi, 11, Ca, "Signo. I el que diu de les motos als guals: això es pot començar demà."),
            yes(Zoe, 30, En, "I carry heavy cases for a living and those same corners are the worst of the neighbourhood. So: rubber wheels and wheelchairs, united."),
            says(Enric, 42, Ca, "Mentre no es fa, puc soldar una rampa portàtil per a la de la farmàcia. Només cal que algú la tregui i l'entri cada dia.").answered(&[
                says(Rosa, 5, Ca, "Gràcies, @Enric Bosch. Però no vull dependre que algú es recordi de treure-la. Vull la cantonada."),
                says(Wei, 9, Ca, "La papereria és al davant: la trec i l'entro jo amb la persiana, fins que facin l'obra."),
            ]),
        ],
    },
    Idea {
        key: "crossing",
        who: Gemma,
        day: 51,
        tongue: Ca,
        title: "Pas elevat davant de l'escola",
        body: include_str!("../texts/streets/crossing.md"),
        class: "moving",
        place: Some(("Carrer dels Til·lers, 30", 413_728_000, 21_652_000)),
        supports: 18,
        remarks: &[
            yes(Xavier, 4, Ca, "El professorat en bloc hi dona suport. I el paviment de color ja té vint-i-dos dissenys de tercer."),
            no(Manel, 8, Ca, "Un pas elevat en baixada, quan plou, és una rampa de salt. N'he vist de ben mal fets.").answered(&[
                says(Gemma, 3, Ca, "Els mal fets sí. Amb pendent del 5 % i paviment rugós no passa. Ho afegeixo al croquis."),
            ]),
            says(Emily, 26, En, "Could the sketch be put online? I cannot make it to the hall before eight."),
        ],
    },
    Idea {
        key: "terraces",
        who: Fatima,
        day: 50,
        tongue: Ca,
        title: "Terrasses fins a les onze entre setmana",
        body: include_str!("../texts/streets/terraces.md"),
        class: "quiet",
        place: None,
        supports: 14,
        remarks: &[
            yes(Laia, 2, Ca, "Tinc examens i estudio amb taps a les orelles. Així no es pot."),
            no(Victor, 5, Es, "Trabajo en una de esas terrazas. Cerrar a las once son dos turnos menos: dos personas del barrio, con nombre. Lo de los tacos de goma, mañana mismo.").answered(&[
                says(Fatima, 6, Ca, "Víctor, no va contra tu. Si els tacs i el telèfon funcionen, parlem de l'hora.").answered(&[
                    says(Victor, 8, Es, "Trato hecho con los tacos. Hablo con los otros bares de la plaza."),
                ]),
                says(Pilar, 12, Es, "¿Y los turnos de los que madrugamos? También tenemos nombre.").named("pilar-shifts"),
            ]),
            no(Hamza, 21, En, "My customers are the people who walk home from those terraces. An empty street at eleven is not a safe street."),
            yes(Khadija, 33, Es, "En agosto, con las ventanas abiertas, esto se nota el doble."),
            no(Manel, 46, Ca, "El que vulgui silenci que se'n vagi a viure al cementiri, que allà no molesta ningú i així ens deixa en pau als altres, pesats.").named("cemetery"),
            says(Zoe, 60, En, "Before choosing an hour: do we know that it is the terraces? See my proposal on measuring."),
        ],
    },
    Idea {
        key: "bikes",
        who: Jordi,
        day: 48,
        tongue: Ca,
        title: "Aparcament segur per a bicis i bicicletes de càrrega",
        body: include_str!("../texts/streets/bikes.md"),
        class: "moving",
        place: Some(("Mercat, costat nord", 413_731_000, 21_610_000)),
        supports: 15,
        remarks: &[
            yes(Laia, 6, Ca, "Vaig amb bici a la facultat i la pujo cada dia cinc pisos. Amb això em canviaria la vida."),
            says(Ines, 15, Es, "Ojo, que los bajos del mercado también los pedimos para el local de ensayo. ¿Caben las dos cosas?").answered(&[
                says(Jordi, 3, Ca, "Crec que sí: són 190 m². Quedem dissabte i ho mesurem?"),
                says(Ines, 2, Es, "Hecho. Llevo metro y café."),
            ]),
            no(Quim, 40, Ca, "Amb la targeta de la biblioteca no: deixaria rastre de qui entra i surt. Una clau normal, si us plau."),
        ],
    },
    Idea {
        key: "loading",
        who: Hamza,
        day: 47,
        tongue: En,
        title: "Loading hours that small shops can live with",
        body: include_str!("../texts/streets/loading.md"),
        class: "moving",
        place: Some(("Carrer dels Til·lers, 8", 413_729_500, 21_633_000)),
        supports: 11,
        remarks: &[
            yes(Wei, 4, Ca, "Soc una de les quatre botigues. El camió del paper no cap enlloc i acabo descarregant a la vorera."),
            yes(Rosa, 7, Ca, "I jo soc la que va per la calçada quan hi ha furgonetes a la vorera. Així que a favor, i molt."),
            no(Fatima, 18, Ca, "A les 6.30 jo acabo d'arribar de treballar. Podria ser a les 7.30?").answered(&[
                says(Hamza, 2, En, "Bread cannot. Everything else can: 7:30 for lorries and 6:30 for whoever carries by hand? I will change the text."),
            ]),
        ],
    },
    Idea {
        key: "rehearsal",
        who: Ines,
        day: 46,
        tongue: Es,
        title: "Un local de ensayo en los bajos del mercado",
        body: include_str!("../texts/streets/rehearsal.md"),
        class: "together",
        place: Some(("Mercat, costat nord", 413_731_200, 21_611_000)),
        supports: 13,
        remarks: &[
            yes(Zoe, 5, En, "I will do the acoustic design for free. Please, no egg boxes on the walls. They do nothing."),
            yes(Omar, 9, Es, "Los chavales que no juegan al fútbol, tocan. O tocarían."),
            says(Pilar, 20, Es, "Mi vecino es el de la batucada. Apoyo esto con todas mis fuerzas."),
            no(Dolors, 31, Ca, "Fa quatre anys que ens prometen coses en aquests baixos. No hi gastem més saliva fins que no ens ensenyin el contracte."),
        ],
    },
    Idea {
        key: "swifts",
        who: Laia,
        day: 45,
        tongue: Ca,
        title: "Caixes niu per als falciots",
        body: include_str!("../texts/streets/swifts.md"),
        class: "green",
        place: None,
        supports: 16,
        remarks: &[
            yes(Samuel, 3, En, "@Laia Puig: I said it and I meant it: bring wood, I bring saws. Two Saturdays and we have forty boxes."),
            yes(Xavier, 6, Ca, "Els de cinquè poden pintar els números i fer el recompte de juny. Ho posem a la programació."),
            says(Gemma, 24, Ca, "@Laia Puig, a la meva comunitat estem a punt de rehabilitar façana. On és aquest full d'una pàgina? El vull demà."),
        ],
    },
    Idea {
        key: "yard",
        who: Omar,
        day: 44,
        tongue: Es,
        title: "Abrir el patio de la escuela los fines de semana",
        body: include_str!("../texts/streets/yard.md"),
        class: "together",
        place: Some(("Carrer dels Til·lers, 32", 413_727_000, 21_655_000)),
        supports: 20,
        remarks: &[
            yes(Xavier, 2, Ca, "L'escola hi està d'acord si algú tanca i neteja. Els monitors són la clau."),
            yes(Usha, 10, En, "Three children, one small flat, no balcony. Yes."),
            no(Manel, 16, Ca, "Visc a tocar del pati. Entre setmana ja sento pilotes vuit hores. El dissabte voldria descansar.").answered(&[
                says(Omar, 3, Es, "Te entiendo. ¿Y si las pelotas duras acaban a las 19 h y después solo juegos tranquilos?").answered(&[
                    says(Manel, 14, Ca, "Amb això podria viure-hi."),
                ]),
            ]),
            says(Dolors, 38, Ca, "La senyora del pastís era jo. Era de poma."),
        ],
    },
];
