use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::domain::{Scope, ScopeKind};

fn entry(number: u128) -> ScopeEntry {
    let scope = Scope { kind: ScopeKind::Groups, uuid: uuid::Uuid::from_u128(number) };
    ScopeEntry { scope, name: Some(format!("Group {number}")) }
}

#[test]
fn the_latest_scope_comes_first_and_each_only_once() {
    let mut recent = RecentScopes::in_memory();
    for number in [1, 2, 1] {
        recent.remember("https://a", "i", &entry(number));
    }
    assert_eq!(recent.at("https://a", "i"), [entry(1), entry(2)]);
    assert_eq!(recent.at("https://b", "i"), []);
}

#[test]
fn what_is_remembered_is_there_at_the_next_start_for_the_owner_only() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("state").join("recent.json");
    RecentScopes::in_file(file.clone()).remember("https://a", "i", &entry(1));
    assert_eq!(RecentScopes::in_file(file.clone()).at("https://a", "i"), [entry(1)]);
    let mode = |path: &Path| fs::metadata(path).expect("metadata").permissions().mode() & 0o777;
    assert_eq!(mode(&file), 0o600);
    assert_eq!(mode(file.parent().expect("parent")), 0o700);
}

#[test]
fn a_file_that_is_not_ours_is_no_reason_to_fail() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("recent.json");
    fs::write(&file, "not json").expect("written");
    assert!(RecentScopes::in_file(file).at("https://a", "i").is_empty());
}
