//! The numbers before the names: candidates, seats, who has withdrawn, ballots.

use std::num::NonZeroU16;

use super::{
    BltFile, Withdrawn,
    fault::BltFault,
    names::{self, Names},
    scan::{At, Result, Scan, Word},
};
use crate::{
    amount::Amount,
    place::{self, Notes, Place, quoted},
    profile::{Ballot, BallotKind, OptionIndex, PollOption, Profile},
};

pub(super) fn parse(bytes: &[u8]) -> Result<BltFile> {
    let text =
        place::text(bytes).map_err(|bad| (bad.place, BltFault::Encoding { byte: bad.byte }))?;
    let mut scan = Scan::new(text);
    let candidates = head(&mut scan, "the number of candidates")?;
    let seats = head(&mut scan, "the number of seats")?;
    let mut reader = Reader::new(scan, candidates);
    reader.withdrawals()?;
    while reader.ballot()? {}
    let names = names::read(&mut reader.scan, candidates.get())?;
    reader.file(seats, names)
}

/// One of the two numbers that a file begins with.
fn head(scan: &mut Scan<'_>, what: &'static str) -> Result<NonZeroU16> {
    if scan.next().is_none() {
        let given = "nothing".to_owned();
        return Err((scan.place(scan.here()), BltFault::Head { what, given }));
    }
    let word = scan.word();
    let number = whole(word.text).and_then(|number| NonZeroU16::try_from(number).ok());
    number.ok_or_else(|| {
        let given = format!("`{}`", quoted(word.text));
        (scan.place(word.at), BltFault::Head { what, given })
    })
}

/// Digits, and nothing else.
fn whole(text: &str) -> Option<u16> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// What was read up to here.
struct Reader<'a> {
    scan: Scan<'a>,
    candidates: u16,
    /// For each candidate, the option that stands for them; `None` for those who have withdrawn.
    options: Vec<Option<OptionIndex>>,
    /// For each candidate, the number of the last ballot that named them.
    named: Vec<usize>,
    /// Options with their places, of all ballots.
    marks: Vec<(OptionIndex, u32)>,
    /// Where each ballot ends in `marks`, with its weight.
    ballots: Vec<(usize, u32)>,
    shared: bool,
    notes: Notes<BltFault>,
}

impl<'a> Reader<'a> {
    fn new(scan: Scan<'a>, candidates: NonZeroU16) -> Self {
        let candidates = candidates.get();
        Self {
            scan,
            candidates,
            options: vec![Some(OptionIndex::new(0)); usize::from(candidates)],
            named: vec![0; usize::from(candidates)],
            marks: Vec::new(),
            ballots: Vec::new(),
            shared: false,
            notes: Notes::default(),
        }
    }

    fn fault<T>(&self, at: At, fault: BltFault) -> Result<T> {
        Err((self.scan.place(at), fault))
    }

    /// Negative numbers: who has withdrawn. Then numbers the options that are left.
    fn withdrawals(&mut self) -> Result<()> {
        while self.scan.next() == Some('-') {
            let word = self.scan.word();
            let number = word.text.get(1..).unwrap_or_default();
            let at = word.at;
            let index = self.candidate(Word { text: number, at: at.plus(1) })?;
            if self.options.get_mut(usize::from(index)).and_then(Option::take).is_none() {
                return self.fault(at, BltFault::WithdrawnTwice(index + 1));
            }
        }
        let left = self.options.iter_mut().flatten();
        for (option, index) in left.zip(0..) {
            *option = OptionIndex::new(index);
        }
        Ok(())
    }

    /// The next ballot; `false` at the `0` that ends them.
    fn ballot(&mut self) -> Result<bool> {
        let first = self.scan.next();
        let at = self.scan.here();
        if first == Some('(') {
            let rest = self.scan.rest();
            let end = rest.find([')', '\n']).filter(|end| rest.as_bytes().get(*end) == Some(&b')'));
            let Some(end) = end else {
                return self.fault(at, BltFault::OpenParenthesis);
            };
            self.scan.pass(end + 1);
            self.scan.next_in_line();
        } else if matches!(first, None | Some('"')) {
            return self.fault(at, BltFault::OpenBallots);
        }
        if matches!(self.scan.next_in_line(), None | Some('"' | '(')) {
            return self.fault(self.scan.here(), BltFault::Weight(String::new()));
        }
        let word = self.scan.word();
        if word.text == "0" && first != Some('(') {
            return Ok(false);
        }
        let weight = word.text.parse::<Amount>().ok().and_then(|amount| amount.units(0));
        let weight = weight.and_then(|weight| u32::try_from(weight).ok()).filter(|it| *it > 0);
        let Some(weight) = weight else {
            return self.fault(word.at, BltFault::Weight(quoted(word.text)));
        };
        self.preferences()?;
        self.ballots.push((self.marks.len(), weight));
        Ok(true)
    }

