//! What neighbours see: every screen of a community as HTML, complete without JavaScript, in
//! Catalan, Spanish and English.
//!
//! ```text
//!   Community<S> ─┐
//!   Visit ────────┼──▶ screen ──▶ askama template ──▶ HTML (String)
//!   what is asked ┘        ▲              ▲
//!                       Words (Fluent)  Prose (Markdown, sanitised)
//! ```
//!
//! A screen is a pure function of the community, of who looks ([`Visit`]) and of what is asked for.
//! There is no HTTP, clock, file or randomness in here: a driver brings them (`node/src/page`).
//!
//! **Every replicated string is hostile.** It reaches a template in one of two ways: as text, which
//! the template escapes and [`plain::line`] has freed of control and direction marks; or as
//! [`prose::Prose`], which is Markdown rendered and then sanitised by an allow list.

pub mod about;
mod acts;
pub mod answering;
pub mod assets;
pub mod assist;
pub mod authors;
pub mod ballot;
pub mod barred;
pub mod census;
pub mod changing;
mod chart;
pub mod charter;
pub mod checking;
pub mod concluding;
pub mod data;
mod dates;
mod details;
pub mod doctor;
pub mod document;
pub mod entrance;
mod fields;
pub mod files;
mod form;
mod frame;
pub mod home;
pub mod keeper;
mod kept;
mod kin;
pub mod kiosk;
mod languages;
mod link;
pub mod list;
pub mod log;
pub mod message;
pub mod moderation;
mod money;
pub mod news;
pub mod opendata;
pub mod opening;
pub mod outcome;
pub mod own;
pub mod paper;
mod people;
mod phases;
pub mod phasing;
pub mod plain;
pub mod polls;
pub mod prose;
pub mod receipt;
pub mod reference;
pub mod reshaping;
pub mod rewording;
pub mod sealing;
pub mod search;
pub mod setup;
pub mod sheet;
pub mod spaces;
pub mod station;
mod steps;
mod thread;
pub mod tokens;
mod tongue;
pub mod versions;
mod visit;
pub mod words;
pub mod writing;
mod zone;

pub use fields::Filled;
pub use frame::reads_alone;
pub use link::{COMMUNITY_DIGITS, ENTRY_DIGITS, digits, find, find_community, path};
pub use tongue::Tongue;
pub use visit::{Deed, Neighbour, Notice, Offices, Visit};
pub use zone::Zone;
