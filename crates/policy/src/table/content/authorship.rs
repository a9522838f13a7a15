//! Who is an author of a subject, and by which right.

use participation_acts::{Permit, Right, Role};
use participation_types::{MemberKey, SlotId};

use crate::content::{ContentFault, Owner, Subject, offices};
use crate::denied::Denied;
use crate::table::Case;
use crate::table::who;

/// An author of a subject.
pub(super) struct Author {
    /// The right by which they write.
    pub(super) right: Right,
    /// Whether it is an office: phases do not bind it.
    pub(super) office: bool,
}

/// The author of the entry as an author of the subject: who wrote it, whom they took in, and for
/// what is nobody's own whoever holds the office.
pub(super) fn author(case: &Case<'_>, subject: &Subject) -> Result<Author, Denied> {
    if let Owner::Member(owner) = subject.owner {
        let right = who::member(case)?;
        let mine = |slot: SlotId| right == Right::Member(slot);
        return if mine(owner) || subject.coauthor.is_some_and(mine) {
            Ok(Author { right, office: false })
        } else {
            Err(ContentFault::NotAuthor.into())
        };
    }
    let mut denied = Denied::from(ContentFault::NotAuthor);
    for role in offices(subject.owner) {
        match who::officer(case, *role) {
            Ok(right) => return Ok(Author { right, office: true }),
            Err(why) => denied = why,
        }
    }
    Err(denied)
}

/// An organiser, else an author, whom the phase must permit it where a permit is asked for.
pub(super) fn officer_or_author(
    case: &Case<'_>,
    permit: Option<Permit>,
) -> Result<Option<Right>, Denied> {
    let author = author(case, &super::subject(case)?).and_then(|author| {
        if let Some(permit) = permit.filter(|_| !author.office) {
            super::permitted(&super::phase(case)?, permit)?;
        }
        Ok(author.right)
    });
    author.or_else(|denied| who::officer(case, Role::Organiser).map_err(|_| denied)).map(Some)
}

/// The author's slot in the census, if the author is an active member, and their member key.
pub(super) fn member_or_office(case: &Case<'_>) -> Result<(Option<SlotId>, MemberKey), Denied> {
    let (member, _) = who::device(case)?;
    let slot = match who::member(case) {
        Ok(Right::Member(slot)) => Some(slot),
        Ok(Right::Seat(_) | Right::Role(..)) | Err(_) => None,
    };
    Ok((slot, member))
}
