//! Finding the differences of two sets by comparing ranges of their keys.
//!
//! Both sides do the same: they answer the [`Ranges`] of the other with [`reconcile`], and the one
//! who begins sends [`first`]. An answer without ranges ends it. Nothing is kept between two
//! messages, so a peer can make this side hold nothing, and the set may grow meanwhile.
//!
//! # Grammar
//! ```text
//! ranges = [0*4096 range]               ; ascending, from the least key on; what follows the last
//!                                       ; bound is skipped
//! range  = [bound]                      ; skip: nothing to say about it, never twice in a row and
//!                                       ; never last
//!        / [bound, shorts]              ; list: all that I have in it
//!        / [bound, count, sum]          ; fingerprint of all that I have in it
//!        / [bound, null]                ; open: there was no room for it, begin with it
//! bound  = shared: uint, rest: bstr     ; where the range ends: the first `shared` bytes of the
//!                                       ; bound before and then `rest`, 1 to 41 bytes together
//! shorts = bstr                         ; 0*1024 short ids of 8 big-endian bytes, ascending; in
//!                                       ; all ranges together at most 65536
//! count  = uint                         ; number of items, at least 1
//! sum    = uint                         ; sum of their short ids modulo 2^64
//!
//! want   = [bstr, bstr, shorts]         ; a bound, a later one, and at least one short id between
//! ```
//! (`bound` is a group: a skip is an array of two items, a list and an open range of three, a
//! fingerprint of four.)
//!
//! A *bound* is the beginning of a key written as 41 bytes: the lane in one, the claimed time in 8
//! big-endian, the id. It stands before all keys that begin with it or follow it. It does not end in
//! a zero byte, which would say nothing. The one-byte bound `03` is behind all keys. The least bound,
//! of no bytes, begins the first range and ends none. Bounds ascend strictly, so the byte where a
//! bound leaves the one before it is greater than that one's: `rest` is not empty, and its first
//! byte is greater than the byte for which it stands.
//!
//! # Why it ends
//! Take the first range of a message that is not skipped. The answer to it settles it, lists it, or
//! cuts this side's items there into at least two parts, each with fewer; a list is never answered.
//! So after a number of messages logarithmic in its items the first range is settled for good, and
//! no later answer reaches before it: where an answer would become too long, what follows becomes
//! one open range, behind at least one that was answered in full. With sets that stand still, each
//! step settles a further part of a finite order. A set that grows does so finitely.
//!
//! A peer that lies can begin anew as often as it likes. Each range of each message costs it at
//! least one unit of the session's [`Work`], and each item that is hashed for it another: when
//! they are used up, the answer is [`OutOfBudget`].

mod bound;
mod message;
mod plan;
mod reply;
mod span;
mod want;
mod work;

pub use bound::Bound;
pub use message::{Mode, Range, Ranges};
pub use reply::{Lack, Reply, first, reconcile};
pub use want::Want;
pub use work::{OutOfBudget, Work};

/// The most ranges of a message.
pub const MAX_RANGES: usize = 4_096;

/// The most short ids of a list.
pub const MAX_LIST: usize = 1_024;

/// The most short ids of a message.
pub const MAX_SHORT_IDS: usize = 65_536;
