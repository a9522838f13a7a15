//! One act of each kind that is allowed, in a small community, for tests to spoil.
//!
//! Stewards 1, 2, 3 (two bind; paper keys 101, 102, 103), registrar 4, organiser 5, trustees 6
//! and 7, moderator 8, import officer 11, data officer 12. Everybody but 10 is in the census, in the
//! slot of the same number.

use participation_acts::{
    Abandonment, Act, Admission, Assistance, Ballot, BallotRule, Certificate, Change, Choices,
    ContentKind, Contest, Counting, Custody, Endorsement, Founding, Help, Invitation, Kind, Limits,
    Naming, Opening, OpeningOption, Recovery, Redemption, Reopening, Repair, Retirement, Revision,
    Right, Role, Roll, Seal, Sealers, Seat, Seats, Signing, Ties,
};
use participation_policy::{
    Author, CharterState, Denied, Entry, Named, Reopened, Target, allowed, right_of,
};
use participation_types::{
    BlobId, ChainId, DeviceKey, EntryId, Frontier, Head, InvitationKey, Lane, MemberKey,
    RevisionId, RollDigest, Seq, SlotId, Text,
};

use crate::content_scene::{self, Seen};

macro_rules! ids {
    ($($name:ident -> $id:ident;)*) => {
        $(pub(crate) const fn $name(number: u8) -> $id { $id::from_bytes([number; 32]) })*
    };
}

ids! {
    member -> MemberKey;
    device -> DeviceKey;
    slot -> SlotId;
    entry -> EntryId;
    revision -> RevisionId;
    card -> InvitationKey;
}

/// An act with all that it names, owned.
#[derive(Debug, Clone)]
pub(crate) struct Scene {
    pub(crate) author: DeviceKey,
    pub(crate) lane: Lane,
    pub(crate) seq: u32,
    pub(crate) revision: Option<RevisionId>,
    pub(crate) act: Act,
    pub(crate) charter: Option<CharterState>,
    pub(crate) by: By,
    pub(crate) found: Found,
}

#[derive(Debug, Clone)]
pub(crate) enum By {
    Device(MemberKey, Option<SlotId>),
    Founder,
    Uncertified,
}

#[derive(Debug, Clone)]
pub(crate) enum Found {
    Nothing,
    Missing,
    Key(bool),
    Card(InvitationKey),
    Redemption(EntryId),
    Slot,
    Revision(RevisionId, bool),
    Device(MemberKey),
    Opening(Box<Opening>, bool, Vec<Reopened>),
    Content(Box<Seen>),
}

impl Scene {
    pub(crate) fn with<T>(&self, judge: impl FnOnce(&Entry<'_>, &Named<'_>) -> T) -> T {
        let entry = Entry {
            author: self.author,
            lane: self.lane,
            seq: Seq::new(self.seq),
            revision: self.revision,
            act: &self.act,
        };
        let author = match &self.by {
            By::Device(member, slot) => Author::Device { member, slot: *slot },
            By::Founder => Author::Founder,
            By::Uncertified => Author::Uncertified,
        };
        let content =
            if let Found::Content(seen) = &self.found { seen.named() } else { Default::default() };
        let target = match &self.found {
            Found::Content(_) => Target::Content(&content),
            Found::Nothing => Target::Nothing,
            Found::Missing => Target::Missing,
            Found::Key(admitted) => Target::Key { admitted: *admitted },
            Found::Card(key) => Target::Invitation { key },
            Found::Redemption(invitation) => Target::Redemption { invitation: *invitation },
            Found::Slot => Target::Slot,
            Found::Revision(parent, well_formed) => {
                Target::Revision { parent: *parent, well_formed: *well_formed }
            }
            Found::Device(member) => Target::Device { member },
            Found::Opening(opening, in_roll, reopenings) => {
                Target::Opening { opening, in_roll: *in_roll, reopenings }
            }
        };
        judge(&entry, &Named { charter: self.charter.as_ref(), author, target })
    }

    pub(crate) fn judge(&self) -> Result<(), Denied> {
        self.with(allowed)
    }

    pub(crate) fn right(&self) -> Option<Right> {
        self.with(right_of)
    }

    /// Makes a change to the charter that it names.
    pub(crate) fn amend(&mut self, change: Change) {
        if let Some(charter) = &self.charter
            && let Ok((next, _)) = charter.revise(&changes(vec![change]))
        {
            self.charter = Some(next);
        }
    }

