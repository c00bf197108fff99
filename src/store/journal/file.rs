//! The file of the journal: lines are added at its end, one program at a time, and never touched again.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use jiff::Timestamp;

use super::{
    head::{Head, Span, Trust},
    line::{self, Content, Line},
};
use crate::{domain::EntryId, files};

/// The journal of a state directory.
#[derive(Debug)]
pub(super) struct JournalFile {
    pub(super) path: PathBuf,
    head: PathBuf,
}

/// How the file stands.
#[derive(Debug)]
pub(super) struct State {
    pub(super) head: Head,
    /// Whether the last line has no end.
    is_torn: bool,
    /// What is out of order and would not show in the next line otherwise.
    remark: Option<&'static str>,
}

/// What is to be written: to which entry it belongs, none where it is an entry of its own, and what it tells.
pub(super) type Wanted = (Option<EntryId>, Content);

/// What a line says that was written without a head.
pub(super) const NO_HEAD: &str = "the head of the journal was missing";

impl JournalFile {
    /// The journal in a directory, which need not be there yet.
    pub(super) fn in_directory(directory: &Path) -> Self {
        Self { path: directory.join("journal.jsonl"), head: directory.join("journal.head") }
    }

    /// Writes a line that `wanted` makes of how the journal stands, and has it on the disk; nothing where it makes
    /// none. Other programs wait meanwhile, so that lines are never mixed. The entry that the line belongs to.
    ///
    /// # Errors
    /// What the system says; the line counts as not written then.
    pub(super) fn append(&self, wanted: impl FnOnce(&Head) -> Option<Wanted>) -> io::Result<Option<EntryId>> {
        let mut file = files::append(&self.path)?;
        file.lock()?;
        let State { mut head, is_torn, remark } = self.state()?;
        let Some((entry, content)) = wanted(&head) else {
            return Ok(None);
        };
        let number = head.lines.saturating_add(1);
        let entry = entry.unwrap_or(EntryId(number));
        let line = Line {
            number,
            entry,
            time: now(),
            content,
            remark: remark.map(str::to_owned),
            previous: head.last.clone(),
        };
        let (text, hash) = line.sealed()?;
        let begins_at = head.bytes + u64::from(is_torn);
        // In one piece, so that a power cut leaves as little as possible in between.
        let piece = if is_torn { [b"\n", &text[..]].concat() } else { text.clone() };
        file.write_all(&piece)?;
        file.sync_data()?;
        head.take(entry, &line.content, Span { at: begins_at, length: text.len() as u64 - 1 });
        (head.lines, head.bytes, head.last) = (number, begins_at + text.len() as u64, hash);
        // The line is there, whether its head is or not: the next one catches up.
        if let Err(error) = self.write_head(&head) {
            tracing::warn!(path = %self.head.display(), %error, "the head of the journal lags behind");
        }
        Ok(Some(entry))
    }

    /// How the journal stands, by its head and what was written since. Only what is new is read.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn state(&self) -> io::Result<State> {
        // Before the file: what is written meanwhile is seen as new, and nothing is missed.
        let head = self.read_head();
        let Some(mut file) = opened(&self.path)? else {
            let mut head = head.unwrap_or_default();
            head.cut_to(0);
            return Ok(State { head, is_torn: false, remark: None });
        };
        let length = file.metadata()?.len();
        let is_torn = length > 0 && slice(&mut file, length - 1, 1)? != b"\n";
        let Some(mut head) = head else {
            let mut head = Head::default();
            head.catch_up(&all(&mut file)?, Trust::Hash);
            // A program that was killed behind its very first line leaves no head either.
            let remark = (head.lines > 1).then_some(NO_HEAD);
            return Ok(State { head, is_torn, remark });
        };
        if length < head.bytes {
            head.cut_to(length);
        } else if length > head.bytes {
            self.catch_up(&mut head, &mut file)?;
        }
        Ok(State { head, is_torn, remark: None })
    }

    fn catch_up(&self, head: &mut Head, file: &mut File) -> io::Result<()> {
        let begins_a_line = head.bytes == 0 || slice(file, head.bytes - 1, 1)? == b"\n";
        if !begins_a_line {
            tracing::warn!(path = %self.path.display(), "the journal was changed by others");
            // The whole line counts: it may be one that the head does not know, and its number is taken.
            let before = slice(file, 0, head.bytes)?;
            head.bytes = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end as u64 + 1);
        }
        file.seek(SeekFrom::Start(head.bytes))?;
        let mut rest = Vec::new();
        file.read_to_end(&mut rest)?;
        head.catch_up(&rest, Trust::Chain);
        Ok(())
    }

    /// One line of ours, by its place; none where there is another thing.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn line(&self, span: Span) -> io::Result<Option<Line>> {
        let Some(mut file) = opened(&self.path)? else {
            return Ok(None);
        };
        Ok(line::read(&slice(&mut file, span.at, span.length)?).map(|read| read.line))
    }

    /// All of it; none where there is no such file.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn bytes(&self) -> io::Result<Vec<u8>> {
        opened(&self.path)?.map_or(Ok(Vec::new()), |mut file| all(&mut file))
    }

    /// All of it and its head, at a moment when nobody writes.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn bytes_and_head(&self) -> io::Result<(Vec<u8>, Option<Head>)> {
        let Some(mut file) = opened(&self.path)? else {
            return Ok((Vec::new(), self.read_head()));
        };
        file.lock_shared()?;
        Ok((all(&mut file)?, self.read_head()))
    }

    /// The head; none where there is none that can be read and be meant.
    fn read_head(&self) -> Option<Head> {
        let head: Head = serde_json::from_slice(&fs::read(&self.head).ok()?).ok()?;
        head.is_sound().then_some(head)
    }

    fn write_head(&self, head: &Head) -> io::Result<()> {
        files::replace(&self.head, &serde_json::to_vec(head)?)
    }
}

/// This moment: RFC 3339, UTC, with milliseconds.
fn now() -> String {
    format!("{:.3}", Timestamp::now())
}

fn opened(path: &Path) -> io::Result<Option<File>> {
    match File::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn all(file: &mut File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Some of the bytes, or fewer where the file ends before.
fn slice(file: &mut File, at: u64, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(at))?;
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}
