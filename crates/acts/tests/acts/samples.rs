//! Acts of every kind: one small one each, and generators of all that can be said.

use participation_acts::{
    Abandonment, Act, Admission, Assistance, Ballot, BallotRule, Batch, Certificate, Change,
    Choices, Closing, Contest, Countersignature, Counting, Custody, Endorsement, Founding, Help,
    Invitation, Limits, Mark, Naming, Opening, OpeningOption, Recovery, Redemption, Reopening,
    Repair, Retirement, Revision, Right, Role, Roll, Seal, Sealers, Seat, Seats, Signing, Station,
    Ties,
};
use participation_types::{
    BlobId, ChainId, DeviceKey, EntryId, Frontier, Head, InvitationKey, Lane, Licence, MemberKey,
    NodeAddress, RevisionId, RollDigest, Seq, SlotId, Sorted, Text, Timestamp,
};
use proptest::array::uniform32;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

pub(crate) const CUSTODIES: [Custody; 5] =
    [Custody::Own, Custody::Node, Custody::Kiosk, Custody::Assisted, Custody::Rehearsal];

pub(crate) fn text<const MAX: usize>(text: &str) -> Text<MAX> {
    Text::new(text).unwrap()
}

pub(crate) const fn member(n: u8) -> MemberKey {
    MemberKey::from_bytes([n; 32])
}

pub(crate) const fn device(n: u8) -> DeviceKey {
    DeviceKey::from_bytes([n; 32])
}

pub(crate) const fn entry(n: u8) -> EntryId {
    EntryId::from_bytes([n; 32])
}

pub(crate) fn seats(n: u8, threshold: u8) -> Seats {
    let seat = |n| Seat { member: member(n), recovery: device(n) };
    Seats::new((1..=n).map(seat).collect(), threshold).unwrap()
}

pub(crate) fn frontier() -> Frontier {
    let chain = ChainId { device: device(0xd1), lane: Lane::Ballots };
    Frontier::new([(chain, Head { seq: Seq::new(24), id: entry(0xe1) })])
}

pub(crate) fn founding() -> Founding {
    Founding {
        nonce: [9; 16],
        founder: device(0xd1),
        name: text("Olot"),
        seats: seats(1, 1),
        roles: vec![(Role::Registrar, member(2)), (Role::Trustee, member(1))],
        limits: Limits { options: 64, retention_days: 30 },
        rules: 1,
        recovery: Some(Recovery { numerator: 2, denominator: 3 }),
    }
}

pub(crate) fn opening() -> Opening {
    let option = |id, label, cost| OpeningOption { id: text(id), label: text(label), cost };
    Opening {
        nonce: [9; 16],
        title: text("Bancs"),
        question: text("On?"),
        options: vec![option("b", "Plaça", 1_000), option("a", "Rambla", 0)],
        ballot: BallotRule::Approval { min: 0, max: 2 },
        counting: Counting {
            rule: text("greedy"),
            seats: 1,
            budget: Some(500),
            threshold: 0,
            ties: Ties::Lot,
            decimals: 2,
        },
        roll: Roll {
            digest: RollDigest::from_bytes([0xa1; 32]),
            size: 3,
            frontier: BlobId::from_bytes([0xb1; 32]),
        },
        sealers: Sealers::Trustees { threshold: 2 },
        retention_days: 90,
        reminds: Some(Timestamp::from_millis(1_700_000_000_000)),
    }
}

pub(crate) fn ballot(choices: Choices) -> Ballot {
    Ballot { opening: entry(0xe1), counter: 1, choices }
}

pub(crate) fn certificate() -> Certificate {
    Certificate { member: member(1), custody: Custody::Node, signature: [0x5a; 64] }
}

pub(crate) fn any_text<const MAX: usize>() -> impl Strategy<Value = Text<MAX>> {
    "\\PC{0,10}".prop_map(|text| Text::new(text).unwrap())
}

fn member_key() -> impl Strategy<Value = MemberKey> + Clone {
    any::<[u8; 32]>().prop_map(MemberKey::from_bytes)
}

