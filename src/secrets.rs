//! Floor 1: where secrets come from, and where sessions are kept between runs. May use: [`domain`](crate::domain),
//! files, commands, the kernel's keyring.
//!
//! | module | what lives there |
//! |---|---|
//! | `file` | a secret in a file of its owner |
//! | `command` | a secret that a command prints |
//! | `sessions`, `keyring` | sessions, in the kernel's keyring or in files |

mod command;
mod file;
mod keyring;
mod sessions;

pub use command::{SecretCommand, end_commands};
pub use file::{SecretFile, refuse_if_others_read, secret_of_input};
pub use sessions::{MemorySession, SessionStore};
