//! A race: ada loses a right, and at once does something on a device that does not know it yet.
//!
//! Ada has everything that can be lost: a place in the census, the role of registrar, a seat, two
//! devices. The loss is told in a later revision (or by her other device) with the frontier of
//! what she had done; the deed names the revision before, and lies beyond that frontier.

use participation_acts::{Change, Right, Role};
use participation_types::{EntryId, Frontier, Head, Lane, RevisionId, SlotId, Text};

use crate::village::{Fate, Plan, Village, member_of, seats};

/// What ada loses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loss {
    Suspended,
    Revoked,
    RoleEnded,
    SeatLost,
    Retired,
    Forked,
    /// Her branch of the charter is not the one that goes on.
    BranchLost,
    /// Seat, role and place in the census, and then all three frontiers are raised.
    Raised,
}

/// What she does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    Admit,
    Invite,
    /// Somebody else redeems the card that she invited with before.
    Redeem,
    Name,
    Readmit,
    Certify,
    Propose,
    Support,
    Sign,
    Abandon,
    Recover,
    Repair,
    Retire,
}

/// The village before the race.
struct Scene {
    v: Village,
    ada: SlotId,
    cal: SlotId,
    /// A card that ada gave away.
    given: EntryId,
    /// A card that two people redeemed.
    contended: EntryId,
    redemption: EntryId,
    /// A branch of the fork in the chain of ada's laptop.
    branch: Head,
    parent: RevisionId,
}

/// Runs the race in every order on fresh replicas, and says what becomes of the deed.
pub(crate) fn race(loss: Loss, deed: Deed, expected: Fate) {
    let mut scene = Scene::new(loss);
    let parent = scene.parent;
    let subject = scene.v.naming(parent, |v| v.propose("s2", vec![rename("Vila Nova")]));
    let known = scene.v.frontier(&["ada"]);
    let before = scene.v.head("ada", Lane::Authority);
    scene.v.at_once();
    let done = scene.do_it(deed, subject);
    let written = scene.v.frontier(&["ada"]);
    scene.lose(loss, known, written, before);
    scene.v.everywhere(|view| assert_eq!(scene.v.fate(view, done), expected));
}

impl Scene {
    fn new(loss: Loss) -> Self {
        let mut plan = Plan::new(0, 2).with_recovery();
        plan.stewards = ["s2", "s3", "ada"].map(String::from).to_vec();
        plan.registrars = vec!["ada", "reg"];
        let mut v = plan.found();
        let ada = v.admit_by("reg", "ada");
        v.certify("ada/laptop");
        v.certify("ada/old");
        let cal = v.admit("cal");
        for name in ["bo", "di", "eli"] {
            v.admit(name);
        }
        let given = v.invite("ada", "given");
        let contended = v.invite("reg", "contended");
        let redemption = v.redeem("fen", contended, "contended");
        v.redeem("gil", contended, "contended");
        let first = v.head("ada/laptop", Lane::Content);
        v.note("ada/laptop");
        let branch = v.last();
        v.upon(first, |v| v.note("ada/laptop"));
        let mut parent = v.tip();
        if loss == Loss::BranchLost {
            // s2 and s3 sign twice; more people follow the other branch.
            let (losing, winning) = v.naming(parent, |v| {
                let losing = v.enact(&["s2", "s3"], vec![rename("Vila Vella")]);
                (losing, v.enact(&["s2", "s3"], vec![rename("Vila Mitjana")]))
            });
            for name in ["bo", "di", "eli"] {
                v.naming(winning, |v| v.note(name));
            }
            parent = losing;
        }
        Self { v, ada, cal, given, contended, redemption, branch, parent }
    }

    fn lose(&mut self, loss: Loss, known: Frontier, written: Frontier, before: Option<Head>) {
        let (ada, member) = (self.ada, member_of("ada"));
        let seat = |frontier| Change::Seats {
            seats: seats(&["s2", "s3", "cal"], 2),
            leaving: vec![(member, frontier)],
        };
        let role = |frontier| Change::End(Role::Registrar, member, frontier);
        let mut enact = |changes| {
            let parent = self.parent;
            self.v.naming(parent, |v| v.enact(&["s2", "s3"], changes))
        };
        match loss {
            Loss::Suspended => drop(enact(vec![Change::Suspend(ada, known)])),
            Loss::Revoked => drop(enact(vec![Change::Revoke(ada, known)])),
            Loss::RoleEnded => drop(enact(vec![role(known)])),
            Loss::SeatLost => drop(enact(vec![seat(known)])),
            Loss::Retired => drop(self.v.retire("ada/laptop", "ada", known)),
            Loss::Forked => {
                let parent = self.parent;
                self.v.naming(parent, |v| v.upon(before, |v| v.invite("ada", "another")));
            }
            Loss::BranchLost => {}
            Loss::Raised => {
                let all =
                    vec![seat(known.clone()), role(known.clone()), Change::Suspend(ada, known)];
                let cut = enact(all);
                let rights =
                    [Right::Seat(member), Right::Role(Role::Registrar, member), Right::Member(ada)];
                let raises = rights.map(|right| Change::Raise(right, written.clone())).to_vec();
                self.v.naming(cut, |v| v.enact(&["s2", "s3"], raises));
            }
        }
    }

    /// Ada's device does not know of the loss: it names the revision before.
    fn do_it(&mut self, deed: Deed, subject: RevisionId) -> EntryId {
        let (cal, given, contended) = (self.cal, self.given, self.contended);
        let (redemption, branch) = (self.redemption, self.branch);
        self.v.naming(self.parent, |v| match deed {
            Deed::Admit => v.admit_by("ada", "eva").admission(),
            Deed::Invite => v.invite("ada", "new"),
            Deed::Redeem => v.redeem("eva", given, "given"),
            Deed::Name => v.name("ada", contended, redemption),
            Deed::Readmit => v.readmit("ada", "hug", cal),
            Deed::Certify => v.certify("ada/tablet"),
            Deed::Propose => {
                v.propose("ada", vec![rename("Vila Alta")]);
                v.last().id
            }
            Deed::Support => v.support("ada", subject),
            Deed::Sign => v.sign("ada", subject),
            Deed::Abandon => v.abandon("ada", subject),
            Deed::Recover => v.recover("ada", subject),
            Deed::Repair => v.repair("ada", "ada/laptop", Lane::Content, branch),
            Deed::Retire => v.retire("ada", "ada/old", Frontier::default()),
        })
    }
}

pub(crate) fn rename(name: &'static str) -> Change {
    Change::Rename(Text::fixed(name))
}
