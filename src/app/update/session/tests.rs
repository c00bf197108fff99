use crate::{
    app::{Effect, Msg, RequestId, layout::Size, screens::log_in::Reason, screens::*, testing::*},
    domain::{Account, Administered, Call, LicenseId, Problem, Reply, Scope, ScopeKind, ScopePage},
};

fn ended() -> Problem {
    Problem::SessionEnded { reason: None }
}

/// A console at a place with an account, with three licenses on the screen.
fn on_three() -> Desk {
    let mut desk = Desk::with(place_with_log_in(), Some(group()));
    desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
    desk
}

fn log_in(desk: &mut Desk) {
    desk.type_text("secret");
    desk.press("enter");
    desk.reply_last(Ok(Reply::LoggedIn));
}

fn sent(desk: &Desk) -> Vec<(RequestId, Call)> {
    let calls = desk.effects.iter().filter_map(|effect| match effect {
        Effect::Call { id, call } if *call != Call::WhoAmI => Some((*id, call.clone())),
        _ => None,
    });
    calls.collect()
}

fn log_ins(desk: &Desk) -> usize {
    desk.model.screens.iter().filter(|screen| matches!(screen, Screen::LogIn(_))).count()
}

#[test]
fn a_read_without_a_session_waits_and_is_sent_again_under_its_number() {
    let mut desk = on_three();
    desk.press("j / p l a n enter r");
    let asked = desk.last_call();
    desk.reply_last(Err(ended()));
    assert_eq!(desk.title(), "Log in");
    let reading_account = desk.model.shared.requests.reading_account();
    assert_eq!(reading_account, None, "it is read after the log-in");
    assert!(!desk.model.is_waiting(), "an idle log-in needs no clock");
    log_in(&mut desk);
    assert_eq!(desk.title(), "Licenses");
    assert_eq!(sent(&desk), [asked]);
    assert_eq!((desk.at(), desk.licenses().view.filter()), (Some(2), "plan"));
    desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
    assert_eq!(desk.at(), Some(2));
    assert_eq!(desk.model.shared.requests.parked(), 0);
}

#[test]
fn several_reads_lead_to_one_log_in_and_all_are_sent_again() {
    let mut desk = on_three();
    desk.press("r");
    let table = desk.last_call();
    desk.press("enter");
    let detail = desk.last_call();
    let account = desk.account_request();
    for id in [account, detail.0, table.0] {
        desk.send(Msg::Replied { id, result: Err(Problem::NotLoggedIn) });
    }
    assert_eq!((log_ins(&desk), desk.model.shared.requests.parked()), (1, 2));
    log_in(&mut desk);
    assert_eq!(sent(&desk), [table, detail]);
    assert_eq!(desk.title(), "License");
}

#[test]
fn a_second_answer_to_a_parked_read_is_dropped() {
    let mut desk = on_three();
    desk.press("r");
    let (id, _) = desk.last_call();
    desk.reply_last(Err(ended()));
    desk.send(Msg::Replied { id, result: Ok(Reply::Licenses(page(7..9, None))) });
    assert_eq!(desk.model.shared.requests.parked(), 1);
    assert_eq!(desk.licenses().listing.catalog.len(), 3);
}

#[test]
fn esc_fails_the_parked_reads_keeps_the_rows_and_r_tries_again() {
    let mut desk = on_three();
    desk.press("r");
    desk.reply_last(Err(ended()));
    desk.press("esc");
    assert_eq!((desk.title(), log_ins(&desk)), ("Licenses", 0));
    assert_eq!(desk.licenses().problem, Some(ended()));
    assert_eq!((desk.licenses().listing.catalog.len(), desk.model.shared.requests.parked()), (3, 0));
    desk.press("r");
    desk.reply_last(Err(ended()));
    assert_eq!(desk.title(), "Log in");
}

#[test]
fn what_was_sent_before_the_operator_went_away_does_not_open_the_log_in_again() {
    let mut desk = on_three();
    desk.press("enter");
    let (reading, _) = desk.last_call();
    desk.press("r");
    let (id, _) = desk.last_call();
    assert_ne!(reading, id);
    desk.press("e x ctrl-s");
    let (write, _) = desk.last_call();
    super::open(&mut desk.model, Reason::Wanted);
    desk.send(Msg::Replied { id, result: Err(ended()) });
    desk.press("esc");
    desk.send(Msg::Replied { id: write, result: Err(ended()) });
    assert_eq!((desk.title(), desk.form().fields.name.value()), ("Edit license", "Plan 1x"));
}

