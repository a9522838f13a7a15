//! A hall with one steward and some voters; entries go straight into a ledger.

use ed25519_dalek::{Signer, SigningKey};

use participation_acts::{
    Act, Admission, Ballot, BallotRule, Certificate, Change, Choices, Counting, Custody, Founding,
    Limits, Opening, OpeningOption, Revision, Role, Seal, Sealers, Seat, Seats, Signing, Statement,
    Ties, signature_bytes,
};
use participation_charter::{Admitted, Ledger, View};
use participation_log::Draft;
use participation_poll::{PollReport, Polls, frozen_roll};
use participation_types::{
    BlobId, ChainId, CommunityId, DeviceKey, EntryId, Lane, MemberKey, RevisionId, SlotId, Text,
    Timestamp, sha256,
};

pub struct Voter {
    pub member: SigningKey,
    pub device: SigningKey,
}

impl Voter {
    pub fn new(number: u32) -> Self {
        let key = |salt: u8| {
            let mut bytes = [salt; 32];
            bytes[..4].copy_from_slice(&number.to_be_bytes());
            SigningKey::from_bytes(&bytes)
        };
        Self { member: key(1), device: key(2) }
    }

    pub fn key(&self) -> MemberKey {
        MemberKey::from_bytes(self.member.verifying_key().to_bytes())
    }

    fn device(&self) -> DeviceKey {
        DeviceKey::from_bytes(self.device.verifying_key().to_bytes())
    }
}

pub struct Hall {
    pub ledger: Ledger,
    pub polls: Polls,
    pub voters: Vec<Voter>,
    community: CommunityId,
    written: u64,
}

impl Hall {
    /// Voter 0 is the steward.
    pub fn of(voters: u32) -> Self {
        Self::under(voters, 1)
    }

    /// A hall whose charter has rules of this version.
    pub fn under(voters: u32, rules: u32) -> Self {
        let steward = Voter::new(0);
        let seat = Seat { member: steward.key(), recovery: DeviceKey::from_bytes([9; 32]) };
        let founding = Founding {
            nonce: [1; 16],
            founder: steward.device(),
            name: Text::new("The hall").unwrap(),
            seats: Seats::new(vec![seat], 1).unwrap(),
            roles: vec![(Role::Registrar, steward.key()), (Role::Organiser, steward.key())],
            limits: Limits::default(),
            rules: 1,
            recovery: None,
        };
        let community = founding.community();
        let ledger = Ledger::new(community);
        let polls = Polls::default();
        let mut hall = Self { ledger, polls, voters: Vec::new(), community, written: 0 };
        hall.put(&Voter::new(0), None, &Act::Found(founding));
        hall.certify(&Voter::new(0));
        for number in 1..=voters {
            let voter = Voter::new(number);
            hall.by_steward(&Act::Admit(Admission { member: voter.key(), slot: None }));
            hall.certify(&voter);
            hall.voters.push(voter);
        }
        if rules != 1 {
            hall.upgrade(rules);
        }
        hall
    }

