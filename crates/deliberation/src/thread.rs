//! The comments on one document, in the order of their thread.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use participation_acts::{Content, ContentKind, Matter};
use participation_charter::Fault;
use participation_policy::{Subject, SubjectKind};
use participation_types::EntryId;

use crate::card::{Remark, Void};
use crate::court::{Court, Stands, last_words};
use crate::scene::{Standing, owner};

/// Judges all comments on a document and enters what stands among the subjects. What answers a
/// comment comes right below it, before what answers something else; of those that answer the same
/// the earlier comes first, by the time that it claims, then by its id.
pub(crate) fn judge(
    court: &Court<'_>,
    standing: &mut Standing,
    document: &Subject,
    void: &mut Vec<Void>,
) -> Vec<Remark> {
    let mut under: BTreeMap<Option<EntryId>, Vec<EntryId>> = BTreeMap::new();
    for id in court.facts.words(&document.id, ContentKind::Comment) {
        match court.parent(&id) {
            Some(parent) => under.entry(parent).or_default().push(id),
            None => void.push(Void { id, fault: Fault::NoBody }),
        }
    }
    let mut stand = |ids: Vec<EntryId>, depth: u8| {
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let judged = court.judge(standing, id).and_then(|stands| {
                remark(court, standing, document, &stands, depth, void).ok_or(Fault::NoBody)
            });
            match judged {
                Ok(remark) => found.push(remark),
                Err(fault) => void.push(Void { id, fault }),
            }
        }
        // The next one is taken from the end.
        found.sort_by_key(|remark: &Remark| Reverse((remark.made, remark.id)));
        found
    };
    let mut remarks = Vec::new();
    let mut waiting = stand(under.remove(&None).unwrap_or_default(), 0);
    while let Some(next) = waiting.pop() {
        let replies = under.remove(&Some(next.id)).unwrap_or_default();
        waiting.extend(stand(replies, next.depth.saturating_add(1)));
        remarks.push(next);
    }
    // What answers something that is not here or does not stand.
    let missing = Fault::Denied(participation_policy::Denied::TargetMissing);
    void.extend(under.into_values().flatten().map(|id| Void { id, fault: missing }));
    remarks
}

fn remark(
    court: &Court<'_>,
    standing: &mut Standing,
    document: &Subject,
    stands: &Stands,
    depth: u8,
    void: &mut Vec<Void>,
) -> Option<Remark> {
    let Some(Content::Comment(comment)) = stands.content() else { return None };
    let id = stands.id;
    let owner = owner(stands.right.as_ref(), &comment.voice)?;
    let subject = Subject {
        id,
        kind: SubjectKind::Comment,
        space: document.space,
        owner,
        coauthor: None,
        root: document.id,
        depth,
    };
    standing.subjects.insert(id, Box::new(subject));
    let standing = &*standing;
    let origin = comment.voice.origin();
    let claimed = court.facts.claimed.get(&id).copied().unwrap_or_default();
    let rewordings = court.all(standing, &id, ContentKind::Reword, void);
    let count = u32::try_from(rewordings.len()).unwrap_or(u32::MAX);
    let erased = court.erased.residue(&id).is_some();
    let last = last_words(rewordings, |_| Some(())).into_values().next();
    let (words, language) = match last.as_ref().and_then(|last| Some((last, last.content()?))) {
        Some((last, Content::Reword(reword))) => (last.id, reword.language),
        _ => (id, comment.language),
    };
    let ratings = court.all(standing, &id, ContentKind::Stance, void);
    let ratings = last_words(ratings, |stands| match stands.content() {
        Some(Content::Stance(stance)) if stance.matter == Matter::Rating => stands.slot(),
        _ => None,
    });
    let rated = |value: i8| {
        let with = |stands: &&Stands| match stands.content() {
            Some(Content::Stance(stance)) => stance.value.number() == value,
            _ => false,
        };
        u32::try_from(ratings.values().filter(with).count()).unwrap_or(u32::MAX)
    };
    Some(Remark {
        id,
        parent: comment.parent,
        depth,
        owner,
        made: origin.map_or(claimed, |origin| origin.created),
        alignment: comment.alignment.number(),
        language,
        words,
        rewordings: count,
        agree: rated(1),
        disagree: rated(-1),
        withdrawn: court.first(standing, &id, ContentKind::Withdraw, void),
        hidden: court.hidden(standing, &id, void),
        // New words of one's own take the place of those that were erased.
        erased: erased && words == id,
    })
}

impl Court<'_> {
    /// The comment that a comment answers, if what it says is here.
    fn parent(&self, id: &EntryId) -> Option<Option<EntryId>> {
        if let Some(participation_acts::Residue::Comment { parent, .. }) = self.erased.residue(id) {
            return Some(*parent);
        }
        match crate::bodies::content(&*self.bodies.act(id)?) {
            Some(Content::Comment(comment)) => Some(comment.parent),
            _ => None,
        }
    }

    /// The lowest of the entries of a kind that stand.
    pub(crate) fn first(
        &self,
        standing: &Standing,
        subject: &EntryId,
        kind: ContentKind,
        void: &mut Vec<Void>,
    ) -> Option<EntryId> {
        self.all(standing, subject, kind, void).first().map(|stands| stands.id)
    }

    /// The label that hides a subject, or the erasure that a data officer asks for.
    pub(crate) fn hidden(
        &self,
        standing: &Standing,
        subject: &EntryId,
        void: &mut Vec<Void>,
    ) -> Option<EntryId> {
        let labels = self.all(standing, subject, ContentKind::Label, void);
        let last = last_words(labels, |_| Some(())).into_values().next();
        let hides = last.filter(|last| match last.content() {
            Some(Content::Label(label)) => label.hidden,
            _ => false,
        });
        hides.map(|label| label.id).or_else(|| self.erased.asked(subject))
    }
}
