//! What people type of a bundle: one line a paper, by the numbers printed on it.

use participation_acts::{BallotRule, Choices, Opening};
use participation_policy::{BallotFault, ballot_fits};
use thiserror::Error;

/// A line that is no paper of this poll.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {why}")]
pub struct LineFault {
    /// Its number, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: WordFault,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WordFault {
    /// Nothing stands there.
    #[error("it is empty: write - for a blank paper, ? for one that nobody can read")]
    Empty,
    /// Neither a number nor points.
    #[error("`{word}` is no number of an option: write them as they are printed, such as 1 3")]
    Word {
        /// The word, at most twenty characters of it.
        word: String,
    },
    /// Points without a number of points.
    #[error("`{word}` has no points: write the option and its points, such as 2=5")]
    Points {
        /// The word, at most twenty characters of it.
        word: String,
    },
    /// The paper does not keep the poll's rule: then it is spoilt.
    #[error("{0}; if the paper says so, it is spoilt: write ?")]
    Ballot(#[source] BallotFault),
}

/// Reads what somebody typed: `-` is a blank paper, `?` one that cannot be read, else the printed
/// numbers of the options, from 1, with spaces or commas between; with points `2=5`. Empty lines at
/// the end are passed over.
///
/// # Errors
/// [`LineFault`] with the first line that is no paper of this poll.
pub fn read_papers(opening: &Opening, text: &str) -> Result<Vec<Option<Choices>>, LineFault> {
    let lines = text.trim_end().lines().map(str::trim);
    let papers = (1..)
        .zip(lines)
        .map(|(line, text)| read_paper(opening, text).map_err(|why| LineFault { line, why }));
    papers.collect()
}

fn read_paper(opening: &Opening, line: &str) -> Result<Option<Choices>, WordFault> {
    let points = matches!(opening.ballot, BallotRule::Points { .. });
    let ranked = matches!(opening.ballot, BallotRule::Ranking { .. });
    let words = match line {
        "" => return Err(WordFault::Empty),
        "?" => return Ok(None),
        "-" => "",
        words => words,
    };
    let words = words.split([' ', ',', '\t']).filter(|word| !word.is_empty());
    let choices = if points {
        let mut given = words.map(points_of).collect::<Result<Vec<_>, _>>()?;
        given.retain(|(_, points)| *points > 0);
        given.sort_unstable();
        Choices::Points(given)
    } else {
        let mut chosen = words.map(|word| option(word, word)).collect::<Result<Vec<_>, _>>()?;
        if ranked {
            Choices::Ranking(chosen)
        } else {
            chosen.sort_unstable();
            Choices::Approval(chosen)
        }
    };
    ballot_fits(opening, &choices).map_err(WordFault::Ballot)?;
    Ok(Some(choices))
}

fn points_of(word: &str) -> Result<(u16, u32), WordFault> {
    let none = || WordFault::Points { word: shown(word) };
    let (number, points) = word.split_once('=').ok_or_else(none)?;
    Ok((option(number, word)?, points.parse().map_err(|_| none())?))
}

/// The place in the opening of an option that is printed with this number.
fn option(number: &str, word: &str) -> Result<u16, WordFault> {
    let place = number.parse::<u16>().ok().and_then(|number| number.checked_sub(1));
    place.ok_or_else(|| WordFault::Word { word: shown(word) })
}

fn shown(word: &str) -> String {
    word.chars().take(20).collect()
}

#[cfg(test)]
mod tests {
    use participation_acts::{Counting, OpeningOption, Roll, Sealers, Ties};
    use participation_types::{BlobId, RollDigest, Text};

    use super::*;

    fn opening(ballot: BallotRule) -> Opening {
        let option = |id: &str| OpeningOption {
            id: Text::new(id).unwrap(),
            label: Text::new(id).unwrap(),
            cost: 0,
        };
        Opening {
            nonce: [0; 16],
            title: Text::new("Which?").unwrap(),
            question: Text::new("").unwrap(),
            options: ["bench", "tree", "7"].map(option).to_vec(),
            ballot,
            counting: Counting {
                rule: Text::new("approval").unwrap(),
                seats: 1,
                budget: None,
                threshold: 0,
                ties: Ties::Listed,
                decimals: 0,
            },
            roll: Roll {
                digest: RollDigest::from_bytes([0; 32]),
                size: 0,
                frontier: BlobId::from_bytes([0; 32]),
            },
            sealers: Sealers::Stewards,
            retention_days: 0,
            reminds: None,
        }
    }

    #[test]
    fn each_line_is_a_paper_by_the_printed_numbers() {
        let approvals = opening(BallotRule::Approval { min: 0, max: 2 });
        let typed = read_papers(&approvals, "3, 1\r\n-\n?\n 2 \n\n").unwrap();
        let chosen = |options: &[u16]| Some(Choices::Approval(options.to_vec()));
        assert_eq!(typed, [chosen(&[0, 2]), chosen(&[]), None, chosen(&[1])]);
        let ranking = opening(BallotRule::Ranking { min: 1, max: 3 });
        let typed = read_papers(&ranking, "3 1 2").unwrap();
        assert_eq!(typed, [Some(Choices::Ranking(vec![2, 0, 1]))]);
        let points = opening(BallotRule::Points { most: 5, min: 1, max: 9, options: 3 });
        let typed = read_papers(&points, "3=5 1=2 2=0").unwrap();
        assert_eq!(typed, [Some(Choices::Points(vec![(0, 2), (2, 5)]))]);
    }

    #[test]
    fn a_line_that_is_no_paper_is_named() {
        let approvals = opening(BallotRule::Approval { min: 1, max: 2 });
        let fault = |text: &str| read_papers(&approvals, text).unwrap_err();
        assert_eq!(fault("1\n\n2"), LineFault { line: 2, why: WordFault::Empty });
        assert_eq!(fault("tree").why, WordFault::Word { word: "tree".into() });
        assert_eq!(fault("0").why, WordFault::Word { word: "0".into() });
        let beyond = BallotFault::NoSuchOption { option: 3, options: 3 };
        assert_eq!(fault("4").why, WordFault::Ballot(beyond));
        assert!(matches!(fault("1 1").why, WordFault::Ballot(BallotFault::Order { .. })));
        assert!(matches!(fault("-").why, WordFault::Ballot(BallotFault::TooFew { .. })));
        let points = opening(BallotRule::Points { most: 5, min: 1, max: 9, options: 3 });
        let why = read_papers(&points, "2").unwrap_err().why;
        assert_eq!(why, WordFault::Points { word: "2".into() });
    }
}
