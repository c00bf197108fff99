//! Where sessions are kept between runs: one for each profile and server.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{file::refuse_if_others_read, keyring};
use crate::{
    domain::{Secret, SessionKeeper, Tokens},
    files,
};

/// The session of one profile at one server: in the kernel's keyring where there is one for us, else in a file that
/// only its owner can read.
#[derive(Clone)]
pub struct SessionStore {
    name: String,
    file: PathBuf,
    keyring: bool,
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
            keyring: true,
        }
    }

    /// The same, in a file only.
    #[must_use]
    pub fn in_file(self) -> Self {
        Self { keyring: false, ..self }
    }

    /// Where the session is, for people; none where there is no session.
    #[must_use]
    pub fn place(&self) -> Option<String> {
        if self.keyring && keyring::load(&self.name).is_some() {
            Some("the kernel's keyring".to_owned())
        } else {
            self.file.exists().then(|| self.file.display().to_string())
        }
    }

    /// The file that the session is in where there is no keyring.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
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
    fn load(&self) -> Result<Option<Tokens>, String> {
        if self.keyring
            && let Some(text) = keyring::load(&self.name)
        {
            return parse(&text)
                .map(Some)
                .ok_or_else(|| "the kernel's keyring holds something else".to_owned());
        }
        match fs::read_to_string(&self.file) {
            Ok(text) => {
                refuse_if_others_read(&self.file)?;
                let damaged = || format!("{} is damaged; log in again", self.file.display());
                parse(&text).map(Some).ok_or_else(damaged)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("{} cannot be read: {error}", self.file.display())),
        }
    }

    fn save(&self, tokens: &Tokens) -> Result<(), String> {
        let refresh = tokens.refresh.as_ref().map(|refresh| refresh.expose().to_owned());
        let stored = Stored { access: tokens.access.expose().to_owned(), refresh };
        let text = serde_json::to_string(&stored).map_err(|error| error.to_string())?;
        if self.keyring && keyring::store(&self.name, &text) {
            return self.remove_file();
        }
        files::replace(&self.file, text.as_bytes())
            .map_err(|error| format!("{} cannot be written: {error}", self.file.display()))
    }

    fn forget(&self) -> Result<(), String> {
        if self.keyring {
            keyring::forget(&self.name);
        }
        self.remove_file()
    }
}

fn parse(text: &str) -> Option<Tokens> {
    let stored: Stored = serde_json::from_str(text).ok()?;
    Some(Tokens { access: Secret::from(stored.access), refresh: stored.refresh.map(Secret::from) })
}

/// A session that is kept no longer than the program runs.
#[derive(Debug, Default)]
pub struct MemorySession(Mutex<Option<Tokens>>);

impl SessionKeeper for MemorySession {
    fn load(&self) -> Result<Option<Tokens>, String> {
        Ok(self.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    fn save(&self, tokens: &Tokens) -> Result<(), String> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(tokens.clone());
        Ok(())
    }

    fn forget(&self) -> Result<(), String> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