fn device_key() -> impl Strategy<Value = DeviceKey> + Clone {
    any::<[u8; 32]>().prop_map(DeviceKey::from_bytes)
}

pub(crate) fn entry_id() -> impl Strategy<Value = EntryId> + Clone {
    uniform32(any::<u8>()).prop_map(EntryId::from_bytes)
}

pub(crate) fn slot() -> impl Strategy<Value = SlotId> {
    entry_id().prop_map(SlotId::of)
}

fn revision_id() -> impl Strategy<Value = RevisionId> {
    any::<[u8; 32]>().prop_map(RevisionId::from_bytes)
}

pub(crate) fn blob() -> impl Strategy<Value = BlobId> {
    any::<[u8; 32]>().prop_map(BlobId::from_bytes)
}

fn signature() -> impl Strategy<Value = [u8; 64]> {
    vec(any::<u8>(), 64).prop_map(|bytes| bytes.try_into().unwrap())
}

fn lane() -> impl Strategy<Value = Lane> {
    select(Lane::ALL.to_vec())
}

fn role() -> impl Strategy<Value = Role> {
    select(Role::ALL.to_vec())
}

fn head() -> impl Strategy<Value = Head> {
    (any::<u32>(), entry_id()).prop_map(|(seq, id)| Head { seq: Seq::new(seq), id })
}

pub(crate) fn any_frontier() -> impl Strategy<Value = Frontier> {
    let chain = (device_key(), lane()).prop_map(|(device, lane)| ChainId { device, lane });
    btree_map(chain, head(), 0..4).prop_map(Frontier::new)
}

fn any_seats() -> impl Strategy<Value = Seats> {
    (prop_oneof![Just(1usize), 3..8usize], any::<u8>()).prop_flat_map(|(n, spare)| {
        btree_map(member_key(), device_key(), n).prop_map(move |seats| {
            let seats: Vec<Seat> =
                seats.into_iter().map(|(member, recovery)| Seat { member, recovery }).collect();
            let least = seats.len() / 2 + 1;
            let threshold = least + usize::from(spare) % (seats.len() - least + 1);
            Seats::new(seats, threshold.try_into().unwrap()).unwrap()
        })
    })
}

fn limits() -> impl Strategy<Value = Limits> {
    (any::<u16>(), any::<u16>())
        .prop_map(|(options, retention_days)| Limits { options, retention_days })
}

fn recovery() -> impl Strategy<Value = Option<Recovery>> {
    let share = (2u16..).prop_flat_map(|denominator| {
        (denominator.div_ceil(2)..denominator)
            .prop_map(move |numerator| Recovery { numerator, denominator })
    });
    option::of(share)
}

fn right() -> impl Strategy<Value = Right> {
    prop_oneof![
        slot().prop_map(Right::Member),
        member_key().prop_map(Right::Seat),
        (role(), member_key()).prop_map(|(role, key)| Right::Role(role, key)),
    ]
}

fn node() -> impl Strategy<Value = NodeAddress> {
    "/[!-~]{0,40}".prop_map(|address| address.parse().unwrap())
}

fn licence() -> impl Strategy<Value = Licence> {
    "[A-Za-z0-9][A-Za-z0-9.+-]{0,63}".prop_map(|text| text.parse().unwrap())
}

pub(crate) fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any_text().prop_map(Change::Rename),
        (any_seats(), btree_map(member_key(), any_frontier(), 0..3)).prop_map(
            |(seats, leaving)| Change::Seats { seats, leaving: leaving.into_iter().collect() }
        ),
        (role(), member_key()).prop_map(|(role, key)| Change::Grant(role, key)),
        (role(), member_key(), any_frontier()).prop_map(|(role, key, f)| Change::End(role, key, f)),
        (slot(), any_frontier()).prop_map(|(slot, f)| Change::Suspend(slot, f)),
        slot().prop_map(Change::Reinstate),
        (slot(), any_frontier()).prop_map(|(slot, f)| Change::Revoke(slot, f)),
        limits().prop_map(Change::Limits),
        any::<u32>().prop_map(Change::Rules),
        recovery().prop_map(Change::Recovery),
        (right(), any_frontier()).prop_map(|(right, f)| Change::Raise(right, f)),
        entry_id().prop_map(Change::Erase),
        btree_set(node(), 0..4).prop_map(|nodes| Change::Nodes(Sorted::new(nodes).unwrap())),
        option::of(licence()).prop_map(Change::Licence),
    ]
}

