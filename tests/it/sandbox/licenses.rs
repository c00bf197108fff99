//! The five operations on licenses, when all goes well.

use lictor::sandbox::{Kind, Options, UpdateReading};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::support::{Desk, groups, license, licenses, licenses_of, reason, scope};

#[tokio::test]
async fn a_list_answers_ten_licenses_in_the_documented_frame() {
    let desk = Desk::open();
    let (status, body) = desk.get(&licenses()).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body["licenses"].as_array().unwrap().len(), 10);
    let first = body["licenses"][0].as_object().unwrap();
    assert_eq!(first.keys().collect::<Vec<_>>(), ["id", "name", "description", "sku", "status"]);
    assert!(first["id"].is_i64());
}

#[tokio::test]
async fn the_keys_of_a_list_come_in_the_documented_order() {
    let desk = Desk::open();
    let response = desk.request(Method::GET, &licenses()).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/json");
    let text = response.text().await.unwrap();
    let expected = r#"{"results":240,"pages":24,"page":1,"next":"cGFnZV9zaXplPTEwJnBhZ2U9Mg==","licenses":[{"id":1,"name":"#;
    assert!(text.starts_with(expected), "{text}");
}

#[tokio::test]
async fn every_kind_of_scope_lists_the_licenses_of_its_group() {
    let desk = Desk::open();
    let of_the_group = desk.get(&licenses()).await;
    for kind in [Kind::Distributors, Kind::Resellers, Kind::Tenants] {
        let path = licenses_of(kind, scope(kind).uuid);
        assert_eq!(desk.get(&path).await, of_the_group, "{kind:?}");
    }
}

#[tokio::test]
async fn a_read_answers_the_listed_license_without_its_id() {
    let desk = Desk::open();
    let mut listed = desk.get(&licenses()).await.1["licenses"][4].clone();
    let id = listed.as_object_mut().unwrap().remove("id").unwrap().as_i64().unwrap();
    assert_eq!(desk.get(&license(id)).await, (StatusCode::OK, listed));
}

#[tokio::test]
async fn a_created_license_can_be_read_changed_and_deleted() {
    let desk = Desk::open();
    let draft = json!({"sku": "NEW-1", "name": "Neu 🏷️", "description": "frisch", "status": "disabled"});
    let (status, body) = desk.post(&licenses(), draft.clone()).await;
    let id = body["id"].as_i64().unwrap();
    assert_eq!((status, body), (StatusCode::OK, json!({ "id": id })));
    assert_eq!(desk.get(&license(id)).await, (StatusCode::OK, draft));

    let change = json!({"name": "Alt", "description": "", "status": "enabled"});
    assert_eq!(desk.put(&license(id), change).await, (StatusCode::NO_CONTENT, Value::Null));
    let changed = json!({"sku": "NEW-1", "name": "Alt", "description": "", "status": "enabled"});
    assert_eq!(desk.get(&license(id)).await, (StatusCode::OK, changed));

    assert_eq!(desk.delete(&license(id)).await, (StatusCode::NO_CONTENT, Value::Null));
    let gone = format!("there is no license {id} in this group");
    for (status, body) in [desk.get(&license(id)).await, desk.delete(&license(id)).await] {
        assert_eq!((status, reason(&body)), (StatusCode::NOT_FOUND, gone.as_str()));
    }
}

#[tokio::test]
async fn a_license_is_enabled_and_without_description_unless_its_draft_says_otherwise() {
    let desk = Desk::open();
    let id = desk.create("NEW-1").await;
    let expected =
        json!({"sku": "NEW-1", "name": "Made by a test", "description": null, "status": "enabled"});
    assert_eq!(desk.get(&license(id)).await.1, expected);
}

#[tokio::test]
async fn ids_grow_over_all_groups_and_are_never_given_twice() {
    let desk = Desk::open();
    let first = desk.create("A").await;
    desk.delete(&license(first)).await;
    let second = desk.create("B").await;
    let body = json!({"sku": "C", "name": "N"});
    let third = desk.post(&licenses_of(Kind::Groups, groups()[3].uuid), body).await.1["id"].as_i64().unwrap();
    assert!(240 < first && first < second && second < third, "{first}, {second}, {third}");
}

#[tokio::test]
async fn a_license_is_found_under_its_own_group_only() {
    let desk = Desk::open();
    let elsewhere = format!("{}/1", licenses_of(Kind::Groups, groups()[1].uuid));
    let change = json!({"name": "N"});
    assert_eq!(desk.get(&elsewhere).await.0, StatusCode::NOT_FOUND);
    assert_eq!(desk.put(&elsewhere, change).await.0, StatusCode::NOT_FOUND);
    assert_eq!(desk.delete(&elsewhere).await.0, StatusCode::NOT_FOUND);
    assert_eq!(desk.get(&license(1)).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_sku_is_free_again_in_other_groups_and_after_its_license_is_gone() {
    let desk = Desk::open();
    let id = desk.create("SAME").await;
    let draft = json!({"sku": "SAME", "name": "N"});
    assert_eq!(desk.post(&licenses(), draft.clone()).await.0, StatusCode::BAD_REQUEST);
    let elsewhere = licenses_of(Kind::Groups, groups()[2].uuid);
    assert_eq!(desk.post(&elsewhere, draft.clone()).await.0, StatusCode::OK);
    desk.delete(&license(id)).await;
    assert_eq!(desk.post(&licenses(), draft).await.0, StatusCode::OK);
}

#[tokio::test]
async fn a_put_leaves_alone_what_it_omits() {
    let desk = Desk::open();
    let draft = json!({"sku": "NEW-1", "name": "N", "description": "D", "status": "disabled"});
    let id = desk.post(&licenses(), draft.clone()).await.1["id"].as_i64().unwrap();
    assert_eq!(desk.put(&license(id), json!({})).await.0, StatusCode::NO_CONTENT);
    assert_eq!(desk.get(&license(id)).await.1, draft);
    for (field, value) in [("name", "N2"), ("description", "D2"), ("status", "enabled")] {
        let before = desk.get(&license(id)).await.1;
        assert_eq!(desk.put(&license(id), json!({ field: value })).await.0, StatusCode::NO_CONTENT);
        let mut expected = before;
        expected[field] = json!(value);
        assert_eq!(desk.get(&license(id)).await.1, expected);
    }
}

#[tokio::test]
async fn a_put_resets_what_it_omits_under_the_replacing_reading() {
    let desk = Desk::with(Options { update: UpdateReading::Replace, ..Options::default() });
    let draft = json!({"sku": "NEW-1", "name": "N", "description": "D", "status": "disabled"});
    let id = desk.post(&licenses(), draft.clone()).await.1["id"].as_i64().unwrap();

    let (status, body) = desk.put(&license(id), json!({"status": "disabled"})).await;
    assert_eq!((status, reason(&body)), (StatusCode::BAD_REQUEST, "name: is required"));
    assert_eq!(desk.get(&license(id)).await.1, draft);

    assert_eq!(desk.put(&license(id), json!({"name": "N2"})).await.0, StatusCode::NO_CONTENT);
    let reset = json!({"sku": "NEW-1", "name": "N2", "description": "", "status": "enabled"});
    assert_eq!(desk.get(&license(id)).await.1, reset);
}
