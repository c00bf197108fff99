//! Floor 1: texts as a terminal can bear them. Servers' texts made safe, and texts measured and cut in cells.
//!
//! May use: unicode-script, unicode-security, unicode-segmentation and unicode-width. Uses no other module of ours.
//!
//! A text from outside goes through [`safe`] once, before anything is done with it that ends on a screen, in a
//! file or on a clipboard. Everything else here keeps a safe text safe.

mod cells;
mod count;
mod emoji;
mod escape;
mod hidden;
mod lookalike;

pub use cells::{cut, cut_with, fit, plain_prefix, width};
pub use count::count;
pub use escape::{Malformed, restore, safe, safe_with};

/// Whether a character is of Latin writing, to be seen in one cell, without effect on others and nothing but itself: the
/// short way for most texts.
fn is_plain(character: char) -> bool {
    matches!(character, ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{17e}')
}
