//! Cards on paper: several a sheet, each with its QR code, its short code, and what to do with it.

use askama::Template;
use participation::{Community, MemberStatus, Store};

use super::{Names, Stage, fold, stage};
use crate::frame::{Frame, Section};
use crate::list::Pages;
use crate::message::{Failed, done};
use crate::receipt::{Qr, qr};
use crate::words::Words;
use crate::{Tongue, Visit, plain};

/// Cards of a page: eight go on a sheet of A4.
pub const CARDS: usize = 40;

/// A card.
struct Card {
    name: String,
    number: String,
    /// Nothing on a card that is spent.
    live: Option<Live>,
}

/// What a card that waits says.
struct Live {
    code: String,
    qr: Option<Qr>,
}

/// What to do with a card, in one language.
struct How {
    lang: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "cards.html")]
struct Sheet<'a> {
    f: Frame<'a>,
    community: String,
    how: Vec<How>,
    total: usize,
    cards: Vec<Card>,
    pages: Pages,
    /// Of one person alone.
    single: bool,
}

/// The cards of everybody who has one, the spent ones marked; of `one` person where that is asked.
/// `origin` is where this node is, as whoever asks reached it.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn cards<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    names: &Names,
    origin: &str,
    one: &str,
    page: usize,
) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("cards-title"));
    let view = community.view();
    let on_paper = |stage: Stage| match stage {
        Stage::Waiting => true,
        // Spent, and shown as that on a page of its own only: nobody prints it by mistake.
        Stage::In(_, MemberStatus::Active) => !one.is_empty(),
        Stage::Unmade | Stage::Contended(_) | Stage::In(..) | Stage::Nothing => false,
    };
    let mut all: Vec<_> = names
        .all()
        .iter()
        .filter(|named| named.card.is_some() && (one.is_empty() || named.id == one))
        .map(|named| (named, stage(&view, named)))
        .filter(|(_, stage)| on_paper(*stage))
        .collect();
    all.sort_by_cached_key(|(named, _)| (fold(&named.name), named.id.clone()));
    let pages = Pages::new(all.len(), CARDS, page, &format!("{}/census/cards?", f.root()));
    let total = all.len();
    let here = all.into_iter().skip(pages.offset(CARDS)).take(CARDS);
    let card = |(named, stage): (&super::Named, Stage)| {
        let code = named.code.clone().filter(|_| stage == Stage::Waiting);
        Card {
            name: plain::line(&named.name),
            number: plain::line(&named.number),
            live: code.map(|code| Live {
                qr: qr(&format!("{origin}/{}/join/{code}", visit.tongue.code())),
                code,
            }),
        }
    };
    let how = Tongue::ALL.map(|tongue| How {
        lang: tongue.code(),
        text: Words::of(tongue).with("cards-how", "place", place(origin)),
    });
    done(&Sheet {
        community: crate::frame::name_of(community),
        how: how.into(),
        total,
        cards: here.map(card).collect(),
        pages,
        single: !one.is_empty(),
        f,
    })
}

/// An address without its scheme.
fn place(origin: &str) -> String {
    origin.split_once("://").map_or(origin, |(_, place)| place).to_owned()
}
