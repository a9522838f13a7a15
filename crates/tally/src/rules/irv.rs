//! Instant runoff: the last goes, and their ballots go on, until one has more than half.
//!
//! Defined: a ballot counts for the best of those still in the race that it names. Whoever has more
//! than half of the ballots that count is elected; else the one with the fewest is excluded. One at
//! a time, and of several with the fewest goes who had fewer at the latest stage at which they
//! differ, then the caller's order decides. Used by: Australia's House of Representatives (where
//! all must be ranked), Ireland's president, cities in the United States such as Burlington.
//!
//! Shared places: a ballot whose best place is shared by several that are still in the race counts
//! for none of them; it waits until one of them is left there and then counts for that one. This
//! is what reproduces the published rounds of Burlington 2009 and those of Debian's election of
//! 2007 recounted by this rule; setting such ballots aside for good, or passing over the
//! place, does not.
//!
//! Traps. More votes for an option can make it lose (it is not monotone), and whoever would beat all
//! others one by one can be excluded early, as in Burlington 2009. Half of the ballots that still
//! count can be much less than half of all. An option that no ballot ever counts for is not
//! elected, even if it is the last one left.

use std::collections::BTreeMap;

use crate::{
    count::CountError,
    outcome::{Outcome, Parcel, Stage, StageTie, Transfer, Votes, Why},
    params::Params,
    preferences::{Mark, Preferences},
    profile::{OptionIndex, Profile},
    rule::Rule,
    rules::stv::{
        Breaker, at,
        course::{self, Course},
        id,
    },
};

pub(crate) fn count(profile: &Profile, params: &Params) -> Result<Outcome, CountError> {
    course::check(profile, Rule::Irv)?;
    let seats = params.seats().get();
    if seats > 1 {
        return Err(CountError::OneSeat { rule: Rule::Irv, seats });
    }
    let preferences = Preferences::of(profile, Rule::Irv)?;
    let marks = preferences.iter().map(|(marks, _)| marks.len()).sum();
    course::outcome(profile, Rule::Irv, params, marks, |breaker| {
        Ok(Race::new(profile, &preferences).run(breaker))
    })
}

/// Ballots that are equal in what they still say.
#[derive(Clone, Copy)]
struct Held<'a> {
    /// From the place at which they are.
    rest: &'a [Mark],
    weight: u64,
    /// Whether they ever counted for anybody.
    counted: bool,
}

/// Where ballots stand among those still in the race.
enum Place<'a> {
    /// They count for this one.
    With(OptionIndex, Held<'a>),
    /// Several share the best place.
    Waiting(Held<'a>),
    /// They name nobody else.
    Ended,
}

struct Race<'a> {
    profile: &'a Profile,
    /// Weight of all ballots that rank something.
    all: u64,
    piles: Vec<Vec<Held<'a>>>,
    waiting: Vec<Held<'a>>,
    votes: Vec<u128>,
    continuing: Vec<OptionIndex>,
    /// The votes at each stage.
    earlier: Vec<Vec<u128>>,
    /// Weight of the ballots that ever counted for anybody.
    valid: u64,
    stages: Vec<Stage>,
}

impl<'a> Race<'a> {
    fn new(profile: &'a Profile, preferences: &'a Preferences) -> Self {
        let mut race = Self {
            profile,
            all: preferences.weight(),
            piles: vec![Vec::new(); profile.options().len()],
            waiting: Vec::new(),
            votes: vec![0; profile.options().len()],
            continuing: profile.indexes().collect(),
            earlier: Vec::new(),
            valid: 0,
            stages: Vec::new(),
        };
        for (rest, weight) in preferences.iter() {
            race.place(Held { rest, weight, counted: false });
        }
        race
    }

    fn run(mut self, breaker: &mut Breaker<'_>) -> Course {
        let mut transfer = None;
        let mut ties = Vec::new();
        loop {
            let counting = self.votes.iter().sum::<u128>();
            let majority = counting / 2 + 1;
            let ahead = |option: &OptionIndex| at(&self.votes, *option) >= majority;
            let elected = self.continuing.iter().copied().find(ahead);
            self.write_down((counting, majority), elected, transfer, ties);
            self.earlier.push(self.votes.clone());
            let over = elected.is_some() || self.continuing.len() < 2;
            ties = Vec::new();
            let out = if over { None } else { self.lowest(breaker, &mut ties) };
            let Some(out) = out else {
                let first = self.earlier.first().map(Vec::as_slice).unwrap_or_default();
                let first = first.iter().map(|votes| u64::try_from(*votes).unwrap_or(u64::MAX));
                let first = first.collect();
                let elected = elected.into_iter().collect();
                return Course { stages: self.stages, elected, first, valid: self.valid };
            };
            transfer = Some(self.pass(out));
        }
    }

