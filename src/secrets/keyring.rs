//! The keyring of the Linux kernel (keyrings(7)): it keeps sessions out of files, and forgets them with the machine.
//!
//! Many machines have none for us: containers forbid the calls, and a session that was begun by another program may
//! not reach the user's keyring. So what was stored is read back, and without it there are files.

use linux_keyutils::{Key, KeyError, KeyRing, KeyRingIdentifier};

/// How long a key is kept after it was last stored: longer than a refresh token lives.
const LIFETIME: usize = 30 * 24 * 60 * 60;

/// A place in memory that outlives the program. Each name has one text.
pub(super) trait Keyring: Send + Sync {
    /// Stores a text under a name. Returns whether it is there now.
    fn store(&self, name: &str, text: &str) -> bool;

    /// The text under a name.
    fn load(&self, name: &str) -> Option<String>;

    /// Forgets the text under a name.
    fn forget(&self, name: &str);
}

/// That of the kernel.
pub(super) struct Kernel;

impl Keyring for Kernel {
    fn store(&self, name: &str, text: &str) -> bool {
        let stored = ring().and_then(|ring| ring.add_key(name, text));
        match stored {
            Ok(key) => {
                // It is kept for longer otherwise, which is no reason to use a file.
                let _ = key.set_timeout(LIFETIME);
                self.load(name).as_deref() == Some(text)
            }
            Err(error) => {
                tracing::debug!(?error, "the kernel's keyring keeps nothing");
                false
            }
        }
    }

    fn load(&self, name: &str) -> Option<String> {
        let bytes = find(name).ok()?.read_to_vec().ok()?;
        String::from_utf8(bytes).ok()
    }

    fn forget(&self, name: &str) {
        if let Ok(key) = find(name) {
            // One that cannot be invalidated runs out at its time.
            let _ = key.invalidate();
        }
    }
}

fn find(name: &str) -> Result<Key, KeyError> {
    ring()?.search(name)
}

/// The keyring that outlives the log-in, else the user's own.
fn ring() -> Result<KeyRing, KeyError> {
    KeyRing::get_persistent(KeyRingIdentifier::Session)
        .or_else(|_| KeyRing::from_special_id(KeyRingIdentifier::User, false))
}
