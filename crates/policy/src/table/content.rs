//! Who may do which act of deliberation, and what its fields must keep.

mod authorship;
mod compose;
mod office;
mod said;

use participation_acts::{
    Act, Content, ContentKind, DocumentKind, Permit, Relation, Right, Role, Voice,
};
use participation_types::{Language, Localized};

use super::{Case, Row};
use crate::content::{ContentFault, PhaseSeen, Scene, Subject, SubjectKind};
use crate::denied::Denied;
use crate::named::Target;
use authorship::{Author, author, member_or_office, officer_or_author};

/// The row of each kind, in the order of [`ContentKind::ALL`].
pub(super) const ROWS: [Row; 23] = [
    row(ContentKind::Space, organiser, compose::space),
    row(ContentKind::Phase, organiser, compose::phase),
    row(ContentKind::Compose, compose::who, compose::compose),
    row(ContentKind::Edit, edits, compose::edit),
    row(ContentKind::Rebase, rebases, compose::rebase),
    row(ContentKind::Invite, edits, compose::invite),
    row(ContentKind::Reply, member, compose::reply),
    row(ContentKind::Verdict, decides, compose::verdict),
    row(ContentKind::Withdraw, owns, withdrawal),
    row(ContentKind::Relate, relates, compose::relate),
    row(ContentKind::Attach, attaches, said::attachment),
    row(ContentKind::Detach, owns, not_from_a_comment),
    row(ContentKind::Comment, said::who_comments, said::comment),
    row(ContentKind::Reword, owns, said::rewording),
    row(ContentKind::Stance, member, said::stance),
    row(ContentKind::Supports, member, said::supports),
    row(ContentKind::Profile, member, nothing_more),
    row(ContentKind::Answer, organiser, office::answer),
    row(ContentKind::Conclude, concludes, office::conclusion),
    row(ContentKind::Report, member, office::report),
    row(ContentKind::Label, moderator, office::label),
    row(ContentKind::Appeal, member, office::appeal),
    row(ContentKind::Erase, office::who_erases, nothing_more),
];

const fn row(
    kind: ContentKind,
    right: fn(&Case<'_>) -> Result<Option<Right>, Denied>,
    fields: fn(&Case<'_>) -> Result<(), Denied>,
) -> Row {
    Row { kind: super::Kind::Content(kind), lane: kind.lane(), who: super::Who::By(right), fields }
}

fn organiser(case: &Case<'_>) -> Result<Option<Right>, Denied> {
    super::who::officer(case, Role::Organiser).map(Some)
}

fn moderator(case: &Case<'_>) -> Result<Option<Right>, Denied> {
    super::who::officer(case, Role::Moderator).map(Some)
}

fn member(case: &Case<'_>) -> Result<Option<Right>, Denied> {
    super::who::member(case).map(Some)
}

/// Authors, whatever the phase.
fn owns(case: &Case<'_>) -> Result<Option<Right>, Denied> {
    author(case, &subject(case)?).map(|author| Some(author.right))
}

/// Who composed a document erases its text, co-authors' words among it; where the phase permits
/// edits, for what takes its place is new. A member needs no right that a cut could end later, when
/// the text is gone.
fn rebases(case: &Case<'_>) -> Result<Option<Right>, Denied> {
    let subject = subject(case)?;
    let Author { right, office } = author(case, &Subject { coauthor: None, ..subject })?;
    if office {
        return Ok(Some(right));
    }
    permitted(&phase(case)?, Permit::Edit)?;
    Ok(None)
}

fn edits(case: &Case<'_>) -> Result<Option<Right>, Denied> {
    author_permitted(case, Permit::Edit)
}

fn decides(case: &Case<'_>) -> Result<Option<Right>, Denied> {
    author_permitted(case, Permit::Decide)
}

fn attaches(case: &Case<'_>) -> Result<Option<Right>, Denied> {
    author_permitted(case, Permit::Attach)
}

/// Authors where the phase permits it, and organisers, who link what belongs together.
fn relates(case: &Case<'_>) -> Result<Option<Right>, Denied> {
    officer_or_author(case, Some(Permit::Edit))
}

/// Authors and organisers close what is over, whatever the phase.
fn concludes(case: &Case<'_>) -> Result<Option<Right>, Denied> {
    officer_or_author(case, None)
}

/// An author of the subject; a member only where the phase named permits it.
fn author_permitted(case: &Case<'_>, permit: Permit) -> Result<Option<Right>, Denied> {
    let Author { right, office } = author(case, &subject(case)?)?;
    if !office {
        permitted(&phase(case)?, permit)?;
    }
    Ok(Some(right))
}

fn nothing_more(case: &Case<'_>) -> Result<(), Denied> {
    scene(case).map(|_| ())
}

/// A space ends by its phases, not by a word of one organiser.
fn withdrawal(case: &Case<'_>) -> Result<(), Denied> {
    if subject(case)?.kind == SubjectKind::Space { Err(wrong_subject(case)) } else { Ok(()) }
}

/// Files and links belong to documents and spaces.
fn not_from_a_comment(case: &Case<'_>) -> Result<(), Denied> {
    if subject(case)?.kind == SubjectKind::Comment { Err(wrong_subject(case)) } else { Ok(()) }
}

// What every check looks at.

fn content<'a>(case: &Case<'a>) -> Result<&'a Content, Denied> {
    if let Act::Content(content) = case.entry.act {
        Ok(content)
    } else {
        Err(Denied::TargetMissing)
    }
}

