//! Reports: what only the moderators read.

use participation_acts::{Content, ContentKind, Reason};
use participation_keys::{MemberSecret, open_envelope};
use participation_store::Store;
use participation_types::{CommunityId, EntryId, Reader, to_canonical};

use crate::community::Community;
use crate::error::Error;

/// Longest words of a report, in bytes.
pub const MAX_REPORT: usize = 4000;

/// A report as a moderator reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedReport {
    /// The entry.
    pub id: EntryId,
    /// What it is about.
    pub subject: EntryId,
    /// Why, in a word.
    pub reason: Reason,
    /// Why, in words.
    pub words: String,
}

/// What is sealed: `[number of the reason, words]`.
pub(crate) fn message(reason: Reason, words: &str) -> Result<Vec<u8>, Error> {
    if words.len() > MAX_REPORT {
        let source = participation_types::TextError { length: words.len(), max: MAX_REPORT };
        return Err(Error::Text { what: "report", source });
    }
    Ok(to_canonical(|w| {
        w.array(2).uint(u64::from(reason.number())).text(words);
    }))
}

/// What a report is sealed for: this community and this subject.
pub(crate) fn context(community: &CommunityId, subject: &EntryId) -> Vec<u8> {
    [community.as_bytes().as_slice(), subject.as_bytes()].concat()
}

impl<S: Store> Community<S> {
    /// The reports on a document or comment that this moderator can read, by id. Those that were
    /// sealed for others, or hold nothing that can be read, are passed over.
    ///
    /// # Errors
    /// [`Error::NoSuchEntry`] when the subject does not stand here.
    pub fn reports(
        &self,
        subject: &EntryId,
        moderator: &MemberSecret,
    ) -> Result<Vec<OpenedReport>, Error> {
        let reading = self.deliberation();
        reading.subject(subject).ok_or(Error::NoSuchEntry(*subject))?;
        let context = context(&self.id(), subject);
        let opened = reading.naming(subject, ContentKind::Report).into_iter().filter_map(|id| {
            let said = reading.said(&id)?;
            let Some(Content::Report(report)) = said.content() else { return None };
            let message = open_envelope(report.envelope.bytes(), moderator, &context).ok()?;
            let mut r = Reader::new(&message);
            r.array(2, 2).ok()?;
            let number = r.uint().ok()?;
            let reason = Reason::ALL.iter().find(|reason| u64::from(reason.number()) == number)?;
            let words = r.text(0, MAX_REPORT).ok()?.to_owned();
            Some(OpenedReport { id, subject: *subject, reason: *reason, words })
        });
        Ok(opened.collect())
    }
}
