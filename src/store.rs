//! Floor 1: what outlives a run: the journal of changes, the scopes that were used last, and those that are pinned.
//!
//! Files live in `$XDG_STATE_HOME/lictor` (XDG Base Directory Specification), readable by their owner only. May
//! use: [`domain`](crate::domain), the file system.

mod journal;
mod known;
mod running;

pub use journal::{FileJournal, Whereabouts};
pub use known::{Known, KnownScopes};
pub use running::Running;
