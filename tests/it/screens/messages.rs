//! Messages: what they say, and that they cover nothing.

use std::time::Duration;

use insta::assert_snapshot;
use lictor::{
    app::{Msg, layout::Size},
    domain::{Descent, LicensePage, Problem, Reply, ScopeCursor, ScopeKind, ScopePage},
};
use uuid::Uuid;

use super::connecting::{ended, group, license, names, on_licenses, production};
use crate::support::{console::connected, desk::Desk};

/// A table with more rows than any screen has, and the cursor on the lowest row of the screen.
fn at_the_lowest_row(size: (u16, u16)) -> Desk {
    let mut desk = Desk::new(size, Some(connected(production(), Some(group()))));
    let licenses = (1..100).map(license).collect();
    desk.answer(Ok(Reply::Licenses(LicensePage { licenses, ..LicensePage::default() })));
    for _ in 0..size.1 - 6 {
        desk.press("j");
    }
    desk
}

fn unreachable() -> Problem {
    Problem::Unreachable {
        host: "lab.example.net:443".to_owned(),
        reason: "Connection refused (os error 111)".to_owned(),
    }
}

#[test]
fn a_long_message_does_not_cover_the_row_of_the_cursor() {
    for size in [(80, 24), (60, 20), (40, 10)] {
        let mut desk = at_the_lowest_row(size);
        let row = format!("SKU-{}", size.1 - 5);
        assert!(desk.screen().contains(&row), "{}", desk.screen());
        desk.press("r").answer(Err(unreachable()));
        let screen = desk.screen();
        assert!(screen.contains(&row) && screen.contains("cannot be reached"), "{screen}");
        for _ in 0..4 {
            desk.press("j");
        }
        let row = format!("SKU-{}", size.1 - 1);
        assert!(desk.screen().contains(&row), "{}", desk.screen());
    }
}

#[test]
fn no_row_is_skipped_by_paging_under_a_long_message() {
    for size in [(80, 24), (60, 20), (40, 10)] {
        let mut desk = at_the_lowest_row(size);
        desk.press("gr").answer(Err(unreachable()));
        let mut seen = desk.screen();
        for _ in 0..40 {
            seen.push_str(&desk.press("<pagedown>").screen());
        }
        for number in 1..100 {
            assert!(seen.contains(&format!("SKU-{number} ")), "{number} was never seen at {size:?}");
        }
    }
}

#[test]
fn the_session_ends_while_a_filter_is_typed() {
    let mut desk = on_licenses((80, 24));
    assert_snapshot!(desk.press("r/pl").answer(Err(ended())).press("an").screen());
}

#[test]
fn the_session_ends_while_a_form_is_filled_in() {
    let mut desk = on_licenses((80, 24));
    assert_snapshot!(desk.press("re!").answer(Err(ended())).press("<tab>x").screen());
}

#[test]
fn too_small_with_something_unsaved_names_the_key_that_leaves() {
    let mut desk = on_licenses((80, 24));
    desk.press("e!").send(Msg::Resized(Size { columns: 39, rows: 9 })).press("q");
    assert_snapshot!(desk.screen());
}

#[test]
fn no_groups_at_all_may_be_a_wrong_instance() {
    let mut desk = Desk::new((80, 24), Some(connected(production(), None)));
    let screen = desk.answer(Ok(names(ScopeKind::Groups, &[], None))).screen();
    assert!(screen.contains("sees no groups here, or the instance is not \"draas_v1\""), "{screen}");
    let screen = desk.press("2").answer(Ok(names(ScopeKind::Distributors, &[], None))).screen();
    assert!(screen.contains("sees no distributors here; a takes"), "{screen}");
}

#[test]
fn the_log_in_says_whether_there_is_a_session() {
    let mut desk = on_licenses((80, 24));
    assert!(desk.press(":login<enter>").screen().contains("Another session takes the place of this one."));
    let mut desk = Desk::new((80, 24), Some(connected(production(), None)));
    desk.answer(Err(Problem::NotLoggedIn)).press("<esc>:login<enter>");
    let screen = desk.screen();
    assert!(screen.contains("Nobody is logged in.") && !screen.contains("Another session"), "{screen}");
}

#[test]
fn a_message_that_is_cut_shows_that_it_is() {
    let mut desk = on_licenses((40, 10));
    let reason = Some("a long story of what went wrong, ".repeat(9));
    let screen = desk.press("r").answer(Err(Problem::ServerFailed { status: 500, reason })).screen();
    let last = screen.lines().nth(8).expect("a line").trim_end_matches(['"', ' ']);
    assert!(last.ends_with(" …"), "{screen}");
}

#[test]
fn a_missing_role_fits_on_the_screen_with_what_to_do() {
    let mut desk = on_licenses((60, 20));
    let role = "groups.instance.customer_licenses.list";
    let reason = Some(format!("You do not have the permission {role} that is needed for this"));
    let screen = desk.press("r").answer(Err(Problem::Denied { role, reason })).screen();
    assert!(screen.contains(role) && screen.contains("administrator for the role"), "{screen}");
}

#[test]
fn another_kinds_role_is_named_as_that_of_the_way_there() {
    let mut desk = Desk::new((80, 24), Some(connected(production(), None)));
    let denied = || Err(Problem::Denied { role: "groups.list", reason: None });
    assert!(desk.answer(denied()).screen().contains("may not list groups (it lacks the role groups.list)"));
    assert_snapshot!(desk.press("3").answer(denied()).screen());
}

#[test]
fn the_way_through_the_groups_is_told() {
    let mut desk = Desk::new((80, 24), Some(connected(production(), None)));
    desk.press("4");
    for parents in [0, 4, 3] {
        let parents = (0..parents).map(Uuid::from_u128).collect();
        let descent = Some(Descent { parents, more_groups: None });
        let next = Some(ScopeCursor { token: None, descent });
        desk.answer(Ok(Reply::Scopes(ScopePage { entries: Vec::new(), next })));
    }
    let screen = desk.send(Msg::Ticked(Duration::from_millis(100))).screen();
    assert!(screen.contains("reading tenants below group 2 of 4 · Esc stops"), "{screen}");
}