fn scene<'a>(case: &Case<'a>) -> Result<&'a Scene<'a>, Denied> {
    if let Target::Content(scene) = case.named.target {
        Ok(scene)
    } else {
        Err(Denied::TargetMissing)
    }
}

fn phase<'a>(case: &Case<'a>) -> Result<PhaseSeen<'a>, Denied> {
    scene(case)?.phase.ok_or(Denied::TargetMissing)
}

fn subject(case: &Case<'_>) -> Result<Subject, Denied> {
    scene(case)?.subject.ok_or(Denied::TargetMissing)
}

fn other(case: &Case<'_>) -> Result<Subject, Denied> {
    scene(case)?.other.ok_or(Denied::TargetMissing)
}

fn permitted(phase: &PhaseSeen<'_>, permit: Permit) -> Result<(), Denied> {
    if phase.rules.permits.has(permit) { Ok(()) } else { Err(ContentFault::Phase(permit).into()) }
}

fn same_space(phase: &PhaseSeen<'_>, subject: &Subject) -> Result<(), Denied> {
    if phase.space == subject.space { Ok(()) } else { Err(ContentFault::OtherSpace.into()) }
}

fn speaks(
    phase: &PhaseSeen<'_>,
    languages: impl IntoIterator<Item = Language>,
) -> Result<(), Denied> {
    spoken(phase.languages, languages)
}

/// Whether all of these languages are among the known ones, which are sorted.
fn spoken(known: &[Language], languages: impl IntoIterator<Item = Language>) -> Result<(), Denied> {
    let unknown = |language: &Language| known.binary_search(language).is_err();
    match languages.into_iter().find(unknown) {
        Some(language) => Err(ContentFault::Language(language).into()),
        None => Ok(()),
    }
}

fn languages<const MAX: usize>(text: &Localized<MAX>) -> impl Iterator<Item = Language> {
    text.iter().map(|(language, _)| language)
}

fn wrong_subject(case: &Case<'_>) -> Denied {
    match content(case) {
        Ok(content) => ContentFault::WrongSubject { act: content.kind() }.into(),
        Err(denied) => denied,
    }
}

fn short_enough(text: &str, most: u32) -> Result<(), Denied> {
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    if length <= most { Ok(()) } else { Err(ContentFault::TooLong { length, most }.into()) }
}

/// Who speaks in a voice: members where the phase permits it, officers always.
fn speaker(case: &Case<'_>, voice: &Voice, permit: Permit) -> Result<Option<Right>, Denied> {
    match voice {
        Voice::Member => {
            let right = super::who::member(case)?;
            permitted(&phase(case)?, permit)?;
            Ok(Some(right))
        }
        Voice::Official => organiser(case),
        Voice::Imported(_) => super::who::officer(case, Role::ImportOfficer).map(Some),
    }
}

const fn is_document(subject: &Subject) -> Option<DocumentKind> {
    match subject.kind {
        SubjectKind::Document(kind) => Some(kind),
        SubjectKind::Space | SubjectKind::Comment => None,
    }
}

/// How many amendments a document says that it was.
fn promotions(links: &[participation_acts::Link]) -> usize {
    links.iter().filter(|link| link.relation == Relation::PromotedFrom).count()
}

fn by_member(case: &Case<'_>) -> Result<participation_types::SlotId, Denied> {
    match member_or_office(case)? {
        (Some(slot), _) => Ok(slot),
        (None, _) => Err(Denied::NotMember),
    }
}
