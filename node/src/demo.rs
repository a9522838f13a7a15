//! The sample community of `ateneu serve --demo`: an invented neighbourhood in the middle of its
//! life, so that whoever starts a node for the first time has something to read, vote and answer.
//!
//! ```text
//!   cast ──▶ founding: keys, charter ──▶ Stage (in memory) ◀── Story: acts in order of time
//!                                            │                   ▲ streets, savings, assembly, …
//!                                            ▼ a bundle          │ texts/*.md
//!                                  Home::create_community
//! ```
//!
//! Nothing in it is faked: each of its people has keys of their own, drawn in this home, and signs
//! what they write; polls are sealed by two stewards and counted like any other. Only the times that
//! entries claim are invented. The community is played in memory and written to the disk in one go,
//! so that a home holds all of it or nothing.

mod assembly;
mod budget;
mod cast;
mod census;
mod founding;
mod funds;
mod ideas;
mod moderation;
mod polls;
mod said;
mod savings;
mod spaces;
mod stage;
mod story;
mod streets;

use participation::CommunityId;
use serde::Serialize;

use crate::exit::Failure;
use crate::home::Home;
use crate::{people, print, random};
use cast::Who;

/// What the community is called; by it, and by its founder's keys, it is known again.
const NAME: &str = "Ateneu del Poble-sec (mostra)";

/// Opens the keys of everybody in the sample. It is printed, and protects nothing.
const PASSPHRASE: &str = "poble-sec";

/// Who can log in, as it is printed.
#[derive(Debug, Serialize)]
pub(crate) struct Demo {
    community: CommunityId,
    name: &'static str,
    /// Whether this run founded it.
    founded: bool,
    passphrase: &'static str,
    people: Vec<Login>,
}

/// Somebody to log in as.
#[derive(Debug, Serialize)]
struct Login {
    name: &'static str,
    passphrase: &'static str,
    /// What there is to do for them.
    about: &'static str,
}

/// Founds the sample community in a home that holds no community; where it was founded before,
/// nothing changes.
///
/// # Errors
/// [`Failure::Input`] when the home holds communities and the sample is not among them, or keys of
/// other people by the names of the sample's.
pub(crate) fn found_if_empty(home: &Home) -> Result<Demo, Failure> {
    let held = home.communities()?;
    for id in &held {
        if is_sample(home, id)? {
            return Ok(Demo::of(*id, false));
        }
    }
    if let Some(other) = held.first() {
        return Err(Failure::input(format!(
            "{} holds community {} already, and the sample is founded only in a home without any: name an empty folder with --home, or leave out --demo",
            home.path().display(),
            other.short()
        )));
    }
    Ok(Demo::of(founding::found(home, random::now())?, true))
}

/// Whether a community is the sample one, founded here.
fn is_sample(home: &Home, id: &CommunityId) -> Result<bool, Failure> {
    let community = home.open_community(id)?;
    let view = community.view();
    let named = view.facts().founding().is_some_and(|(_, founding)| founding.name.as_str() == NAME);
    Ok(named && people::is_here(&home.people(), Who::Anna.name()))
}

impl Demo {
    fn of(community: CommunityId, founded: bool) -> Self {
        let passphrase = PASSPHRASE;
        let people = cast::logins()
            .map(|(who, about)| Login { name: who.name(), passphrase, about })
            .collect();
        Self { community, name: NAME, founded, passphrase, people }
    }

    /// Says who can log in.
    pub(crate) fn print(&self) -> Result<(), Failure> {
        let what =
            if self.founded { "a sample community was founded" } else { "a sample community" };
        print::line(format_args!("{what}: {} ({})", self.name, self.community.short()))?;
        for login in &self.people {
            print::line(format_args!("  {:<9}{}", login.name, login.about))?;
        }
        print::line(format_args!("  everybody's passphrase is {}", self.passphrase))
    }
}
