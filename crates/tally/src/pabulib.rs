//! Reading Pabulib's `.pb` files, the format in which real participatory budgets are published.
//!
//! A file has three sections, `META`, `PROJECTS` and `VOTES`; each begins with its name on a line
//! of its own and a header line, and its fields are separated by `;` with CSV's quotes
//! (<https://pabulib.org/format>). All vote types are kept: approval, choose-1, cumulative,
//! scoring and ordinal.
//!
//! **Read alike**: a byte order mark, any line ends, empty lines and fields at the end, spaces
//! around fields, sections, columns and keys in any case, whole numbers such as `5.0`, amounts with
//! a decimal comma (`12,50`; `1,000` could be a thousand and is refused), `None` for an empty
//! limit, rows that end before columns that do not count. A column `vote_strength` says how often
//! a ballot counts; it is ours, and pabutools passes it over. A key of META that nothing is counted
//! by may stand twice.
//!
//! **What is refused**: whatever would make the count a guess. Projects listed twice, points that
//! are not one whole number for each project, a ranking with a project twice or with more places
//! than `max_length` (which says how many points a place is worth), anything that is not in a
//! field of its own.
//!
//! **What the file itself has to confirm**: published files have ballots that break their own
//! rules, and cities counted them; Pabulib's checker reports them and counts them too. So a
//! ballot over or under a limit (`min_length`, `max_length`, `min_points`, `max_points`,
//! `max_sum_points`, `max_sum_cost`), a voter twice or without id, a vote for a project that is
//! not listed (it is left out), a project twice among approvals (it counts once), and `num_votes`
//! or `num_projects` that differ are noted and counted **where the file's own figures are those
//! of the ballots**: the column `score` of every project, or `votes` for approvals. In a file that
//! has no figures, or others, the first of them is an error with its place.
//!
//! **What is noted and counted**: a ballot whose sum stays under `min_sum_points` or
//! `min_sum_cost` (it takes nothing from anybody), a text in `META` with `;` but no quotes, and a
//! mark in `selected` that is no number, see [`PbFile::notes`]; and `votes` and `score` columns
//! that differ from what the ballots give, see [`PbFile::disagreements`].

mod fault;
mod limits;
mod meta;
mod projects;
mod records;
mod votes;
mod write;

use std::num::NonZeroU16;

pub use fault::{Fault, PabulibError};
pub use limits::Limits;
pub use meta::VoteType;
pub use write::{Header, PbWriteError, write};

pub use crate::place::{MAX_NOTES, Place};

use crate::{
    count::CountError,
    pabulib::{meta::Meta, projects::Published, records::Records},
    params::Params,
    place::{self, FileError, Notes},
    profile::{BallotKind, Profile},
    rule::Rule,
};

/// Something odd that does not touch the count.
pub type Note = place::Note<Fault>;

/// A `.pb` file that was read whole and found good.
#[derive(Debug, Clone)]
pub struct PbFile {
    meta: Meta,
    published: Vec<Published>,
    profile: Profile,
    notes: Notes<Fault>,
}

/// A figure of the file that its ballots do not give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The project's id.
    pub project: String,
    /// Which column says so: `votes` or `score`.
    pub column: &'static str,
    /// What the file says.
    pub stated: u64,
    /// What its ballots give.
    pub counted: u64,
}

impl PbFile {
    /// Reads a whole file. `name` is what errors call it.
    ///
    /// # Errors
    /// [`PabulibError`] with the line and column of the first thing that is wrong.
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, PabulibError> {
        Self::parse(bytes).map_err(|wrong| FileError::new(name, wrong))
    }

    /// Options, budget and ballots.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Options, budget and ballots, to change or keep.
    #[must_use]
    pub fn into_profile(self) -> Profile {
        self.profile
    }

    /// What the file says of a key in its `META` section, in any case.
    #[must_use]
    pub fn meta(&self, key: &str) -> Option<&str> {
        self.meta.value(key)
    }

    /// All keys of the `META` section with their values, as they stand in the file.
    #[must_use]
    pub fn entries(&self) -> &[(String, String)] {
        self.meta.listed()
    }

    /// How people voted.
    #[must_use]
    pub const fn vote_type(&self) -> VoteType {
        self.meta.vote_type()
    }

