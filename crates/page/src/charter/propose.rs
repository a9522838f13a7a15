//! The form that proposes a change of the charter.

use std::collections::BTreeSet;

use askama::Template;
use participation::{
    Act, Change, Community, Content, EntryId, Licence, MemberKey, OfficialLog, RevisionStatus,
    Role, Seat, SlotId, Store,
};

use super::{Members, role_name};
use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Section};
use crate::list::Choice;
use crate::message::{Failed, done};
use crate::words::Words;
use crate::{Visit, acts, link};

/// Erasures that are offered at most.
const ERASURES: usize = 50;

/// Recovery rules that are offered.
pub const RECOVERIES: [&str; 4] = ["none", "1/2", "2/3", "3/4"];

/// What is to be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Somebody gets a role.
    Grant,
    /// Somebody loses one.
    End,
    /// The community gets another name.
    Rename,
    /// Other stewards.
    Seats,
    /// Other limits.
    Limits,
    /// Another recovery rule.
    Recovery,
    /// Other nodes of the community's own.
    Nodes,
    /// Another licence of the open data.
    Licence,
    /// What came late after a right ended is taken in.
    TakeIn,
    /// What a data officer asks to erase.
    Erase,
}

impl Kind {
    /// Later versions of the rules are not among them: this program could not judge by them.
    const ALL: [Self; 10] = [
        Self::Grant,
        Self::End,
        Self::Seats,
        Self::Rename,
        Self::Limits,
        Self::Recovery,
        Self::Nodes,
        Self::Licence,
        Self::TakeIn,
        Self::Erase,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::End => "end",
            Self::Rename => "rename",
            Self::Seats => "seats",
            Self::Limits => "limits",
            Self::Recovery => "recovery",
            Self::Nodes => "nodes",
            Self::Licence => "licence",
            Self::TakeIn => "late",
            Self::Erase => "erase",
        }
    }

    /// What a form says.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What was typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    /// What is to be changed, by its code.
    pub kind: String,
    /// A role, by its number among all.
    pub role: String,
    /// Who gets it.
    pub who: String,
    /// A role and who holds it, as the form offers them.
    pub held: String,
    /// A name.
    pub name: String,
    /// Options of a poll at most.
    pub options: String,
    /// Days for which ballots are kept at least.
    pub days: String,
    /// A recovery rule.
    pub recovery: String,
    /// Stewards who stay, by their keys.
    pub stays: BTreeSet<String>,
    /// Seats of new ones, one a line.
    pub seats: String,
    /// How many stewards sign.
    pub threshold: String,
    /// Addresses of nodes, one a line.
    pub nodes: String,
    /// The name of a licence.
    pub licence: String,
    /// Which right ended: of a member, of a steward, or of a role by its number.
    pub right: String,
    /// Whose.
    pub whose: String,
    /// The entry that asks for an erasure.
    pub erasure: String,
    /// Why.
    pub reason: String,
    /// Whether it is signed at once.
    pub sign: bool,
    /// What is wrong.
    pub problems: Vec<Problem>,
}

impl Wrong for Typed {
    fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// Roles that the form offers to end, with their holders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposing {
    /// The role.
    pub role: Role,
    /// Who holds it.
    pub member: MemberKey,
}

impl Proposing {
    /// As the form sends it.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{} {}", number(self.role), self.member)
    }
}

fn number(role: Role) -> usize {
    Role::ALL.into_iter().position(|one| one == role).unwrap_or_default()
}

#[derive(Template)]
#[template(path = "charter-propose.html")]
struct Form<'a> {
    f: Frame<'a>,
    typed: Typed,
    roles: Vec<Choice>,
    held: Vec<Choice>,
    recoveries: Vec<Choice>,
    stewards: Vec<Choice>,
    rights: Vec<Choice>,
    licences: Vec<Choice>,
    erasures: Vec<Choice>,
}