    fn lowest(&self, breaker: &mut Breaker<'_>, ties: &mut Vec<StageTie>) -> Option<OptionIndex> {
        let votes = |option: &OptionIndex| at(&self.votes, *option);
        let fewest = self.continuing.iter().map(votes).min()?;
        let lowest: Vec<OptionIndex> =
            self.continuing.iter().copied().filter(|option| votes(option) == fewest).collect();
        let empty = fewest == 0 && self.waiting.is_empty();
        breaker.exclude(&lowest, &self.earlier, Votes::new(fewest, 0), (empty, ties))
    }

    /// Passes on the ballots of an option that is excluded, and those that waited for it.
    fn pass(&mut self, out: OptionIndex) -> Transfer {
        self.continuing.retain(|option| *option != out);
        let of = at(&self.votes, out);
        let before = self.votes.clone();
        let pile = self.piles.get_mut(out.place()).map(std::mem::take).unwrap_or_default();
        if let Some(votes) = self.votes.get_mut(out.place()) {
            *votes = 0;
        }
        let mut ballots = 0_u64;
        let mut stuck = 0_u64;
        for held in pile {
            ballots += held.weight;
            if self.place(held).is_none() {
                stuck += held.weight;
            }
        }
        for held in std::mem::take(&mut self.waiting) {
            self.place(held);
        }
        let mut gains: BTreeMap<OptionIndex, u128> = BTreeMap::new();
        for option in &self.continuing {
            let gain = at(&self.votes, *option).saturating_sub(at(&before, *option));
            if gain > 0 {
                gains.insert(*option, gain);
            }
        }
        let one = Votes::new(1, 0);
        let whole = |votes: u128| u64::try_from(votes).unwrap_or(u64::MAX);
        let name = |option: &OptionIndex| id(self.profile, *option);
        Transfer {
            from: name(&out),
            why: Why::Exclusion,
            gives: Votes::new(of, 0),
            of: Votes::new(of, 0),
            parcels: vec![Parcel { received: one, value: one, ballots }],
            ballots: gains.iter().map(|(to, votes)| (name(to), whole(*votes))).collect(),
            votes: gains.iter().map(|(to, votes)| (name(to), Votes::new(*votes, 0))).collect(),
            not_transferable: stuck,
            not_transferable_votes: Votes::new(u128::from(stuck), 0),
            dropped: Votes::new(0, 0),
        }
    }

    /// Puts ballots where they now count or wait; nothing where they name nobody else.
    fn place(&mut self, held: Held<'a>) -> Option<()> {
        match self.best(held) {
            Place::With(option, held) => {
                if !held.counted {
                    self.valid += held.weight;
                }
                if let Some(votes) = self.votes.get_mut(option.place()) {
                    *votes += u128::from(held.weight);
                }
                self.piles.get_mut(option.place())?.push(Held { counted: true, ..held });
                Some(())
            }
            Place::Waiting(held) => {
                self.waiting.push(held);
                Some(())
            }
            Place::Ended => None,
        }
    }

    fn best(&self, held: Held<'a>) -> Place<'a> {
        let mut rest = held.rest;
        while let Some(first) = rest.first() {
            let shared = rest.iter().take_while(|mark| mark.tier == first.tier).count();
            let (place, after) = rest.split_at_checked(shared).unwrap_or((rest, &[]));
            let mut in_race = place
                .iter()
                .map(|mark| mark.option)
                .filter(|option| self.continuing.binary_search(option).is_ok());
            match (in_race.next(), in_race.next()) {
                (None, _) => rest = after,
                (Some(option), None) => return Place::With(option, Held { rest, ..held }),
                (Some(_), Some(_)) => return Place::Waiting(Held { rest, ..held }),
            }
        }
        Place::Ended
    }

    fn write_down(
        &mut self,
        (counting, majority): (u128, u128),
        elected: Option<OptionIndex>,
        transfer: Option<Transfer>,
        ties: Vec<StageTie>,
    ) {
        let name = |option: OptionIndex| id(self.profile, option);
        let votes = self
            .continuing
            .iter()
            .map(|option| (name(*option), Votes::new(at(&self.votes, *option), 0)));
        let stage = Stage {
            number: u32::try_from(self.stages.len() + 1).unwrap_or(u32::MAX),
            quota: Votes::new(majority, 0),
            votes: votes.collect(),
            uncounted: Votes::new(u128::from(self.all).saturating_sub(counting), 0),
            waiting: self.waiting.iter().fold(0, |sum, held| sum + held.weight),
            sharing: None,
            elected: elected.into_iter().map(name).collect(),
            filled: Vec::new(),
            excluded: transfer.iter().map(|transfer| transfer.from.clone()).collect(),
            ties,
            transfer,
        };
        self.stages.push(stage);
    }
}
