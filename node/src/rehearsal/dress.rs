//! A rehearsal of a vote that is not open yet: a community in memory with a census that is made up,
//! and ballots drawn from a seed. The same plan and the same seed give the same result.
//!
//! Nothing of it is secret and nothing is kept: real entries, real signatures and the real count,
//! in a community that is forgotten when its page has been made.

use participation::{
    BallotRule, Choices, Community, Custody, DeviceNonce, EntryId, FoundingPlan, Limits,
    MemoryStore, Opening, Pen, Persona, PollPlan, RecoverySecret, Sealers, Seed, Timestamp,
};
use participation_tally::Rule;

use super::plan;
use crate::exit::Failure;

/// Of so many voters…
const ALL: u64 = 4;
/// …so many vote, more or less.
const VOTE: u64 = 3;

/// How often the option that most people like is drawn for, against one that nobody does.
const LIKED: u64 = 4;

/// Opens what is planned to so many voters, casts ballots that a seed draws, and seals. Whoever would
/// seal, here the founder does.
///
/// # Errors
/// [`Failure::Input`] for a plan that cannot be opened.
pub(crate) fn dress(
    plan: PollPlan,
    voters: u16,
    seed: u32,
    now: Timestamp,
) -> Result<(Community<MemoryStore>, EntryId), Failure> {
    let mut dice = Dice(seed.into());
    let nonce = dice.bytes::<16>();
    let device = DeviceNonce::from_bytes(dice.bytes::<16>());
    let founder = Persona::founder(&Seed::from_bytes(&dice.bytes::<32>()), nonce, &device);
    let paper = RecoverySecret::from_bytes(&dice.bytes::<32>());
    let mut founding = FoundingPlan::of_one("rehearsal", nonce, founder.seat(&paper));
    founding.limits = Limits { options: 4096, ..Limits::default() };
    let mut entropy = |bytes: &mut [u8]| dice.fill(bytes);
    let mut pen = Pen { device: &founder.device, now, entropy: &mut entropy };
    let store = MemoryStore::new();
    let mut community =
        Community::found(store, founding, &mut pen, &founder.member, Custody::Rehearsal)?;

    // The founder is in the census too, and votes in nothing.
    let seeds: Vec<[u8; 32]> = (1..voters).map(|_| dice.bytes()).collect();
    let personas = plan::personas(&community.id(), &seeds);
    let mut entries =
        plan::admissions(&community, &founder, &personas, now, || dice.bytes::<16>())?;
    entries.extend(plan::certificates(&community, &personas, now, || dice.bytes::<16>())?);
    take_in(&mut community, &entries)?;

    let plan = PollPlan { sealers: Sealers::Stewards, ..plan };
    let mut entropy = |bytes: &mut [u8]| dice.fill(bytes);
    let mut pen = Pen { device: &founder.device, now, entropy: &mut entropy };
    let poll = community.open_poll(&mut pen, plan)?;
    let opening = community.opening(&poll)?;
    let liked: Vec<u64> = opening.options.iter().map(|_| 1 + dice.below(LIKED)).collect();
    let mut ballots = Vec::new();
    for seed in &seeds {
        if dice.below(ALL) < VOTE
            && let Some(choices) = drawn(opening, &liked, &mut dice)
        {
            ballots.push((*seed, choices, dice.bytes::<16>()));
        }
    }
    let entries = plan::ballots(&community, poll, ballots, now)?;
    take_in(&mut community, &entries)?;
    let mut entropy = |bytes: &mut [u8]| dice.fill(bytes);
    let mut pen = Pen { device: &founder.device, now, entropy: &mut entropy };
    community.seal(&mut pen, poll)?;
    Ok((community, poll))
}

fn take_in(community: &mut Community<MemoryStore>, entries: &[Vec<u8>]) -> Result<(), Failure> {
    let intake = community.ingest(entries)?;
    match intake.rejected.first() {
        None => Ok(()),
        Some((_, why)) => Err(Failure::system(format!("a rehearsal refused its own entry: {why}"))),
    }
}

