use super::*;

fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Option<Msg> {
    message(Event::Key(KeyEvent::new(code, modifiers)))
}

#[test]
fn keys_of_the_terminal_become_keys_of_the_state_machine() {
    for (code, modifiers, text) in [
        (KeyCode::Char('G'), KeyModifiers::SHIFT, "G"),
        (KeyCode::Char('s'), KeyModifiers::CONTROL, "ctrl-s"),
        (KeyCode::BackTab, KeyModifiers::SHIFT, "shift-tab"),
        (KeyCode::PageDown, KeyModifiers::NONE, "pagedown"),
        (KeyCode::F(5), KeyModifiers::NONE, "f5"),
    ] {
        let press: KeyPress = text.parse().expect(text);
        assert_eq!(pressed(code, modifiers), Some(Msg::Key(press)), "{text}");
    }
}

#[test]
fn what_means_nothing_is_left_out() {
    assert_eq!(pressed(KeyCode::CapsLock, KeyModifiers::NONE), None);
    assert_eq!(message(Event::FocusGained), None);
    let mut released = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
    released.kind = KeyEventKind::Release;
    assert_eq!(message(Event::Key(released)), None);
}
