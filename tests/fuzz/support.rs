//! What these tests share with the others.

#[expect(dead_code, reason = "the other tests use more of it")]
#[path = "../it/support/canned.rs"]
pub(crate) mod canned;
#[path = "../it/support/place.rs"]
pub(crate) mod place;
#[expect(dead_code, reason = "the other tests use more of it")]
#[path = "../it/support/screen.rs"]
pub(crate) mod screen;
