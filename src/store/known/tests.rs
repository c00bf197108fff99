use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::domain::{Scope, ScopeKind};

fn entry(number: u128) -> ScopeEntry {
    let scope = Scope { kind: ScopeKind::Groups, uuid: uuid::Uuid::from_u128(number) };
    ScopeEntry { scope, name: Some(format!("Group {number}")) }
}

fn in_directory(directory: &tempfile::TempDir) -> PathBuf {
    directory.path().join("state").join("recent.json")
}

#[test]
fn the_latest_scope_comes_first_and_each_only_once() {
    let mut known = KnownScopes::in_memory();
    for number in [1, 2, 1] {
        known.remember("https://a", "i", &entry(number));
    }
    assert_eq!(known.at("https://a", "i").recent, [entry(1), entry(2)]);
    assert_eq!(known.at("https://b", "i"), Known::default());
}

#[test]
fn pins_are_kept_apart_in_their_order_until_they_are_taken_out() {
    let mut known = KnownScopes::in_memory();
    for (number, pinned) in [(1, true), (2, true), (3, true), (2, false)] {
        known.pin("https://a", "i", &entry(number), pinned);
    }
    assert_eq!(known.at("https://a", "i"), Known { recent: Vec::new(), pinned: vec![entry(1), entry(3)] });
}

#[test]
fn what_is_remembered_is_there_at_the_next_start_for_the_owner_only() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = in_directory(&directory);
    let mut known = KnownScopes::in_file(file.clone());
    known.remember("https://a", "i", &entry(1));
    known.pin("https://a", "i", &entry(2), true);
    let again = KnownScopes::in_file(file.clone()).at("https://a", "i");
    assert_eq!(again, Known { recent: vec![entry(1)], pinned: vec![entry(2)] });
    let mode = |path: &Path| fs::metadata(path).expect("metadata").permissions().mode() & 0o777;
    assert_eq!(mode(file.parent().expect("parent")), 0o700);
    for kept in fs::read_dir(file.parent().expect("parent")).expect("a directory") {
        assert_eq!(mode(&kept.expect("a file").path()), 0o600);
    }
}

#[test]
fn two_consoles_do_not_lose_each_others_pins() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = in_directory(&directory);
    let mut one = KnownScopes::in_file(file.clone());
    let mut other = KnownScopes::in_file(file.clone());
    one.pin("https://a", "i", &entry(1), true);
    other.pin("https://a", "i", &entry(2), true);
    one.remember("https://a", "i", &entry(3));
    let known = KnownScopes::in_file(file).at("https://a", "i");
    assert_eq!(known, Known { recent: vec![entry(3)], pinned: vec![entry(1), entry(2)] });
}

#[test]
fn a_file_from_before_there_were_pins_is_read() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("recent.json");
    let scope = entry(1).scope;
    let old = format!(r#"{{"servers":{{"https://a i":[{{"scope":"{scope}","name":"Group 1"}}]}}}}"#);
    fs::write(&file, old).expect("written");
    let mut known = KnownScopes::in_file(file.clone());
    known.pin("https://a", "i", &entry(2), true);
    let again = KnownScopes::in_file(file).at("https://a", "i");
    assert_eq!(again, Known { recent: vec![entry(1)], pinned: vec![entry(2)] });
}

#[test]
fn a_file_that_is_not_ours_is_no_reason_to_fail() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("recent.json");
    fs::write(&file, "not json").expect("written");
    assert_eq!(KnownScopes::in_file(file).at("https://a", "i"), Known::default());
}