    /// The limits that ballots should keep; those that do not are in [`Self::notes`].
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        self.meta.limits()
    }

    /// The rule by which the city decided, where the file says one that is built here.
    #[must_use]
    pub fn declared_rule(&self) -> Option<Rule> {
        match self.meta("rule")? {
            "equalshares" => Some(Rule::EqualShares),
            // Pabulib's checker goes on until the next step would overspend.
            "equalshares/add1" => Some(Rule::EqualSharesAdd1Overspend),
            // `-comparison` elects the greedy outcome where more voters prefer it.
            name => name.parse().ok(),
        }
    }

    /// What a rule needs from this file. The file's threshold goes to `greedy-threshold`, and to
    /// `greedy-no-skip` where the file itself declares that rule: there the published outcome
    /// keeps to it. Plain `greedy` has none. Ties are decided by the order of the list, as
    /// Pabulib's own checker does.
    #[must_use]
    pub fn params(&self, rule: Rule) -> Params {
        let params = Params::default().with_seats(NonZeroU16::MIN);
        let takes = rule == Rule::GreedyThreshold
            || (rule == Rule::GreedyNoSkip && self.declared_rule() == Some(rule));
        match self.meta.threshold() {
            Some(threshold) if takes => params.with_threshold(threshold),
            Some(_) | None => params,
        }
    }

    /// Ids of the projects that the file marks as chosen by the rule (`selected` is 1), in the
    /// order of the list; `None` when it has no such column. Files also use 2 and 3 for projects
    /// that were funded in another way, see [`Self::selected`].
    #[must_use]
    pub fn published(&self) -> Option<Vec<&str>> {
        let options = self.profile.options().iter().zip(&self.published);
        self.published.iter().any(|published| published.selected.is_some()).then(|| {
            let chosen = options.filter(|(_, published)| published.selected == Some(1));
            chosen.map(|(option, _)| option.id()).collect()
        })
    }

    /// The `selected` mark of each project, in the order of the list.
    pub fn selected(&self) -> impl Iterator<Item = Option<u64>> {
        self.published.iter().map(|published| published.selected)
    }

    /// Where the columns `votes` and `score` differ from what the ballots give. Some files give
    /// shorter rankings fewer points; the count here gives the first place the same everywhere.
    ///
    /// # Errors
    /// [`CountError::TooLarge`] when a sum does not fit in 64 bits.
    pub fn disagreements(&self) -> Result<Vec<Disagreement>, CountError> {
        let (votes, scores) = (self.profile.votes()?, self.profile.scores()?);
        let mut found = Vec::new();
        let rows = self.profile.options().iter().zip(&self.published).zip(votes.iter().zip(scores));
        for ((option, published), (votes, score)) in rows {
            let columns = [("votes", published.votes, *votes), ("score", published.score, score)];
            for (column, stated, counted) in columns {
                if let Some(stated) = stated.filter(|stated| *stated != counted) {
                    let project = option.id().to_owned();
                    found.push(Disagreement { project, column, stated, counted });
                }
            }
        }
        Ok(found)
    }

    /// Oddities that do not touch the count: the first [`MAX_NOTES`].
    #[must_use]
    pub fn notes(&self) -> &[Note] {
        self.notes.kept()
    }

    /// How many oddities there are in all.
    #[must_use]
    pub const fn notes_in_all(&self) -> usize {
        self.notes.in_all()
    }

    /// The file's text with its `META` and what it publishes; reading it gives the same. Columns
    /// that are not read are not written, and voters are numbered.
    ///
    /// # Errors
    /// [`PbWriteError`] when a field would be longer than readers take.
    pub fn to_text(&self) -> Result<String, PbWriteError> {
        write::file(self)
    }

    /// Whether the figures that the file states for its projects, all of them, are what its
    /// ballots give.
    fn is_confirmed(&self) -> bool {
        let agree = |counted: Result<Vec<u64>, CountError>,
                     stated: fn(&Published) -> Option<u64>| {
            counted.is_ok_and(|counted| {
                self.published.iter().map(stated).eq(counted.into_iter().map(Some))
            })
        };
        let by_score = agree(self.profile.scores(), |published| published.score);
        let approvals = self.profile.kind() == BallotKind::Approval;
        by_score || (approvals && agree(self.profile.votes(), |published| published.votes))
    }

    fn parse(bytes: &[u8]) -> Result<Self, (Place, Fault)> {
        let text = records::text(bytes)?;
        let mut records = Records::new(text);
        records.section("META")?;
        let mut notes = Notes::default();
        let meta = Meta::read(&mut records, &mut notes)?;
        let (options, published) = projects::read(&mut records, &mut notes)?;
        let mut file = Self { profile: meta.profile(options)?, published, meta, notes };
        votes::read(&mut records, &mut file)?;
        Ok(file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(rule: &str) -> PbFile {
        let text = format!(
            "META\nkey;value\nbudget;9\nvote_type;choose-1\nrule;{rule}\n\
             min_project_score_threshold;2\nPROJECTS\nproject_id;cost;votes;score;selected\n\
             a;5;2;;1\nb;9;3;x;0\nc;3;0;;2\nVOTES\nvoter_id;vote\n1;a\n2;a\n3;b\n"
        );
        PbFile::read("x.pb", text.as_bytes()).unwrap()
    }

    #[test]
    fn the_threshold_binds_where_the_file_says_so() {
        let given = |declared, rule| file(declared).params(rule).threshold();
        for declared in ["greedy", "greedy-no-skip", "greedy-threshold", "unknown"] {
            assert_eq!(given(declared, Rule::GreedyThreshold), Some(2));
            assert_eq!(given(declared, Rule::Greedy), None);
            assert_eq!(given(declared, Rule::Plurality), None);
        }
        assert_eq!(given("greedy-no-skip", Rule::GreedyNoSkip), Some(2));
        assert_eq!(given("greedy", Rule::GreedyNoSkip), None);
    }

    #[test]
    fn what_the_file_publishes_is_kept_and_compared() {
        let file = file("equalshares/add1");
        assert_eq!(file.declared_rule(), Some(Rule::EqualSharesAdd1Overspend));
        assert_eq!(file.meta("rule"), Some("equalshares/add1"));
        assert_eq!(file.vote_type(), VoteType::ChooseOne);
        assert_eq!(file.limits().max_length, Some(1));
        assert_eq!(file.published(), Some(vec!["a"]));
        assert_eq!(file.selected().collect::<Vec<_>>(), [Some(1), Some(0), Some(2)]);
        let (project, column) = ("b".to_owned(), "votes");
        let differs = Disagreement { project, column, stated: 3, counted: 1 };
        assert_eq!(file.disagreements(), Ok(vec![differs]));
    }
}
