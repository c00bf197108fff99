use std::time::Duration;

use crate::{
    app::{Effect, Msg, testing::*},
    domain::{Call, Problem, Reply},
};

const NONE: [i64; 0] = [];

/// A table whose every filter is worked out elsewhere.
fn desk() -> Desk {
    let mut desk = Desk::on(group());
    desk.reply_last(Ok(Reply::Licenses(page(1..101, None))));
    desk.model.shared.arrangements.in_place = 0;
    desk
}

/// The result of what is sent out last in `effects`.
fn result(effects: &[Effect]) -> Msg {
    let found = effects.iter().rev().find_map(|effect| match effect {
        Effect::Arrange { id, arrangement } => Some((*id, (**arrangement).clone())),
        _ => None,
    });
    let (id, arrangement) = found.expect("something is sent out");
    let view = arrangement.carry_out(&false.into()).expect("nothing stops it");
    Msg::Arranged { id, result: Ok(Box::new(view)) }
}

fn written(effects: &[Effect]) -> Vec<i64> {
    let writes = effects.iter().filter_map(|effect| match effect {
        Effect::Call { call: Call::Write(write), .. } => write.id().map(|id| id.0),
        _ => None,
    });
    writes.collect()
}

#[test]
fn a_key_that_was_typed_with_the_filter_changes_the_license_that_the_filter_finds() {
    let mut desk = desk();
    let typed = desk.press("/ 7 7 enter t").to_vec();
    assert_eq!(written(&typed), NONE, "the cursor is on another license still");
    assert_eq!(written(desk.send(result(&typed))), [77]);
}

#[test]
fn what_was_typed_goes_to_the_screens_that_it_opens() {
    let mut desk = desk();
    let typed = desk.press("/ 7 7 enter d S K U - 7 7 enter").to_vec();
    assert_eq!(desk.title(), "Licenses");
    assert_eq!(written(desk.send(result(&typed))), [77]);
}

#[test]
fn another_filter_that_was_typed_is_waited_for_in_its_turn() {
    let mut desk = desk();
    let first = desk.press("/ 7 7 enter / backspace 8 enter t").to_vec();
    let second = desk.send(result(&first)).to_vec();
    assert_eq!(written(&second), NONE);
    assert_eq!(written(desk.send(result(&second))), [78]);
}

#[test]
fn once_the_screen_says_that_it_filters_keys_act_on_what_is_shown() {
    let mut desk = desk();
    desk.press("/ 7 7 enter");
    desk.send(Msg::Ticked(Duration::from_secs(10)));
    desk.send(Msg::Ticked(Duration::from_secs(11)));
    assert_eq!(written(desk.press("j t")), [2]);
}

#[test]
fn esc_forgets_what_was_typed_with_the_filter() {
    let mut desk = desk();
    let typed = desk.press("/ 7 7 enter t esc").to_vec();
    assert!(!desk.model.shared.arrangements.is_waiting());
    assert_eq!(written(desk.send(result(&typed))), NONE);
    assert_eq!(written(desk.press("t")), [1], "and what is typed now counts");
}

#[test]
fn a_filter_that_goes_wrong_takes_what_was_typed_with_it() {
    let mut desk = desk();
    let typed = desk.press("/ 7 7 enter t").to_vec();
    let Msg::Arranged { id, .. } = result(&typed) else { panic!("no result") };
    let problem = Problem::Internal { reason: "odd".to_owned() };
    assert_eq!(written(desk.send(Msg::Arranged { id, result: Err(problem) })), NONE);
}

#[test]
fn ctrl_c_waits_for_nothing() {
    let mut desk = desk();
    let effects = desk.press("/ 7 7 enter t ctrl-c").to_vec();
    assert!(effects.contains(&Effect::Quit { interrupted: true }));
}
