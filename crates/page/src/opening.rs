//! Opening a poll or a budget: what is asked, how people vote, how it is counted. All of it is frozen
//! once it is opened, so that the form shows it first as voters will see it.

mod numbers;
mod projects;
mod read;
mod rehearsal;

use participation::{Community, EntryId, PollPlan, Store};
use participation_tally::Rule;

pub use read::read;
pub(crate) use rehearsal::Rehearsal;
pub use rehearsal::{Cast, rehearsed};

use crate::dates;
use crate::fields::{Field, Filled, Group, Widget, choice, each};
use crate::form::{Form, Look};
use crate::frame::{Frame, Section};
use crate::list::{self, Choice};
use crate::message::Failed;
use crate::money::Purse;
use crate::polls::rule_key;
use crate::prose;
use crate::words::Words;
use crate::{Visit, ballot, link, plain, polls};

/// What is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// A question, an election or a motion.
    Poll,
    /// How money is spent.
    Budget,
}

impl Asks {
    /// By its name in an address.
    #[must_use]
    pub fn at(name: &str) -> Option<Self> {
        match name {
            "new" => Some(Self::Poll),
            "new-budget" => Some(Self::Budget),
            _ => None,
        }
    }

    const fn place(self) -> &'static str {
        match self {
            Self::Poll => "new",
            Self::Budget => "new-budget",
        }
    }

    /// The rules by which it can be counted.
    fn rules(self) -> impl Iterator<Item = Rule> {
        Rule::ALL.into_iter().filter(move |rule| rule.spends() == (self == Self::Budget))
    }
}

/// Fields that are asked for in each language of the page.
const TITLES: [&str; 3] = ["title-ca", "title-es", "title-en"];
const QUESTIONS: [&str; 3] = ["question-ca", "question-es", "question-en"];
const OPTIONS: [&str; 3] = ["options-ca", "options-es", "options-en"];

/// What a motion may need, as it is written, with the messages that say so.
const NEEDS: [(&str, &str); 5] = [
    (">1/2 of valid", "needs-half"),
    (">1/2 of cast", "needs-half-cast"),
    (">1/2 of roll", "needs-half-roll"),
    (">=2/3 of valid", "needs-two-thirds"),
    (">=3/4 of valid", "needs-three-quarters"),
];

/// Quorums that a motion may need.
const QUORUMS: [(&str, &str); 5] = [
    ("", "quorum-none"),
    (">=1/10 of roll", "quorum-tenth"),
    (">=1/4 of roll", "quorum-quarter"),
    (">=1/3 of roll", "quorum-third"),
    (">=1/2 of roll", "quorum-half"),
];

/// What ballots of a budget may hold, with the messages that say so.
const BALLOTS: [(&str, &str); 4] = [
    ("fits", "fill-fits"),
    ("percent", "ballot-percent"),
    ("minimum", "ballot-minimum"),
    ("selection", "ballot-selection"),
];

/// The form; `None` for whoever is no organiser. With a plan that was read it shows what would be
/// frozen, and the button that opens it.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    asks: Asks,
    filled: &Filled,
    plan: Option<&PollPlan>,
) -> Result<Option<String>, Failed> {
    if !visit.organises() {
        return Ok(None);
    }
    let w = visit.words();
    let heading = w.say(match asks {
        Asks::Poll => "open-poll",
        Asks::Budget => "open-budget",
    });
    let f = Frame::of(community, visit, Section::Polls, heading.clone());
    let path = format!("{}/polls/{}", f.root(), asks.place());
    let mut groups = vec![
        Group { legend: w.say("open-question"), fields: questions(filled, w) },
        Group { legend: w.say("options"), fields: options(community, asks, filled, w) },
        Group { legend: w.say("open-counting"), fields: counting(asks, filled, w) },
        Group { legend: w.say("open-sealing"), fields: sealing(community, filled, w) },
    ];
    groups.extend(rehearsal::fields(filled, w));
    let look = plan.map(|plan| frozen(plan, community.view().members().len(), w));
    let (send, preview) = if look.is_some() {
        (w.say("open-send"), w.say("open-look-again"))
    } else {
        (String::new(), w.say("open-look"))
    };
    let form = Form {
        above: (format!("{}/polls", f.root()), w.say("nav-polls")),
        lead: w.say("open-lead"),
        heading,
        look,
        filled,
        groups,
        seen: w.say("open-seen"),
        send,
        preview,
        has_file: false,
        rehearse: format!("{path}/rehearsal"),
        path,
        f,
    };
    form.shown().map(Some)
}

fn questions(filled: &Filled, w: Words) -> Vec<Field> {
    let title = |name| filled.field(name, w.say("write-title"), Widget::Line).at_most(90);
    let question = |name| filled.field(name, w.say("open-text"), Widget::Lines(4)).at_most(1_200);
    let mut fields = each(w, TITLES, title);
    if let Some(first) = fields.first_mut() {
        first.required = true;
        first.hint = w.say("open-languages");
    }
    fields.extend(each(w, QUESTIONS, question));
    fields
}

