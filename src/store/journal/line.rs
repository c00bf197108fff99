//! One line of the journal: its content, the hash of the line before it, and its own hash over both.

use std::{fmt::Write, io};

use serde::{Deserialize, Serialize};
use serde_json::{Serializer, ser::Formatter};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::{EntryId, Image, LicenseId, OperationKind, Outcome, Scope, Standing};

/// The hash that stands before the first line: there is no line of which it could be the hash.
pub(super) const NO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// What leads from the content to the hash in the text of a line.
const SEAL: &[u8] = br#","hash":""#;

/// A line as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    /// Its number, from 1 on.
    #[serde(rename = "line")]
    pub(super) number: u64,
    /// The entry that it is about: the number of the line with the intent.
    pub(super) entry: EntryId,
    /// When it was written: RFC 3339, UTC, with milliseconds.
    pub(super) time: String,
    /// What it tells.
    #[serde(flatten)]
    pub(super) content: Content,
    /// What was out of order when it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) remark: Option<String>,
    /// The hash of the line before.
    pub(super) previous: String,
}

/// What a line tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Content {
    /// A write is about to be sent.
    Intent(Box<Noted>),
    /// What came of it.
    Outcome(Told),
    /// What came of it, found out later.
    Settled(Told),
}

/// A write that is about to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Noted {
    /// The program that is at work on it, by its [`Running`](crate::store::Running) name.
    pub(super) writer: Uuid,
    pub(super) user: String,
    pub(super) host: String,
    pub(super) ssh: Option<String>,
    pub(super) profile: Option<String>,
    pub(super) account: Option<String>,
    pub(super) origin: String,
    pub(super) instance: String,
    pub(super) scope: Scope,
    pub(super) operation: OperationKind,
    pub(super) id: Option<LicenseId>,
    pub(super) sku: String,
    pub(super) before: Option<Image>,
    pub(super) after: Option<Image>,
    pub(super) reason: Option<String>,
    pub(super) request: Uuid,
    pub(super) step: Option<Uuid>,
    pub(super) undoes: Option<EntryId>,
}

/// What came of a write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    pub(super) result: Standing,
    pub(super) id: Option<LicenseId>,
    /// What the server holds, where it is something else than was sent.
    pub(super) now: Option<Image>,
    pub(super) detail: Option<String>,
}

impl From<&Outcome> for Told {
    fn from(outcome: &Outcome) -> Self {
        let (id, now, detail) = match outcome {
            Outcome::Done { id } => (*id, None, None),
            Outcome::Refused { reason } | Outcome::NotDone { reason } | Outcome::Unknown { reason } => {
                (None, None, Some(reason.clone()))
            }
            Outcome::Different { now, reason } => (None, now.clone(), Some(reason.clone())),
        };
        Self { result: outcome.standing(), id, now, detail }
    }
}

/// A line as it was read.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) line: Line,
    /// The hash that stands in it.
    pub(super) hash: String,
    /// Whether it is the hash of the rest.
    pub(super) is_true: bool,
}

impl Line {
    /// The text of the line, its end included, and its hash.
    ///
    /// # Errors
    /// None in practice: all of it can be written as JSON.
    pub(super) fn sealed(&self) -> io::Result<(Vec<u8>, String)> {
        let mut text = Vec::new();
        self.serialize(&mut Serializer::with_formatter(&mut text, Plain))?;
        text.pop();
        let hash = hash(&text);
        text.extend_from_slice(SEAL);
        text.extend_from_slice(hash.as_bytes());
        text.extend_from_slice(b"\"}\n");
        Ok((text, hash))
    }
}

/// Reads a line, without its end; none where it is not one of ours.
pub(super) fn read(text: &[u8]) -> Option<Read> {
    let line = serde_json::from_slice(text).ok()?;
    let before_hash = text.strip_suffix(b"\"}")?;
    let (sealed, found) = before_hash.split_at_checked(before_hash.len().checked_sub(NO_HASH.len())?)?;
    let content = sealed.strip_suffix(SEAL)?;
    let found = std::str::from_utf8(found).ok()?;
    Some(Read { line, is_true: hash(content) == found, hash: found.to_owned() })
}

fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().fold(String::new(), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// JSON in printable ASCII: whoever looks at the file on a terminal sees nothing that the terminal obeys.
struct Plain;

impl Formatter for Plain {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self, writer: &mut W, fragment: &str,
    ) -> io::Result<()> {
        let mut units = [0; 2];
        for character in fragment.chars() {
            if matches!(character, ' '..='~') {
                writer.write_all(&[u8::try_from(character).unwrap_or(b'?')])?;
            } else {
                for unit in character.encode_utf16(&mut units) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