#[test]
fn a_read_that_was_sent_before_the_log_in_is_sent_again_without_another_one() {
    let mut desk = on_three();
    desk.press("r");
    let (table, _) = desk.last_call();
    desk.press("enter");
    let detail = desk.last_call();
    desk.send(Msg::Replied { id: table, result: Err(ended()) });
    log_in(&mut desk);
    desk.send(Msg::Replied { id: detail.0, result: Err(ended()) });
    assert_eq!(desk.title(), "License");
    assert_eq!(sent(&desk), [detail]);
}

#[test]
fn a_form_keeps_everything_and_is_sent_again_only_by_the_operator() {
    let mut desk = on_three();
    desk.press("e x ctrl-s");
    desk.reply_last(Err(ended()));
    assert_eq!((desk.title(), desk.model.shared.requests.parked()), ("Log in", 0));
    log_in(&mut desk);
    assert_eq!((desk.title(), sent(&desk)), ("Edit license", Vec::new()));
    assert_eq!(desk.form().fields.name.value(), "Plan 1x");
    assert_eq!(desk.form().problem, None, "nothing is wrong any more");
    desk.press("ctrl-s");
    assert!(matches!(desk.last_call().1, Call::Write(write) if write.id() == Some(LicenseId(1))));
}

#[test]
fn a_toggle_that_was_not_done_says_so() {
    let mut desk = on_three();
    desk.press("t");
    desk.reply_last(Err(ended()));
    assert_eq!(desk.title(), "Log in");
    assert!(desk.notice().starts_with("not done: change license 1"), "{}", desk.notice());
    log_in(&mut desk);
    assert_eq!(sent(&desk), [], "it is not done by itself later");
}

#[test]
fn an_answer_to_a_form_under_the_log_in_closes_the_form_and_not_the_log_in() {
    let mut desk = on_three();
    desk.press("n A tab B ctrl-s");
    let (write, _) = desk.last_call();
    desk.model.overlay = None;
    super::open(&mut desk.model, Reason::Wanted);
    desk.type_text("secret");
    desk.send(Msg::Replied { id: write, result: Ok(Reply::Created(LicenseId(9))) });
    assert_eq!((desk.title(), desk.model.screens.len()), ("Log in", 3));
    assert!(!desk.log_in().password.is_empty());
}

/// A console whose session ends while `keys` have led to something that is typed.
fn ended_while(keys: &str) -> Desk {
    let mut desk = on_three();
    desk.press("r");
    let (read, _) = desk.last_call();
    desk.press(keys);
    desk.send(Msg::Replied { id: read, result: Err(ended()) });
    desk
}

#[test]
fn what_is_typed_while_the_session_ends_never_goes_into_the_password() {
    for keys in ["/ x", "e x", "n x", "d x", ": x"] {
        let mut desk = ended_while(keys);
        desk.type_text("secret");
        desk.send(Msg::Pasted("secret".to_owned()));
        assert_eq!((log_ins(&desk), desk.model.shared.requests.parked()), (0, 1), "{keys}");
        assert_eq!(desk.model.log_in_due(), Some(&Reason::Refused(ended())), "{keys}");
        let asked = desk.press("esc");
        let is_log_in = |effect: &Effect| matches!(effect, Effect::Call { call: Call::LogIn(_), .. });
        assert!(!asked.iter().any(is_log_in), "{keys}");
    }
}

#[test]
fn the_log_in_comes_when_the_filter_is_kept_or_cleared() {
    for end in ["enter", "esc"] {
        let mut desk = ended_while("/ p l");
        desk.press(end);
        assert_eq!((desk.title(), desk.model.log_in_due()), ("Log in", None), "{end}");
        assert!(desk.log_in().password.is_empty(), "{end}");
        log_in(&mut desk);
        assert_eq!((desk.title(), sent(&desk).len()), ("Licenses", 1), "{end}: the read is sent again");
    }
}

