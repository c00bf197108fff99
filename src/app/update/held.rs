//! Keys that are typed ahead of a filter's result.
//!
//! On a slow line the filter and what is to be done with the license that it finds come in one piece. For as long as
//! nobody can have seen that the rows are still the old ones, such keys wait for the new ones: else they would change
//! another license than the one that was meant. Once the screen says that it is filtering, keys act on what is shown.

use super::{key, paste};
use crate::app::{
    keymap::{Action, KeyPress},
    model::Model,
    msg::Msg,
    screens::Screen,
};

/// So many keys nobody types ahead; more are not taken.
const MOST: usize = 256;

/// Types a key or a text, now or when the result is there.
pub(super) fn type_or_hold(model: &mut Model, msg: Msg) {
    if !is_holding(model) || matches!(msg, Msg::Key(press) if is_for_now(model, press)) {
        return type_now(model, msg);
    }
    if model.held.len() < MOST {
        model.held.push_back(msg);
    }
}

/// Types what waited for a result, as far as it does not wait for another.
pub(super) fn release(model: &mut Model) {
    while !is_holding(model) {
        let Some(msg) = model.held.pop_front() else {
            return;
        };
        type_now(model, msg);
    }
}

/// Forgets what was typed ahead when the screen is another now: it was not meant for that.
pub(super) fn drop_if_astray(model: &mut Model) {
    if !model.held.is_empty() && !is_holding(model) {
        model.held.clear();
    }
}

fn type_now(model: &mut Model, msg: Msg) {
    match msg {
        Msg::Key(press) => key(model, press),
        Msg::Pasted(text) => paste(model, &text),
        _ => {}
    }
}

fn is_holding(model: &Model) -> bool {
    let Some(Screen::Licenses(licenses)) = model.front().filter(|_| model.overlay.is_none()) else {
        return false;
    };
    let Some((id, _)) = licenses.arranging().filter(|_| licenses.is_refiltering() && !licenses.filtering)
    else {
        return false;
    };
    // What was typed first comes first, however long it takes.
    !model.held.is_empty() || model.shared.arrangements.seen_for(id, model.shared.now).is_none()
}

/// Whether a key has nothing to do with the rows, or gives the result up.
fn is_for_now(model: &Model, press: KeyPress) -> bool {
    matches!(
        model.shared.keymap.action(model.contexts(), press),
        Some(Action::Back | Action::ForceQuit | Action::Suspend | Action::Redraw)
    )
}

#[cfg(test)]
mod tests;
