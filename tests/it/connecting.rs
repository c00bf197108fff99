//! The way from nothing to a table of licenses, over HTTPS with an authority that only the configuration knows: the
//! client with the sandbox, the commands, and the console in a terminal.

mod commands;
mod console;
mod doctor;
mod log_in;
mod proxies;
mod secrets;
mod staying;
mod support;
