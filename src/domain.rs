//! Floor 0: the data and the rules of licenses, without clock, files or network.
//!
//! May use: the standard library, serde, uuid, and small data crates. Uses no other floor.

pub mod call;
pub mod catalog;
pub mod license;
pub mod problem;
pub mod rules;
pub mod scope;
pub mod walk;