/// A ballot that the rules allow; `None` where this voter finds none.
fn drawn(opening: &Opening, liked: &[u64], dice: &mut Dice) -> Option<Choices> {
    let order = order(liked, dice);
    let all = u16::try_from(order.len()).unwrap_or(u16::MAX);
    let some = |dice: &mut Dice, min: u16, max: u16| -> Vec<u16> {
        let most = max.min(all);
        let count = dice.between(min.min(most).into(), most.into());
        order.iter().copied().take(usize::try_from(count).unwrap_or(usize::MAX)).collect()
    };
    let approval = |mut options: Vec<u16>| {
        options.sort_unstable();
        Some(Choices::Approval(options))
    };
    match opening.ballot {
        BallotRule::Approval { min, max } | BallotRule::BudgetSelection { min, max } => {
            approval(some(dice, min.max(1), max))
        }
        BallotRule::Ranking { min, max } => Some(Choices::Ranking(some(dice, min.max(1), max))),
        BallotRule::BudgetPercent { percent } => {
            let budget = opening.counting.budget.unwrap_or_default();
            let enough = u128::from(budget) * u128::from(percent);
            let is_enough = |_: usize, sum: u64| u128::from(sum) * 100 >= enough;
            approval(basket(opening, &order, dice, is_enough)?)
        }
        BallotRule::BudgetMinimum { projects } => {
            let is_enough = |count: usize, _: u64| count >= usize::from(projects);
            approval(basket(opening, &order, dice, is_enough)?)
        }
        BallotRule::Points { most, min, max, options } => {
            let squares = opening.counting.rule.as_str() == Rule::Quadratic.name();
            let chosen = some(dice, 1, options);
            points(&chosen, [most, min, max], squares, dice)
        }
    }
}

/// The options, those that a voter likes most before the others: each is drawn for as often as it is
/// liked, and its best draw counts.
fn order(liked: &[u64], dice: &mut Dice) -> Vec<u16> {
    let best = |liked: &u64, dice: &mut Dice| (0..*liked).map(|_| dice.next()).max();
    let mut drawn: Vec<(Option<u64>, u16)> =
        liked.iter().zip(0..).map(|(liked, place)| (best(liked, dice), place)).collect();
    drawn.sort_unstable_by(|one, other| other.cmp(one));
    drawn.into_iter().map(|(_, place)| place).collect()
}

/// Projects that fit in the budget, until there are enough and this voter has had enough.
fn basket(
    opening: &Opening,
    order: &[u16],
    dice: &mut Dice,
    is_enough: impl Fn(usize, u64) -> bool,
) -> Option<Vec<u16>> {
    let budget = opening.counting.budget.unwrap_or(u64::MAX);
    let (mut chosen, mut sum) = (Vec::new(), 0_u64);
    for place in order {
        if !chosen.is_empty() && is_enough(chosen.len(), sum) && dice.below(3) == 0 {
            break;
        }
        let cost = opening.options.get(usize::from(*place)).map_or(0, |option| option.cost);
        if let Some(more) = sum.checked_add(cost).filter(|more| *more <= budget) {
            sum = more;
            chosen.push(*place);
        }
    }
    (!chosen.is_empty() && is_enough(chosen.len(), sum)).then_some(chosen)
}

/// Points on these options; with `squares` each costs as many credits as its square.
fn points(
    chosen: &[u16],
    [most, min, max]: [u32; 3],
    squares: bool,
    dice: &mut Dice,
) -> Option<Choices> {
    let (mut points, mut left) = (Vec::new(), max);
    for place in chosen {
        let affordable = if squares { left.isqrt() } else { left };
        let highest = most.min(affordable);
        if highest == 0 {
            break;
        }
        let given = u32::try_from(dice.between(1, highest.into())).unwrap_or(1);
        left = left.saturating_sub(if squares { given.saturating_mul(given) } else { given });
        points.push((*place, given));
    }
    points.sort_unstable();
    let sum: u32 = points.iter().fold(0, |sum, (_, given)| sum.saturating_add(*given));
    (sum >= min).then_some(Choices::Points(points))
}

