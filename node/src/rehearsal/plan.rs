//! From a Pabulib file to a poll and its entries.

use participation::{
    Act, BallotRule, Choices, Community, CommunityId, Counting, Custody, DeviceNonce, DeviceSecret,
    Draft, EntryId, Head, Lane, OptionPlan, Persona, PollPlan, Sealers, Seed, Store, Ties,
    Timestamp, certificate,
};
use participation::{Admission, Ballot as BallotAct};
use participation_tally::pabulib::PbFile;
use participation_tally::{Ballot, BallotKind, Rule};
use participation_types::{ChainId, RevisionId, Text};
use rayon::prelude::*;
use thiserror::Error;

use crate::exit::Failure;

/// Why a file cannot become a poll.
#[derive(Debug, Error)]
pub(crate) enum PlanError {
    /// Points for options that a ballot leaves out.
    #[error(
        "the file gives {0} points to projects that a ballot leaves out, which a poll here cannot: count it with `count`"
    )]
    Unlisted(u32),
    /// A cost that does not fit.
    #[error("the cost of project {0} does not fit in 64 bits of its smallest unit")]
    Cost(String),
    /// Another kind of ballots.
    #[error("the file has ballots of a kind that a poll here does not have")]
    Kind,
}

/// The poll that a file describes, counted by this rule. Ties go by the file's order, as its
/// city's did.
pub(crate) fn poll_plan(file: &PbFile, rule: Rule, title: &str) -> Result<PollPlan, PlanError> {
    let profile = file.profile();
    let money = profile.options().iter().map(|option| option.cost()).chain(profile.budget());
    let decimals = money.map(participation_tally::Amount::decimals).max().unwrap_or(0);
    let options = profile
        .options()
        .iter()
        .map(|option| {
            let cost = option.cost().units(decimals);
            Ok(OptionPlan {
                id: option.id().to_owned(),
                label: shortened(option.label(), 600),
                cost: cost.ok_or_else(|| PlanError::Cost(option.id().to_owned()))?,
            })
        })
        .collect::<Result<Vec<_>, PlanError>>()?;
    let budget = match profile.budget() {
        Some(budget) => {
            Some(budget.units(decimals).ok_or_else(|| PlanError::Cost("(budget)".to_owned()))?)
        }
        None => None,
    };
    Ok(PollPlan {
        title: shortened(title, 300),
        question: shortened(file.meta("description").unwrap_or_default(), 8000),
        ballot: ballot_rule(file, options.len())?,
        options,
        counting: Counting {
            rule: Text::fixed(rule.name()),
            seats: 1,
            budget,
            threshold: file.params(rule).threshold().unwrap_or(0),
            ties: Ties::Listed,
            decimals,
        },
        sealers: Sealers::Stewards,
        retention_days: 0,
        reminds: None,
    })
}

fn ballot_rule(file: &PbFile, options: usize) -> Result<BallotRule, PlanError> {
    let limits = file.limits();
    let all = u16::try_from(options).unwrap_or(u16::MAX);
    let short = |limit: Option<u64>, or: u16| {
        limit.map_or(or, |limit| u16::try_from(limit).unwrap_or(u16::MAX)).min(all)
    };
    let wide = |limit: Option<u64>| limit.and_then(|limit| u32::try_from(limit).ok());
    let (min, max) = (short(limits.min_length, 0), short(limits.max_length, all));
    match file.profile().kind() {
        BallotKind::Approval => Ok(BallotRule::Approval { min, max }),
        BallotKind::Ranking { longest } => {
            // The longest ranking allowed is what the first place is worth (Borda).
            let longest = u16::try_from(longest).unwrap_or(u16::MAX);
            Ok(BallotRule::Ranking { min, max: longest.min(all).max(1) })
        }
        BallotKind::Points { unlisted: 0 } => {
            let sum = wide(limits.max_sum_points).unwrap_or(u32::MAX);
            let most = wide(limits.max_points).unwrap_or(sum);
            // A file may hold ballots below its least sum; they are noted there and counted.
            Ok(BallotRule::Points { most, min: 0, max: sum, options: max })
        }
        BallotKind::Points { unlisted } => Err(PlanError::Unlisted(unlisted)),
        BallotKind::WeakOrder | _ => Err(PlanError::Kind),
    }
}

