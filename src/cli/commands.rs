//! The commands, one module each.

pub(super) mod apply;
pub(super) mod compare;
pub(super) mod configuration;
pub(super) mod console;
pub(super) mod create;
pub(super) mod doctor;
pub(super) mod export;
pub(super) mod find;
pub(super) mod get;
pub(super) mod history;
pub(super) mod list;
pub(super) mod overview;
pub(super) mod pages;
pub(super) mod plan;
pub(super) mod sandbox;
pub(super) mod scopes;
pub(super) mod session;
pub(super) mod several;
pub(super) mod undo;
pub(super) mod update;
