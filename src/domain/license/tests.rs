use super::*;

fn license() -> License {
    License {
        id: LicenseId(7),
        name: "Calling Plan".into(),
        description: None,
        sku: "SKU-7".into(),
        status: Status::Enabled,
    }
}

#[test]
fn an_unknown_status_is_kept_word_for_word() {
    let status = Status::from_word("suspended");
    assert_eq!(status, Status::Other("suspended".into()));
    assert_eq!(status.word(), "suspended");
}

#[test]
fn whatever_is_not_enabled_turns_to_enabled() {
    assert_eq!(Status::Enabled.turned(), Status::Disabled);
    assert_eq!(Status::Disabled.turned(), Status::Enabled);
    assert_eq!(Status::Other("suspended".into()).turned(), Status::Enabled);
}

#[test]
fn a_missing_and_an_empty_description_are_no_change() {
    let wanted = License { description: Some(String::new()), ..license() };
    assert!(Change::between(&license(), &wanted).is_empty());
}

#[test]
fn a_change_names_only_what_differs_in_the_order_of_the_forms() {
    let wanted = License { name: "Other".into(), status: Status::Disabled, ..license() };
    let fields: Vec<Field> =
        Change::between(&license(), &wanted).fields().into_iter().map(|change| change.field).collect();
    assert_eq!(fields, [Field::Name, Field::Status]);
}

#[test]
fn a_change_leaves_what_it_does_not_name_as_the_server_holds_it() {
    let wanted = License { name: "Other".into(), ..license() };
    let fresh = License { description: Some("theirs".into()), status: Status::Disabled, ..license() };
    let merged = Change::between(&license(), &wanted).applied_to(&fresh);
    assert_eq!(merged, License { name: "Other".into(), ..fresh });
}

#[test]
fn somebody_elses_change_of_the_same_field_is_a_conflict() {
    let change = Change::between(&license(), &License { name: "Mine".into(), ..license() });
    let theirs = License { name: "Theirs".into(), ..license() };
    let conflict = FieldChange { field: Field::Name, before: "Calling Plan".into(), after: "Theirs".into() };
    assert_eq!(change.conflicts_with(&theirs), [conflict]);
}

#[test]
fn the_same_change_by_somebody_else_or_another_field_is_no_conflict() {
    let change = Change::between(&license(), &License { name: "Mine".into(), ..license() });
    assert!(change.conflicts_with(&License { name: "Mine".into(), ..license() }).is_empty());
    assert!(change.conflicts_with(&License { status: Status::Disabled, ..license() }).is_empty());
}

#[test]
fn json_has_the_documented_keys_and_null_for_a_missing_description() {
    let json = serde_json::to_string(&license()).expect("a license is JSON");
    assert_eq!(json, r#"{"id":7,"name":"Calling Plan","description":null,"sku":"SKU-7","status":"enabled"}"#);
}
