//! Floor 1: what outlives a run: the scopes that were used last, and those that are pinned; what is typed in forms.
//!
//! Files live in `$XDG_STATE_HOME/lictor` (XDG Base Directory Specification), readable by their owner only. May
//! use: [`domain`](crate::domain), the file system.

mod drafts;
mod known;

pub use drafts::Drafts;
pub use known::{Known, KnownScopes};
