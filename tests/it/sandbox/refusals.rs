//! What a request can get wrong, and that the answer names it.

use std::io::Write as _;
use std::net::TcpStream;

use lictor::sandbox::{DEFAULT_TOKEN, Kind, first_group};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::support::{Desk, Reply, license, licenses, reason, reply, scope};

fn assert_rejected((status, body): &Reply, expected: &str) {
    assert_eq!((*status, reason(body)), (StatusCode::BAD_REQUEST, expected));
}

#[tokio::test]
async fn every_fault_of_a_draft_is_named_and_nothing_is_created() {
    let desk = Desk::open();
    let drafts = [
        (json!({"name": "N"}), "sku: is required"),
        (json!({"sku": "S"}), "name: is required"),
        (json!({"sku": "", "name": "N"}), "sku: must not be empty"),
        (json!({"sku": "S", "name": " \t "}), "name: must not be empty"),
        (json!({"sku": 1, "name": "N"}), "sku: must be a string"),
        (json!({"sku": "S", "name": ["N"]}), "name: must be a string"),
        (json!({"sku": "a\nb", "name": "N"}), "sku: must not contain control characters"),
        (json!({"sku": "S", "name": "a\u{7}"}), "name: must not contain control characters"),
        (json!({"sku": "s".repeat(65), "name": "N"}), "sku: must have at most 64 characters"),
        (json!({"sku": "S", "name": "n".repeat(129)}), "name: must have at most 128 characters"),
        (
            json!({"sku": "S", "name": "N", "description": "d".repeat(1025)}),
            "description: must have at most 1024 characters",
        ),
        (json!({"sku": "S", "name": "N", "description": false}), "description: must be a string"),
        (json!({"sku": "S", "name": "N", "status": "Enabled"}), "status: must be enabled or disabled"),
        (json!(["S", "N"]), "body: must be a JSON object"),
    ];
    for (draft, expected) in drafts {
        assert_rejected(&desk.post(&licenses(), draft).await, expected);
    }
    assert_eq!(desk.count().await, 240);
}

#[tokio::test]
async fn a_taken_sku_is_refused_with_the_license_that_has_it() {
    let desk = Desk::open();
    let id = desk.create("TAKEN").await;
    let refused = desk.post(&licenses(), json!({"sku": "TAKEN", "name": "N"})).await;
    assert_rejected(&refused, &format!("sku: already used by license {id} in this group"));
}

#[tokio::test]
async fn every_fault_of_a_change_is_named_and_nothing_is_changed() {
    let desk = Desk::open();
    let before = desk.get(&license(1)).await;
    let changes = [
        (json!({"sku": "S", "name": "N"}), "sku: cannot be changed"),
        (json!({"name": ""}), "name: must not be empty"),
        (json!({"name": null}), "name: must be a string"),
        (json!({"name": "N", "status": "off"}), "status: must be enabled or disabled"),
        (json!({"name": "N", "description": 1}), "description: must be a string"),
        (json!(null), "body: must be a JSON object"),
    ];
    for (change, expected) in changes {
        assert_rejected(&desk.put(&license(1), change).await, expected);
    }
    assert_eq!(desk.get(&license(1)).await, before);
}

#[tokio::test]
async fn a_body_that_is_not_json_is_refused() {
    let desk = Desk::open();
    for (method, path) in [(Method::POST, licenses()), (Method::PUT, license(1))] {
        for body in ["", "{\"sku\": ", "sku=S&name=N"] {
            let (status, answer) = reply(desk.request(method.clone(), &path).body(body)).await;
            assert_eq!(status, StatusCode::BAD_REQUEST);
            assert!(reason(&answer).starts_with("body: is not JSON: "), "{answer}");
        }
    }
}

#[tokio::test]
async fn a_body_over_one_mebibyte_is_refused_and_the_server_lives_on() {
    let desk = Desk::open();
    let body = json!({"sku": "S", "name": "N", "description": "d".repeat(1024 * 1024)});
    let (status, answer) = desk.post(&licenses(), body).await;
    assert_eq!((status, reason(&answer)), (StatusCode::PAYLOAD_TOO_LARGE, "body: longer than 1 MiB"));
    assert_eq!(desk.count().await, 240);
}

#[tokio::test]
async fn unknown_keys_and_parameters_are_ignored() {
    let desk = Desk::open();
    let draft = json!({"sku": "S", "name": "N", "id": "no", "owner": {"name": ""}});
    assert_eq!(desk.post(&licenses(), draft).await.0, StatusCode::OK);
    let (status, body) = desk.get(&format!("{}?search=zzz&sort=sideways&page=9", licenses())).await;
    assert_eq!((status, &body["page"]), (StatusCode::OK, &json!(1)));
}

#[tokio::test]
async fn page_sizes_and_tokens_that_are_none_are_refused() {
    let desk = Desk::open();
    let token = "next: is no token of this API; send the one of the previous answer, URL-encoded";
    let queries = [
        ("page_size=ten", "page_size: must be an integer, not \"ten\""),
        ("page_size=", "page_size: must be an integer, not \"\""),
        ("page_size=0", "page_size: must be at least 1"),
        ("page_size=-5", "page_size: must be at least 1"),
        ("next=", token),
        ("next=nonsense", token),
        ("page_size=0&next=cGFnZV9zaXplPTEmcGFnZT0y", "page_size: must be at least 1"),
    ];
    for path in [licenses(), "groups".to_owned()] {
        for (query, expected) in queries {
            assert_rejected(&desk.get(&format!("{path}?{query}")).await, expected);
        }
    }
}

