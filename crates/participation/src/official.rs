//! The public log: what officers and stewards have done in their offices.

use std::ops::ControlFlow;

use serde::Serialize;

use participation_acts::{Act, Assistance, Content, DocumentKind, Help, Kind, Reason, Right, Role};
use participation_store::Store;
use participation_types::{
    DeviceKey, EntryId, Language, Localized, MemberKey, RevisionId, Timestamp,
};

use crate::check::Checked;
use crate::community::Community;
use crate::error::Error;
use crate::news::Cursor;

/// What an officer or a steward did. It stands, and it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfficialAct {
    /// The entry.
    pub id: EntryId,
    /// What kind of act it is.
    pub kind: Kind,
    /// Of what is composed, what kind of document.
    pub document: Option<DocumentKind>,
    /// The role that it was done in; `None` for stewards.
    pub role: Option<Role>,
    /// Who did it, by the member key.
    pub member: Option<MemberKey>,
    /// With which device.
    pub device: DeviceKey,
    /// What it is about.
    pub subject: Option<EntryId>,
    /// When, as its author says.
    pub claimed: Timestamp,
    /// The titles or reasons that it gives, by language where it names one.
    pub words: Vec<(Option<Language>, String)>,
    /// Of an answer, the state that it gives.
    pub state: Option<String>,
    /// Of a label, whether it hides.
    pub hides: Option<bool>,
    /// Of a label, why, in a word.
    pub reason: Option<Reason>,
    /// Of a label, the appeal that it decides.
    pub appeal: Option<EntryId>,
    /// Of an erasure, what it erases.
    pub erases: Vec<EntryId>,
    /// Of an assisted session, whom it assists, by the member key, and why.
    pub assists: Option<(MemberKey, Help)>,
    /// Of an act of the charter, the revision.
    pub revision: Option<RevisionId>,
    /// Of a revision, and of an erasure, whether it is in force.
    pub in_force: Option<bool>,
}

/// A part of the public log.
#[derive(Debug, Clone, Serialize)]
pub struct OfficialLog {
    /// By the time that their authors claim, then by id: the same order on every node.
    pub acts: Vec<OfficialAct>,
    /// What comes in later comes after this.
    pub cursor: Cursor,
}

impl<S: Store> Community<S> {
    /// The public log: spaces and phases, what is said in a space's name, answers and conclusions,
    /// labels with their reasons and the appeals that they decide, erasures that were asked for or
    /// are in force, the charter, openings and seals, assisted sessions, polling stations and what
    /// was in their boxes, but not to whom they gave paper. Only what came in since a cursor, where one is
    /// given.
    ///
    /// # Errors
    /// [`Error::Cursor`], [`Error::Store`].
    pub fn official_log(&self, since: Option<&Cursor>) -> Result<OfficialLog, Error> {
        self.official_log_part(since, usize::MAX).map(|(log, _)| log)
    }

    /// The same of at most so many entries, whatever they say, and whether that was all: to read a
    /// long log takes time in proportion to everything that was ever said.
    ///
    /// # Errors
    /// As [`Community::official_log`].
    pub fn official_log_part(
        &self,
        since: Option<&Cursor>,
        most: usize,
    ) -> Result<(OfficialLog, bool), Error> {
        let mut cursor = since.copied().unwrap_or_default();
        let from = self.arrival_of(&cursor)?;
        let (mut acts, mut left, mut all) = (Vec::new(), most, true);
        self.arrived(from, &mut |arrival, checked| {
            let Some(fewer) = left.checked_sub(1) else {
                all = false;
                return ControlFlow::Break(());
            };
            left = fewer;
            cursor = Cursor::after(arrival, &checked.entry.entry().id());
            acts.extend(self.official(checked));
            ControlFlow::Continue(())
        })?;
        acts.sort_by_key(|act: &OfficialAct| (act.claimed, act.id));
        Ok((OfficialLog { acts, cursor }, all))
    }

