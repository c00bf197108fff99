//! Keys as the configuration writes them.

use fastrand::Rng;
use lictor::{
    app::keymap::{Action, Context, KeyPress, Keymap},
    text::safe,
};

use super::witness::KEYS;
use crate::{
    driver::Tally,
    mutation::{break_bytes, once_in, pick, text},
};

pub(super) fn name(rng: &mut Rng) -> &'static str {
    pick(rng, KEYS)
}

/// The default keys, with a few bound anew as far as that is possible.
pub(super) fn keymap(rng: &mut Rng, tally: &mut Tally) -> Keymap {
    let mut keymap = Keymap::default();
    for _ in 0..rng.usize(..12) {
        let known = pick(rng, &Context::ALL);
        let context = known.word().filter(|_| !once_in(rng, 20)).map_or_else(|| text(rng), str::to_owned);
        let action = action(rng, &keymap, known);
        let keys: Vec<String> = (0..rng.usize(..3)).map(|_| key(rng)).collect();
        for key in &keys {
            is_shown(key, tally);
        }
        let before = format!("{keymap:?}");
        match keymap.bind(&context, &action, &keys) {
            Ok(taken) => {
                assert!(taken.iter().all(|taken| !taken.to_string().is_empty()));
                tally.count("bound");
            }
            Err(unbindable) => {
                assert_eq!(format!("{keymap:?}"), before, "{unbindable}, and yet something was bound");
                tally.count("not bound");
            }
        }
    }
    keymap
}

/// What is known can be shown: on the screen, and by what is said of the configuration.
fn is_shown(key: &str, tally: &mut Tally) {
    match key.parse::<KeyPress>() {
        Ok(press) => {
            tally.count("known");
            let label = press.to_string().replace("\\u{", "");
            assert_eq!(safe(&label), label, "a label that cannot be seen");
        }
        Err(unknown) => {
            tally.count("unknown");
            assert!(!unknown.to_string().contains(char::is_control), "{unknown}");
        }
    }
}

/// An action that has keys there, or any, or none at all.
fn action(rng: &mut Rng, keymap: &Keymap, context: Context) -> String {
    let context = if once_in(rng, 8) { pick(rng, &Context::ALL) } else { context };
    let actions: Vec<Action> = keymap.of_context(context).map(|binding| binding.action).collect();
    if actions.is_empty() || once_in(rng, 20) { text(rng) } else { pick(rng, &actions).name().to_owned() }
}

/// A key's notation, right or nearly so.
fn key(rng: &mut Rng) -> String {
    let held = ["ctrl-", "alt-", "shift-", "ctrl-alt-", "Ctrl-", "-"];
    let mut notation = match rng.u8(..6) {
        0 => text(rng),
        1 => String::from(rng.char(..)),
        2 => format!("f{}", rng.u16(..300)),
        _ => name(rng).to_owned(),
    };
    if rng.bool() {
        notation.insert_str(0, pick(rng, &held));
    }
    if once_in(rng, 6) {
        let mut bytes = notation.into_bytes();
        break_bytes(rng, &mut bytes);
        notation = String::from_utf8_lossy(&bytes).into_owned();
    }
    notation
}