fn options<S: Store>(
    community: &Community<S>,
    asks: Asks,
    filled: &Filled,
    w: Words,
) -> Vec<Field> {
    let mut fields = Vec::new();
    if asks == Asks::Budget {
        let choices = projects::choices(community, w);
        if !choices.is_empty() {
            let field = filled.field("projects", w.say("open-projects"), Widget::Several(choices));
            fields.push(field.hint(w.say("open-projects-hint")));
        }
    }
    let (label, hint) = match asks {
        Asks::Poll => ("open-options", "open-options-hint"),
        Asks::Budget => ("open-lines", "open-lines-hint"),
    };
    let mut lines = each(w, OPTIONS, |name| filled.field(name, w.say(label), Widget::Lines(5)));
    if let Some(first) = lines.first_mut() {
        first.hint = w.say(hint);
    }
    fields.extend(lines);
    fields
}

fn counting(asks: Asks, filled: &Filled, w: Words) -> Vec<Field> {
    let rules = asks.rules().map(|rule| choice(rule.name(), w.say(rule_key(rule)))).collect();
    let rule = filled.field("rule", w.say("open-rule"), Widget::One(rules));
    let number =
        |name, label, hint| filled.field(name, w.say(label), Widget::Number).hint(w.say(hint));
    let list = |name, label, all: &[(&str, &str)]| {
        let choices = all.iter().map(|(value, key)| choice(*value, w.say(key))).collect();
        filled.field(name, w.say(label), Widget::List(choices))
    };
    match asks {
        Asks::Poll => vec![
            rule,
            number("seats", "open-seats", "open-seats-hint"),
            number("most", "open-most", "open-most-hint"),
            number("points", "open-points", "open-points-hint"),
            number("threshold", "open-threshold", "open-threshold-hint"),
            list("needs", "open-needs", &NEEDS).hint(w.say("open-needs-hint")),
            list("quorum", "open-quorum", &QUORUMS),
        ],
        Asks::Budget => vec![
            filled
                .field("budget", w.say("open-money"), Widget::Line)
                .hint(w.say("cost-hint"))
                .required(),
            rule,
            list("ballot", "open-ballot", &BALLOTS),
            number("least", "open-least", "open-least-hint"),
            number("threshold", "open-threshold", "open-threshold-hint"),
        ],
    }
}

fn sealing<S: Store>(community: &Community<S>, filled: &Filled, w: Words) -> Vec<Field> {
    let ties = [("lot", "ties-lot"), ("listed", "ties-listed")];
    let ties = ties.map(|(value, key)| choice(value, w.say(key)));
    let mut chosen = filled.clone();
    if chosen.get("ties").is_empty() {
        chosen.put("ties", "lot");
    }
    let reading = community.deliberation();
    let space = |space: &participation::SpaceCard| {
        choice(link::digits(&space.id), list::titled(&space.titles, w).1)
    };
    let mut spaces: Vec<Choice> = vec![choice("", w.say("open-no-space"))];
    spaces.extend(reading.spaces().map(space));
    let trustees = filled.field("trustees", w.say("open-trustees"), Widget::Number);
    vec![
        filled
            .field("space", w.say("list-space"), Widget::List(spaces))
            .hint(w.say("open-space-hint")),
        filled.field("reminds", w.say("detail-ends"), Widget::Time).hint(w.with(
            "open-ends-hint",
            "clock",
            dates::clock(w),
        )),
        chosen.field("ties", w.say("open-ties"), Widget::One(ties.into())),
        trustees.hint(w.say("open-trustees-hint")),
    ]
}

/// What would be frozen, as voters will see it.
fn frozen(plan: &PollPlan, members: usize, w: Words) -> Look {
    let mut facts = Vec::new();
    let purse = Purse::told(&plan.question, plan.counting.decimals);
    for option in &plan.options {
        let label = plain::spoken(&option.label, w);
        facts.push(match plan.counting.budget {
            Some(_) => {
                format!("{label}: {}", purse.say(option.cost, w))
            }
            None => label,
        });
    }
    if let Some(budget) = plan.counting.budget {
        let sum = purse.say(budget, w);
        facts.push(w.with("budget-is", "sum", sum));
    }
    facts.push(ballot::rule(plan.ballot, plan.options.len(), w));
    facts.extend(polls::rules(&plan.counting, plan.sealers, w));
    facts.push(w.count("who-votes", members));
    facts.push(w.say("ballots-public"));
    Look {
        heading: w.say("open-frozen"),
        title: plain::spoken(&plan.title, w),
        prose: Some(prose::remark(plain::best(&plan.question, w).1)),
        facts,
        warning: w.say("open-warning"),
    }
}

/// The space that the form names, to which the poll belongs.
#[must_use]
pub fn space<S: Store>(community: &Community<S>, filled: &Filled) -> Option<EntryId> {
    let digits = filled.get("space");
    let reading = community.deliberation();
    link::find(digits, reading.spaces().map(|space| space.id))
}
