//! A village: a small world in which people write entries, some of them at once.
//!
//! ```text
//! let mut v = Village::with_stewards(3, 2);
//! let anna = v.admit("anna");                 // by the registrar "reg"
//! let before = v.tip();
//! let late = v.naming(before, |v| v.note("anna"));
//! ```
//!
//! Keys are made from names, so a village is the same each time. A device bears its person's name
//! (`anna`) or that name with another behind it (`anna/laptop`). Every entry is kept in the order
//! of its making; [`Village::everywhere`] hands them to fresh ledgers in many other orders.

mod acts;
mod keys;
mod orders;
mod outcome;

use std::collections::BTreeMap;

use participation_acts::{Act, Founding, Limits, Proven, Recovery, Role, Seat, Seats};
use participation_charter::{Admitted, Ledger, View};
use participation_log::{Draft, Verified};
use participation_types::{
    ChainId, CommunityId, DeviceKey, EntryId, Frontier, Head, Lane, MemberKey, RevisionId, Text,
    Timestamp,
};

pub(crate) use keys::{card, card_key, device, device_key, member, member_of, paper};
pub(crate) use orders::shuffled;
pub(crate) use outcome::{Fate, Outcome, slot};

/// An entry, and what its body says where a ledger needs it.
#[derive(Debug, Clone)]
pub(crate) struct Written {
    /// What somebody would call it: stays the same when other bytes of the history change.
    pub(crate) label: String,
    pub(crate) entry: Verified,
    pub(crate) act: Option<Proven>,
}

impl Written {
    pub(crate) fn id(&self) -> EntryId {
        self.entry.entry().id()
    }
}

#[derive(Debug)]
pub(crate) struct Village {
    pub(crate) community: CommunityId,
    pub(crate) founding: RevisionId,
    /// All entries in the order of their making.
    pub(crate) entries: Vec<Written>,
    /// A node that got each as it was made.
    pub(crate) ledger: Ledger,
    /// What the ledger said to the last one.
    pub(crate) answer: Option<Admitted>,
    names: Option<RevisionId>,
    upon: Option<Option<Head>>,
    heads: BTreeMap<ChainId, Head>,
    clock: fn(u64) -> u64,
    /// Where what happens at once begins.
    race: Option<usize>,
}

/// How a village is founded.
pub(crate) struct Plan {
    pub(crate) stewards: Vec<String>,
    pub(crate) threshold: u8,
    pub(crate) registrars: Vec<&'static str>,
    pub(crate) recovery: Option<Recovery>,
    pub(crate) clock: fn(u64) -> u64,
}

impl Plan {
    pub(crate) fn new(stewards: u8, threshold: u8) -> Self {
        Self {
            stewards: (1..=stewards).map(|number| format!("s{number}")).collect(),
            threshold,
            registrars: vec!["reg", "reg2"],
            recovery: None,
            clock: |number| 1_700_000_000_000 + number * 1000,
        }
    }

    /// More than half of the members may put a revision in force.
    pub(crate) fn with_recovery(self) -> Self {
        Self { recovery: Some(Recovery { numerator: 1, denominator: 2 }), ..self }
    }

    pub(crate) fn found(self) -> Village {
        let founder = self.stewards[0].clone();
        let mut roles: Vec<(Role, MemberKey)> =
            self.registrars.iter().map(|name| (Role::Registrar, member_of(name))).collect();
        roles.sort_unstable();
        let founding = Founding {
            nonce: [7; 16],
            founder: device_key(&founder),
            name: Text::fixed("Vila"),
            seats: seats(&self.stewards, self.threshold),
            roles,
            limits: Limits::default(),
            rules: 1,
            recovery: self.recovery,
        };
        let mut village = Village {
            community: founding.community(),
            founding: founding.revision(),
            entries: Vec::new(),
            ledger: Ledger::new(founding.community()),
            answer: None,
            names: None,
            upon: None,
            heads: BTreeMap::new(),
            clock: self.clock,
            race: None,
        };
        village.write(&founder, Lane::Authority, Act::Found(founding));
        for name in self.stewards.iter().map(String::as_str).chain(self.registrars) {
            if village.heads_of(name).is_empty() || name == founder {
                village.certify(name);
            }
        }
        village
    }
}

/// Seats with the paper key that belongs to each name.
pub(crate) fn seats(names: &[impl AsRef<str>], threshold: u8) -> Seats {
    let seat = |name: &str| Seat {
        member: member_of(name),
        recovery: DeviceKey::from_bytes(paper(name).verifying_key().to_bytes()),
    };
    Seats::new(names.iter().map(|name| seat(name.as_ref())).collect(), threshold).unwrap()
}

