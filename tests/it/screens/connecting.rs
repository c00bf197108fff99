//! The screens of connecting: log-in, new profile, command line, and what the account has to do with the others.

use std::time::Duration;

use insta::assert_snapshot;
use lictor::{
    app::{Connected, Msg, Place},
    domain::{
        Account, Administered, Challenge, Factor, License, LicenseId, LicensePage, LogInStep, PageToken,
        Problem, Reply, Scope, ScopeCursor, ScopeEntry, ScopeKind, ScopePage, Status, WrittenProfile,
    },
    ui::{BuiltIn, Theme},
};
use uuid::Uuid;

use super::named;
use crate::support::{
    console::{connected, place},
    desk::Desk,
};

const SIZES: [(u16, u16); 4] = [(80, 24), (60, 20), (40, 10), (120, 40)];

pub(super) fn production() -> Place {
    Place {
        label: "LAB".to_owned(),
        production: true,
        origin: "https://lab.example.net".to_owned(),
        instance: "draas_v1".to_owned(),
        logs_in: true,
        profile: Some("lab".to_owned()),
        username: Some("maria".to_owned()),
        ..place()
    }
}

fn scope(kind: ScopeKind, number: u128) -> Scope {
    Scope { kind, uuid: Uuid::from_u128(number << 96) }
}

pub(super) fn group() -> Scope {
    scope(ScopeKind::Groups, 1)
}

pub(super) fn ended() -> Problem {
    Problem::SessionEnded { reason: None }
}

fn entry(kind: ScopeKind, number: u128, name: &str) -> ScopeEntry {
    ScopeEntry { scope: scope(kind, number), name: Some(name.to_owned()) }
}

/// A console whose first call has found no session.
pub(super) fn asked(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(size, Some(connected(production(), None)));
    desk.answer(Err(Problem::NotLoggedIn));
    desk
}

pub(super) fn challenged(size: (u16, u16), factor: Factor) -> Desk {
    let mut desk = asked(size);
    desk.press("secret<enter>").answer(Ok(Reply::Challenged(Challenge {
        username: "maria".into(),
        factor,
        payload: "{}".into(),
    })));
    desk
}

pub(super) fn license(id: i64) -> License {
    License {
        id: LicenseId(id),
        name: format!("Plan {id}"),
        description: None,
        sku: format!("SKU-{id}"),
        status: Status::Enabled,
    }
}

pub(super) fn on_licenses(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(size, Some(connected(production(), Some(group()))));
    let licenses = (1..4).map(license).collect();
    desk.answer(Ok(Reply::Licenses(LicensePage { licenses, ..LicensePage::default() })));
    desk
}

#[test]
fn log_in_empty() {
    for size in SIZES {
        let mut desk = asked(size);
        assert_snapshot!(named("log_in_empty", size), desk.press("<up><ctrl-u>").screen());
    }
}

#[test]
fn log_in_filled() {
    assert_snapshot!(asked((80, 24)).press("geheimé").screen());
}

#[test]
fn log_in_in_ascii() {
    let theme = Theme::built_in(BuiltIn::Monochrome).with_ascii(true);
    let screen = asked((40, 10)).press("secret").screen_in(theme);
    assert!(screen.is_ascii(), "{screen}");
    assert_snapshot!(screen);
}

#[test]
fn log_in_sending() {
    let mut desk = asked((80, 24));
    desk.press("secret<enter>");
    desk.send(Msg::Ticked(Duration::from_millis(100))).send(Msg::Ticked(Duration::from_millis(1600)));
    assert_snapshot!(desk.screen());
}

#[test]
fn log_in_cancelled() {
    assert_snapshot!(asked((80, 24)).press("secret<enter><esc>").screen());
}

#[test]
fn log_in_refused() {
    for size in SIZES {
        let mut desk = asked(size);
        let reason = Some("Bad \u{1b}[2Jcredentials".to_owned());
        desk.press("wrong<enter>").answer(Err(Problem::LogInRefused { step: LogInStep::Password, reason }));
        assert_snapshot!(named("log_in_refused", size), desk.screen());
    }
}

#[test]
fn log_in_after_the_session_has_ended_over_a_form() {
    let mut desk = on_licenses((80, 24));
    desk.press("e!<ctrl-s>y").answer(Err(ended()));
    assert_snapshot!("log_in_over_a_form", desk.screen());
    desk.press("secret<enter>").answer(Ok(Reply::LoggedIn));
    assert_snapshot!("edit_license_after_the_log_in", desk.screen());
}

