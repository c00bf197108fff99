//! What these tests share with the others.

#[path = "../it/support/place.rs"]
pub(crate) mod place;
