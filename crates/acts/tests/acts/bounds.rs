//! Every bound holds: what reaches it is read, what is one beyond is refused.

use participation_acts::{
    Act, BallotRule, Batch, Change, Choices, Contest, Founding, Opening, Recovery, Reopening,
    Revision, Sealers, Seats, Signing, Station,
};
use participation_types::{
    ChainId, EntryId, Frontier, Head, Lane, Licence, NodeAddress, RevisionId, Seq, Sorted, Text,
    to_canonical,
};

use crate::samples::{ballot, entry, founding, member, opening, seats, text};

fn read(act: &Act) -> bool {
    let read = Act::decode(&act.encode());
    assert!(read.is_err() || read.as_ref() == Ok(act));
    read.is_ok()
}

/// A thing of size `bound` is read, one of `bound + 1` is not.
fn up_to(bound: usize, act: impl Fn(usize) -> Act) {
    assert!(read(&act(bound)), "{bound} is allowed");
    assert!(!read(&act(bound + 1)), "{} is too much", bound + 1);
}

/// A text of `MAX` bytes is read, one of `MAX + 1` is not, wherever the act has it.
fn text_up_to<const MAX: usize>(act: impl Fn(Text<MAX>) -> Act) {
    assert!(Text::<MAX>::new("x".repeat(MAX + 1)).is_err());
    let longest = "x".repeat(MAX);
    let bytes = act(text(&longest)).encode();
    assert!(Act::decode(&bytes).is_ok());
    let item = |text: &str| {
        to_canonical(|w| {
            w.text(text);
        })
    };
    let (fits, beyond) = (item(&longest), item(&"x".repeat(MAX + 1)));
    let at = bytes.windows(fits.len()).position(|window| window == fits).unwrap();
    let longer = [&bytes[..at], &beyond, &bytes[at + fits.len()..]].concat();
    assert!(Act::decode(&longer).is_err(), "{MAX} bytes");
}

fn found(change: impl FnOnce(&mut Founding)) -> Act {
    let mut founding = founding();
    change(&mut founding);
    Act::Found(founding)
}

fn open(change: impl FnOnce(&mut Opening)) -> Act {
    let mut opening = opening();
    change(&mut opening);
    Act::Open(opening)
}

fn propose(changes: Vec<Change>) -> Act {
    Act::Propose(Revision { parent: RevisionId::from_bytes([1; 32]), changes, reason: text("") })
}

fn nodes(addresses: &[&str]) -> Act {
    let addresses = addresses.iter().map(|address| address.parse().unwrap());
    propose(vec![Change::Nodes(Sorted::new(addresses).unwrap())])
}

fn batch(bundle: u16, counter: u32, ballots: usize, spoilt: usize) -> Act {
    let (opening, station, spoilt) = (entry(1), entry(2), u16::try_from(spoilt).unwrap());
    let ballots = vec![Choices::Approval(vec![0]); ballots];
    Act::Batch(Batch { opening, station, bundle, counter, ballots, spoilt })
}

#[test]
fn bundles_and_their_counters_begin_at_one() {
    assert!(read(&batch(1, 1, 1, 1)));
    assert!(!read(&batch(0, 1, 1, 1)));
    assert!(!read(&batch(1, 0, 1, 1)));
}

fn ids(n: usize) -> Vec<EntryId> {
    (0..n).map(|n| EntryId::from_bytes([u8::try_from(n).unwrap(); 32])).collect()
}

#[test]
fn texts_have_the_lengths_of_the_document() {
    text_up_to::<200>(|name| found(|f| f.name = name));
    text_up_to::<200>(|name| propose(vec![Change::Rename(name)]));
    text_up_to::<4000>(|reason| {
        let parent = RevisionId::from_bytes([1; 32]);
        Act::Propose(Revision { parent, changes: vec![Change::Rules(1)], reason })
    });
    text_up_to::<300>(|title| open(|o| o.title = title));
    text_up_to::<8000>(|question| open(|o| o.question = question));
    text_up_to::<100>(|id| open(|o| o.options[1].id = id));
    text_up_to::<600>(|label| open(|o| o.options[0].label = label));
    text_up_to::<64>(|rule| open(|o| o.counting.rule = rule));
    text_up_to::<200>(|place| Act::Station(Station { opening: entry(1), place }));
    text_up_to::<4000>(|reason| Act::Reopen(Reopening { opening: entry(1), round: 1, reason }));
    text_up_to::<4000>(|reason| {
        Act::Contest(Contest { opening: entry(1), round: 0, reason, ballots: vec![] })
    });
}

