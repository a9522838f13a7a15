//! The rules that compare options two by two, and what they share: the matrix of comparisons.
//!
//! A ballot prefers `a` to `b` when it ranks `a` and ranks `b` below it or not at all. **Options
//! that a ballot leaves out are tied last**, below every ranked one, and options that share a
//! place are preferred to each other by nobody. So count Debian (constitution, A.6.1), Schulze
//! (2011) and nearly every user of these rules. Leaving such pairs out instead elects others: with
//! five ballots `a` and four ballots `b > a`, five prefer `a` to `b` and four `b` to `a`; without
//! the ballots that leave one out, all four prefer `b`.
//!
//! `a` **beats** `b` when more weight prefers `a` to `b` than `b` to `a`. The option that beats
//! every other is the Condorcet winner, and all four rules elect it. They differ where victories
//! run in a circle.
//!
//! With several seats, the first of the ranking are elected. **That is not proportional**: a
//! majority takes every seat. Where minorities should have a share, count by the single
//! transferable vote.
//!
//! Schulze's rule and ranked pairs give an order in which some options are not comparable. Here
//! the first place is shared by all options above which there is none, the second by those
//! above which there are only options of the first place, and so on; who shares a place is tied,
//! and [`TieBreak`](crate::TieBreak) decides. The score (how many options it stands above) is
//! told and decides nothing, since it grows with similar options; options tied in such a place
//! can have different scores, and the tie then states the lowest.
//!
//! Where no ballot ranks anything nobody is elected.

pub(crate) mod copeland;
mod finish;
mod links;
mod matrix;
pub(crate) mod minimax;
pub(crate) mod ranked_pairs;
mod relation;
pub(crate) mod schulze;

use finish::{Merits, finish, start};
use links::Links;
use matrix::Matrix;
use relation::{Relation, shortest};

/// The most options that can be compared two by two: the matrices then take some tens of
/// megabytes, and a billion steps.
pub const MAX_PAIRWISE_OPTIONS: usize = 1_000;

/// The most options for which every chain and circle is written out.
const EXPLAINED: usize = 50;
