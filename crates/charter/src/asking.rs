//! Asking the table before anything is signed, and finding what an act names.

use participation_acts::{Act, Right};
use participation_policy::{Author, Entry, Named, Target, allowed, right_of};
use participation_types::{DeviceKey, EntryId, MemberKey, RevisionId, SlotId};

use crate::facts::CertificateFact;
use crate::standing::Fault;
use crate::view::View;

impl View<'_> {
    /// Asks the table about an entry that may not be written yet: what a client does before it
    /// signs. `slot` is the one in whose name it speaks.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn ask(
        &self,
        entry: &Entry<'_>,
        target: Target<'_>,
        slot: Option<SlotId>,
    ) -> Result<Option<Right>, Fault> {
        self.ask_as(self.certificate(&entry.author), entry, target, slot)
    }

    /// The same, by the certificate given.
    pub(crate) fn ask_as(
        &self,
        certificate: Option<&CertificateFact>,
        entry: &Entry<'_>,
        target: Target<'_>,
        slot: Option<SlotId>,
    ) -> Result<Option<Right>, Fault> {
        let author = match (certificate, self.facts.founding()) {
            (Some(certificate), _) if !begins(entry.act) => {
                Author::Device { member: &certificate.member, slot }
            }
            (_, Some((_, founding))) if founding.founder == entry.author => Author::Founder,
            _ => Author::Uncertified,
        };
        let charter = entry.revision.and_then(|revision| self.facts.state(&revision));
        let named = Named { charter, author, target };
        allowed(entry, &named)?;
        Ok(right_of(entry, &named))
    }

    /// What an act of the charter or the census names; acts of polls name openings, which
    /// `participation-poll` looks up.
    #[must_use]
    pub fn target_of(&self, act: &Act) -> Target<'_> {
        let revision = |id: &RevisionId| match self.facts.revisions.get(id) {
            Some(fact) => fact.parent.map_or(Target::Missing, |parent| Target::Revision {
                parent,
                well_formed: fact.outcome.is_ok(),
            }),
            None => Target::Missing,
        };
        let device = |device: &DeviceKey| {
            self.certificate(device)
                .map_or(Target::Missing, |c| Target::Device { member: &c.member })
        };
        match act {
            Act::Certify(certificate) => {
                Target::Key { admitted: !self.facts.admissions(&certificate.member).is_empty() }
            }
            Act::Redeem(redemption) => self
                .facts
                .invitations
                .get(&redemption.invitation)
                .map_or(Target::Missing, |key| Target::Invitation { key }),
            Act::Name(naming) => {
                let redeems = |list: &Vec<(EntryId, MemberKey)>| {
                    list.iter().any(|(id, _)| *id == naming.redemption)
                };
                let card = self.facts.redemptions.iter().find(|(_, list)| redeems(list));
                card.map_or(Target::Missing, |(card, _)| Target::Redemption { invitation: *card })
            }
            Act::Admit(admission) => match &admission.slot {
                Some(slot) if self.facts.opened_for(slot).is_none() => Target::Missing,
                Some(_) => Target::Slot,
                None => Target::Nothing,
            },
            Act::Support(act) | Act::Recover(act) => revision(&act.revision),
            Act::Sign(signing) => revision(&signing.revision),
            Act::Abandon(act) => revision(&act.revision),
            Act::Repair(repair) => device(&repair.device),
            Act::Retire(retirement) => device(&retirement.device),
            Act::Found(_)
            | Act::Invite(_)
            | Act::Assist(_)
            | Act::Propose(_)
            | Act::Open(_)
            | Act::Seal(_)
            | Act::Reopen(_)
            | Act::Contest(_)
            | Act::Ballot(_)
            | Act::Content(_)
            | Act::Unknown(_) => Target::Nothing,
        }
    }
}

/// Whether an act comes before any certificate of its device, and is judged so for good: what a
/// founder did first is not denied once it is done.
const fn begins(act: &Act) -> bool {
    matches!(act, Act::Found(_) | Act::Certify(_))
}
