use std::time::Duration;

use super::*;
use crate::{
    app::{Place, layout::Size, msg::NoticeId, testing::*},
    domain::{Call, LicenseId, ReadOnly, ScopeKind},
};

const QUIT: Effect = Effect::Quit { interrupted: false };

#[test]
fn with_a_scope_the_console_opens_on_its_licenses_with_the_scopes_behind() {
    let mut desk = Desk::on(group());
    assert_eq!(desk.title(), "Licenses");
    desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
    desk.press("esc");
    assert_eq!(desk.title(), "Scopes");
    assert!(matches!(desk.last_call().1, Call::ListScopes { kind: ScopeKind::Groups, .. }));
}

#[test]
fn without_a_scope_the_console_opens_on_the_scopes() {
    let desk = Desk::with(place(), None);
    assert_eq!(desk.title(), "Scopes");
}

#[test]
fn q_leaves_and_ctrl_c_breaks_off() {
    assert_eq!(Desk::on_three().press("q"), [QUIT]);
    assert_eq!(Desk::on_three().press("ctrl-c"), [Effect::Quit { interrupted: true }]);
}

#[test]
fn q_in_a_form_is_a_letter() {
    let mut desk = Desk::on_three();
    desk.press("n q");
    assert_eq!(desk.form().fields.sku.value(), "q");
}

#[test]
fn leaving_while_a_write_is_under_way_asks_and_only_y_leaves() {
    let mut desk = Desk::on_three();
    desk.press("t q");
    assert!(desk.model.overlay.is_some());
    assert_eq!(desk.press("enter"), []);
    assert!(desk.model.overlay.is_none());
    desk.press("q");
    assert_eq!(desk.press("y"), [QUIT]);
}

#[test]
fn a_late_or_doubled_answer_changes_nothing() {
    let mut desk = Desk::on(group());
    let (id, _) = desk.last_call();
    let reply = || Msg::Replied { id, result: Ok(Reply::Licenses(page(1..4, None))) };
    desk.send(reply());
    assert_eq!(desk.licenses().listing.catalog.len(), 3);
    let twice = Msg::Replied { id, result: Ok(Reply::Licenses(page(7..9, None))) };
    assert_eq!(desk.send(twice), []);
    assert_eq!(desk.licenses().listing.catalog.len(), 3);
    assert_eq!(desk.send(Msg::Replied { id: RequestId(999), result: Err(Problem::Repeated) }), []);
}

#[test]
fn a_notice_that_went_well_expires_and_a_later_one_stays() {
    let mut desk = Desk::on_three();
    desk.model.shared.say(Tone::Good, "first");
    let first = desk.model.shared.notice.as_ref().expect("a notice").id;
    desk.model.shared.say(Tone::Good, "second");
    desk.send(Msg::NoticeExpired(first));
    assert_eq!(desk.notice(), "second");
    let second = desk.model.shared.notice.as_ref().expect("a notice").id;
    desk.send(Msg::NoticeExpired(second));
    assert_eq!(desk.notice(), "");
    desk.send(Msg::NoticeExpired(NoticeId(77)));
}

#[test]
fn bad_news_stays_while_the_cursor_moves_and_goes_with_the_next_deed() {
    let mut desk = Desk::on_three();
    desk.press("t");
    desk.reply_last(Err(Problem::ServerFailed { status: 500, reason: None }));
    assert!(desk.notice().contains("500"), "{}", desk.notice());
    desk.press("j k");
    assert!(desk.notice().contains("500"));
    desk.press("s");
    assert_eq!(desk.notice(), "");
}

#[test]
fn what_was_said_in_passing_goes_with_the_next_deed_and_good_news_stay() {
    for (tone, stays) in [(Tone::Plain, false), (Tone::Bad, false), (Tone::Good, true)] {
        let mut desk = Desk::on_three();
        desk.model.shared.say(tone, "said");
        desk.press("j k");
        assert_eq!(desk.notice(), "said", "{tone:?}");
        desk.press("s");
        assert_eq!(desk.notice() == "said", stays, "{tone:?}");
    }
}

