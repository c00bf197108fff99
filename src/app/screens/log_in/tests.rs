use super::*;
use crate::{
    app::{Effect, Msg, screens::Screen, testing::*},
    domain::{Factor, LogInStep, Secret},
};

/// A console at a place with an account, whose first call has found no session.
fn asked() -> Desk {
    let mut desk = Desk::with(place_with_log_in(), None);
    desk.reply_last(Err(Problem::NotLoggedIn));
    desk
}

fn sent_credentials(desk: &Desk) -> Credentials {
    match desk.last_call().1 {
        Call::LogIn(credentials) => credentials,
        other => panic!("no log-in but {other:?}"),
    }
}

fn challenge(factor: Factor) -> Challenge {
    Challenge { username: "maria".to_owned(), factor, payload: Secret::new("{\"a\":1}") }
}

fn challenged() -> Desk {
    let mut desk = asked();
    desk.type_text("secret");
    desk.press("enter");
    desk.reply_last(Ok(Reply::Challenged(challenge(Factor::Totp))));
    desk
}

#[test]
fn a_known_name_is_filled_in_and_the_password_is_typed_next() {
    let mut desk = asked();
    assert_eq!((desk.title(), desk.log_in().focus), ("Log in", LogInField::Password));
    desk.type_text("q?:");
    desk.press("enter");
    let wanted = Credentials { username: "maria".into(), password: "q?:".into() };
    assert_eq!(sent_credentials(&desk), wanted);
}

#[test]
fn enter_goes_to_the_field_that_is_still_empty() {
    let mut desk = Desk::with(Place { username: None, ..place_with_log_in() }, None);
    desk.reply_last(Err(Problem::NotLoggedIn));
    assert_eq!(desk.log_in().focus, LogInField::Username);
    desk.press("enter");
    assert_eq!(desk.log_in().focus, LogInField::Username);
    desk.type_text("eva");
    desk.press("enter");
    assert_eq!((desk.log_in().focus, desk.calls()), (LogInField::Password, 0));
    desk.press("tab enter");
    assert_eq!((desk.log_in().focus, desk.calls()), (LogInField::Password, 0));
    desk.type_text("x");
    desk.press("up enter");
    assert_eq!(sent_credentials(&desk).username, "eva");
}

#[test]
fn the_password_is_nowhere_in_the_model_once_it_is_sent_and_never_in_debug() {
    let mut desk = asked();
    desk.send(Msg::Pasted("hunter2\n".to_owned()));
    assert!(!format!("{:?}", desk.model).contains("hunter2"));
    desk.press("enter");
    assert_eq!(sent_credentials(&desk).password, Secret::new("hunter2"));
    assert!(desk.log_in().password.is_empty());
}

#[test]
fn nothing_is_sent_twice_and_keys_wait_for_the_answer() {
    let mut desk = asked();
    desk.type_text("secret");
    desk.press("enter enter x tab enter");
    assert_eq!(desk.calls(), 1);
    assert!(desk.log_in().password.is_empty());
}

#[test]
fn a_refused_password_keeps_the_name_and_the_words_and_sends_nothing_by_itself() {
    let mut desk = asked();
    desk.type_text("wrong");
    desk.press("enter");
    let refused = Problem::LogInRefused { step: LogInStep::Password, reason: Some("bad credentials".into()) };
    desk.reply_last(Err(refused.clone()));
    assert_eq!((desk.title(), desk.calls()), ("Log in", 0));
    let log_in = desk.log_in();
    assert_eq!(log_in.problem.as_ref(), Some(&refused));
    assert_eq!((log_in.username.value(), log_in.password.is_empty()), ("maria", true));
    assert_eq!(log_in.focus, LogInField::Password);
}

#[test]
fn esc_cancels_what_was_sent_and_stays() {
    let mut desk = asked();
    desk.type_text("secret");
    desk.press("enter");
    let (id, _) = desk.last_call();
    assert_eq!(desk.press("esc"), [Effect::Cancel(id)]);
    assert_eq!(desk.title(), "Log in");
    assert_eq!(desk.send(Msg::Replied { id, result: Ok(Reply::LoggedIn) }), [], "too late");
    assert_eq!(desk.title(), "Log in");
}

#[test]
fn a_challenge_leads_to_the_second_factor_and_its_code_with_the_trust_back_to_the_server() {
    let mut desk = challenged();
    assert_eq!((desk.title(), desk.log_in().focus), ("Second factor", LogInField::Code));
    desk.send(Msg::Pasted(" 123456 \n".to_owned()));
    desk.press("tab space space space enter");
    let wanted = Verification { challenge: challenge(Factor::Totp), code: "123456".into(), trust: true };
    assert_eq!(desk.last_call().1, Call::Verify(wanted));
    desk.reply_last(Ok(Reply::LoggedIn));
    assert_eq!(desk.title(), "Scopes");
}

#[test]
fn a_refused_code_is_emptied_and_can_be_typed_anew() {
    let mut desk = challenged();
    desk.type_text("111111");
    desk.press("enter");
    desk.reply_last(Err(Problem::LogInRefused { step: LogInStep::Code, reason: None }));
    assert_eq!(desk.title(), "Second factor");
    assert!(desk.log_in().code.is_empty() && desk.log_in().problem.is_some());
    desk.type_text("222222");
    desk.press("enter");
    assert!(matches!(desk.last_call().1, Call::Verify(verification) if verification.code == "222222".into()));
}

#[test]
fn a_code_of_spaces_is_no_code() {
    let mut desk = challenged();
    desk.press("space enter");
    assert_eq!(desk.calls(), 0);
}

#[test]
fn esc_goes_from_the_second_factor_back_to_the_password() {
    let mut desk = challenged();
    desk.type_text("11");
    desk.press("esc");
    assert_eq!((desk.title(), desk.log_in().focus), ("Log in", LogInField::Password));
    assert!(desk.log_in().code.is_empty());
}

#[test]
fn a_log_in_that_cannot_reach_the_server_says_so_and_stays() {
    let mut desk = asked();
    desk.type_text("secret");
    desk.press("enter");
    desk.reply_last(Err(Problem::TimedOut { after: std::time::Duration::from_secs(30) }));
    assert!(matches!(desk.model.front(), Some(Screen::LogIn(log_in)) if log_in.problem.is_some()));
}
