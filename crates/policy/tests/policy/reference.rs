//! The rules once more, as plain conditions: slow, obvious, and written without the table.

use participation_acts::{Act, BallotRule, Choices, Opening, Role, Sealers};
use participation_policy::{Author, CharterState, Entry, Named, Target};
use participation_types::{Lane, MemberKey, SlotId};

use crate::content_reference;

/// Whether the act is allowed.
pub(crate) fn may(entry: &Entry<'_>, named: &Named<'_>) -> bool {
    if let Act::Found(founding) = entry.act {
        return entry.lane == Lane::Authority
            && entry.seq.number() == 0
            && entry.revision.is_none()
            && matches!(named.author, Author::Founder)
            && founding.founder == entry.author
            && founding.rules == 1
            && CharterState::found(founding).is_ok();
    }
    if let Act::Content(content) = entry.act {
        return content_reference::may(entry, named, content);
    }
    let (Some(revision), Some(charter)) = (entry.revision, named.charter) else {
        return false;
    };
    if charter.rules() != 1 {
        return false;
    }
    let votes = matches!(entry.act, Act::Ballot(_) | Act::Contest(_));
    if entry.lane != (if votes { Lane::Ballots } else { Lane::Authority }) {
        return false;
    }

    let holds = |role, key: &MemberKey| charter.roles().any(|(r, k)| r == role && k == key);
    let sits = |key: &MemberKey| charter.seats().seats.iter().any(|seat| seat.member == *key);
    let paper = charter.seats().seats.iter().any(|seat| seat.recovery == entry.author);
    let revoked = |slot: &SlotId| charter.revoked().any(|s| s == slot);
    let suspended = |slot: &SlotId| charter.suspended().any(|s| s == slot);
    let (certified, member, slot) = match named.author {
        Author::Device { member, slot } => (true, *member, slot),
        Author::Founder | Author::Uncertified => (false, MemberKey::from_bytes([0; 32]), None),
    };
    let registrar = certified && holds(Role::Registrar, &member);
    let steward = certified && sits(&member);
    let takes_part = certified && slot.is_some_and(|slot| !revoked(&slot) && !suspended(&slot));
    let seals = |sealers, key: &MemberKey| match sealers {
        Sealers::Stewards => sits(key),
        Sealers::Trustees { .. } => holds(Role::Trustee, key),
    };

    match (entry.act, named.target) {
        (Act::Certify(certificate), Target::Key { admitted }) => {
            let place = if matches!(named.author, Author::Founder) { 1 } else { 0 };
            let office = sits(&certificate.member)
                || Role::ALL.into_iter().any(|role| holds(role, &certificate.member));
            entry.seq.number() == place && (admitted || office)
        }
        (Act::Redeem(redemption), Target::Invitation { key }) => {
            entry.seq.number() == 0 && redemption.key == *key
        }
        (Act::Admit(admission), target) => match admission.slot {
            None => registrar,
            Some(slot) => registrar && matches!(target, Target::Slot) && !revoked(&slot),
        },
        (Act::Invite(_), _) => registrar,
        (Act::Assist(assistance), _) => {
            registrar && assistance.device != entry.author && assistance.member != member
        }
        (Act::Name(naming), Target::Redemption { invitation }) => {
            registrar && naming.invitation == invitation
        }
        (Act::Repair(repair), Target::Device { member: owner }) => {
            certified
                && member == *owner
                && repair.member == *owner
                && entry.author != repair.device
        }
        (Act::Retire(retirement), Target::Device { member: owner }) => {
            certified
                && member == *owner
                && retirement.member == *owner
                && retirement.frontier.iter().all(|(chain, _)| chain.device == retirement.device)
        }
        (Act::Propose(proposed), _) => {
            (steward || paper) && proposed.parent == revision && charter.revise(proposed).is_ok()
        }
        (Act::Support(_) | Act::Abandon(_), Target::Revision { parent, .. }) => {
            (steward || paper) && parent == revision
        }
        (Act::Sign(_), Target::Revision { parent, well_formed }) => {
            (steward || paper) && parent == revision && well_formed
        }
        (Act::Recover(_), Target::Revision { parent, well_formed }) => {
            takes_part && charter.recovery().is_some() && parent == revision && well_formed
        }
        (Act::Open(opening), _) => {
            certified && holds(Role::Organiser, &member) && opens(opening, charter)
        }
        (Act::Ballot(ballot), Target::Opening { opening, in_roll, .. }) => {
            takes_part && in_roll && ballot.counter > 0 && fits(opening, &ballot.choices)
        }
        (Act::Contest(_), Target::Opening { in_roll, .. }) => (takes_part && in_roll) || steward,
        (Act::Reopen(reopening), Target::Opening { opening, .. }) => {
            certified && seals(opening.sealers, &member) && reopening.round >= 1
        }
        (Act::Seal(seal), Target::Opening { opening, reopenings, .. }) => {
            let needed = match opening.sealers {
                Sealers::Stewards => charter.seats().threshold,
                Sealers::Trustees { threshold } => threshold,
            };
            let mut keys: Vec<MemberKey> = reopenings.iter().map(|r| r.sealer).collect();
            keys.sort();
            keys.dedup();
            let asked = keys.iter().filter(|key| seals(opening.sealers, key)).count();
            let later = seal.reopenings.len() == reopenings.len()
                && reopenings.iter().all(|r| r.opening == seal.opening && r.round == seal.round)
                && keys.len() == reopenings.len()
                && asked >= usize::from(needed);
            certified
                && seals(opening.sealers, &member)
                && if seal.round == 0 { seal.reopenings.is_empty() } else { later }
        }
        _ => false,
    }
}