#[test]
fn the_log_in_comes_when_the_form_is_closed() {
    let mut desk = ended_while("e x");
    desk.press("esc");
    assert_eq!(log_ins(&desk), 0, "the question comes first");
    desk.press("y");
    assert_eq!((desk.title(), desk.log_in().reason.clone()), ("Log in", Reason::Refused(ended())));
}

#[test]
fn the_log_in_comes_when_the_form_is_sent_and_finds_no_session_itself() {
    let mut desk = ended_while("e x");
    desk.press("ctrl-s");
    assert_eq!(log_ins(&desk), 0);
    desk.reply_last(Err(ended()));
    assert_eq!((desk.title(), desk.model.log_in_due()), ("Log in", None));
}

#[test]
fn the_log_in_comes_when_a_form_is_saved_after_all() {
    let mut desk = ended_while("n A tab B");
    desk.press("ctrl-s");
    desk.reply_last(Ok(Reply::Created(LicenseId(9))));
    assert_eq!((desk.title(), desk.model.screens.len()), ("Log in", 3));
}

#[test]
fn login_can_be_asked_for_while_it_waits() {
    let mut desk = ended_while(":");
    desk.type_text("login");
    desk.press("enter");
    assert_eq!((desk.title(), desk.log_in().reason.clone()), ("Log in", Reason::Refused(ended())));
}

#[test]
fn logging_out_waits_for_what_is_typed_meanwhile() {
    let mut desk = on_three();
    desk.press(":");
    desk.type_text("logout");
    desk.press("enter");
    let (id, _) = desk.last_call();
    desk.press("/ x");
    desk.send(Msg::Replied { id, result: Ok(Reply::LoggedOut { told: true }) });
    assert_eq!(log_ins(&desk), 0);
    desk.press("enter");
    assert_eq!(desk.log_in().reason, Reason::LoggedOut { told: true });
}

#[test]
fn a_toggle_that_was_not_done_is_still_told_when_the_log_in_comes() {
    let mut desk = on_three();
    desk.press("t");
    let (id, _) = desk.last_call();
    desk.press("/ x");
    desk.send(Msg::Replied { id, result: Err(ended()) });
    assert!(desk.notice().starts_with("not done: change license 1"), "{}", desk.notice());
    assert_eq!(log_ins(&desk), 0);
}

#[test]
fn a_question_is_answered_before_the_log_in_comes() {
    let mut desk = ended_while("e x esc");
    assert!(desk.model.overlay.is_some());
    desk.press("n");
    assert_eq!(desk.form().fields.name.value(), "Plan 1x");
}

#[test]
fn leaving_still_asks_about_what_was_typed_below_the_log_in() {
    let mut desk = on_three();
    desk.press("r");
    let (read, _) = desk.last_call();
    desk.press("e x");
    desk.send(Msg::Replied { id: read, result: Err(ended()) });
    super::super::quit(&mut desk.model);
    assert!(matches!(&desk.model.overlay, Some(Overlay::Question(question)) if question.act == Act::Quit));
}

#[test]
fn a_machines_token_has_nothing_to_log_in_with() {
    let mut desk = Desk::on_three();
    desk.press("r");
    desk.reply_last(Err(ended()));
    assert_eq!((desk.title(), desk.licenses().problem.clone()), ("Licenses", Some(ended())));
}

#[test]
fn the_account_is_asked_for_after_each_log_in_and_its_failures_are_silent() {
    let mut desk = on_three();
    let id = desk.account_request();
    desk.send(Msg::Replied { id, result: Err(Problem::ServerFailed { status: 500, reason: None }) });
    assert_eq!((desk.notice(), desk.title()), ("", "Licenses"));
    desk.press("r");
    desk.reply_last(Err(ended()));
    log_in(&mut desk);
    assert_ne!(desk.account_request(), id);
}

#[test]
fn a_parked_read_survives_a_resize() {
    let mut desk = on_three();
    desk.press("r");
    desk.reply_last(Err(ended()));
    desk.send(Msg::Resized(Size { columns: 40, rows: 10 }));
    assert_eq!((sent(&desk), desk.model.shared.requests.parked()), (Vec::new(), 1));
}

