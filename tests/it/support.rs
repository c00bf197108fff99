//! What the tests are made with: a console on a test screen, a console in a pseudo-terminal, keys as a script, the
//! binary as a shell runs it, a server with canned answers.

pub(crate) mod canned;
pub(crate) mod command;
pub(crate) mod console;
pub(crate) mod desk;
pub(crate) mod journal;
pub(crate) mod keys;
pub(crate) mod left_drafts;
pub(crate) mod mitmproxy;
pub(crate) mod notes;
pub(crate) mod packed;
pub(crate) mod place;
pub(crate) mod process;
pub(crate) mod proxies;
pub(crate) mod pseudo_terminal;
pub(crate) mod relay;
pub(crate) mod screen;
pub(crate) mod secure;
pub(crate) mod sshd;
