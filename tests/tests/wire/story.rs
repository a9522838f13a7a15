//! A small community that does one thing of each kind: what the vectors are made of. Everything
//! in it is fixed, so that every run writes the same bytes.

use ed25519_dalek::{Signer, SigningKey};
use participation_acts::{
    Abandonment, Act, Admission, Assistance, Ballot, BallotRule, Batch, Certificate, Change,
    Choices, Closing, Contest, Countersignature, Counting, Custody, Endorsement, Founding, Help,
    Invitation, Limits, Mark, Naming, Opening, OpeningOption, Recovery, Redemption, Reopening,
    Repair, Retirement, Revision, Role, Roll, Seal, Sealers, Seat, Seats, Signing, Statement,
    Station, Ties, manifest_bytes, signature_bytes,
};
use participation_log::{Draft, Entry};
use participation_types::{
    BlobId, ChainId, CommunityId, DeviceKey, EntryId, Frontier, Hasher, Head, InvitationKey, Lane,
    MemberKey, NodeAddress, RevisionId, RollDigest, SlotId, Sorted, Text, Timestamp, sha256,
    to_canonical,
};

/// Whose keys these are; each is `[n; 32]` as an Ed25519 seed.
pub(crate) const FOUNDER: u8 = 1;
pub(crate) const FOUNDER_DEVICE: u8 = 2;
const PAPER: u8 = 3;
const CARD: u8 = 4;
pub(crate) const VOTER: u8 = 5;
pub(crate) const VOTER_DEVICE: u8 = 6;

/// A statement that somebody signed, with all that its meaning hangs on.
pub(crate) struct Signed {
    pub(crate) name: &'static str,
    pub(crate) signed: Vec<u8>,
    pub(crate) signer: [u8; 32],
    pub(crate) signature: [u8; 64],
}

/// A sealed message, and the Ed25519 seeds of those who can open it.
pub(crate) struct SealedFor {
    pub(crate) secrets: [u8; 2],
    pub(crate) context: Vec<u8>,
    pub(crate) message: Vec<u8>,
    pub(crate) bytes: Vec<u8>,
}

