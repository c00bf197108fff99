//! Coming to a place, and leaving it for another.

use super::{drafts, session};
use crate::{
    app::{
        effect::Effect,
        model::{Connected, LastLogIn, Model, Session, Tone},
        screens::{Act, Behaviour, Question, Screen, Step, Written, licenses::Licenses, scopes::Scopes},
    },
    domain::{Call, Problem, Reply, Scope, ScopeEntry},
};

/// Takes in that a connection stands, or why it does not. In that case nothing changes but the words.
pub(super) fn connected(model: &mut Model, result: Result<Box<Connected>, String>) {
    match result {
        Ok(connected) => {
            leave(model);
            open(model, *connected);
        }
        Err(reason) => {
            let form = model.screens.iter_mut().find_map(|screen| match screen {
                Screen::Connect(form) if form.sent => Some(form),
                _ => None,
            });
            match form {
                Some(form) => form.refuse(reason),
                None => model.shared.say(Tone::Bad, reason),
            }
        }
    }
}

/// Brings up the first screens of a place.
pub(super) fn open(model: &mut Model, connected: Connected) {
    let shared = &mut model.shared;
    let Connected { place, scope, recent, pinned, profiles, remark, left } = connected;
    model.drafts.left = left.into();
    (shared.place, shared.recent, shared.pinned) = (Some(place), recent, pinned);
    shared.profiles = profiles;
    if let Some(remark) = remark {
        shared.say(Tone::Bad, remark);
    }
    session::read_account(shared);
    if let Some(scope) = scope {
        open_scope(model, scope);
    } else {
        let mut scopes = Scopes::default();
        scopes.enter(shared);
        model.screens = vec![scopes.into()];
    }
}

/// Shows the licenses of a scope with the scopes behind them.
pub(super) fn open_scope(model: &mut Model, scope: Scope) {
    let shared = &mut model.shared;
    let known = shared.recent.iter().chain(&shared.pinned).find(|known| known.scope == scope);
    let entry = ScopeEntry { scope, name: known.and_then(|known| known.name.clone()) };
    if !matches!(model.screens.first(), Some(Screen::Scopes(_))) {
        model.screens = vec![Scopes::behind(scope.kind).into()];
    }
    model.screens.push(Licenses::open(entry, shared).into());
}

/// Leaves a place. Writes under way are still awaited; reads are cancelled.
fn leave(model: &mut Model) {
    drafts::leave(model);
    let shared = &mut model.shared;
    let label = shared.place.take().map(|place| place.label).unwrap_or_default();
    for id in shared.requests.leave_behind(&label) {
        shared.effect(Effect::Cancel(id));
    }
    for id in shared.arrangements.end_all() {
        shared.effect(Effect::StopArranging(id));
    }
    (shared.account, shared.session) = (None, Session::default());
    shared.denied.clear();
    shared.notice = None;
    if let Some((_, waiting)) = shared.requests.write_under_way() {
        let words = format!("still under way at {label}: {}", waiting.call);
        shared.say(Tone::Plain, words);
    }
    model.last_log_in = LastLogIn::default();
    model.log_in_due = None;
    model.overlay = None;
    model.screens.clear();
}

/// What to do to switch to another profile: ask first where something would be lost.
pub(super) fn switch(model: &mut Model, name: &str) -> Option<Step> {
    let unsaved: Vec<String> = model
        .screens
        .iter()
        .filter(|screen| screen.is_unsaved())
        .map(|screen| format!("{}: what was typed is not saved.", screen.title()))
        .collect();
    if unsaved.is_empty() {
        model.shared.effect(Effect::SwitchProfile(name.to_owned()));
        return None;
    }
    let question = Question {
        title: format!("Switch to {name}?"),
        lines: unsaved,
        act: Act::SwitchProfile(name.to_owned()),
    };
    Some(Step::Ask(Box::new(question)))
}

/// Tells how a write ended whose place the console has left.
pub(super) fn tell_from_elsewhere(
    model: &mut Model, label: &str, call: &Call, result: &Result<Reply, Problem>,
) {
    match result {
        Ok(reply) => {
            if let Some(written) = Written::from_reply(call, reply) {
                model.shared.say(Tone::Good, format!("at {label}: {}", written.in_words()));
            }
        }
        Err(problem) => {
            let words = super::failure(&model.shared, call, problem);
            model.shared.say(Tone::Bad, format!("at {label}: {words}"));
        }
    }
}

#[cfg(test)]
mod tests;
