//! Texts from outside, made visible in full. Uses unicode-segmentation and unicode-width.

use std::{borrow::Cow, fmt};

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use super::{
    emoji::{self, JOINER, PRESENTATION},
    hidden::is_hidden,
    lookalike::lookalikes,
    plain_width,
};

const OPENING: &str = "\\u{";
/// More marks than this on one letter are no writing but a way to draw over other lines.
const MOST_MARKS: usize = 6;

/// `text` with nothing in it that drives a terminal, stays out of sight or passes for something else; borrowed where
/// that changes nothing.
///
/// Control characters, characters of direction, zero width, private use or no use at all, blanks that look like a
/// space, marks with no letter under them and the seventh and later marks on one letter become `\u{1b}`: the number
/// of the character in lower-case hexadecimal digits. So do letters of another script in a Latin word, and whatever
/// else looks like ASCII where nothing tells that it is not: a SKU with a Cyrillic `С` is another SKU. So does a
/// backslash that is followed by `u{`, so that no text looks like one with such characters: [`restore`] gives back
/// exactly what was there.
///
/// Letters, accents and emoji of all scripts stay as they are. A joiner (U+200D) and an emoji selector (U+FE0F) stay
/// in the emoji that need them, and nowhere else.
#[must_use]
pub fn safe(text: &str) -> Cow<'_, str> {
    escaped(text, 0).0
}

/// As [`safe`], with the place in the result where the byte `place` of `text` went: for a cursor. What stands before
/// that place is not what [`safe`] makes of the start alone, because characters are looked at with their neighbours.
#[must_use]
pub fn safe_with(text: &str, place: usize) -> (Cow<'_, str>, usize) {
    escaped(text, place)
}

fn escaped(text: &str, wanted: usize) -> (Cow<'_, str>, usize) {
    if text.chars().all(|character| plain_width(character).is_some()) && !text.contains(OPENING) {
        return (Cow::Borrowed(text), wanted);
    }
    let mut lookalikes = lookalikes(text).into_iter().peekable();
    let mut escaped = String::new();
    let mut copied = 0;
    let mut found = None;
    for (start, grapheme) in text.grapheme_indices(true) {
        if grapheme.contains([JOINER, PRESENTATION]) && emoji::is_sequence(grapheme) {
            continue;
        }
        let mut stack = Stack::default();
        for (offset, character) in grapheme.char_indices() {
            let place = start + offset;
            let passes = lookalikes.next_if_eq(&place).is_some();
            if stack.takes(character, passes) && !text[place..].starts_with(OPENING) {
                continue;
            }
            if wanted <= place && found.is_none() {
                found = Some(escaped.len() + wanted - copied);
            }
            escaped.push_str(&text[copied..place]);
            push_escape(&mut escaped, character);
            copied = place + character.len_utf8();
        }
    }
    let found = found.unwrap_or(escaped.len() + wanted - copied);
    if copied == 0 {
        return (Cow::Borrowed(text), found);
    }
    escaped.push_str(&text[copied..]);
    (Cow::Owned(escaped), found)
}

/// A letter with the marks on it.
#[derive(Default)]
struct Stack {
    has_letter: bool,
    marks: usize,
}

impl Stack {
    /// Whether `character` can be seen where it stands, and does not pass for another. Once one is not, the marks that
    /// follow would be drawn on its escape, and cannot stay either.
    fn takes(&mut self, character: char, passes_for_another: bool) -> bool {
        let is_mark = character.width() == Some(0);
        let is_seen = if is_mark {
            self.marks += 1;
            self.has_letter && self.marks <= MOST_MARKS
        } else {
            self.marks = 0;
            true
        };
        self.has_letter = is_seen && !passes_for_another && !is_hidden(character);
        self.has_letter
    }
}

fn push_escape(escaped: &mut String, character: char) {
    escaped.push_str(OPENING);
    escaped.push_str(&digits_of(character));
    escaped.push('}');
}

fn digits_of(character: char) -> String {
    format!("{:x}", u32::from(character))
}

/// A text that [`safe`] does not make: there is something in it that looks like an escape and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Where it begins, in bytes.
    pub offset: usize,
}

impl fmt::Display for Malformed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "byte {}: \\u{{ does not begin an escape such as \\u{{1b}}; for a backslash itself write \\u{{5c}}",
            self.offset
        )
    }
}

impl std::error::Error for Malformed {}

/// The text that [`safe`] made `text` of.
///
/// # Errors
/// When there is a `\u{` that is not followed by a character's number, in lower case and without zeros in front,
/// and a closing brace.
pub fn restore(text: &str) -> Result<String, Malformed> {
    let mut restored = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, escape)) = rest.split_once(OPENING) {
        let offset = text.len() - rest.len() + before.len();
        let (character, after) = opened(escape).ok_or(Malformed { offset })?;
        restored.push_str(before);
        restored.push(character);
        rest = after;
    }
    restored.push_str(rest);
    Ok(restored)
}

/// The character that an opened escape stands for, and what follows it.
fn opened(escape: &str) -> Option<(char, &str)> {
    let (digits, after) = escape.split_once('}')?;
    let character = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)?;
    (digits_of(character) == digits).then_some((character, after))
}

#[cfg(test)]
mod tests;
