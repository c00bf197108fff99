use super::*;

fn press(text: &str) -> KeyPress {
    text.parse().expect(text)
}

#[test]
fn a_pasted_newline_becomes_a_space_and_the_last_one_goes() {
    let mut input = Input::default();
    assert!(paste(&mut input, "one\r\ntwo\tthree\n"));
    assert_eq!(input.value(), "one two three");
}

#[test]
fn the_keys_of_a_shell_line_work() {
    let mut input = Input::from("one two");
    assert!(type_key(&mut input, press("ctrl-w")));
    assert_eq!(input.value(), "one ");
    assert!(!type_key(&mut input, press("ctrl-a")));
    assert!(type_key(&mut input, press("x")));
    assert_eq!(input.value(), "xone ");
    assert!(type_key(&mut input, press("ctrl-u")));
    assert_eq!(input.value(), "");
}

#[test]
fn keys_without_meaning_change_nothing() {
    let mut input = Input::from("text");
    for key in ["f5", "pageup", "ctrl-x", "alt-q", "esc"] {
        assert!(!type_key(&mut input, press(key)), "{key}");
    }
    assert_eq!(input.value(), "text");
}