    pub fn view(&self) -> View<'_> {
        self.ledger.view()
    }

    pub fn tip(&self) -> RevisionId {
        self.view().tip().unwrap().0.revision
    }

    fn certify(&mut self, voter: &Voter) {
        let (member, custody) = (voter.key(), Custody::Own);
        let statement = Statement::Device { member: &member, device: &voter.device(), custody };
        let bytes = signature_bytes(&self.community, &statement);
        let signature = voter.member.sign(&bytes).to_bytes();
        let act = Act::Certify(Certificate { member, custody, signature });
        self.put(voter, Some(self.tip()), &act);
    }

    pub fn by_steward(&mut self, act: &Act) -> EntryId {
        self.put(&Voter::new(0), Some(self.tip()), act)
    }

    /// Admits an entry, which must be admissible; whether it stands is not asked.
    pub fn put(&mut self, author: &Voter, revision: Option<RevisionId>, act: &Act) -> EntryId {
        let lane = act.kind().lane().unwrap();
        let after = self.view().standing_head(&ChainId { device: author.device(), lane });
        self.written += 1;
        let claimed = Timestamp::from_millis(self.written);
        let draft = Draft { community: self.community, lane, after, revision, claimed };
        let mut salt = [0; 16];
        salt[..8].copy_from_slice(&self.written.to_be_bytes());
        let entry = draft.sign(&author.device, salt, act.encode()).unwrap();
        let proven = act.clone().prove(&self.community, &author.device()).unwrap();
        let admitted = self.ledger.admit(&entry, Some(&proven));
        assert!(matches!(admitted, Admitted::Added), "{admitted:?}");
        self.polls.record(entry.entry().id(), act);
        entry.entry().id()
    }

    pub fn revise(&mut self, change: Change) -> RevisionId {
        let revision = Revision {
            parent: self.tip(),
            changes: vec![change],
            reason: Text::new("so").unwrap(),
        };
        let id = revision.id();
        self.by_steward(&Act::Propose(revision));
        self.by_steward(&Act::Sign(Signing { revision: id, dead: vec![] }));
        assert_eq!(self.tip(), id);
        id
    }

    pub fn upgrade(&mut self, rules: u32) -> RevisionId {
        self.revise(Change::Rules(rules))
    }

    pub fn opening(&self, ballot: BallotRule, counting: Counting, costs: &[u64]) -> Opening {
        let (roll, _) = frozen_roll(&self.view()).unwrap();
        let option = |(i, cost): (usize, &u64)| OpeningOption {
            id: Text::new(format!("p{i}")).unwrap(),
            label: Text::new(format!("Project {i}")).unwrap(),
            cost: *cost,
        };
        Opening {
            nonce: [0; 16],
            title: Text::new("What?").unwrap(),
            question: Text::new("").unwrap(),
            options: costs.iter().enumerate().map(option).collect(),
            ballot,
            counting,
            roll,
            sealers: Sealers::Stewards,
            retention_days: 30,
            reminds: None,
        }
    }

    pub fn open(&mut self, opening: Opening) -> EntryId {
        let (_, frontier) = frozen_roll(&self.view()).unwrap();
        let id = self.by_steward(&Act::Open(opening));
        self.polls.supply(BlobId::from_bytes(sha256(&frontier)), &frontier);
        id
    }

    pub fn ask(&mut self, ballot: BallotRule, counting: Counting, costs: &[u64]) -> EntryId {
        self.open(self.opening(ballot, counting, costs))
    }

    /// Voter `who`, from 1, approves of these.
    pub fn vote(&mut self, who: u32, opening: EntryId, options: &[u16]) -> EntryId {
        let member = Voter::new(who).key();
        let slot = self.slot(who);
        let counter = self.polls.counter(&self.view(), &opening, &slot) + 1;
        assert!(!self.view().facts().admissions(&member).is_empty());
        self.cast(who, Ballot { opening, counter, choices: Choices::Approval(options.to_vec()) })
    }

    /// The same for one who has not voted, without looking for it.
    pub fn vote_first(&mut self, who: u32, opening: EntryId, options: &[u16]) -> EntryId {
        let choices = Choices::Approval(options.to_vec());
        self.cast(who, Ballot { opening, counter: 1, choices })
    }

    pub fn cast(&mut self, who: u32, ballot: Ballot) -> EntryId {
        self.put(&Voter::new(who), Some(self.tip()), &Act::Ballot(ballot))
    }

    pub fn slot(&self, who: u32) -> SlotId {
        self.view().slot_of(&Voter::new(who).key()).unwrap()
    }

    pub fn seal(&mut self, poll: EntryId) -> Seal {
        let draft = self.polls.seal_draft(&self.view(), &poll).unwrap();
        self.by_steward(&Act::Seal(draft.seal.clone()));
        self.polls.supply(draft.seal.manifest, &draft.manifest);
        draft.seal
    }

    pub fn report(&self, poll: &EntryId) -> PollReport {
        self.polls.report(&self.view(), poll)
    }

    pub fn heads_of(&self, who: u32) -> participation_types::Frontier {
        let device = Voter::new(who).device();
        let chains = Lane::ALL.map(|lane| ChainId { device, lane });
        participation_types::Frontier::new(
            chains.into_iter().filter_map(|c| Some((c, self.view().standing_head(&c)?))),
        )
    }
}

pub fn counting(rule: &str, seats: u32, budget: Option<u64>) -> Counting {
    let rule = Text::new(rule).unwrap();
    Counting { rule, seats, budget, threshold: 0, ties: Ties::Listed, decimals: 0 }
}

pub const SINGLE: BallotRule = BallotRule::Approval { min: 1, max: 1 };