    pub(crate) fn opening(&mut self) -> &mut Opening {
        match (&mut self.act, &mut self.found) {
            (Act::Open(opening), _) => opening,
            (_, Found::Opening(opening, ..)) => opening,
            _ => panic!("no opening in this scene"),
        }
    }

    pub(crate) fn by_member(&mut self, number: u8) {
        self.by = By::Device(member(number), Some(slot(number)));
    }
}

/// The verdict on the good act of this kind, spoilt.
pub(crate) fn but(kind: Kind, spoil: impl FnOnce(&mut Scene)) -> Result<(), Denied> {
    let mut scene = good(kind);
    spoil(&mut scene);
    scene.judge()
}

/// Of the session of member 9.
fn assistance() -> Assistance {
    Assistance { device: device(60), member: member(9), reason: Help::Reading }
}

/// All kinds that this version knows.
pub(crate) fn kinds() -> impl Iterator<Item = Kind> {
    Kind::ALL.iter().copied().chain(ContentKind::ALL.iter().copied().map(Kind::Content))
}

/// An act of this kind that is allowed.
pub(crate) fn good(kind: Kind) -> Scene {
    whole(good_act(kind))
}

/// An act with its author and what it names, at its place.
pub(crate) fn whole((by, act, found): (By, Act, Found)) -> Scene {
    let kind = act.kind();
    let first = matches!(kind, Kind::Found | Kind::Certify | Kind::Redeem);
    Scene {
        author: device(50),
        lane: kind.lane().unwrap_or(Lane::Content),
        seq: if first { 0 } else { 5 },
        revision: (kind != Kind::Found).then_some(revision(1)),
        act,
        charter: (kind != Kind::Found).then(charter),
        by,
        found,
    }
}

fn good_act(kind: Kind) -> (By, Act, Found) {
    let person = |number| By::Device(member(number), Some(slot(number)));
    let steward = || person(1);
    let known = || Found::Revision(revision(1), true);
    let poll = || Found::Opening(Box::new(opening()), true, Vec::new());
    match kind {
        Kind::Found => (By::Founder, Act::Found(founding()), Found::Nothing),
        Kind::Certify => (By::Uncertified, Act::Certify(certificate(9)), Found::Key(true)),
        Kind::Redeem => (By::Uncertified, Act::Redeem(redemption()), Found::Card(card(1))),
        Kind::Admit => {
            (person(4), Act::Admit(Admission { member: member(10), slot: None }), Found::Nothing)
        }
        Kind::Invite => (person(4), Act::Invite(Invitation { key: card(1) }), Found::Nothing),
        Kind::Assist => (person(4), Act::Assist(assistance()), Found::Nothing),
        Kind::Name => {
            let naming = Naming { invitation: entry(1), redemption: entry(2) };
            (person(4), Act::Name(naming), Found::Redemption(entry(1)))
        }
        Kind::Propose => {
            let change = Change::Rename(text("The Square"));
            (steward(), Act::Propose(changes(vec![change])), Found::Nothing)
        }
        Kind::Support => (steward(), Act::Support(Endorsement { revision: revision(2) }), known()),
        Kind::Sign => {
            (steward(), Act::Sign(Signing { revision: revision(2), dead: vec![] }), known())
        }
        Kind::Abandon => (steward(), Act::Abandon(Abandonment { revision: revision(2) }), known()),
        Kind::Recover => (person(9), Act::Recover(Endorsement { revision: revision(2) }), known()),
        Kind::Repair => (person(9), Act::Repair(repair()), Found::Device(member(9))),
        Kind::Retire => (person(9), Act::Retire(retirement()), Found::Device(member(9))),
        Kind::Open => (person(5), Act::Open(opening()), Found::Nothing),
        Kind::Seal => (steward(), Act::Seal(seal()), poll()),
        Kind::Reopen => {
            let reopening = Reopening { opening: entry(1), round: 1, reason: text("") };
            (steward(), Act::Reopen(reopening), poll())
        }
        Kind::Contest => {
            let contest =
                Contest { opening: entry(1), round: 0, reason: text(""), ballots: vec![] };
            (person(9), Act::Contest(contest), poll())
        }
        Kind::Ballot => (person(9), Act::Ballot(ballot()), poll()),
        Kind::Content(kind) => content_scene::good_act(kind),
        Kind::Unknown => (person(9), Act::Unknown(99), Found::Nothing),
    }
}