fn certified() -> impl Strategy<Value = Certificate> {
    (member_key(), select(CUSTODIES.to_vec()), signature())
        .prop_map(|(member, custody, signature)| Certificate { member, custody, signature })
}

fn ballot_rule() -> impl Strategy<Value = BallotRule> {
    let range = || (0u16.., 1u16..).prop_map(|(a, b)| (a.min(b), a.max(b)));
    prop_oneof![
        range().prop_map(|(min, max)| BallotRule::Approval { min, max }),
        (0u8..=100).prop_map(|percent| BallotRule::BudgetPercent { percent }),
        (1u16..).prop_map(|projects| BallotRule::BudgetMinimum { projects }),
        range().prop_map(|(min, max)| BallotRule::BudgetSelection { min, max }),
        (1u32.., 0u32.., 1u32.., 1u16..).prop_map(|(most, a, b, options)| BallotRule::Points {
            most,
            min: a.min(b),
            max: a.max(b),
            options
        }),
        range().prop_map(|(min, max)| BallotRule::Ranking { min, max }),
    ]
}

fn any_opening() -> impl Strategy<Value = Opening> {
    let options = btree_map("[a-z]{1,8}", (any_text(), any::<u64>()), 1..6)
        .prop_map(|options| {
            let option = |(id, (label, cost)): (String, _)| OpeningOption {
                id: Text::new(id).unwrap(),
                label,
                cost,
            };
            options.into_iter().map(option).collect::<Vec<_>>()
        })
        .prop_shuffle();
    let counting =
        (any_text(), any::<u32>(), any::<Option<u64>>(), any::<u64>(), any::<bool>(), 0u8..=9)
            .prop_map(|(rule, seats, budget, threshold, lot, decimals)| Counting {
                rule,
                seats,
                budget,
                threshold,
                ties: if lot { Ties::Lot } else { Ties::Listed },
                decimals,
            });
    let roll = (any::<[u8; 32]>(), any::<u32>(), blob()).prop_map(|(digest, size, frontier)| {
        Roll { digest: RollDigest::from_bytes(digest), size, frontier }
    });
    let sealers = any::<u8>().prop_map(|threshold| match threshold {
        0 => Sealers::Stewards,
        threshold => Sealers::Trustees { threshold },
    });
    let texts = (any::<[u8; 16]>(), any_text(), any_text());
    let times = (any::<u16>(), any::<Option<u64>>());
    (texts, options, ballot_rule(), counting, roll, sealers, times).prop_map(
        |((nonce, title, question), options, ballot, counting, roll, sealers, times)| Opening {
            nonce,
            title,
            question,
            options,
            ballot,
            counting,
            roll,
            sealers,
            retention_days: times.0,
            reminds: times.1.map(Timestamp::from_millis),
        },
    )
}

fn choices() -> impl Strategy<Value = Choices> {
    prop_oneof![
        btree_set(any::<u16>(), 0..9).prop_map(|set| Choices::Approval(set.into_iter().collect())),
        btree_map(any::<u16>(), 1u32.., 0..9)
            .prop_map(|points| Choices::Points(points.into_iter().collect())),
        btree_set(any::<u16>(), 0..9)
            .prop_map(|set| set.into_iter().collect::<Vec<_>>())
            .prop_shuffle()
            .prop_map(Choices::Ranking),
    ]
}

