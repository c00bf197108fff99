use super::*;
use crate::{
    app::{Effect, Msg, testing::*},
    domain::{Call, LicensePage, PageToken, Status},
};

fn big_page(from: i64, next: Option<&str>) -> Reply {
    Reply::Licenses(page(from..from + 100, next))
}

fn token_of(call: &Call) -> Option<&str> {
    match call {
        Call::ListLicenses { token, .. } => token.as_ref().map(|PageToken(text)| text.as_str()),
        other => panic!("no listing but {other:?}"),
    }
}

/// A table with one hundred licenses read and more on the server.
fn hundred() -> Desk {
    let mut desk = Desk::on(group());
    desk.reply_last(Ok(big_page(1, Some("2"))));
    desk
}

#[test]
fn one_page_fills_the_screen_and_no_more_is_asked_for() {
    let desk = hundred();
    assert_eq!(desk.calls(), 0);
    assert_eq!(desk.licenses().listing.extent(), "100 read, more on the server");
}

#[test]
fn the_next_page_is_on_its_way_before_the_cursor_needs_it() {
    let mut desk = hundred();
    desk.press("pagedown pagedown pagedown pagedown");
    assert_eq!(token_of(&desk.last_call().1), Some("2"));
    desk.reply_last(Ok(big_page(101, None)));
    assert_eq!(desk.licenses().listing.extent(), "200, complete");
}

#[test]
fn one_page_at_a_time_is_asked_for() {
    let mut desk = hundred();
    desk.press("pagedown pagedown pagedown pagedown");
    assert_eq!(desk.calls(), 1);
}

#[test]
fn to_the_end_reads_page_after_page_and_then_goes_to_the_last_row() {
    let mut desk = hundred();
    desk.press("G");
    assert_eq!(desk.licenses().progress().expect("reading").goal, Goal::End);
    desk.reply_last(Ok(big_page(101, Some("3"))));
    assert_eq!(desk.at(), Some(1), "the cursor waits");
    desk.reply_last(Ok(big_page(201, None)));
    assert_eq!(desk.at(), Some(300));
    assert!(desk.licenses().progress().is_none());
}

#[test]
fn esc_stops_the_way_to_the_end_and_a_late_page_is_dropped() {
    let mut desk = hundred();
    desk.press("G");
    let (id, _) = desk.last_call();
    assert!(desk.press("esc").contains(&Effect::Cancel(id)));
    desk.send(Msg::Replied { id, result: Ok(big_page(101, Some("3"))) });
    assert_eq!(desk.licenses().listing.catalog.len(), 100);
    assert_eq!(desk.title(), "Licenses");
    assert!(desk.notice().contains("100 read, more on the server"), "{}", desk.notice());
    desk.press("G");
    assert_eq!(token_of(&desk.last_call().1), Some("2"), "the same page is asked for again");
}

#[test]
fn the_servers_pages_are_walked_forth_and_back() {
    let mut desk = hundred();
    desk.press("]");
    desk.reply_last(Ok(big_page(101, Some("3"))));
    assert_eq!(desk.at(), Some(101));
    desk.press("[");
    assert_eq!(desk.at(), Some(1));
    desk.press("]");
    assert_eq!((desk.at(), desk.calls()), (Some(101), 0));
    desk.press("[ [");
    assert!(desk.notice().contains("first page"));
}

#[test]
fn a_failed_page_leaves_the_rows_and_is_not_asked_for_again_by_itself() {
    let mut desk = hundred();
    desk.press("pagedown pagedown pagedown pagedown");
    desk.reply_last(Err(Problem::TimedOut { after: std::time::Duration::from_secs(30) }));
    assert_eq!(desk.licenses().listing.catalog.len(), 100);
    assert!(desk.licenses().problem.is_some());
    desk.press("j j j");
    assert_eq!(desk.calls(), 0);
    desk.press("G");
    assert_eq!(token_of(&desk.last_call().1), Some("2"));
    assert!(desk.licenses().problem.is_none());
}

