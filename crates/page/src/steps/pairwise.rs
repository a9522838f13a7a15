//! The steps of the rules that compare options two by two.

use participation_tally::{
    Comparison, Comparisons, LockedPairs, Pairs, PairwiseRanking, Ranked, StrongestPaths, Victory,
    WorstDefeat, WorstDefeats,
};

use super::{Step, Table, Told};

/// Options up to which each is shown against each.
const SQUARE: usize = 12;

/// Victories that are listed.
const VICTORIES: usize = 100;

impl Told<'_> {
    pub(super) fn pairs(self, pairs: &Pairs) -> Step {
        let mut step = Step { title: self.w.say("step-pairs"), ..Step::default() };
        step.lines.push(match &pairs.condorcet {
            Some(winner) => self.w.with("step-condorcet", "name", self.name(winner)),
            None => self.w.say("step-no-condorcet"),
        });
        if pairs.options.len() <= SQUARE {
            step.lines.push(self.w.say("step-pairs-read"));
            step.table = Some(self.square(&pairs.options, &pairs.rows));
        }
        step
    }

    pub(super) fn paths(self, paths: &StrongestPaths) -> Option<Step> {
        if paths.options.len() > SQUARE {
            return None;
        }
        let mut step = Step { title: self.w.say("step-paths"), ..Step::default() };
        step.lines.push(self.w.say("step-paths-read"));
        step.table = Some(self.square(&paths.options, &paths.rows));
        Some(step)
    }

    /// Each against each: columns are named by the numbers of the rows.
    fn square(self, options: &[String], rows: &[Vec<u64>]) -> Table {
        let numbers = (1..=options.len()).map(|number| self.w.number(number));
        let heads = std::iter::once(self.w.say("option")).chain(numbers).collect();
        let row = |(place, (id, row)): (usize, (&String, &Vec<u64>))| {
            let cell = |(column, votes): (usize, &u64)| match column == place {
                true => "–".to_owned(),
                false => self.w.number(*votes),
            };
            let name = format!("{}. {}", place + 1, self.name(id));
            std::iter::once(name).chain(row.iter().enumerate().map(cell)).collect()
        };
        Table { heads, rows: options.iter().zip(rows).enumerate().map(row).collect() }
    }

    pub(super) fn locked(self, locked: &LockedPairs) -> Step {
        let line = |victory: &Victory| {
            let key = if victory.locked { "step-locked" } else { "step-left-out" };
            let values = [
                ("winner", self.name(&victory.winner)),
                ("loser", self.name(&victory.loser)),
                ("votes", self.w.number(victory.votes)),
                ("against", self.w.number(victory.against)),
            ];
            self.fill(key, &values)
        };
        let lines = locked.victories.iter().take(VICTORIES).map(line).collect();
        Step { title: self.w.say("step-victories"), lines, table: None }
    }

    pub(super) fn defeats(self, defeats: &WorstDefeats) -> Step {
        let row = |defeat: &WorstDefeat| {
            vec![self.name(&defeat.option), self.w.number(defeat.strength), self.names(&defeat.by)]
        };
        let rows = defeats.defeats.iter().map(row).collect();
        self.table("step-defeats", ["option", "unit-defeat", "step-beaten-by"], rows)
    }

    pub(super) fn comparisons(self, comparisons: &Comparisons) -> Step {
        let row = |option: &Comparison| {
            let counts = [option.wins, option.draws, option.losses];
            let counts = counts.iter().map(|count| self.w.number(*count));
            std::iter::once(self.name(&option.option)).chain(counts).collect()
        };
        let rows = comparisons.options.iter().map(row).collect();
        self.table("step-comparisons", ["option", "step-wins", "step-draws", "step-losses"], rows)
    }

    pub(super) fn ranking(self, ranking: &PairwiseRanking) -> Step {
        let row = |ranked: &Ranked| {
            let number = u64::try_from(ranked.place).unwrap_or(u64::MAX);
            vec![self.name(&ranked.option), self.w.number(number)]
        };
        self.table(
            "step-ranking",
            ["option", "step-place"],
            ranking.places.iter().map(row).collect(),
        )
    }
}
