//! One line of the journal: JSON, sealed by a hash over itself and, by way of the hash before, over all lines before.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::{EntryId, Image, LicenseId, OperationKind, Scope, Standing};

/// The hash before the first line.
pub(super) const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    /// Its number, from 1.
    #[serde(rename = "line")]
    pub(super) number: u64,
    /// When it was written: RFC 3339, UTC.
    pub(super) time: String,
    /// The entry that it belongs to: the number of the line with its intent.
    pub(super) entry: EntryId,
    /// What it says.
    #[serde(flatten)]
    pub(super) note: Note,
    /// The hash of the line before.
    pub(super) previous: String,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Note {
    /// A write is about to be sent.
    Intent(Box<Intent>),
    /// It has come to its end.
    Outcome(Outcome),
}

/// A write that is about to be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Intent {
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
    /// The program that is at work on it.
    pub(super) running: Uuid,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Outcome {
    pub(super) result: Standing,
    pub(super) id: Option<LicenseId>,
    pub(super) detail: Option<String>,
    /// What the server held, where that is something else than was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) now: Option<Image>,
}

/// What ends a line, around its hash.
const SEAL: (&str, &str) = (",\"hash\":\"", "\"}");

impl Line {
    /// The text of the line, without its end, and its hash.
    ///
    /// # Errors
    /// A line that JSON cannot hold.
    pub(super) fn sealed(&self) -> serde_json::Result<(String, String)> {
        let mut text = serde_json::to_string(self)?;
        text.pop();
        let hash = hash_of(&text);
        text.push_str(SEAL.0);
        text.push_str(&hash);
        text.push_str(SEAL.1);
        Ok((text, hash))
    }
}

/// Why a line is not as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// It is no line of a journal, or not a whole one.
    Broken,
    /// It does not fit its hash.
    Edited,
}

/// Reads a line without looking at its hash.
///
/// # Errors
/// What is no line of a journal.
pub(super) fn read(text: &str) -> Result<Line, Damage> {
    serde_json::from_str(text).map_err(|_| Damage::Broken)
}

/// Reads a line, and its hash once that fits.
///
/// # Errors
/// What is wrong with it.
pub(super) fn open(text: &str) -> Result<(Line, String), Damage> {
    let sealed = text.strip_suffix(SEAL.1).and_then(|text| text.rsplit_once(SEAL.0));
    let (content, hash) = sealed.ok_or(Damage::Broken)?;
    let line = read(text)?;
    if hash_of(content) == hash { Ok((line, hash.to_owned())) } else { Err(Damage::Edited) }
}

fn hash_of(text: &str) -> String {
    let mut hash = String::with_capacity(64);
    for byte in Sha256::digest(text.as_bytes()) {
        // A string takes whatever is written to it.
        let _ = write!(hash, "{byte:02x}");
    }
    hash
}
