//! Writing `.pb` files.

use std::{collections::BTreeSet, fmt::Write};

use super::{PbFile, meta::VoteType, projects::Published, records::MAX_FIELD};
use crate::{
    count::CountError,
    profile::{Ballot, BallotKind, OptionIndex, Profile},
};

/// What a `.pb` file says of a vote besides its projects and ballots.
///
/// Numbers, budget, vote type and what follows from the ballots' kind are written by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    vote_type: VoteType,
    entries: Vec<(String, String)>,
    selected: Option<BTreeSet<OptionIndex>>,
}

/// Why a profile cannot be written as a `.pb` file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PbWriteError {
    /// The format asks for a key.
    #[error("the header has no `{0}`, and every pb file has one: add it")]
    MissingKey(&'static str),
    /// A key is given twice.
    #[error("the header says `{0}` twice: keep one")]
    KeyTwice(String),
    /// A key that follows from the profile.
    #[error("the header says `{0}`, which follows from the profile: leave it out")]
    DerivedKey(String),
    /// The ballots are not of the vote type.
    #[error("{kind} are no {vote_type} votes: choose the vote type that they are")]
    OtherBallots {
        /// What the ballots are.
        kind: &'static str,
        /// The vote type that was asked for.
        vote_type: &'static str,
    },
    /// A ballot of a vote with one choice has another number.
    #[error("ballot {ballot} has {choices} choices and a choose-1 vote has one: write approval")]
    Choices {
        /// Number of the ballot, from 1 in the order in which they came.
        ballot: usize,
        /// Its choices.
        choices: usize,
    },
    /// There is no money to spend.
    #[error("the profile has no budget, and a pb file needs one: set it")]
    NoBudget,
    /// An id that cannot be named on a ballot.
    #[error("the id `{}` is empty, has spaces around it or a comma in it: change it", .0.escape_debug())]
    Id(String),
    /// A field is longer than readers take.
    #[error("a field has more than {} bytes: shorten it", MAX_FIELD)]
    LongField,
    /// A sum does not fit.
    #[error(transparent)]
    Count(#[from] CountError),
}

/// Keys that every file has, before the numbers and after them.
const OBLIGATORY: [&str; 7] =
    ["description", "country", "unit", "instance", "rule", "date_begin", "date_end"];
const DERIVED: [&str; 6] =
    ["num_projects", "num_votes", "budget", "vote_type", "default_score", "max_length"];

impl Header {
    /// The header of a vote of this type, with nothing said yet. A file needs at least
    /// `description`, `country`, `unit` (who held the vote), `instance` (which of theirs), `rule`,
    /// `date_begin` and `date_end` (<https://pabulib.org/format>).
    #[must_use]
    pub const fn new(vote_type: VoteType) -> Self {
        Self { vote_type, entries: Vec::new(), selected: None }
    }

    /// With a key of the section `META`.
    #[must_use]
    pub fn with(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.entries.push((key.into(), value.into()));
        self
    }

    /// With the options that were chosen; a column `selected` marks them.
    #[must_use]
    pub fn with_selected(mut self, selected: impl IntoIterator<Item = OptionIndex>) -> Self {
        self.selected = Some(selected.into_iter().collect());
        self
    }

    fn get(&self, key: &str) -> Option<&str> {
        let found = self.entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        found.map(|(_, value)| value.as_str())
    }

    fn check(&self) -> Result<(), PbWriteError> {
        for (place, (key, _)) in self.entries.iter().enumerate() {
            // A vote may limit the length of ballots, but a ranking's is that of the profile.
            let own = key.eq_ignore_ascii_case("max_length") && self.vote_type != VoteType::Ordinal;
            if !own && DERIVED.iter().any(|derived| derived.eq_ignore_ascii_case(key)) {
                return Err(PbWriteError::DerivedKey(key.clone()));
            }
            let before = self.entries.get(..place).unwrap_or_default();
            if before.iter().any(|(other, _)| other.eq_ignore_ascii_case(key)) {
                return Err(PbWriteError::KeyTwice(key.clone()));
            }
        }
        match OBLIGATORY.into_iter().find(|key| self.get(key).is_none()) {
            Some(missing) => Err(PbWriteError::MissingKey(missing)),
            None => Ok(()),
        }
    }
}

/// A profile as a `.pb` file. The columns `votes` and, where ballots have points or places,
/// `score` are what its ballots give, so that a reader can check the file. Voters are numbered in
/// the order of the ballots: shuffle them first where that order could tell who they are. Where a
/// ballot weighs more than 1, a column `vote_strength` says so.
///
/// # Errors
/// [`PbWriteError`] when the header lacks something or the format cannot hold the profile.
pub fn write(profile: &Profile, header: &Header) -> Result<String, PbWriteError> {
    header.check()?;
    let budget = profile.budget().ok_or(PbWriteError::NoBudget)?;
    let vote_type = header.vote_type;
    check_kind(profile, vote_type)?;
    let mut meta = Vec::new();
    let (before, after) = OBLIGATORY.split_at(4);
    let said = |key: &&str| ((*key).to_owned(), header.get(key).unwrap_or_default().to_owned());
    meta.extend(before.iter().map(said));
    for (key, value) in [
        ("num_projects", profile.options().len().to_string()),
        ("num_votes", profile.len().to_string()),
        ("budget", budget.to_string()),
        ("vote_type", vote_type.name().to_owned()),
    ] {
        meta.push((key.to_owned(), value));
    }
    meta.extend(after.iter().map(said));
    match profile.kind() {
        BallotKind::Points { unlisted } if unlisted > 0 => {
            meta.push(("default_score".to_owned(), unlisted.to_string()));
        }
        BallotKind::Ranking { longest } => {
            meta.push(("max_length".to_owned(), longest.to_string()));
        }
        BallotKind::Points { .. } | BallotKind::Approval | BallotKind::WeakOrder => {}
    }
    let obligatory = |key: &str| OBLIGATORY.iter().any(|it| it.eq_ignore_ascii_case(key));
    meta.extend(header.entries.iter().filter(|(key, _)| !obligatory(key)).cloned());
    lay_out(profile, &meta, &figures(profile, header)?)
}

/// A file that was read.
pub(super) fn file(file: &PbFile) -> Result<String, PbWriteError> {
    lay_out(&file.profile, file.meta.listed(), &file.published)
}

fn check_kind(profile: &Profile, vote_type: VoteType) -> Result<(), PbWriteError> {
    let fits = match vote_type {
        VoteType::Approval | VoteType::ChooseOne => profile.kind() == BallotKind::Approval,
        VoteType::Cumulative | VoteType::Scoring => {
            matches!(profile.kind(), BallotKind::Points { .. })
        }
        VoteType::Ordinal => matches!(profile.kind(), BallotKind::Ranking { .. }),
    };
    if !fits {
        let (kind, vote_type) = (profile.kind().name(), vote_type.name());
        return Err(PbWriteError::OtherBallots { kind, vote_type });
    }
    for (number, (ballot, _)) in profile.ballots().enumerate() {
        if let Ballot::Approval(marks) = ballot
            && vote_type == VoteType::ChooseOne
            && marks.len() != 1
        {
            return Err(PbWriteError::Choices { ballot: number + 1, choices: marks.len() });
        }
    }
    Ok(())
}

/// What the ballots give to each option.
fn figures(profile: &Profile, header: &Header) -> Result<Vec<Published>, PbWriteError> {
    let (votes, scores) = (profile.votes()?, profile.scores()?);
    let scored = profile.kind() != BallotKind::Approval;
    let chosen = |index| header.selected.as_ref().map(|chosen| u64::from(chosen.contains(&index)));
    let rows = profile.indexes().zip(votes.into_iter().zip(scores));
    Ok(rows
        .map(|(index, (votes, score))| Published {
            votes: Some(votes),
            score: scored.then_some(score),
            selected: chosen(index),
        })
        .collect())
}

fn lay_out(
    profile: &Profile,
    meta: &[(String, String)],
    published: &[Published],
) -> Result<String, PbWriteError> {
    let mut out = Rows { text: "META\nkey;value\n".to_owned() };
    for (key, value) in meta {
        out.row([key.as_str(), value.as_str()])?;
    }
    projects(&mut out, profile, published)?;
    votes(&mut out, profile)?;
    Ok(out.text)
}

/// One of the figures that are published of a project.
type Figure = fn(&Published) -> Option<u64>;

fn projects(
    out: &mut Rows,
    profile: &Profile,
    published: &[Published],
) -> Result<(), PbWriteError> {
    let figures: [(&str, Figure); 3] = [
        ("votes", |published| published.votes),
        ("score", |published| published.score),
        ("selected", |published| published.selected),
    ];
    let stated = |figure: &Figure| published.iter().any(|it| figure(it).is_some());
    let figures: Vec<_> = figures.into_iter().filter(|(_, figure)| stated(figure)).collect();
    out.text.push_str("PROJECTS\n");
    let names = figures.iter().map(|(name, _)| *name);
    out.row(["project_id", "cost", "name"].into_iter().chain(names))?;
    for (option, published) in profile.options().iter().zip(published) {
        let id = option.id();
        if id.is_empty() || id.trim() != id || id.contains(',') {
            return Err(PbWriteError::Id(id.to_owned()));
        }
        let cost = option.cost().to_string();
        let figures = figures.iter().map(|(_, figure)| figure(published));
        let figures: Vec<String> =
            figures.map(|figure| figure.map_or_else(String::new, |it| it.to_string())).collect();
        let figures = figures.iter().map(String::as_str);
        out.row([id, cost.as_str(), option.label()].into_iter().chain(figures))?;
    }
    Ok(())
}

fn votes(out: &mut Rows, profile: &Profile) -> Result<(), PbWriteError> {
    let points = matches!(profile.kind(), BallotKind::Points { .. });
    let weighed = profile.ballots().any(|(_, weight)| weight != 1);
    let extra = [("points", points), ("vote_strength", weighed)];
    let extra = extra.into_iter().filter_map(|(name, given)| given.then_some(name));
    out.text.push_str("VOTES\n");
    out.row(["voter_id", "vote"].into_iter().chain(extra))?;
    let (mut vote, mut given) = (String::new(), String::new());
    for (number, (ballot, weight)) in (1_usize..).zip(profile.ballots()) {
        vote.clear();
        given.clear();
        let mut name = |option: &OptionIndex| {
            if !vote.is_empty() {
                vote.push(',');
            }
            vote.push_str(profile.option(*option).map_or("", |option| option.id()));
        };
        match ballot {
            Ballot::Approval(marks) | Ballot::Ranking(marks) => marks.iter().for_each(name),
            Ballot::Points(marks) | Ballot::WeakOrder(marks) => {
                for (option, points) in marks {
                    name(option);
                    let comma = if given.is_empty() { "" } else { "," };
                    _ = write!(given, "{comma}{points}");
                }
            }
        }
        let (number, weight) = (number.to_string(), weight.to_string());
        let extra = [(given.as_str(), points), (weight.as_str(), weighed)];
        let extra = extra.into_iter().filter_map(|(field, given)| given.then_some(field));
        out.row([number.as_str(), vote.as_str()].into_iter().chain(extra))?;
    }
    Ok(())
}

/// Rows with `;` between fields and CSV's quotes where they are needed.
struct Rows {
    text: String,
}

impl Rows {
    fn row<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) -> Result<(), PbWriteError> {
        for (place, field) in fields.into_iter().enumerate() {
            if field.len() > MAX_FIELD {
                return Err(PbWriteError::LongField);
            }
            if place > 0 {
                self.text.push(';');
            }
            if field.contains([';', '"', '\n', '\r']) {
                _ = write!(self.text, "\"{}\"", field.replace('"', "\"\""));
            } else {
                self.text.push_str(field);
            }
        }
        self.text.push('\n');
        Ok(())
    }
}
