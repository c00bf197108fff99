//! The token and the roles.

use lictor::sandbox::{Kind, Options, ROLES, first_group};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::support::{Desk, Reply, license, licenses, licenses_of, reason, reply, scope};

#[tokio::test]
async fn without_its_token_every_path_asks_for_one() {
    let desk = Desk::open();
    let tokens = [
        None,
        Some("Bearer wrong"),
        Some("Bearer "),
        Some("Basic c2FuZGJveC10b2tlbg=="),
        Some("sandbox-token"),
    ];
    for path in ["groups".to_owned(), licenses(), license(1), "nowhere".to_owned()] {
        for token in tokens {
            let mut request = desk.client.get(desk.url(&path));
            if let Some(token) = token {
                request = request.header("authorization", token);
            }
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), StatusCode::UNAUTHORIZED, "{path}, {token:?}");
            assert_eq!(response.headers()["www-authenticate"], "Bearer");
            let body: Value = response.json().await.unwrap();
            assert!(reason(&body).contains("Bearer token"), "{body}");
        }
    }
}

#[tokio::test]
async fn a_token_of_ones_own_replaces_the_usual_one() {
    let desk = Desk::with(Options { token: "märchen".to_owned(), ..Options::default() });
    assert_eq!(desk.get("groups").await.0, StatusCode::UNAUTHORIZED);
    let request = desk.client.get(desk.url("groups")).header("authorization", "bearer märchen".as_bytes());
    assert_eq!(reply(request).await.0, StatusCode::OK);
}

/// One request for each role, in the order of [`ROLES`], with the status of its success.
async fn call_each(desk: &Desk) -> Vec<Reply> {
    let mut replies = vec![desk.get("groups").await];
    for kind in [Kind::Distributors, Kind::Resellers, Kind::Tenants] {
        replies.push(desk.get(&format!("{}?parent={}", kind.word(), first_group())).await);
    }
    for kind in Kind::ALL {
        replies.push(desk.get(&licenses_of(kind, scope(kind).uuid)).await);
    }
    replies.push(desk.get(&license(1)).await);
    replies.push(desk.post(&licenses(), json!({"sku": "S", "name": "N"})).await);
    replies.push(desk.put(&license(1), json!({"name": "N"})).await);
    replies.push(desk.delete(&license(1)).await);
    replies
}

#[tokio::test]
async fn a_denied_role_denies_its_own_call_and_no_other() {
    for (denied, role) in ROLES.into_iter().enumerate() {
        let desk = Desk::with(Options { denied_roles: vec![role.to_owned()], ..Options::default() });
        for (call, (status, body)) in call_each(&desk).await.into_iter().enumerate() {
            if call == denied {
                assert_eq!(status, StatusCode::FORBIDDEN, "{role}");
                assert_eq!(reason(&body), format!("the role {role} is required"));
            } else {
                assert!(status.is_success(), "{role} denied, {} answered {status}: {body}", ROLES[call]);
            }
        }
    }
}

#[tokio::test]
async fn a_denied_write_writes_nothing() {
    let desk = Desk::with(Options {
        denied_roles: ["create", "instance.update", "instance.delete"]
            .map(|call| format!("groups.instance.customer_license.{call}"))
            .to_vec(),
        ..Options::default()
    });
    let before = desk.get(&license(1)).await;
    call_each(&desk).await;
    assert_eq!((desk.get(&license(1)).await, desk.count().await), (before, 240));
}

#[tokio::test]
async fn head_needs_the_role_of_get() {
    let role = "groups.instance.customer_licenses.list".to_owned();
    let desk = Desk::with(Options { denied_roles: vec![role], ..Options::default() });
    let response = desk.request(Method::HEAD, &licenses()).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
}
