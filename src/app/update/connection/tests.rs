use crate::{
    app::{
        Connected, Effect, Msg, Place,
        model::Tone,
        screens::{Act, Overlay, command::CommandLine},
        testing::*,
    },
    domain::{Call, LicenseId, Problem, Reply, ScopeKind},
};

fn prod() -> Connected {
    let place =
        Place { label: "PROD".to_owned(), profile: Some("prod".to_owned()), production: true, ..place() };
    Connected { pinned: vec![entry(group(), "Pinned")], ..connected(place, None) }
}

fn command(desk: &mut Desk, text: &str) {
    desk.press(":");
    desk.type_text(text);
    desk.press("enter");
}

#[test]
fn another_profile_replaces_the_place_and_the_screens_and_cancels_the_reads() {
    let mut desk = Desk::on(group());
    let (read, _) = desk.last_call();
    let account = desk.account_request();
    command(&mut desk, "profile prod");
    assert_eq!(desk.effects, [Effect::SwitchProfile("prod".to_owned())]);
    desk.send(Msg::Connected(Ok(prod().into())));
    assert!(desk.effects.contains(&Effect::Cancel(read)) && desk.effects.contains(&Effect::Cancel(account)));
    assert_eq!((desk.title(), desk.model.screens.len()), ("Scopes", 1));
    assert_eq!(desk.model.shared.place.as_ref().expect("a place").label, "PROD");
    assert_eq!(desk.scopes().current(), Some(entry(group(), "Pinned")));
    assert!(matches!(desk.last_call().1, Call::ListScopes { kind: ScopeKind::Groups, .. }));
    let late = Msg::Replied { id: read, result: Ok(Reply::Licenses(page(1..4, None))) };
    assert_eq!(desk.send(late), []);
}

#[test]
fn a_write_under_way_is_awaited_and_told_though_its_place_is_left() {
    let mut desk = Desk::on_three();
    desk.press("t");
    let (id, _) = desk.last_call();
    desk.send(Msg::Connected(Ok(Connected { scope: Some(group()), ..prod() }.into())));
    assert!(!desk.effects.contains(&Effect::Cancel(id)));
    assert!(desk.notice().contains("still under way at lab"), "{}", desk.notice());
    desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
    let elsewhere = crate::domain::License { name: "Elsewhere".to_owned(), ..license(1) };
    desk.send(Msg::Replied { id, result: Ok(updated(elsewhere)) });
    assert!(desk.notice().starts_with("at lab: "), "{}", desk.notice());
    assert_eq!(desk.licenses().current().expect("a row").name, "Plan 1", "the rows are another place's");
}

#[test]
fn a_write_that_failed_elsewhere_is_told_and_opens_no_log_in() {
    let mut desk = Desk::with(place_with_log_in(), Some(group()));
    desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
    desk.press("t");
    let (id, _) = desk.last_call();
    let place = Place { label: "two".to_owned(), ..place_with_log_in() };
    desk.send(Msg::Connected(Ok(connected(place, None).into())));
    desk.send(Msg::Replied { id, result: Err(Problem::SessionEnded { reason: None }) });
    assert_eq!(desk.title(), "Scopes");
    assert!(desk.notice().starts_with("at lab: not done: change license 1"), "{}", desk.notice());
}

#[test]
fn a_profile_that_does_not_open_changes_nothing_but_the_words() {
    let mut desk = Desk::on_three();
    command(&mut desk, "profile prod");
    desk.send(Msg::Connected(Err("config.toml:7: no url".to_owned())));
    assert_eq!((desk.title(), desk.notice(), desk.at()), ("Licenses", "config.toml:7: no url", Some(1)));
    assert_eq!(desk.model.shared.notice.as_ref().map(|notice| notice.tone), Some(Tone::Bad));
}

#[test]
fn switching_asks_first_when_something_would_be_lost_and_names_it() {
    let mut desk = Desk::on_three();
    desk.press("e x");
    // A form takes all letters, so the command line is put over it here.
    let mut line = CommandLine::default();
    line.put("profile prod".to_owned());
    desk.model.overlay = Some(Overlay::Command(Box::new(line)));
    assert_eq!(desk.press("enter"), []);
    let Some(Overlay::Question(question)) = &desk.model.overlay else { panic!("no question") };
    assert_eq!(question.act, Act::SwitchProfile("prod".to_owned()));
    assert!(question.lines[0].starts_with("Edit license"), "{:?}", question.lines);
    assert_eq!(desk.press("y"), [Effect::SwitchProfile("prod".to_owned())]);
}

#[test]
fn switching_away_from_a_log_in_forgets_what_was_parked() {
    let mut desk = Desk::with(place_with_log_in(), Some(group()));
    let (id, _) = desk.last_call();
    desk.reply_last(Err(Problem::NotLoggedIn));
    desk.send(Msg::Connected(Ok(prod().into())));
    assert!(!desk.effects.contains(&Effect::Cancel(id)), "nothing is at work on it");
    assert_eq!((desk.title(), desk.model.shared.requests.parked()), ("Scopes", 0));
}

#[test]
fn the_changes_of_a_place_that_was_left_do_not_lock_its_namesakes() {
    let mut desk = Desk::on_three();
    desk.press("t");
    desk.send(Msg::Connected(Ok(Connected { scope: Some(group()), ..prod() }.into())));
    assert!(!desk.model.shared.requests.is_changing(LicenseId(1)));
}
