use super::*;

fn page(next: Option<&str>) -> LicensePage {
    LicensePage { next: next.map(token), ..LicensePage::default() }
}

fn token(text: &str) -> PageToken {
    PageToken(text.to_owned())
}

#[test]
fn a_walk_starts_without_a_token_and_ends_where_the_server_sends_none() {
    let mut walk = Walk::default();
    assert_eq!(walk.next_token(), Some(None));
    assert_eq!(walk.accept(&page(Some("two"))), Ok(()));
    assert_eq!(walk.next_token(), Some(Some(token("two"))));
    assert!(!walk.is_complete());
    assert_eq!(walk.accept(&page(None)), Ok(()));
    assert_eq!(walk.next_token(), None);
    assert!(walk.is_complete());
    assert_eq!(walk.pages_read(), 2);
}

#[test]
fn the_same_token_again_ends_the_walk_without_completing_it() {
    let mut walk = Walk::default();
    walk.accept(&page(Some("two"))).expect("first page");
    assert_eq!(walk.accept(&page(Some("two"))), Err(Problem::Repeated));
    assert_eq!(walk.next_token(), None);
    assert!(!walk.is_complete());
}

#[test]
fn a_token_from_long_ago_ends_the_walk_too() {
    let mut walk = Walk::default();
    for next in ["two", "three", "four"] {
        walk.accept(&page(Some(next))).expect(next);
    }
    assert_eq!(walk.accept(&page(Some("two"))), Err(Problem::Repeated));
}

#[test]
fn stepping_back_asks_for_the_last_page_again_and_then_goes_on() {
    let mut walk = Walk::default();
    walk.accept(&page(Some("two"))).expect("first page");
    walk.accept(&page(Some("three"))).expect("second page");
    walk.step_back(1);
    assert_eq!(walk.next_token(), Some(Some(token("two"))));
    assert!(walk.is_reading_again());
    walk.accept(&page(Some("three"))).expect("second page again");
    assert_eq!(walk.next_token(), Some(Some(token("three"))));
    assert_eq!(walk.pages_read(), 2);
}

#[test]
fn stepping_back_further_than_the_start_reads_from_the_first_page() {
    let mut walk = Walk::default();
    walk.accept(&page(Some("two"))).expect("first page");
    walk.step_back(7);
    assert_eq!(walk.next_token(), Some(None));
}

#[test]
fn the_list_may_end_earlier_when_it_is_read_again() {
    let mut walk = Walk::default();
    walk.accept(&page(Some("two"))).expect("first page");
    walk.step_back(1);
    walk.accept(&page(None)).expect("first page again");
    assert!(walk.is_complete());
    assert_eq!(walk.next_token(), None);
}

#[test]
fn a_complete_walk_does_not_step_back() {
    let mut walk = Walk::default();
    walk.accept(&page(None)).expect("only page");
    walk.step_back(1);
    assert!(walk.is_complete());
    assert_eq!(walk.next_token(), None);
}
