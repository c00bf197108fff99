//! Ways to break what was whole: bytes, lines, texts, JSON.

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// Bytes that mean something to somebody.
const TELLING: [u8; 24] = [
    0, b'\t', b'\n', b'\r', 0x1b, b' ', b'"', b'#', b'\'', b',', b'-', b'.', b'0', b'9', b':', b'=', b'[',
    b'\\', b']', b'{', b'}', 0x7f, 0xc3, 0xff,
];

/// Texts that have broken programs before.
const TEXTS: [&str; 25] = [
    "",
    " ",
    "\0",
    "a\u{1b}[2J\u{1b}]0;owned\u{7}",
    "\u{1b}[2J",
    "\u{9b}31m",
    "\u{202e}gnp.exe",
    "\u{feff}",
    "\u{200b}\u{200d}",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}",
    "👩‍👩‍👧‍👦",
    "東京",
    "\r\n",
    "a\nb",
    "\u{2028}",
    "=1+1",
    "%00%0a&next=2#",
    "../..//",
    "null",
    "true",
    "-9223372036854775808",
    "18446744073709551616",
    "1e999",
    "\u{fffd}\u{10ffff}",
    "\\u{1b}\\\"'`$(x)",
];

/// Numbers at the edges, as JSON spells them.
const NUMBERS: [&str; 12] = [
    "0",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "1e308",
    "1e999",
    "-0.0",
    "0.1",
    "123456789012345678901234567890",
];

/// One of them.
pub(crate) fn pick<T: Clone>(rng: &mut Rng, all: &[T]) -> T {
    all[rng.usize(..all.len())].clone()
}

/// Whether it is to be, once in `times`.
pub(crate) fn once_in(rng: &mut Rng, times: u32) -> bool {
    rng.u32(..times) == 0
}

/// A text: a plain one, one that has broken programs, any characters, or a very long one.
pub(crate) fn text(rng: &mut Rng) -> String {
    match rng.u8(..20) {
        0..8 => (0..rng.usize(..12)).map(|_| rng.alphanumeric()).collect(),
        8..15 => pick(rng, &TEXTS).to_owned(),
        15..19 => (0..rng.usize(..12)).map(|_| rng.char(..)).collect(),
        _ => pick(rng, &["x", "é", "\u{1b}", "a b "]).repeat(rng.usize(..3_000)),
    }
}

/// A number at an edge, as JSON spells it.
pub(crate) fn number(rng: &mut Rng) -> &'static str {
    pick(rng, &NUMBERS)
}

/// Any value of JSON.
pub(crate) fn value(rng: &mut Rng, depth: u32) -> Value {
    match rng.u8(..if depth == 0 { 6 } else { 8 }) {
        0 => Value::Null,
        1 => Value::Bool(rng.bool()),
        2 => json!(rng.i64(..)),
        3 => serde_json::from_str(number(rng)).unwrap_or(Value::Null),
        4 | 5 => Value::String(text(rng)),
        6 => (0..rng.usize(..4)).map(|_| value(rng, depth - 1)).collect(),
        _ => Value::Object((0..rng.usize(..4)).map(|_| (text(rng), value(rng, depth - 1))).collect()),
    }
}

/// Changes one value somewhere in a document: replaced, left out, under another name, twice.
pub(crate) fn change_value(rng: &mut Rng, document: &mut Value) {
    match document {
        Value::Object(object) if !object.is_empty() && !once_in(rng, 8) => change_member(rng, object),
        Value::Array(list) if !list.is_empty() && !once_in(rng, 8) => {
            let place = rng.usize(..list.len());
            match rng.u8(..6) {
                0 => drop(list.remove(place)),
                1 => list.insert(place, list[place].clone()),
                2 => list.insert(place, value(rng, 2)),
                _ => change_value(rng, &mut list[place]),
            }
        }
        other => *other = value(rng, 3),
    }
}

fn change_member(rng: &mut Rng, object: &mut Map<String, Value>) {
    let keys: Vec<String> = object.keys().cloned().collect();
    let key = pick(rng, &keys);
    match rng.u8(..6) {
        0 => drop(object.remove(&key)),
        1 => {
            let moved = object.remove(&key).unwrap_or_default();
            object.insert(text(rng), moved);
        }
        2 => drop(object.insert(text(rng), value(rng, 2))),
        _ => change_value(rng, &mut object[&key]),
    }
}

/// A part of the bytes, which may be empty; most are short.
fn part(rng: &mut Rng, length: usize) -> std::ops::Range<usize> {
    let start = rng.usize(..=length);
    let longest = if rng.bool() { 8.min(length - start) } else { length - start };
    start..start + rng.usize(..=longest)
}

/// Breaks something about the bytes, once. What is broken may, by chance, be as it was.
pub(crate) fn break_bytes(rng: &mut Rng, bytes: &mut Vec<u8>) {
    if bytes.is_empty() {
        bytes.extend(text(rng).into_bytes());
        return;
    }
    let place = rng.usize(..bytes.len());
    match rng.u8(..8) {
        0 => bytes[place] ^= 1 << rng.u8(..8),
        1 => bytes[place] = pick(rng, &TELLING),
        2 => bytes.insert(place, pick(rng, &TELLING)),
        3 => bytes.truncate(place),
        4 => drop(bytes.drain(part(rng, bytes.len()))),
        5 => {
            let again = bytes[part(rng, bytes.len())].to_vec();
            bytes.splice(place..place, again);
        }
        6 => drop(bytes.splice(place..place, text(rng).into_bytes())),
        _ => {
            let other = rng.usize(..bytes.len());
            bytes.swap(place, other);
        }
    }
}

/// Breaks something about lines: one is left out, doubled, moved, cut short, or put in.
pub(crate) fn break_lines(rng: &mut Rng, lines: &mut Vec<Vec<u8>>) {
    if lines.is_empty() {
        lines.push(text(rng).into_bytes());
        return;
    }
    let (place, other) = (rng.usize(..lines.len()), rng.usize(..lines.len()));
    match rng.u8(..6) {
        0 => drop(lines.remove(place)),
        1 => lines.insert(other, lines[place].clone()),
        2 => lines.swap(place, other),
        3 => {
            let kept = rng.usize(..=lines[place].len());
            lines[place].truncate(kept);
        }
        4 => lines.insert(place, text(rng).into_bytes()),
        _ => break_bytes(rng, &mut lines[place]),
    }
}
