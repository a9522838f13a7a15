//! What stands of what neighbours write: spaces and their phases, documents, discussion, moderation
//! and erasure.
//!
//! ```text
//!  entries ──record──▶ facts: who names whom          bodies: what they say, from the store
//!                        │                               │
//!                      renew(view, bodies) ◀─────────────┘   only groups that changed
//!                        │
//!                        ▼
//!        phases ▸ subjects ▸ cards, threads, supports, profiles      list(filter, sort)
//!        what is void, and why                                       text(version)
//! ```
//!
//! **Everything shown is a pure function of the set.** Whether an entry stands is asked of
//! `participation-policy`'s table, with what the entry names; then only frontiers take away: cuts
//! and ends of devices (the charter's), and phases, whose frontier says what of the phases before
//! came in time. What does not stand is listed with its reason.
//!
//! **Facts name entries and hold no texts**: those stay in the store and are brought by [`Bodies`].
//! What was derived is kept for as long as nothing about it changes; of documents that several
//! people wrote, only a bounded number is kept derived.

mod ballots;
mod bodies;
mod card;
mod court;
mod erased;
mod extent;
mod facts;
mod group;
mod list;
mod phases;
mod read;
mod scene;
mod shown;
mod state;
mod text;
mod thread;

pub use ballots::SupportBallot;
pub use bodies::Bodies;
pub use card::{AmendmentState, Card, ImportedCounts, Remark, SpaceCard, Void};
pub use list::{Filter, Page, Sort, Source};
pub use participation_documents::{Contents, EditFault, Version};
pub use read::Register;
pub use scene::is_own;
pub use state::Deliberation;
