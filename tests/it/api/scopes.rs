//! The lists of scopes, for accounts that must name a parent and for those that need not.

use lictor::{
    api::Client,
    domain::{Call, Problem, Reply, Scope, ScopeCursor, ScopeEntry, ScopeKind},
    sandbox::{Options, seed_scopes},
};

use super::support::{Bench, client, group};
use crate::support::canned::{Canned, json};

fn call(kind: ScopeKind, parent: Option<Scope>, search: Option<&str>, from: ScopeCursor) -> Call {
    Call::ListScopes { kind, parent, search: search.map(str::to_owned), from }
}

async fn all(client: &Client, kind: ScopeKind, parent: Option<Scope>) -> Result<Vec<ScopeEntry>, Problem> {
    let mut entries = Vec::new();
    let mut from = Some(ScopeCursor::default());
    while let Some(cursor) = from.take() {
        let Reply::Scopes(page) = client.execute(call(kind, parent, None, cursor)).await? else {
            panic!("no page")
        };
        entries.extend(page.entries);
        from = page.next;
    }
    Ok(entries)
}

fn seeded(kind: ScopeKind) -> usize {
    seed_scopes().iter().filter(|seed| seed.kind.word() == kind.word()).count()
}

#[tokio::test]
async fn a_system_administrator_sees_every_kind_by_way_of_the_groups() {
    let bench = Bench::open();
    for kind in ScopeKind::ALL {
        let entries = all(&bench.client, kind, None).await.expect("scopes");
        assert_eq!(entries.len(), seeded(kind), "{kind}");
        assert!(entries.iter().all(|entry| entry.scope.kind == kind && entry.name.is_some()));
    }
}

#[tokio::test]
async fn a_parent_narrows_the_list() {
    let bench = Bench::open();
    let entries = all(&bench.client, ScopeKind::Tenants, Some(group())).await.expect("scopes");
    assert!(!entries.is_empty() && entries.len() < seeded(ScopeKind::Tenants));
}

#[tokio::test]
async fn an_account_that_may_not_list_is_told_the_role() {
    let role = "resellers.list".to_owned();
    let bench = Bench::with(Options { denied_roles: vec![role], ..Options::default() });
    let denied = all(&bench.client, ScopeKind::Resellers, Some(group())).await;
    assert!(matches!(denied, Err(Problem::Denied { role: "resellers.list", .. })), "{denied:?}");
    let role = "groups.list".to_owned();
    let bench = Bench::with(Options { denied_roles: vec![role], ..Options::default() });
    let denied = all(&bench.client, ScopeKind::Resellers, None).await;
    assert!(matches!(denied, Err(Problem::Denied { role: "groups.list", .. })), "{denied:?}");
}

const A: &str = "6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a";
const B: &str = "7a1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a";

#[tokio::test]
async fn not_found_is_an_empty_list() {
    let server = Canned::start([json(404, r#"{"error":"none found"}"#)]);
    assert_eq!(all(&client(&server.url()), ScopeKind::Groups, None).await, Ok(Vec::new()));
}

#[tokio::test]
async fn an_account_that_need_not_name_a_parent_is_not_sent_through_the_groups() {
    let body = format!(r#"{{"tenants":[{{"uuid":"{A}"}}]}}"#);
    let server = Canned::start([json(200, &body)]);
    let entries = all(&client(&server.url()), ScopeKind::Tenants, None).await.expect("scopes");
    assert_eq!(entries[0].label(), A);
    assert_eq!(server.lines(), ["GET tenants?page_size=100"]);
}

#[tokio::test]
async fn the_way_through_the_groups_is_one_request_a_page_and_passes_over_empty_ones() {
    let server = Canned::start([
        json(400, r#"{"error":"parent is required"}"#),
        json(200, &format!(r#"{{"groups":[{{"uuid":"{A}"}}],"next":"g2"}}"#)),
        json(404, ""),
        json(200, &format!(r#"{{"groups":[{{"uuid":"{B}"}}]}}"#)),
        json(200, &format!(r#"{{"tenants":[{{"uuid":"{A}"}}],"next":"t2"}}"#)),
        json(200, &format!(r#"{{"tenants":[{{"uuid":"{B}"}}]}}"#)),
    ]);
    let entries = all(&client(&server.url()), ScopeKind::Tenants, None).await.expect("scopes");
    assert_eq!(entries.len(), 2);
    let expected = [
        "GET tenants?page_size=100".to_owned(),
        "GET groups?page_size=100".to_owned(),
        format!("GET tenants?page_size=100&parent={A}"),
        "GET groups?page_size=100&next=g2".to_owned(),
        format!("GET tenants?page_size=100&parent={B}"),
        format!("GET tenants?page_size=100&parent={B}&next=t2"),
    ];
    assert_eq!(server.lines(), expected);
}

#[tokio::test]
async fn a_rejection_with_a_parent_is_a_rejection() {
    let server = Canned::start([json(400, r#"{"error":"no"}"#)]);
    let rejected = all(&client(&server.url()), ScopeKind::Tenants, Some(group())).await;
    assert!(matches!(rejected, Err(Problem::Rejected { status: 400, .. })), "{rejected:?}");
}

#[tokio::test]
async fn a_search_is_sent_encoded_and_not_for_the_groups_on_the_way() {
    let server = Canned::start([json(400, ""), json(404, "")]);
    let client = client(&server.url());
    let first = call(ScopeKind::Tenants, None, Some("a&b"), ScopeCursor::default());
    let Ok(Reply::Scopes(page)) = client.execute(first).await else { panic!("no page") };
    let next = page.next.expect("a way on");
    let second = client.execute(call(ScopeKind::Tenants, None, Some("a&b"), next)).await;
    assert!(matches!(second, Ok(Reply::Scopes(page)) if page.next.is_none()));
    assert_eq!(server.lines(), ["GET tenants?page_size=100&search=a%26b", "GET groups?page_size=100"]);
}
