use std::time::Duration;

use super::*;
use crate::{
    app::{Effect, Msg, model::Place, testing::*},
    domain::{PageToken, Progress, foresight::documented_token},
};

/// Page `number` of ten with a hundred licenses each, as a server gives it that names its pages as the API does.
fn numbered(number: u64) -> Reply {
    let first = i64::try_from(number).expect("a small number") * 100 - 99;
    let next = (number < 10).then(|| documented_token(place().page_size, number + 1));
    let page = LicensePage {
        results: Some(1_000),
        pages: Some(10),
        page: Some(number),
        next,
        ..page(first..first + 100, None)
    };
    Reply::Licenses(page)
}

/// The requests that were just asked for, each with the number of its page.
fn asked(desk: &Desk) -> Vec<(RequestId, u64)> {
    let number = |token: &Option<PageToken>| match token {
        None => 1,
        Some(token) => {
            let own = |number: &u64| documented_token(place().page_size, *number) == *token;
            (2..100).find(own).expect("a documented token")
        }
    };
    let calls = desk.effects.iter().filter_map(|effect| match effect {
        Effect::Call { id, call: Call::ListLicenses { token, .. } } => Some((*id, number(token))),
        _ => None,
    });
    calls.collect()
}

fn numbers(desk: &Desk) -> Vec<u64> {
    asked(desk).into_iter().map(|(_, number)| number).collect()
}

fn cancelled(desk: &Desk) -> Vec<RequestId> {
    let ids = desk.effects.iter().filter_map(|effect| match effect {
        Effect::Cancel(id) => Some(*id),
        _ => None,
    });
    ids.collect()
}

fn answer(desk: &mut Desk, (id, number): (RequestId, u64)) {
    desk.send(Msg::Replied { id, result: Ok(numbered(number)) });
}

/// A table with the first of ten pages.
fn first_of_ten() -> Desk {
    let mut desk = Desk::on(group());
    desk.reply_last(Ok(numbered(1)));
    desk
}

/// The same on the way to the end, and what it has asked for.
fn to_the_end() -> (Desk, Vec<(RequestId, u64)>) {
    let mut desk = first_of_ten();
    desk.press("G");
    let under_way = asked(&desk);
    (desk, under_way)
}

fn ids(desk: &Desk) -> Vec<i64> {
    let licenses = desk.licenses();
    let row = |slot: u32| licenses.listing.catalog.row(slot).expect("a row").id.0;
    licenses.view.slots().map(row).collect()
}

#[test]
fn the_first_page_is_asked_for_at_once_and_is_all_that_the_first_rows_wait_for() {
    let mut desk = Desk::on(group());
    assert_eq!(numbers(&desk), [1], "before anything was answered");
    let about_the_account =
        desk.effects.iter().any(|effect| matches!(effect, Effect::Call { call: Call::WhoAmI, .. }));
    assert!(about_the_account, "what else is asked is asked beside it");
    desk.reply_last(Ok(numbered(1)));
    assert_eq!((ids(&desk).len(), desk.calls()), (100, 0));
}

#[test]
fn to_the_end_asks_for_a_few_pages_at_once_and_keeps_their_order() {
    let (mut desk, mut under_way) = to_the_end();
    assert_eq!(numbers(&desk), [2, 3, 4, 5, 6, 7]);
    while let Some(last) = under_way.pop() {
        answer(&mut desk, last);
        under_way.extend(asked(&desk));
        assert!(under_way.len() <= 8);
    }
    assert_eq!(ids(&desk), (1..=1_000).collect::<Vec<_>>());
    assert_eq!((desk.at(), desk.licenses().listing.extent().as_str()), (Some(1_000), "1000, complete"));
    assert!(desk.licenses().progress().is_none());
}

#[test]
fn keys_act_while_pages_arrive() {
    let (mut desk, under_way) = to_the_end();
    desk.press("j j");
    answer(&mut desk, under_way[0]);
    assert_eq!(desk.at(), Some(3));
    desk.press("/ 1 5 0 enter");
    assert_eq!((desk.calls(), desk.licenses().view.len()), (0, 1), "the filter finds what has come");
}