pub(crate) struct Story {
    pub(crate) community: CommunityId,
    pub(crate) founding: RevisionId,
    pub(crate) revision: RevisionId,
    pub(crate) entries: Vec<(&'static str, Entry)>,
    pub(crate) statements: Vec<Signed>,
    pub(crate) frontier: Frontier,
    pub(crate) slots: Vec<SlotId>,
    pub(crate) roll: RollDigest,
    pub(crate) manifest: Vec<u8>,
    pub(crate) phase_frontier: Frontier,
    pub(crate) envelope: Option<SealedFor>,
}

pub(crate) fn key(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

fn public(n: u8) -> [u8; 32] {
    key(n).verifying_key().to_bytes()
}

pub(crate) fn member(n: u8) -> MemberKey {
    MemberKey::from_bytes(public(n))
}

fn device(n: u8) -> DeviceKey {
    DeviceKey::from_bytes(public(n))
}

pub(crate) fn text<const MAX: usize>(text: &str) -> Text<MAX> {
    Text::new(text).expect("short")
}

pub(crate) fn blob(bytes: &[u8]) -> BlobId {
    BlobId::from_bytes(sha256(bytes))
}

pub(crate) fn frontier_bytes(frontier: &Frontier) -> Vec<u8> {
    to_canonical(|w| frontier.write(w))
}

fn founding() -> Founding {
    let seat = Seat { member: member(FOUNDER), recovery: device(PAPER) };
    let mut roles = vec![(Role::Registrar, member(FOUNDER)), (Role::Organiser, member(FOUNDER))];
    roles.sort_unstable();
    Founding {
        nonce: [0x0f; 16],
        founder: device(FOUNDER_DEVICE),
        name: text("Ateneu de Vallbona"),
        seats: Seats::new(vec![seat], 1).expect("one seat, one signature"),
        roles,
        limits: Limits { options: 1024, retention_days: 30 },
        rules: 1,
        recovery: Some(Recovery { numerator: 1, denominator: 2 }),
    }
}

impl Story {
    /// Signs an act at the end of its author's chain.
    pub(crate) fn write(&mut self, name: &'static str, author: u8, act: &Act) -> EntryId {
        let lane = act.kind().lane().expect("a known kind");
        let number = u8::try_from(self.entries.len()).expect("few entries");
        let draft = Draft {
            community: self.community,
            lane,
            after: self.head(author, lane),
            revision: (number > 0).then_some(self.founding),
            claimed: Timestamp::from_millis(1_780_000_000_000 + 60_000 * u64::from(number)),
        };
        let entry = draft.sign(&key(author), [number + 0xa0; 16], act.encode());
        let entry = entry.expect("fits").into_entry();
        let id = entry.id();
        self.entries.push((name, entry));
        id
    }

    fn head(&self, author: u8, lane: Lane) -> Option<Head> {
        let chain = ChainId { device: device(author), lane };
        let last = self.entries.iter().rev().find(|(_, entry)| entry.chain() == chain);
        last.map(|(_, entry)| Head { seq: entry.header().seq, id: entry.id() })
    }

    fn state(&mut self, name: &'static str, signer: u8, statement: &Statement<'_>) -> [u8; 64] {
        let signed = signature_bytes(&self.community, statement);
        let signature = key(signer).sign(&signed).to_bytes();
        self.statements.push(Signed { name, signed, signer: public(signer), signature });
        signature
    }

    fn certificate(&mut self, person: u8, at: u8, custody: Custody) -> Certificate {
        let (member, device) = (member(person), device(at));
        let statement = Statement::Device { member: &member, device: &device, custody };
        Certificate { member, custody, signature: self.state("device", person, &statement) }
    }

    fn redemption(&mut self, invitation: EntryId) -> Redemption {
        let key = InvitationKey::from_bytes(public(CARD));
        let certificate = self.certificate(VOTER, VOTER_DEVICE, Custody::Node);
        let (member, device) = (certificate.member, device(VOTER_DEVICE));
        let statement = Statement::Redeem { invitation: &key, member: &member, device: &device };
        let signature = self.state("redeem", CARD, &statement);
        Redemption { invitation, key, certificate, signature }
    }

    pub(crate) fn frontier_of(&self, chains: &[(u8, Lane)]) -> Frontier {
        let heads = chains.iter().filter_map(|(author, lane)| {
            let chain = ChainId { device: device(*author), lane: *lane };
            Some((chain, self.head(*author, *lane)?))
        });
        Frontier::new(heads)
    }

    fn charter_acts(&mut self, slot: SlotId) {
        let cut = self.frontier_of(&[(FOUNDER_DEVICE, Lane::Authority)]);
        let changes = vec![
            Change::Rename(text("Ateneu")),
            Change::End(Role::Organiser, member(FOUNDER), cut.clone()),
            Change::Suspend(slot, cut),
        ];
        let reason = text("The assembly of May");
        let revision = Revision { parent: self.founding, changes, reason };
        let id = revision.id();
        self.revision = id;
        self.write("propose", FOUNDER_DEVICE, &Act::Propose(revision));
        let endorsement = || Endorsement { revision: id };
        self.write("support", FOUNDER_DEVICE, &Act::Support(endorsement()));
        self.write("sign", FOUNDER_DEVICE, &Act::Sign(Signing { revision: id, dead: vec![] }));
        self.write("abandon", FOUNDER_DEVICE, &Act::Abandon(Abandonment { revision: id }));
        self.write("recover", VOTER_DEVICE, &Act::Recover(endorsement()));
    }

    fn opening(&mut self, slots: &[SlotId]) -> Opening {
        self.frontier =
            self.frontier_of(&[(FOUNDER_DEVICE, Lane::Authority), (VOTER_DEVICE, Lane::Authority)]);
        let mut hasher = Hasher::new("participation/roll/1");
        slots.iter().for_each(|slot| hasher.update(slot.as_bytes()));
        self.roll = RollDigest::from_bytes(hasher.finish());
        let option = |id, label, cost| OpeningOption { id: text(id), label: text(label), cost };
        Opening {
            nonce: [0x0e; 16],
            title: text("Pressupost 2026"),
            question: text("Què fem a la plaça?"),
            options: vec![
                option("ombra", "Arbres i ombra", 4_500_000),
                option("bancs", "Bancs nous", 950_000),
                option("font", "Una font", 1_200_000),
            ],
            ballot: BallotRule::BudgetSelection { min: 1, max: 2 },
            counting: Counting {
                rule: text("greedy"),
                seats: 0,
                budget: Some(6_000_000),
                threshold: 0,
                ties: Ties::Lot,
                decimals: 2,
            },
            roll: Roll {
                digest: self.roll,
                size: 2,
                frontier: blob(&frontier_bytes(&self.frontier)),
            },
            sealers: Sealers::Stewards,
            retention_days: 90,
            reminds: Some(Timestamp::from_millis(1_782_000_000_000)),
        }
    }

    fn poll_acts(&mut self) {
        let slots = self.slots.clone();
        let opening = Act::Open(self.opening(&slots));
        let opening = self.write("open", FOUNDER_DEVICE, &opening);
        let choices = Choices::Approval(vec![0, 2]);
        let ballot = Ballot { opening, counter: 1, choices };
        let ballot = self.write("ballot", VOTER_DEVICE, &Act::Ballot(ballot));
        self.manifest = manifest_bytes([ballot]);
        let manifest = blob(&self.manifest);
        let seal = |round, reopenings| {
            Act::Seal(Seal { opening, round, manifest, ballots: 1, reopenings })
        };
        self.write("seal", FOUNDER_DEVICE, &seal(0, vec![]));
        let reason = text("The paper ballots were not in it");
        let reopening = Act::Reopen(Reopening { opening, round: 1, reason });
        let reopening = self.write("reopen", FOUNDER_DEVICE, &reopening);
        self.write("seal again", FOUNDER_DEVICE, &seal(1, vec![reopening]));
        let contest =
            Contest { opening, round: 1, reason: text("Mine is missing"), ballots: vec![ballot] };
        self.write("contest", VOTER_DEVICE, &Act::Contest(contest));
    }

    /// A station, a mark and a bundle; in a story one officer may sign twice.
    fn paper_acts(&mut self) {
        let opened = self.entries.iter().find(|(name, _)| *name == "open");
        let opening = opened.map(|(_, entry)| entry.id()).expect("a poll is open");
        let place = text("Casal de barri");
        let station = Act::Station(Station { opening, place });
        let station = self.write("station", FOUNDER_DEVICE, &station);
        let second = Act::Countersign(Countersignature { opening, subject: station });
        self.write("countersign", FOUNDER_DEVICE, &second);
        let slot = self.slots[0];
        self.write("mark", FOUNDER_DEVICE, &Act::Mark(Mark { opening, station, slot }));
        let ballots = [vec![2], vec![0, 1], vec![2]].map(Choices::Approval).to_vec();
        let ballots = Batch::sorted(ballots);
        let batch = Batch { opening, station, bundle: 1, counter: 1, ballots, spoilt: 1 };
        self.write("batch", FOUNDER_DEVICE, &Act::Batch(batch));
        let frontier = self.frontier_of(&[(FOUNDER_DEVICE, Lane::Ballots)]);
        let closing = Act::Close(Closing { opening, station, frontier });
        self.write("close", FOUNDER_DEVICE, &closing);
    }

    fn last_acts(&mut self) {
        let (device, lane) = (device(VOTER_DEVICE), Lane::Ballots);
        let head = self.head(VOTER_DEVICE, lane).expect("a ballot is there");
        let signature =
            self.state("repair", VOTER, &Statement::Repair { device: &device, lane, head });
        let repair = Repair { member: member(VOTER), device, lane, head, signature };
        self.write("repair", VOTER_DEVICE, &Act::Repair(repair));
        let frontier =
            self.frontier_of(&[(VOTER_DEVICE, Lane::Authority), (VOTER_DEVICE, Lane::Ballots)]);
        let statement = Statement::Retire { device: &device, frontier: &frontier };
        let signature = self.state("retire", VOTER, &statement);
        let retirement = Retirement { member: member(VOTER), device, frontier, signature };
        self.write("retire", FOUNDER_DEVICE, &Act::Retire(retirement));
        let changes = vec![Change::Nodes(Sorted::new(nodes()).expect("two addresses"))];
        let revision = Revision { parent: self.founding, changes, reason: text("") };
        self.write("propose nodes", FOUNDER_DEVICE, &Act::Propose(revision));
        for (name, licence) in [("propose licence", Some("CC-BY-4.0")), ("propose none", None)] {
            let licence = licence.map(|text| text.parse().expect("a licence"));
            let changes = vec![Change::Licence(licence)];
            let revision = Revision { parent: self.founding, changes, reason: text("") };
            self.write(name, FOUNDER_DEVICE, &Act::Propose(revision));
        }
    }
}

/// Where two machines are reached, in the order of their bytes.
pub(crate) fn nodes() -> [NodeAddress; 2] {
    let peer = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";
    ["/dns4/node.example.org/tcp/4321", "/ip4/192.0.2.7/tcp/4321"]
        .map(|place| format!("{place}/p2p/{peer}").parse().expect("an address"))
}

pub(crate) fn story() -> Story {
    let founding = founding();
    let mut story = Story {
        community: founding.community(),
        founding: founding.revision(),
        revision: founding.revision(),
        entries: Vec::new(),
        statements: Vec::new(),
        frontier: Frontier::default(),
        slots: Vec::new(),
        roll: RollDigest::from_bytes([0; 32]),
        manifest: Vec::new(),
        phase_frontier: Frontier::default(),
        envelope: None,
    };
    story.write("found", FOUNDER_DEVICE, &Act::Found(founding));
    let certificate = story.certificate(FOUNDER, FOUNDER_DEVICE, Custody::Own);
    story.write("certify", FOUNDER_DEVICE, &Act::Certify(certificate));
    let admission = Admission { member: member(FOUNDER), slot: None };
    let founders = story.write("admit", FOUNDER_DEVICE, &Act::Admit(admission));
    let invitation = Invitation { key: InvitationKey::from_bytes(public(CARD)) };
    let invitation = story.write("invite", FOUNDER_DEVICE, &Act::Invite(invitation));
    let redemption = story.redemption(invitation);
    let redemption = story.write("redeem", VOTER_DEVICE, &Act::Redeem(redemption));
    let naming = Naming { invitation, redemption };
    story.write("name", FOUNDER_DEVICE, &Act::Name(naming));
    story.slots = vec![SlotId::of(founders), SlotId::of(redemption)];
    story.slots.sort_unstable();
    let again = Admission { member: member(VOTER), slot: Some(SlotId::of(redemption)) };
    story.write("admit again", FOUNDER_DEVICE, &Act::Admit(again));
    story.charter_acts(SlotId::of(redemption));
    story.poll_acts();
    story.deliberation();
    story.last_acts();
    story.paper_acts();
    let (device, member) = (device(VOTER_DEVICE), member(VOTER));
    let assistance = Assistance { device, member, reason: Help::Reading };
    story.write("assist", FOUNDER_DEVICE, &Act::Assist(assistance));
    story
}
