//! How two nodes give each other what the other lacks, without sockets, clocks or randomness.

mod item;

pub use item::{Item, Key};