#[test]
fn a_text_counts_bytes_and_must_be_utf8() {
    assert!(Text::<3>::new("ça").is_ok());
    assert!(Text::<3>::new("çà").is_err());
    let bytes = Act::Reopen(Reopening { opening: entry(1), round: 1, reason: text("ç") }).encode();
    let cut = [&bytes[..bytes.len() - 1], b"x"].concat();
    assert!(Act::decode(&bytes).is_ok());
    assert!(Act::decode(&cut).is_err());
}

#[test]
fn lists_have_the_lengths_of_the_document() {
    up_to(63, |n| Act::Sign(Signing { revision: RevisionId::from_bytes([1; 32]), dead: ids(n) }));
    up_to(63, |n| {
        let manifest = participation_types::BlobId::from_bytes([1; 32]);
        let (opening, round, ballots, reopenings) = (entry(1), 1, 0, ids(n));
        Act::Seal(participation_acts::Seal { opening, round, manifest, ballots, reopenings })
    });
    up_to(64, |n| {
        let (opening, round, reason, ballots) = (entry(1), 0, text(""), ids(n));
        Act::Contest(Contest { opening, round, reason, ballots })
    });
    up_to(Batch::MAX_BALLOTS, |n| batch(1, 1, n, 0));
    up_to(Batch::MAX_BALLOTS - 1, |n| batch(1, 1, n, 1));
    up_to(Batch::MAX_BALLOTS, |n| batch(1, 1, 0, n));
    up_to(256, |n| propose(vec![Change::Rules(1); n]));
    assert!(!read(&propose(vec![])));
    up_to(Founding::MAX_ROLES, |n| {
        let key = |n: usize| {
            let mut key = [0; 32];
            key[..2].copy_from_slice(&u16::try_from(n).unwrap().to_be_bytes());
            participation_types::MemberKey::from_bytes(key)
        };
        let roles = (0..n).map(|n| (participation_acts::Role::Moderator, key(n))).collect();
        found(|f| f.roles = roles)
    });
    assert!(read(&nodes(&[])), "a community may have no node of its own");
    let listed: Vec<String> = (0..33).map(|n| format!("/{n:02}")).collect();
    let listed: Vec<&str> = listed.iter().map(String::as_str).collect();
    assert!(read(&nodes(&listed[..32])));
    assert!(Sorted::<NodeAddress, 32>::new(listed.iter().map(|a| a.parse().unwrap())).is_err());
    up_to(63, |n| {
        let leaving = (0..u8::try_from(n).unwrap()).map(|n| (member(n), Frontier::default()));
        propose(vec![Change::Seats { seats: seats(1, 1), leaving: leaving.collect() }])
    });
    up_to(Opening::MAX_OPTIONS, |n| {
        let option = |n: usize| participation_acts::OpeningOption {
            id: text(&n.to_string()),
            label: text(""),
            cost: u64::MAX,
        };
        open(|o| o.options = (0..n).map(option).collect())
    });
    assert!(!read(&open(|o| o.options.clear())));
    up_to(Opening::MAX_OPTIONS, |n| {
        let options: Vec<u16> = (0..u16::try_from(n).unwrap()).collect();
        Act::Ballot(ballot(Choices::Approval(options)))
    });
    up_to(Opening::MAX_OPTIONS, |n| {
        let points = (0..u16::try_from(n).unwrap()).map(|option| (option, 1));
        Act::Ballot(ballot(Choices::Points(points.collect())))
    });
    up_to(Opening::MAX_OPTIONS, |n| {
        let options = (0..u16::try_from(n).unwrap()).rev();
        Act::Ballot(ballot(Choices::Ranking(options.collect())))
    });
}

#[test]
fn a_frontier_lists_at_most_4096_chains() {
    assert_eq!(Frontier::MAX_CHAINS, 4096);
    up_to(Frontier::MAX_CHAINS, |n| {
        let chain = |n: usize| {
            let mut key = [0; 32];
            key[..2].copy_from_slice(&u16::try_from(n).unwrap().to_be_bytes());
            let device = participation_types::DeviceKey::from_bytes(key);
            let head = Head { seq: Seq::FIRST, id: entry(1) };
            (ChainId { device, lane: Lane::Content }, head)
        };
        let slot = participation_types::SlotId::of(entry(2));
        propose(vec![Change::Suspend(slot, Frontier::new((0..n).map(chain)))])
    });
}