    /// What follows a weight, up to the `0`.
    fn preferences(&mut self) -> Result<()> {
        for place in 1.. {
            match self.scan.next_in_line() {
                None => return self.fault(self.scan.here(), BltFault::OpenBallot),
                Some('(') => self.parentheses(place)?,
                Some(_) => {
                    let word = self.scan.word();
                    match word.text {
                        "0" => break,
                        "-" => self.notes.add(|| (self.scan.place(word.at), BltFault::Skipped)),
                        _ => self.equals(word, place)?,
                    }
                }
            }
        }
        Ok(())
    }

    /// One number, or several with `=` between them.
    fn equals(&mut self, word: Word<'a>, place: u32) -> Result<()> {
        let (start, mut at) = (self.marks.len(), word.at);
        for part in word.text.split('=') {
            self.mark(Word { text: part, at }, place)?;
            at = at.plus(part.len() + 1);
        }
        self.shared |= self.marks.len() > start + 1;
        Ok(())
    }

    /// Numbers in parentheses, which share a place.
    fn parentheses(&mut self, place: u32) -> Result<()> {
        let (open, start) = (self.scan.here(), self.marks.len());
        self.scan.pass(1);
        loop {
            match self.scan.next_in_line() {
                None => return self.fault(open, BltFault::OpenParenthesis),
                Some(')') => break,
                Some(_) => {
                    let word = self.scan.word();
                    self.mark(word, place)?;
                }
            }
        }
        self.scan.pass(1);
        self.shared |= self.marks.len() > start + 1;
        Ok(())
    }

    fn mark(&mut self, word: Word<'a>, place: u32) -> Result<()> {
        let candidate = self.candidate(word)?;
        let ballot = self.ballots.len() + 1;
        let last = self.named.get_mut(usize::from(candidate));
        if last.is_some_and(|last| std::mem::replace(last, ballot) == ballot) {
            return self.fault(word.at, BltFault::NamedTwice(candidate + 1));
        }
        if let Some(option) = self.options.get(usize::from(candidate)).copied().flatten() {
            self.marks.push((option, place));
        }
        Ok(())
    }

    /// A candidate by number, from 0.
    fn candidate(&self, word: Word<'a>) -> Result<u16> {
        let number = whole(word.text).filter(|number| (1..=self.candidates).contains(number));
        number.map(|number| number - 1).ok_or_else(|| {
            let (given, candidates) = (quoted(word.text), self.candidates);
            (self.scan.place(word.at), BltFault::NoSuchCandidate { given, candidates })
        })
    }

    fn file(mut self, seats: NonZeroU16, names: Names) -> Result<BltFile> {
        let (mut options, mut withdrawn) = (Vec::new(), Vec::new());
        let mut names_left = names.names.into_iter();
        for (number, option) in (1..=self.candidates).zip(&self.options) {
            let name = names_left.next().unwrap_or_default();
            match option {
                Some(_) => {
                    options.push(PollOption::new(number.to_string(), name, Amount::from(0)));
                }
                None => withdrawn.push(Withdrawn { number, name }),
            }
        }
        for (at, fault) in names.notes {
            self.notes.add(|| (self.scan.place(at), fault));
        }
        let profile = self.profile(options).map_err(|error| (Place::START, error.into()))?;
        let (title, more, notes) = (names.title, names.more, self.notes);
        Ok(BltFile { profile, seats, title, more, withdrawn, notes })
    }

    fn profile(
        &self,
        options: Vec<PollOption>,
    ) -> std::result::Result<Profile, crate::profile::ProfileError> {
        let longest = u32::from(self.candidates);
        let longest = u32::try_from(options.len()).unwrap_or(longest);
        let kind =
            if self.shared { BallotKind::WeakOrder } else { BallotKind::Ranking { longest } };
        let mut profile = Profile::new(kind, options, None)?;
        let (mut start, mut ranking) = (0, Vec::new());
        for (end, weight) in &self.ballots {
            let marks = self.marks.get(start..*end).unwrap_or_default();
            start = *end;
            if self.shared {
                profile.push(Ballot::WeakOrder(marks), *weight)?;
            } else {
                ranking.clear();
                ranking.extend(marks.iter().map(|(option, _)| *option));
                profile.push(Ballot::Ranking(&ranking), *weight)?;
            }
        }
        Ok(profile)
    }
}
