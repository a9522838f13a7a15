//! A small community: Anna keeps it and moderates, Berta proposes, Carla comments.

use ateneu_page::{Neighbour, Offices, Tongue, Visit};
use participation::{
    Alignment, CommentPlan, Community, Custody, DeviceNonce, DocumentKind, DocumentPlan, EntryId,
    FoundingPlan, LabelPlan, Language, List, Localized, MemoryStore, Pen, Permits, Persona, Phase,
    PhaseRules, Reason, RecoverySecret, Role, Seed, SlotId, Sorted, Space, SpaceKind, Text,
    Timestamp, Voice,
};

/// The words that a test looks for.
pub(crate) const TITLE: &str = "Una <b>torre</b> de xocolata";
pub(crate) const BODY: &str = "Amb melindros pels volts.";
pub(crate) const COMMENT: &str = "Jo hi posaria nata.";

pub(crate) struct Village {
    pub(crate) community: Community<MemoryStore>,
    pub(crate) anna: Persona,
    pub(crate) berta: Persona,
    pub(crate) carla: Persona,
    pub(crate) space: EntryId,
    pub(crate) proposal: EntryId,
    pub(crate) comment: EntryId,
    /// Seconds since the founding: acts have times of their own.
    clock: u64,
}

fn dice(bytes: &mut [u8]) {
    bytes.fill(7);
}

pub(crate) const CA: fn() -> Language = || "ca".parse().unwrap();

fn title<const MAX: usize>(text: &str) -> Localized<MAX> {
    Localized::one(CA(), Text::new(text).unwrap())
}

impl Village {
    pub(crate) fn new() -> Self {
        let (seed, nonce) = (Seed::from_bytes(&[1; 32]), [2; 16]);
        let anna = Persona::founder(&seed, nonce, &DeviceNonce::from_bytes([3; 16]));
        let seat = anna.seat(&RecoverySecret::from_bytes(&[4; 32]));
        let mut plan = FoundingPlan::of_one("Veïns del Poblenou", nonce, seat);
        plan.roles.push((Role::Moderator, anna.member.public()));
        let mut entropy: fn(&mut [u8]) = dice;
        let now = Timestamp::from_millis(1_790_000_000_000);
        let mut pen = Pen { device: &anna.device, now, entropy: &mut entropy };
        let mut community =
            Community::found(MemoryStore::new(), plan, &mut pen, &anna.member, Custody::Own)
                .unwrap();
        let persona = |seed: u8| {
            let device = DeviceNonce::from_bytes([seed; 16]);
            Persona::new(&Seed::from_bytes(&[seed; 32]), &community.id(), &device)
        };
        let (berta, carla) = (persona(5), persona(6));
        community.admit(&mut pen, anna.member.public()).unwrap();
        for persona in [&berta, &carla] {
            community.admit(&mut pen, persona.member.public()).unwrap();
        }
        let space = community.open_space(&mut pen, process()).unwrap();
        let nothing = space;
        let mut village = Self {
            community,
            anna,
            berta,
            carla,
            space,
            proposal: nothing,
            comment: nothing,
            clock: 0,
        };
        for who in [Who::Berta, Who::Carla] {
            village.act(who, |community, pen, persona| {
                community.certify(pen, &persona.member, Custody::Node).unwrap()
            });
        }
        village.proposal = village.act(Who::Berta, |community, pen, _| {
            let plan = DocumentPlan::new(DocumentKind::Proposal, CA(), TITLE, BODY).unwrap();
            community.compose(pen, space, plan).unwrap()
        });
        village.comment = village.comment(Who::Carla, COMMENT);
        village
    }

    /// Somebody does something.
    pub(crate) fn act<T>(
        &mut self,
        who: Who,
        act: impl FnOnce(&mut Community<MemoryStore>, &mut Pen<'_>, &Persona) -> T,
    ) -> T {
        self.clock += 1000;
        let now = Timestamp::from_millis(1_790_000_000_000 + self.clock);
        let persona = match who {
            Who::Anna => &self.anna,
            Who::Berta => &self.berta,
            Who::Carla => &self.carla,
        };
        let mut entropy: fn(&mut [u8]) = dice;
        let mut pen = Pen { device: &persona.device, now, entropy: &mut entropy };
        act(&mut self.community, &mut pen, persona)
    }

    pub(crate) fn comment(&mut self, who: Who, text: &str) -> EntryId {
        let plan = CommentPlan {
            subject: self.proposal,
            parent: None,
            voice: Voice::Member,
            alignment: Alignment::InFavour,
            language: CA(),
            text,
        };
        self.act(who, |community, pen, _| community.comment(pen, plan).unwrap())
    }

    pub(crate) fn hide(&mut self, subject: EntryId) -> EntryId {
        let text = title("Massa dolç.");
        let plan = LabelPlan { hidden: true, reason: Reason::OffTopic, text, appeal: None };
        self.act(Who::Anna, |community, pen, _| community.label(pen, subject, plan).unwrap())
    }

    pub(crate) fn slot(&self, who: Who) -> SlotId {
        let persona = match who {
            Who::Anna => &self.anna,
            Who::Berta => &self.berta,
            Who::Carla => &self.carla,
        };
        self.community.slot_of(&persona.device.public()).unwrap()
    }

    /// Somebody looks.
    pub(crate) fn visit(&self, who: Option<Who>, tongue: Tongue) -> Visit {
        let neighbour = who.map(|who| Neighbour {
            login: "algu".to_owned(),
            slot: Some(self.slot(who)),
            offices: Offices { moderator: who == Who::Anna, ..Offices::default() },
            follows: std::collections::BTreeSet::new(),
            assisted: None,
            keeper: false,
            claims: None,
            token: "00".to_owned(),
        });
        Visit {
            tongue,
            place: String::new(),
            node: "Prova".to_owned(),
            neighbour,
            nonce: "11".to_owned(),
            notice: None,
            kiosk: None,
            reads_alone: ateneu_page::reads_alone(&self.community),
            now: Timestamp::from_millis(1_790_000_100_000),
            light: false,
            zone: ateneu_page::Zone::UTC,
        }
    }
}

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    Anna,
    Berta,
    Carla,
}

fn process() -> Space {
    let rules = PhaseRules {
        permits: Permits::all(),
        hides_supports: false,
        proposals: 3,
        supports: 0,
        least_supports: 0,
        goal: 0,
        title_length: 150,
        body_length: 5000,
        comment_length: 1000,
        reply_depth: 3,
        states: List::default(),
    };
    Space {
        kind: SpaceKind::Process,
        parent: None,
        title: title("La festa major"),
        languages: Sorted::new([CA()]).unwrap(),
        phase: Phase { title: title("Idees"), rules, starts: None, ends: None },
    }
}
