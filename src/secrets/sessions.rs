//! Where sessions are kept between runs: one for each profile and server.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    file::refuse_if_others_read,
    keyring::{Kernel, Keyring},
};
use crate::{
    domain::{KeptSession, Secret, SessionKeeper, Tokens},
    files,
};

/// The session of one profile at one server: in the kernel's keyring where there is one for us, else in a file that
/// only its owner can read. There is one: what is kept in one place is removed from the other. Where that was not to be
/// (a run that the keyring is closed to, a directory that cannot be written), the newer one counts.
#[derive(Clone)]
pub struct SessionStore {
    name: String,
    file: PathBuf,
    keyring: Option<Arc<dyn Keyring>>,
}

impl fmt::Debug for SessionStore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SessionStore").field("file", &self.file).finish_non_exhaustive()
    }
}

#[derive(Serialize, Deserialize)]
struct Stored {
    access: String,
    refresh: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    username: Option<String>,
    /// When it was kept, in milliseconds since 1970; zero where it was kept before that was noted.
    #[serde(default)]
    kept: i64,
}

/// One of the places of a session.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shelf {
    Keyring,
    File,
}

impl SessionStore {
    /// The session of a profile at a server. `directory` is that of the state: other directories have other
    /// sessions, in the keyring too.
    #[must_use]
    pub fn new(profile: Option<&str>, origin: &str, directory: &Path) -> Self {
        let profile = profile.unwrap_or_default();
        let of = |parts: &[&str]| Uuid::new_v5(&Uuid::NAMESPACE_URL, parts.join("\n").as_bytes());
        let place = of(&[&directory.to_string_lossy()]);
        let file = format!(
            "{}-{}.json",
            if profile.is_empty() { "session" } else { profile },
            of(&[profile, origin])
        );
        Self {
            name: format!("lictor:{place}:{profile}@{origin}"),
            file: directory.join("sessions").join(file),
            keyring: Some(Arc::new(Kernel)),
        }
    }

    /// The same, in a file only.
    #[must_use]
    pub fn in_file(self) -> Self {
        Self { keyring: None, ..self }
    }

    /// Where the session is, for people; none where there is no session.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        match self.newest() {
            Ok(None) => None,
            Ok(Some((_, Shelf::Keyring))) => Some("the kernel's keyring".to_owned()),
            Ok(Some((_, Shelf::File))) => Some(self.file.display().to_string()),
            Err(_) => self.file.exists().then(|| self.file.display().to_string()),
        }
    }

    /// The file that the session is in where there is no keyring.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What is kept, and where. One that cannot be read does not stand before one that can.
    fn newest(&self) -> Result<Option<(Stored, Shelf)>, String> {
        let in_keyring = self.in_keyring();
        match (in_keyring, self.read_file()) {
            (Ok(Some(ours)), Ok(Some(theirs))) if theirs.kept > ours.kept => Ok(Some((theirs, Shelf::File))),
            (Ok(Some(stored)), _) => Ok(Some((stored, Shelf::Keyring))),
            (_, Ok(Some(stored))) => Ok(Some((stored, Shelf::File))),
            (Err(reason), _) | (_, Err(reason)) => Err(reason),
            (Ok(None), Ok(None)) => Ok(None),
        }
    }

    fn in_keyring(&self) -> Result<Option<Stored>, String> {
        let text = self.keyring.as_ref().and_then(|keyring| keyring.load(&self.name));
        let parsed = text.map(|text| serde_json::from_str(&text));
        parsed.transpose().map_err(|_| "the kernel's keyring holds something else".to_owned())
    }

    fn read_file(&self) -> Result<Option<Stored>, String> {
        match fs::read_to_string(&self.file) {
            Ok(text) => {
                refuse_if_others_read(&self.file)?;
                let damaged = |_| format!("{} is damaged; log in again", self.file.display());
                serde_json::from_str(&text).map(Some).map_err(damaged)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("{} cannot be read: {error}", self.file.display())),
        }
    }

    fn remove_file(&self) -> Result<(), String> {
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(format!("{} cannot be removed: {error}", self.file.display()))
            }
            _ => Ok(()),
        }
    }
}

impl SessionKeeper for SessionStore {
    fn load(&self) -> Result<Option<KeptSession>, String> {
        Ok(self.newest()?.map(|(stored, _)| stored.into()))
    }

    fn save(&self, session: &KeptSession) -> Result<(), String> {
        let stored = Stored::of(session, Timestamp::now().as_millisecond());
        let text = serde_json::to_string(&stored).map_err(|error| error.to_string())?;
        if let Some(keyring) = &self.keyring {
            if keyring.store(&self.name, &text) {
                return self.remove_file();
            }
            // An older one may be there that could not be replaced.
            keyring.forget(&self.name);
        }
        files::replace(&self.file, text.as_bytes())
            .map_err(|error| format!("{} cannot be written: {error}", self.file.display()))
    }

    fn forget(&self) -> Result<(), String> {
        if let Some(keyring) = &self.keyring {
            keyring.forget(&self.name);
        }
        self.remove_file()
    }
}

impl Stored {
    fn of(session: &KeptSession, kept: i64) -> Self {
        let KeptSession { username, tokens: Tokens { access, refresh } } = session;
        let refresh = refresh.as_ref().map(|refresh| refresh.expose().to_owned());
        Self { access: access.expose().to_owned(), refresh, username: username.clone(), kept }
    }
}

impl From<Stored> for KeptSession {
    fn from(stored: Stored) -> Self {
        let Stored { access, refresh, username, kept: _ } = stored;
        Self { username, tokens: Tokens { access: access.into(), refresh: refresh.map(Secret::from) } }
    }
}

/// A session that is kept no longer than the program runs.
#[derive(Debug, Default)]
pub struct MemorySession(Mutex<Option<KeptSession>>);

impl SessionKeeper for MemorySession {
    fn load(&self) -> Result<Option<KeptSession>, String> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn save(&self, session: &KeptSession) -> Result<(), String> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(session.clone());
        Ok(())
    }

    fn forget(&self) -> Result<(), String> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
