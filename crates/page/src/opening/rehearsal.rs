//! What a rehearsal of a vote came to: the page of a result, marked as one, with the way back.

use participation::{Community, EntryId, PollPlan, Store};

use super::Asks;
use crate::fields::{Filled, Group, Widget};
use crate::frame::{Frame, Section};
use crate::message::Failed;
use crate::outcome::{self, Standing};
use crate::words::Words;
use crate::{Visit, plain, polls};

/// Voters that are made up, at least.
const LEAST: u16 = 3;

/// And at most: each signs three times.
const MOST: u16 = 300;

/// The same where nobody says how many.
const USUAL: u16 = 60;

/// Who votes in a rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cast {
    /// So many voters.
    pub voters: u16,
    /// As this seed draws.
    pub seed: u32,
}

impl Cast {
    /// What the form asks for; what is no number within bounds is said beside its field. Of what is
    /// left empty the usual is taken.
    #[must_use]
    pub fn read(filled: &mut Filled, w: Words) -> Option<Self> {
        let voters = number(filled, "voters", USUAL.into(), (LEAST.into(), MOST.into()), w);
        let seed = number(filled, "seed", 1, (0, u32::MAX), w);
        Some(Self { voters: u16::try_from(voters?).ok()?, seed: seed? })
    }
}

fn number(
    filled: &mut Filled,
    name: &'static str,
    usual: u32,
    (least, most): (u32, u32),
    w: Words,
) -> Option<u32> {
    let typed = filled.get(name);
    let number = if typed.is_empty() { Some(usual) } else { typed.parse().ok() };
    let number = number.filter(|number| (least..=most).contains(number));
    if number.is_none() {
        let bounds = [("least", &*w.number(least)), ("most", &*w.number(most))];
        filled.wrong(name, w.fill("rehearsal-bounds", &bounds));
    }
    number
}

/// The fields that ask for it beside those of the vote, where something was typed into them.
pub(super) fn fields(filled: &Filled, w: Words) -> Option<Group> {
    let typed = ["voters", "seed"].iter().any(|name| !filled.get(name).is_empty());
    let number = |name, label| filled.field(name, w.say(label), Widget::Number);
    typed.then(|| Group {
        legend: w.say("rehearsal"),
        fields: vec![number("voters", "rehearsal-voters"), number("seed", "rehearsal-seed")],
    })
}

/// What the page of a result says of a rehearsal.
#[derive(Debug)]
pub(crate) struct Rehearsal {
    pub(crate) lead: String,
    /// Where the form leads back to, and where another rehearsal is.
    pub(crate) path: String,
    /// What was typed into the form.
    pub(crate) typed: Vec<(String, String)>,
    pub(crate) voters: u16,
    /// The seed of the next one.
    pub(crate) next: u32,
    pub(crate) hint: String,
}

/// The page; `made` is the community in which it was rehearsed.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn rehearsed<S: Store, M: Store>(
    community: &Community<S>,
    visit: &Visit,
    (asks, filled, cast): (Asks, &Filled, Cast),
    plan: &PollPlan,
    (made, poll): (&Community<M>, &EntryId),
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let (Ok(opening), Ok(report)) = (made.opening(poll), made.report(poll)) else {
        return Ok(None);
    };
    let title = plain::spoken(opening.title.as_str(), w);
    let window = w.with("rehearsal-of", "title", &title);
    let f = Frame::of(community, visit, Section::Polls, window);
    let path = format!("{}/polls/{}", f.root(), asks.place());
    let standing = Standing {
        title,
        path: path.clone(),
        rules: polls::rules(&plan.counting, plan.sealers, w),
    };
    let (rest, seed) = (["token", "nonce", "do", "voters", "seed"], cast.seed.to_string());
    let rehearsal = Rehearsal {
        lead: lead(cast, w),
        path,
        typed: filled.without(&rest),
        voters: cast.voters,
        next: cast.seed.saturating_add(1),
        hint: w.with("rehearsal-seed-hint", "seed", seed),
    };
    outcome::show(f, opening, &report, standing, 0, Some(rehearsal)).map(Some)
}

fn lead(cast: Cast, w: Words) -> String {
    w.count("rehearsal-lead", cast.voters)
}
