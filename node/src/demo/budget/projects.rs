//! The projects that are voted on.

use super::super::funds::{Project, project};
use super::super::said::tri;

pub(super) const ALL: &[Project] = &[
    project(
        "shade",
        14_800,
        "fund-shade",
        tri(
            "Veles i font al pati de l'escola",
            "Toldos y fuente en el patio de la escuela",
            "Sails and a fountain in the school yard",
        ),
        tri(
            "Tres veles de 6 × 6 m amb tensors d'acer, una font amb dos brocs i quatre jardineres.",
            "Tres velas de 6 × 6 m con tensores de acero, una fuente con dos caños y cuatro jardineras.",
            "Three sails of 6 by 6 m with steel cables, a fountain with two spouts, four planters.",
        ),
    ),
    project(
        "defibrillators",
        8_600,
        "fund-defibrillators",
        tri(
            "Tres desfibril·ladors i sis tallers",
            "Tres desfibriladores y seis talleres",
            "Three defibrillators and six workshops",
        ),
        tri(
            "A la farmàcia, el mercat i el bar de la plaça, dia i nit. Tallers en quatre llengües.",
            "En la farmacia, el mercado y el bar de la plaza, día y noche. Talleres en cuatro lenguas.",
            "At the pharmacy, the market and the bar of the square, day and night. Workshops in four languages.",
        ),
    ),
    project(
        "studio",
        9_200,
        "fund-studio",
        tri("Sala d'assaig al local", "Sala de ensayo en el local", "A rehearsal room in the hall"),
        tri(
            "Porta i sostre aïllats, bateria i dos amplificadors. De 10 a 22 h, amb reserva.",
            "Puerta y techo aislados, batería y dos amplificadores. De 10 a 22 h, con reserva.",
            "Door and ceiling insulated, drums and two amplifiers. From 10 to 22 h, to be booked.",
        ),
    ),
    project(
        "beds",
        11_400,
        "fund-beds",
        tri(
            "Vuit bancals elevats a l'hort",
            "Ocho bancales elevados en el huerto",
            "Eight raised beds in the garden",
        ),
        tri(
            "A l'alçada d'una cadira de rodes, amb reg per degoteig i camí accessible.",
            "A la altura de una silla de ruedas, con riego por goteo y camino accesible.",
            "At the height of a wheelchair, with drip irrigation and an accessible path.",
        ),
    ),
    project(
        "lights",
        18_500,
        "fund-lights",
        tri("Llum a les escales", "Luz en las escaleras", "Light on the stairs"),
        tri(
            "Llum baixa i càlida als passamans dels tres trams. El Districte en paga el consum.",
            "Luz baja y cálida en los pasamanos de los tres tramos. El Distrito paga el consumo.",
            "Low, warm light in the handrails of all three flights. The District pays for the power.",
        ),
    ),
    project(
        "workshop",
        5_300,
        "fund-workshop",
        tri(
            "Taller obert de bicicletes",
            "Taller abierto de bicicletas",
            "An open bicycle workshop",
        ),
        tri(
            "Dos peus, eines i recanvis; dues tardes per setmana.",
            "Dos pies, herramientas y recambios; dos tardes por semana.",
            "Two stands, tools and parts; two afternoons a week.",
        ),
    ),
    project(
        "computers",
        7_900,
        "fund-computers",
        tri(
            "Ordinadors i curs per a gent gran",
            "Ordenadores y curso para mayores",
            "Computers and a course for elders",
        ),
        tri(
            "Vuit portàtils reacondicionats i dos cursos de deu tardes.",
            "Ocho portátiles reacondicionados y dos cursos de diez tardes.",
            "Eight refurbished laptops and two courses of ten afternoons.",
        ),
    ),
    project(
        "fridge",
        4_700,
        "fund-fridge",
        tri("Nevera comunitària", "Nevera comunitaria", "A community fridge"),
        tri(
            "A l'entrada del local, amb termòmetre i torns de neteja. Inclou arreglar la porta.",
            "En la entrada del local, con termómetro y turnos de limpieza. Incluye arreglar la puerta.",
            "In the hall's entrance, with a thermometer and a cleaning rota. The door is mended too.",
        ),
    ),
    project(
        "mural",
        12_900,
        "fund-mural",
        tri("Mural de les escales", "Mural de las escaleras", "The mural of the stairs"),
        tri(
            "14 metres d'alçada, dos tallers oberts, pintura mineral i bastida.",
            "14 metros de altura, dos talleres abiertos, pintura mineral y andamio.",
            "14 metres high, two open workshops, mineral paint and scaffolding.",
        ),
    ),
];
