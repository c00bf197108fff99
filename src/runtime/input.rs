//! Keys, pastes, resizes and signals. Keys are read on a thread of their own: when the terminal goes away, the
//! library below may never come back from reading, and must not take the console with it.

use std::{io, thread};

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use rustix::{
    event::{PollFd, PollFlags, poll},
    io::Errno,
    stdio,
};
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::mpsc,
};

use super::Input;
use crate::app::{
    Msg,
    keymap::{Key, KeyPress},
    layout::Size,
};

/// Keys that may wait to be taken in.
const WAITING_INPUTS: usize = 1024;

/// Begins to listen to the terminal and to signals.
///
/// # Errors
/// When the system gives no threads or signals.
pub(super) fn listen() -> io::Result<mpsc::Receiver<Input>> {
    let (sender, receiver) = mpsc::channel(WAITING_INPUTS);
    for kind in [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()] {
        listen_to_signal(kind, sender.clone())?;
    }
    let keys = sender.clone();
    thread::Builder::new().name("keys".to_owned()).spawn(move || read_keys(&keys))?;
    thread::Builder::new().name("hang-up".to_owned()).spawn(move || watch_hang_up(&sender))?;
    Ok(receiver)
}

fn listen_to_signal(kind: SignalKind, sender: mpsc::Sender<Input>) -> io::Result<()> {
    let mut signals = signal(kind)?;
    tokio::task::spawn_local(async move {
        while signals.recv().await.is_some() {
            let _ = sender.send(Input::Signal(kind.as_raw_value())).await;
        }
    });
    Ok(())
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

/// Sleeps until the terminal hangs up. It asks for nothing but hang-ups and errors, so keys never wake it.
fn watch_hang_up(sender: &mpsc::Sender<Input>) {
    let terminal = stdio::stdin();
    loop {
        let mut watched = [PollFd::new(&terminal, PollFlags::empty())];
        match poll(&mut watched, None) {
            Ok(_) if watched[0].revents().intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) => {
                break;
            }
            Ok(_) | Err(Errno::INTR) => {}
            Err(_) => return,
        }
    }
    let _ = sender.blocking_send(Input::HungUp);
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