#[tokio::test]
async fn addresses_that_are_none_are_refused() {
    let desk = Desk::open();
    let group = first_group();
    let addresses = [
        ("groups/first/customer_licenses".to_owned(), "uuid: must be a UUID, not \"first\"".to_owned()),
        (
            format!("groups/{}/customer_licenses", group.simple()),
            format!("uuid: must be a UUID, not \"{}\"", group.simple()),
        ),
        (format!("{}/one", licenses()), "id: must be an integer, not \"one\"".to_owned()),
        (format!("{}/-1", licenses()), "id: must be an integer, not \"-1\"".to_owned()),
        (
            format!("{}/99999999999999999999", licenses()),
            "id: must be an integer, not \"99999999999999999999\"".to_owned(),
        ),
    ];
    for (path, expected) in addresses {
        assert_rejected(&desk.get(&path).await, &expected);
    }
}

#[tokio::test]
async fn a_path_that_is_no_text_is_refused() {
    let desk = Desk::open();
    let (status, body) = desk.get("groups/%ff/customer_licenses").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(reason(&body).starts_with("path: "), "{body}");
}

#[tokio::test]
async fn the_server_outlives_what_is_not_even_http() {
    let desk = Desk::open();
    for bytes in [&b"\x16\x03\x01\x02\x00\x01\x00"[..], b"GET / HTTP/9\r\n\r\n", b"\r\n\r\n\0\0\0\0", b""] {
        let mut socket = TcpStream::connect(desk.sandbox.address()).unwrap();
        socket.write_all(bytes).unwrap();
        drop(socket);
    }
    assert_eq!(desk.count().await, 240);
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let desk = Desk::open();
    let nobody = "11111111-2222-5333-8444-555555555555";
    let tenant = scope(Kind::Tenants).uuid;
    let paths = [
        (format!("groups/{nobody}/customer_licenses"), format!("there is no group {nobody}")),
        (format!("tenants/{nobody}/customer_licenses"), format!("there is no tenant {nobody}")),
        (format!("groups/{tenant}/customer_licenses"), format!("there is no group {tenant}")),
        (license(4711), "there is no license 4711 in this group".to_owned()),
    ];
    for (path, expected) in paths {
        let (status, body) = desk.get(&path).await;
        assert_eq!((status, reason(&body)), (StatusCode::NOT_FOUND, expected.as_str()));
    }
    for path in ["/", "/api/v01", "/api/v01/draas/sandbox/groups/", "/api/v01/draas/sandbox/customers"] {
        let request = desk.client.get(format!("{}{path}", desk.sandbox.url())).bearer_auth(DEFAULT_TOKEN);
        let (status, body) = reply(request).await;
        assert_eq!(
            (status, reason(&body)),
            (StatusCode::NOT_FOUND, format!("there is no path {path}").as_str())
        );
    }
}

#[tokio::test]
async fn another_instance_is_not_found() {
    let desk = Desk::open();
    for path in ["groups".to_owned(), licenses(), license(1)] {
        let url = format!("{}/api/v01/draas/elsewhere/{path}", desk.sandbox.url());
        let (status, body) = reply(desk.client.get(url).bearer_auth(DEFAULT_TOKEN)).await;
        assert_eq!((status, reason(&body)), (StatusCode::NOT_FOUND, "there is no instance elsewhere"));
    }
}

#[tokio::test]
async fn licenses_are_read_one_by_one_and_changed_under_groups_only() {
    let desk = Desk::open();
    for kind in [Kind::Distributors, Kind::Resellers, Kind::Tenants] {
        let list = format!("{}/{}/customer_licenses", kind.word(), scope(kind).uuid);
        let created = desk.post(&list, json!({"sku": "S", "name": "N"})).await;
        assert_eq!(created.0, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(desk.get(&format!("{list}/1")).await.0, StatusCode::NOT_FOUND);
        assert_eq!(desk.delete(&format!("{list}/1")).await.0, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_wrong_method_is_answered_with_the_right_ones() {
    let desk = Desk::open();
    let paths = [
        (Method::DELETE, "groups".to_owned(), "GET,HEAD"),
        (Method::PATCH, licenses(), "GET,HEAD,POST"),
        (Method::POST, license(1), "GET,HEAD,PUT,DELETE"),
    ];
    for (method, path, allowed) in paths {
        let response = desk.request(method, &path).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
        let mut methods: Vec<&str> = response.headers()["allow"].to_str().unwrap().split(',').collect();
        let mut expected: Vec<&str> = allowed.split(',').collect();
        methods.sort_unstable();
        expected.sort_unstable();
        assert_eq!(methods, expected);
        let body: Value = response.json().await.unwrap();
        assert_eq!(reason(&body), "this path does not take this method");
    }
}
