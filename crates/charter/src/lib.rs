//! The charter chain, the census and what ends a right, as pure functions of signed facts.
//!
//! ```text
//!  Verified + Proven ──admit──▶ Ledger: facts, only ever more of them
//!                                  │
//!                                view()          recomputed when a fact could change it
//!                                  ▼
//!                        View: revisions in force, cuts, what stands of forks, census, roll
//! ```
//!
//! **Two levels, never mixed.** *Admission* ([`Ledger::admit`]) asks whether an entry belongs to
//! the set: its chain, its author's certificate, the revision it names. It only ever adds.
//! *Standing* ([`View::judge`]) asks whether an admitted entry counts: whether the table of
//! `participation-policy` allows it, and whether a frontier (a cut, a retirement, a fork that
//! nobody settled) takes it away. The same facts give the same view, whatever order they came in.

mod asking;
mod census;
mod cuts;
mod facts;
mod ledger;
mod register;
mod revisions;
mod settling;
mod standing;
mod view;
mod warrants;

pub use census::{Census, Member, MemberStatus, RollCall};
pub use cuts::{Cuts, Horizon};
pub use facts::{AdmissionFact, CertificateFact, Facts, Via};
pub use ledger::{Admitted, Ledger, Need, Refusal};
pub use revisions::{Charter, Dispute, DoubleSigner, InForce, RevisionStatus};
pub use standing::Fault;
pub use view::View;
