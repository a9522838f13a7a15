//! The people of the sample. All of them are invented.

use super::said::{Ca, En, Es, Tongue};

/// One of them.
struct Character {
    /// By which their keys are found in the home.
    name: &'static str,
    /// What they call themselves.
    full: &'static str,
    tongue: Tongue,
    about: &'static str,
}

macro_rules! cast {
    ($($who:ident = $name:literal, $full:literal, $tongue:ident, $about:literal;)*) => {
        /// Somebody of the sample.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Who {
            $($who,)*
        }

        impl Who {
            /// Everybody, the stewards first.
            pub(super) const ALL: &[Self] = &[$(Self::$who),*];

            const fn character(self) -> Character {
                match self {
                    $(Self::$who => Character {
                        name: $name,
                        full: $full,
                        tongue: $tongue,
                        about: $about,
                    },)*
                }
            }
        }
    };
}

cast! {
    Anna = "anna", "Anna Ferrer", Ca, "Presidenta de l'Ateneu i mestra jubilada. Si hi ha una assemblea, hi porto coca.";
    Bernat = "bernat", "Bernat Soler", Ca, "Modero els fils de l'Ateneu. Llibreter de vell al carrer de la Figuera.";
    Carme = "carme", "Carme Vidal", Ca, "Porto el cens i la caixa. Els dijous a la tarda soc al local: vine i t'hi apunto.";
    Carla = "carla", "Carla Montes", Es, "Recién llegada al barrio. De momento leo más que escribo.";
    Dolors = "dolors", "Dolors Pons", Ca, "Visc al carrer de la Figuera des del 1961. He vist treure i posar els bancs tres vegades.";
    Enric = "enric", "Enric Bosch", Ca, "Ferreter. Si és de ferro, ho arreglo.";
    Fatima = "fatima", "Fàtima El Idrissi", Ca, "Infermera de nit i mare de dos. Dormo de dia: pensem en el soroll.";
    Gemma = "gemma", "Gemma Roca", Ca, "Arquitecta tècnica. M'agraden els plànols amb arbres.";
    Hamza = "hamza", "Hamza Raza", En, "I run the corner shop by the market. Open late, opinions included.";
    Ines = "ines", "Inés Robledo", Es, "Profe de música. Busco local de ensayo desde 2015.";
    Jordi = "jordi", "Jordi Amat", Ca, "Ciclista de cada dia, amb fill al portapaquets.";
    Khadija = "khadija", "Khadija Amrani", Es, "Cocino en el comedor social de los martes. Siempre faltan manos.";
    Laia = "laia", "Laia Puig", Ca, "Estudio ciències ambientals. Compto ocells al turó els diumenges.";
    Manel = "manel", "Manel Serra", Ca, "Taxista. No tot el que fa soroll és meu.";
    Nuria = "nuria", "Núria Camps", Ca, "Metgessa de família al CAP. La calor també és salut.";
    Omar = "omar", "Omar Diallo", Es, "Monitor de fútbol sala con los chavales del patio.";
    Pilar = "pilar", "Pilar Sanchis", Es, "Vecina de toda la vida, presidenta de mi escalera muy a mi pesar.";
    Quim = "quim", "Quim Torrent", Ca, "Programador. Em queixo quan una web no funciona sense ratolí.";
    Rosa = "rosa", "Rosa Miralles", Ca, "Vaig amb cadira de rodes i sé on és cada vorada mal feta.";
    Samuel = "samuel", "Samuel Okafor", En, "Carpenter. I fix things at the repair café on first Saturdays.";
    Teresa = "teresa", "Teresa Llop", Ca, "Hort comunitari de la Figuera, parada de compost inclosa.";
    Usha = "usha", "Usha Thapa", En, "Mother of three, kitchen at night, English classes in the morning.";
    Victor = "victor", "Víctor Prieto", Es, "Camarero. El barrio también vive de las terrazas, con cabeza.";
    Wei = "wei", "Wei Zhang", Ca, "Tinc la papereria de la plaça. Fotocòpies gratis per a cartells del barri.";
    Xavier = "xavier", "Xavier Mas", Ca, "Mestre de l'escola del barri.";
    Yolanda = "yolanda", "Yolanda Quispe", Es, "Cuidadora. Empujo sillas cuesta arriba, literalmente.";
    Zoe = "zoe", "Zoe Lambert", En, "Sound engineer. Moved here for a year, nine years ago.";
    Emily = "emily", "Emily Hart", En, "Translator. Happy to help anyone put a proposal into another language.";
}

impl Who {
    /// By which their keys are found in the home.
    pub(super) const fn name(self) -> &'static str {
        self.character().name
    }

    /// What they call themselves.
    pub(super) const fn full_name(self) -> &'static str {
        self.character().full
    }

    /// What they tell of themselves, and in which language.
    pub(super) const fn about(self) -> (Tongue, &'static str) {
        let character = self.character();
        (character.tongue, character.about)
    }

    /// Whether they are of the three who founded the community.
    pub(super) const fn is_steward(self) -> bool {
        matches!(self, Self::Anna | Self::Bernat | Self::Carme)
    }

    /// Everybody who takes part without being asked, so many of them, each time others: all but
    /// Carla, who has done nothing yet and whose first vote a visitor casts.
    pub(super) fn some(count: usize, others: usize) -> impl Iterator<Item = Self> {
        let active = || Self::ALL.iter().copied().filter(|who| *who != Self::Carla);
        let all = active().count();
        // Each step of five comes past everybody once: it shares no factor with how many they are.
        (0..count.min(all)).filter_map(move |n| active().nth((n * 5 + others * 11) % all))
    }
}

/// Whom a visitor is told of, and what there is to do for them.
pub(super) fn logins() -> impl Iterator<Item = (Who, &'static str)> {
    [
        (Who::Anna, "steward, organiser and registrar: answers, opens polls, admits people"),
        (Who::Bernat, "steward and moderator: an appeal waits for him"),
        (Who::Carme, "steward and registrar: a change of the charter waits for her signature"),
        (Who::Carla, "neighbour who has voted in nothing yet"),
        (Who::Gemma, "neighbour whose proposal has an amendment to decide on"),
        (Who::Hamza, "neighbour who writes in English"),
    ]
    .into_iter()
}
