//! The explanation as a text.

use std::fmt;

use super::explained::{Delegated, Fate, Loss};
use crate::outcome::{Grid, cut, printable, wrap};

/// Columns of a terminal that nobody has to widen.
const WIDTH: usize = 80;

/// Columns that an id may take.
const ID: usize = 20;

impl Delegated {
    /// What became of each vote, in at most `width` columns (and never fewer than its figures
    /// need), one line for each voter.
    #[must_use]
    pub fn to_table(&self, width: usize) -> String {
        let totals = &self.totals;
        let mut head = format!(
            "{}: weight {} in all: {} voted, {} carried, {} lost, {} absent",
            self.mode, totals.all, totals.voted, totals.carried, totals.lost, totals.absent
        );
        if let Some(most) = self.most {
            let order = if self.order == "lot" { "by lot" } else { "by id" };
            head.push_str(&format!("; at most {most} carried by one, {order}"));
        }
        let heads = [("<", "voter"), (">", "own"), (">", "ballot"), (">", "carries")];
        let mut grid = Grid::new(heads);
        for voter in &self.voters {
            let (ballot, carries, text) = match &voter.fate {
                Fate::Voted { total, carries } => {
                    (total.to_string(), carries.to_string(), "voted".to_owned())
                }
                Fate::Carried { by, steps: 1, .. } => {
                    (String::new(), String::new(), format!("carried by {}", short(by)))
                }
                Fate::Carried { by, via, steps } => {
                    let text =
                        format!("carried by {}, {steps} steps, via {}", short(by), short(via));
                    (String::new(), String::new(), text)
                }
                Fate::Lost { why, via } => {
                    let text = format!("lost: {} (to {})", why.words(), short(via));
                    (String::new(), String::new(), text)
                }
                Fate::Absent => (String::new(), String::new(), "absent".to_owned()),
            };
            grid.row([short(&voter.id), voter.weight.to_string(), ballot, carries], text);
        }
        let mut lines = wrap(&head, width);
        lines.extend(grid.lines(width));
        lines.push(String::new());
        lines.join("\n")
    }
}

impl Loss {
    const fn words(self) -> &'static str {
        match self {
            Self::DelegateDidNotVote => "nobody there voted",
            Self::ProxyOfProxy => "a proxy goes no further",
            Self::Circle => "in a circle",
            Self::IntoCircle => "leads into a circle",
            Self::Cap => "over the cap",
        }
    }
}

fn short(id: &str) -> String {
    cut(&printable(id), ID)
}

/// The table at 80 columns.
impl fmt::Display for Delegated {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.to_table(WIDTH))
    }
}
