//! Whether the journal is as it was written: each line follows the one before, and the last is the one that the head
//! tells of.
//!
//! What is edited, cut, moved or put in shows. Somebody who may write the file and its head could write both anew from
//! one line on, hashes and all; whoever has to rule that out keeps the last hash elsewhere.

use super::{
    head::Head,
    line::{self, Content, Line, NO_HASH, Read},
};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// How many lines there are.
    pub lines: u64,
    /// How many of them begin an entry.
    pub entries: u64,
    /// What is not as it was written, in the order of the lines.
    pub flaws: Vec<Flaw>,
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The line, counted in the file from 1 on; where lines are missing at the end, the first that is.
    pub line: u64,
    /// What is wrong with it.
    pub what: String,
}

/// Looks at all of a journal and its head.
pub(super) fn examine(bytes: &[u8], head: Option<&Head>) -> Verification {
    let mut examination = Examination::default();
    for text in bytes.split_inclusive(|byte| *byte == b'\n') {
        examination.take(text, head);
    }
    examination.finish(head)
}

struct Examination {
    found: Verification,
    bytes: u64,
    /// The last line of ours, by the number and the hash that stand in it.
    last: (u64, String),
    /// Whether the line was met that the head tells of.
    met_head: bool,
}

impl Default for Examination {
    fn default() -> Self {
        let last = (0, NO_HASH.to_owned());
        Self { found: Verification::default(), bytes: 0, last, met_head: false }
    }
}

impl Examination {
    fn take(&mut self, text: &[u8], head: Option<&Head>) {
        self.found.lines += 1;
        self.bytes += text.len() as u64;
        match line::read(text.strip_suffix(b"\n").unwrap_or(text)) {
            Some(read) if text.ends_with(b"\n") => self.take_ours(&read),
            _ => self.flaw(if text.starts_with(b"{\"line\":") {
                "is torn: the power failed while it was written, or it was cut"
            } else {
                "is no line of the journal"
            }),
        }
        if let Some(head) = head.filter(|head| head.bytes == self.bytes) {
            self.met_head = true;
            if self.last.1 != head.last {
                self.flaw("is not what was written there last");
            }
        }
    }

    fn take_ours(&mut self, Read { line, hash, is_true }: &Read) {
        let (last_number, last_hash) = &self.last;
        let (follows, number, expected) =
            (line.previous == *last_hash, line.number, last_number.saturating_add(1));
        if !is_true {
            self.flaw("was edited");
        } else if !follows && number > expected {
            self.flaw(&missing_before(expected, number));
        } else if !follows {
            self.flaw("does not follow the line before it: one of them was edited or moved");
        }
        if let Some(remark) = &line.remark {
            self.flaw(&format!("says: {remark}; lines before it may have been cut off"));
        }
        self.found.entries += u64::from(begins_an_entry(line));
        self.last = (number, hash.clone());
    }

    fn finish(mut self, head: Option<&Head>) -> Verification {
        match head {
            // All of it is there, up to the end.
            Some(head) if head.last == self.last.1 => {}
            Some(head) if head.bytes > self.bytes => {
                let (left, before) = (self.found.lines, head.lines);
                let what =
                    format!("is missing: the journal was cut off behind line {left}; it had {before} lines");
                self.flaw_at(left + 1, what);
            }
            Some(head) if head.bytes > 0 && !self.met_head => {
                self.flaw("is not where it was written: what stands before it was changed");
            }
            None if self.found.lines > 1 => {
                self.flaw("is the last, but the head of the journal is missing: more may have been cut off");
            }
            _ => {}
        }
        self.found
    }

    fn flaw(&mut self, what: &str) {
        self.flaw_at(self.found.lines, what.to_owned());
    }

    fn flaw_at(&mut self, line: u64, what: String) {
        self.found.flaws.push(Flaw { line, what });
    }
}

fn begins_an_entry(line: &Line) -> bool {
    matches!(line.content, Content::Intent(_))
}

fn missing_before(from: u64, to: u64) -> String {
    let last = to - 1;
    if from == last {
        format!("follows one that is missing: line {from} was cut out")
    } else {
        format!("follows some that are missing: lines {from} to {last} were cut out")
    }
}

#[cfg(test)]
mod tests;