#[test]
fn a_server_that_repeats_a_page_is_not_followed() {
    let mut desk = hundred();
    desk.press("G");
    desk.reply_last(Ok(big_page(101, Some("2"))));
    assert_eq!(desk.licenses().problem, Some(Problem::Repeated));
    assert_eq!(desk.licenses().listing.extent(), "200 read, the end is not known");
    assert_eq!(desk.press("G G ]").iter().filter(|effect| matches!(effect, Effect::Call { .. })).count(), 0);
}

#[test]
fn a_filter_narrows_with_each_letter_keeps_the_cursor_and_reads_nothing() {
    let mut desk = hundred();
    desk.press("/ 7");
    assert_eq!(desk.licenses().view.len(), 19);
    desk.press("7");
    assert_eq!((desk.licenses().view.len(), desk.at()), (1, Some(77)));
    assert_eq!(desk.calls(), 0);
    desk.press("enter");
    assert!(!desk.licenses().filtering);
    desk.press("esc");
    assert_eq!((desk.licenses().view.len(), desk.at()), (100, Some(77)));
}

#[test]
fn a_filter_without_matches_leads_nowhere_and_back() {
    let mut desk = hundred();
    desk.press("/ z z z enter enter e d t");
    assert_eq!((desk.title(), desk.calls()), ("Licenses", 0));
    assert!(desk.notice().contains("no license is under the cursor"));
    desk.press("esc");
    assert_eq!(desk.licenses().view.len(), 100);
}

#[test]
fn sorting_keeps_the_cursor_on_its_license() {
    let mut desk = Desk::on_three();
    desk.press("j S");
    let ids = |desk: &Desk| -> Vec<i64> {
        let licenses = desk.licenses();
        let row = |slot: u32| licenses.listing.catalog.row(slot).expect("a row").id.0;
        licenses.view.slots().map(row).collect()
    };
    assert_eq!((ids(&desk), desk.at()), (vec![3, 2, 1], Some(2)));
    desk.press("s s s s s");
    assert_eq!((desk.licenses().order(), desk.at()), (None, Some(2)), "the server's order again");
}

#[test]
fn turning_a_license_off_sends_only_its_status_and_shows_it_when_it_is_so() {
    let mut desk = Desk::on_three();
    desk.press("j t");
    let (_, call) = desk.last_call();
    let change = Change::of_status(&license(2), Status::Disabled);
    assert_eq!(call, Call::from(Write::update(group(), license(2), change)));
    assert_eq!(desk.licenses().current().expect("a row").status, &Status::Enabled, "not before it is so");
    desk.reply_last(Ok(updated(License { status: Status::Disabled, ..license(2) })));
    assert_eq!(desk.licenses().current().expect("a row").status, &Status::Disabled);
    assert!(desk.notice().contains("SKU-2 is disabled now · t turns it back"), "{}", desk.notice());
}

#[test]
fn a_second_change_of_a_license_waits_for_the_first() {
    let mut desk = Desk::on_three();
    desk.press("t t");
    assert_eq!(desk.calls(), 1);
    assert!(desk.notice().contains("still under way"));
}

#[test]
fn the_target_is_the_license_under_the_cursor_at_the_key_press_whatever_comes_after() {
    let mut desk = hundred();
    desk.press("j d");
    let shifted = LicensePage { licenses: vec![license(500)], ..LicensePage::default() };
    desk.send(Msg::Replied { id: RequestId(77), result: Ok(Reply::Licenses(shifted)) });
    desk.type_text("SKU-2");
    desk.press("enter");
    assert_eq!(desk.last_call().1, Call::from(Write::delete(group(), license(2))));
}

#[test]
fn deleting_takes_the_right_sku_and_nothing_else() {
    let mut desk = Desk::on_three();
    desk.press("d");
    assert_eq!(desk.title(), "Delete license");
    desk.type_text("SKU-3");
    desk.press("enter");
    assert_eq!(desk.calls(), 0);
    desk.press("backspace 1 enter");
    desk.reply_last(Ok(Reply::Deleted));
    assert_eq!(desk.title(), "Licenses");
    assert_eq!((desk.licenses().view.len(), desk.at()), (2, Some(2)));
}

