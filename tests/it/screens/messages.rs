//! Messages: what they say, and that they cover nothing.

use insta::assert_snapshot;
use lictor::{
    app::{Msg, layout::Size},
    domain::{LicensePage, Problem, Reply, ScopeKind},
};

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
