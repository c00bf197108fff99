//! The tests that need more than one module, a server, a terminal or the binary.

mod sandbox;
