//! The bodies of the screens, one module each, mirroring [`crate::app::screens`].

mod activity;
mod bulk;
mod bulk_edit;
mod change;
mod conflict;
mod connect;
mod deletion;
mod form;
mod help;
mod history;
mod license;
mod licenses;
mod log_in;
mod question;
mod reason;
mod scopes;
mod undo;
mod welcome;

pub(super) use activity::activity;
pub(super) use bulk::bulk;
pub(super) use bulk_edit::bulk_edit;
pub(super) use change::change;
pub(super) use connect::connect;
pub(super) use deletion::deletion;
pub(super) use form::form;
pub(super) use help::help;
pub(super) use history::history;
pub(super) use license::{license, preview};
pub(super) use licenses::licenses;
pub(super) use log_in::log_in;
pub(super) use question::question;
pub(super) use reason::reason;
pub(super) use scopes::scopes;
pub(super) use undo::undo;
pub(super) use welcome::welcome;
