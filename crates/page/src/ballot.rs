//! The form of a ballot: what it shows, and how what is sent is read back.
//!
//! A form has one field for each option of the opening, by the option's place in it: `choice` with
//! the place as value where options are chosen, `mark-PLACE` where they get points or a place in an
//! order. Reading gives [`Choices`] that the opening takes, or what was typed with what is wrong.

mod basket;
mod fault;

use std::collections::{BTreeMap, BTreeSet};

use participation::{BallotRule, Choices, Opening, ballot_fits};

pub(crate) use basket::Basket;

use crate::list::Choice;
use crate::money::Purse;
use crate::plain;
use crate::words::Words;

/// Up to so many points or places a list is offered, beyond it a field for a number.
const LISTED: u32 = 20;

/// A ballot as it was typed, with what is wrong.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// What was typed or chosen, by the places of options.
    marks: BTreeMap<u16, String>,
    /// What is wrong, each with the element that it is about.
    problems: Vec<Wrong>,
}

/// Something that is wrong with a ballot, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The id of the element that it is about.
    pub field: String,
    /// What is wrong, and what to do.
    pub text: String,
}

impl Typed {
    /// What was typed, with another thing that is wrong.
    #[must_use]
    pub fn refused(mut self, text: String) -> Self {
        self.problems.push(Wrong { field: "ballot".into(), text });
        self
    }

    /// What is wrong.
    #[must_use]
    pub fn problems(&self) -> &[Wrong] {
        &self.problems
    }

    /// A ballot as it was cast.
    fn cast(choices: &Choices) -> Self {
        let chosen = |place: &u16| (*place, "1".to_owned());
        let marks = match choices {
            Choices::Approval(places) => places.iter().map(chosen).collect(),
            Choices::Points(points) => {
                points.iter().map(|(place, points)| (*place, points.to_string())).collect()
            }
            Choices::Ranking(order) => {
                order.iter().zip(1_u32..).map(|(place, rank)| (*place, rank.to_string())).collect()
            }
        };
        Self { marks, problems: Vec::new() }
    }
}

/// What kind of field an option has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One of them: a radio button.
    One,
    /// Several: a checkbox.
    Several,
    /// Points.
    Points,
    /// A place in an order.
    Rank,
}

impl Kind {
    pub(crate) const fn of(opening: &Opening) -> Self {
        match opening.ballot {
            BallotRule::Approval { max: 1, .. } | BallotRule::BudgetSelection { max: 1, .. } => {
                Self::One
            }
            BallotRule::Approval { .. }
            | BallotRule::BudgetSelection { .. }
            | BallotRule::BudgetPercent { .. }
            | BallotRule::BudgetMinimum { .. } => Self::Several,
            BallotRule::Points { .. } => Self::Points,
            BallotRule::Ranking { .. } => Self::Rank,
        }
    }

    const fn chooses(self) -> bool {
        matches!(self, Self::One | Self::Several)
    }
}

/// One option in the form.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) place: u16,
    pub(crate) label: String,
    /// Its cost as people read it; empty in a poll.
    pub(crate) cost: String,
    /// Its cost in the smallest unit.
    pub(crate) units: u64,
    pub(crate) chosen: bool,
    pub(crate) typed: String,
    /// The values of a list; empty where a number is typed.
    pub(crate) values: Vec<Choice>,
    pub(crate) wrong: String,
}

/// The form.
#[derive(Debug)]
pub(crate) struct Form {
    pub(crate) kind: Kind,
    pub(crate) lines: Vec<Line>,
    /// What a ballot may hold, in words.
    pub(crate) rule: String,
    /// Whether nothing at all may be chosen.
    pub(crate) may_be_blank: bool,
    pub(crate) blank: bool,
    pub(crate) basket: Option<Basket>,
    pub(crate) problems: Vec<Wrong>,
}

