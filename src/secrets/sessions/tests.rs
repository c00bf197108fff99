use std::os::unix::fs::PermissionsExt;

use super::*;

fn tokens(access: &str) -> Tokens {
    Tokens { access: access.into(), refresh: Some("r3fr3sh".into()) }
}

const ORIGIN: &str = "https://a.example";

#[test]
fn a_session_in_a_file_is_its_owners_only() {
    let directory = tempfile::tempdir().expect("a directory");
    let store = SessionStore::new(Some("lab"), ORIGIN, directory.path()).in_file();
    assert_eq!((store.load(), store.place()), (Ok(None), None));
    store.save(&tokens("one")).expect("kept");
    store.save(&tokens("two")).expect("kept");
    assert_eq!(store.load(), Ok(Some(tokens("two"))));
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
    store.save(&tokens("s3cr3t")).expect("kept");
    fs::set_permissions(store.file(), PermissionsExt::from_mode(0o644)).expect("a mode");
    let message = store.load().expect_err("open to others");
    assert!(message.contains("chmod 600") && !message.contains("s3cr3t"), "{message}");
}

#[test]
fn a_damaged_file_says_so() {
    let directory = tempfile::tempdir().expect("a directory");
    let store = SessionStore::new(None, ORIGIN, directory.path()).in_file();
    store.save(&tokens("s3cr3t")).expect("kept");
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
        store.save(&tokens(&number.to_string())).expect("kept");
    }
    for (number, store) in stores.iter().enumerate() {
        assert_eq!(store.load(), Ok(Some(tokens(&number.to_string()))), "{number}");
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
    in_file.save(&tokens("old")).expect("kept");
    store.save(&tokens("new")).expect("kept");
    assert_eq!(store.load(), Ok(Some(tokens("new"))));
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
    store.save(&tokens("s3cr3t")).expect("kept");
    let memory = MemorySession::default();
    memory.save(&tokens("s3cr3t")).expect("kept");
    assert!(!format!("{store:?}{memory:?}").contains("s3cr3t"));
}
