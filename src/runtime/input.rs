//! Keys, pastes and resizes. They are read on a thread of their own: when the terminal goes away, the
//! library below may never come back from reading, and must not take the console with it.

use std::{io, thread};

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use tokio::sync::{mpsc, watch};

use super::{Input, departure};
use crate::app::{
    Msg,
    keymap::{Key, KeyPress},
    layout::Size,
};

/// Keys that may wait to be taken in.
const WAITING_INPUTS: usize = 1024;

/// Begins to listen to the terminal and to signals. `writes` says how many writes are under way.
///
/// # Errors
/// When the system gives no threads or signals.
pub(super) fn listen(writes: watch::Receiver<usize>) -> io::Result<mpsc::Receiver<Input>> {
    let (sender, receiver) = mpsc::channel(WAITING_INPUTS);
    departure::listen(sender.clone(), writes)?;
    thread::Builder::new().name("keys".to_owned()).spawn(move || read_keys(&sender))?;
    Ok(receiver)
}

fn read_keys(sender: &mpsc::Sender<Input>) {
    loop {
        let Ok(event) = event::read() else {
            let _ = sender.blocking_send(Input::HungUp);
            return;
        };
        if let Some(msg) = message(event)
            && sender.blocking_send(Input::Msg(msg)).is_err()
        {
            return;
        }
    }
}

/// What a terminal's event means to the state machine, if anything.
fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => press(key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Pasted(text)),
        Event::Resize(columns, rows) => Some(Msg::Resized(Size { columns, rows })),
        _ => None,
    }
}

fn press(event: KeyEvent) -> Option<KeyPress> {
    let shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let (key, shift) = match event.code {
        KeyCode::Char(character) => (Key::Char(character), false),
        KeyCode::BackTab => (Key::Tab, true),
        KeyCode::Enter => (Key::Enter, shift),
        KeyCode::Esc => (Key::Esc, shift),
        KeyCode::Tab => (Key::Tab, shift),
        KeyCode::Backspace => (Key::Backspace, shift),
        KeyCode::Delete => (Key::Delete, shift),
        KeyCode::Left => (Key::Left, shift),
        KeyCode::Right => (Key::Right, shift),
        KeyCode::Up => (Key::Up, shift),
        KeyCode::Down => (Key::Down, shift),
        KeyCode::Home => (Key::Home, shift),
        KeyCode::End => (Key::End, shift),
        KeyCode::PageUp => (Key::PageUp, shift),
        KeyCode::PageDown => (Key::PageDown, shift),
        KeyCode::F(number) => (Key::Function(number), shift),
        _ => return None,
    };
    let control = event.modifiers.contains(KeyModifiers::CONTROL);
    let alt = event.modifiers.contains(KeyModifiers::ALT);
    Some(KeyPress { key, control, alt, shift })
}

#[cfg(test)]
mod tests;
