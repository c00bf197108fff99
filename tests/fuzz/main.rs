//! What comes from outside, broken in every way that chance finds: a module for each way in.
//!
//! Each runs for a while on cases that are made from a seed. `CONTRIBUTING.md` tells how to run them for longer, and
//! how to run one case again.

mod client;
mod driver;
mod mutation;
mod support;

mod answers;
mod config;
mod journal;
mod keys;
mod tokens;
