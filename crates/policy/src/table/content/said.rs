//! Comments, stances and supports.

use participation_acts::{Content, DocumentKind, Matter, Permit, PhaseRules, Right, Voice};

use super::{
    Case, content, is_document, other, permitted, phase, same_space, short_enough, speaker, speaks,
    subject, wrong_subject,
};
use crate::content::{ContentFault, Owner, SubjectKind};
use crate::denied::Denied;

pub(super) fn who_comments(case: &Case<'_>) -> Result<Option<Right>, Denied> {
    let Content::Comment(comment) = content(case)? else { return Err(Denied::TargetMissing) };
    speaker(case, &comment.voice, Permit::Comment)
}

pub(super) fn comment(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Comment(comment) = content(case)? else { return Err(Denied::TargetMissing) };
    let (phase, subject) = (phase(case)?, subject(case)?);
    if is_document(&subject).is_none_or(|kind| kind == DocumentKind::Taxon) {
        return Err(wrong_subject(case));
    }
    same_space(&phase, &subject)?;
    // What was said elsewhere was said by other rules.
    let imported = matches!(comment.voice, Voice::Imported(_));
    if comment.parent.is_some() {
        let parent = other(case)?;
        if parent.kind != SubjectKind::Comment || parent.root != subject.id {
            return Err(ContentFault::OtherThread.into());
        }
        let most = if imported { PhaseRules::MAX_DEPTH } else { phase.rules.reply_depth };
        if parent.depth >= most {
            return Err(ContentFault::TooDeep { most }.into());
        }
    }
    if imported {
        return Ok(());
    }
    speaks(&phase, [comment.language])?;
    short_enough(comment.text.as_str(), phase.rules.comment_length.into())
}

/// Who wrote a comment says it in other words; a member where comments are permitted.
pub(super) fn rewording(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Reword(words) = content(case)? else { return Err(Denied::TargetMissing) };
    let (phase, subject) = (phase(case)?, subject(case)?);
    if subject.kind != SubjectKind::Comment {
        return Err(wrong_subject(case));
    }
    same_space(&phase, &subject)?;
    if matches!(subject.owner, Owner::Member(_)) {
        permitted(&phase, Permit::Comment)?;
    }
    speaks(&phase, [words.language])?;
    short_enough(words.text.as_str(), phase.rules.comment_length.into())
}

pub(super) fn stance(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Stance(stance) = content(case)? else { return Err(Denied::TargetMissing) };
    let (phase, subject) = (phase(case)?, subject(case)?);
    let (permit, fits) = match (stance.matter, is_document(&subject)) {
        (Matter::Support, Some(DocumentKind::Proposal | DocumentKind::Amendment)) => {
            (Permit::Support, true)
        }
        (Matter::Support, _) => (Permit::Support, false),
        (Matter::Endorsement, kind) => {
            (Permit::Endorse, kind.is_some_and(|kind| kind != DocumentKind::Taxon))
        }
        (Matter::Rating, _) => (Permit::RateComments, subject.kind == SubjectKind::Comment),
    };
    if !fits {
        return Err(wrong_subject(case));
    }
    same_space(&phase, &subject)?;
    permitted(&phase, permit)?;
    if stance.matter == Matter::Support && phase.rules.supports_are_one_ballot() {
        return Err(ContentFault::FormOfSupports.into());
    }
    Ok(())
}

/// What is listed may be void or elsewhere; it is passed over in the count, and takes room in the
/// list all the same, so that nobody has more supports than the limit whatever comes to stand.
pub(super) fn supports(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Supports(supports) = content(case)? else { return Err(Denied::TargetMissing) };
    let phase = phase(case)?;
    permitted(&phase, Permit::Support)?;
    if !phase.rules.supports_are_one_ballot() {
        return Err(ContentFault::FormOfSupports.into());
    }
    let (count, most) = (supports.proposals.len(), phase.rules.supports);
    if most > 0 && count > usize::from(most) {
        return Err(ContentFault::TooManySupports { count, most }.into());
    }
    Ok(())
}

pub(super) fn attachment(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Attach(file) = content(case)? else { return Err(Denied::TargetMissing) };
    let (phase, subject) = (phase(case)?, subject(case)?);
    if subject.kind == SubjectKind::Comment {
        return Err(wrong_subject(case));
    }
    same_space(&phase, &subject)?;
    speaks(&phase, super::languages(&file.title))
}
