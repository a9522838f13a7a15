//! What was typed of a poll or a budget, as a plan.

use participation::{
    BallotForm, BallotRule, Community, Counting, Language, OptionPlan, PollPlan, Sealers, Store,
    Text, Ties, join_spoken,
};
use participation_tally::Rule;

use super::{Asks, NEEDS, OPTIONS, QUESTIONS, QUORUMS, TITLES, projects};
use crate::details::DECIMALS;
use crate::fields::Filled;
use crate::words::Words;
use crate::{Tongue, dates, money};

/// Most options of what is opened on the page.
const MOST_OPTIONS: usize = 500;

/// The ids and labels of the answers to a motion, and of those to a question of consent.
const MOTION: [(&str, &str); 3] =
    [("for", "answer-for"), ("against", "answer-against"), ("abstain", "answer-abstain")];
const CONSENT: [(&str, &str); 4] = [
    ("agree", "answer-agree"),
    ("abstain", "answer-abstain"),
    ("disagree", "answer-disagree"),
    ("block", "answer-block"),
];

/// Reads a plan; what is wrong is said beside its field.
pub fn read<S: Store>(
    community: &Community<S>,
    asks: Asks,
    filled: &mut Filled,
    w: Words,
) -> Option<PollPlan> {
    let tongue = w.tongue();
    let title = texts(filled, TITLES, " ");
    if title.is_empty() {
        filled.wrong(own(TITLES, tongue), w.say("write-no-title"));
    }
    let rule = filled.get("rule").parse::<Rule>().ok();
    let rule = rule.filter(|rule| asks.rules().any(|known| known == *rule));
    let Some(rule) = rule else {
        filled.wrong("rule", w.say("open-no-rule"));
        return None;
    };
    let options = match asks {
        Asks::Poll if rule.decides() => answers(rule),
        Asks::Poll => lines(filled, asks, tongue),
        Asks::Budget => {
            let mut options = projects::options(community, &filled.all("projects"));
            options.extend(lines(filled, asks, tongue));
            options
        }
    };
    let enough = if rule.decides() || asks == Asks::Budget { 1 } else { 2 };
    if filled.problems.is_empty() && !(enough..=MOST_OPTIONS).contains(&options.len()) {
        filled.wrong(own(OPTIONS, tongue), w.count("open-too-few", enough));
    }
    let count = u16::try_from(options.len()).unwrap_or(u16::MAX);
    let number = |filled: &mut Filled, name: &'static str| -> Option<u32> {
        let typed = filled.get(name).to_owned();
        let read = typed.parse().ok();
        if read.is_none() && !typed.is_empty() {
            filled.wrong(name, w.with("no-number", "typed", typed));
        }
        read
    };
    let threshold = number(filled, "threshold").unwrap_or(0);
    let trustees = number(filled, "trustees");
    let ballot = match asks {
        Asks::Poll => {
            let most = number(filled, "most").map(|most| u16::try_from(most).unwrap_or(u16::MAX));
            let points = number(filled, "points");
            let most = most.unwrap_or(count).clamp(1, count.max(1));
            BallotForm::of(rule).ballot(1, most, points.map(|points| points.max(1)))
        }
        Asks::Budget => {
            let least = number(filled, "least").unwrap_or(1);
            spending(filled.get("ballot"), least, count)
        }
    };
    let seats = number(filled, "seats").unwrap_or(1).max(1);
    if asks == Asks::Poll && u32::from(count) < seats {
        filled.wrong("seats", w.say("open-too-many-seats"));
    }
    let budget = match asks {
        Asks::Poll => None,
        Asks::Budget => {
            let budget = money::read(filled.get("budget"), DECIMALS, w);
            let budget = budget
                .and_then(|sum| if sum > 0 { Ok(sum) } else { Err(money::NoMoney::Unreadable) });
            budget.map_err(|none| filled.wrong("budget", w.say(none.key()))).ok()
        }
    };
    let reminds = match filled.get("reminds") {
        "" => None,
        typed => {
            let time = dates::read(typed, w.zone());
            time.map_err(|none| filled.wrong("reminds", w.say(none.key()))).ok()
        }
    };
    let sealers = match trustees.map(u8::try_from) {
        None | Some(Ok(0)) => Sealers::Stewards,
        Some(Ok(threshold)) => Sealers::Trustees { threshold },
        Some(Err(_)) => {
            filled.wrong("trustees", w.say("open-too-many-trustees"));
            Sealers::Stewards
        }
    };
    let mut question = texts(filled, QUESTIONS, "\n\n");
    if budget.is_some() {
        question = format!("{question}\n\n[EUR]").trim_start().to_owned();
    }
    let plan = PollPlan {
        title,
        question,
        options,
        ballot,
        counting: Counting {
            rule: name(rule, filled)?,
            seats,
            budget,
            threshold: if rule.has_threshold() { threshold.into() } else { 0 },
            ties: if filled.get("ties") == "listed" { Ties::Listed } else { Ties::Lot },
            decimals: if budget.is_some() { DECIMALS } else { 0 },
        },
        sealers,
        retention_days: 0,
        reminds,
    };
    filled.problems.is_empty().then_some(plan)
}

