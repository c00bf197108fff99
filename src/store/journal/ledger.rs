//! The file of the journal, and beside it a small one that says where it ends: with that, lines that are cut off at the
//! end show too, and nobody has to read the whole to append.
//!
//! Everything that is appended is appended under a lock, so that several programs never mix their lines.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::line::{self, BEGINNING, Line, Note};
use crate::{
    domain::{EntryId, Standing},
    files,
};

/// Where the journal ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// How many lines there are.
    pub(super) lines: u64,
    /// How many bytes.
    pub(super) bytes: u64,
    /// The hash of the last line.
    pub(super) hash: String,
    /// The entries of which nobody knows how they ended.
    pub(super) open: Vec<EntryId>,
}

impl Default for Head {
    fn default() -> Self {
        Self { lines: 0, bytes: 0, hash: BEGINNING.to_owned(), open: Vec::new() }
    }
}

impl Head {
    /// Takes a line in that follows.
    fn take(&mut self, entry: EntryId, note: &Note, bytes: u64, hash: String) {
        self.lines += 1;
        self.bytes += bytes;
        self.hash = hash;
        match note {
            Note::Intent(_) => self.open.push(entry),
            Note::Outcome(outcome) if outcome.result == Standing::Unknown => {}
            Note::Outcome(_) => self.open.retain(|open| *open != entry),
        }
    }

    /// Takes in what stands behind the end that is known: another program was killed before it could tell.
    fn take_tail(&mut self, tail: &[u8]) {
        for text in tail.split_inclusive(|byte| *byte == b'\n') {
            let read = String::from_utf8_lossy(text);
            if let Ok((line, hash)) = line::open(read.trim_end_matches('\n')) {
                self.take(line.entry, &line.note, text.len() as u64, hash);
            } else {
                // What is damaged is counted and kept; whoever verifies is told.
                self.lines += 1;
                self.bytes += text.len() as u64;
            }
        }
    }
}

/// The two files.
#[derive(Clone, Debug)]
pub(super) struct Ledger {
    pub(super) path: PathBuf,
    head: PathBuf,
}

impl Ledger {
    pub(super) fn in_directory(state: &Path) -> Self {
        Self { path: state.join("journal.jsonl"), head: state.join("journal.head") }
    }

    /// Appends a line and waits until it is on the disk. An intent is the first line of its entry, and names it.
    ///
    /// # Errors
    /// What the system says; the line is not there then, or not whole.
    pub(super) fn append(&self, time: String, entry: Option<EntryId>, note: Note) -> io::Result<EntryId> {
        let mut file = files::append(&self.path)?;
        file.lock()?;
        let mut head = self.head_of(&mut self.reader()?)?;
        let number = head.lines + 1;
        let entry = entry.unwrap_or(EntryId(number));
        let line = Line { number, time, entry, note, previous: head.hash.clone() };
        let (mut text, hash) = line.sealed()?;
        text.push('\n');
        if self.is_torn(&head)? {
            file.write_all(b"\n")?;
            head.bytes += 1;
        }
        file.write_all(text.as_bytes())?;
        file.sync_data()?;
        head.take(entry, &line.note, text.len() as u64, hash);
        // Without it the next one reads the tail again, so this is no reason to fail.
        if let Err(error) = self.keep(&head) {
            tracing::warn!(%error, "the end of the journal is not kept");
        }
        Ok(entry)
    }

    /// The whole text, and where it should end; none where there has never been a journal.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn read(&self) -> io::Result<(Vec<u8>, Option<Head>)> {
        let mut text = Vec::new();
        match File::open(&self.path) {
            Ok(mut file) => {
                file.lock_shared()?;
                file.read_to_end(&mut text)?;
                Ok((text, self.kept()))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((text, self.kept())),
            Err(error) => Err(error),
        }
    }

    /// Whether there may be entries of which nobody knows how they ended.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn has_open(&self) -> io::Result<bool> {
        match self.reader() {
            Ok(mut file) => {
                file.lock_shared()?;
                Ok(!self.head_of(&mut file)?.open.is_empty())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn reader(&self) -> io::Result<File> {
        File::open(&self.path)
    }

    /// Where the journal ends, read on from where it is known to have ended. Lines that were cut off do not come back:
    /// the count goes on behind them, so that the gap shows.
    fn head_of(&self, file: &mut File) -> io::Result<Head> {
        let mut head = self.kept().unwrap_or_default();
        let length = file.metadata()?.len();
        if length > head.bytes {
            let mut tail = Vec::new();
            file.seek(SeekFrom::Start(head.bytes))?;
            file.read_to_end(&mut tail)?;
            head.take_tail(&tail);
        }
        head.bytes = length;
        Ok(head)
    }

    /// Whether the last line has no end: the power failed while it was written.
    fn is_torn(&self, head: &Head) -> io::Result<bool> {
        let Some(last) = head.bytes.checked_sub(1) else {
            return Ok(false);
        };
        let mut file = self.reader()?;
        let mut byte = [0];
        file.seek(SeekFrom::Start(last))?;
        file.read_exact(&mut byte)?;
        Ok(byte != *b"\n")
    }

    fn kept(&self) -> Option<Head> {
        serde_json::from_slice(&fs::read(&self.head).ok()?).ok()
    }

    fn keep(&self, head: &Head) -> io::Result<()> {
        files::replace(&self.head, &serde_json::to_vec(head)?)
    }
}
