//! The top line and the title: where one is, in as many words as there is room for.

use insta::assert_snapshot;
use lictor::{
    app::{Place, keymap::Keymap},
    domain::{LicensePage, PageToken, Reply, ScopeKind},
};

use super::connecting::{license, names, on_licenses, production};
use crate::support::{
    console::{connected, place},
    desk::Desk,
};

const NAME: &str = "Nordwind Telekommunikation GmbH";

/// The top line on the licenses of a group with a name, with more on the server.
fn top_line(columns: u16, place: Place) -> String {
    let mut desk = Desk::new((columns, 24), Some(connected(place, None)));
    desk.answer(Ok(names(ScopeKind::Groups, &[NAME], None))).press("<enter>");
    let licenses = (1..101).map(license).collect();
    let next = Some(PageToken("2".to_owned()));
    desk.answer(Ok(Reply::Licenses(LicensePage { licenses, next, ..LicensePage::default() })));
    let screen = desk.screen();
    screen.lines().next().expect("a line").trim_matches('"').trim_end().to_owned()
}

#[test]
fn read_only_and_the_scope_are_seen_at_every_width() {
    for (label, production) in [("lab", false), ("LIVE", true), ("the customers in the north", true)] {
        for columns in [60, 80, 100, 120, 200] {
            for read_only in [false, true] {
                let there = Place { label: label.to_owned(), production, read_only, ..place() };
                let line = top_line(columns, there);
                assert!(line.contains("Nordwind Tele"), "{columns}: {line}");
                assert_eq!(line.ends_with(" · read-only"), read_only, "{columns}: {line}");
                assert_eq!(line.contains(" PRODUCTION "), production, "{columns}: {line}");
                assert!(line.contains("100"), "{columns}: {line}");
            }
        }
    }
}

#[test]
fn read_only_on_production_is_seen_even_on_the_smallest_screen() {
    let there = Place { read_only: true, ..production() };
    let line = top_line(40, there);
    assert!(line.contains("PRODUCTION") && line.contains("Nord") && line.ends_with(" · read-only"), "{line}");
}

#[test]
fn the_parts_of_the_top_line() {
    let read_only = Place { read_only: true, ..production() };
    let lines = [40, 60, 80, 120].map(|columns| top_line(columns, read_only.clone()));
    assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_new_connection_does_not_show_the_scope_of_the_old_one() {
    let mut desk = on_licenses((80, 24));
    let screen = desk.press(":connect<enter>").screen();
    let line = screen.lines().next().expect("a line");
    assert!(!line.contains("groups/") && !line.contains("complete") && !line.contains("https"), "{line}");
}

#[test]
fn the_scopes_say_what_the_filter_leaves_and_in_which_order() {
    let mut desk = Desk::new((80, 24), Some(connected(production(), None)));
    desk.answer(Ok(names(ScopeKind::Groups, &["Nordwind", "Vestas", "Sydhavn"], None)));
    let screen = desk.press("sS/nord").screen();
    assert!(screen.contains(r#""nord": 1 of 3 read · by NAME down"#), "{screen}");
}

#[test]
fn the_footer_names_the_keys_that_were_bound() {
    let mut keymap = Keymap::default();
    keymap.bind("scopes", "groups", &["f1".to_owned()]).expect("bound");
    keymap.bind("scopes", "type_scope", &["z".to_owned()]).expect("bound");
    let mut desk = Desk::new((120, 24), Some(connected(production(), None)));
    desk.bind(keymap).answer(Ok(names(ScopeKind::Groups, &[], None)));
    let screen = desk.screen();
    assert!(screen.contains("F1/2/3/4 kind") && screen.contains("z type a scope"), "{screen}");
    assert!(screen.contains("; z takes a scope that you type"), "{screen}");
}
