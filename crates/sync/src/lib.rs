//! How two nodes give each other what the other lacks, without sockets, clocks or randomness.
//!
//! ```text
//!   bytes of a frame                                    bytes of a frame
//!        │                                                     ▲
//!        ▼                                                     │
//!   receive ──▶ Session ── asks, brings ──▶ Replica ──▶ transmit
//!   tick    ──▶    │
//!                  └──▶ ending, progress, how far the other's arrivals were taken in
//!
//!   1. hello, answer     both know the community's secret; equal roots end it here
//!   2. offers            what arrived after the other's cursor: authority, ballots, content
//!   3. ranges            what still differs, found by comparing sums over ranges of keys
//!   4. bodies, blobs     what is missing of what is here
//! ```
//!
//! **A session never trusts what it is told: a cursor saves work, totals move a progress bar, and
//! whether two sets are equal their roots say. What comes goes to [`Replica::take_in`], which
//! checks it.** Nothing flows that was not asked for, but the few entries that a comparison of
//! ranges has just shown to be missing; and never more than the credit that the receiver gave.
//!
//! The session is a state machine: `now` in milliseconds and a nonce are given to it, and the same
//! calls give the same bytes. `participation-network` carries frames over libp2p; a simulator, a
//! serial line or a test can carry them as well. The bytes: `docs/wire.md`, the reasons:
//! `docs/design/014-synchronising.md`.

mod allowance;
mod cursor;
mod fingerprint;
mod handshake;
mod index;
mod item;
mod message;
mod pieces;
pub mod ranges;
mod replica;
mod session;

pub use allowance::{Allowances, Rate};
pub use cursor::{Cursor, Incarnation};
pub use fingerprint::{Fingerprint, SessionKey, ShortId};
pub use handshake::{Ends, Hello, NONCE, NodeName, Secret, VERSIONS};
pub use index::Index;
pub use item::{Item, Key};
pub use message::{MAX_BEACON, MAX_BEACONS, MAX_FRAME, Refusal};
pub use pieces::Pieces;
pub use replica::{Piece, Replica, Taken, Totals};
pub use session::{Ending, Fault, Progress, Session, Settings};
