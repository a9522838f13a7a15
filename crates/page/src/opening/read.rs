//! What was typed of a poll or a budget, as a plan.

use std::collections::BTreeSet;

use participation::{
    BallotForm, Community, Counting, Language, OptionPlan, PollPlan, Store, Text, Ties, join_spoken,
};
use participation_tally::Rule;

use super::{Asks, NEEDS, OPTIONS, QUESTIONS, QUORUMS, TITLES, numbers, projects};
use crate::details::DECIMALS;
use crate::fields::Filled;
use crate::words::Words;
use crate::{Tongue, dates, money, plain};

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
        Asks::Poll if rule.decides() => {
            let typed = OPTIONS.into_iter().find(|name| !filled.get(name).is_empty());
            if let Some(name) = typed {
                filled.wrong(name, w.say("open-unused-options"));
            }
            answers(rule)
        }
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
    twice(filled, &options, w);
    let count = u16::try_from(options.len()).unwrap_or(u16::MAX);
    let threshold = numbers::threshold(filled, rule, w);
    numbers::quorum(filled, rule, w);
    let (ballot, seats) = match asks {
        // Options that cannot be read are told, and bound nothing.
        Asks::Poll if options.is_empty() => (BallotForm::of(rule).ballot(1, 1, None), 1),
        Asks::Poll => {
            let ballot = numbers::ballot(filled, rule, count, w);
            (ballot, numbers::seats(filled, rule, count, w))
        }
        Asks::Budget => (numbers::spending(filled, count, w), 1),
    };
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
    let sealers = numbers::sealers(community, filled, w);
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
            threshold,
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

/// Tells of options that read alike: nobody could say which of them they mean.
fn twice(filled: &mut Filled, options: &[OptionPlan], w: Words) {
    let mut seen = BTreeSet::new();
    let again = options.iter().find(|option| !seen.insert(option.label.trim()));
    if let Some(option) = again {
        let line = plain::spoken(&option.label, w);
        filled.wrong(own(OPTIONS, w.tongue()), w.with("open-same", "line", line));
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
