use std::os::unix::fs::PermissionsExt;

use tempfile::TempDir;

use super::*;
use crate::domain::{Field, Purpose, Scope, ScopeKind};

const ORIGIN: &str = "https://lab.example.net";

fn form(name: &str) -> KeptForm {
    KeptForm {
        origin: ORIGIN.to_owned(),
        instance: "one".to_owned(),
        profile: None,
        scope: Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(7) },
        purpose: Purpose::New,
        texts: ["SKU-1", name, "", "enabled"].map(str::to_owned),
        focus: Field::Name,
        sent: false,
    }
}

fn at(home: &TempDir) -> Drafts {
    Drafts::in_directory(home.path().join("drafts"))
}

fn files_of(home: &TempDir) -> Vec<PathBuf> {
    let entries = fs::read_dir(home.path().join("drafts")).expect("a directory");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// Drafts of a console that ended without a word.
fn left(home: &TempDir, name: &str) {
    at(home).keep(&form(name)).expect("kept");
}

#[test]
fn what_a_console_left_behind_is_offered_once_it_is_gone() {
    let home = tempfile::tempdir().expect("a home");
    let mut living = at(&home);
    living.keep(&form("Typed")).expect("kept");
    assert_eq!(at(&home).left_behind(ORIGIN, "one"), []);
    drop(living);
    let mut next = at(&home);
    let offered = next.left_behind(ORIGIN, "one");
    assert_eq!(offered.iter().map(|left| &left.form).collect::<Vec<_>>(), [&form("Typed")]);
    assert!(offered[0].typed.len() == 5, "{}", offered[0].typed);
    next.forget(offered[0].id).expect("forgotten");
    assert_eq!(files_of(&home), Vec::<PathBuf>::new());
}

#[test]
fn it_is_offered_at_its_own_server_and_instance_only() {
    let home = tempfile::tempdir().expect("a home");
    left(&home, "Typed");
    assert_eq!(at(&home).left_behind("https://other.example.net", "one"), []);
    assert_eq!(at(&home).left_behind(ORIGIN, "two"), []);
    assert_eq!(at(&home).left_behind(ORIGIN, "one").len(), 1);
}

#[test]
fn two_consoles_do_not_offer_the_same_at_once() {
    let home = tempfile::tempdir().expect("a home");
    left(&home, "Typed");
    let (mut one, mut other) = (at(&home), at(&home));
    let offered = one.left_behind(ORIGIN, "one");
    assert_eq!(other.left_behind(ORIGIN, "one"), []);
    assert_eq!(one.left_behind(ORIGIN, "one"), offered, "an unanswered offer is made again");
    one.leave(offered[0].id);
    assert_eq!(other.left_behind(ORIGIN, "one").len(), 1);
}

#[test]
fn what_is_kept_replaces_what_was_and_what_is_dropped_leaves_nothing() {
    let home = tempfile::tempdir().expect("a home");
    let mut drafts = at(&home);
    drafts.keep(&form("First")).expect("kept");
    drafts.keep(&form("Second")).expect("kept");
    assert_eq!(files_of(&home).len(), 2, "the form and its lock");
    drafts.drop_own().expect("dropped");
    assert_eq!(files_of(&home), Vec::<PathBuf>::new());
    drafts.keep(&form("Third")).expect("kept");
    drop(drafts);
    assert_eq!(at(&home).left_behind(ORIGIN, "one")[0].form, form("Third"));
}

#[test]
fn everything_is_for_the_owner_only() {
    let home = tempfile::tempdir().expect("a home");
    left(&home, "Typed");
    for file in files_of(&home) {
        assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600, "{file:?}");
    }
    let directory = fs::metadata(home.path().join("drafts")).expect("a directory");
    assert_eq!(directory.permissions().mode() & 0o777, 0o700);
}

#[test]
fn what_is_no_draft_is_passed_over_and_stays() {
    let home = tempfile::tempdir().expect("a home");
    left(&home, "Typed");
    let strange = home.path().join("drafts").join(Uuid::nil().to_string()).with_extension("json");
    fs::write(&strange, "{\"typed\": 3").expect("a file");
    fs::write(home.path().join("drafts/notes.json"), "{}").expect("a file");
    assert_eq!(at(&home).left_behind(ORIGIN, "one").len(), 1);
    assert!(strange.exists());
}

#[test]
fn a_server_whose_origin_changes_goes_by_its_name() {
    let home = tempfile::tempdir().expect("a home");
    at(&home).naming(ORIGIN, "demo").keep(&form("Typed")).expect("kept");
    assert_eq!(at(&home).left_behind(ORIGIN, "one"), []);
    let moved = "http://127.0.0.1:4711";
    let offered = at(&home).naming(moved, "demo").left_behind(moved, "one");
    assert_eq!(offered[0].form.origin, moved);
}

#[test]
fn a_time_of_another_day_has_its_day() {
    assert_eq!(in_words("2020-01-02T03:04:05Z").len(), "2020-01-02 03:04".len());
    assert_eq!(in_words("nonsense"), "some time ago");
}
