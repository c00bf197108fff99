//! What the mouse does: a click puts the cursor on a row, and on the cursor's own row opens it; the wheel scrolls; the line
//! between table and detail can be drawn. It never does what cannot be undone, and answers no question.

use super::{act, take_step_in_front};
use crate::app::{
    keymap::{Action, Context},
    layout::BODY,
    model::Model,
    msg::{Mouse, MouseKind},
    screens::{Behaviour, Overlay, Screen},
};

/// Rows that the wheel scrolls by at each notch.
const NOTCH: usize = 3;

pub(super) fn take(model: &mut Model, mouse: Mouse) {
    if !model.shared.size.is_enough() {
        return;
    }
    match mouse.kind {
        MouseKind::WheelUp => scroll(model, Action::Up),
        MouseKind::WheelDown => scroll(model, Action::Down),
        MouseKind::Press => press(model, mouse),
        MouseKind::Drag if model.shared.divider.is_held => model.shared.divider.put(mouse.column),
        MouseKind::Drag => {}
        MouseKind::Release => model.shared.divider.is_held = false,
    }
}

/// Scrolls what the arrow keys would scroll.
fn scroll(model: &mut Model, action: Action) {
    let contexts = model.contexts();
    let scrolls =
        matches!(model.overlay, None | Some(Overlay::Help(_) | Overlay::Command(_) | Overlay::Page(_)));
    let knows = model
        .shared
        .keymap
        .bindings()
        .iter()
        .any(|binding| binding.action == action && contexts.contains(&binding.context));
    if scrolls && knows {
        for _ in 0..NOTCH {
            act(model, action);
        }
    }
}

fn press(model: &mut Model, mouse: Mouse) {
    if model.overlay.is_some() || !model.contexts().contains(&Context::Global) {
        return;
    }
    let body = BODY..BODY + u16::try_from(model.shared.size.body_rows()).unwrap_or(u16::MAX);
    if !body.contains(&mouse.row) {
        return;
    }
    if let Some(divider) = divider(model) {
        model.shared.divider.is_held = mouse.column == divider;
        if mouse.column >= divider {
            return;
        }
        // What stands beside the table belongs to the row under the cursor, and goes with it.
        if matches!(model.front(), Some(Screen::License(_))) {
            act(model, Action::Back);
        }
    }
    let row = usize::from(mouse.row - BODY);
    let Some(screen) = model.screens.last_mut() else { return };
    if screen.point(row, &mut model.shared) {
        let step = screen.act(Action::Open, &mut model.shared);
        take_step_in_front(model, step);
    }
}

/// The column of the line between the table and the detail, where both are shown.
fn divider(model: &Model) -> Option<u16> {
    let are_both_shown = match model.screens.as_slice() {
        [.., Screen::Licenses(_), Screen::License(_)] => true,
        screens => matches!(screens.last(), Some(Screen::Licenses(_))),
    };
    model.shared.divider.column(model.shared.size).filter(|_| are_both_shown)
}

#[cfg(test)]
mod tests;
