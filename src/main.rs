//! The console of a licensing API, from the command line.

fn main() {}
