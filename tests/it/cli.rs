//! The binary from a shell's view: exit codes, standard output and standard error apart, every form of output.

mod across;
mod changing;
mod configuration;
mod export;
mod interrupted;
mod journal;
mod killed;
mod list;
mod pages;
mod parity;
mod plain;
mod plan;
mod profiles;
mod refusals;
mod resumed;
mod sandbox;
mod scopes;
mod several;
mod single;
mod terminal;
mod undo;
mod unknown;
