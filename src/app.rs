//! Floor 2: the state machine of the console. Pure: no terminal, no network, no clock, no file.
//!
//! Messages come in, effects go out: [`update`] takes a [`Msg`], changes the [`Model`], and answers with the
//! [`Effect`]s to carry out. May use: [`domain`](crate::domain), [`text`](crate::text), tui-input,
//! nucleo.

mod advice;
pub mod arrangements;
pub mod columns;
pub mod cursor;
pub mod effect;
pub mod exchanges;
pub mod export;
pub mod field;
pub mod headless;
pub mod hints;
pub mod keymap;
pub mod layout;
pub mod listing;
pub mod masked;
pub mod model;
pub mod msg;
pub mod palette;
pub mod requests;
pub mod screens;
mod shared;
#[cfg(test)]
mod testing;
mod update;
pub mod whole;

pub use effect::Effect;
pub use model::{Connected, Model, Place};
pub use msg::{ArrangementId, Msg, RequestId};
pub use update::{start, update};
