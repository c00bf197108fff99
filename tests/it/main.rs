//! The tests that need more than one module, a server, a terminal or the binary.

mod api;
mod cli;
mod connecting;
mod documents;
mod floors;
mod gone;
mod hostile;
mod installing;
mod invariants;
mod journeys;
mod randomised;
mod reference;
mod sandbox;
mod screens;
mod support;
mod terminal;
mod terminals;
mod wire;
