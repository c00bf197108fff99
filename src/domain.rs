//! Floor 0: the data and the rules of licenses, without clock, files or network.
//!
//! May use: the standard library, serde, uuid and small data crates. Uses no other floor.

pub mod call;
pub mod catalog;
pub mod license;
pub mod problem;
pub mod rules;
pub mod scope;
pub mod walk;

pub use call::{Call, Descent, LicensePage, PageToken, Reply, ScopeCursor, ScopePage};
pub use license::{Change, Draft, Edit, Field, FieldChange, License, LicenseId, Status};
pub use problem::{Problem, ReadOnly};
pub use rules::Fault;
pub use scope::{Scope, ScopeEntry, ScopeKind};
pub use walk::Walk;
