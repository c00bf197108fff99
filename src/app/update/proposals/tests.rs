use super::*;
use crate::{
    app::{Effect, Msg, Place, testing::*},
    domain::{Call, Problem, Reply},
};

fn with_reasons(place: Place) -> Desk {
    let mut desk = Desk::with(Place { needs_reason: true, ..place }, Some(group()));
    desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
    desk
}

fn reason(desk: &Desk) -> Option<String> {
    match desk.last_call().1 {
        Call::Write(write) => write.cause.reason,
        other => panic!("no write but {other:?}"),
    }
}

fn is_asking(desk: &Desk) -> bool {
    matches!(desk.model.overlay, Some(Overlay::Reason(_)))
}

#[test]
fn a_change_waits_for_its_reason() {
    let mut desk = with_reasons(place());
    desk.press("t");
    assert!(is_asking(&desk));
    assert_eq!(desk.calls(), 0);
    desk.press("enter");
    assert!(is_asking(&desk), "an empty one is none");
    desk.type_text("ticket 7");
    desk.press("enter");
    assert_eq!(reason(&desk).as_deref(), Some("ticket 7"));
}

#[test]
fn the_last_reason_is_offered_for_the_next_change() {
    let mut desk = with_reasons(place());
    desk.press("t");
    desk.type_text("ticket 7");
    desk.press("enter");
    desk.press("j t");
    desk.type_text("b");
    desk.press("enter");
    assert_eq!(reason(&desk).as_deref(), Some("ticket 7b"));
}

#[test]
fn going_back_sends_nothing_and_loses_nothing() {
    let mut desk = with_reasons(place());
    desk.press("e");
    desk.type_text("!");
    desk.press("ctrl-s");
    desk.type_text("because");
    desk.press("esc");
    assert_eq!(desk.calls(), 0);
    assert_eq!(desk.form().fields.name.value(), "Plan 1!");
    desk.press("ctrl-s enter");
    assert_eq!(reason(&desk).as_deref(), Some("because"));
    assert!(desk.form().request.is_some(), "the form awaits the answer");
}

#[test]
fn production_asks_its_question_first() {
    let mut desk = with_reasons(Place { production: true, ..place() });
    desk.press("t");
    assert!(matches!(desk.model.overlay, Some(Overlay::Question(_))));
    desk.press("y");
    assert!(is_asking(&desk));
    desk.type_text("x");
    desk.press("enter");
    assert_eq!(reason(&desk).as_deref(), Some("x"));
}

#[test]
fn a_deletion_has_a_reason_too() {
    let mut desk = with_reasons(place());
    desk.press("d");
    desk.type_text("SKU-1");
    desk.press("enter");
    assert!(is_asking(&desk));
    desk.type_text("gone");
    desk.press("enter");
    assert_eq!(reason(&desk).as_deref(), Some("gone"));
    desk.reply_last(Ok(Reply::Deleted));
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn a_log_in_that_comes_between_keeps_the_words() {
    let mut desk = with_reasons(place_with_log_in());
    desk.press("r");
    let (id, _) = desk.last_call();
    desk.press("t");
    desk.type_text("because");
    desk.send(Msg::Replied { id, result: Err(Problem::NotLoggedIn) });
    assert_eq!(desk.title(), "Log in");
    assert!(desk.model.overlay.is_none());
    assert_eq!(desk.model.shared.last_reason, "because");
}

#[test]
fn the_command_of_what_is_asked_about_can_be_copied_without_an_answer() {
    let mut desk = with_reasons(Place { production: true, ..place() });
    desk.press("t ctrl-y");
    let copied = desk.effects.iter().any(
        |effect| matches!(effect, Effect::Copy(text) if text.contains(" disable 1") && !text.contains("--reason")),
    );
    assert!(copied, "{:?}", desk.effects);
    assert!(matches!(desk.model.overlay, Some(Overlay::Question(_))), "the question still stands");
    assert_eq!(desk.notice(), "copied");
}
