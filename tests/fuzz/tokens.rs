//! Tokens: of pages, of sessions, of machines. What is in one is somebody else's, so it may be anything.

mod pages;
mod secret;
mod session;

use tokio::runtime;

use crate::driver::{directory, fuzz};

/// What has to be met.
const NEEDS: [&str; 12] = [
    "complete",
    "repeated",
    "endless",
    "read again",
    "a listing",
    "a secret",
    "no secret",
    "a kept session",
    "no kept session",
    "a command",
    "a renewal",
    "no renewal",
];

#[test]
fn whatever_is_in_a_token_it_is_gone_by_or_refused() {
    let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let place = directory();
    fuzz("tokens", &NEEDS, move |rng, tally| {
        pages::walk(rng, tally);
        secret::of_a_file(rng, tally, place.path());
        session::kept(rng, tally, place.path());
        if rng.u8(..8) == 0 {
            runtime.block_on(pages::listing(rng, tally));
            runtime.block_on(session::renewed(rng, tally));
        }
        if rng.u8(..64) == 0 {
            secret::of_a_command(rng, tally, place.path());
        }
    });
}
