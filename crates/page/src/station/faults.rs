//! What goes wrong at a polling station, in words.

use participation::{Opening, StationFault, WordFault};

use crate::ballot;
use crate::words::Words;

/// Why something was not done.
#[must_use]
pub fn fault(fault: &StationFault, w: Words) -> String {
    match fault {
        StationFault::NotOpen { .. } => w.say("paper-no-station"),
        StationFault::Closed { .. } => w.say("paper-after-closing"),
        StationFault::PollOver => w.say("stations-over"),
        StationFault::MarkedAlready { .. } => w.say("give-marked"),
        StationFault::TooManyPapers { .. } => w.say("typing-too-many"),
        StationFault::NoBundle => w.say("typing-no-bundle"),
        StationFault::SameOfficer => w.say("station-same-officer"),
        StationFault::SignedByTwo => w.say("station-signed-by-two"),
        StationFault::WaitingBatch { bundle } => w.with("close-waiting", "number", bundle),
        StationFault::BeyondMarks { bundle, .. } => w.with("close-beyond", "number", bundle),
        other @ (StationFault::NoSuchStation(_) | StationFault::NothingToSign(_) | _) => {
            w.with("why-other", "detail", other)
        }
    }
}

/// What is wrong with a line of papers.
#[must_use]
pub fn line_fault(line: usize, why: &WordFault, opening: &Opening, w: Words) -> String {
    let text = match why {
        WordFault::Empty => w.say("typing-empty"),
        WordFault::Word { word } | WordFault::Points { word } => {
            w.with("typing-word", "word", word)
        }
        WordFault::Ballot(fault) => {
            format!("{} {}", ballot::told(*fault, opening, w), w.say("typing-spoilt"))
        }
        other => w.with("why-other", "detail", other),
    };
    format!("{} {text}", w.with("typing-line", "line", line))
}