fn census() -> impl Strategy<Value = Act> {
    let invitation = || any::<[u8; 32]>().prop_map(InvitationKey::from_bytes);
    prop_oneof![
        certified().prop_map(Act::Certify),
        (member_key(), option::of(slot()))
            .prop_map(|(member, slot)| Act::Admit(Admission { member, slot })),
        invitation().prop_map(|key| Act::Invite(Invitation { key })),
        (device_key(), member_key(), select(&Help::ALL)).prop_map(|(device, member, reason)| {
            Act::Assist(Assistance { device, member, reason })
        }),
        (entry_id(), invitation(), certified(), signature()).prop_map(
            |(invitation, key, certificate, signature)| {
                Act::Redeem(Redemption { invitation, key, certificate, signature })
            }
        ),
        (entry_id(), entry_id())
            .prop_map(|(invitation, redemption)| Act::Name(Naming { invitation, redemption })),
        (member_key(), device_key(), lane(), head(), signature()).prop_map(
            |(member, device, lane, head, signature)| {
                Act::Repair(Repair { member, device, lane, head, signature })
            }
        ),
        (member_key(), device_key(), any_frontier(), signature()).prop_map(
            |(member, device, frontier, signature)| {
                Act::Retire(Retirement { member, device, frontier, signature })
            }
        ),
    ]
}

fn charter() -> impl Strategy<Value = Act> {
    let founding = (
        (any::<[u8; 16]>(), device_key(), any_text(), any_seats()),
        btree_set((role(), member_key()), 0..5),
        (limits(), any::<u32>(), recovery()),
    );
    let ids = || vec(entry_id(), 0..4);
    prop_oneof![
        founding.prop_map(|((nonce, founder, name, seats), roles, (limits, rules, recovery))| {
            let roles = roles.into_iter().collect();
            Act::Found(Founding { nonce, founder, name, seats, roles, limits, rules, recovery })
        }),
        (revision_id(), vec(change(), 1..5), any_text()).prop_map(|(parent, changes, reason)| {
            Act::Propose(Revision { parent, changes, reason })
        }),
        revision_id().prop_map(|revision| Act::Support(Endorsement { revision })),
        (revision_id(), ids()).prop_map(|(revision, dead)| Act::Sign(Signing { revision, dead })),
        revision_id().prop_map(|revision| Act::Abandon(Abandonment { revision })),
        revision_id().prop_map(|revision| Act::Recover(Endorsement { revision })),
    ]
}

fn poll() -> impl Strategy<Value = Act> {
    let ids = || vec(entry_id(), 0..4);
    prop_oneof![
        any_opening().prop_map(Act::Open),
        (entry_id(), any::<u16>(), blob(), any::<u32>(), ids()).prop_map(
            |(opening, round, manifest, ballots, reopenings)| {
                Act::Seal(Seal { opening, round, manifest, ballots, reopenings })
            }
        ),
        (entry_id(), 1u16.., any_text()).prop_map(|(opening, round, reason)| {
            Act::Reopen(Reopening { opening, round, reason })
        }),
        (entry_id(), any::<u16>(), any_text(), ids()).prop_map(
            |(opening, round, reason, ballots)| {
                Act::Contest(Contest { opening, round, reason, ballots })
            }
        ),
        paper(),
        (entry_id(), any::<u32>(), choices()).prop_map(|(opening, counter, choices)| {
            Act::Ballot(Ballot { opening, counter, choices })
        }),
    ]
}

fn paper() -> impl Strategy<Value = Act> {
    let both = || (entry_id(), entry_id());
    let batch = (both(), 1u16.., 1u32.., vec(choices(), 0..9), 0u16..40);
    prop_oneof![
        (entry_id(), any_text())
            .prop_map(|(opening, place)| Act::Station(Station { opening, place })),
        both().prop_map(|(opening, subject)| {
            Act::Countersign(Countersignature { opening, subject })
        }),
        (both(), slot())
            .prop_map(|((opening, station), slot)| { Act::Mark(Mark { opening, station, slot }) }),
        batch.prop_map(|((opening, station), bundle, counter, ballots, spoilt)| {
            let ballots = Batch::sorted(ballots);
            Act::Batch(Batch { opening, station, bundle, counter, ballots, spoilt })
        }),
        (both(), any_frontier()).prop_map(|((opening, station), frontier)| {
            Act::Close(Closing { opening, station, frontier })
        }),
    ]
}

/// An act of any kind that this version knows.
pub(crate) fn act() -> impl Strategy<Value = Act> {
    prop_oneof![census(), charter(), poll(), crate::content::content().prop_map(Act::Content)]
}
