use std::fs;

use super::*;
use crate::domain::{License, LicenseId, Status, catalog::Catalog};

/// An export of two licenses into a file.
fn export(file: &Path, complete: bool) -> Export {
    let mut catalog = Catalog::default();
    for id in 1..=2 {
        let (name, sku) = (format!("Plan {id}"), format!("SKU-{id}"));
        catalog.upsert(&License { id: LicenseId(id), name, description: None, sku, status: Status::Enabled });
    }
    let slots = (0..catalog.slots()).collect();
    Export::new(file.display().to_string(), catalog.rows().clone(), slots, complete)
}

#[test]
fn the_ending_says_the_form_and_json_says_whether_it_is_all() {
    let directory = tempfile::tempdir().expect("a directory");
    let of = |name: &str, complete| {
        let file = directory.path().join(name);
        assert_eq!(write(&export(&file, complete)).expect("written"), Exported::Written);
        fs::read_to_string(file).expect("a file")
    };
    assert_eq!(
        of("a.csv", true),
        "id,sku,name,description,status\n1,SKU-1,Plan 1,,enabled\n2,SKU-2,Plan 2,,enabled\n"
    );
    assert_eq!(of("a.jsonl", true).lines().count(), 2);
    let whole: serde_json::Value = serde_json::from_str(&of("a.json", true)).expect("JSON");
    let part: serde_json::Value = serde_json::from_str(&of("b.json", false)).expect("JSON");
    assert_eq!((&whole["complete"], &part["complete"]), (&true.into(), &false.into()));
    assert_eq!(whole["licenses"][1]["id"], 2);
}

#[test]
fn a_file_that_is_there_is_replaced_only_when_that_was_said() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("a.csv");
    fs::write(&file, "mine").expect("a file");
    assert_eq!(write(&export(&file, true)).expect("looked at"), Exported::IsThere);
    assert_eq!(fs::read_to_string(&file).expect("a file"), "mine");
    assert_eq!(write(&export(&file, true).replacing()).expect("written"), Exported::Written);
    assert!(fs::read_to_string(&file).expect("a file").starts_with("id,sku"));
    assert_eq!(fs::read_dir(directory.path()).expect("a directory").count(), 1, "nothing else is left");
}

#[test]
fn a_place_that_cannot_be_written_to_is_told() {
    let directory = tempfile::tempdir().expect("a directory");
    assert!(write(&export(&directory.path().join("no/a.csv"), true)).is_err());
    assert!(write(&export(directory.path(), true).replacing()).is_err());
}

#[test]
fn a_panic_is_told_and_ends_nothing_else() {
    let told = guarded(|| panic!("on purpose"));
    assert_eq!(told, Err::<(), String>("the work on the file panicked".to_owned()));
}
