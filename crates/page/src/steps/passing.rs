//! The stages of a rule that passes ballots on.

use participation_tally::{Stage, Why};

use super::{Step, Told};
use crate::money::decimal;

impl Told<'_> {
    pub(super) fn stage(self, stage: &Stage) -> Step {
        let row = |(id, votes): &(String, participation_tally::Votes)| {
            vec![self.name(id), self.votes(*votes)]
        };
        let rows = stage.votes.iter().map(row).collect();
        let mut step = self.table("step-stage", ["option", "unit-votes"], rows);
        step.title = self.w.count("step-stage", stage.number);
        step.lines.push(self.w.with("step-quota", "quota", self.votes(stage.quota)));
        if let Some(transfer) = &stage.transfer {
            let key = match transfer.why {
                Why::Surplus => "step-surplus",
                Why::Exclusion | _ => "step-exclusion",
            };
            let values =
                [("name", self.name(&transfer.from)), ("votes", self.votes(transfer.gives))];
            step.lines.push(self.fill(key, &values));
        }
        for (ids, key) in [
            (&stage.elected, "step-elected-all"),
            (&stage.filled, "step-filled"),
            (&stage.excluded, "step-excluded"),
        ] {
            if !ids.is_empty() {
                step.lines.push(self.w.with(key, "names", self.names(ids)));
            }
        }
        step
    }

    fn votes(self, votes: participation_tally::Votes) -> String {
        if votes.decimals() == 0 {
            self.w.number(votes.whole())
        } else {
            decimal(&votes.to_string(), self.w)
        }
    }
}