pub(crate) fn text<const MAX: usize>(text: &str) -> Text<MAX> {
    Text::new(text).unwrap()
}

pub(crate) fn seats(members: &[u8], threshold: u8) -> Seats {
    let seat = |n: &u8| Seat { member: member(*n), recovery: device(100 + n) };
    Seats::new(members.iter().map(seat).collect(), threshold).unwrap()
}

pub(crate) fn founding() -> Founding {
    Founding {
        nonce: [7; 16],
        founder: device(50),
        name: text("The Street"),
        seats: seats(&[1, 2, 3], 2),
        roles: vec![
            (Role::Registrar, member(4)),
            (Role::Organiser, member(5)),
            (Role::Moderator, member(8)),
            (Role::DataOfficer, member(12)),
            (Role::ImportOfficer, member(11)),
            (Role::Trustee, member(6)),
            (Role::Trustee, member(7)),
        ],
        limits: Limits { options: 3, retention_days: 30 },
        rules: 1,
        recovery: Some(Recovery { numerator: 1, denominator: 2 }),
    }
}

pub(crate) fn charter() -> CharterState {
    CharterState::found(&founding()).unwrap()
}

/// A revision of revision 1.
pub(crate) fn changes(changes: Vec<Change>) -> Revision {
    Revision { parent: revision(1), changes, reason: text("") }
}

/// A frontier that ends the authority chain of this device.
pub(crate) fn frontier(number: u8) -> Frontier {
    let chain = ChainId { device: device(number), lane: Lane::Authority };
    Frontier::new([(chain, Head { seq: Seq::new(3), id: entry(number) })])
}

pub(crate) fn opening() -> Opening {
    let option = |id: &str, cost| OpeningOption { id: text(id), label: text(id), cost };
    Opening {
        nonce: [1; 16],
        title: text("Trees"),
        question: text("Where?"),
        options: vec![option("a", 10), option("b", 20), option("c", 30)],
        ballot: BallotRule::Approval { min: 1, max: 2 },
        counting: Counting {
            rule: text("greedy"),
            seats: 0,
            budget: Some(50),
            threshold: 0,
            ties: Ties::Listed,
            decimals: 0,
        },
        roll: Roll {
            digest: RollDigest::from_bytes([0; 32]),
            size: 9,
            frontier: BlobId::from_bytes([0; 32]),
        },
        sealers: Sealers::Stewards,
        retention_days: 30,
        reminds: None,
    }
}

pub(crate) fn certificate(number: u8) -> Certificate {
    Certificate { member: member(number), custody: Custody::Own, signature: [0; 64] }
}

fn redemption() -> Redemption {
    Redemption {
        invitation: entry(1),
        key: card(1),
        certificate: certificate(10),
        signature: [0; 64],
    }
}

fn repair() -> Repair {
    Repair {
        member: member(9),
        device: device(51),
        lane: Lane::Ballots,
        head: Head { seq: Seq::new(2), id: entry(1) },
        signature: [0; 64],
    }
}

fn retirement() -> Retirement {
    Retirement { member: member(9), device: device(51), frontier: frontier(51), signature: [0; 64] }
}

fn seal() -> Seal {
    Seal {
        opening: entry(1),
        round: 0,
        manifest: BlobId::from_bytes([0; 32]),
        ballots: 0,
        reopenings: vec![],
    }
}

fn ballot() -> Ballot {
    Ballot { opening: entry(1), counter: 1, choices: Choices::Approval(vec![0]) }
}

/// Makes a good seal one of round 1, re-opened by these sealers.
pub(crate) fn second_round(scene: &mut Scene, sealers: &[u8]) {
    let reopened: Vec<Reopened> = sealers
        .iter()
        .map(|n| Reopened { opening: entry(1), round: 1, sealer: member(*n) })
        .collect();
    if let (Act::Seal(seal), Found::Opening(.., reopenings)) = (&mut scene.act, &mut scene.found) {
        seal.round = 1;
        seal.reopenings = (0..).take(sealers.len()).map(|n| entry(20 + n)).collect();
        *reopenings = reopened;
    }
}
