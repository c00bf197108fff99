//! Listings to their end, whatever the page size, and the tokens that lead there.

use lictor::sandbox::Kind;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::support::{Desk, groups, license, licenses, licenses_of, rows};

fn ids(pages: &[Value]) -> Vec<i64> {
    rows(pages, "licenses").iter().map(|row| row["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn every_page_size_lists_every_license_once_and_in_order() {
    let desk = Desk::open();
    let all: Vec<i64> = (1..=240).collect();
    for (size, count) in [(7, 35), (10, 24), (17, 15), (100, 3), (239, 2), (240, 1), (1000, 1)] {
        let pages = desk.pages(&format!("{}?page_size={size}", licenses())).await;
        assert_eq!(pages.len(), count, "page size {size}");
        assert_eq!(ids(&pages), all, "page size {size}");
        for (number, page) in (1..).zip(&pages) {
            let frame = (&page["results"], &page["pages"], &page["page"]);
            assert_eq!(frame, (&json!(240), &json!(count), &json!(number)));
        }
        assert!(!pages.last().unwrap().as_object().unwrap().contains_key("next"));
    }
}

#[tokio::test]
async fn the_token_of_a_page_is_the_documented_one() {
    let desk = Desk::open();
    let (_, first) = desk.get(&format!("{}?page_size=1", licenses())).await;
    assert_eq!(first["next"], "cGFnZV9zaXplPTEmcGFnZT0y");
    let (_, second) = desk.get(&format!("{}?page_size=50&next=cGFnZV9zaXplPTEmcGFnZT0y", licenses())).await;
    assert_eq!((&second["page"], &second["pages"]), (&json!(2), &json!(240)));
    assert_eq!(ids(&[second]), [2]);
}

#[tokio::test]
async fn more_than_a_thousand_to_a_page_are_served_as_a_thousand() {
    let desk = Desk::with(lictor::sandbox::Options { licenses: 1_500, ..Default::default() });
    let pages = desk.pages(&format!("{}?page_size=5000", licenses())).await;
    let lengths: Vec<usize> = pages.iter().map(|page| page["licenses"].as_array().unwrap().len()).collect();
    assert_eq!(lengths, [1000, 500]);
    assert_eq!(ids(&pages), (1..=1_500).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_page_beyond_the_end_is_empty_and_the_last() {
    let desk = Desk::open();
    // page_size=10&page=25
    let (status, body) = desk.get(&format!("{}?next=cGFnZV9zaXplPTEwJnBhZ2U9MjU%3D", licenses())).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body, json!({"results": 240, "pages": 24, "page": 25, "licenses": []}));
}

#[tokio::test]
async fn an_empty_group_lists_nothing() {
    let desk = Desk::open();
    let (status, body) = desk.get(&licenses_of(Kind::Groups, groups()[3].uuid)).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body, json!({"results": 0, "pages": 0, "page": 1, "licenses": []}));
}

#[tokio::test]
async fn the_other_groups_have_a_fixed_few() {
    let desk = Desk::open();
    for (group, licenses) in groups()[1..].iter().zip([37, 8, 0]) {
        let (_, body) = desk.get(&licenses_of(Kind::Groups, group.uuid)).await;
        assert_eq!(body["results"], licenses, "{}", group.name);
    }
}

#[tokio::test]
async fn licenses_that_go_move_the_later_ones_up() {
    let desk = Desk::open();
    for id in [1, 2, 100, 240] {
        desk.delete(&license(id)).await;
    }
    let created = desk.create("NEW-1").await;
    let pages = desk.pages(&format!("{}?page_size=9", licenses())).await;
    let expected: Vec<i64> = (3..240).filter(|id| *id != 100).chain([created]).collect();
    assert_eq!(ids(&pages), expected);
    assert_eq!(pages[0]["results"], 237);
}
