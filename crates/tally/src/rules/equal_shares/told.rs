//! What is said of a count: who bought what, and what each voter paid.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};

use super::{
    electorate::Electorate,
    race::{Bought, Race, Terms},
    search::Found,
};
use crate::{
    outcome::{Fraction, Outcome, Payments, Purchase, Round, Share},
    params::Params,
    profile::{OptionIndex, Profile},
    ties::Tie,
};

/// What is needed to tell.
struct Teller<'a> {
    profile: &'a Profile,
    electorate: &'a Electorate,
    terms: &'a Terms,
    race: &'a Race<'a>,
    /// Decimals of amounts that are cut off.
    decimals: u8,
}

/// Puts the winners and the way there into the outcome.
pub(super) fn tell(
    profile: &Profile,
    params: &Params,
    electorate: &Electorate,
    terms: &Terms,
    found: &Found<'_>,
    order: &[OptionIndex],
    outcome: &mut Outcome,
) {
    let race = &found.race;
    let decimals = profile.decimals().max(2);
    let teller = Teller { profile, electorate, terms, race, decimals };
    let share = teller.fraction(race.money(), electorate.voters().into());
    outcome.round(Round::Share(Share {
        voters: electorate.voters(),
        decimal: share.cut(decimals),
        share,
        raised_by: race.steps(),
        changes: found.changes,
        stop: found.stop,
    }));
    for index in order {
        let place = index.place();
        if terms.costs.get(place) == Some(&0) && electorate.votes(place) > 0 {
            outcome.elect(profile, *index);
            outcome.round(Round::Purchase(teller.free(*index)));
        }
    }
    let mut left = race.money();
    for (number, bought) in race.purchases().iter().enumerate() {
        left -= terms.costs.get(bought.project).copied().unwrap_or(0);
        if let Some(index) = index(bought.project) {
            outcome.tie(teller.tie(params, number, bought));
            outcome.elect(profile, index);
            outcome.round(Round::Purchase(teller.purchase(index, number, bought, &left)));
        }
    }
}

fn index(place: usize) -> Option<OptionIndex> {
    u16::try_from(place).ok().map(OptionIndex::new)
}

impl Teller<'_> {
    /// Common units as an amount in the currency.
    fn fraction(&self, units: BigInt, over: BigInt) -> Fraction {
        Fraction::new(units, over * self.terms.step)
    }

    /// A payment for this purchase, in common units over its denominator. That is a product of
    /// small numbers, so lowest terms are found without a common divisor of long ones.
    fn paid(&self, mut units: BigInt, number: usize) -> Fraction {
        let mut over = BigInt::from(1);
        let before = self.race.purchases().iter().take(number.saturating_add(1));
        let factors = before.map(|bought| bought.factor).filter(|factor| *factor > 1);
        for factor in [self.electorate.voters(), self.terms.step].into_iter().chain(factors) {
            let rest = (&units % factor).to_u64().unwrap_or(1);
            let common = rest.gcd(&factor);
            if common > 1 {
                units /= common;
            }
            over *= factor / common;
        }
        Fraction::reduced(units, over)
    }

    fn free(&self, index: OptionIndex) -> Purchase {
        self.named(
            index,
            Fraction::default(),
            Fraction::default(),
            self.fraction(self.race.money(), 1.into()),
        )
    }

    fn purchase(
        &self,
        index: OptionIndex,
        number: usize,
        bought: &Bought,
        left: &BigInt,
    ) -> Purchase {
        let pays = self.paid(bought.pays.now.clone(), number);
        let cost = self.terms.costs.get(bought.project).copied().unwrap_or(1);
        let rho = Fraction::new(bought.pays.now.clone(), &bought.over * cost);
        let payments = self.payments(number, bought);
        Purchase { payments, ..self.named(index, pays, rho, self.fraction(left.clone(), 1.into())) }
    }

    fn named(&self, index: OptionIndex, pays: Fraction, rho: Fraction, left: Fraction) -> Purchase {
        let option = self.profile.option(index);
        Purchase {
            option: option.map_or("", |option| option.id()).to_owned(),
            label: option.map_or("", |option| option.label()).to_owned(),
            cost: self.profile.amount(self.profile.cost_units(index).unwrap_or(0)),
            supporters: self.electorate.votes(index.place()),
            decimal: pays.cut(self.decimals),
            pays,
            rho,
            payments: Vec::new(),
            left,
        }
    }

    /// Who paid what, the highest payment first.
    fn payments(&self, number: usize, bought: &Bought) -> Vec<Payments> {
        // By the numerator over the denominator of this purchase.
        let mut groups: BTreeMap<BigInt, (u64, Vec<u32>)> = BTreeMap::new();
        // Those who bought the same before have the same left.
        let mut poor: BTreeMap<Vec<usize>, (u32, u64, Vec<u32>)> = BTreeMap::new();
        for (name, voters) in self.electorate.support(bought.project) {
            let Some(bloc) = self.electorate.bloc(*name) else {
                continue;
            };
            match self.race.out(*name) {
                Some(out) if out < number => {}
                Some(out) if out == number => {
                    let before = self.race.bought_before(*name, number);
                    let group = poor.entry(before).or_insert((*name, 0, Vec::new()));
                    group.1 += voters;
                    group.2.extend(&bloc.ballots);
                }
                Some(_) | None => {
                    let group = groups.entry(bought.pays.now.clone()).or_default();
                    group.0 += voters;
                    group.1.extend(&bloc.ballots);
                }
            }
        }
        for (name, voters, ballots) in poor.into_values() {
            let left = self.race.left(name, number);
            let group = groups.entry(left.now * bought.factor).or_default();
            group.0 += voters;
            group.1.extend(ballots);
        }
        let paid = groups.into_iter().rev().filter(|(amount, _)| amount.is_positive());
        paid.map(|(amount, (voters, mut ballots))| {
            ballots.sort_unstable();
            let amount = self.paid(amount, number);
            Payments { decimal: amount.cut(self.decimals), amount, voters, ballots }
        })
        .collect()
    }

    /// What decided between projects that were as good as each other.
    fn tie(&self, params: &Params, number: usize, bought: &Bought) -> Option<Tie> {
        let next = *bought.equals.first()?;
        let cost = |project: usize| self.terms.costs.get(project).copied().unwrap_or(0);
        let votes = |project: usize| self.electorate.votes(project);
        let by = if cost(next) != cost(bought.project) {
            "cost"
        } else if votes(next) != votes(bought.project) {
            "votes"
        } else {
            params.ties().name()
        };
        let tied = || std::iter::once(bought.project).chain(bought.equals.iter().copied());
        let ids = tied().filter_map(|place| self.profile.option(index(place)?));
        // The effective vote count, its fraction cut off.
        let score = (BigInt::from(cost(bought.project)) * &bought.over / &bought.pays.now).to_u64();
        Some(Tie {
            score: score.unwrap_or(u64::MAX),
            options: ids.map(|option| option.id().to_owned()).collect(),
            by,
            decisive: self.compete(number, tied()),
        })
    }

    /// Whether somebody who still has money supports two of these. If nobody does, buying one
    /// takes nothing from the other, and their order makes no difference.
    fn compete(&self, number: usize, projects: impl Iterator<Item = usize>) -> bool {
        let mut blocs: Vec<u32> = projects
            .flat_map(|project| self.electorate.support(project))
            .map(|(bloc, _)| *bloc)
            .filter(|bloc| self.race.out(*bloc).is_none_or(|out| out >= number))
            .collect();
        blocs.sort_unstable();
        blocs.iter().zip(blocs.iter().skip(1)).any(|(one, other)| one == other)
    }
}
