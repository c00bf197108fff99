use super::*;
use crate::{
    app::{Effect, Msg, screens::Screen, testing::*},
    domain::{ScopeKind, ScopePage},
};

fn overview(desk: &Desk) -> &Overview {
    match desk.model.front() {
        Some(Screen::Overview(overview)) => overview,
        other => panic!("no overview but {other:?}"),
    }
}

/// An overview that knows these many groups, with the first requests for their licenses under way.
fn counting(groups: u128) -> Desk {
    let mut desk = Desk::on_three();
    desk.press("O");
    let entries = (1..=groups).map(|number| entry(scope(ScopeKind::Groups, number), "Group"));
    desk.reply_last(Ok(Reply::Scopes(ScopePage { entries: entries.collect(), next: None })));
    desk
}

#[test]
fn licenses_are_counted_as_they_come() {
    let mut desk = counting(2);
    desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
    let words = overview(&desk).in_words();
    assert_eq!(words, "3 licenses: 3 enabled · 1 of 2 groups counted");
}

#[test]
fn esc_stops_the_counting_and_then_leaves() {
    let mut desk = counting(20);
    let effects = desk.press("esc");
    let cancelled = effects.iter().filter(|effect| matches!(effect, Effect::Cancel(_))).count();
    assert_eq!(cancelled, 9, "eight pages and the journal");
    assert!(desk.notice().starts_with("stopped: "), "{}", desk.notice());
    desk.press("esc");
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn a_scope_that_may_not_be_read_is_named() {
    let mut desk = counting(1);
    desk.reply_last(Err(Problem::Internal { reason: "cut".to_owned() }));
    assert!(desk.notice().starts_with("not counted: 1 groups"), "{}", desk.notice());
    assert!(overview(&desk).in_words().ends_with("not all"));
}

#[test]
fn days_of_changes_come_from_the_journal() {
    let mut desk = Desk::on_three();
    let effects = desk.press("O").to_vec();
    let journal = effects.into_iter().find_map(|effect| match effect {
        Effect::Call { id, call: Call::ReadJournal } => Some(id),
        _ => None,
    });
    let entries = vec![renamed(1, 1), renamed(2, 2)];
    desk.send(Msg::Replied { id: journal.expect("asked"), result: Ok(Reply::Journal(entries)) });
    assert_eq!(overview(&desk).days, [("2026-03-04".to_owned(), 2)]);
}
