//! Weights and delegations: a step before counting that says how much each ballot weighs, and why.
//!
//! A [`Register`] holds every voter with their own weight, whether they voted themselves, and to whom
//! they gave their vote. [`resolve`] turns it into the weight of each ballot cast, by one of two
//! [`Mode`]s. In both, **who votes directly has taken their vote back** and nobody carries it.
//!
//! **Proxies**, as statutes of associations have them. Defined: Civil Code of Catalonia, article
//! 322-7.3: the vote may be exercised by delegation if the statutes say so and settle how; the
//! statutes' usual clause is that one member carries at most so many. Used by: most associations,
//! and meetings of owners of flats. A proxy goes to one person and no further: when that person
//! does not vote it is lost, also when they gave their own vote to somebody else. Of those beyond
//! the cap the [`Order`] says which are carried. Traps: the order decides whose vote is lost, so
//! that it has to be settled before, and one by which names come first in the alphabet is only
//! as good as the ids are; a cap on proxies is a number of people and not of their weight.
//!
//! **Liquid**, where a vote that was given away may be given on. Defined: Behrens, Kistner, Nitsche
//! and Swierczek, "The Principles of LiquidFeedback" (2014), section 2.4: delegations are followed
//! until somebody votes directly. Used by: LiquidFeedback, Citizen OS. A circle in which nobody
//! votes carries nothing: those in it and those whose chain leads into it are listed as lost; as
//! soon as one of them votes, the circle is open and everybody behind is carried. With a cap, the
//! nearest are carried first, so that nobody is carried whose link in the chain is not. Traps: a
//! few people can come to carry most of the votes; whoever delegates does not see through whom
//! the vote goes unless they are shown, which is what [`Explained`] is for.
//!
//! Both are iterative and linear in the number of voters, however long the chains are, and do not
//! depend on the order in which the register was written. What a voter does is public here: for
//! secret ballots run it on who voted, never on what they voted.
//!
//! ```
//! use participation_tally::delegation::{Mode, Register, Voter, resolve};
//!
//! let mut register = Register::new();
//! register.add(Voter::new("anna").voted())?;
//! register.add(Voter::new("biel").delegating_to("anna"))?;
//! register.add(Voter::new("carla").delegating_to("biel"))?;
//!
//! let delegated = resolve(&register, &Mode::Liquid { most: None })?;
//! assert_eq!(delegated.weight("anna"), Some(3));
//! assert_eq!(delegated.chain("carla"), ["carla", "biel", "anna"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod explained;
mod register;
mod resolve;
mod table;

pub use explained::{Delegated, Explained, Fate, Loss, Totals};
pub use register::{DelegationError, Register, Voter};
pub use resolve::{Mode, Order, resolve};
