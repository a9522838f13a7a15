//! A stage as lines that a person can follow by hand.

use super::{Stage, StageTie, TieAbout, Transfer, Why};
use crate::outcome::{
    Labels,
    text::{Grid, cut, printable, wrap},
    votes::Votes,
};

/// Before everything under the head of a stage.
const INDENT: &str = "  ";
/// Columns that an id may take.
const ID: usize = 12;
/// Parcels that are told one by one.
const PARCELS: usize = 6;

impl Stage {
    /// Its lines; `seated` holds the ids of those elected at earlier stages.
    pub(in crate::outcome) fn lines(
        &self,
        labels: &Labels,
        seated: &[String],
        width: usize,
    ) -> Vec<String> {
        let inner = width.saturating_sub(INDENT.len());
        let indented = |text: &str| {
            let lines = wrap(text, inner).into_iter();
            lines.map(|line| format!("{INDENT}{line}")).collect::<Vec<String>>()
        };
        let mut lines = vec![String::new()];
        lines.extend(wrap(&self.headline(labels), width));
        if let Some(transfer) = &self.transfer {
            lines.extend(transfer.parcel_lines().iter().flat_map(|line| indented(line)));
        }
        let mut grid =
            Grid::new([(">", "change"), (">", "votes"), (">", "keeps"), ("<", ""), ("<", "id")]);
        for (id, votes) in self.rows() {
            grid.row(
                [
                    self.transfer.as_ref().map_or_else(String::new, |transfer| transfer.change(id)),
                    votes.to_string(),
                    self.keeps(id, seated),
                    self.standing(id, seated).to_owned(),
                    cut(&printable(id), ID),
                ],
                if labels.of_id(id) == id { String::new() } else { printable(labels.of_id(id)) },
            );
        }
        if self.uncounted.units() > 0 {
            let cells = [String::new(), self.uncounted.to_string()];
            let none = [String::new(), "for nobody".to_owned(), String::new()];
            grid.row(cells.into_iter().chain(none), String::new());
        }
        lines.extend(grid.lines(inner).into_iter().map(|line| format!("{INDENT}{line}")));
        lines.extend(self.notes(labels).iter().flat_map(|note| indented(note)));
        lines
    }

    fn headline(&self, labels: &Labels) -> String {
        let what = match (&self.transfer, &self.sharing) {
            (Some(transfer), _) => {
                let name = printable(labels.of_id(&transfer.from));
                match transfer.why {
                    Why::Surplus => {
                        let (gives, of) = (transfer.gives, transfer.of);
                        format!("{name} passes on a surplus of {gives} out of {of}")
                    }
                    Why::Exclusion => format!("{name} is excluded with {}", transfer.of),
                }
            }
            (None, Some(sharing)) => {
                let (times, surplus) = (sharing.iterations, sharing.surplus);
                let times = if times == 1 { "once".to_owned() } else { format!("{times} times") };
                format!("ballots shared out {times}, surplus {surplus}")
            }
            (None, None) => "first preferences".to_owned(),
        };
        let elects = if self.uncounted.decimals() == 0 { "majority" } else { "quota" };
        format!("stage {} ({elects} {}): {what}", self.number, self.quota)
    }

    /// Ids and votes in their rows; who was excluded before the votes were counted has none left.
    fn rows(&self) -> impl Iterator<Item = (&str, Votes)> {
        let gone = self.transfer.iter().filter(|transfer| transfer.why == Why::Exclusion);
        let none = Votes::new(0, self.quota.decimals().max(self.uncounted.decimals()));
        let rows = self.votes.iter().map(|(id, votes)| (id.as_str(), *votes));
        rows.chain(gone.map(move |transfer| (transfer.from.as_str(), none)))
    }

    /// The part that an elected option keeps of what reaches it; all others keep everything.
    fn keeps(&self, id: &str, seated: &[String]) -> String {
        let kept = self.sharing.iter().flat_map(|sharing| &sharing.keep);
        let mut kept = kept.filter(|(of, _)| of == id && seated.contains(of));
        kept.next().map_or_else(String::new, |(_, keep)| keep.to_string())
    }

    fn standing(&self, id: &str, seated: &[String]) -> &'static str {
        let in_list = |list: &[String]| list.iter().any(|one| one == id);
        if in_list(&self.elected) {
            "elected"
        } else if in_list(&self.filled) {
            "last seat"
        } else if in_list(&self.excluded) {
            "excluded"
        } else if in_list(seated) {
            "has a seat"
        } else {
            ""
        }
    }

    fn notes(&self, labels: &Labels) -> Vec<String> {
        let mut notes = Vec::new();
        if let Some(transfer) = &self.transfer {
            let (ballots, votes) = (transfer.not_transferable, transfer.not_transferable_votes);
            match (ballots, transfer.gives.decimals()) {
                (0, _) => {}
                (ballots, 0) => notes.push(format!("ballots that name nobody else: {ballots}")),
                (ballots, _) => {
                    notes.push(format!("ballots that name nobody else: {ballots}, worth {votes}"));
                }
            }
            if transfer.dropped.units() > 0 {
                notes.push(format!("lost with dropped decimals: {}", transfer.dropped));
            }
        }
        if self.waiting > 0 {
            let waiting = self.waiting;
            notes.push(format!("ballots that wait at a place which several share: {waiting}"));
        }
        notes.extend(self.ties.iter().map(|tie| tie.note(labels)));
        notes
    }
}

impl Transfer {
    /// How the votes of an option changed.
    fn change(&self, id: &str) -> String {
        if id == self.from {
            return format!("-{}", self.gives);
        }
        let gained = self.votes.iter().find(|(to, _)| to == id);
        gained.map_or_else(String::new, |(_, votes)| format!("+{votes}"))
    }

    /// What each ballot is worth, where votes can be divided.
    fn parcel_lines(&self) -> Vec<String> {
        if self.gives.decimals() == 0 {
            return Vec::new();
        }
        let told = self.parcels.iter().take(PARCELS).map(|parcel| {
            let (ballots, received, value) = (parcel.ballots, parcel.received, parcel.value);
            match self.why {
                Why::Surplus => format!("ballots worth {received}: {ballots}, going on at {value}"),
                Why::Exclusion => format!("ballots worth {value}: {ballots}"),
            }
        });
        let mut lines: Vec<String> = told.collect();
        let rest = self.parcels.get(PARCELS..).unwrap_or_default();
        if !rest.is_empty() {
            let ballots: u64 =
                rest.iter().fold(0, |sum, parcel| sum.saturating_add(parcel.ballots));
            lines.push(format!("ballots worth less: {ballots}, in {} parcels", rest.len()));
        }
        lines
    }
}

impl StageTie {
    fn note(&self, labels: &Labels) -> String {
        let names: Vec<String> =
            self.options.iter().map(|id| printable(labels.of_id(id))).collect();
        let last = names.last().map_or("", String::as_str);
        let first = names.first().map_or("", String::as_str);
        let decided = match self.about {
            TieAbout::Exclusion => format!("{last} is excluded"),
            TieAbout::Surplus => format!("{first} passes on first"),
            TieAbout::Order => format!("{first} is named first"),
        };
        let by = match (self.by, self.stage) {
            (_, Some(stage)) => format!("by the votes at stage {stage}"),
            ("earlier_stage", None) => "by the votes at earlier stages".to_owned(),
            ("lot", _) => "by lot".to_owned(),
            ("order", _) => "by the order given".to_owned(),
            _ => "by the order of the list".to_owned(),
        };
        format!("equal at {}: {}; {decided}, {by}", self.votes, names.join(", "))
    }
}