/// A ballot of a file as a ballot of a poll.
pub(crate) fn choices_of(ballot: Ballot<'_>) -> Choices {
    let place = |option: &participation_tally::OptionIndex| {
        u16::try_from(option.place()).unwrap_or(u16::MAX)
    };
    match ballot {
        Ballot::Approval(options) => {
            let mut options: Vec<u16> = options.iter().map(place).collect();
            options.sort_unstable();
            Choices::Approval(options)
        }
        Ballot::Points(points) => {
            let mut points: Vec<(u16, u32)> = points
                .iter()
                .map(|(option, points)| (place(option), *points))
                .filter(|(_, points)| *points > 0)
                .collect();
            points.sort_unstable();
            Choices::Points(points)
        }
        Ballot::Ranking(options) => Choices::Ranking(options.iter().map(place).collect()),
        Ballot::WeakOrder(_) | _ => Choices::Approval(Vec::new()),
    }
}

/// The keys of voters, made over all cores.
pub(super) fn personas(community: &CommunityId, seeds: &[[u8; 32]]) -> Vec<Persona> {
    seeds
        .par_iter()
        .map(|seed| Persona::new(&Seed::from_bytes(seed), community, &nonce()))
        .collect()
}

/// Each voter has a seed of their own and one device: its nonce need not be drawn.
fn nonce() -> DeviceNonce {
    DeviceNonce::from_bytes([0; 16])
}

/// The registrar's admissions: one chain, one after another.
pub(super) fn admissions<S: Store>(
    community: &Community<S>,
    registrar: &Persona,
    voters: &[Persona],
    now: Timestamp,
    mut salt: impl FnMut() -> [u8; 16],
) -> Result<Vec<Vec<u8>>, Failure> {
    let view = community.view();
    let chain = ChainId { device: registrar.device.public(), lane: Lane::Authority };
    let mut after = view.standing_head(&chain);
    let revision = tip(community);
    let mut entries = Vec::with_capacity(voters.len());
    for voter in voters {
        let act = Act::Admit(Admission { member: voter.member.public(), slot: None });
        let draft = Draft {
            community: community.id(),
            lane: Lane::Authority,
            after,
            revision,
            claimed: now,
        };
        let signed = draft
            .sign(registrar.device.signing_key(), salt(), act.encode())
            .map_err(participation::Error::from)?;
        let entry = signed.entry();
        after = Some(Head { seq: entry.header().seq, id: entry.id() });
        entries.push(entry.to_bytes());
    }
    Ok(entries)
}

/// Each voter's certificate of their device.
pub(super) fn certificates<S: Store>(
    community: &Community<S>,
    voters: &[Persona],
    now: Timestamp,
    mut salt: impl FnMut() -> [u8; 16],
) -> Result<Vec<Vec<u8>>, Failure> {
    let (id, revision) = (community.id(), tip(community));
    let work: Vec<(&Persona, [u8; 16])> = voters.iter().map(|voter| (voter, salt())).collect();
    work.into_par_iter()
        .map(|(voter, salt)| {
            let device = voter.device.public();
            let act = Act::Certify(certificate(&id, &voter.member, &device, Custody::Rehearsal));
            first(id, &voter.device, Lane::Authority, revision, now, salt, &act)
        })
        .collect()
}

/// The voters' ballots.
pub(super) fn ballots<S: Store>(
    community: &Community<S>,
    poll: EntryId,
    work: Vec<([u8; 32], Choices, [u8; 16])>,
    now: Timestamp,
) -> Result<Vec<Vec<u8>>, Failure> {
    let (id, revision) = (community.id(), tip(community));
    work.into_par_iter()
        .map(|(seed, choices, salt)| {
            let device = Seed::from_bytes(&seed).device(&id, &nonce());
            let act = Act::Ballot(BallotAct { opening: poll, counter: 1, choices });
            first(id, &device, Lane::Ballots, revision, now, salt, &act)
        })
        .collect()
}

/// The first entry of a device in a lane.
fn first(
    community: CommunityId,
    device: &DeviceSecret,
    lane: Lane,
    revision: Option<RevisionId>,
    claimed: Timestamp,
    salt: [u8; 16],
    act: &Act,
) -> Result<Vec<u8>, Failure> {
    let draft = Draft { community, lane, after: None, revision, claimed };
    let signed =
        draft.sign(device.signing_key(), salt, act.encode()).map_err(participation::Error::from)?;
    Ok(signed.entry().to_bytes())
}

fn tip<S: Store>(community: &Community<S>) -> Option<RevisionId> {
    community.view().tip().map(|(tip, _)| tip.revision)
}

/// At most `max` bytes, cut between characters.
fn shortened(text: &str, max: usize) -> String {
    let end = text.floor_char_boundary(max.min(text.len()));
    text.get(..end).unwrap_or_default().to_owned()
}
