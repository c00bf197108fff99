//! Keys and pastes, as the terminal sends them. Uses termina for what the bytes mean.
//!
//! The loop itself reads them, when there is something to be read: a key that went through a thread of its own would
//! have to wait until another processor wakes up, and finds its memory elsewhere.

use std::{collections::VecDeque, io, os::fd::OwnedFd};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
    stdio,
};
use termina::{
    Event, Parser,
    event::{KeyCode, KeyEvent, KeyEventKind, Modifiers, MouseButton, MouseEvent, MouseEventKind},
};
use tokio::io::{Interest, unix::AsyncFd};

use crate::{
    app::{
        Msg,
        keymap::{Key, KeyPress},
        msg::{Mouse, MouseKind},
    },
    runtime::Input,
};

/// As much as Linux keeps for a terminal's reader.
const MOST_BYTES: usize = 4096;

const ESCAPE: u8 = 0x1b;

/// The terminal of this process, as far as it is typed on.
#[derive(Debug)]
pub(super) struct Keys {
    terminal: AsyncFd<OwnedFd>,
    typed: Typed,
    has_hung_up: bool,
}

impl Keys {
    /// Begins to wait for keys. Needs a runtime.
    ///
    /// # Errors
    /// When the terminal cannot be waited for.
    #[expect(deprecated, reason = "only unsound where the file may be closed meanwhile: this one is owned")]
    pub(super) fn listen() -> io::Result<Self> {
        let terminal = stdio::stdin().try_clone_to_owned()?;
        let terminal = AsyncFd::with_interest(terminal, Interest::READABLE)?;
        Ok(Self { terminal, typed: Typed::default(), has_hung_up: false })
    }

    /// Waits for the next one. Nothing is lost when the wait is dropped.
    pub(super) async fn next(&mut self) -> Input {
        loop {
            if let Some(input) = self.already() {
                return input;
            }
            match self.terminal.readable().await {
                // The system tells only once of what there is to be read.
                Ok(mut readiness) => {
                    if !is_readable(self.terminal.get_ref()) {
                        readiness.clear_ready();
                    }
                }
                Err(_) => return Input::HungUp,
            }
        }
    }

    /// The next one that has come already.
    pub(super) fn already(&mut self) -> Option<Input> {
        loop {
            if let Some(msg) = self.typed.next() {
                return Some(Input::Msg(msg));
            }
            if self.has_hung_up || !is_readable(self.terminal.get_ref()) {
                return self.has_hung_up.then_some(Input::HungUp);
            }
            let mut bytes = [0; MOST_BYTES];
            match rustix::io::read(self.terminal.get_ref(), &mut bytes) {
                Ok(count) if count > 0 => self.typed.take_in(&bytes[..count]),
                // Somebody else on this terminal has read it before.
                Err(Errno::AGAIN) => return None,
                Err(Errno::INTR) => {}
                Ok(_) | Err(_) => self.has_hung_up = true,
            }
        }
    }
}

/// Whether reading from the terminal gives something at once, be it its end.
fn is_readable(terminal: &OwnedFd) -> bool {
    let mut watched = [PollFd::new(terminal, PollFlags::IN)];
    poll(&mut watched, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).is_ok_and(|count| count > 0)
}

/// What was typed, out of the bytes that a terminal sends.
#[derive(Debug, Default)]
struct Typed {
    parser: Parser,
    msgs: VecDeque<Msg>,
}

impl Typed {
    /// Takes in what was read at once. A sequence that is not complete waits for its end, an Esc alone is the key.
    fn take_in(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some(at) = (0..rest.len()).find(|at| is_alone(&rest[*at..])) {
            let (before, after) = rest.split_at(at + 1);
            self.parser.parse(before, false);
            rest = after;
        }
        self.parser.parse(rest, false);
        while let Some(event) = self.parser.pop() {
            self.msgs.extend(message(event));
        }
    }

    fn next(&mut self) -> Option<Msg> {
        self.msgs.pop_front()
    }
}

/// Whether bytes begin with an Esc that is a key of its own, though others follow that came with it. A bracket and a P
/// would make it the beginning of an answer, which would swallow all keys up to its end, and no question was asked.
/// With another Esc it would be one key that nobody means: Esc was pressed before it, on a slow line.
fn is_alone(bytes: &[u8]) -> bool {
    matches!(bytes, [ESCAPE, b']' | b'P' | ESCAPE, ..])
}

/// What a terminal's event means to the state machine, if anything.
fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => press(key).map(Msg::Key),
        Event::Paste(text) => Some(Msg::Pasted(text)),
        Event::Mouse(event) => mouse(event).map(Msg::Mouse),
        _ => None,
    }
}

fn mouse(event: MouseEvent) -> Option<Mouse> {
    let kind = match event.kind {
        MouseEventKind::Down(MouseButton::Left) => MouseKind::Press,
        MouseEventKind::Drag(MouseButton::Left) => MouseKind::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseKind::Release,
        MouseEventKind::ScrollUp => MouseKind::WheelUp,
        MouseEventKind::ScrollDown => MouseKind::WheelDown,
        _ => return None,
    };
    Some(Mouse { kind, column: event.column, row: event.row })
}

fn press(event: KeyEvent) -> Option<KeyPress> {
    let shift = event.modifiers.contains(Modifiers::SHIFT);
    let (key, shift) = match event.code {
        KeyCode::Char(character) => (Key::Char(character), false),
        KeyCode::BackTab => (Key::Tab, true),
        KeyCode::Enter => (Key::Enter, shift),
        KeyCode::Escape => (Key::Esc, shift),
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
        KeyCode::Function(number) => (Key::Function(number), shift),
        _ => return None,
    };
    let control = event.modifiers.contains(Modifiers::CONTROL);
    let alt = event.modifiers.contains(Modifiers::ALT);
    Some(KeyPress { key, control, alt, shift })
}

#[cfg(test)]
mod tests;
