//! Staying in, with the real loop and a real account: what the operator sees of tokens that come and go.

use std::time::Duration;

use lictor::{
    app::model::Tone,
    sandbox::{Account, Options, SecondFactor},
};

use crate::support::console::{Bench, Setting};

fn account() -> Account {
    Account { access_lifetime: Duration::from_secs(2), rotate_refresh: true, ..Account::new("anna", "pw") }
}

fn bench(account: Account) -> Bench {
    Bench::with(&Setting {
        sandbox: Options { account: Some(account), licenses: 240, ..Options::default() },
        ..Setting::default()
    })
}

fn answered(bench: &Bench, what: &str) -> usize {
    let method = if what == "login" { "POST" } else { "GET" };
    bench.sandbox().answered(method, &format!("/api/v01/auth/{what}"))
}

#[test]
fn five_hundred_calls_of_a_shift_show_no_failure() {
    let mut bench = bench(account());
    bench.sees("Log in").press("anna<tab>pw<enter>").sees("100 read, more on the server");
    for round in 0..500 {
        if round % 25 == 0 {
            bench.sandbox().expire_access();
        }
        bench.press(["r", "]", "<enter>", "<esc>"][round % 4]);
        bench.sees_no("Log in");
        let notice = &bench.console().model().shared.notice;
        assert!(notice.as_ref().is_none_or(|notice| notice.tone != Tone::Bad), "round {round}: {notice:?}");
    }
    assert!(answered(&bench, "access_token") >= 20);
    assert_eq!(answered(&bench, "login"), 1);
}

#[test]
fn a_refused_refresh_asks_in_place_and_the_table_the_filter_and_the_cursor_stay() {
    let mut bench =
        bench(Account { second_factor: Some(SecondFactor::Totp), code: Some("123456".into()), ..account() });
    bench.sees("Log in").press("anna<tab>pw<enter>").sees("Second factor").press("123456<enter>");
    bench.sees("100 read").press("/0<enter>").press("jj");
    let before = bench.screen();
    let rows = |screen: &str| screen.lines().skip(2).take(18).map(str::to_owned).collect::<Vec<_>>();
    bench.sandbox().end_sessions();
    bench
        .press("r")
        .sees("Log in")
        .sees("anna")
        .press("pw<enter>")
        .sees("Second factor")
        .press("123456<enter>");
    bench.sees_no("Log in");
    assert_eq!(rows(&bench.screen()), rows(&before));
}

#[test]
fn esc_leaves_the_rows_and_r_asks_again() {
    let mut bench = bench(account());
    bench.press("anna<tab>pw<enter>").sees("100 read");
    bench.sandbox().end_sessions();
    bench
        .press("r")
        .sees("Log in")
        .press("<esc>")
        .sees_no("Log in")
        .sees("100 read")
        .sees("the session has ended");
    bench.press("r").sees("Log in").press("pw<enter>").sees("100 read").sees_no("the session has ended");
}

#[test]
fn a_change_that_finds_the_session_over_is_not_sent_by_itself_and_nothing_typed_is_lost() {
    let mut bench = bench(account());
    bench.press("anna<tab>pw<enter>").sees("100 read").press("e<ctrl-u>Renamed with care");
    bench.sandbox().end_sessions();
    let before = bench.stored(1);
    bench.press("<ctrl-s>").sees("Log in").press("pw<enter>");
    bench.sees("Edit license").sees("Renamed with care");
    assert_eq!(bench.stored(1), before, "it was not sent by itself");
    bench.press("<ctrl-s>").sees("saved license 1");
    assert_eq!(bench.stored(1).map(|stored| stored.name), Some("Renamed with care".to_owned()));
}

#[test]
fn a_change_whose_token_has_run_out_is_made_once_without_a_word() {
    let mut bench = bench(account());
    bench.press("anna<tab>pw<enter>").sees("100 read");
    bench.sandbox().expire_access();
    bench.press("n").press("ONCE<tab>Made once<ctrl-s>").sees("created license");
    assert_eq!(bench.stored_count(), 241);
    bench.sandbox().expire_access();
    bench.press("t").sees("now");
    assert_eq!(answered(&bench, "login"), 1);
}