    fn official(&self, checked: &Checked) -> Option<OfficialAct> {
        let act = checked.act.as_ref().map(participation_acts::Proven::act)?;
        let entry = checked.entry.entry();
        let (id, header) = (entry.id(), entry.header());
        let view = self.view();
        let of_charter = matches!(act, Act::Propose(_) | Act::Sign(_) | Act::Abandon(_));
        let of_poll = matches!(
            act,
            Act::Open(_)
                | Act::Seal(_)
                | Act::Reopen(_)
                | Act::Station(_)
                | Act::Batch(_)
                | Act::Close(_)
        );
        let right = if matches!(act, Act::Content(_)) {
            self.renewed().judge(&view, &id, act).ok()?
        } else if of_charter || of_poll || matches!(act, Act::Assist(_)) {
            self.replica.polls.judge(&view, &id, act).ok()?
        } else if matches!(act, Act::Found(_)) {
            None
        } else {
            return None;
        };
        let role = match right {
            Some(Right::Role(role, _)) => Some(role),
            // Whoever writes as a member writes for themselves.
            Some(Right::Member(_)) => return None,
            Some(Right::Seat(_)) | None if matches!(act, Act::Content(_)) => return None,
            Some(Right::Seat(_)) | None => None,
        };
        let mut official = OfficialAct {
            id,
            kind: act.kind(),
            document: None,
            role,
            member: view.certificate(&header.author).map(|certificate| certificate.member),
            device: header.author,
            subject: self.subject_of(&id, act),
            claimed: header.claimed,
            words: Vec::new(),
            state: None,
            hides: None,
            reason: None,
            appeal: None,
            erases: Vec::new(),
            assists: None,
            revision: None,
            in_force: None,
        };
        self.charter_words(act, &mut official);
        if let Act::Assist(Assistance { member, reason, .. }) = act {
            official.assists = Some((*member, *reason));
        }
        if let Act::Content(content) = act {
            self.content_words(&id, content, &mut official);
        }
        Some(official)
    }

    fn charter_words(&self, act: &Act, official: &mut OfficialAct) {
        let plain = |text: &str| vec![(None, text.to_owned())];
        if let Act::Found(founding) = act {
            official.revision = Some(founding.revision());
            official.words = plain(founding.name.as_str());
        } else if let Act::Propose(revision) = act {
            official.revision = Some(revision.id());
            official.words = plain(revision.reason.as_str());
        } else if let Act::Sign(signing) = act {
            official.revision = Some(signing.revision);
        } else if let Act::Abandon(abandonment) = act {
            official.revision = Some(abandonment.revision);
        } else if let Act::Open(opening) = act {
            let title = opening.title.as_str();
            official.words = crate::spoken(title).map_or_else(
                || plain(title),
                |parts| parts.into_iter().map(|(l, text)| (Some(l), text.to_owned())).collect(),
            );
        } else if let Act::Reopen(reopening) = act {
            official.words = plain(reopening.reason.as_str());
        }
        official.words.retain(|(_, text)| !text.is_empty());
        let status = official.revision.and_then(|revision| self.revision(&revision).ok());
        official.in_force = status.map(|status| status.in_force);
    }

    fn content_words(&self, id: &EntryId, content: &Content, official: &mut OfficialAct) {
        match content {
            Content::Space(space) => official.words = words(&space.title),
            Content::Phase(change) => official.words = words(&change.phase.title),
            Content::Compose(compose) => {
                official.document = Some(compose.root.kind);
                let reading = self.deliberation();
                let titles = reading.card(id).map(|card| card.titles.clone()).unwrap_or_default();
                official.words =
                    titles.into_iter().map(|(language, title)| (Some(language), title)).collect();
            }
            Content::Answer(answer) => {
                official.state = Some(answer.state.to_string());
                official.words = words(&answer.text);
            }
            Content::Conclude(conclusion) => official.words = words(&conclusion.text),
            Content::Withdraw(withdrawal) => official.words = words(&withdrawal.reason),
            Content::Verdict(verdict) => official.words = words(&verdict.reason),
            Content::Label(label) => {
                official.hides = Some(label.hidden);
                official.reason = Some(label.reason);
                official.appeal = label.appeal;
                official.words = words(&label.text);
            }
            Content::Erase(erasure) => {
                official.erases = erasure.erased.iter().map(|erased| erased.entry).collect();
                let reading = self.deliberation();
                official.in_force = Some(official.erases.iter().all(|id| reading.is_erased(id)));
            }
            Content::Edit(_)
            | Content::Rebase(_)
            | Content::Invite(_)
            | Content::Reply(_)
            | Content::Relate(_)
            | Content::Attach(_)
            | Content::Detach(_)
            | Content::Comment(_)
            | Content::Reword(_)
            | Content::Stance(_)
            | Content::Supports(_)
            | Content::Profile(_)
            | Content::Report(_)
            | Content::Appeal(_) => {}
        }
    }
}

fn words<const MAX: usize>(texts: &Localized<MAX>) -> Vec<(Option<Language>, String)> {
    texts.iter().map(|(language, text)| (Some(language), text.to_string())).collect()
}
