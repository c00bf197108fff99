//! The five operations on licenses, when all goes well.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::support::{Desk, license, licenses};

#[tokio::test]
async fn a_list_answers_ten_licenses_in_the_documented_frame() {
    let desk = Desk::open();
    let (status, body) = desk.get(&licenses()).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body["results"], 240);
    assert_eq!(body["pages"], 24);
    assert_eq!(body["page"], 1);
    assert_eq!(body["next"], "cGFnZV9zaXplPTEwJnBhZ2U9Mg==");
    assert_eq!(body["licenses"].as_array().unwrap().len(), 10);
    let first = body["licenses"][0].as_object().unwrap();
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        ["description", "id", "name", "sku", "status"]
    );
}

#[tokio::test]
async fn a_created_license_can_be_read_changed_and_deleted() {
    let desk = Desk::open();
    let draft = json!({"sku": "NEW-1", "name": "Neu", "description": "frisch", "status": "disabled"});
    let (status, body) = desk.post(&licenses(), draft).await;
    assert_eq!(status, StatusCode::OK);
    let id = body["id"].as_i64().unwrap();
    assert_eq!(body, json!({ "id": id }));

    let read = desk.get(&license(id)).await;
    let expected = json!({"sku": "NEW-1", "name": "Neu", "description": "frisch", "status": "disabled"});
    assert_eq!(read, (StatusCode::OK, expected));

    let change = json!({"name": "Alt", "description": "", "status": "enabled"});
    assert_eq!(
        desk.put(&license(id), change).await,
        (StatusCode::NO_CONTENT, Value::Null)
    );
    let expected = json!({"sku": "NEW-1", "name": "Alt", "description": "", "status": "enabled"});
    assert_eq!(desk.get(&license(id)).await, (StatusCode::OK, expected));

    assert_eq!(
        desk.delete(&license(id)).await,
        (StatusCode::NO_CONTENT, Value::Null)
    );
    assert_eq!(desk.get(&license(id)).await.0, StatusCode::NOT_FOUND);
}
