//! How calls get on while their answers are awaited.

use crate::{
    app::{
        effect::Effect,
        keymap::Context,
        model::{Model, Tone},
        msg::RequestId,
        screens::Behaviour,
    },
    domain::Progress,
};

/// Takes notice of how a call gets on.
pub(super) fn progressed(model: &mut Model, id: RequestId, progress: Progress) {
    let words = progress.message();
    let is_settled = matches!(progress, Progress::Settled { .. });
    let is_unnoted = matches!(progress, Progress::NotNoted { .. });
    if let Progress::Waiting { problem, .. } = &progress
        && let Some(screen) = model.screens.iter_mut().rfind(|screen| screen.awaits(id))
    {
        screen.held_up(id, problem, &mut model.shared);
    }
    model.shared.requests.progressed(id, progress);
    let known = model.shared.requests.get(id);
    if is_settled {
        // What was settled before is still news.
        let all = known.map(|waiting| waiting.settled.join(" · ")).filter(|all| !all.is_empty());
        model.shared.say(Tone::Plain, all.or(words).unwrap_or_default());
    } else if is_unnoted {
        model.shared.say(Tone::Bad, words.unwrap_or_default());
    }
}

/// Gives up the write that waits for another try in sight of the operator; whether there was one.
pub(super) fn give_up(model: &mut Model) -> bool {
    let Some(id) = write_that_waits(model) else {
        return false;
    };
    if model.shared.requests.give_up(id) {
        model.shared.effect(Effect::GiveUp(id));
    }
    true
}

/// The write that waits for another try and that the operator looks at: that of the screen in front, or else, where
/// no text is typed, one that no screen waits for.
fn write_that_waits(model: &Model) -> Option<RequestId> {
    let front = model.front().filter(|_| model.overlay.is_none())?;
    let is_typing = !front.contexts().contains(&Context::Global);
    let is_shown = |id: &RequestId| {
        front.awaits(*id) || (!is_typing && !model.screens.iter().any(|screen| screen.awaits(*id)))
    };
    model.shared.requests.writes_that_wait().find(is_shown)
}

#[cfg(test)]
mod tests;
