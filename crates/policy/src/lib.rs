//! What is allowed: one table over one act, the charter revision that it names, and what its own
//! fields name.
//!
//! ```text
//!   Entry (author, lane, seq, revision, act) ─┐
//!   Named.charter: CharterState at `revision` ├─▶ allowed() ─▶ Ok, or Denied with its reason
//!   Named.author:  its certificate and slot   │   right_of() ─▶ the right that a cut may end
//!   Named.target:  what its fields name      ─┘
//! ```
//!
//! **The answer depends on nothing else**: not on the present, a clock, an order of arrival or
//! what other entries are here. So two nodes that looked up the same things answer the same, for
//! ever. Only frontiers take anything away, and they are the charter's and the poll's to apply.
//!
//! **What the caller promises**: to look up only what stands ([`Target`] says what that means for
//! each act), and to give [`Target::Missing`] when something is not here.
//!
//! ```
//! use participation_acts::{Act, Founding, Invitation, Limits, Right, Role, Seat, Seats};
//! use participation_policy::{
//!     Author, CharterState, Denied, Entry, Named, Target, allowed, right_of,
//! };
//! use participation_types::{DeviceKey, InvitationKey, Lane, MemberKey, Seq, Text};
//!
//! let (anna, device) = (MemberKey::from_bytes([1; 32]), DeviceKey::from_bytes([2; 32]));
//! let seat = Seat { member: anna, recovery: DeviceKey::from_bytes([3; 32]) };
//! let founding = Founding {
//!     nonce: [0; 16],
//!     founder: device,
//!     name: Text::new("The Street")?,
//!     seats: Seats::new(vec![seat], 1)?,
//!     roles: vec![(Role::Registrar, anna)],
//!     limits: Limits::default(),
//!     rules: 1,
//!     recovery: None,
//! };
//! let charter = CharterState::found(&founding)?;
//!
//! let act = Act::Invite(Invitation { key: InvitationKey::from_bytes([4; 32]) });
//! let revision = Some(founding.revision());
//! let entry = Entry { author: device, lane: Lane::Authority, seq: Seq::new(2), revision, act: &act };
//! let author = Author::Device { member: &anna, slot: None };
//! let named = Named { charter: Some(&charter), author, target: Target::Nothing };
//! assert_eq!(allowed(&entry, &named), Ok(()));
//! assert_eq!(right_of(&entry, &named), Some(Right::Role(Role::Registrar, anna)));
//!
//! let stranger = Named { author: Author::Uncertified, ..named };
//! assert_eq!(allowed(&entry, &stranger), Err(Denied::Uncertified));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod ballot;
mod content;
mod denied;
mod named;
mod state;
mod table;

pub use ballot::{BallotFault, ballot_fits};
pub use content::{ContentFault, Owner, PhaseSeen, Scene, Subject, SubjectKind, TAXONOMY_LEVELS};
pub use denied::Denied;
pub use named::{Author, Entry, Named, Reopened, Target};
pub use state::{CharterState, Cut, CutKind, RevisionFault};
pub use table::{SUPPORTED_RULES, allowed, right_of};
