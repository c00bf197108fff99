use super::*;
use crate::domain::{Field, Status};

fn license(name: &str, status: Status) -> License {
    License { id: LicenseId(1), name: name.into(), description: None, sku: "S".into(), status }
}

fn change() -> Change {
    Change::between(&license("A", Status::Enabled), &license("B", Status::Disabled))
}

fn judged(now: License) -> Result<Reply, Problem> {
    changed(now, &change(), "lost".into())
}

#[test]
fn a_license_that_is_as_it_was_sent_was_changed() {
    let now = License { description: Some("theirs".into()), ..license("B", Status::Disabled) };
    assert_eq!(judged(now.clone()), Ok(Reply::Updated(now)));
}

#[test]
fn a_license_that_is_as_it_was_before_was_not_changed() {
    let not_done = Problem::NotDone { reason: "lost".into() };
    assert_eq!(judged(license("A", Status::Enabled)), Err(not_done));
}

#[test]
fn a_license_that_is_otherwise_was_changed_differently_and_what_differs_is_named() {
    let field = FieldChange { field: Field::Status, before: "disabled".into(), after: "enabled".into() };
    assert_eq!(judged(license("B", Status::Enabled)), Err(Problem::Different { fields: vec![field] }));
}

#[test]
fn a_missing_and_an_empty_description_are_alike_when_a_new_license_is_looked_for() {
    let draft = Draft {
        sku: "S".into(),
        name: "A".into(),
        description: Some(String::new()),
        status: Status::Enabled,
    };
    assert!(is_as_sent(&license("A", Status::Enabled), draft.clone()));
    assert!(!is_as_sent(&license("B", Status::Enabled), draft));
}