#[test]
fn log_in_after_a_toggle_was_not_done() {
    let mut desk = on_licenses((80, 24));
    assert_snapshot!(desk.press("ty").answer(Err(ended())).screen());
}

#[test]
fn log_in_left_with_the_rows_kept() {
    let mut desk = on_licenses((80, 24));
    assert_snapshot!(desk.press("r").answer(Err(ended())).press("<esc>").screen());
}

#[test]
fn delete_license_after_the_session_has_ended() {
    let mut desk = on_licenses((80, 24));
    desk.press("dSKU-1<enter>").press(&format!("{}<enter>", group())).answer(Err(ended())).press("<esc>");
    assert_snapshot!(desk.screen());
}

#[test]
fn log_in_after_logging_out() {
    let mut desk = on_licenses((80, 24));
    desk.press(":logout<enter>").answer(Ok(Reply::LoggedOut { told: false }));
    assert_snapshot!(desk.screen());
}

#[test]
fn second_factor() {
    for size in SIZES {
        assert_snapshot!(named("second_factor", size), challenged(size, Factor::Email).press("123").screen());
    }
}

#[test]
fn second_factor_trusting_this_device() {
    assert_snapshot!(challenged((80, 24), Factor::Totp).press("123456<tab> ").screen());
}

#[test]
fn second_factor_refused() {
    let mut desk = challenged((80, 24), Factor::Totp);
    desk.press("123456<enter>").answer(Err(Problem::LogInRefused { step: LogInStep::Code, reason: None }));
    assert_snapshot!(desk.screen());
}

#[test]
fn connect() {
    for size in SIZES {
        assert_snapshot!(named("connect", size), Desk::new(size, None).press("c").screen());
    }
}

#[test]
fn connect_changing_a_profile() {
    let mut desk = on_licenses((80, 24));
    let written = WrittenProfile {
        name: "lab".to_owned(),
        url: "https://lab.example.nt".to_owned(),
        instance: "draas_v1".to_owned(),
        username: "maria".to_owned(),
    };
    assert_snapshot!(desk.press(":connect lab<enter>").send(Msg::ProfileRead(Ok(written))).screen());
}

#[test]
fn connect_with_faults() {
    for size in [(80, 24), (40, 10)] {
        let mut desk = Desk::new(size, None);
        desk.press("cmy lab<tab>http://example.net<tab>a/b<tab>maria<ctrl-s>");
        assert_snapshot!(named("connect_with_faults", size), desk.screen());
    }
}

#[test]
fn connect_refused() {
    for size in [(80, 24), (40, 10)] {
        let mut desk = Desk::new(size, None);
        desk.press("clab<tab>https://example.net<tab>draas_v1<ctrl-s>");
        desk.send(Msg::Connected(Err("~/.config/lictor/config.toml cannot be written".to_owned())));
        assert_snapshot!(named("connect_refused", size), desk.screen());
    }
}

#[test]
fn connect_left_with_something_typed() {
    assert_snapshot!(Desk::new((40, 10), None).press("clab<esc>").screen());
}

#[test]
fn command_line() {
    for size in SIZES {
        assert_snapshot!(named("command_line", size), on_licenses(size).press(":prof").screen());
    }
}

#[test]
fn command_line_with_an_unknown_word() {
    for size in [(80, 24), (40, 10)] {
        let mut desk = on_licenses(size);
        desk.press(":frobnicate everything<enter>");
        assert_snapshot!(named("command_line_with_an_unknown_word", size), desk.screen());
    }
}

#[test]
fn command_line_listing_the_profiles() {
    assert_snapshot!(on_licenses((80, 24)).press(":profile<enter>").screen());
}

#[test]
fn a_profile_that_does_not_open() {
    let mut desk = on_licenses((80, 24));
    desk.press(":profile prod<enter>");
    desk.send(Msg::Connected(Err("cannot switch to prod: config.toml, line 7: no url".to_owned())));
    assert_snapshot!(desk.screen());
}

pub(super) fn names(kind: ScopeKind, names: &[&str], next: Option<&str>) -> Reply {
    let entries = (1..).zip(names).map(|(number, name)| entry(kind, number, name)).collect();
    let next = next.map(|token| ScopeCursor { token: Some(PageToken(token.to_owned())), descent: None });
    Reply::Scopes(ScopePage { entries, next })
}