#[test]
fn what_goes_wrong_on_a_screen_is_not_hidden_by_what_was_said_before() {
    for tone in [Tone::Plain, Tone::Good] {
        let mut desk = Desk::on_three();
        desk.press("r");
        desk.model.shared.say(tone, "said");
        desk.reply_last(Err(Problem::ServerFailed { status: 500, reason: None }));
        assert_eq!((desk.notice(), desk.licenses().problem.is_some()), ("", true), "{tone:?}");
    }
}

/// Makes the terminal too small to show anything, and with `false` large again.
fn shrink(desk: &mut Desk, small: bool) {
    let rows = if small { 9 } else { 24 };
    desk.send(Msg::Resized(Size { columns: 80, rows }));
}

#[test]
fn on_a_terminal_that_is_too_small_keys_do_nothing_unseen() {
    let mut desk = Desk::on_three();
    shrink(&mut desk, true);
    for keys in ["t", "d", "e", "j", "enter", "esc", "n A tab B ctrl-s", "r", "/ x", "?", "y"] {
        assert_eq!(desk.press(keys), [], "{keys}");
    }
    desk.send(Msg::Pasted("x".to_owned()));
    shrink(&mut desk, false);
    assert_eq!((desk.title(), desk.at(), desk.model.overlay.is_none()), ("Licenses", Some(1), true));
}

#[test]
fn on_a_terminal_that_is_too_small_a_form_takes_no_text() {
    let mut desk = Desk::on_three();
    desk.press("e x");
    shrink(&mut desk, true);
    desk.press("y ctrl-s");
    desk.send(Msg::Pasted("y".to_owned()));
    assert_eq!((desk.form().fields.name.value(), desk.form().request), ("Plan 1x", None));
}

#[test]
fn on_a_terminal_that_is_too_small_one_can_leave_suspend_and_redraw() {
    let mut desk = Desk::on_three();
    shrink(&mut desk, true);
    assert_eq!(desk.press("ctrl-z ctrl-l"), [Effect::Suspend, Effect::Redraw]);
    assert_eq!(desk.press("q"), [QUIT]);
    assert_eq!(desk.press("ctrl-c"), [Effect::Quit { interrupted: true }]);
}

#[test]
fn on_a_terminal_that_is_too_small_q_loses_nothing_that_is_not_saved() {
    let mut desk = Desk::on_three();
    desk.press("e x");
    shrink(&mut desk, true);
    assert_eq!(desk.press("q"), []);
    assert!(desk.model.overlay.is_none(), "no question is asked that cannot be seen");
    assert_eq!(desk.press("ctrl-c"), [Effect::Quit { interrupted: true }]);
    let mut desk = Desk::on_three();
    desk.press("t");
    shrink(&mut desk, true);
    assert_eq!(desk.press("q"), []);
}

#[test]
fn pasted_text_is_ignored_outside_of_fields() {
    let mut desk = Desk::on_three();
    assert_eq!(desk.send(Msg::Pasted("dq\ny".to_owned())), []);
    assert_eq!(desk.title(), "Licenses");
    desk.press("/");
    desk.send(Msg::Pasted("plan 2\n".to_owned()));
    assert_eq!(desk.licenses().view.filter(), "plan 2");
    assert_eq!(desk.at(), Some(2));
}

#[test]
fn the_help_takes_the_keys_until_it_is_closed() {
    let mut desk = Desk::on_three();
    desk.press("? j j");
    assert!(matches!(&desk.model.overlay, Some(Overlay::Help(help)) if help.top == 2));
    desk.press("d");
    assert_eq!(desk.title(), "Licenses");
    desk.press("esc");
    assert!(desk.model.overlay.is_none());
}

#[test]
fn a_write_that_no_screen_waits_for_is_told_wherever_the_operator_is() {
    let mut desk = Desk::on_three();
    desk.press("t");
    let (id, _) = desk.last_call();
    desk.press("esc");
    assert_eq!(desk.title(), "Scopes");
    let unknown = Problem::OutcomeUnknown { reason: "the connection broke".to_owned() };
    desk.send(Msg::Replied { id, result: Err(unknown) });
    assert!(desk.notice().contains("change license 1"), "{}", desk.notice());
    assert!(desk.notice().contains("not known"), "{}", desk.notice());
}

