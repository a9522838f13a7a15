//! How a poll is counted, in plain words (docs/rules.md says more).

use participation::{Counting, Sealers, Ties};
use participation_tally::Rule;

use crate::plain;
use crate::words::Words;

/// How a poll is counted, in sentences.
pub(crate) fn rules(counting: &Counting, sealers: Sealers, w: Words) -> Vec<String> {
    let (name, needs) = match counting.rule.as_str().split_once(' ') {
        Some((name, needs)) => (name, requirement(needs, w)),
        None => (counting.rule.as_str(), String::new()),
    };
    let known = name.parse::<Rule>();
    let mut rules = vec![match known {
        Ok(rule) => w.say(key(rule)),
        Err(_) => w.with("rule-unknown", "name", plain::line(name)),
    }];
    if !needs.is_empty() {
        rules.push(w.with("rule-needs", "what", needs));
    }
    if counting.seats > 1 {
        rules.push(w.count("rule-seats", counting.seats));
    }
    if counting.threshold > 0 {
        rules.push(w.count("rule-threshold", counting.threshold));
    }
    rules.push(w.say(match counting.ties {
        Ties::Listed => "ties-listed",
        Ties::Lot => "ties-lot",
    }));
    rules.push(match sealers {
        Sealers::Stewards => w.say("sealed-by-stewards"),
        Sealers::Trustees { threshold } => w.count("sealed-by-trustees", threshold),
    });
    rules
}

/// What a motion needs, as openings write it, in words: `>=2/3 of cast, quorum >=1/3 of roll`.
fn requirement(text: &str, w: Words) -> String {
    let part = |part: &str| {
        let (what, part) = match part.trim().strip_prefix("quorum ") {
            Some(rest) => (format!("{} ", w.say("needs-quorum")), rest),
            None => (String::new(), part.trim()),
        };
        let (share, of) = part.split_once(" of ").unwrap_or((part, ""));
        let (key, share) = match (share.strip_prefix(">="), share.strip_prefix('>')) {
            (Some(share), _) => ("needs-at-least", share),
            (None, Some(share)) => ("needs-more-than", share),
            (None, None) => ("needs-share", share),
        };
        let of = match of.split(' ').next() {
            Some("valid") => w.say("needs-valid"),
            Some("cast") => w.say("needs-cast"),
            Some("present") => w.say("needs-present"),
            Some("roll") => w.say("needs-roll"),
            _ => plain::line(of),
        };
        let share = plain::line(share);
        format!("{what}{}", w.fill(key, &[("share", &share), ("of", &of)]))
    };
    text.split(',').map(part).collect::<Vec<_>>().join("; ")
}

/// The message that says what a rule does.
pub(crate) const fn key(rule: Rule) -> &'static str {
    match rule {
        Rule::Plurality => "rule-plurality",
        Rule::TwoRound => "rule-two-round",
        Rule::Approval => "rule-approval",
        Rule::Score => "rule-score",
        Rule::MajorityJudgment => "rule-majority-judgment",
        Rule::Quadratic => "rule-quadratic",
        Rule::Irv => "rule-irv",
        Rule::StvScottish => "rule-stv-scottish",
        Rule::StvMeek => "rule-stv-meek",
        Rule::Schulze => "rule-schulze",
        Rule::RankedPairs => "rule-ranked-pairs",
        Rule::Minimax => "rule-minimax",
        Rule::Copeland => "rule-copeland",
        Rule::Supports => "rule-supports",
        Rule::Consent => "rule-consent",
        Rule::Majority => "rule-majority",
        Rule::Greedy => "rule-greedy",
        Rule::GreedyNoSkip => "rule-greedy-no-skip",
        Rule::GreedyThreshold => "rule-greedy-threshold",
        Rule::EqualShares => "rule-equal-shares",
        Rule::EqualSharesAdd1 => "rule-equal-shares-add1",
        Rule::EqualSharesAdd1Overspend => "rule-equal-shares-add1-overspend",
        _ => "rule-other",
    }
}
