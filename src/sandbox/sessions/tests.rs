//! What depends on the clock, which the tests set.