#[test]
fn logging_out_leads_to_the_log_in_over_the_screens() {
    let mut desk = on_three();
    desk.press(":");
    desk.type_text("logout");
    desk.press("enter");
    assert_eq!(desk.last_call().1, Call::LogOut);
    desk.reply_last(Ok(Reply::LoggedOut { told: true }));
    assert_eq!(desk.log_in().reason, Reason::LoggedOut { told: true });
    log_in(&mut desk);
    assert_eq!((desk.title(), desk.at()), ("Licenses", Some(1)));
}

fn account_of(scopes: &[Scope]) -> Account {
    let level = |scope: &Scope| Administered { level: "x".to_owned(), scope: Some(*scope) };
    Account { administers: scopes.iter().map(level).collect(), ..Account::default() }
}

#[test]
fn the_scopes_open_on_what_the_account_administers() {
    let mut desk = Desk::with(place_with_log_in(), None);
    let reseller = scope(ScopeKind::Resellers, 7);
    let id = desk.account_request();
    desk.send(Msg::Replied { id, result: Ok(Reply::Account(account_of(&[reseller]))) });
    assert_eq!(
        (desk.scopes().kind, desk.scopes().current().expect("a row").scope),
        (reseller.kind, reseller)
    );
    let entries = (1..9).map(|number| entry(scope(ScopeKind::Resellers, number), "Named")).collect();
    desk.reply_last(Ok(Reply::Scopes(ScopePage { entries, next: None })));
    assert_eq!(desk.scopes().current(), Some(entry(reseller, "Named")), "the cursor stays on it");
}

#[test]
fn a_scope_of_the_account_is_a_row_of_its_own_where_nothing_may_be_listed() {
    let mut desk = Desk::with(place_with_log_in(), None);
    desk.reply_last(Err(Problem::Denied { role: "groups.list", reason: None }));
    let id = desk.account_request();
    desk.send(Msg::Replied { id, result: Ok(Reply::Account(account_of(&[group()]))) });
    let row = desk.scopes().row(0).map(|(entry, mark)| (entry.scope, mark));
    assert_eq!(row, Some((group(), Some(scopes::Mark::Yours))));
    desk.press("enter");
    assert_eq!(desk.licenses().scope(), group());
}

#[test]
fn nothing_is_preselected_once_the_operator_has_moved() {
    let mut desk = Desk::with(place_with_log_in(), None);
    desk.press("2");
    let id = desk.account_request();
    desk.send(Msg::Replied { id, result: Ok(Reply::Account(account_of(&[scope(ScopeKind::Tenants, 7)]))) });
    assert_eq!(desk.scopes().kind, ScopeKind::Distributors);
}

#[test]
fn a_password_that_must_change_is_told() {
    let mut desk = on_three();
    let id = desk.account_request();
    let account = Account { must_change_password: true, ..Account::default() };
    desk.send(Msg::Replied { id, result: Ok(Reply::Account(account)) });
    assert!(desk.notice().contains("new password"), "{}", desk.notice());
}

#[test]
fn logging_out_without_a_session_says_that_there_was_none_whoever_found_that_out() {
    for found_out in [Ok(Reply::LoggedOut { told: false }), Err(Problem::NotLoggedIn)] {
        let mut desk = Desk::with(place_with_log_in(), None);
        desk.reply_last(Err(Problem::NotLoggedIn));
        desk.press("esc :");
        desk.type_text("logout");
        desk.press("enter");
        desk.reply_last(found_out);
        assert_eq!((desk.title(), desk.notice()), ("Scopes", "there was no session to end"));
    }
}

#[test]
fn logging_out_of_a_session_that_another_run_has_ended_forgets_the_account() {
    let mut desk = on_three();
    let id = desk.account_request();
    desk.send(Msg::Replied { id, result: Ok(Reply::Account(Account::default())) });
    desk.press(":");
    desk.type_text("logout");
    desk.press("enter");
    desk.reply_last(Err(Problem::NotLoggedIn));
    assert_eq!((desk.model.shared.account.clone(), desk.notice()), (None, "there was no session to end"));
}

#[test]
fn after_the_log_in_a_deletion_is_not_shown_as_failed_any_more() {
    let mut desk = on_three();
    desk.press("d");
    desk.type_text("SKU-1");
    desk.press("enter");
    desk.reply_last(Err(ended()));
    log_in(&mut desk);
    assert!(matches!(desk.model.front(), Some(Screen::Delete(deletion)) if deletion.problem.is_none()));
}
