use std::os::unix::fs::PermissionsExt;

use super::*;

fn session(access: &str) -> KeptSession {
    let tokens = Tokens { access: access.into(), refresh: Some("r3fr3sh".into()) };
    KeptSession { username: Some("anna".to_owned()), tokens }
}

/// A keyring of our own: a real one is not there everywhere. It can be closed to us, as that of the kernel is to a run
/// in a container, and full.
#[derive(Default)]
struct OurKeyring {
    texts: Mutex<std::collections::HashMap<String, String>>,
    is_closed: std::sync::atomic::AtomicBool,
    is_full: std::sync::atomic::AtomicBool,
}

impl OurKeyring {
    fn close(&self, is_closed: bool) {
        self.is_closed.store(is_closed, std::sync::atomic::Ordering::SeqCst);
    }

    fn is(state: &std::sync::atomic::AtomicBool) -> bool {
        state.load(std::sync::atomic::Ordering::SeqCst)
    }
}

impl Keyring for OurKeyring {
    fn store(&self, name: &str, text: &str) -> bool {
        let takes = !Self::is(&self.is_closed) && !Self::is(&self.is_full);
        if takes {
            self.texts.lock().expect("the lock").insert(name.to_owned(), text.to_owned());
        }
        takes
    }

    fn load(&self, name: &str) -> Option<String> {
        let text = self.texts.lock().expect("the lock").get(name).cloned();
        text.filter(|_| !Self::is(&self.is_closed))
    }

    fn forget(&self, name: &str) {
        if !Self::is(&self.is_closed) {
            self.texts.lock().expect("the lock").remove(name);
        }
    }
}

/// A store with a keyring of our own.
fn store_with_keyring(directory: &Path) -> (SessionStore, Arc<OurKeyring>) {
    let keyring = Arc::new(OurKeyring::default());
    let store = SessionStore::new(Some("lab"), ORIGIN, directory);
    (SessionStore { keyring: Some(Arc::clone(&keyring) as _), ..store }, keyring)
}

const ORIGIN: &str = "https://a.example";

#[test]
fn a_session_in_a_file_is_its_owners_only() {
    let directory = tempfile::tempdir().expect("a directory");
    let store = SessionStore::new(Some("lab"), ORIGIN, directory.path()).in_file();
    assert_eq!((store.load(), store.place()), (Ok(None), None));
    store.save(&session("one")).expect("kept");
    store.save(&session("two")).expect("kept");
    assert_eq!(store.load(), Ok(Some(session("two"))));
    assert_eq!(store.place(), Some(store.file().display().to_string()));
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let parent = store.file().parent().expect("a directory");
    assert_eq!((mode(store.file()), mode(parent)), (0o600, 0o700));
    assert_eq!(fs::read_dir(parent).expect("a directory").count(), 1);
    store.forget().expect("forgotten");
    store.forget().expect("nothing to forget");
    assert_eq!(store.load(), Ok(None));
}

#[test]
fn a_file_that_others_can_read_is_refused() {
    let directory = tempfile::tempdir().expect("a directory");
    let store = SessionStore::new(None, ORIGIN, directory.path()).in_file();
    store.save(&session("s3cr3t")).expect("kept");
    fs::set_permissions(store.file(), PermissionsExt::from_mode(0o644)).expect("a mode");
    let message = store.load().expect_err("open to others");
    assert!(message.contains("chmod 600") && !message.contains("s3cr3t"), "{message}");
}

#[test]
fn a_damaged_file_says_so() {
    let directory = tempfile::tempdir().expect("a directory");
    let store = SessionStore::new(None, ORIGIN, directory.path()).in_file();
    store.save(&session("s3cr3t")).expect("kept");
    fs::write(store.file(), "{\"access\": \"s3cr3t\"").expect("written");
    let message = store.load().expect_err("damaged");
    assert!(message.contains("is damaged") && !message.contains("s3cr3t"), "{message}");
}

#[test]
fn each_profile_server_and_directory_has_its_own() {
    let directory = tempfile::tempdir().expect("a directory");
    let other = tempfile::tempdir().expect("a directory");
    let stores = [
        SessionStore::new(Some("lab"), ORIGIN, directory.path()),
        SessionStore::new(Some("prod"), ORIGIN, directory.path()),
        SessionStore::new(Some("lab"), "https://b.example", directory.path()),
        SessionStore::new(Some("lab"), ORIGIN, other.path()),
        SessionStore::new(None, ORIGIN, directory.path()),
    ];
    for (number, store) in stores.iter().enumerate() {
        store.save(&session(&number.to_string())).expect("kept");
    }
    for (number, store) in stores.iter().enumerate() {
        assert_eq!(store.load(), Ok(Some(session(&number.to_string()))), "{number}");
    }
    for store in &stores {
        store.forget().expect("forgotten");
        assert_eq!(store.load(), Ok(None));
    }
}