/// Numbers that look like chance, the same for the same seed: SplitMix64 (Steele, Lea and Flood,
/// 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Less than `end`; 0 where that is 0.
    fn below(&mut self, end: u64) -> u64 {
        self.next().checked_rem(end).unwrap_or(0)
    }

    fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most.saturating_sub(least) + 1)
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            chunk.iter_mut().zip(self.next().to_be_bytes()).for_each(|(to, from)| *to = from);
        }
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.fill(&mut bytes);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use participation::{Counting, OptionPlan, PollReport, Ties};
    use participation_types::Text;

    use super::*;

    fn plan(rule: &str, ballot: BallotRule, budget: Option<u64>) -> PollPlan {
        let option = |place: u64| OptionPlan {
            id: format!("o{place}"),
            label: format!("Option {place}"),
            cost: if budget.is_some() { 100 + 70 * place } else { 0 },
        };
        PollPlan {
            title: "A rehearsal".to_owned(),
            question: String::new(),
            options: (0..5).map(option).collect(),
            ballot,
            counting: Counting {
                rule: Text::new(rule).unwrap(),
                seats: 1,
                budget,
                threshold: 0,
                ties: Ties::Lot,
                decimals: 0,
            },
            sealers: Sealers::Trustees { threshold: 3 },
            retention_days: 0,
            reminds: None,
        }
    }

    fn report(plan: PollPlan, seed: u32) -> PollReport {
        let now = Timestamp::from_millis(1_790_000_000_000);
        let (community, poll) = dress(plan, 40, seed, now).unwrap();
        community.report(&poll).unwrap()
    }

    #[test]
    fn ballots_of_every_kind_are_drawn_within_their_rules_and_counted() {
        let points = BallotRule::Points { most: 5, min: 0, max: 15, options: 3 };
        let credits = BallotRule::Points { most: 10, min: 0, max: 100, options: 5 };
        for (rule, ballot, budget) in [
            ("plurality", BallotRule::Approval { min: 1, max: 1 }, None),
            ("approval", BallotRule::Approval { min: 1, max: 5 }, None),
            ("score", points, None),
            ("majority-judgment", points, None),
            ("quadratic", credits, None),
            ("schulze", BallotRule::Ranking { min: 1, max: 5 }, None),
            ("stv-scottish", BallotRule::Ranking { min: 1, max: 3 }, None),
            ("greedy", BallotRule::BudgetPercent { percent: 0 }, Some(500)),
            ("greedy", BallotRule::BudgetPercent { percent: 70 }, Some(500)),
            ("greedy", BallotRule::BudgetMinimum { projects: 2 }, Some(500)),
            ("equal-shares", BallotRule::BudgetSelection { min: 1, max: 3 }, Some(500)),
        ] {
            let report = report(plan(rule, ballot, budget), 1);
            assert!(report.outcome.is_some(), "{rule}: {:?}", report.uncountable);
            assert_eq!(report.excluded, [], "{rule} {ballot:?}");
            assert_eq!(report.roll, 40);
            assert!((15..40).contains(&report.ballots), "{rule} {ballot:?}: {}", report.ballots);
            let outcome = report.outcome.unwrap();
            assert_eq!(outcome.valid(), outcome.ballots(), "{rule} {ballot:?}");
        }
    }

    #[test]
    fn a_seed_gives_one_result_and_another_seed_another() {
        let plan = || plan("approval", BallotRule::Approval { min: 1, max: 5 }, None);
        let scores = |seed| report(plan(), seed).outcome.unwrap().scores().to_vec();
        assert_eq!(scores(7), scores(7));
        assert_ne!(scores(7), scores(8));
    }
}
