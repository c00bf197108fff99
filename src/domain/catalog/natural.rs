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

/// How far the words of a text have been taken.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Progress {
    offset: u32,
    /// How many bytes of the unit at `offset` have been taken.
    part: u8,
    /// Whether `offset` is within a number whose length has been taken.
    in_number: bool,
}

/// What of two texts is compared at once.
struct Unit {
    bytes: [u8; 6],
    length: usize,
    /// Where the next unit begins.
    next: usize,
    /// Whether it begins the digits of a number.
    opens_number: bool,
}

/// The next eight bytes of the order of `text`; zero when there are none left.
pub(super) fn next_word(text: &str, progress: &mut Progress) -> u64 {
    let mut bytes = [0; 8];
    let mut filled = 0;
    let mut offset = progress.offset as usize;
    while filled < bytes.len() {
        let Some(&byte) = text.as_bytes().get(offset) else {
            break;
        };
        if byte.is_ascii() && (progress.in_number || !byte.is_ascii_digit()) {
            progress.in_number &= byte.is_ascii_digit();
            bytes[filled] = byte.to_ascii_lowercase() + 1;
            filled += 1;
            offset += 1;
            continue;
        }
        let unit = unit_at(text, offset);
        let rest = unit
            .bytes
            .get(usize::from(progress.part)..unit.length)
            .unwrap_or_default();
        let fitting = rest.len().min(bytes.len() - filled);
        bytes[filled..filled + fitting].copy_from_slice(&rest[..fitting]);
        filled += fitting;
        if fitting < rest.len() {
            progress.part += u8::try_from(fitting).unwrap_or(0);
        } else {
            (progress.part, progress.in_number) = (0, unit.opens_number);
            offset = unit.next;
        }
    }
    progress.offset = u32::try_from(offset).unwrap_or(u32::MAX);
    u64::from_be_bytes(bytes)
}

/// The number or the letter outside ASCII at `offset`.
fn unit_at(text: &str, offset: usize) -> Unit {
    let rest = text.get(offset..).unwrap_or_default();
    match rest.chars().next() {
        Some(letter) if !letter.is_ascii_digit() => letter_unit(letter, offset),
        _ => number_unit(rest, offset),
    }
}

fn letter_unit(letter: char, offset: usize) -> Unit {
    let mut bytes = [0; 6];
    let length = fold(letter).encode_utf8(&mut bytes).len();
    for byte in &mut bytes[..length] {
        *byte += 1;
    }
    Unit {
        bytes,
        length,
        next: offset + letter.len_utf8(),
        opens_number: false,
    }
}

/// How long the number at the start of `rest` is, which is how numbers are compared first. Its leading zeros do
/// not count, and the digits themselves follow one by one.
fn number_unit(rest: &str, offset: usize) -> Unit {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let zeros = rest
        .bytes()
        .take(digits)
        .take_while(|digit| *digit == b'0')
        .count();
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
    Unit {
        bytes,
        length,
        next: offset + zeros,
        opens_number: count > 0,
    }
}

/// How two texts stand to each other.
pub(super) fn compare(left: &str, right: &str) -> Ordering {
    let (mut left_progress, mut right_progress) = (Progress::default(), Progress::default());
    loop {
        let left_word = next_word(left, &mut left_progress);
        let right_word = next_word(right, &mut right_progress);
        match left_word.cmp(&right_word) {
            Ordering::Equal if left_word != 0 => {}
            decided => return decided,
        }
    }
}

#[cfg(test)]
mod tests;