/// The field of a language among those of each.
fn own(names: [&'static str; 3], tongue: Tongue) -> &'static str {
    let [first, ..] = names;
    let mut all = Tongue::ALL.into_iter().zip(names);
    all.find(|(other, _)| *other == tongue).map_or(first, |(_, name)| name)
}

/// What was typed in each language, as one text.
fn texts(filled: &Filled, names: [&'static str; 3], between: &str) -> String {
    let all = Tongue::ALL.into_iter().zip(names);
    let typed = all.filter_map(|(tongue, name)| Some((tongue.language()?, filled.get(name))));
    let typed: Vec<(Language, &str)> = typed.filter(|(_, text)| !text.is_empty()).collect();
    join_spoken(&typed, between)
}

/// The answers to a motion, in each language of the page.
fn answers(rule: Rule) -> Vec<OptionPlan> {
    let all: &[(&str, &str)] = if rule == Rule::Consent { &CONSENT } else { &MOTION };
    let answer = |(id, key): &(&str, &str)| {
        let said = Tongue::ALL
            .into_iter()
            .filter_map(|tongue| Some((tongue.language()?, Words::of(tongue).say(key))));
        let said: Vec<(Language, String)> = said.collect();
        let said: Vec<(Language, &str)> =
            said.iter().map(|(l, text)| (*l, text.as_str())).collect();
        OptionPlan { id: (*id).to_owned(), label: join_spoken(&said, " "), cost: 0 }
    };
    all.iter().map(answer).collect()
}

/// Options of a line each, in as many languages as have lines; in a budget each line of the first
/// language ends with what it costs.
fn lines(filled: &mut Filled, asks: Asks, tongue: Tongue) -> Vec<OptionPlan> {
    let w = Words::of(tongue);
    let mut written: Vec<(Language, &'static str, Vec<String>)> = Vec::new();
    let mut all: Vec<(Tongue, &'static str)> = Tongue::ALL.into_iter().zip(OPTIONS).collect();
    all.sort_by_key(|(other, _)| *other != tongue);
    for (tongue, name) in all {
        let lines = filled.get(name).lines().map(str::trim).filter(|line| !line.is_empty());
        let lines: Vec<String> = lines.take(MOST_OPTIONS + 1).map(str::to_owned).collect();
        if let Some(language) = tongue.language().filter(|_| !lines.is_empty()) {
            written.push((language, name, lines));
        }
    }
    let Some((_, first, count)) = written.first().map(|(l, name, lines)| (*l, *name, lines.len()))
    else {
        return Vec::new();
    };
    if let Some((_, name, _)) = written.iter().find(|(.., lines)| lines.len() != count) {
        filled.wrong(name, w.count("open-other-lines", count));
        return Vec::new();
    }
    let mut options = Vec::new();
    for place in 0..count {
        let mut labels: Vec<(Language, &str)> = Vec::new();
        let mut cost = 0;
        for (number, (language, _, lines)) in written.iter().enumerate() {
            let line = lines.get(place).map_or("", String::as_str);
            let split = line.rsplit_once('=').filter(|_| asks == Asks::Budget);
            let label = split.map_or(line, |(label, _)| label.trim());
            if number == 0 && asks == Asks::Budget {
                match split.map(|(_, sum)| money::read(sum, DECIMALS, w)) {
                    Some(Ok(sum)) => cost = sum,
                    Some(Err(money::NoMoney::Twofold)) => {
                        let why = w.say(money::NoMoney::Twofold.key());
                        filled.wrong(first, format!("«{line}»: {why}"));
                    }
                    Some(Err(money::NoMoney::Unreadable)) | None => {
                        filled.wrong(first, w.with("open-no-cost", "line", line));
                    }
                }
            }
            labels.push((*language, label));
        }
        labels.sort_by_key(|(language, _)| Tongue::of(language.as_str()));
        let label = join_spoken(&labels, " ");
        options.push(OptionPlan { id: (place + 1).to_string(), label, cost });
    }
    options
}

/// What a ballot of a budget may hold.
fn spending(ballot: &str, least: u32, options: u16) -> BallotRule {
    let projects = u16::try_from(least).unwrap_or(u16::MAX).clamp(1, options.max(1));
    match ballot {
        "percent" => {
            BallotRule::BudgetPercent { percent: u8::try_from(least.min(100)).unwrap_or(100) }
        }
        "minimum" => BallotRule::BudgetMinimum { projects },
        "selection" => BallotRule::BudgetSelection { min: 1, max: projects },
        _ => BallotRule::BudgetPercent { percent: 0 },
    }
}

/// The rule by its name, and what it asks of a motion.
fn name(rule: Rule, filled: &Filled) -> Option<Text<64>> {
    if rule != Rule::Majority {
        return Text::new(rule.name()).ok();
    }
    let known = |all: &[(&'static str, &str)], typed: &str| {
        all.iter()
            .find(|(value, _)| *value == typed)
            .or_else(|| all.first())
            .map(|(value, _)| *value)
    };
    let needs = known(&NEEDS, filled.get("needs"))?;
    let quorum = known(&QUORUMS, filled.get("quorum"))?;
    let quorum = if quorum.is_empty() { String::new() } else { format!(", quorum {quorum}") };
    Text::new(format!("{rule} {needs}{quorum}")).ok()
}
