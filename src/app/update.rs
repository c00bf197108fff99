//! One message in, effects out.

use super::{
    effect::Effect,
    keymap::{Action, Context, KeyPress},
    model::{Model, Place, Tone},
    msg::{Msg, RequestId},
    screens::{
        Act, Behaviour, Overlay, Screen, Step, Written, help::Help, licenses::Licenses, scopes::Scopes,
    },
};
use crate::domain::{Problem, Reply, Scope, ScopeEntry};

/// Brings the first screens up: the scopes, or the licenses of `scope` with the scopes behind them, or the welcome
/// when there is no place to connect to.
pub fn start(model: &mut Model, scope: Option<Scope>) -> Vec<Effect> {
    if model.shared.place.is_some() {
        open_first(model, scope);
    }
    model.take_effects()
}

fn open_first(model: &mut Model, scope: Option<Scope>) {
    let mut scopes = Scopes::default();
    if let Some(scope) = scope {
        let name = model.shared.recent.iter().find(|recent| recent.scope == scope);
        let entry = ScopeEntry { scope, name: name.and_then(|recent| recent.name.clone()) };
        scopes.show_kind(scope.kind);
        let licenses = Licenses::open(entry, &mut model.shared);
        model.screens = vec![scopes.into(), licenses.into()];
    } else {
        scopes.enter(&mut model.shared);
        model.screens = vec![scopes.into()];
    }
}

/// Takes in what happened and answers with what is to be done. Total: any message may come in any state.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(press) => key(model, press),
        Msg::Pasted(text) => paste(model, &text),
        Msg::Resized(size) => {
            model.shared.size = size;
            for screen in &mut model.screens {
                screen.resized(&mut model.shared);
            }
        }
        Msg::Ticked(now) => {
            model.shared.now = now;
            model.shared.requests.tick(now);
        }
        Msg::NoticeExpired(id) => {
            model.shared.notice.take_if(|notice| notice.id == id);
        }
        Msg::Replied { id, result } => replied(model, id, result),
        Msg::SandboxStarted(result) => sandbox_started(model, result),
    }
    model.take_effects()
}

fn key(model: &mut Model, press: KeyPress) {
    let contexts = model.contexts();
    let action = model.shared.keymap.action(contexts, press);
    match action {
        Some(Action::ForceQuit) => model.shared.effect(Effect::Quit { interrupted: true }),
        Some(Action::Suspend) => model.shared.effect(Effect::Suspend),
        Some(Action::Redraw) => model.shared.effect(Effect::Redraw),
        Some(action) => act(model, action),
        None => {
            if model.overlay.is_none()
                && let Some(screen) = model.screens.last_mut()
            {
                let step = screen.type_key(press, &mut model.shared);
                take_step(model, step);
            }
        }
    }
}

fn act(model: &mut Model, action: Action) {
    if !action.is_movement() {
        model.shared.notice.take_if(|notice| notice.tone == Tone::Bad);
    }
    if let Some(overlay) = model.overlay.take() {
        return act_on_overlay(model, overlay, action);
    }
    match action {
        Action::Help => model.overlay = Some(Overlay::Help(Help::new(model.contexts(), &model.shared))),
        Action::Quit => quit(model),
        _ => {
            if let Some(screen) = model.screens.last_mut() {
                let step = screen.act(action, &mut model.shared);
                take_step(model, step);
            }
        }
    }
}

fn act_on_overlay(model: &mut Model, overlay: Overlay, action: Action) {
    match overlay {
        Overlay::Help(mut help) => {
            if action != Action::Back {
                help.act(action, &model.shared);
                model.overlay = Some(Overlay::Help(help));
            }
        }
        Overlay::Question(question) if action == Action::Yes => match question.act {
            Act::Quit => model.shared.effect(Effect::Quit { interrupted: false }),
            Act::Close => take_step(model, Step::Close),
            Act::Send(call) => {
                if let Some(screen) = model.screens.last_mut() {
                    screen.send(call, &mut model.shared);
                }
            }
        },
        Overlay::Question(_) => {}
    }
}

fn quit(model: &mut Model) {
    let unsaved = model.screens.iter().any(Screen::is_unsaved);
    let write = model.shared.requests.write_under_way().map(|(_, waiting)| waiting.call.to_string());
    let lines = match (unsaved, write) {
        (true, _) => vec!["What was typed is not saved.".to_owned()],
        (false, Some(call)) => vec![format!("Still under way: {call}. Leaving waits for its answer.")],
        (false, None) => return model.shared.effect(Effect::Quit { interrupted: false }),
    };
    take_step(model, Step::ask("Leave lictor?", lines, Act::Quit));
}

fn paste(model: &mut Model, text: &str) {
    let typing = !model.contexts().contains(&Context::Global);
    if model.overlay.is_none()
        && typing
        && let Some(screen) = model.screens.last_mut()
    {
        screen.paste(text, &mut model.shared);
    }
}

fn take_step(model: &mut Model, step: Step) {
    match step {
        Step::Stay => {}
        Step::Open(screen) => model.screens.push(screen),
        Step::Close => close_front(model),
        Step::Ask(question) => model.overlay = Some(Overlay::Question(question)),
        Step::ToScopes => {
            while model.screens.len() > 1 {
                close_front(model);
            }
        }
    }
}

fn close_front(model: &mut Model) {
    if model.screens.len() < 2 {
        return model.shared.say(Tone::Plain, "this is the first screen; q leaves");
    }
    if let Some(mut screen) = model.screens.pop() {
        screen.leave(&mut model.shared);
    }
    if let Some(screen) = model.screens.last_mut() {
        screen.enter(&mut model.shared);
    }
}

fn replied(model: &mut Model, id: RequestId, result: Result<Reply, Problem>) {
    let Some(waiting) = model.shared.requests.end(id) else {
        return;
    };
    if let Some(written) = result.as_ref().ok().and_then(|reply| Written::from_reply(&waiting.call, reply)) {
        for screen in &mut model.screens {
            screen.written(&written, &mut model.shared);
        }
        model.shared.say(Tone::Good, written.in_words());
    }
    let owner = model.screens.iter().rposition(|screen| screen.awaits(id));
    match owner.and_then(|position| model.screens.get_mut(position)) {
        Some(screen) => {
            let step = screen.replied(id, result, &mut model.shared);
            take_step(model, step);
        }
        None => {
            if let Err(problem) = result {
                // A write that no screen waits for: say which.
                let text = format!("{}: {}", waiting.call, problem.with_advice());
                model.shared.say(Tone::Bad, text);
            }
        }
    }
    model.screens.retain(|screen| !screen.is_gone());
}

fn sandbox_started(model: &mut Model, result: Result<Place, String>) {
    match result {
        Ok(place) => {
            model.shared.place = Some(place);
            open_first(model, None);
        }
        Err(reason) => {
            model.shared.say(Tone::Bad, format!("the sandbox did not start: {reason}"));
        }
    }
}

#[cfg(test)]
mod tests;
