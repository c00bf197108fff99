//! What exactly is sent, above all when something changes.

use lictor::domain::{
    Call, Change, Draft, Field, FieldChange, License, LicenseId, PageToken, Reply, Status, Write,
};
use serde_json::{Value, json as value};

use super::support::{client, group, license, list, read, rename};
use crate::support::canned::{Canned, answer, json};

/// The body of the last request.
fn sent(server: &Canned) -> Value {
    let asked = server.asked().pop().expect("a request");
    serde_json::from_str(&asked.body).expect("a JSON body")
}

async fn update(fresh: &str, call: Call) -> (Result<Reply, lictor::domain::Problem>, Canned) {
    let server = Canned::start([json(200, fresh), answer(204, &[], "")]);
    let reply = client(&server.url()).execute(call).await;
    (reply, server)
}

#[tokio::test]
async fn a_change_sends_all_three_fields_of_a_fresh_read_and_never_the_sku() {
    let fresh = r#"{"name":"Plan","description":"theirs","sku":"S-7","status":"suspended"}"#;
    let (reply, server) = update(fresh, rename(&license(), "Mine")).await;
    let uuid = group().uuid;
    let path = format!("groups/{uuid}/customer_licenses/7");
    assert_eq!(server.lines(), [format!("GET {path}"), format!("PUT {path}")]);
    assert_eq!(sent(&server), value!({"name": "Mine", "description": "theirs", "status": "suspended"}));
    let wanted = License {
        name: "Mine".into(),
        description: Some("theirs".into()),
        status: Status::Other("suspended".into()),
        ..license()
    };
    let theirs =
        |field, before: &str, after: &str| FieldChange { field, before: before.into(), after: after.into() };
    let merged =
        vec![theirs(Field::Description, "d", "theirs"), theirs(Field::Status, "enabled", "suspended")];
    assert_eq!(reply, Ok(Reply::Updated { license: wanted, merged }));
}

#[tokio::test]
async fn a_field_that_the_server_does_not_have_is_left_out() {
    let (_, server) = update(r#"{"name":"Plan","sku":"S-7"}"#, rename(&license(), "Mine")).await;
    assert_eq!(sent(&server), value!({"name": "Mine"}));
}

#[tokio::test]
async fn a_change_that_somebody_else_made_already_is_not_sent() {
    let fresh = r#"{"name":"Mine","description":"d","sku":"S-7","status":"enabled"}"#;
    let (reply, server) = update(fresh, rename(&license(), "Mine")).await;
    assert_eq!(server.asked().len(), 1);
    assert!(matches!(reply, Ok(Reply::AlreadySo { license, .. }) if license.name == "Mine"));
}

#[tokio::test]
async fn a_description_can_be_taken_away() {
    let wanted = License { description: Some(String::new()), ..license() };
    let change = Change::between(&license(), &wanted);
    let call = Call::from(Write::update(group(), license(), change));
    let (_, server) = update(super::support::LICENSE, call).await;
    assert_eq!(sent(&server)["description"], "");
}

#[tokio::test]
async fn a_new_license_is_sent_as_documented() {
    let server = Canned::start([json(200, r#"{"id":1}"#)]);
    let draft = Draft {
        sku: "S 1/ü".into(),
        name: "N".into(),
        description: Some("D".into()),
        status: Status::Enabled,
    };
    client(&server.url()).execute(Call::from(Write::create(group(), draft))).await.expect("created");
    assert_eq!(sent(&server), value!({"sku": "S 1/ü", "name": "N", "description": "D", "status": "enabled"}));
    assert_eq!(server.lines(), [format!("POST groups/{}/customer_licenses", group().uuid)]);
}

#[tokio::test]
async fn a_token_is_encoded_and_goes_beside_the_page_size() {
    let server = Canned::start([json(200, r#"{"licenses":[]}"#)]);
    let token = Some(PageToken("a+b/c==&d e".into()));
    let call = Call::ListLicenses { scope: group(), page_size: 25, token };
    client(&server.url()).execute(call).await.expect("a page");
    let expected =
        format!("GET groups/{}/customer_licenses?page_size=25&next=a%2Bb%2Fc%3D%3D%26d+e", group().uuid);
    assert_eq!(server.lines(), [expected]);
}

#[tokio::test]
async fn every_request_bears_the_token_and_a_name_without_a_version() {
    let server = Canned::start([json(200, super::support::LICENSE)]);
    client(&server.url()).execute(read(LicenseId(7))).await.expect("a license");
    let head = server.asked()[0].head.to_lowercase();
    assert!(head.contains("\r\nauthorization: bearer sandbox-token\r\n"), "{head}");
    assert!(head.contains("\r\nuser-agent: lictor\r\n"), "{head}");
    assert!(head.starts_with("get /api/v01/draas/sandbox/groups/"), "{head}");
}

#[tokio::test]
async fn an_instance_is_encoded_as_one_segment() {
    let server = Canned::start([json(200, r#"{"licenses":[]}"#)]);
    let settings =
        lictor::api::Settings { instance: "a b?c#d%e".to_owned(), ..super::support::settings(&server.url()) };
    lictor::api::Client::new(settings).expect("a client").execute(list(group())).await.expect("a page");
    assert!(server.asked()[0].target.starts_with("/api/v01/draas/a%20b%3Fc%23d%25e/groups/"));
}
