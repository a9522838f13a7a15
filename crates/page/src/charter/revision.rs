//! One revision: what it would change, why, and who has signed it.

use askama::Template;
use participation::{Community, EntryId, OfficialLog, RevisionId, Store};

use super::words::Line;
use super::{Members, is_open, row, times};
use crate::Visit;
use crate::frame::{Frame, Section};
use crate::list::Badge;
use crate::message::{Failed, done};
use crate::people::Who;
use crate::prose::{self, Prose};

/// A list of people under a word.
struct Said {
    what: String,
    who: Vec<Who>,
}

#[derive(Template)]
#[template(path = "revision.html")]
struct Page<'a> {
    f: Frame<'a>,
    path: String,
    badge: Badge,
    day: Option<crate::dates::Day>,
    changes: Vec<Line>,
    reason: Option<Prose>,
    signed: String,
    said: Vec<Said>,
    fault: Option<String>,
    /// What the reader may do: sign, declare support, swear never to sign.
    acts: Vec<(&'static str, &'static str, &'static str)>,
}

/// The revision whose id begins with the digits of an address.
#[must_use]
pub fn find<S: Store>(community: &Community<S>, digits: &str) -> Option<RevisionId> {
    let view = community.view();
    let ids = view.facts().revisions().map(|id| EntryId::from_bytes(*id.as_bytes()));
    crate::find(digits, ids).map(|id| RevisionId::from_bytes(*id.as_bytes()))
}

/// One revision; `None` where it is not here.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn revision<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    log: &OfficialLog,
    id: &RevisionId,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let Ok(status) = community.revision(id) else { return Ok(None) };
    let title = w.with("revision-title", "number", status.height);
    let f = Frame::of(community, visit, Section::Elsewhere, title);
    let names = Members::of(community, w);
    let view = community.view();
    let proposal = view.facts().proposal(id);
    let own = visit.neighbour.as_ref().and_then(|neighbour| neighbour.slot);
    let open = view.tip().is_some_and(|(tip, _)| is_open(&status, &tip.revision));
    let steward = visit.exercises().steward;
    let has = |keys: &[participation::MemberKey]| {
        own.is_some() && keys.iter().any(|key| view.slot_of(key) == own)
    };
    let mut acts = Vec::new();
    if open && steward {
        let abandoned = has(&status.abandoned_by);
        if !has(&status.signed_by) {
            if !abandoned {
                acts.push(("sign", "revision-sign", "revision-sign-why"));
            }
            if !abandoned && !has(&status.supported_by) {
                acts.push(("support", "revision-support", "revision-support-why"));
            }
            if !abandoned {
                acts.push(("abandon", "revision-abandon", "revision-abandon-why"));
            }
        }
    }
    let said = [
        ("revision-signed", &status.signed_by),
        ("revision-supported", &status.supported_by),
        ("revision-abandoned", &status.abandoned_by),
    ];
    let said = said.into_iter().filter(|(_, keys)| !keys.is_empty()).map(|(key, keys)| Said {
        what: w.say(key),
        who: keys.iter().map(|key| names.of_key(key)).collect(),
    });
    let shown = row(community, &f, &names, &times(log), &status);
    let page = Page {
        path: shown.href,
        badge: shown.badge,
        day: shown.day,
        changes: shown.changes,
        reason: proposal
            .filter(|proposal| !proposal.reason.as_str().is_empty())
            .map(|proposal| prose::remark(proposal.reason.as_str())),
        signed: shown.signed,
        said: said.collect(),
        fault: status.fault.clone(),
        acts,
        f,
    };
    done(&page).map(Some)
}
