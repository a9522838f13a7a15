//! Decidim's open data, read and written without loss.
//!
//! ```text
//!  ...-open-data-proposals.csv ──┐                       ┌─▶ ProposalRow ─┐
//!  ...-proposal_comments.csv   ──┼─▶ sheet ─┐            │                │
//!  ...-projects.csv            ──┘          ├─▶ columns ─┼─▶ CommentRow  ─┼─▶ write ─▶ CSV (0.31)
//!  the same as JSON            ────▶ json ──┘   of each  │                │
//!                                               kind     └─▶ ProjectRow  ─┘
//! ```
//!
//! Every layout is read that Decidim wrote from 0.10 to 0.31: columns in any order, present or
//! not, under former names too (`supports`, `followers`, `endorsements`, `category`, `scope`). A
//! column that has no field, or stands a second time, is not lost: its cells are in the row's
//! `rest`. A blank cell and an empty text are the same, as they are in CSV.
//!
//! **The contract.** What is read, written and read again is the same rows; what would come back
//! as another is refused by the writer. No bytes make a reader panic, and no claimed length is
//! believed.
//!
//! Results are written as well ([`write_results`]), and not read.
//!
//! The crate knows no file and no compression: it is given bytes and gives values.
//!
//! ```
//! use participation_decidim::{Proposals, write_proposals};
//!
//! let file = "id;title/ca;body/ca;supports;colour\n7;Bancs;'+1;12;green\n";
//! let rows = Proposals::read(file.as_bytes())?;
//! assert_eq!(rows[0].bodies, [("ca".to_owned(), "+1".to_owned())]);
//! assert_eq!(rows[0].votes, Some(12));
//! assert_eq!(rows[0].rest, [("colour".to_owned(), "green".to_owned())]);
//! assert_eq!(Proposals::read(&write_proposals(&rows)?)?, rows);
//!
//! let error = Proposals::read(b"id;title;body;votes\n7;Bancs;;many\n").unwrap_err();
//! assert!(error.to_string().starts_with("line 2, column `votes`: `many` should be"));
//! # Ok::<(), participation_decidim::DecidimError>(())
//! ```

mod about;
mod cells;
mod comment;
mod coordinate;
mod decimal;
mod error;
mod escape;
mod joined;
mod json;
mod kind;
pub mod limits;
mod project;
mod proposal;
mod result;
mod row;
mod sheet;
mod source;
mod table;
mod time;
mod value;
mod write;

pub use about::{license_md, readme_md};
pub use comment::CommentRow;
pub use coordinate::{Latitude, Longitude};
pub use error::{DecidimError, Place, Wanted};
pub use joined::Joined;
pub use kind::Kind;
pub use project::ProjectRow;
pub use proposal::ProposalRow;
pub use result::ResultRow;
pub use table::{
    Comments, Projects, Proposals, Table, write_comments, write_projects, write_proposals,
    write_results,
};
pub use time::Day;
pub use value::{Alignment, Cents, Id};
