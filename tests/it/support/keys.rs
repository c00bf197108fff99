//! Keys as a script: `"j<enter>e"` is three presses.

use lictor::app::keymap::KeyPress;

/// The presses of a script.
pub(crate) fn script(text: &str) -> Vec<KeyPress> {
    let mut presses = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|after| after.split_once('>'));
        let (name, after) = named.unwrap_or_else(|| rest.split_at(character.len_utf8()));
        rest = after;
        let name = if name == " " { "space" } else { name };
        presses.push(name.parse().unwrap_or_else(|unknown| panic!("{unknown}")));
    }
    presses
}

/// The bytes that a terminal sends for a press.
pub(crate) fn bytes(press: KeyPress) -> Vec<u8> {
    use lictor::app::keymap::Key;
    let plain = match press.key {
        Key::Char(character) if press.control => vec![character as u8 & 0x1f],
        Key::Char(character) => character.to_string().into_bytes(),
        Key::Enter => b"\r".to_vec(),
        Key::Esc => b"\x1b".to_vec(),
        Key::Tab if press.shift => b"\x1b[Z".to_vec(),
        Key::Tab => b"\t".to_vec(),
        Key::Backspace => b"\x7f".to_vec(),
        Key::Delete => b"\x1b[3~".to_vec(),
        Key::Left => b"\x1b[D".to_vec(),
        Key::Right => b"\x1b[C".to_vec(),
        Key::Up => b"\x1b[A".to_vec(),
        Key::Down => b"\x1b[B".to_vec(),
        Key::Home => b"\x1b[H".to_vec(),
        Key::End => b"\x1b[F".to_vec(),
        Key::PageUp => b"\x1b[5~".to_vec(),
        Key::PageDown => b"\x1b[6~".to_vec(),
        Key::Function(number) => panic!("F{number} has no bytes here"),
    };
    if press.alt { [b"\x1b".as_slice(), &plain].concat() } else { plain }
}
