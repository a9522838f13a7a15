//! The numbers of a poll or a budget. Once it is opened nothing can be changed any more, so that
//! nothing is put right in silence: what is out of bounds, or is not used, is told beside its field.

use std::ops::RangeInclusive;

use participation::{BallotForm, BallotRule, Community, Role, Sealers, Store};
use participation_tally::Rule;

use crate::fields::Filled;
use crate::words::Words;

/// Points for one option at most, and credits of a voter: more is nothing that people can compare.
const MOST_POINTS: u32 = 1_000;
const MOST_CREDITS: u32 = 10_000;

/// The score at most that an option must reach.
const MOST_SCORE: u32 = 1_000_000;

/// A number that was typed; none where nothing was, or where it is wrong.
fn within(
    filled: &mut Filled,
    name: &'static str,
    bounds: &RangeInclusive<u32>,
    w: Words,
) -> Option<u32> {
    let typed = filled.get(name).to_owned();
    if typed.is_empty() {
        return None;
    }
    if !typed.bytes().all(|byte| byte.is_ascii_digit()) {
        filled.wrong(name, w.with("no-number", "typed", typed));
        return None;
    }
    let number = typed.parse().ok().filter(|number| bounds.contains(number));
    if number.is_none() {
        let (from, to) = (bounds.start().to_string(), bounds.end().to_string());
        filled.wrong(name, w.fill("open-range", &[("from", &from), ("to", &to)]));
    }
    number
}

/// Tells of something that was typed and is not used.
fn unused(filled: &mut Filled, name: &'static str, key: &str, w: Words) {
    if !filled.get(name).is_empty() {
        filled.wrong(name, w.say(key));
    }
}

/// How many are elected.
pub(super) fn seats(filled: &mut Filled, rule: Rule, options: u16, w: Words) -> u32 {
    let elects_one = rule.decides() || matches!(rule, Rule::Irv | Rule::TwoRound);
    if elects_one && !matches!(filled.get("seats"), "" | "1") {
        filled.wrong("seats", w.say("open-one-seat"));
        return 1;
    }
    within(filled, "seats", &(1..=u32::from(options.max(1))), w).unwrap_or(1)
}

/// The score that an option must reach; 0 for none.
pub(super) fn threshold(filled: &mut Filled, rule: Rule, w: Words) -> u64 {
    if !rule.has_threshold() {
        unused(filled, "threshold", "open-unused", w);
        return 0;
    }
    if rule == Rule::GreedyThreshold && filled.get("threshold").is_empty() {
        filled.wrong("threshold", w.say("open-no-threshold"));
    }
    within(filled, "threshold", &(1..=MOST_SCORE), w).unwrap_or(0).into()
}

/// What a ballot of a poll may hold. How many are chosen is not asked where it is one: the form says
/// so, and passes over what stands there.
pub(super) fn ballot(filled: &mut Filled, rule: Rule, options: u16, w: Words) -> BallotRule {
    let form = BallotForm::of(rule);
    let all = options.max(1);
    let most = match form {
        BallotForm::One => None,
        BallotForm::Several | BallotForm::Points | BallotForm::Credits | BallotForm::Order => {
            within(filled, "most", &(1..=u32::from(all)), w)
        }
    };
    let points = match form {
        BallotForm::Points => within(filled, "points", &(1..=MOST_POINTS), w),
        BallotForm::Credits => within(filled, "points", &(1..=MOST_CREDITS), w),
        BallotForm::One | BallotForm::Several | BallotForm::Order => {
            unused(filled, "points", "open-unused", w);
            None
        }
    };
    form.ballot(1, most.and_then(|most| u16::try_from(most).ok()).unwrap_or(all), points)
}

/// What a ballot of a budget may hold.
pub(super) fn spending(filled: &mut Filled, options: u16, w: Words) -> BallotRule {
    let projects = |filled: &mut Filled| {
        let least = within(filled, "least", &(1..=u32::from(options.max(1))), w);
        least.and_then(|least| u16::try_from(least).ok()).unwrap_or(1)
    };
    match filled.get("ballot") {
        "percent" => {
            if filled.get("least").is_empty() {
                filled.wrong("least", w.say("open-no-percent"));
            }
            let percent = within(filled, "least", &(0..=100), w);
            let percent = percent.and_then(|percent| u8::try_from(percent).ok());
            BallotRule::BudgetPercent { percent: percent.unwrap_or(0) }
        }
        "minimum" => BallotRule::BudgetMinimum { projects: projects(filled) },
        "selection" => BallotRule::BudgetSelection { min: 1, max: projects(filled) },
        _ => {
            unused(filled, "least", "open-unused-number", w);
            BallotRule::BudgetPercent { percent: 0 }
        }
    }
}

/// Who seals it: the stewards, or so many of the trustees that there are.
pub(super) fn sealers<S: Store>(
    community: &Community<S>,
    filled: &mut Filled,
    w: Words,
) -> Sealers {
    let view = community.view();
    let trustees = view.tip().map_or(0, |(_, state)| state.holders(Role::Trustee).count());
    let trustees = u32::try_from(trustees).unwrap_or(u32::MAX);
    if trustees == 0 {
        unused(filled, "trustees", "open-no-trustees", w);
        return Sealers::Stewards;
    }
    let needed = within(filled, "trustees", &(1..=trustees), w);
    match needed.and_then(|needed| u8::try_from(needed).ok()) {
        Some(threshold) => Sealers::Trustees { threshold },
        None => Sealers::Stewards,
    }
}

/// A quorum is asked of motions alone.
pub(super) fn quorum(filled: &mut Filled, rule: Rule, w: Words) {
    if rule != Rule::Majority {
        unused(filled, "quorum", "open-unused-quorum", w);
    }
}