#[test]
fn elsewhere_than_in_groups_nothing_can_be_changed_and_the_reason_is_told() {
    for key in ["n", "e", "c", "d", "t"] {
        let mut desk = Desk::on(scope(ScopeKind::Tenants, 5));
        desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
        desk.press(key);
        assert_eq!(desk.title(), "Licenses", "{key}");
        assert_eq!(desk.calls(), 0, "{key}");
        assert!(desk.notice().contains("the API changes licenses under groups only"), "{key}");
    }
}

#[test]
fn a_console_that_may_not_write_says_so_before_anything_is_sent() {
    for key in ["n", "e", "c", "d", "t"] {
        let mut desk = Desk::with(Place { read_only: true, ..place() }, Some(group()));
        desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
        desk.press(key);
        assert_eq!((desk.title(), desk.calls()), ("Licenses", 0), "{key}");
        assert!(desk.notice().starts_with(&Problem::ReadOnly(ReadOnly::Session).message()), "{key}");
    }
}

#[test]
fn on_production_turning_a_license_off_asks_and_holds_the_call_it_asked_about() {
    let mut desk = Desk::with(Place { production: true, ..place() }, Some(group()));
    desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
    desk.press("j t");
    assert_eq!(desk.calls(), 0);
    desk.press("y");
    let (_, call) = desk.last_call();
    assert!(matches!(&call, Call::Write(write) if write.id() == Some(LicenseId(2))), "{call:?}");
}

#[test]
fn the_sandbox_of_the_welcome_leads_to_the_scopes() {
    let mut desk = Desk::unconfigured();
    assert_eq!((desk.title(), desk.effects.len()), ("Welcome", 0));
    assert_eq!(desk.press("s"), [Effect::StartSandbox]);
    desk.send(Msg::Connected(Ok(connected(place(), None).into())));
    assert!(matches!(desk.last_call().1, Call::ListScopes { .. }));
    assert_eq!(desk.title(), "Scopes");
}

#[test]
fn the_clock_runs_for_requests_under_way() {
    let mut desk = Desk::on(group());
    let (id, _) = desk.last_call();
    assert_eq!(desk.model.shared.requests.since(id), None);
    desk.send(Msg::Ticked(Duration::from_millis(100)));
    desk.send(Msg::Ticked(Duration::from_millis(300)));
    assert_eq!(desk.model.shared.requests.since(id), Some(Duration::from_millis(100)));
}

#[test]
fn without_a_clipboard_a_copy_is_a_text_to_be_selected() {
    let mut desk = Desk::on_three();
    desk.model.shared.has_clipboard = false;
    desk.press("y");
    assert!(!desk.press("j").iter().any(|effect| matches!(effect, Effect::Copy(_))));
    let Some(Overlay::Page(page)) = &desk.model.overlay else { panic!("{:?}", desk.model.overlay) };
    assert!(page.text.contains("SKU-1"), "{}", page.text);
    desk.press("esc");
    assert!(desk.model.overlay.is_none());
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn what_is_too_long_for_a_clipboard_is_a_text_to_be_selected() {
    let mut desk = Desk::on_three();
    desk.model.shared.copy("x".repeat(crate::app::model::MOST_COPIED + 1));
    desk.press("j");
    assert!(matches!(desk.model.overlay, Some(Overlay::Page(_))));
    desk.press("G");
    desk.press("q");
    assert!(desk.model.overlay.is_none());
}

#[test]
fn a_question_is_there_again_after_a_text_that_was_to_be_selected() {
    let place = crate::app::Place { production: true, ..crate::app::testing::place() };
    let mut desk = Desk::with(place, Some(crate::app::testing::group()));
    desk.reply_last(Ok(crate::domain::Reply::Licenses(crate::app::testing::page(1..4, None))));
    desk.model.shared.has_clipboard = false;
    desk.press("t");
    assert!(matches!(desk.model.overlay, Some(Overlay::Question(_))));
    desk.press("ctrl-y");
    assert!(matches!(desk.model.overlay, Some(Overlay::Page(_))));
    desk.press("esc");
    assert!(matches!(desk.model.overlay, Some(Overlay::Question(_))), "{:?}", desk.model.overlay);
}