impl Form {
    /// The form as it was typed, or with the last ballot, or empty.
    pub(crate) fn new(
        opening: &Opening,
        cast: Option<&Choices>,
        typed: Option<Typed>,
        w: Words,
    ) -> Self {
        let kind = Kind::of(opening);
        let blank = typed.is_none() && cast == Some(&Choices::Approval(Vec::new()));
        let typed = typed.or_else(|| cast.map(Typed::cast)).unwrap_or_default();
        let most = most(opening);
        let least = u32::from(kind == Kind::Rank);
        let listed = !kind.chooses() && most <= LISTED;
        let line = |(place, mut line): (u16, Line)| {
            line.typed = typed.marks.get(&place).cloned().unwrap_or_default();
            line.chosen = kind.chooses() && !line.typed.is_empty();
            // What is not in a list is shown as it was typed.
            let number = line.typed.parse::<u32>().ok();
            let fits = line.typed.is_empty() || number.is_some_and(|n| (least..=most).contains(&n));
            if listed && fits {
                line.values = (least..=most).map(|n| value(n, &line.typed, w)).collect();
            }
            let id = format!("o{place}");
            let wrong = typed.problems.iter().find(|problem| problem.field == id);
            line.wrong = wrong.map(|problem| problem.text.clone()).unwrap_or_default();
            line
        };
        let lines: Vec<Line> = (0..).zip(lines(opening, w)).map(line).collect();
        let chosen = lines.iter().filter(|line| line.chosen).map(|line| line.place);
        Self {
            kind,
            rule: rule(opening.ballot, opening.options.len(), w),
            may_be_blank: kind == Kind::One && least_of(opening.ballot) == 0,
            blank,
            basket: Basket::of(opening, chosen, w),
            lines,
            problems: typed.problems,
        }
    }
}

fn value(n: u32, typed: &str, w: Words) -> Choice {
    Choice { value: n.to_string(), text: w.number(n), chosen: typed == n.to_string() }
}

/// The options as they are listed.
pub(crate) fn lines(opening: &Opening, w: Words) -> Vec<Line> {
    let is_budget = opening.counting.budget.is_some();
    let purse = Purse::of(opening);
    let line = |(place, option): (u16, &participation::OpeningOption)| {
        let (name, label) =
            (plain::line(option.id.as_str()), plain::spoken(option.label.as_str(), w));
        let cost = purse.say(option.cost, w);
        Line {
            place,
            label: if label.is_empty() { name } else { label },
            cost: if is_budget { cost } else { String::new() },
            units: option.cost,
            chosen: false,
            typed: String::new(),
            values: Vec::new(),
            wrong: String::new(),
        }
    };
    (0..).zip(&opening.options).map(line).collect()
}

const fn least_of(rule: BallotRule) -> u16 {
    match rule {
        BallotRule::Approval { min, .. }
        | BallotRule::BudgetSelection { min, .. }
        | BallotRule::Ranking { min, .. } => min,
        BallotRule::BudgetMinimum { projects } => projects,
        BallotRule::BudgetPercent { .. } | BallotRule::Points { .. } => 0,
    }
}

/// The most that a field takes: points of an option, or places in an order.
fn most(opening: &Opening) -> u32 {
    match opening.ballot {
        BallotRule::Points { most, .. } => most,
        BallotRule::Ranking { max, .. } => {
            let options = u32::try_from(opening.options.len()).unwrap_or(u32::MAX);
            u32::from(max).min(options)
        }
        BallotRule::Approval { .. }
        | BallotRule::BudgetPercent { .. }
        | BallotRule::BudgetMinimum { .. }
        | BallotRule::BudgetSelection { .. } => 1,
    }
}

/// What a ballot may hold, in words.
pub(crate) fn rule(rule: BallotRule, options: usize, w: Words) -> String {
    let options = u16::try_from(options).unwrap_or(u16::MAX);
    match rule {
        BallotRule::Approval { min, max } | BallotRule::BudgetSelection { min, max } => {
            CHOOSE.say(min, max.min(options), options, w)
        }
        BallotRule::Ranking { min, max } => ORDER.say(min, max.min(options), options, w),
        BallotRule::BudgetPercent { percent: 0 } => w.say("fill-fits"),
        BallotRule::BudgetPercent { percent } => w.count("fill-percent", percent),
        BallotRule::BudgetMinimum { projects } => w.count("fill-minimum", projects),
        BallotRule::Points { most, min, max, options: on } => {
            if min == 0 && on >= options && u64::from(max) >= u64::from(most) * u64::from(options) {
                return w.count("points-free", most);
            }
            let (most, min, max) = (w.number(most), w.number(min), w.number(max));
            let mut text = w.fill("points-rule", &[("most", &most), ("min", &min), ("max", &max)]);
            if on < options {
                text.push(' ');
                text.push_str(&w.count("points-options", on));
            }
            text
        }
    }
}

/// What is said of how many options a ballot names, message by message.
struct Span {
    one: &'static str,
    one_or_none: &'static str,
    exactly: &'static str,
    any: &'static str,
    most: &'static str,
    least: &'static str,
    from_to: &'static str,
}

const CHOOSE: Span = Span {
    one: "choose-one",
    one_or_none: "choose-one-or-none",
    exactly: "choose-exactly",
    any: "choose-any",
    most: "choose-most",
    least: "choose-least",
    from_to: "choose-from-to",
};

