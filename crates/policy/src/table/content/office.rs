//! Answers, conclusions, moderation and erasure.

use participation_acts::{Content, DocumentKind, Right, Role};

use super::{
    Case, by_member, content, is_document, languages, other, phase, same_space, scene, speaks,
    subject, wrong_subject,
};
use crate::content::{ContentFault, Owner, SubjectKind};
use crate::denied::Denied;
use crate::table::who;

pub(super) fn answer(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Answer(answer) = content(case)? else { return Err(Denied::TargetMissing) };
    let (phase, subject) = (phase(case)?, subject(case)?);
    if is_document(&subject) != Some(DocumentKind::Proposal) {
        return Err(wrong_subject(case));
    }
    same_space(&phase, &subject)?;
    if phase.rules.state(answer.state.as_str()).is_none() {
        return Err(ContentFault::NoSuchState.into());
    }
    let written = languages(&answer.text).chain(languages(&answer.cost_report));
    speaks(&phase, written.chain(languages(&answer.period)))
}

pub(super) fn conclusion(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Conclude(conclusion) = content(case)? else { return Err(Denied::TargetMissing) };
    let (phase, subject) = (phase(case)?, subject(case)?);
    match is_document(&subject) {
        Some(DocumentKind::Debate | DocumentKind::Meeting) => {}
        _ => return Err(wrong_subject(case)),
    }
    same_space(&phase, &subject)?;
    speaks(&phase, languages(&conclusion.text))
}

pub(super) fn report(case: &Case<'_>) -> Result<(), Denied> {
    hideable(case)
}

pub(super) fn label(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Label(label) = content(case)? else { return Err(Denied::TargetMissing) };
    hideable(case)?;
    if label.appeal.is_some() && other(case)?.id != subject(case)?.id {
        return Err(ContentFault::OtherAppeal.into());
    }
    Ok(())
}

/// Spaces are the stewards' and organisers' own: nobody hides them.
fn hideable(case: &Case<'_>) -> Result<(), Denied> {
    if subject(case)?.kind == SubjectKind::Space { Err(wrong_subject(case)) } else { Ok(()) }
}

pub(super) fn appeal(case: &Case<'_>) -> Result<(), Denied> {
    let hidden = subject(case)?;
    if hidden.owner == Owner::Member(by_member(case)?) {
        Ok(())
    } else {
        Err(ContentFault::NotAuthor.into())
    }
}

/// One's own words need no right, so that nothing takes an erasure back; others' need the office.
pub(super) fn who_erases(case: &Case<'_>) -> Result<Option<Right>, Denied> {
    if scene(case)?.own {
        return who::device(case).map(|_| None);
    }
    match who::officer(case, Role::DataOfficer) {
        Ok(right) => Ok(Some(right)),
        Err(Denied::NotOfficer(_)) => Err(ContentFault::NotOwn.into()),
        Err(denied) => Err(denied),
    }
}
