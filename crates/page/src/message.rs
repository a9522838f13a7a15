//! Screens that say one thing: that something is not here, not allowed, or went wrong.

use askama::Template;
use participation::{ContentFault, Denied, Error, Fault, Permit};

use crate::frame::{Frame, Hall};
use crate::words::Words;
use crate::{Visit, link};

/// A screen could not be made: a fault of the program.
#[derive(Debug)]
pub struct Failed(String);

impl Failed {
    /// What is no template could not be made.
    pub(crate) fn other(error: &dyn std::error::Error) -> Self {
        Self(error.to_string())
    }
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a page cannot be made: {}", self.0)
    }
}

impl std::error::Error for Failed {}

/// Renders a template.
pub(crate) fn done(template: &impl Template) -> Result<String, Failed> {
    template.render().map_err(|error| Failed::other(&error))
}

/// What a screen says that has nothing else to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// There is nothing at this address.
    NotHere,
    /// Whoever looks must log in first.
    LogIn,
    /// Whoever looks has no place in this community.
    NoMember,
    /// It is for organisers.
    Organisers,
    /// It is for stewards.
    Stewards,
    /// It is for moderators.
    Moderators,
    /// It is for those who keep the census.
    Registrars,
    /// It is for the officers of polling stations.
    Stations,
    /// It is for those who seal the count.
    Sealers,
    /// It is for those who can vote in it.
    Voters,
    /// Nothing of the kind is to be done before a count is sealed.
    NotSealed,
    /// It is for those who wrote what it is about.
    Authors,
    /// The phase of the space does not permit it.
    NotInPhase,
    /// What it is about was withdrawn, hidden or erased.
    NoLonger,
    /// The community follows rules that this node does not know.
    OldNode,
    /// The form is of another session, or was kept open for too long.
    Stale,
    /// Too many tries.
    TooMany,
    /// What was sent is larger than anything that is asked for.
    TooLarge,
    /// The browser says that the form is of another site.
    Elsewhere,
    /// The node failed.
    Broken,
}

impl Told {
    const fn key(self) -> &'static str {
        match self {
            Self::NotHere => "not-here",
            Self::LogIn => "log-in",
            Self::NoMember => "no-member",
            Self::Organisers => "for-organisers",
            Self::Stewards => "for-stewards",
            Self::Moderators => "for-moderators",
            Self::Registrars => "for-registrars",
            Self::Stations => "for-stations",
            Self::Sealers => "for-sealers",
            Self::Voters => "for-voters",
            Self::NotSealed => "not-sealed",
            Self::Authors => "for-authors",
            Self::NotInPhase => "not-in-phase",
            Self::NoLonger => "no-longer",
            Self::OldNode => "old-node",
            Self::Stale => "stale",
            Self::TooMany => "too-many",
            Self::TooLarge => "too-large",
            Self::Elsewhere => "elsewhere",
            Self::Broken => "broken",
        }
    }

    /// Whether it is for the holders of an office, whom the charter names.
    const fn is_office(self) -> bool {
        match self {
            Self::Organisers
            | Self::Stewards
            | Self::Moderators
            | Self::Registrars
            | Self::Stations
            | Self::Sealers => true,
            Self::NotHere
            | Self::LogIn
            | Self::NoMember
            | Self::Voters
            | Self::NotSealed
            | Self::Authors
            | Self::NotInPhase
            | Self::NoLonger
            | Self::OldNode
            | Self::Stale
            | Self::TooMany
            | Self::TooLarge
            | Self::Elsewhere
            | Self::Broken => false,
        }
    }
}

#[derive(Template)]
#[template(path = "message.html")]
struct Message<'a> {
    f: Frame<'a>,
    text: String,
    /// What went wrong, in the words of the part that refused it.
    detail: String,
    log_in: bool,
    /// Whether it helps to know who holds which office.
    offices: bool,
    again: Option<Again>,
}

/// A form that can be sent again as it was filled in.
#[derive(Debug, Clone)]
pub struct Again {
    /// Its address.
    pub place: String,
    /// Everything that was in it.
    pub fields: Vec<(String, String)>,
}