const ORDER: Span = Span {
    one: "order-one",
    one_or_none: "order-one-or-none",
    exactly: "order-exactly",
    any: "order-any",
    most: "order-most",
    least: "order-least",
    from_to: "order-from-to",
};

impl Span {
    fn say(&self, min: u16, max: u16, options: u16, w: Words) -> String {
        match (min, max) {
            (1, 1) => w.say(self.one),
            (0, 1) => w.say(self.one_or_none),
            (min, max) if min == max => w.count(self.exactly, max),
            (0 | 1, max) if max >= options => w.say(self.any),
            (0 | 1, max) => w.count(self.most, max),
            (min, max) if max >= options => w.count(self.least, min),
            (min, max) => {
                let (min, max) = (w.number(min), w.number(max));
                w.fill(self.from_to, &[("min", &min), ("max", &max)])
            }
        }
    }
}

/// Reads a ballot from the fields of a form.
///
/// # Errors
/// What was typed with what is wrong, to be shown again.
pub fn read<'a>(
    opening: &Opening,
    fields: impl IntoIterator<Item = (&'a str, &'a str)>,
    w: Words,
) -> Result<Choices, Typed> {
    let mut typed = typed(opening, fields, w);
    let choices = match Kind::of(opening) {
        Kind::One | Kind::Several => Choices::Approval(typed.marks.keys().copied().collect()),
        Kind::Points => points(&mut typed, w),
        Kind::Rank => ranking(&mut typed, w),
    };
    if typed.problems.is_empty() {
        let fits = ballot_fits(opening, &choices).map_err(|fault| fault::wrong(fault, opening, w));
        let wrong = fits.err().or_else(|| fault::credits(opening, &choices, w));
        typed.problems.extend(wrong);
    }
    if typed.problems.is_empty() { Ok(choices) } else { Err(typed) }
}

/// What was typed into the fields of a form, whether it makes a ballot or not.
#[must_use]
pub fn typed<'a>(
    opening: &Opening,
    fields: impl IntoIterator<Item = (&'a str, &'a str)>,
    w: Words,
) -> Typed {
    let kind = Kind::of(opening);
    let mut typed = Typed::default();
    for (field, value) in fields {
        let (place, mark) = match field.strip_prefix("mark-") {
            Some(place) if !kind.chooses() => (place, value.trim()),
            None if field == "choice" && kind.chooses() => (value, "1"),
            Some(_) | None => continue,
        };
        let place = place.parse::<u16>().ok();
        let place = place.filter(|place| usize::from(*place) < opening.options.len());
        match place {
            Some(place) if !mark.is_empty() => drop(typed.marks.insert(place, shortened(mark))),
            // To choose nothing, or to leave a field empty.
            Some(_) => {}
            None if value.is_empty() => {}
            None => typed.problems.push(Wrong { field: "ballot".into(), text: w.say("no-option") }),
        }
    }
    typed
}

/// What was typed into a field for a number, as far as it is shown again.
fn shortened(mark: &str) -> String {
    mark.chars().take(20).collect()
}

fn number(typed: &mut Typed, place: u16, mark: &str, w: Words) -> Option<u32> {
    let number = mark.parse::<u32>().ok();
    if number.is_none() {
        let text = w.with("no-number", "typed", plain::line(mark));
        typed.problems.push(Wrong { field: format!("o{place}"), text });
    }
    number
}

fn points(typed: &mut Typed, w: Words) -> Choices {
    let marks = typed.marks.clone();
    let points = marks.iter().filter_map(|(place, mark)| {
        // To give nothing is to leave out.
        number(typed, *place, mark, w).filter(|points| *points > 0).map(|points| (*place, points))
    });
    Choices::Points(points.collect())
}

/// The options by the places that were given to them. Places may be left out: what counts is who
/// stands before whom.
fn ranking(typed: &mut Typed, w: Words) -> Choices {
    let marks = typed.marks.clone();
    let ranks = marks
        .iter()
        .filter_map(|(place, mark)| number(typed, *place, mark, w).map(|rank| (rank, *place)));
    let mut ranks: Vec<(u32, u16)> = ranks.collect();
    ranks.sort_unstable();
    let mut seen = BTreeSet::new();
    for (rank, place) in &ranks {
        if *rank == 0 || !seen.insert(*rank) {
            let key = if *rank == 0 { "rank-zero" } else { "rank-twice" };
            let text = w.count(key, *rank);
            typed.problems.push(Wrong { field: format!("o{place}"), text });
        }
    }
    Choices::Ranking(ranks.into_iter().map(|(_, place)| place).collect())
}
