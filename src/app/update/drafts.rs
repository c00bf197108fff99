//! What is typed in a form is kept, and what another console left behind is offered.

use super::{connection, take_step_in_front};
use crate::{
    app::{
        effect::Effect,
        keymap::{Action, Context},
        model::{Model, Tone},
        screens::{Act, Overlay, Question, Screen, Step, form::Form},
    },
    domain::{Field, KeptForm, LeftForm, Purpose},
    text,
};

/// The most cells of a line in the question, where the screen has them, and what the screen keeps for itself.
const MOST_CELLS: usize = 72;
const BORDER_CELLS: usize = 4;

/// A SKU of which less can be shown is left out of the title.
const LEAST_OF_A_SKU: usize = 4;

/// Has the form kept whenever something in it has changed, and no longer once it is gone.
pub(super) fn keep(model: &mut Model) {
    let form = model.screens.iter().rev().find_map(|screen| match screen {
        Screen::Form(form) => Some(form),
        _ => None,
    });
    let form = form.zip(model.shared.place.as_ref()).and_then(|(form, place)| form.kept(place));
    if form == model.drafts.kept {
        return;
    }
    model.drafts.kept.clone_from(&form);
    model.shared.effect(form.map_or(Effect::DropForm, |form| Effect::KeepForm(Box::new(form))));
}

/// Asks about the next form that was left behind: once the session stands, and only over a list in which nothing is
/// being typed that could answer by accident.
pub(super) fn offer(model: &mut Model) {
    let on_list = matches!(model.front(), Some(Screen::Scopes(_) | Screen::Licenses(_)));
    let free = on_list && model.overlay.is_none() && model.contexts().contains(&Context::Global);
    let stands = model.drafts.session_stands || !model.shared.logs_in();
    if !free || !stands {
        return;
    }
    if let Some(left) = model.drafts.left.pop_front() {
        let cells = usize::from(model.shared.size.columns).saturating_sub(BORDER_CELLS).min(MOST_CELLS);
        model.overlay = Some(Overlay::Question(Box::new(question(left, cells))));
    }
}

/// Takes the question about a draft away for now; it comes again.
pub(super) fn put_off(model: &mut Model) {
    if let Some(Overlay::Question(question)) = &model.overlay
        && let Act::TakeUp(left) = &question.act
    {
        model.drafts.left.push_front((**left).clone());
        model.overlay = None;
    }
}

/// Leaves everything that was not asked about to other consoles, and keeps nothing any more: the place is left.
pub(super) fn leave(model: &mut Model) {
    put_off(model);
    for left in std::mem::take(&mut model.drafts.left) {
        model.shared.effect(Effect::LeaveForm(left.id));
    }
    model.drafts.session_stands = false;
}

/// Does what the operator answers.
pub(super) fn answer(model: &mut Model, left: &LeftForm, action: Action) {
    match action {
        Action::Yes => take_up(model, left),
        Action::ThrowAway => {
            model.shared.effect(Effect::ForgetForm(left.id));
            model.shared.say(Tone::Plain, "what was typed is thrown away");
        }
        _ => {
            model.shared.effect(Effect::LeaveForm(left.id));
            model.shared.say(Tone::Plain, "the draft is kept for the next start");
        }
    }
}

/// Opens the form as it was, with the licenses of its scope behind it.
fn take_up(model: &mut Model, left: &LeftForm) {
    let scope = left.form.scope;
    if !model.shared.may_write(scope, None) {
        return model.shared.effect(Effect::LeaveForm(left.id));
    }
    let shown = matches!(model.front(), Some(Screen::Licenses(licenses)) if licenses.scope() == scope);
    if !shown {
        take_step_in_front(model, Step::ToScopes);
        if let Some(Screen::Scopes(scopes)) = model.screens.first_mut() {
            scopes.note_moved();
        }
        connection::open_scope(model, scope);
    }
    let form = Form::taken_up(&left.form, &mut model.shared);
    model.screens.push(form.into());
    // It is kept as this console's own before the other's goes.
    keep(model);
    model.shared.effect(Effect::ForgetForm(left.id));
}

fn question(left: LeftForm, cells: usize) -> Question {
    let (deed, sku) = left.form.subject();
    let frame = |sku: &str| format!("Draft kept: {deed}{sku}, typed {}. Take it up?", left.typed);
    let room = cells.saturating_sub(text::width(&frame(" ()")));
    let named = !sku.is_empty() && room >= LEAST_OF_A_SKU;
    let title = if named { frame(&format!(" ({})", cut(sku, room))) } else { frame("") };
    let mut lines = vec![if sku.is_empty() { deed } else { cut(&format!("{deed}, {sku}"), cells) }];
    lines.push(format!("in {}", left.form.scope));
    lines.extend(typed(&left.form).into_iter().map(|line| cut(&line, cells)));
    if left.form.sent {
        lines.push(String::new());
        lines.push("It was being saved when its console went away: it may have been made.".to_owned());
    }
    lines.push(String::new());
    lines.push("n throws it away; Esc leaves it for the next start.".to_owned());
    Question { title, lines, act: Act::TakeUp(Box::new(left)) }
}

/// The start of a text that fits into so many cells as it will be shown.
fn cut(words: &str, cells: usize) -> String {
    if text::width(&text::safe(words)) <= cells {
        return words.to_owned();
    }
    let mut start = String::new();
    for character in words.chars() {
        start.push(character);
        if text::width(&text::safe(&start)) >= cells {
            start.pop();
            break;
        }
    }
    start + "…"
}

/// What was typed, field by field.
fn typed(form: &KeptForm) -> Vec<String> {
    let line = |field: Field| {
        let text = form.text(field);
        let before = match &form.purpose {
            Purpose::Edit(license) => Some(license.text(field)),
            Purpose::New | Purpose::Clone(_) => None,
        };
        match before {
            Some(before) if before == text => None,
            Some(before) => Some(format!("{}: \"{before}\" becomes \"{text}\"", field.title())),
            None if text.is_empty() => None,
            None => Some(format!("{}: \"{text}\"", field.title())),
        }
    };
    Field::ALL.into_iter().filter_map(line).collect()
}

#[cfg(test)]
mod tests;
