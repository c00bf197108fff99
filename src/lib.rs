//! lictor: a terminal console for the customer licenses of a Direct-Routing-as-a-Service provisioning API.
//!
//! The modules are floors of one house. A module may use the floors below it, never one above or beside it:
//!
//! | floor | module | what lives there |
//! |---|---|---|
//! | 0 | [`domain`] | data and rules, without clock, files or network |
//! | 0 | [`files`] | files that are their owner's only |
//! | 1 | [`text`], [`config`], [`secrets`], [`store`], [`api`], [`sandbox`] | one outside thing each |
//! | 2 | [`app`] | the state machine of the console: pure |
//! | 2 | [`export`] | licenses in files: CSV, JSON, JSON lines |
//! | 3 | [`ui`] | the state machine, drawn |
//! | 4 | [`runtime`] | the loop, the background task, the terminal |
//! | 5 | [`cli`] | the command line |
//!
//! [`sandbox`] uses nothing of ours at all, so that it can contradict the client.

pub mod api;
pub mod app;
pub mod cli;
pub mod config;
pub mod domain;
pub mod export;
pub mod files;
pub mod runtime;
pub mod sandbox;
pub mod secrets;
pub mod store;
pub mod text;
pub mod ui;
