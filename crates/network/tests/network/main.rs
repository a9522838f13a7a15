//! Nodes on loopback, with sessions that exchange sets of numbers.

mod book;
mod hostile;
mod numbers;
mod together;