/// The form.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn propose<S: Store>(
    community: &Community<S>,
    visit: &Visit,
    log: &OfficialLog,
    typed: Option<Typed>,
) -> Result<Option<String>, Failed> {
    let w = visit.words();
    let view = community.view();
    let Some((_, state)) = view.tip() else { return Ok(None) };
    let f = Frame::of(community, visit, Section::Elsewhere, w.say("propose-title"));
    let typed = typed.unwrap_or_else(|| Typed {
        kind: "grant".to_owned(),
        name: crate::frame::name_of(community),
        options: state.limits().options.to_string(),
        days: state.limits().retention_days.to_string(),
        recovery: state.recovery().map_or_else(
            || "none".to_owned(),
            |share| format!("{}/{}", share.numerator, share.denominator),
        ),
        stays: state.seats().seats.iter().map(|seat| seat.member.to_string()).collect(),
        threshold: state.seats().threshold.to_string(),
        nodes: state.nodes().iter().map(|node| node.as_str()).collect::<Vec<_>>().join("\n"),
        licence: community.licence().to_string(),
        sign: true,
        ..Typed::default()
    });
    let role = |(place, role): (usize, Role)| {
        let value = place.to_string();
        Choice { chosen: typed.role == value, text: w.say(role_name(role)), value }
    };
    let names = Members::of(community, w);
    let held = state.roles().map(|(role, member)| {
        let value = Proposing { role, member: *member }.code();
        let who = names.of_key(member);
        let text = format!("{} {}: {}", who.name, who.mark, w.say(role_name(role)));
        Choice { chosen: typed.held == value, text, value }
    });
    let sits = |seat: &Seat| {
        let (who, value) = (names.of_key(&seat.member), seat.member.to_string());
        let text = format!("{} {}", who.name, who.mark);
        Choice { chosen: typed.stays.contains(&value), text, value }
    };
    let right =
        |(value, text): (String, String)| Choice { chosen: typed.right == value, text, value };
    let rights = [("member", "right-member"), ("seat", "log-steward")]
        .map(|(value, key)| (value.to_owned(), w.say(key)))
        .into_iter()
        .chain(roles_by_number(w));
    let erasures = erasures(community, log).into_iter().map(|id| {
        let value = link::digits(&id);
        let about = log.acts.iter().find(|act| act.id == id).and_then(|act| act.subject);
        let about = about.and_then(|id| acts::about(community, "", &id, w));
        let text =
            about.map_or_else(|| value.clone(), |about| format!("{} ({value})", about.title));
        Choice { chosen: typed.erasure == value, text, value }
    });
    let recovery = |share: &str| Choice {
        value: share.to_owned(),
        text: if share == "none" { w.say("propose-no-recovery") } else { share.to_owned() },
        chosen: typed.recovery == share,
    };
    let now = community.licence();
    let known = Licence::OPEN.map(|(id, _)| id);
    // One that people chose elsewhere can be kept.
    let other = Some(now.as_str()).filter(|id| !known.contains(id));
    let licence = |id: &str| Choice {
        chosen: typed.licence == id,
        text: id.to_owned(),
        value: id.to_owned(),
    };
    let licences = known.into_iter().chain(other).map(licence).collect();
    let page = Form {
        licences,
        roles: Role::ALL.into_iter().enumerate().map(role).collect(),
        held: held.collect(),
        recoveries: RECOVERIES.map(recovery).into(),
        stewards: state.seats().seats.iter().map(sits).collect(),
        rights: rights.map(right).collect(),
        erasures: erasures.collect(),
        typed,
        f,
    };
    done(&page).map(Some)
}

fn roles_by_number(w: Words) -> impl Iterator<Item = (String, String)> {
    let name = move |(place, role): (usize, Role)| (place.to_string(), w.say(role_name(role)));
    Role::ALL.into_iter().enumerate().map(name)
}

/// The entries in which data officers ask for an erasure that no charter has put in force.
fn erasures<S: Store>(community: &Community<S>, log: &OfficialLog) -> Vec<EntryId> {
    let asks =
        |id: &EntryId| matches!(community.act(id), Ok(Some(Act::Content(Content::Erase(_)))));
    let mut all: Vec<EntryId> = log.acts.iter().map(|act| act.id).filter(asks).collect();
    let done: BTreeSet<EntryId> = community
        .revisions()
        .iter()
        .filter(|status| status.in_force)
        .flat_map(|status| erased(community, status))
        .collect();
    all.retain(|id| !done.contains(id));
    all.reverse();
    all.truncate(ERASURES);
    all
}

fn erased<S: Store>(community: &Community<S>, status: &RevisionStatus) -> Vec<EntryId> {
    let view = community.view();
    let proposal = view.facts().proposal(&status.revision);
    let changes = proposal.map(|proposal| proposal.changes.as_slice()).unwrap_or_default();
    let erases = |change: &Change| if let Change::Erase(id) = change { Some(*id) } else { None };
    changes.iter().filter_map(erases).collect()
}

/// The entry that asks for an erasure and that a form names.
#[must_use]
pub fn erasure<S: Store>(
    community: &Community<S>,
    log: &OfficialLog,
    digits: &str,
) -> Option<EntryId> {
    link::find(digits, erasures(community, log))
}

/// The member whom a text names: by the name that they give themselves, or by the digits beside it.
/// `None` where it names nobody, or several.
#[must_use]
pub fn who<S: Store>(community: &Community<S>, text: &str, w: Words) -> Option<MemberKey> {
    let slot = slot(community, text, w)?;
    community.view().member(&slot).keys.first().copied()
}

/// The place in the census of whoever a text names, in the same way.
#[must_use]
pub fn slot<S: Store>(community: &Community<S>, text: &str, w: Words) -> Option<SlotId> {
    let text = text.trim();
    let view = community.view();
    let names = Members::of(community, w);
    let digits = text.to_lowercase();
    let is_mark = digits.len() >= 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let named = |slot: &SlotId| {
        let who = names.of_slot(slot);
        who.name == text || format!("{} {}", who.name, who.mark) == text
    };
    let fits = |slot: &SlotId| (is_mark && slot.to_string().starts_with(&digits)) || named(slot);
    let mut found = view.slots().into_iter().filter(fits);
    found.next().filter(|_| found.next().is_none())
}
