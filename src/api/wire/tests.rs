use proptest::prelude::*;

use super::*;

const UUID: &str = "6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a";

fn page(json: &str) -> LicensePage {
    license_page(json.as_bytes()).expect(json)
}

fn license_17() -> License {
    License {
        id: LicenseId(17),
        name: "Calling Plan".into(),
        description: Some("for offices".into()),
        sku: "CP-1".into(),
        status: Status::Enabled,
    }
}

#[test]
fn the_documented_answers_are_read() {
    let body = r#"{"results": 1, "pages": 2, "page": 1, "next": "cGFnZV9zaXplPTEmcGFnZT0y", "licenses": [
        {"id": 17, "name": "Calling Plan", "description": "for offices", "sku": "CP-1", "status": "enabled"}]}"#;
    let expected = LicensePage {
        results: Some(1),
        pages: Some(2),
        page: Some(1),
        next: Some(PageToken("cGFnZV9zaXplPTEmcGFnZT0y".into())),
        licenses: vec![license_17()],
    };
    assert_eq!(page(body), expected);

    let body =
        r#"{"name": "Calling Plan", "description": "for offices", "sku": "CP-1", "status": "enabled"}"#;
    assert_eq!(license(body.as_bytes(), LicenseId(17)).expect("a license"), license_17());
    assert_eq!(created(br#"{"id": 17}"#).expect("an id"), LicenseId(17));
}

#[test]
fn null_emptiness_and_absence_of_next_are_the_end() {
    for next in ["", r#", "next": null"#, r#", "next": """#, r#", "next": false"#] {
        assert_eq!(page(&format!(r#"{{"licenses": []{next}}}"#)).next, None, "{next}");
    }
    assert_eq!(page(r#"{"licenses": [], "next": 2}"#).next, Some(PageToken("2".into())));
    assert!(license_page(br#"{"licenses": [], "next": {}}"#).is_err(), "more, but no way to it");
}

#[test]
fn counts_of_odd_types_are_overlooked() {
    let odd = page(r#"{"licenses": [], "results": "7", "pages": {"a": 1}, "page": -1.5}"#);
    assert_eq!((odd.results, odd.pages, odd.page), (Some(7), None, None));
}

#[test]
fn missing_and_null_texts_are_empty_and_a_missing_description_is_none() {
    for body in
        [r#"{"id": 1}"#, r#"{"id": 1, "name": null, "description": null, "sku": null, "status": null}"#]
    {
        let page = page(&format!(r#"{{"licenses": [{body}]}}"#));
        let license = &page.licenses[0];
        assert_eq!((license.name.as_str(), license.sku.as_str(), license.status.word()), ("", "", ""));
        assert_eq!(license.description, None);
    }
}

#[test]
fn unknown_statuses_and_unknown_fields_do_no_harm() {
    let page = page(r#"{"licenses": [{"id": "18", "status": "suspended", "colour": {"a": []}}], "took": 3}"#);
    assert_eq!(page.licenses[0].id, LicenseId(18));
    assert_eq!(page.licenses[0].status, Status::Other("suspended".into()));
}

#[test]
fn numbers_where_texts_belong_are_taken_by_their_spelling() {
    let page = page(r#"{"licenses": [{"id": 1, "name": 42, "sku": 1.5, "description": true}]}"#);
    let license = &page.licenses[0];
    assert_eq!((license.name.as_str(), license.sku.as_str()), ("42", "1.5"));
    assert_eq!(license.description.as_deref(), Some("true"));
}

#[test]
fn broken_numbers_where_texts_belong_stay_as_they_are_spelled() {
    let page = page(r#"{"licenses": [{"id": 1, "name": 1.0, "sku": 1e300, "description": -0.5}]}"#);
    let license = &page.licenses[0];
    assert_eq!((license.name.as_str(), license.description.as_deref()), ("1.0", Some("-0.5")));
    assert!(license.sku.len() < 10 && license.sku.starts_with("1e"), "{}", license.sku);
}

#[test]
fn what_a_page_cannot_do_without_is_insisted_on() {
    for body in [
        "{}",
        "[]",
        r#"{"licenses": null}"#,
        r#"{"licenses": {}}"#,
        r#"{"licenses": [{"name": "no id"}]}"#,
        r#"{"licenses": [{"id": "x"}]}"#,
        r#"{"licenses": [{"id": 1.5}]}"#,
        r#"{"licenses": [{"id": null}]}"#,
        r#"{"licenses": [{"id": 1, "name": []}]}"#,
    ] {
        assert!(license_page(body.as_bytes()).is_err(), "{body}");
    }
}

#[test]
fn an_object_that_has_nothing_of_a_license_is_none() {
    for body in ["{}", r#"{"error": "gone"}"#, "[]", "null", "17"] {
        assert!(license(body.as_bytes(), LicenseId(1)).is_err(), "{body}");
    }
}

#[test]
fn the_id_that_was_asked_for_wins_over_the_one_in_the_body() {
    let license = license(br#"{"id": "other", "name": "N"}"#, LicenseId(3)).expect("a license");
    assert_eq!(license.id, LicenseId(3));
}

#[test]
fn an_id_of_a_created_license_may_be_a_text() {
    assert_eq!(created(br#"{"id": " 19 "}"#).expect("an id"), LicenseId(19));
    for body in [r#"{"id": ""}"#, "{}", r#"{"id": 99999999999999999999}"#, ""] {
        assert!(created(body.as_bytes()).is_err(), "{body}");
    }
}

#[test]
fn scopes_without_a_uuid_are_left_out_and_names_are_optional() {
    let body = format!(
        r#"{{"groups": [{{"uuid": "{UUID}", "name": "A"}}, {{"uuid": "{UUID}"}}, {{"uuid": "x"}}, {{}}, 7,
            {{"uuid": "{UUID}", "name": null}}], "next": "t"}}"#
    );
    let (entries, next) = scope_page(body.as_bytes(), ScopeKind::Groups).expect("scopes");
    let names: Vec<_> = entries.iter().map(|entry| entry.name.as_deref()).collect();
    assert_eq!(names, [Some("A"), None, None]);
    assert_eq!(next, Some(PageToken("t".into())));
}

#[test]
fn a_list_of_scopes_may_bear_another_name() {
    let body = format!(r#"{{"results": 1, "items": [{{"uuid": "{UUID}"}}]}}"#);
    let (entries, _) = scope_page(body.as_bytes(), ScopeKind::Tenants).expect("scopes");
    assert_eq!(entries[0].scope.to_string(), format!("tenants/{UUID}"));
    assert!(scope_page(br#"{"results": 0}"#, ScopeKind::Tenants).is_err());
    assert!(scope_page(b"[]", ScopeKind::Tenants).is_err());
}

#[test]
fn an_update_never_holds_the_sku_and_leaves_out_only_what_the_server_does_not_have() {
    assert_eq!(
        update_body(&license_17()),
        json!({"name": "Calling Plan", "description": "for offices", "status": "enabled"})
    );
    let bare = License { description: None, status: Status::from_word(""), ..license_17() };
    assert_eq!(update_body(&bare), json!({"name": "Calling Plan"}));
    let odd =
        License { description: Some(String::new()), status: Status::from_word("suspended"), ..license_17() };
    assert_eq!(update_body(&odd), json!({"name": "Calling Plan", "description": "", "status": "suspended"}));
}

#[test]
fn a_draft_is_sent_with_a_description_only_when_it_has_one() {
    let draft = Draft { sku: "S".into(), name: "N".into(), description: None, status: Status::Disabled };
    assert_eq!(create_body(&draft), json!({"sku": "S", "name": "N", "status": "disabled"}));
    let draft = Draft { description: Some("D".into()), ..draft };
    assert_eq!(create_body(&draft)["description"], "D");
}

proptest! {
    #[test]
    fn no_body_makes_it_panic(body: Vec<u8>, text in ".*") {
        for body in [&body[..], text.as_bytes()] {
            let _ = (license_page(body), license(body, LicenseId(1)), created(body));
            let _ = scope_page(body, ScopeKind::Groups);
        }
    }

    #[test]
    fn every_license_reads_back_as_it_is_written(
        id: i64, name in ".*", description in proptest::option::of(".*"), sku in ".*", status in ".*",
    ) {
        let license = License { id: LicenseId(id), name, description, sku, status: Status::from_word(&status) };
        let body = serde_json::to_vec(&json!({ "licenses": [license] })).expect("JSON");
        prop_assert_eq!(&license_page(&body).expect("a page").licenses[0], &license);
    }
}
