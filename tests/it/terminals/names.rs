//! What a terminal is called, how large it is, and what its locale is.

use super::{demo, edited, travel};
use crate::support::pseudo_terminal::PseudoTerminal;

const SIZES: [(u16, u16); 4] = [(60, 20), (80, 24), (132, 43), (300, 80)];

fn journey(term: &str, locale: &str, size: (u16, u16)) -> Vec<u8> {
    let home = tempfile::tempdir().expect("a home");
    let file = home.path().join("sandbox.db");
    let variables = [("TERM", term), ("LANG", locale)];
    let mut terminal = PseudoTerminal::run(&demo(&file), size, home.path(), &variables);
    travel(&mut terminal);
    terminal.press("q");
    assert!(terminal.ends().success(), "{term} {locale} {size:?}");
    assert!(terminal.is_restored(), "{term} {locale} {size:?}");
    assert!(terminal.echoes(), "{term} {locale} {size:?}");
    assert_eq!(edited(&file), 1, "{term} {locale} {size:?}");
    terminal.bytes()
}

#[test]
fn the_journey_ends_well_by_each_name_at_each_size_in_each_locale() {
    for term in ["linux", "xterm", "xterm-16color", "xterm-256color", "vt100", "screen", "tmux-256color"] {
        for locale in ["C.UTF-8", "C"] {
            for size in SIZES {
                let bytes = journey(term, locale, size);
                if locale == "C" {
                    assert!(bytes.is_ascii(), "{term} {size:?} got more than ASCII");
                }
                if term == "vt100" {
                    assert!(!has_colours(&bytes), "a VT100 has no colours");
                }
            }
        }
    }
}

/// Whether any escape code chooses a colour (SGR 30 to 49 and 90 to 107).
fn has_colours(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(bytes).split("\u{1b}[").skip(1).any(is_colour)
}

fn is_colour(rest: &str) -> bool {
    let Some(end) = rest.find(|character: char| !character.is_ascii_digit() && character != ';') else {
        return false;
    };
    let number = |number: &str| matches!(number.parse(), Ok(30..=49 | 90..=107));
    rest[end..].starts_with('m') && rest[..end].split(';').any(number)
}

#[test]
fn a_terminal_that_takes_no_escape_codes_gets_none() {
    let home = tempfile::tempdir().expect("a home");
    let file = home.path().join("sandbox.db");
    let variables = [("TERM", "dumb")];
    let mut terminal = PseudoTerminal::run(&demo(&file), (80, 40), home.path(), &variables);
    terminal.sees("scope and a number").press("scope 1<enter>").sees("more says the next");
    terminal.press("filter fax<enter>").sees(" of 30 licenses have").press("edit 18<enter>").sees("Name:");
    terminal.press("Fax!!<enter>").sees("Description,").press("<enter>").sees("Status,").press("<enter>");
    terminal.sees("Save it?").press("yes<enter>").sees("Changed license 18").press("quit<enter>");
    assert!(terminal.ends().success());
    assert!(!terminal.bytes().contains(&0x1b));
    assert_eq!(edited(&file), 1);
}

#[test]
fn colours_that_are_insisted_on_are_there_whatever_the_terminal_is_called() {
    for (color, expected) in [("always", true), ("auto", false), ("never", false)] {
        let home = tempfile::tempdir().expect("a home");
        let arguments = ["demo", "--color", color];
        let mut terminal = PseudoTerminal::start(&arguments, (80, 24), home.path(), &[("TERM", "vt100")]);
        terminal.sees("groups, complete").press("q");
        terminal.ends();
        assert_eq!(has_colours(&terminal.bytes()), expected, "{color}");
    }
}
