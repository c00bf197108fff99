//! The four lists of scopes.

use lictor::sandbox::{Kind, SeedScope, first_group, seed_scopes};
use reqwest::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::{Desk, groups, reason, rows, scope};

fn path(kind: Kind, parent: Uuid) -> String {
    format!("{}?parent={parent}", kind.word())
}

fn uuids(rows: &[Value]) -> Vec<String> {
    rows.iter().map(|row| row["uuid"].as_str().unwrap().to_owned()).collect()
}

fn names(rows: &[Value]) -> Vec<String> {
    rows.iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

/// Whether the scope is somewhere under the other, by the way up.
fn is_under(scope: &SeedScope, above: Uuid) -> bool {
    scope.parent.is_some_and(|parent| {
        parent == above || seed_scopes().iter().any(|next| next.uuid == parent && is_under(next, above))
    })
}

#[tokio::test]
async fn groups_are_listed_in_the_frame_of_a_list_the_first_group_first() {
    let desk = Desk::open();
    let (status, body) = desk.get("groups").await;
    assert_eq!(status, StatusCode::OK);
    let expected: Vec<Value> = groups()
        .iter()
        .map(|group| json!({"uuid": group.uuid, "name": group.name, "parent": null}))
        .collect();
    assert_eq!(body, json!({"results": 4, "pages": 1, "page": 1, "groups": expected}));
    assert_eq!(body["groups"][0]["uuid"], first_group().to_string());
}

#[tokio::test]
async fn every_allowed_parent_lists_all_of_a_kind_under_it_however_deep() {
    let desk = Desk::open();
    for kind in [Kind::Distributors, Kind::Resellers, Kind::Tenants] {
        for parent in seed_scopes().iter().filter(|scope| scope.kind < kind) {
            let mut expected = seed_scopes().iter().filter(|scope| scope.kind == kind).collect::<Vec<_>>();
            expected.retain(|scope| is_under(scope, parent.uuid));
            let expected: Vec<String> = expected.iter().map(|scope| scope.uuid.to_string()).collect();
            if expected.is_empty() {
                assert_eq!(desk.get(&path(kind, parent.uuid)).await.0, StatusCode::NOT_FOUND);
            } else {
                let pages = desk.pages(&path(kind, parent.uuid)).await;
                assert_eq!(uuids(&rows(&pages, kind.word())), expected, "{kind:?} under {}", parent.name);
            }
        }
    }
}

#[tokio::test]
async fn anything_but_groups_needs_a_parent_of_the_right_kind() {
    let desk = Desk::open();
    let (distributor, tenant) = (scope(Kind::Distributors).uuid, scope(Kind::Tenants).uuid);
    let wrong = [
        ("distributors".to_owned(), "parent: is required to list distributors: the UUID of a group"),
        ("resellers".to_owned(), "parent: is required to list resellers: the UUID of a group or distributor"),
        (
            "tenants".to_owned(),
            "parent: is required to list tenants: the UUID of a group, distributor or reseller",
        ),
        ("tenants?parent=all".to_owned(), "parent: must be a UUID, not \"all\""),
        (
            path(Kind::Distributors, distributor),
            "parent: is a distributor; to list distributors name a group",
        ),
        (path(Kind::Resellers, tenant), "parent: is a tenant; to list resellers name a group or distributor"),
        (path(Kind::Groups, first_group()), "parent: groups have no parent"),
    ];
    for (path, expected) in wrong {
        let (status, body) = desk.get(&path).await;
        assert_eq!((status, reason(&body)), (StatusCode::BAD_REQUEST, expected));
    }
}

#[tokio::test]
async fn an_unknown_parent_is_not_found() {
    let desk = Desk::open();
    let nobody = Uuid::from_u128(17);
    let (status, body) = desk.get(&path(Kind::Tenants, nobody)).await;
    assert_eq!(
        (status, reason(&body)),
        (StatusCode::NOT_FOUND, format!("there is no parent {nobody}").as_str())
    );
}

#[tokio::test]
async fn a_search_finds_parts_of_names_and_uuids_in_any_case() {
    let desk = Desk::open();
    let second = groups()[1];
    let by_uuid = second.uuid.to_string().to_uppercase();
    for search in ["B%C3%9CRGER", "b%C3%BCrgernetz+hold", &by_uuid[4..22]] {
        let (status, body) = desk.get(&format!("groups?search={search}")).await;
        assert_eq!(status, StatusCode::OK, "{search}");
        assert_eq!(names(body["groups"].as_array().unwrap()), [second.name], "{search}");
        assert_eq!(body["results"], 1);
    }
}

#[tokio::test]
async fn a_search_that_finds_none_is_not_found() {
    let desk = Desk::open();
    let (status, body) = desk.get("groups?search=%25").await;
    assert_eq!((status, reason(&body)), (StatusCode::NOT_FOUND, "no groups found"));
}

#[tokio::test]
async fn scopes_are_sorted_by_name_or_uuid_either_way() {
    let desk = Desk::open();
    let tenants = path(Kind::Tenants, first_group());
    for (column, key) in [("name", names as fn(&[Value]) -> Vec<String>), ("uuid", uuids)] {
        let ascending = key(&rows(&desk.pages(&format!("{tenants}&sort={column}")).await, "tenants"));
        let mut sorted = ascending.clone();
        sorted.sort_by_key(|text| text.to_lowercase());
        assert_eq!(ascending, sorted);
        let descending = desk.pages(&format!("{tenants}&sort={column}&dir=desc&page_size=7")).await;
        sorted.reverse();
        assert_eq!(key(&rows(&descending, "tenants")), sorted);
    }
}

#[tokio::test]
async fn orders_that_are_none_are_refused() {
    let desk = Desk::open();
    let wrong = [
        ("groups?sort=size", "sort: must be name or uuid, not \"size\""),
        ("groups?sort=name&dir=up", "dir: must be asc or desc, not \"up\""),
    ];
    for (path, expected) in wrong {
        let (status, body) = desk.get(path).await;
        assert_eq!((status, reason(&body)), (StatusCode::BAD_REQUEST, expected));
    }
}

#[tokio::test]
async fn a_page_of_scopes_beyond_the_end_is_empty() {
    let desk = Desk::open();
    // page_size=1&page=9
    let (status, body) = desk.get("groups?next=cGFnZV9zaXplPTEmcGFnZT05").await;
    assert_eq!((status, body), (StatusCode::OK, json!({"results": 4, "pages": 4, "page": 9, "groups": []})));
}