/// Says one thing, and where a form was sent that may be sent again, offers that. `hall` is the
/// community, by the root of its pages and its name.
///
/// # Errors
/// [`Failed`].
pub fn tell(
    visit: &Visit,
    hall: Option<(String, String)>,
    told: Told,
    again: Option<Again>,
) -> Result<String, Failed> {
    let w = visit.words();
    let key = told.key();
    let hall = hall.map(|(root, name)| Hall { name, root });
    let f = Frame::outside(visit, w.say(&format!("{key}-title"))).at(hall);
    let text = w.say(&format!("{key}-text"));
    let offices = f.hall.is_some() && told.is_office();
    let (log_in, detail) = (told == Told::LogIn, String::new());
    done(&Message { f, text, detail, log_in, offices, again })
}

/// Says why an act was refused.
///
/// # Errors
/// [`Failed`].
pub fn refuse(visit: &Visit, hall: Option<(String, String)>, why: &str) -> Result<String, Failed> {
    let w = visit.words();
    let hall = hall.map(|(root, name)| Hall { name, root });
    let f = Frame::outside(visit, w.say("refused-title")).at(hall);
    let (text, detail) = (w.say("refused-text"), why.to_owned());
    done(&Message { f, text, detail, log_in: false, offices: false, again: None })
}

/// Why an act was refused, in words for whoever wanted to do it.
#[must_use]
#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "what a form of the page does not lead to is told in the library's own words"
)]
pub fn why(error: &Error, w: Words) -> String {
    if let Error::NotAllowed(fault) = error {
        return fault_text(fault, w);
    }
    match error {
        Error::NothingChanged => w.say("why-nothing-changed"),
        Error::Text { source, .. } => w.with("why-text", "n", source.max),
        Error::Ballot(_) => w.say("why-ballot"),
        Error::DoubleSigning { sibling } => {
            w.with("why-double-signing", "other", link::digits(sibling))
        }
        Error::NotSealable(_) => w.say("why-not-sealable"),
        Error::SignedAlready { signed, needs } => {
            let (signed, needs) = (signed.to_string(), needs.to_string());
            w.fill("why-signed-already", &[("signed", &signed), ("needs", &needs)])
        }
        // What a form of the page does not lead to: the words of the library are better than none.
        other => w.with("why-other", "detail", other),
    }
}

/// Why something does not count, in words for whoever reads it.
pub(crate) fn fault_text(fault: &Fault, w: Words) -> String {
    let Fault::Denied(denied) = fault else { return w.with("why-other", "detail", fault) };
    if let Denied::Content(fault) = denied {
        return why_content(fault, w);
    }
    if let Denied::NeedsUpgrade { rules } = denied {
        return w.count("why-old-node", *rules);
    }
    let no_member = matches!(
        denied,
        Denied::NotMember | Denied::NotAdmitted | Denied::SlotSuspended(_) | Denied::SlotRevoked(_)
    );
    if no_member { w.say("why-no-member") } else { w.with("why-other", "detail", denied) }
}

fn why_content(fault: &ContentFault, w: Words) -> String {
    if let ContentFault::Phase(permit) = fault {
        w.with("why-phase", "what", w.say(permit_key(*permit)))
    } else if let ContentFault::TooLong { most, .. } = fault {
        w.count("why-too-long", *most)
    } else if let ContentFault::TooManySupports { most, .. } = fault {
        w.count("why-enough-supports", *most)
    } else if matches!(fault, ContentFault::NoTitle) {
        w.say("why-no-title")
    } else if matches!(fault, ContentFault::Ordinal { .. }) {
        w.say("why-enough-proposals")
    } else {
        w.with("why-other", "detail", fault)
    }
}

/// The message that names what members may do.
pub(crate) const fn permit_key(permit: Permit) -> &'static str {
    match permit {
        Permit::Propose => "may-propose",
        Permit::Amend => "may-amend",
        Permit::Decide => "may-decide",
        Permit::Promote => "may-promote",
        Permit::Edit => "may-edit",
        Permit::Support => "may-support",
        Permit::Endorse => "may-endorse",
        Permit::Comment => "may-comment",
        Permit::RateComments => "may-rate",
        Permit::Debate => "may-debate",
        Permit::Attach => "may-attach",
    }
}
