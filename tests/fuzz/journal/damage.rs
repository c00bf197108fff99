//! What may become of a journal and its head.

use std::{fmt::Write as _, fs, path::Path};

use fastrand::Rng;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::kept::Kept;
use crate::mutation::{break_bytes, break_lines, change_value, number, once_in, pick, text};

/// Where a head has numbers.
const NUMBERS: [&str; 5] =
    ["/lines", "/bytes", "/open/0/intent/at", "/open/0/intent/length", "/open/0/unknown/at"];

/// What becomes of the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    Whole,
    /// Bytes, anywhere.
    Bytes,
    /// Whole lines and halves of them.
    Moved,
    /// What a line tells is another thing, as an editor would leave it.
    Edited,
    /// The same, by somebody who knows of the hashes but leaves the head.
    Forged,
}

/// What becomes of the head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    Whole,
    Gone,
    /// One that cannot be read.
    Garbage,
    /// One from before.
    Older,
    /// One that can be read and tells something else.
    Another,
}

/// A journal and a head, each whole or not.
pub(super) struct Damaged {
    pub(super) journal: Vec<u8>,
    pub(super) lines: Lines,
    pub(super) head: Head,
    head_bytes: Option<Vec<u8>>,
}

impl Lines {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Bytes => "bytes",
            Self::Moved => "lines",
            Self::Edited => "edited",
            Self::Forged => "forged",
        }
    }
}

impl Head {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Whole => "whole head",
            Self::Gone | Self::Garbage => "no head",
            Self::Older => "older head",
            Self::Another => "another head",
        }
    }
}

impl Damaged {
    pub(super) fn new(rng: &mut Rng, kept: &Kept) -> Self {
        let (lines, journal) = damaged_lines(rng, kept);
        let (head, head_bytes) = damaged_head(rng, kept);
        Self { journal, lines, head, head_bytes }
    }

    pub(super) fn put_into(&self, place: &Path) {
        fs::write(place.join("journal.jsonl"), &self.journal).expect("written");
        let head = place.join("journal.head");
        match &self.head_bytes {
            Some(bytes) => fs::write(head, bytes).expect("written"),
            None => drop(fs::remove_file(head)),
        }
    }

    /// Whether all is as the store leaves it, now or after it was killed between a line and its head.
    pub(super) fn is_whole(&self, kept: &Kept) -> bool {
        self.journal == kept.journal && matches!(self.head, Head::Whole | Head::Older)
    }

    /// Whether the head, or that there is none, tells that the lines are not as they were. Without a head nobody can
    /// tell of a single line that others have not been cut off: a program may have been killed right behind it.
    pub(super) fn head_tells(&self) -> bool {
        match self.head {
            Head::Whole => true,
            Head::Gone | Head::Garbage => self.journal.split(|byte| *byte == b'\n').count() > 2,
            Head::Older | Head::Another => false,
        }
    }

    /// Whether the numbers that are taken can be known: not where a forger has given them, or a head tells of others
    /// than stand before its end.
    pub(super) fn tells_numbers(&self) -> bool {
        let is_right = match self.head {
            Head::Whole | Head::Gone | Head::Garbage => true,
            Head::Older => self.lines == Lines::Whole,
            Head::Another => false,
        };
        is_right && self.lines != Lines::Forged
    }

    /// Where a line stands, counted in lines.
    pub(super) fn place_of(&self, line: &[u8]) -> Option<usize> {
        self.journal.split(|byte| *byte == b'\n').position(|found| found == line)
    }

    pub(super) fn shown(&self) -> String {
        let head = self.head_bytes.as_deref().map(String::from_utf8_lossy);
        format!("{:?} {:?}\n{}\n{head:?}", self.lines, self.head, String::from_utf8_lossy(&self.journal))
    }
}

