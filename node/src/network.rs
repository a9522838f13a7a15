//! What carries this node's communities to other nodes: sessions over libp2p.
//!
//! ```text
//!   Communities ──Change──▶ Carrying ──announce, join, leave──▶ participation-network (libp2p)
//!        ▲                     │                                       │ streams of frames
//!        │                     ▼                                       ▼
//!        └────── Desk ◀── Hosting ◀──────────── dial, accept, frames ──┘
//! ```
//!
//! Everything that another node brings goes through a `Desk`, whoever brings it: this module
//! decides who is spoken to and when, never what counts.

mod beacons;
mod budgets;
mod carrying;
mod fresh;
mod health;
mod hosting;
mod talk;

pub(crate) use carrying::{Carrying, Reach};
