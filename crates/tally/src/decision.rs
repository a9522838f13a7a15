//! What a motion needs to pass: a majority of whom, how large, and with how many taking part.
//!
//! "Two thirds" says nothing until it is said of whom. A [`Base`] is that: of the valid votes, of
//! all ballots cast, of those present, or of everybody on the roll. A [`Majority`] is a [`Share`]
//! of a base, to be reached or to be passed; all of it in integers: 2/3 of 31 is reached by 21,
//! because 3 x 21 is at least 2 x 31. A [`Quorum`] is a share that has to take part. A
//! [`Requirement`] puts them together, with a second majority where two are asked for at once.
//!
//! ```
//! use participation_tally::decision::{Base, Majority, Quorum, Reach, Requirement, Share};
//!
//! // Two thirds of the votes cast, with at least half of the roll voting.
//! let two_thirds = Majority::new(Share::TWO_THIRDS, Reach::AtLeast, Base::Cast);
//! let half_votes = Quorum::new(Base::Cast, Share::HALF, Reach::AtLeast, Base::Roll);
//! let requirement = Requirement::new(two_thirds).with_quorum(half_votes);
//! assert_eq!(Share::TWO_THIRDS.needed(Reach::AtLeast, 31), 21);
//! # let _ = requirement;
//! ```

mod motion;
mod requirement;
mod share;
mod stances;
mod written;

pub use motion::Answers;
pub(crate) use motion::Motion;
pub use requirement::{Base, Majority, Measure, Quorum, Requirement, Size};
pub use share::{Reach, Share, ShareError};
pub use stances::{Stance, Stances};
pub use written::WrittenError;
