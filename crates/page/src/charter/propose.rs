//! The form that proposes a change of the charter.

use askama::Template;
use participation::{Community, MemberKey, Role, SlotId, Store};

use super::{Members, role_name};
use crate::Visit;
use crate::entrance::{Problem, Wrong};
use crate::frame::{Frame, Section};
use crate::list::Choice;
use crate::message::{Failed, done};
use crate::words::Words;

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
    /// Other limits.
    Limits,
    /// Another recovery rule.
    Recovery,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Grant, Self::End, Self::Rename, Self::Limits, Self::Recovery];

    const fn code(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::End => "end",
            Self::Rename => "rename",
            Self::Limits => "limits",
            Self::Recovery => "recovery",
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
}

/// The form.
///
/// # Errors
/// [`Failed`] when the screen cannot be made, which is a fault of the program.
pub fn propose<S: Store>(
    community: &Community<S>,
    visit: &Visit,
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
    let recovery = |share: &str| Choice {
        value: share.to_owned(),
        text: if share == "none" { w.say("propose-no-recovery") } else { share.to_owned() },
        chosen: typed.recovery == share,
    };
    let page = Form {
        roles: Role::ALL.into_iter().enumerate().map(role).collect(),
        held: held.collect(),
        recoveries: RECOVERIES.map(recovery).into(),
        typed,
        f,
    };
    done(&page).map(Some)
}

/// The member whom a text names: by the name that they give themselves, or by the digits beside it.
/// `None` where it names nobody, or several.
#[must_use]
pub fn who<S: Store>(community: &Community<S>, text: &str, w: Words) -> Option<MemberKey> {
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
    let slot = found.next().filter(|_| found.next().is_none())?;
    view.member(&slot).keys.first().copied()
}
