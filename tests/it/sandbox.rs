//! The sandbox server, over real HTTP: what the API's description promises, and what goes wrong on purpose.

mod support;

mod access;
mod description;
mod faults;
mod licenses;
mod paging;
mod persistence;
mod refusals;
mod scopes;
mod start;
