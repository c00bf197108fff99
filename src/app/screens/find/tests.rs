use super::*;
use crate::{
    app::{screens::Screen, testing::*},
    domain::{Call, ScopePage},
};

fn find(desk: &Desk) -> &Find {
    match desk.model.front() {
        Some(Screen::Find(find)) => find,
        other => panic!("no search but {other:?}"),
    }
}

/// A search that knows these many groups, with the first requests for their licenses under way.
fn searching(groups: u128) -> Desk {
    let mut desk = Desk::on_three();
    desk.press("F");
    desk.type_text("plan");
    desk.press("enter");
    assert_eq!(desk.title(), "Find");
    let entries = (1..=groups).map(|number| entry(scope(crate::domain::ScopeKind::Groups, number), "Group"));
    desk.reply_last(Ok(Reply::Scopes(ScopePage { entries: entries.collect(), next: None })));
    desk
}

#[test]
fn at_most_eight_requests_are_under_way_and_rows_come_as_they_are_found() {
    let mut desk = searching(20);
    assert_eq!(desk.calls(), 8);
    desk.reply_last(Ok(Reply::Licenses(page(1..3, None))));
    assert_eq!((find(&desk).found.len(), desk.calls()), (2, 1));
    desk.press("enter");
    assert_eq!(desk.title(), "License");
    desk.press("esc");
    assert_eq!(desk.title(), "Find");
}

#[test]
fn esc_cancels_what_is_under_way_and_says_what_was_not_searched() {
    let mut desk = searching(20);
    let effects = desk.press("esc");
    let cancelled = effects.iter().filter(|effect| matches!(effect, crate::app::Effect::Cancel(_))).count();
    assert_eq!(cancelled, 8);
    assert!(desk.notice().contains("20 not searched"), "{}", desk.notice());
    assert_eq!(find(&desk).row_count(), 20);
    desk.press("esc");
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn a_busy_server_is_asked_one_thing_at_a_time() {
    let mut desk = searching(20);
    let (id, _) = desk.last_call();
    let problem = Problem::Busy { status: 429, retry_after: None };
    let delay = std::time::Duration::from_secs(1);
    desk.send(crate::app::Msg::Progressed {
        id,
        progress: crate::domain::Progress::Waiting { problem, delay },
    });
    desk.send(crate::app::Msg::Replied { id, result: Ok(Reply::Licenses(page(1..3, None))) });
    assert_eq!(desk.calls(), 0, "the others are still under way");
}

#[test]
fn r_searches_anew() {
    let mut desk = searching(2);
    desk.press("r");
    assert!(matches!(desk.last_call().1, Call::ListScopes { .. }));
}
