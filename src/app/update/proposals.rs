//! Changes on their way out: asked about, given their reason, sent.

use crate::app::{
    headless,
    keymap::Action,
    model::{Model, Tone},
    screens::{Act, Behaviour, Overlay, Proposal, Question, reason::ReasonPrompt},
};
use crate::domain::Write;

/// Takes in what a screen wants to send.
pub(super) fn propose(model: &mut Model, proposal: Proposal) {
    let Proposal { writes, question } = proposal;
    match question {
        Some((title, lines)) => {
            let question = Question { title, lines, act: Act::Send(writes) };
            model.overlay = Some(Overlay::Question(Box::new(question)));
        }
        None => go_on(model, writes),
    }
}

/// Sends what the operator has said yes to. Where the profile demands a reason, that is asked for first.
pub(super) fn go_on(model: &mut Model, writes: Vec<Write>) {
    let shared = &mut model.shared;
    let demanded = shared.place.as_ref().is_some_and(|place| place.needs_reason);
    if demanded && writes.iter().any(|write| write.cause.reason.is_none()) {
        let prompt = ReasonPrompt::new(writes, &shared.last_reason);
        model.overlay = Some(Overlay::Reason(Box::new(prompt)));
    } else if let Some(screen) = model.screens.last_mut() {
        screen.send(writes, shared);
    }
}

/// Does what a key asks of the prompt for a reason. It has been taken off the screen, and is put back unless it is
/// done. What was typed stands there the next time, sent or not.
pub(super) fn act_on_reason(model: &mut Model, mut prompt: ReasonPrompt, action: Action) {
    match action {
        Action::Back => return put_away(model, &prompt),
        Action::Accept if prompt.reason().is_empty() => prompt.is_missing = true,
        Action::Accept => {
            put_away(model, &prompt);
            return go_on(model, prompt.into_writes());
        }
        Action::CopyCommand => copy(model, &prompt.writes),
        _ => {}
    }
    model.overlay = Some(Overlay::Reason(Box::new(prompt)));
}

/// Copies the command that does what a yes would do, where that is a change.
pub(super) fn copy_command(model: &mut Model, act: &Act) {
    match act {
        Act::Send(writes) => copy(model, writes),
        _ => model.shared.say(Tone::Plain, "there is no command for this"),
    }
}

fn copy(model: &mut Model, writes: &[Write]) {
    if let Some(command) = headless::commands(writes, model.shared.place.as_ref()) {
        model.shared.copy(command);
    }
}

/// Remembers what was typed.
pub(super) fn put_away(model: &mut Model, prompt: &ReasonPrompt) {
    prompt.reason().clone_into(&mut model.shared.last_reason);
}

#[cfg(test)]
mod tests;