#[test]
fn esc_cancels_every_page_that_is_under_way_and_what_comes_late_is_dropped() {
    let (mut desk, under_way) = to_the_end();
    answer(&mut desk, under_way[3]);
    desk.press("esc");
    let expected: Vec<RequestId> =
        under_way.iter().filter(|(_, number)| *number != 5).map(|(id, _)| *id).collect();
    assert_eq!(cancelled(&desk), expected);
    assert!(desk.licenses().progress().is_none());
    for late in under_way {
        answer(&mut desk, late);
    }
    assert_eq!((desk.licenses().listing.catalog.len(), desk.calls()), (100, 0));
    desk.press("G");
    assert_eq!(numbers(&desk)[0], 2);
}

#[test]
fn leaving_the_table_cancels_every_page_that_is_under_way() {
    let (mut desk, under_way) = to_the_end();
    desk.press("o");
    assert_eq!(cancelled(&desk).len(), under_way.len());
}

#[test]
fn the_cursor_has_one_page_read_ahead_and_no_more() {
    let mut desk = first_of_ten();
    assert_eq!(desk.calls(), 0);
    desk.press("pagedown pagedown pagedown pagedown");
    assert_eq!(numbers(&desk), [2]);
    let mut desk = first_of_ten();
    desk.press("]");
    assert_eq!(numbers(&desk), [2]);
}

#[test]
fn where_nothing_is_read_ahead_a_page_is_asked_for_when_the_cursor_is_at_the_end() {
    let place = Place { reads_ahead: false, ..place() };
    let mut desk = Desk::with(place, Some(group()));
    desk.reply_last(Ok(numbered(1)));
    desk.press("pagedown pagedown pagedown pagedown");
    assert_eq!(desk.calls(), 0);
    desk.press("pagedown pagedown");
    assert_eq!((desk.at(), numbers(&desk)), (Some(100), vec![2]));
    desk.reply_last(Ok(numbered(2)));
    desk.press("G");
    assert_eq!(numbers(&desk), [3]);
    desk.reply_last(Ok(numbered(3)));
    assert_eq!(numbers(&desk), [4]);
}

#[test]
fn deleting_on_the_way_to_the_end_discards_what_was_read_ahead() {
    let (mut desk, under_way) = to_the_end();
    answer(&mut desk, under_way[1]);
    desk.press("d");
    desk.type_text("SKU-1");
    desk.press("enter");
    desk.reply_last(Ok(Reply::Deleted));
    let expected: Vec<RequestId> =
        under_way.iter().filter(|(_, number)| *number != 3).map(|(id, _)| *id).collect();
    assert_eq!(cancelled(&desk), expected);
    assert_eq!(numbers(&desk), [1], "the first page again, and nothing that may be out of place");
    desk.reply_last(Ok(numbered(1)));
    assert_eq!(numbers(&desk), [2, 3, 4, 5, 6, 7]);
}

#[test]
fn a_busy_server_is_asked_for_one_page_at_a_time() {
    let (mut desk, under_way) = to_the_end();
    let problem = Problem::Busy { status: 429, retry_after: Some(Duration::from_secs(9)) };
    let waits = Progress::Waiting { problem, delay: Duration::from_secs(9) };
    desk.send(Msg::Progressed { id: under_way[0].0, progress: waits });
    assert_eq!(cancelled(&desk), under_way[1..].iter().map(|(id, _)| *id).collect::<Vec<_>>());
    answer(&mut desk, under_way[0]);
    assert_eq!(numbers(&desk), [3]);
    desk.reply_last(Ok(numbered(3)));
    assert_eq!(numbers(&desk), [4]);
}

#[test]
fn a_page_that_fails_before_its_turn_is_no_problem_of_the_operators() {
    let (mut desk, under_way) = to_the_end();
    let failed = Problem::ServerFailed { status: 500, reason: None };
    desk.send(Msg::Replied { id: under_way[2].0, result: Err(failed.clone()) });
    assert_eq!(desk.licenses().problem, None);
    desk.send(Msg::Replied { id: under_way[0].0, result: Err(failed.clone()) });
    assert_eq!(desk.licenses().problem, Some(failed), "in its turn it is");
    assert_eq!(cancelled(&desk).len(), 4, "and nothing else is under way");
}

#[test]
fn a_way_to_the_end_that_is_turned_into_reading_anew_asks_for_as_much_as_there_was() {
    let (mut desk, under_way) = to_the_end();
    for page in &under_way[..3] {
        answer(&mut desk, *page);
    }
    desk.press("r");
    assert_eq!(numbers(&desk), [1]);
    desk.reply_last(Ok(numbered(1)));
    assert_eq!(numbers(&desk), [2, 3, 4], "four pages were read");
}