#[test]
fn a_charter_has_one_steward_or_three_to_63_and_more_than_half_bind() {
    for n in 0..=66u8 {
        for threshold in 0..=70 {
            let all = (1..=n).map(|n| participation_acts::Seat {
                member: member(n),
                recovery: crate::samples::device(n),
            });
            let seats = Seats { seats: all.collect(), threshold };
            let good = matches!(n, 1 | 3..=63) && threshold > n / 2 && threshold <= n;
            assert_eq!(Seats::new(seats.seats.clone(), threshold).is_ok(), good);
            if good || threshold < 3 || n < 4 {
                assert_eq!(read(&found(|f| f.seats = seats)), good, "{threshold} of {n}");
            }
        }
    }
}

#[test]
fn a_recovery_share_is_half_or_more_and_less_than_the_whole() {
    let shares = [
        (1, 2, true),
        (2, 3, true),
        (u16::MAX - 1, u16::MAX, true),
        (32_768, u16::MAX, true),
        (32_767, u16::MAX, false),
        (1, 3, false),
        (1, 1, false),
        (3, 2, false),
        (0, 0, false),
        (0, 1, false),
        (1, 0, false),
    ];
    for (numerator, denominator, good) in shares {
        let recovery = Some(Recovery { numerator, denominator });
        assert_eq!(read(&found(|f| f.recovery = recovery)), good, "{numerator}/{denominator}");
    }
    let two_thirds = Recovery { numerator: 2, denominator: 3 };
    assert!(!two_thirds.reached(2, 3));
    assert!(two_thirds.reached(3, 4));
    assert!(!two_thirds.reached(0, 0));
}

#[test]
fn the_address_of_a_node_is_visible_ascii_that_begins_with_a_slash() {
    let longest = format!("/{}", "x".repeat(255));
    for good in ["/", "/!~", "/ip4/192.0.2.7/tcp/1/p2p/12D3KooWA", &longest] {
        assert!(good.parse::<NodeAddress>().is_ok(), "{good}");
        let bytes = nodes(&[good]).encode();
        for bad in ["", "ip4", "/a b", "/\u{e9}", "/\n", "/\u{7f}", &format!("{longest}x")] {
            assert!(bad.parse::<NodeAddress>().is_err(), "{bad:?}");
            let item = |text: &str| {
                to_canonical(|w| {
                    w.text(text);
                })
            };
            let (from, to) = (item(good), item(bad));
            let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
            let body = [&bytes[..at], &to, &bytes[at + from.len()..]].concat();
            assert!(Act::decode(&body).is_err(), "{bad:?}");
        }
    }
}

#[test]
fn the_id_of_a_node_is_what_its_address_ends_in() {
    let peer = |text: &str| {
        let address: NodeAddress = text.parse().unwrap();
        address.peer().map(str::to_owned)
    };
    assert_eq!(peer("/ip4/192.0.2.7/tcp/1/p2p/12D3KooWA").as_deref(), Some("12D3KooWA"));
    let through = "/ip4/192.0.2.7/tcp/1/p2p/12D3KooWA/p2p-circuit/p2p/12D3KooWB";
    assert_eq!(peer(through).as_deref(), Some("12D3KooWB"));
    for without in
        ["/", "/ip4/192.0.2.7/tcp/1", "/p2p/", "/p2p/12D3KooWA/p2p-circuit", "/x/p2p/a.b"]
    {
        assert_eq!(peer(without), None, "{without}");
    }
}

#[test]
fn a_licence_is_named_as_spdx_does() {
    let licence = |text: &str| propose(vec![Change::Licence(Some(text.parse().unwrap()))]);
    let longest = "x".repeat(64);
    for good in ["ODbL-1.0", "0BSD", "a", "GPL-2.0+", &longest] {
        let bytes = licence(good).encode();
        assert!(Act::decode(&bytes).is_ok(), "{good}");
        for bad in
            ["", "-1", ".a", "CC BY", "CC_BY", "a/b", "\u{e9}", "a\n", &format!("{longest}x")]
        {
            assert!(bad.parse::<Licence>().is_err(), "{bad:?}");
            let item = |text: &str| {
                to_canonical(|w| {
                    w.text(text);
                })
            };
            let (from, to) = (item(good), item(bad));
            let at = bytes.windows(from.len()).rposition(|window| window == from).unwrap();
            let body = [&bytes[..at], &to, &bytes[at + from.len()..]].concat();
            assert!(Act::decode(&body).is_err(), "{good} {bad:?}");
        }
    }
}

