//! The assisted session: an officer sits with somebody who cannot do it alone, stands by what is
//! done, and everybody sees that.

use askama::Template;
use participation::{Community, DeviceKey, EntryId, Help, Lane, Store};

use crate::Visit;
use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Section};
use crate::kept::Keeping;
use crate::list::Choice;
use crate::message::{Failed, done};
use crate::own::Line;
use crate::people::{People, Who};
use crate::receipt::{Qr, qr};
use crate::words::Words;

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// By which the person logs in.
    pub login: String,
    /// A reason, by its name.
    pub reason: String,
    /// Whether they consent.
    pub consent: bool,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Wrong for Typed {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// The message that names a reason, which is also its name in a form.
#[must_use]
pub const fn reason(reason: Help) -> &'static str {
    match reason {
        Help::NoDevice => "help-no-device",
        Help::Access => "help-access",
        Help::Reading => "help-reading",
        Help::Language => "help-language",
        Help::Other => "help-other",
    }
}

/// The reason of a name.
#[must_use]
pub fn reason_of(name: &str) -> Option<Help> {
    Help::ALL.into_iter().find(|one| reason(*one) == name)
}

#[derive(Template)]
#[template(path = "assist.html")]
struct Form<'a> {
    f: Frame<'a>,
    typed: &'a Typed,
    reasons: Vec<Choice>,
}

/// The form with which an officer opens a session.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn form<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    typed: &Typed,
) -> Result<String, Failed> {
    let w = visit.words();
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("assist-title"));
    let choice = |one: Help| Choice {
        value: reason(one).to_owned(),
        text: w.say(reason(one)),
        chosen: typed.reason == reason(one),
    };
    let reasons = Help::ALL.map(choice).into();
    done(&Form { f, typed, reasons })
}

/// An act of the session.
struct Act {
    line: Line,
    qr: Option<Qr>,
}

#[derive(Template)]
#[template(path = "assist-paper.html")]
struct Paper<'a> {
    f: Frame<'a>,
    who: Who,
    assisted: Option<(Who, String)>,
    acts: Vec<Act>,
}

/// What a device of a session did, to be printed and given to the person. `origin` is where this
/// node is, for the QR codes. `None` where it is no such device.
///
/// # Errors
/// As [`form`].
pub fn paper<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    device: &DeviceKey,
    origin: &str,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let view = community.view();
    let Some(slot) = community.slot_of(device) else { return Ok(None) };
    let chains = Lane::ALL.map(|lane| participation::ChainId { device: *device, lane });
    let all: Vec<EntryId> =
        chains.iter().flat_map(|chain| view.chains().entries(chain).collect::<Vec<_>>()).collect();
    let Some(assisted) = all.first().map(|first| witness(community, first, w)) else {
        return Ok(None);
    };
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("assist-paper"));
    let who = People::new(w).member(&community.deliberation(), &slot);
    let certificate = view.certificate(device).map(|certificate| certificate.id);
    let keeping = Keeping::of(community);
    let act = |id: &EntryId| {
        let line = crate::own::acts::line(community, &f, &keeping, id)?;
        Some(Act { qr: qr(&format!("{origin}{}", line.receipt)), line })
    };
    let acts = all.iter().filter(|id| Some(**id) != certificate).filter_map(act).collect();
    done(&Paper { who, assisted, acts, f }).map(Some)
}

/// Who stood by an entry, and why.
pub(crate) fn witness<S: Store>(
    community: &Community<S>,
    id: &EntryId,
    w: Words,
) -> Option<(Who, String)> {
    let (officer, why) = community.assistance(id)?;
    let slot = community.view().slot_of(&officer);
    let people = People::new(w);
    let who = slot.map(|slot| people.member(&community.deliberation(), &slot));
    Some((who.unwrap_or_else(|| people.office()), w.say(reason(why))))
}

/// The device whose key begins with the digits of an address.
#[must_use]
pub fn device_at<S: Store>(community: &Community<S>, digits: &str) -> Option<DeviceKey> {
    let view = community.view();
    let ids = view.chains().heads().map(|(chain, _)| chain.device);
    let mut ids: Vec<EntryId> = ids.map(|device| EntryId::from_bytes(*device.as_bytes())).collect();
    ids.sort_unstable();
    ids.dedup();
    crate::find(digits, ids).map(|id| DeviceKey::from_bytes(*id.as_bytes()))
}