pub(super) fn account(scopes: &[Scope], lacks: &[&str]) -> Account {
    let administers = |scope: &Scope| Administered { level: "group".to_owned(), scope: Some(*scope) };
    Account {
        username: "maria".to_owned(),
        administers: scopes.iter().map(administers).collect(),
        roles: lacks.iter().map(|role| ((*role).to_owned(), false)).collect(),
        ..Account::default()
    }
}

#[test]
fn scopes_pinned_recent_and_of_the_account() {
    for size in SIZES {
        let pinned = vec![entry(ScopeKind::Groups, 4, "Sydhavn")];
        let recent = vec![entry(ScopeKind::Groups, 2, "Vestas")];
        let mut desk = Desk::new(size, Some(Connected { pinned, recent, ..connected(production(), None) }));
        desk.answer(Ok(names(ScopeKind::Groups, &["Nordwind", "Vestas", "Østfold", "Sydhavn"], None)));
        desk.answer_account(account(&[scope(ScopeKind::Groups, 3), scope(ScopeKind::Groups, 9)], &[]));
        assert_snapshot!(named("scopes_pinned_recent_and_of_the_account", size), desk.screen());
    }
}

#[test]
fn scopes_that_may_not_be_listed() {
    let mut desk = Desk::new((80, 24), Some(connected(production(), None)));
    desk.answer(Err(Problem::Denied { role: "groups.list", reason: None }));
    assert_snapshot!("scopes_that_may_not_be_listed", desk.screen());
    desk.answer_account(account(&[group()], &["groups.list"]));
    assert_snapshot!("scopes_of_the_account_alone", desk.screen());
}

fn searching(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(size, Some(connected(production(), None)));
    let many: Vec<String> = (1..60).map(|number| format!("Group {number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    desk.answer(Ok(names(ScopeKind::Groups, &many, Some("2"))));
    desk.press("/acme<enter>");
    desk
}

#[test]
fn scopes_searched_by_the_server() {
    let mut desk = searching((80, 24));
    assert_snapshot!("scopes_searching", desk.screen());
    desk.answer(Ok(names(ScopeKind::Groups, &["Acme Nord", "Acme Süd"], None)));
    assert_snapshot!("scopes_found", desk.screen());
    let mut desk = searching((80, 24));
    assert_snapshot!("scopes_found_nothing", desk.answer(Ok(names(ScopeKind::Groups, &[], None))).screen());
    let mut desk = searching((40, 10));
    assert_snapshot!(
        "scopes_found_40x10",
        desk.answer(Ok(names(ScopeKind::Groups, &["Acme"], None))).screen()
    );
}

#[test]
fn scopes_far_down() {
    for size in [(80, 24), (60, 20), (40, 10)] {
        let mut desk = Desk::new(size, Some(connected(production(), None)));
        desk.answer(Ok(names(ScopeKind::Groups, &["Nordwind Telekommunikation"], None))).press("<tab>");
        desk.answer(Ok(names(ScopeKind::Distributors, &["Küste"], None))).press("<tab>");
        desk.answer(Ok(names(ScopeKind::Resellers, &["Kabel Kiel"], None)));
        assert_snapshot!(named("scopes_far_down", size), desk.screen());
    }
}

#[test]
fn hints_of_what_the_account_may_not_do() {
    let lacks =
        ["groups.instance.customer_license.create", "groups.instance.customer_license.instance.delete"];
    let mut desk = on_licenses((80, 24));
    desk.answer_account(account(&[], &lacks));
    assert_snapshot!("hints_in_the_footer", desk.screen());
    assert_snapshot!("hints_in_the_help", desk.press("?").screen());
}

#[test]
fn a_password_that_must_change() {
    let mut desk = on_licenses((80, 24));
    desk.answer_account(Account { must_change_password: true, ..Account::default() });
    assert_snapshot!(desk.screen());
}

#[test]
fn a_long_label_leaves_room_for_the_warning_everywhere() {
    let label = "the production system of the customers in the north".to_owned();
    let long = Place { label, ..production() };
    for size in SIZES {
        for keys in ["", "?", "<esc>:", "<esc><esc>"] {
            let mut desk = Desk::new(size, Some(connected(long.clone(), None)));
            desk.answer(Err(Problem::NotLoggedIn)).press(keys);
            let screen = desk.screen();
            assert!(screen.contains("PRODUCTION") && screen.contains("the production"), "{screen}");
        }
    }
}

#[test]
fn passwords_are_on_no_screen() {
    for size in SIZES {
        assert!(!asked(size).press("hunter2").screen().contains("hunter2"));
    }
}
