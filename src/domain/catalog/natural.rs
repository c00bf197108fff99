//! The order of texts as people count: without regard to case, and with runs of digits as numbers, so that SKU-9
//! comes before SKU-10. Uses the standard library only.
//!
//! A text is turned into bytes whose plain order is that order, eight at a time: as a number, which is what sorts
//! fast. A text gives zero once it has come to its end, and never before.

use std::cmp::Ordering;

use super::fold::fold;

/// Digits stand where they stand in ASCII. Every byte of a letter is raised by one, to keep zero for the end.
const NUMBER: u8 = b'0' + 1;
/// A number's digits are counted in one byte below this, else in the four that follow it.
const LONG: u8 = u8::MAX;

/// The order of a text, eight bytes at a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'a> {
    /// What of the text has not been taken. Kept here, and not as a place in a row: so that going on costs one look
    /// at the memory.
    rest: &'a str,
    /// How many bytes of the first unit of the rest have been taken.
    part: u8,
    /// Whether the rest begins within a number whose length has been taken.
    in_number: bool,
}

/// What of two texts is compared at once.
struct Unit {
    bytes: [u8; 6],
    length: usize,
    /// How much of the text it stands for.
    taken: usize,
    /// Whether the digits of a number follow.
    opens_number: bool,
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text, part: 0, in_number: false }
    }

    /// The next eight bytes; zero when there are none left.
    pub(super) fn next_word(&mut self) -> u64 {
        let mut word = [0; 8];
        let mut filled = 0;
        let mut taken = 0;
        while filled < word.len() {
            let Some(&byte) = self.rest.as_bytes().get(taken) else {
                break;
            };
            if byte.is_ascii() && (self.in_number || !byte.is_ascii_digit()) {
                self.in_number &= byte.is_ascii_digit();
                word[filled] = byte.to_ascii_lowercase() + 1;
                filled += 1;
                taken += 1;
                continue;
            }
            let unit = first_unit(self.rest.get(taken..).unwrap_or_default());
            let left = &unit.bytes[usize::from(self.part).min(unit.length)..unit.length];
            for (place, byte) in word[filled..].iter_mut().zip(left) {
                *place = *byte;
            }
            let room = word.len() - filled;
            if left.len() > room {
                self.part = u8::try_from(unit.length - left.len() + room).unwrap_or(0);
                break;
            }
            filled += left.len();
            taken += unit.taken;
            (self.part, self.in_number) = (0, unit.opens_number);
        }
        self.rest = self.rest.get(taken..).unwrap_or_default();
        u64::from_be_bytes(word)
    }

    /// How many bytes of what is left of both are the same, at most `limit`.
    pub(super) fn common_start(&self, other: &Self, limit: usize) -> usize {
        const STEP: usize = 16;
        let (left, right) = (self.rest.as_bytes(), other.rest.as_bytes());
        let left = left.get(..limit).unwrap_or(left);
        let steps = left.chunks_exact(STEP).zip(right.chunks_exact(STEP));
        let equal = steps.take_while(|(left, right)| left == right).count() * STEP;
        let bytes = left.iter().zip(right).skip(equal);
        equal + bytes.take_while(|(left, right)| left == right).count()
    }

    /// How much of the first `common` bytes can be left out: up to where something new begins.
    pub(super) fn skippable(&self, common: usize) -> usize {
        let start = self.rest.as_bytes().get(..common).unwrap_or_default();
        let last = start.iter().rposition(|byte| byte.is_ascii() && !byte.is_ascii_digit());
        last.map_or(0, |last| last + 1)
    }

    /// Leaves out the next `bytes`, which must be [skippable](Self::skippable).
    pub(super) fn skip(&mut self, bytes: usize) {
        if bytes > 0 {
            *self = Self::new(self.rest.get(bytes..).unwrap_or_default());
        }
    }

    /// How many bytes of the text are left.
    pub(super) fn len(&self) -> usize {
        self.rest.len()
    }
}

/// The number or the letter outside ASCII at the start of `text`.
fn first_unit(text: &str) -> Unit {
    match text.chars().next() {
        Some(letter) if !letter.is_ascii_digit() => letter_unit(letter),
        _ => number_unit(text),
    }
}

fn letter_unit(letter: char) -> Unit {
    let mut bytes = [0; 6];
    let length = fold(letter).encode_utf8(&mut bytes).len();
    for byte in &mut bytes[..length] {
        *byte += 1;
    }
    Unit { bytes, length, taken: letter.len_utf8(), opens_number: false }
}

/// How long the number at the start of `text` is, which is how numbers are compared first. Its leading zeros do
/// not count, and the digits themselves follow one by one.
fn number_unit(text: &str) -> Unit {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let zeros = text.bytes().take(digits).take_while(|digit| *digit == b'0').count();
    let count = digits - zeros;
    let mut bytes = [NUMBER, LONG, 0, 0, 0, 0];
    let mut length = bytes.len();
    match u8::try_from(count + 1) {
        Ok(short) if short < LONG => {
            bytes[1] = short;
            length = 2;
        }
        _ => bytes[2..].copy_from_slice(&u32::try_from(count).unwrap_or(u32::MAX).to_be_bytes()),
    }
    Unit { bytes, length, taken: zeros, opens_number: count > 0 }
}

/// How two texts stand to each other.
pub(super) fn compare(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (Words::new(left), Words::new(right));
    loop {
        let word = left.next_word();
        match word.cmp(&right.next_word()) {
            Ordering::Equal if word != 0 => {}
            decided => return decided,
        }
    }
}

#[cfg(test)]
mod tests;
