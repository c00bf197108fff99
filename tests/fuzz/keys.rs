//! Keys as they are written and as they are pressed, and all else that reaches the console, at every size.

#[path = "../it/invariants/answers.rs"]
mod answers;
mod notation;
#[path = "../it/invariants/witness.rs"]
mod witness;

use fastrand::Rng;
use lictor::app::keymap::{Key, KeyPress};

use self::witness::{COMMANDS, Event, Witness};
use crate::{
    driver::fuzz,
    mutation::{once_in, pick, text},
};

/// What has to be met.
const NEEDS: [&str; 7] = ["bound", "not bound", "known", "unknown", "left", "a tiny screen", "an answer"];

/// Sizes at which something may not fit.
const SIZES: [u16; 10] = [1, 2, 3, 5, 10, 20, 30, 40, 60, 80];

#[test]
fn whatever_is_pressed_the_console_keeps_its_promises() {
    fuzz("keys", &NEEDS, |rng, tally| {
        let keymap = notation::keymap(rng, tally);
        let mut witness = Witness::new(rng.bool(), rng.bool(), pick(rng, &[0, 10, 100_000]), keymap);
        witness.check();
        for _ in 0..rng.usize(..80) {
            let event = event(rng);
            match event {
                Event::Resize(columns, rows) if columns.min(rows) < 3 => tally.count("a tiny screen"),
                Event::Reply { .. } => tally.count("an answer"),
                _ => {}
            }
            witness.happen(&event);
            witness.check();
            if witness.left {
                tally.count("left");
                break;
            }
        }
        witness.arrange_all();
    });
}

fn event(rng: &mut Rng) -> Event {
    match rng.u8(..33) {
        0..10 => Event::Key(press(rng)),
        10..12 => Event::Paste(text(rng)),
        12..14 => Event::Resize(size(rng), size(rng).min(50)),
        14 => Event::Tick(rng.u64(..100_000)),
        15..21 => Event::Reply { which: rng.usize(..), how: rng.u8(..) },
        21 => Event::Progress { which: rng.usize(..), how: rng.u8(..) },
        22 => Event::Late(rng.u64(..50)),
        23 => Event::Command(rng.usize(..COMMANDS.len())),
        24 | 25 => Event::Secret,
        26 | 27 => Event::Arranged { which: rng.usize(..), well: !once_in(rng, 8) },
        28 => Event::ArrangedLate(rng.usize(..)),
        29 => Event::Filed(rng.u8(..)),
        30 | 31 => Event::Mouse(rng.u8(..), rng.u16(..150), rng.u16(..60)),
        _ => Event::Connected(once_in(rng, 5)),
    }
}

fn size(rng: &mut Rng) -> u16 {
    if rng.bool() { pick(rng, &SIZES) } else { rng.u16(1..140) }
}

/// A key that means something, or any that a terminal may send.
fn press(rng: &mut Rng) -> KeyPress {
    if !once_in(rng, 4) {
        return notation::name(rng).parse().expect("a key");
    }
    let key = match rng.u8(..4) {
        0 => Key::Function(rng.u8(..)),
        1 => pick(rng, &[Key::Home, Key::End, Key::Tab, Key::Left, Key::Right, Key::Backspace]),
        _ => Key::Char(rng.char(..)),
    };
    KeyPress { key, control: once_in(rng, 3), alt: once_in(rng, 6), shift: once_in(rng, 6) }
}
