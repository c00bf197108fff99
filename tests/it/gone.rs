//! What is left when the console goes without a word, or its terminal does: the real program, in real terminals.

mod panics;
mod signals;
mod ssh;
mod starting_again;
mod support;
