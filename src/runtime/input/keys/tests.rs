use super::*;

/// What is typed when a terminal sends this, each piece read at once.
fn typed(pieces: &[&str]) -> Vec<Msg> {
    let mut typed = Typed::default();
    for piece in pieces {
        typed.take_in(piece.as_bytes());
    }
    std::iter::from_fn(|| typed.next()).collect()
}

fn keys(names: &[&str]) -> Vec<Msg> {
    names.iter().map(|name| Msg::Key(name.parse().expect(name))).collect()
}

#[test]
fn keys_of_the_terminal_become_keys_of_the_state_machine() {
    for (bytes, name) in [
        ("G", "G"),
        ("\u{13}", "ctrl-s"),
        ("\u{1b}[Z", "shift-tab"),
        ("\u{1b}[6~", "pagedown"),
        ("\u{1b}[15~", "f5"),
        ("\u{1b}OB", "down"),
        ("\u{1b}[1;2A", "shift-up"),
        ("\u{1b}x", "alt-x"),
        ("\u{1b}", "esc"),
        ("\r", "enter"),
        ("\u{7f}", "backspace"),
        ("ß", "ß"),
    ] {
        assert_eq!(typed(&[bytes]), keys(&[name]), "{name}");
    }
}

#[test]
fn what_means_nothing_is_left_out() {
    assert_eq!(typed(&["\u{1b}[I", "\u{1b}[57358u", "\u{1b}[13;1:3u"]), []);
}

#[test]
fn a_sequence_that_comes_in_pieces_is_one_key() {
    assert_eq!(typed(&["\u{1b}[", "1;", "2A"]), keys(&["shift-up"]));
}

#[test]
fn a_paste_that_comes_in_pieces_is_one_paste() {
    let pasted = typed(&["\u{1b}[200~one ", "two\nth", "ree\u{1b}[201~q"]);
    assert_eq!(pasted, [vec![Msg::Pasted("one two\nthree".to_owned())], keys(&["q"])].concat());
}

#[test]
fn an_escape_and_a_bracket_in_one_piece_swallow_no_keys() {
    assert_eq!(typed(&["\u{1b}]jq"]), keys(&["esc", "]", "j", "q"]));
    assert_eq!(typed(&["\u{1b}Pq\u{1b}]"]), keys(&["esc", "P", "q", "esc", "]"]));
    let pasted = typed(&["\u{1b}[200~a\u{1b}]b\u{1b}[201~"]);
    assert_eq!(pasted, [Msg::Pasted("a\u{1b}]b".to_owned())]);
}

#[test]
fn esc_pressed_twice_in_one_piece_is_esc_twice() {
    assert_eq!(typed(&["\u{1b}\u{1b}"]), keys(&["esc", "esc"]));
    assert_eq!(typed(&["\u{1b}\u{1b}\u{1b}"]), keys(&["esc", "esc", "esc"]));
    assert_eq!(typed(&["\u{1b}\u{1b}[A"]), keys(&["esc", "up"]));
}