#[test]
fn the_keyring_leaves_no_file() {
    let directory = tempfile::tempdir().expect("a directory");
    let store = SessionStore::new(Some("lab"), ORIGIN, directory.path());
    let in_file = store.clone().in_file();
    in_file.save(&session("old")).expect("kept");
    store.save(&session("new")).expect("kept");
    assert_eq!(store.load(), Ok(Some(session("new"))));
    if store.place().as_deref() == Some("the kernel's keyring") {
        assert_eq!(in_file.load(), Ok(None), "the older file is gone");
    } else {
        eprintln!("skipped: this machine keeps nothing in its keyring");
    }
    store.forget().expect("forgotten");
    assert_eq!((store.load(), store.place()), (Ok(None), None));
}

#[test]
fn nothing_of_a_session_shows() {
    let directory = tempfile::tempdir().expect("a directory");
    let store = SessionStore::new(None, ORIGIN, directory.path()).in_file();
    store.save(&session("s3cr3t")).expect("kept");
    let memory = MemorySession::default();
    memory.save(&session("s3cr3t")).expect("kept");
    assert!(!format!("{store:?}{memory:?}").contains("s3cr3t"));
}

#[test]
fn a_session_is_kept_in_one_place_whichever_was_there_before() {
    let directory = tempfile::tempdir().expect("a directory");
    let (store, keyring) = store_with_keyring(directory.path());
    store.save(&session("one")).expect("kept");
    assert_eq!(store.place().as_deref(), Some("the kernel's keyring"));
    // What no longer fits goes into a file, and what was in the keyring goes.
    keyring.is_full.store(true, std::sync::atomic::Ordering::SeqCst);
    store.save(&session("two")).expect("kept");
    assert_eq!((store.load(), keyring.load(&store.name)), (Ok(Some(session("two"))), None));
    assert_eq!(store.place(), Some(store.file().display().to_string()));
    keyring.is_full.store(false, std::sync::atomic::Ordering::SeqCst);
    store.save(&session("three")).expect("kept");
    assert_eq!((store.load(), store.file().exists()), (Ok(Some(session("three"))), false));
}

#[test]
fn the_newer_session_counts_where_two_are_kept() {
    let directory = tempfile::tempdir().expect("a directory");
    let (store, keyring) = store_with_keyring(directory.path());
    let keep =
        |access: &str, kept| serde_json::to_string(&Stored::of(&session(access), kept)).expect("a text");
    for (in_keyring, in_file, counts) in
        [(1, 2, "file"), (2, 1, "keyring"), (0, 1, "file"), (0, 0, "keyring")]
    {
        assert!(keyring.store(&store.name, &keep("keyring", in_keyring)));
        files::replace(store.file(), keep("file", in_file).as_bytes()).expect("written");
        assert_eq!(store.load(), Ok(Some(session(counts))), "{in_keyring} {in_file}");
    }
    // That is how it comes to two: somebody to whom the keyring is closed has logged in.
    keyring.close(true);
    store.save(&session("four")).expect("kept");
    keyring.close(false);
    assert_eq!(store.load(), Ok(Some(session("four"))));
    store.save(&session("five")).expect("kept");
    assert_eq!((store.load(), store.file().exists()), (Ok(Some(session("five"))), false));
}

#[test]
fn a_file_that_cannot_be_used_does_not_hide_the_session_in_the_keyring() {
    let directory = tempfile::tempdir().expect("a directory");
    let (store, keyring) = store_with_keyring(directory.path());
    store.save(&session("one")).expect("kept");
    files::replace(store.file(), b"{").expect("written");
    assert_eq!(store.load(), Ok(Some(session("one"))));
    keyring.store(&store.name, "{");
    assert!(store.load().is_err());
    store.clone().in_file().save(&session("two")).expect("kept");
    assert_eq!(store.load(), Ok(Some(session("two"))), "nor the other way round");
}

#[test]
fn a_session_that_was_kept_before_names_were_is_read_without_one() {
    let directory = tempfile::tempdir().expect("a directory");
    let store = SessionStore::new(None, ORIGIN, directory.path()).in_file();
    files::replace(store.file(), br#"{"access":"one","refresh":"r3fr3sh"}"#).expect("written");
    assert_eq!(store.load(), Ok(Some(KeptSession { username: None, ..session("one") })));
}
