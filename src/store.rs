//! Floor 1: what outlives a run: the journal of changes; what is typed in forms; plans; reports of panics; the scopes that were used last, and
//! those that are pinned; how the operator likes things to look.
//!
//! Files live in `$XDG_STATE_HOME/lictor` (XDG Base Directory Specification), readable by their owner only. May
//! use: [`domain`](crate::domain), the file system.

mod drafts;
mod habits;
mod journal;
mod known;
mod panic_report;
mod plans;
mod running;

pub use drafts::Drafts;
pub use habits::Habits;
pub use journal::{FileJournal, Flaw, Verification, Whereabouts};
pub use known::{Known, KnownScopes};
pub use panic_report::write_panic_report;
pub use plans::{read_plan, write_plan};
pub use running::Running;
