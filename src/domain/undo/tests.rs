use uuid::Uuid;

use super::*;
use crate::domain::{Operation, Scope, ScopeKind, Status};

fn license(name: &str) -> License {
    License {
        id: LicenseId(7),
        name: name.into(),
        description: Some("d".into()),
        sku: "S-7".into(),
        status: Status::Enabled,
    }
}

fn entry(operation: OperationKind, before: Option<License>, after: Option<License>) -> Entry {
    Entry {
        entry: EntryId(3),
        time: String::new(),
        user: String::new(),
        host: String::new(),
        ssh: None,
        profile: None,
        account: None,
        origin: String::new(),
        instance: String::new(),
        scope: Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(1) },
        operation,
        id: Some(LicenseId(7)),
        sku: "S-7".into(),
        before: before.map(Image::from),
        after: after.map(Image::from),
        result: Standing::Done,
        detail: None,
        reason: None,
        request: Uuid::nil(),
        step: None,
        undoes: None,
        under_way: false,
    }
}

fn renamed() -> Entry {
    entry(OperationKind::Update, Some(license("Old")), Some(license("New")))
}

fn change(field: Field, before: &str, after: &str) -> FieldChange {
    FieldChange { field, before: before.into(), after: after.into() }
}

#[test]
fn a_change_is_taken_back_over_the_license_as_it_is_today() {
    let now = License { description: Some("theirs".into()), ..license("New") };
    let undo = prepare(&renamed(), Some(now.clone())).unwrap();
    assert_eq!(undo.fields, [change(Field::Name, "New", "Old")]);
    assert!(undo.remarks.is_empty());
    assert_eq!(undo.write.cause.undoes, Some(EntryId(3)));
    let Operation::Update { seen, change } = &undo.write.operation else { panic!("{undo:?}") };
    assert_eq!((seen, change.applied_to(&now).name), (&now, "Old".to_owned()));
}

#[test]
fn a_field_that_was_changed_since_stays_and_is_named() {
    let after = License { status: Status::Disabled, ..license("New") };
    let both = entry(OperationKind::Update, Some(license("Old")), Some(after.clone()));
    let undo = prepare(&both, Some(License { name: "Newest".into(), ..after })).unwrap();
    assert_eq!(undo.fields, [change(Field::Status, "disabled", "enabled")]);
    assert_eq!(undo.remarks, ["name was changed since, from \"New\" to \"Newest\""]);
}

#[test]
fn a_change_that_is_not_there_any_more_is_not_taken_back() {
    for (now, why) in [("Old", "it is as it was before"), ("Newest", "it was changed again since")] {
        assert_eq!(prepare(&renamed(), Some(license(now))), Err(why.to_owned()));
    }
    assert_eq!(prepare(&renamed(), None), Err("the license has been deleted since".to_owned()));
}

#[test]
fn a_new_license_is_taken_back_by_deleting_it_as_it_is_today() {
    let created = entry(OperationKind::Create, None, Some(license("New")));
    let undo = prepare(&created, Some(license("Newest"))).unwrap();
    assert_eq!(undo.write.operation, Operation::Delete { seen: license("Newest") });
    assert_eq!(undo.remarks, ["name was changed since, from \"New\" to \"Newest\""]);
    assert_eq!(undo.fields[1], change(Field::Name, "Newest", ""));
    assert!(prepare(&created, None).is_err());
}

#[test]
fn a_deleted_license_comes_back_under_another_id_and_that_is_said() {
    let deleted = entry(OperationKind::Delete, Some(license("Old")), None);
    let undo = prepare(&deleted, None).unwrap();
    let Operation::Create(draft) = &undo.write.operation else { panic!("{undo:?}") };
    assert_eq!((draft.sku.as_str(), draft.name.as_str()), ("S-7", "Old"));
    assert!(undo.remarks[0].contains("a new id in place of 7"), "{undo:?}");
    assert_eq!(prepare(&deleted, Some(license("Old"))), Err("the license is there".to_owned()));
}

#[test]
fn only_what_was_done_is_taken_back() {
    for result in [Standing::Refused, Standing::NotDone, Standing::Different, Standing::Unknown] {
        assert!(prepare(&Entry { result, ..renamed() }, Some(license("New"))).is_err(), "{result:?}");
    }
    let nothing_known = entry(OperationKind::Update, None, Some(license("New")));
    assert!(prepare(&nothing_known, Some(license("New"))).is_err());
}
