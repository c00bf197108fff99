use std::collections::HashSet;

use super::*;

#[test]
fn every_binding_has_keys_and_a_line_of_help() {
    for binding in Keymap::default().bindings() {
        assert!(!binding.presses.is_empty(), "{binding:?}");
        assert!(!binding.help.is_empty(), "{binding:?}");
    }
}

#[test]
fn no_key_has_two_meanings_in_one_context() {
    let mut taken = HashSet::new();
    for binding in Keymap::default().bindings() {
        for press in &binding.presses {
            assert!(taken.insert((binding.context, *press)), "{press} twice in {:?}", binding.context);
        }
    }
}

#[test]
fn every_context_shows_at_least_one_hint_but_the_one_that_never_stands_alone() {
    let keymap = Keymap::default();
    for context in Context::ALL.into_iter().filter(|context| *context != Context::Always) {
        let hints = keymap.of_context(context).filter(|binding| !binding.hint.is_empty()).count();
        assert!(hints > 0, "{context:?}");
    }
}

#[test]
fn the_nearest_context_wins() {
    let keymap = Keymap::default();
    let enter = KeyPress::plain(Key::Enter);
    assert_eq!(keymap.action(&[Context::Filter, Context::List], enter), Some(Action::Accept));
    assert_eq!(keymap.action(&[Context::List, Context::Filter], enter), Some(Action::Open));
}

#[test]
fn the_help_tells_what_a_key_does_here_and_nothing_that_it_does_not() {
    use crate::app::{screens::Overlay, screens::help::Line, testing::*};
    let mut desk = Desk::with(place(), None);
    desk.press("?");
    let Some(Overlay::Help(help)) = &desk.model.overlay else { panic!("no help") };
    let here = help.lines.split(|line| *line == Line::Heading("Licenses")).next().expect("lines");
    let told = here.iter().filter_map(|line| match line {
        Line::Keys { keys, help, .. } if keys == "]" => Some(*help),
        _ => None,
    });
    assert_eq!(told.collect::<Vec<_>>(), ["one screenful down"]);
}

#[test]
fn enter_never_means_yes() {
    assert_eq!(Keymap::default().action(&[Context::Question], KeyPress::plain(Key::Enter)), Some(Action::No));
}

#[test]
fn keys_read_as_they_are_written() {
    for (text, label) in [
        ("a", "a"),
        ("G", "G"),
        ("-", "-"),
        ("ctrl-r", "Ctrl-R"),
        ("alt-x", "Alt-x"),
        ("shift-tab", "Shift-Tab"),
        ("f5", "F5"),
        ("space", "Space"),
        ("pagedown", "PgDn"),
    ] {
        let press: KeyPress = text.parse().expect(text);
        assert_eq!(press.to_string(), label);
    }
    for text in ["", "ctrl-", "f13", "shift-a", "nonsense"] {
        assert!(text.parse::<KeyPress>().is_err(), "{text}");
    }
}

#[test]
fn a_key_that_cannot_be_seen_is_shown_by_its_number() {
    for (text, label) in [
        ("\u{1b}", "\\u{1b}"),
        ("\u{202e}", "\\u{202e}"),
        ("ctrl-\u{9b}", "Ctrl-\\u{9b}"),
        ("alt-\u{a0}", "Alt-\\u{a0}"),
        ("é", "é"),
        ("東", "東"),
    ] {
        let press: KeyPress = text.parse().expect(text);
        assert_eq!(press.to_string(), label);
    }
}

#[test]
fn keys_in_a_row_are_named_together_and_others_one_by_one() {
    use crate::domain::ScopeKind;
    let kinds = ScopeKind::ALL.map(Action::ShowKind);
    let mut keymap = Keymap::default();
    assert_eq!(keymap.labels(&[Context::Scopes], &kinds), "1-4");
    keymap.bind("scopes", "tenants", &["f4".to_owned()]).expect("bound");
    assert_eq!(keymap.labels(&[Context::Scopes], &kinds), "1/2/3/F4");
}

#[test]
fn no_usual_key_is_one_that_terminals_do_not_send() {
    for binding in Keymap::default().bindings() {
        for press in &binding.presses {
            assert_eq!(press.obstacle(), None, "{press} of {:?}", binding.action);
        }
    }
    for sent in ["a", "G", "ctrl-r", "alt-x", "shift-tab", "f5", "ctrl-space", "shift-up"] {
        assert_eq!(sent.parse::<KeyPress>().expect(sent).obstacle(), None, "{sent}");
    }
    for unsent in ["ctrl-1", "ctrl-R", "ctrl-m", "shift-enter", "ctrl-tab", "alt-[", "ctrl-enter"] {
        assert!(unsent.parse::<KeyPress>().expect(unsent).obstacle().is_some(), "{unsent}");
    }
}