#[test]
fn a_ballot_rule_that_no_ballot_can_keep_is_refused() {
    let points = |most, min, max, options| BallotRule::Points { most, min, max, options };
    let rules = [
        (BallotRule::Approval { min: 0, max: 1 }, true),
        (BallotRule::Approval { min: 2, max: 1 }, false),
        (BallotRule::Approval { min: 0, max: 0 }, false),
        (BallotRule::BudgetPercent { percent: 0 }, true),
        (BallotRule::BudgetPercent { percent: 100 }, true),
        (BallotRule::BudgetPercent { percent: 101 }, false),
        (BallotRule::BudgetMinimum { projects: 1 }, true),
        (BallotRule::BudgetMinimum { projects: 0 }, false),
        (BallotRule::BudgetSelection { min: 3, max: 3 }, true),
        (BallotRule::BudgetSelection { min: 4, max: 3 }, false),
        (BallotRule::BudgetSelection { min: 0, max: 0 }, false),
        (points(1, 0, 1, 1), true),
        (points(0, 0, 1, 1), false),
        (points(1, 2, 1, 1), false),
        (points(1, 0, 0, 1), false),
        (points(1, 0, 1, 0), false),
        (BallotRule::Ranking { min: 0, max: 1 }, true),
        (BallotRule::Ranking { min: 2, max: 1 }, false),
        (BallotRule::Ranking { min: 0, max: 0 }, false),
    ];
    for (rule, good) in rules {
        assert_eq!(read(&open(|o| o.ballot = rule)), good, "{rule:?}");
    }
}

#[test]
fn the_first_round_needs_no_reopening() {
    let reopen = |round| Act::Reopen(Reopening { opening: entry(1), round, reason: text("") });
    assert!(!read(&reopen(0)));
    assert!(read(&reopen(1)));
    assert!(read(&reopen(u16::MAX)));
}

#[test]
fn numbers_beyond_their_field_are_refused() {
    // Each: an act, the end of its bytes, and the same end with the next number.
    let vote = |choices| Act::Ballot(ballot(choices));
    let cases: [(Act, &[u8], &[u8]); 3] = [
        (vote(Choices::Approval(vec![u16::MAX])), &[0x19, 0xff, 0xff], &[0x1a, 0, 1, 0, 0]),
        (
            vote(Choices::Points(vec![(1, u32::MAX)])),
            &[0x1a, 0xff, 0xff, 0xff, 0xff],
            &[0x1b, 0, 0, 0, 1, 0, 0, 0, 0],
        ),
        (
            open(|o| {
                (o.sealers, o.retention_days, o.reminds) =
                    (Sealers::Trustees { threshold: 255 }, 0, None);
            }),
            &[0x18, 0xff, 0, 0xf6],
            &[0x19, 1, 0, 0, 0xf6],
        ),
    ];
    for (act, end, beyond) in cases {
        let bytes = act.encode();
        let start = bytes.strip_suffix(end).unwrap();
        assert!(read(&act));
        assert!(Act::decode(&[start, beyond].concat()).is_err(), "{act:?}");
    }
}

#[test]
fn money_has_at_most_nine_decimal_places() {
    let decimals = |n| open(|o| o.counting.decimals = n);
    assert!(read(&decimals(9)));
    assert!(!read(&decimals(10)));
    assert!(!read(&decimals(255)));
}

#[test]
fn numbers_without_a_meaning_are_refused() {
    let first = |act: Act, at: usize, was: u8, next: u8| {
        let mut bytes = act.encode();
        assert_eq!(bytes[at], was);
        assert!(Act::decode(&bytes).is_ok());
        bytes[at] = next;
        assert!(Act::decode(&bytes).is_err(), "{next}");
    };
    // The custody of a certificate, the role of a grant, the form of a ballot, its rule.
    first(Act::Certify(crate::samples::certificate()), 2 + 34, 1, 5);
    let grant = propose(vec![Change::Grant(participation_acts::Role::Trustee, member(1))]);
    first(grant.clone(), 2 + 34 + 3, 7, 8);
    first(grant.clone(), 2 + 34 + 3, 7, 0);
    first(grant, 2 + 34 + 2, 2, 12);
    first(Act::Ballot(ballot(Choices::Ranking(vec![]))), 3 + 34 + 2, 2, 3);
    let rule = open(|o| o.ballot = BallotRule::Ranking { min: 7, max: 9 });
    let at = rule.encode().windows(4).position(|w| w == [0x83, 5, 7, 9]).unwrap();
    first(rule, at + 1, 5, 6);
}

#[test]
fn a_body_with_more_or_fewer_fields_is_refused() {
    let bytes =
        Act::Support(participation_acts::Endorsement { revision: RevisionId::from_bytes([1; 32]) })
            .encode();
    let more = [&[0x83], &bytes[1..], &[0xf6]].concat();
    assert!(Act::decode(&more).is_err());
    assert!(Act::decode(&[0x81, 7]).is_err());
    assert!(Act::decode(&[0x80]).is_err());
    assert!(Act::decode(&[]).is_err());
}
