//! The sandbox server, over real HTTP.

mod support;

mod licenses;
