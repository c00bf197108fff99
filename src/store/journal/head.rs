//! The head of the journal: a small file beside it that tells how far it goes, how it ends, and which writes are open.
//!
//! It makes an append cheap however long the journal is, and makes it show when lines were cut off the end. It is
//! replaced after each append; one that lags behind, because the program was killed in between, catches up from the
//! lines that came since.

use serde::{Deserialize, Serialize};

use super::line::{self, Content, NO_HASH};
use crate::domain::{EntryId, Standing};

/// More lines than any journal has.
const MOST_LINES: u64 = 1 << 48;

/// How far the journal goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// How many lines it has.
    pub(super) lines: u64,
    /// How many bytes those are.
    pub(super) bytes: u64,
    /// The hash of the last line of ours among them.
    pub(super) last: String,
    /// The writes of which nobody knows what became, the oldest first.
    pub(super) open: Vec<Open>,
}

/// A write of which nobody knows (yet) what became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Open {
    /// Which.
    pub(super) entry: EntryId,
    /// Where its intent stands.
    pub(super) intent: Span,
    /// Where it stands that its outcome is unknown.
    pub(super) unknown: Option<Span>,
}

/// A line, by its place in the file, without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Span {
    /// Where it begins.
    pub(super) at: u64,
    /// How many bytes it has.
    pub(super) length: u64,
}

/// Which lines count as ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// Those that follow the line before. Anything else was put there by others.
    Chain,
    /// Those whose own hash is right: the chain is broken already, and something has to go on.
    Hash,
}

impl Default for Head {
    /// That of a journal without a line.
    fn default() -> Self {
        Self { lines: 0, bytes: 0, last: NO_HASH.to_owned(), open: Vec::new() }
    }
}

impl Head {
    /// Whether this can be the head of any journal: what is open lies within what it tells of, and there is a number for
    /// the next line.
    pub(super) fn is_sound(&self) -> bool {
        let lies_within = |span: Span| span.at.checked_add(span.length).is_some_and(|end| end <= self.bytes);
        let mut spans = self.open.iter().flat_map(|open| [Some(open.intent), open.unknown]).flatten();
        spans.all(lies_within) && self.lines < MOST_LINES
    }

    /// Takes in the bytes that stand behind those it knows. A line that is not ended counts as well: the next one
    /// begins behind it.
    pub(super) fn catch_up(&mut self, rest: &[u8], trust: Trust) {
        for text in rest.split_inclusive(|byte| *byte == b'\n') {
            let content = text.strip_suffix(b"\n").unwrap_or(text);
            let span = Span { at: self.bytes, length: content.len() as u64 };
            let is_whole = content.len() < text.len();
            self.lines = self.lines.saturating_add(1);
            self.bytes += text.len() as u64;
            let Some(read) = line::read(content).filter(|read| read.is_true) else {
                continue;
            };
            // A number that is taken is not given again, wherever its line belongs.
            self.lines = self.lines.max(read.line.number);
            if is_whole && (trust == Trust::Hash || read.line.previous == self.last) {
                self.take(read.line.entry, &read.line.content, span);
                self.last = read.hash;
            }
        }
    }

    /// Takes in one line of ours.
    pub(super) fn take(&mut self, entry: EntryId, content: &Content, span: Span) {
        let told = match content {
            Content::Intent(_) => {
                self.open.push(Open { entry, intent: span, unknown: None });
                return;
            }
            Content::Outcome(told) | Content::Settled(told) => told,
        };
        if told.result == Standing::Unknown {
            for open in self.open.iter_mut().filter(|open| open.entry == entry) {
                open.unknown = Some(span);
            }
        } else {
            self.open.retain(|open| open.entry != entry);
        }
    }

    /// Forgets what stood behind the first `bytes`: it was cut off. How many lines there were, and how the last one
    /// ended, stays, so that the gap shows in the next line.
    pub(super) fn cut_to(&mut self, bytes: u64) {
        let is_there = |span: &Span| span.at + span.length <= bytes;
        self.bytes = bytes;
        self.open.retain(|open| is_there(&open.intent));
        for open in &mut self.open {
            open.unknown = open.unknown.filter(is_there);
        }
    }
}
