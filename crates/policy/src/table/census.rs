//! What acts about people's keys must keep.

use participation_acts::Act;
use participation_types::{DeviceKey, MemberKey, Seq};

use super::{Case, at_place};
use crate::denied::Denied;
use crate::named::{Author, Target};

/// A certificate begins its device's authority chain; the founder's comes right after the
/// founding. So a device has one member key for good.
pub(super) fn certify(case: &Case<'_>) -> Result<(), Denied> {
    let (Act::Certify(certificate), Target::Key { admitted }) = (case.entry.act, case.named.target)
    else {
        return Err(Denied::TargetMissing);
    };
    at_place(
        case,
        match case.named.author {
            Author::Founder => Seq::new(1),
            Author::Device { .. } | Author::Uncertified => Seq::FIRST,
        },
    )?;
    if admitted || case.charter.has_office(&certificate.member) {
        Ok(())
    } else {
        Err(Denied::NotAdmitted)
    }
}

pub(super) fn redeem(case: &Case<'_>) -> Result<(), Denied> {
    let (Act::Redeem(redemption), Target::Invitation { key }) = (case.entry.act, case.named.target)
    else {
        return Err(Denied::TargetMissing);
    };
    at_place(case, Seq::FIRST)?;
    if redemption.key == *key { Ok(()) } else { Err(Denied::OtherInvitation) }
}

/// A suspended slot may be given a new key, and stays suspended; a revoked one is gone.
pub(super) fn admit(case: &Case<'_>) -> Result<(), Denied> {
    let Act::Admit(admission) = case.entry.act else {
        return Err(Denied::TargetMissing);
    };
    let Some(slot) = admission.slot else {
        return Ok(());
    };
    if !matches!(case.named.target, Target::Slot) {
        return Err(Denied::TargetMissing);
    }
    if case.charter.is_revoked(&slot) { Err(Denied::SlotRevoked(slot)) } else { Ok(()) }
}

pub(super) fn name(case: &Case<'_>) -> Result<(), Denied> {
    let (Act::Name(naming), Target::Redemption { invitation }) =
        (case.entry.act, case.named.target)
    else {
        return Err(Denied::TargetMissing);
    };
    if naming.invitation == invitation { Ok(()) } else { Err(Denied::OtherInvitation) }
}

/// An officer stands by somebody else's session: nobody is their own witness.
pub(super) fn assist(case: &Case<'_>) -> Result<(), Denied> {
    let (Act::Assist(assistance), Author::Device { member, .. }) =
        (case.entry.act, case.named.author)
    else {
        return Err(Denied::TargetMissing);
    };
    if assistance.device == case.entry.author || assistance.member == *member {
        Err(Denied::OwnAssistance)
    } else {
        Ok(())
    }
}

pub(super) fn repair(case: &Case<'_>) -> Result<(), Denied> {
    let Act::Repair(repair) = case.entry.act else {
        return Err(Denied::TargetMissing);
    };
    signed_by_owner(case, &repair.member)?;
    if case.entry.author == repair.device { Err(Denied::SelfRepair) } else { Ok(()) }
}

pub(super) fn retire(case: &Case<'_>) -> Result<(), Denied> {
    let Act::Retire(retirement) = case.entry.act else {
        return Err(Denied::TargetMissing);
    };
    signed_by_owner(case, &retirement.member)?;
    let own = |device: &DeviceKey| *device == retirement.device;
    if retirement.frontier.iter().all(|(chain, _)| own(&chain.device)) {
        Ok(())
    } else {
        Err(Denied::ForeignChain)
    }
}

/// The member key whose signature is inside is the one that certified the device.
fn signed_by_owner(case: &Case<'_>, signer: &MemberKey) -> Result<(), Denied> {
    let Target::Device { member } = case.named.target else {
        return Err(Denied::TargetMissing);
    };
    if member == signer { Ok(()) } else { Err(Denied::NotOwnDevice) }
}
