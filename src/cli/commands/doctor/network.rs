//! The way to the server.

use super::Report;
use crate::{cli::failure::Failure, config::Config};

/// Whether the server can be reached.
pub(super) async fn examine(_config: &Config, _report: &mut Report) -> Result<bool, Failure> {
    Ok(true)
}