fn opens(opening: &Opening, charter: &CharterState) -> bool {
    let options = opening.options.len();
    let budget = opening.counting.budget.is_some();
    let trustees = charter.roles().filter(|(role, _)| *role == Role::Trustee).count();
    let cost: u128 = opening.options.iter().map(|option| u128::from(option.cost)).sum();
    options >= 1
        && options <= usize::from(charter.limits().options)
        && opening.retention_days >= charter.limits().retention_days
        && cost < 1 << 64
        && match opening.sealers {
            Sealers::Stewards => true,
            Sealers::Trustees { threshold } => threshold >= 1 && usize::from(threshold) <= trustees,
        }
        && match opening.ballot {
            BallotRule::Approval { max, .. } | BallotRule::Ranking { max, .. } => {
                usize::from(max) <= options
            }
            BallotRule::Points { options: most, .. } => usize::from(most) <= options,
            BallotRule::BudgetPercent { .. } => budget,
            BallotRule::BudgetMinimum { projects } => budget && usize::from(projects) <= options,
            BallotRule::BudgetSelection { max, .. } => budget && usize::from(max) <= options,
        }
}

/// Whether choices keep the opening's rule.
pub(crate) fn fits(opening: &Opening, choices: &Choices) -> bool {
    let (chosen, form): (Vec<u16>, &str) = match choices {
        Choices::Approval(options) => (options.clone(), "approval"),
        Choices::Points(points) => (points.iter().map(|(option, _)| *option).collect(), "points"),
        Choices::Ranking(options) => (options.clone(), "ranking"),
    };
    let mut in_order = chosen.clone();
    in_order.sort_unstable();
    in_order.dedup();
    if in_order.len() != chosen.len() || (form != "ranking" && in_order != chosen) {
        return false;
    }
    if chosen.iter().any(|option| usize::from(*option) >= opening.options.len()) {
        return false;
    }
    let n = chosen.len();
    let cost: u128 =
        chosen.iter().map(|option| u128::from(opening.options[usize::from(*option)].cost)).sum();
    let budget = opening.counting.budget.map(u128::from);
    match opening.ballot {
        BallotRule::Approval { min, max } | BallotRule::BudgetSelection { min, max } => {
            form == "approval" && n >= usize::from(min) && n <= usize::from(max)
        }
        BallotRule::BudgetPercent { percent } => {
            form == "approval"
                && budget.is_some_and(|budget| {
                    cost <= budget && 100 * cost >= u128::from(percent) * budget
                })
        }
        BallotRule::BudgetMinimum { projects } => {
            form == "approval"
                && n >= usize::from(projects)
                && budget.is_some_and(|budget| cost <= budget)
        }
        BallotRule::Points { most, min, max, options } => {
            let Choices::Points(points) = choices else {
                return false;
            };
            let sum: u64 = points.iter().map(|(_, points)| u64::from(*points)).sum();
            n <= usize::from(options)
                && points.iter().all(|(_, points)| *points >= 1 && *points <= most)
                && sum >= u64::from(min)
                && sum <= u64::from(max)
        }
        BallotRule::Ranking { min, max } => {
            form == "ranking" && n >= usize::from(min) && n <= usize::from(max)
        }
    }
}
