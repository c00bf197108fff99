//! Who makes changes, and from where.

use std::env;

use nix::unistd::{Uid, User, gethostname};

/// Whoever makes the changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Author {
    /// The name on this machine.
    pub(super) user: String,
    /// The machine.
    pub(super) host: String,
    /// The other end of the way, where it is from afar.
    pub(super) ssh: Option<String>,
}

impl Author {
    /// Whoever runs this program: the name that the system knows, the machine, and the address from which an ssh
    /// session comes (`SSH_CONNECTION`).
    pub(super) fn of_this_process() -> Self {
        let ssh = env::var("SSH_CONNECTION").ok();
        let ssh = ssh.and_then(|connection| connection.split_whitespace().next().map(str::to_owned));
        Self { user: user(), host: host(), ssh }
    }
}

/// The log-in name; where the system has none for the number, as in some containers, the number.
fn user() -> String {
    let number = Uid::effective();
    User::from_uid(number).ok().flatten().map_or_else(|| number.to_string(), |user| user.name)
}

fn host() -> String {
    gethostname().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