#[test]
fn after_a_delete_in_a_listing_that_goes_on_the_last_page_is_read_again() {
    let mut desk = hundred();
    desk.press("d");
    desk.type_text("SKU-1");
    desk.press("enter");
    desk.reply_last(Ok(Reply::Deleted));
    desk.press("G");
    assert_eq!(token_of(&desk.last_call().1), None, "the first page, once more");
    desk.reply_last(Ok(Reply::Licenses(page(2..102, Some("2")))));
    assert_eq!(token_of(&desk.last_call().1), Some("2"));
    desk.reply_last(Ok(Reply::Licenses(page(102..201, None))));
    assert_eq!(desk.licenses().listing.extent(), "199, complete");
    assert!(!desk.licenses().listing.has_changed());
}

#[test]
fn reading_anew_keeps_the_rows_until_the_new_ones_are_there_and_the_cursor_on_its_license() {
    let mut desk = hundred();
    desk.press("j j r");
    assert_eq!(desk.at(), Some(3));
    assert_eq!(desk.licenses().listing.catalog.len(), 100);
    let mut fresh = page(2..102, Some("2"));
    fresh.licenses[1].name = "Renamed".to_owned();
    desk.reply_last(Ok(Reply::Licenses(fresh)));
    assert_eq!(desk.at(), Some(3));
    assert_eq!(desk.licenses().current().expect("a row").name, "Renamed");
}

#[test]
fn reading_anew_that_fails_keeps_the_rows() {
    let mut desk = hundred();
    desk.press("r");
    desk.reply_last(Err(Problem::Unreachable { host: "h".to_owned(), reason: "gone".to_owned() }));
    assert_eq!(desk.licenses().listing.catalog.len(), 100);
    assert!(desk.licenses().problem.is_some());
}

#[test]
fn opening_a_license_under_a_group_reads_it_and_elsewhere_does_not() {
    let mut desk = Desk::on_three();
    desk.press("enter");
    assert_eq!(desk.last_call().1, Call::ReadLicense { scope: group(), id: LicenseId(1) });
    let mut desk = Desk::on(scope(crate::domain::ScopeKind::Resellers, 3));
    desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
    desk.press("enter");
    assert_eq!((desk.title(), desk.calls()), ("License", 0));
}

#[test]
fn leaving_the_detail_cancels_its_reading() {
    let mut desk = Desk::on_three();
    desk.press("enter");
    let (id, _) = desk.last_call();
    assert!(desk.press("esc").contains(&Effect::Cancel(id)));
}

#[test]
fn after_a_stop_the_moving_cursor_reads_on_again() {
    let mut desk = hundred();
    desk.press("G esc");
    desk.press("pagedown pagedown pagedown pagedown");
    assert_eq!(token_of(&desk.last_call().1), Some("2"));
}

#[test]
fn to_the_end_while_the_rows_are_read_anew_ends_on_the_last_row() {
    let mut desk = hundred();
    desk.press("r");
    let (id, _) = desk.last_call();
    desk.press("G");
    desk.send(Msg::Replied { id, result: Ok(big_page(1, None)) });
    assert_eq!((desk.calls(), desk.at()), (0, Some(100)));
    assert!(desk.licenses().progress().is_none());
}

#[test]
fn reading_anew_works_with_a_filter_though_nothing_was_read_yet() {
    let mut desk = Desk::on(group());
    desk.reply_last(Err(Problem::ServerFailed { status: 500, reason: None }));
    desk.press("/ x enter r");
    assert_eq!((desk.calls(), token_of(&desk.last_call().1)), (1, None));
    desk.reply_last(Ok(big_page(1, Some("2"))));
    assert_eq!(desk.calls(), 0, "a filter alone reads no further");
}