fn damaged_lines(rng: &mut Rng, kept: &Kept) -> (Lines, Vec<u8>) {
    let times = 1 + rng.usize(..3);
    match rng.u8(..10) {
        0 => (Lines::Whole, kept.journal.clone()),
        1..4 => {
            let mut bytes = kept.journal.clone();
            (0..times).for_each(|_| break_bytes(rng, &mut bytes));
            (Lines::Bytes, bytes)
        }
        4..7 => {
            let mut lines = kept.lines();
            (0..times).for_each(|_| break_lines(rng, &mut lines));
            let mut bytes = lines.join(&b'\n');
            if !once_in(rng, 4) {
                bytes.push(b'\n');
            }
            (Lines::Moved, bytes)
        }
        7 => {
            let mut lines = kept.lines();
            let place = rng.usize(..lines.len());
            let mut document: Value = serde_json::from_slice(&lines[place]).expect("JSON");
            change_line(rng, &mut document, lines.len());
            lines[place] = document.to_string().into_bytes();
            (Lines::Edited, [lines.join(&b'\n'), b"\n".to_vec()].concat())
        }
        _ => (Lines::Forged, forged(rng, kept.lines())),
    }
}

/// Changes something in a line; often one of the numbers by which lines are known.
fn change_line(rng: &mut Rng, line: &mut Value, lines: usize) {
    if rng.bool() {
        return change_value(rng, line);
    }
    let number = rng.usize(..lines + 3);
    line["entry"] = number.into();
    if rng.bool() {
        line["line"] = number.into();
    }
}

/// A line is changed and gets the hash that is right for it; so do, maybe, those behind it.
fn forged(rng: &mut Rng, mut lines: Vec<Vec<u8>>) -> Vec<u8> {
    let place = rng.usize(..lines.len());
    let goes_on = rng.bool();
    let mut previous: Option<String> = None;
    for (number, line) in lines.iter_mut().enumerate().skip(place) {
        let mut document: Value = serde_json::from_slice(line).expect("JSON");
        if number == place && rng.bool() {
            change_value(rng, &mut document);
        } else if number == place {
            // As long as the true one, so that everything stays where it is.
            document["time"] = "2020-01-01T00:00:00.000Z".into();
        }
        if let (Some(previous), Some(object)) = (previous, document.as_object_mut()) {
            object.insert("previous".to_owned(), previous.into());
        }
        let (text, hash) = sealed(document);
        *line = text;
        previous = Some(hash);
        if !goes_on {
            break;
        }
    }
    [lines.join(&b'\n'), b"\n".to_vec()].concat()
}

fn sealed(mut document: Value) -> (Vec<u8>, String) {
    if let Some(object) = document.as_object_mut() {
        object.shift_remove("hash");
    }
    let text: String = document.to_string().chars().map(plain).collect();
    let content = text.strip_suffix('}').unwrap_or(&text);
    let hash = Sha256::digest(content).iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    });
    (format!("{content},\"hash\":\"{hash}\"}}").into_bytes(), hash)
}

/// A character as the store writes it.
fn plain(character: char) -> String {
    if character.is_ascii() {
        return character.to_string();
    }
    character
        .encode_utf16(&mut [0; 2])
        .iter()
        .map(|unit| format!("\\u{unit:04x}"))
        .collect::<Vec<_>>()
        .concat()
}

fn damaged_head(rng: &mut Rng, kept: &Kept) -> (Head, Option<Vec<u8>>) {
    match rng.u8(..12) {
        0 => (Head::Gone, None),
        1 => (Head::Garbage, Some(format!("{{{}", text(rng)).into_bytes())),
        2 => (Head::Older, Some(kept.older_head.clone())),
        3..6 => {
            let mut document: Value = serde_json::from_slice(&kept.head).expect("JSON");
            match document.pointer_mut(pick(rng, &NUMBERS)).filter(|_| rng.bool()) {
                Some(found) => *found = serde_json::from_str(number(rng)).unwrap_or_default(),
                None => change_value(rng, &mut document),
            }
            (Head::Another, Some(document.to_string().into_bytes()))
        }
        _ => (Head::Whole, Some(kept.head.clone())),
    }
}