impl Village {
    /// Stewards `s1`, `s2`, ..., of which `threshold` bind; registrars `reg` and `reg2`.
    pub(crate) fn with_stewards(stewards: u8, threshold: u8) -> Self {
        Plan::new(stewards, threshold).found()
    }

    pub(crate) fn view(&self) -> View<'_> {
        self.ledger.view()
    }

    /// The last revision in force.
    pub(crate) fn tip(&self) -> RevisionId {
        self.view().charter().tip().map_or(self.founding, |tip| tip.revision)
    }

    /// What is written inside names this revision, whatever is in force.
    pub(crate) fn naming<T>(
        &mut self,
        revision: RevisionId,
        write: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let before = self.names.replace(revision);
        let result = write(self);
        self.names = before;
        result
    }

    /// What is written from here on names this revision; gives what it was before.
    pub(crate) fn names(&mut self, revision: RevisionId) -> Option<RevisionId> {
        self.names.replace(revision)
    }

    /// Takes back what [`Village::names`] changed.
    pub(crate) fn restore(&mut self, before: Option<RevisionId>) {
        self.names = before;
    }

    /// The one entry that is written inside comes after this head and not after the last.
    pub(crate) fn upon<T>(&mut self, head: Option<Head>, write: impl FnOnce(&mut Self) -> T) -> T {
        self.upon = Some(head);
        write(self)
    }

    /// The next entry of a chain comes after this one.
    pub(crate) fn go_on(&mut self, name: &str, lane: Lane, head: Option<Head>) {
        let chain = ChainId { device: device_key(name), lane };
        self.heads.extend(head.map(|head| (chain, head)));
    }

    /// What is written from here on happens at once: every order of it is tried.
    pub(crate) fn at_once(&mut self) {
        self.race = Some(self.entries.len());
    }

    /// The last entry of a device's chain that its owner knows of.
    pub(crate) fn head(&self, name: &str, lane: Lane) -> Option<Head> {
        self.heads.get(&ChainId { device: device_key(name), lane }).copied()
    }

    /// The heads of all chains of these devices: what a cut lists that takes in all so far.
    pub(crate) fn frontier(&self, names: &[&str]) -> Frontier {
        Frontier::new(names.iter().flat_map(|name| self.heads_of(name)))
    }

    /// The head of the entry just written.
    pub(crate) fn last(&self) -> Head {
        let entry = self.entries.last().unwrap().entry.entry();
        Head { seq: entry.header().seq, id: entry.id() }
    }

    /// Signs an entry with its device's key and offers it to the village's own ledger.
    pub(crate) fn write(&mut self, name: &str, lane: Lane, act: Act) -> EntryId {
        let key = device(name);
        self.write_with(name, &key, lane, act)
    }

    /// The same for a key of another kind, such as a seat's paper key.
    pub(crate) fn write_with(
        &mut self,
        name: &str,
        key: &ed25519_dalek::SigningKey,
        lane: Lane,
        act: Act,
    ) -> EntryId {
        let author = DeviceKey::from_bytes(key.verifying_key().to_bytes());
        let chain = ChainId { device: author, lane };
        let founds = matches!(act, Act::Found(_));
        let tip = self.names.unwrap_or_else(|| self.tip());
        let after = self.upon.take().unwrap_or_else(|| self.heads.get(&chain).copied());
        let number = self.entries.len() as u64;
        let draft = Draft {
            community: self.community,
            lane,
            after,
            revision: (!founds).then_some(tip),
            claimed: Timestamp::from_millis((self.clock)(number)),
        };
        let mut salt = [0; 16];
        salt[..8].copy_from_slice(&number.to_be_bytes());
        let entry = draft.sign(key, salt, act.encode()).unwrap();
        let label = format!("{number} {name} {:?}", act.kind());
        let act = act.prove(&self.community, &author).unwrap();
        let act = (lane == Lane::Authority).then_some(act);
        self.push(Written { label, entry, act })
    }

    /// Takes in an entry that was made elsewhere.
    pub(crate) fn push(&mut self, written: Written) -> EntryId {
        let (id, entry) = (written.id(), written.entry.entry());
        let head = Head { seq: entry.header().seq, id };
        self.heads.insert(entry.chain(), head);
        self.answer = Some(self.ledger.admit(&written.entry, written.act.as_ref()));
        self.entries.push(written);
        id
    }

    fn heads_of(&self, name: &str) -> Vec<(ChainId, Head)> {
        let chain = |lane| ChainId { device: device_key(name), lane };
        Lane::ALL
            .into_iter()
            .filter_map(|lane| Some((chain(lane), self.head(name, lane)?)))
            .collect()
    }
}
