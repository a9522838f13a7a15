//! Spaces, phases and documents.

use participation_acts::{
    Content, DocumentKind, FieldEdit, FieldEdits, Permit, Phase, PhaseRules, Relation, Right, Root,
    TextField, ValueField, Voice,
};
use participation_types::Language;

use super::{
    Case, by_member, content, is_document, languages, not_from_a_comment, other, promotions,
    same_space, scene, short_enough, speaker, speaks, spoken, subject, wrong_subject,
};
use crate::content::{ContentFault, Owner, PhaseSeen, SubjectKind, TAXONOMY_LEVELS};
use crate::denied::Denied;

pub(super) fn space(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Space(space) = content(case)? else { return Err(Denied::TargetMissing) };
    if space.parent.is_some() && subject(case)?.kind != SubjectKind::Space {
        return Err(wrong_subject(case));
    }
    spoken(&space.languages, named(&space.phase))
}

/// A phase follows one of its own space.
pub(super) fn phase(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Phase(change) = content(case)? else { return Err(Denied::TargetMissing) };
    let previous = super::phase(case)?;
    if previous.space != change.space {
        return Err(ContentFault::OtherSpace.into());
    }
    speaks(&previous, named(&change.phase))
}

/// The languages in which a phase and its states are named.
fn named(phase: &Phase) -> impl Iterator<Item = Language> {
    let states = phase.rules.states.iter().flat_map(|state| languages(&state.title));
    languages(&phase.title).chain(states)
}

/// Who publishes: members what the phase permits, officers the rest.
pub(super) fn who(case: &Case<'_>) -> Result<Option<Right>, Denied> {
    let Content::Compose(compose) = content(case)? else { return Err(Denied::TargetMissing) };
    let root = &compose.root;
    let permit = match root.kind {
        DocumentKind::Proposal if promotions(&root.links) > 0 => Permit::Promote,
        DocumentKind::Proposal => Permit::Propose,
        DocumentKind::Amendment => Permit::Amend,
        DocumentKind::Debate => Permit::Debate,
        DocumentKind::Post
        | DocumentKind::Page
        | DocumentKind::Meeting
        | DocumentKind::Project
        | DocumentKind::Result
        | DocumentKind::Taxon => {
            if root.voice == Voice::Member {
                return Err(ContentFault::OfficialOnly { kind: root.kind }.into());
            }
            // Officers need no permit: any will do.
            Permit::Propose
        }
    };
    speaker(case, &root.voice, permit)
}

pub(super) fn compose(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Compose(compose) = content(case)? else { return Err(Denied::TargetMissing) };
    let (root, phase) = (&compose.root, super::phase(case)?);
    match root.kind {
        DocumentKind::Amendment => amends(case, root, &phase)?,
        DocumentKind::Taxon => classifies(case, root, &phase)?,
        DocumentKind::Proposal => numbered(root, phase.rules)?,
        DocumentKind::Debate
        | DocumentKind::Post
        | DocumentKind::Page
        | DocumentKind::Meeting
        | DocumentKind::Project
        | DocumentKind::Result => {}
    }
    promotes(case, root, &phase)?;
    titled(root)?;
    progresses(Some(root.kind), &root.fields)?;
    speaks(&phase, root.fields.languages())?;
    match (&root.voice, root.kind) {
        (Voice::Official | Voice::Imported(_), _) => Ok(()),
        (Voice::Member, DocumentKind::Amendment) => within(&root.fields, phase.rules),
        (Voice::Member, _) => within_at_first(&root.fields, phase.rules),
    }
}

/// What a document begins with names it, in a word at least; amendments change what has a name.
fn titled(root: &Root) -> Result<(), Denied> {
    let names = |change: &FieldEdit| match change {
        FieldEdit::Splice { field, splices, .. } => {
            *field == TextField::Title
                && splices.iter().any(|splice| !splice.insert.as_str().trim().is_empty())
        }
        FieldEdit::Set { .. } => false,
    };
    if root.kind == DocumentKind::Amendment || root.fields.iter().any(names) {
        Ok(())
    } else {
        Err(ContentFault::NoTitle.into())
    }
}

/// How far something has come is told of results.
fn progresses(kind: Option<DocumentKind>, fields: &FieldEdits) -> Result<(), Denied> {
    let set =
        |change: &FieldEdit| matches!(change, FieldEdit::Set { field: ValueField::Progress, .. });
    if kind == Some(DocumentKind::Result) || !fields.iter().any(set) {
        Ok(())
    } else {
        Err(ContentFault::NoResult.into())
    }
}

fn amends(case: &Case<'_>, root: &Root, phase: &PhaseSeen<'_>) -> Result<(), Denied> {
    if root.voice != Voice::Member {
        return Err(ContentFault::MembersOnly.into());
    }
    let proposal = subject(case)?;
    if is_document(&proposal) != Some(DocumentKind::Proposal) {
        return Err(wrong_subject(case));
    }
    same_space(phase, &proposal)
}

fn classifies(case: &Case<'_>, root: &Root, phase: &PhaseSeen<'_>) -> Result<(), Denied> {
    if root.parent.is_none() {
        return Ok(());
    }
    let above = subject(case)?;
    if is_document(&above) != Some(DocumentKind::Taxon) {
        return Err(wrong_subject(case));
    }
    if above.depth >= TAXONOMY_LEVELS {
        return Err(ContentFault::TooManyLevels.into());
    }
    same_space(phase, &above)
}

fn numbered(root: &Root, rules: &PhaseRules) -> Result<(), Denied> {
    let limited = root.voice == Voice::Member && rules.proposals > 0;
    let allowed = if limited { 1..=rules.proposals } else { 0..=0 };
    if allowed.contains(&root.ordinal) {
        Ok(())
    } else {
        Err(ContentFault::Ordinal { ordinal: root.ordinal, most: rules.proposals }.into())
    }
}

