//! Budgets: their projects, opening, ballots and seal.

use participation::{
    BallotRule, Choices, Counting, DocumentKind, Link, OptionPlan, PollPlan, Relation, Sealers,
    Text, Ties, Timestamp, Value, ValueField,
};

use super::cast::Who;
use super::said::Tri;
use super::spaces::Official;
use super::stage::Stage;
use super::story::Story;
use crate::exit::Failure;

/// A project of a budget.
pub(super) struct Project {
    /// By which results name it: also the slug of its document.
    pub(super) key: &'static str,
    pub(super) title: Tri,
    pub(super) body: Tri,
    /// In cents.
    pub(super) cost: u64,
    /// The proposal that it carries out; empty for none.
    pub(super) from: &'static str,
}

/// A project of some thousands of euros.
pub(super) const fn project(
    key: &'static str,
    euros: u64,
    from: &'static str,
    title: Tri,
    body: Tri,
) -> Project {
    Project { key, title, body, cost: euros * 100, from }
}

/// A budget and the space that it belongs to.
pub(super) struct Fund {
    pub(super) key: &'static str,
    pub(super) space: &'static str,
    pub(super) title: Tri,
    pub(super) question: Tri,
    /// In cents.
    pub(super) money: u64,
    pub(super) rule: &'static str,
    pub(super) ballot: BallotRule,
    pub(super) projects: &'static [Project],
}

impl Fund {
    /// Opens the vote and publishes its projects, each with the proposal that it comes from.
    pub(super) fn open(&self, stage: &mut Stage, ends: Timestamp) -> Result<(), Failure> {
        let plan = self.plan(ends)?;
        let poll = stage.act(Who::Anna, |community, pen, _| community.open_poll(pen, plan))?;
        stage.name(self.key, poll);
        for project in self.projects {
            let mut links = vec![Link { relation: Relation::PartOf, to: poll }];
            if !project.from.is_empty() {
                let to = stage.id(project.from)?;
                links.push(Link { relation: Relation::ResultsFrom, to });
            }
            let document = Official {
                space: self.space,
                key: project.key,
                kind: DocumentKind::Project,
                title: project.title,
                body: project.body,
                links,
            };
            document.publish(stage, |contents| {
                let slug = Text::new(project.key).map_err(Failure::system)?;
                contents.values.insert(ValueField::Slug, Value::Line(slug));
                contents.values.insert(ValueField::Cost, Value::Number(project.cost));
                Ok(())
            })?;
        }
        Ok(())
    }

    fn plan(&self, ends: Timestamp) -> Result<PollPlan, Failure> {
        let option = |project: &Project| {
            let label = project.title.joined()?;
            Ok(OptionPlan { id: project.key.to_owned(), label, cost: project.cost })
        };
        Ok(PollPlan {
            title: self.title.joined()?,
            question: format!("{}\n\n[EUR]", self.question.paragraphs()?),
            options: self.projects.iter().map(option).collect::<Result<_, Failure>>()?,
            ballot: self.ballot,
            counting: Counting {
                rule: Text::fixed(self.rule),
                seats: 1,
                budget: Some(self.money),
                threshold: 0,
                ties: Ties::Lot,
                decimals: 2,
            },
            sealers: Sealers::Stewards,
            retention_days: 90,
            reminds: Some(ends),
        })
    }
}

/// Tells who votes in something, and how: ballots by the places of their options, spread over the
/// days between two.
pub(super) fn vote(
    story: &mut Story,
    poll: &'static str,
    ballots: impl IntoIterator<Item = (Who, Choices)>,
    (from, to): (u64, u64),
) {
    for (number, (who, choices)) in (0_u64..).zip(ballots) {
        let back = from - (number * 7) % (from - to + 1);
        story.at(story.day(back, 8 + number * 5 % 14), move |stage| {
            let poll = stage.id(poll)?;
            stage.act(who, |community, pen, _| community.vote(pen, poll, choices)).map(drop)
        });
    }
}

/// Tells of a seal: two stewards sign the same list of ballots.
pub(super) fn seal(story: &mut Story, poll: &'static str, day: u64) {
    for (who, hour) in [(Who::Anna, 19), (Who::Bernat, 21)] {
        story.at(story.day(day, hour), move |stage| {
            let poll = stage.id(poll)?;
            stage.act(who, |community, pen, _| community.seal(pen, poll)).map(drop)
        });
    }
}
