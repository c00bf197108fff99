//! The bodies of the screens, one module each, mirroring [`crate::app::screens`].

mod deletion;
mod form;
mod help;
mod license;
mod licenses;
mod question;
mod scopes;
mod welcome;

pub(super) use deletion::deletion;
pub(super) use form::form;
pub(super) use help::help;
pub(super) use license::{license, preview};
pub(super) use licenses::licenses;
pub(super) use question::question;
pub(super) use scopes::scopes;
pub(super) use welcome::welcome;
