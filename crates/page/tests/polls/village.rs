//! A community in memory whose people vote.

use std::sync::Arc;

use ateneu_page::ballot::Typed;
use ateneu_page::{Neighbour, Offices, Tongue, Visit, polls};
use participation::{
    BallotRule, Choices, Community, Counting, Custody, DeviceNonce, EntryId, FoundingPlan,
    MemoryStore, OptionPlan, Pen, Persona, PollPlan, RecoverySecret, Sealers, Seed, SlotId, Text,
    Ties, Timestamp,
};

const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

/// A community with its founder, who organises and seals, and some voters.
pub(crate) struct Village {
    pub(crate) community: Community<MemoryStore>,
    pub(crate) founder: Persona,
    voters: Vec<Persona>,
    dice: u8,
}

/// A rule with a ballot and what it needs.
pub(crate) struct Asked {
    pub(crate) rule: &'static str,
    pub(crate) ballot: BallotRule,
    pub(crate) options: Vec<(String, String, u64)>,
    pub(crate) budget: Option<u64>,
    pub(crate) decimals: u8,
}

impl Asked {
    /// A poll with as many options.
    pub(crate) fn poll(rule: &'static str, ballot: BallotRule, options: usize) -> Self {
        let option = |n: usize| (format!("id{n}"), format!("Opció {n}"), 0);
        let options = (0..options).map(option).collect();
        Self { rule, ballot, options, budget: None, decimals: 0 }
    }

    /// A budget with projects of these costs.
    pub(crate) fn budget(
        rule: &'static str,
        ballot: BallotRule,
        budget: u64,
        costs: &[u64],
    ) -> Self {
        let option = |(n, cost): (usize, &u64)| (format!("id{n}"), format!("Projecte {n}"), *cost);
        let options = costs.iter().enumerate().map(option).collect();
        Self { rule, ballot, options, budget: Some(budget), decimals: 2 }
    }
}

impl Village {
    /// With so many voters beside the founder.
    pub(crate) fn of(voters: u8) -> Self {
        let nonce = [2; 16];
        let founder =
            Persona::founder(&Seed::from_bytes(&[1; 32]), nonce, &DeviceNonce::from_bytes([3; 16]));
        let seat = founder.seat(&RecoverySecret::from_bytes(&[4; 32]));
        let plan = FoundingPlan::of_one("Veïns", nonce, seat);
        let mut fill = |bytes: &mut [u8]| bytes.fill(9);
        let mut pen = Pen { device: &founder.device, now: NOW, entropy: &mut fill };
        let community =
            Community::found(MemoryStore::new(), plan, &mut pen, &founder.member, Custody::Own);
        let mut community = community.unwrap();
        let voters = (0..voters).map(|n| {
            let seed = Seed::from_bytes(&[n + 10; 32]);
            let voter = Persona::new(&seed, &community.id(), &DeviceNonce::from_bytes([5; 16]));
            community.admit(&mut pen, voter.member.public()).unwrap();
            let mut fill = |bytes: &mut [u8]| bytes.fill(7);
            let mut own = Pen { device: &voter.device, now: NOW, entropy: &mut fill };
            community.certify(&mut own, &voter.member, Custody::Own).unwrap();
            voter
        });
        let voters = voters.collect();
        Self { community, founder, voters, dice: 20 }
    }

    pub(crate) fn open(&mut self, title: &str, question: &str, asked: Asked) -> EntryId {
        let option = |(id, label, cost)| OptionPlan { id, label, cost };
        let plan = PollPlan {
            title: title.to_owned(),
            question: question.to_owned(),
            options: asked.options.into_iter().map(option).collect(),
            ballot: asked.ballot,
            counting: Counting {
                rule: Text::new(asked.rule).unwrap(),
                seats: 1,
                budget: asked.budget,
                threshold: u64::from(asked.rule == "greedy-threshold"),
                ties: Ties::Lot,
                decimals: asked.decimals,
            },
            sealers: Sealers::Stewards,
            retention_days: 0,
            reminds: None,
        };
        self.dice += 1;
        let dice = self.dice;
        let mut fill = |bytes: &mut [u8]| bytes.fill(dice);
        let mut pen = Pen { device: &self.founder.device, now: NOW, entropy: &mut fill };
        self.community.open_poll(&mut pen, plan).unwrap()
    }

    /// Something that the founder does.
    pub(crate) fn act(
        &mut self,
        deed: impl FnOnce(
            &mut Community<MemoryStore>,
            &mut Pen<'_>,
        ) -> Result<EntryId, participation::Error>,
    ) -> EntryId {
        let mut fill = |bytes: &mut [u8]| bytes.fill(7);
        let mut pen = Pen { device: &self.founder.device, now: NOW, entropy: &mut fill };
        deed(&mut self.community, &mut pen).unwrap()
    }

    pub(crate) fn vote(&mut self, voter: usize, poll: EntryId, choices: Choices) -> EntryId {
        let mut fill = |bytes: &mut [u8]| bytes.fill(7);
        let mut pen = Pen { device: &self.voters[voter].device, now: NOW, entropy: &mut fill };
        self.community.vote(&mut pen, poll, choices).unwrap()
    }

    pub(crate) fn seal(&mut self, poll: EntryId) {
        let mut fill = |bytes: &mut [u8]| bytes.fill(7);
        let mut pen = Pen { device: &self.founder.device, now: NOW, entropy: &mut fill };
        self.community.seal(&mut pen, poll).unwrap();
    }

    pub(crate) fn slot(&self, voter: usize) -> SlotId {
        self.community.view().slot_of(&self.voters[voter].member.public()).unwrap()
    }

    /// A look by somebody in the census, or by whoever passes by.
    pub(crate) fn visit(&self, tongue: Tongue, voter: Option<usize>) -> Visit {
        let neighbour = voter.map(|voter| Neighbour {
            login: "jo".into(),
            slot: Some(self.slot(voter)),
            offices: Offices::default(),
            token: "token".into(),
            follows: std::collections::BTreeSet::new(),
            assisted: None,
            keeper: false,
            claims: None,
        });
        Visit {
            tongue,
            place: "/x".into(),
            node: String::new(),
            neighbour,
            nonce: "nonce".into(),
            notice: None,
            kiosk: None,
            reads_alone: ateneu_page::reads_alone(&self.community),
            now: NOW,
            light: false,
            zone: ateneu_page::Zone::UTC,
        }
    }

    pub(crate) fn booth(&self, visit: &Visit, poll: &EntryId, typed: Option<Typed>) -> String {
        let report = |id: &EntryId| self.community.report(id).ok().map(Arc::new);
        polls::one(&self.community, visit, poll, typed, &report).unwrap().unwrap()
    }

    pub(crate) fn result(&self, visit: &Visit, poll: &EntryId) -> String {
        let report = self.community.report(poll).unwrap();
        polls::result(&self.community, visit, poll, &report, 0).unwrap().unwrap()
    }

    pub(crate) fn list(&self, visit: &Visit) -> String {
        // What is open is not counted for a list.
        let report = |id: &EntryId| {
            let report = self.community.report(id).unwrap();
            let sealed = matches!(report.status, participation::PollStatus::Sealed { .. });
            assert!(sealed, "a poll that is open was counted");
            Some(Arc::new(report))
        };
        polls::all(&self.community, visit, &report).unwrap()
    }
}