/// What is promoted is one amendment of one's own, and it becomes a proposal where it was.
fn promotes(case: &Case<'_>, root: &Root, phase: &PhaseSeen<'_>) -> Result<(), Denied> {
    match (promotions(&root.links), root.kind) {
        (0, _) => return Ok(()),
        (1, DocumentKind::Proposal) => {}
        _ => return Err(wrong_subject(case)),
    }
    let amendment = other(case)?;
    if is_document(&amendment) != Some(DocumentKind::Amendment) {
        return Err(wrong_subject(case));
    }
    same_space(phase, &amendment)?;
    if amendment.owner == Owner::Member(by_member(case)?) {
        Ok(())
    } else {
        Err(ContentFault::NotAuthor.into())
    }
}

/// The texts of a first version keep the phase's lengths, in however many pieces they are put in.
fn within_at_first(fields: &FieldEdits, rules: &PhaseRules) -> Result<(), Denied> {
    fields.iter().try_for_each(|change| {
        let FieldEdit::Splice { field, splices, .. } = change else { return Ok(()) };
        let text: String = splices.iter().map(|splice| splice.insert.as_str()).collect();
        short_enough(&text, longest(*field, rules))
    })
}

/// How long a text is after an edit depends on the version that it changes, and is bounded where
/// texts are derived; each piece that is put in is bounded here.
fn within(fields: &FieldEdits, rules: &PhaseRules) -> Result<(), Denied> {
    fields.iter().try_for_each(|change| {
        let FieldEdit::Splice { field, splices, .. } = change else { return Ok(()) };
        let most = longest(*field, rules);
        splices.iter().try_for_each(|splice| short_enough(splice.insert.as_str(), most))
    })
}

fn longest(field: TextField, rules: &PhaseRules) -> u32 {
    match field {
        TextField::Title | TextField::Subtitle => rules.title_length,
        TextField::Body
        | TextField::Summary
        | TextField::Announcement
        | TextField::Instructions
        | TextField::Place
        | TextField::Updates => rules.body_length,
    }
    .into()
}

pub(super) fn edit(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Edit(edit) = content(case)? else { return Err(Denied::TargetMissing) };
    let (phase, subject) = (super::phase(case)?, subject(case)?);
    if subject.kind == SubjectKind::Comment {
        return Err(wrong_subject(case));
    }
    same_space(&phase, &subject)?;
    progresses(is_document(&subject), &edit.fields)?;
    speaks(&phase, edit.fields.languages())?;
    match subject.owner {
        Owner::Member(_) => within(&edit.fields, phase.rules),
        Owner::Space | Owner::Imported => Ok(()),
    }
}

/// A re-base takes text away and changes nothing else about a document.
pub(super) fn rebase(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Rebase(rebase) = content(case)? else { return Err(Denied::TargetMissing) };
    let (subject, phase) = (subject(case)?, super::phase(case)?);
    let voice = match subject.owner {
        Owner::Member(_) => rebase.root.voice == Voice::Member,
        Owner::Space => rebase.root.voice == Voice::Official,
        Owner::Imported => matches!(rebase.root.voice, Voice::Imported(_)),
    };
    let base = rebase.root.base.as_ref().map_or(subject.id, |base| base.proposal);
    if is_document(&subject) != Some(rebase.root.kind) || !voice || base != subject.root {
        return Err(ContentFault::OtherDocument.into());
    }
    same_space(&phase, &subject)?;
    if rebase.root.kind == DocumentKind::Proposal {
        let composed = scene(case)?.composed.ok_or(Denied::TargetMissing)?;
        same_space(&composed, &subject)?;
        numbered(&rebase.root, composed.rules)?;
    }
    titled(&rebase.root)?;
    progresses(Some(rebase.root.kind), &rebase.root.fields)?;
    speaks(&phase, rebase.root.fields.languages())
}

pub(super) fn invite(case: &Case<'_>) -> Result<(), Denied> {
    let subject = subject(case)?;
    same_space(&super::phase(case)?, &subject)?;
    match (is_document(&subject), subject.owner) {
        (
            Some(DocumentKind::Proposal | DocumentKind::Amendment | DocumentKind::Debate),
            Owner::Member(_),
        ) => Ok(()),
        _ => Err(wrong_subject(case)),
    }
}

pub(super) fn reply(case: &Case<'_>) -> Result<(), Denied> {
    let invited = scene(case)?.invited.ok_or(Denied::TargetMissing)?;
    if invited == by_member(case)? { Ok(()) } else { Err(ContentFault::NotInvited.into()) }
}

/// Whether the heads are a version of the amendment is for whoever derives texts to say.
pub(super) fn verdict(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Verdict(verdict) = content(case)? else { return Err(Denied::TargetMissing) };
    let (phase, proposal, amendment) = (super::phase(case)?, subject(case)?, other(case)?);
    if is_document(&proposal) != Some(DocumentKind::Proposal)
        || is_document(&amendment) != Some(DocumentKind::Amendment)
    {
        return Err(wrong_subject(case));
    }
    if amendment.root != proposal.id {
        return Err(ContentFault::OtherProposal.into());
    }
    same_space(&phase, &proposal)?;
    speaks(&phase, languages(&verdict.reason))
}

/// That a proposal was an amendment is said where it is composed, and its author is asked for.
pub(super) fn relate(case: &Case<'_>) -> Result<(), Denied> {
    let Content::Relate(relate) = content(case)? else { return Err(Denied::TargetMissing) };
    not_from_a_comment(case)?;
    if relate.link.relation == Relation::PromotedFrom {
        return Err(wrong_subject(case));
    }
    same_space(&super::phase(case)?, &subject(case)?)
}
