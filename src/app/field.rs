//! Typing into a line of text.

use tui_input::{Input, InputRequest};

use super::keymap::{Key, KeyPress};

/// Gives a key to a line of text. Returns whether the text changed; keys that mean nothing here do nothing.
pub fn type_key(input: &mut Input, press: KeyPress) -> bool {
    let Some(request) = request(press) else {
        return false;
    };
    input.handle(request).is_some_and(|changed| changed.value)
}

/// Puts pasted text into a line of text: line ends become spaces, and the last one goes, for it never submits.
/// Returns whether the text changed.
pub fn paste(input: &mut Input, text: &str) -> bool {
    let mut changed = false;
    for character in text.trim_end_matches(['\r', '\n']).replace("\r\n", " ").chars() {
        let character = if matches!(character, '\r' | '\n' | '\t') { ' ' } else { character };
        let typed = input.handle(InputRequest::InsertChar(character));
        changed |= typed.is_some_and(|changed| changed.value);
    }
    changed
}

fn request(press: KeyPress) -> Option<InputRequest> {
    use InputRequest as Request;
    if let Some(character) = press.typed() {
        return Some(Request::InsertChar(character));
    }
    Some(match (press.key, press.control, press.alt) {
        (Key::Backspace, false, false) | (Key::Char('h'), true, false) => Request::DeletePrevChar,
        (Key::Delete, ..) | (Key::Char('d'), true, false) => Request::DeleteNextChar,
        (Key::Left, false, false) | (Key::Char('b'), true, false) => Request::GoToPrevChar,
        (Key::Right, false, false) | (Key::Char('f'), true, false) => Request::GoToNextChar,
        (Key::Left, ..) | (Key::Char('b'), false, true) => Request::GoToPrevWord,
        (Key::Right, ..) | (Key::Char('f'), false, true) => Request::GoToNextWord,
        (Key::Home, ..) | (Key::Char('a'), true, false) => Request::GoToStart,
        (Key::End, ..) | (Key::Char('e'), true, false) => Request::GoToEnd,
        (Key::Backspace, ..) | (Key::Char('w'), true, false) => Request::DeletePrevWord,
        (Key::Char('u'), true, false) => Request::DeleteLine,
        (Key::Char('k'), true, false) => Request::DeleteTillEnd,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
