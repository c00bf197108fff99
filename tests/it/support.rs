//! What the tests are made with: a console on a test screen, a console in a pseudo-terminal, keys as a script.

pub mod console;
pub mod keys;
pub mod pseudo_terminal;
