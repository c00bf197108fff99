//! The first screen when nothing is configured: how to connect, or try the sandbox.

use super::{Behaviour, Step, connect::Connect};
use crate::app::{
    effect::Effect,
    keymap::{Action, Context},
    model::Shared,
};

/// The screen; it has no state.
#[derive(Clone, Copy, Debug)]
pub struct Welcome;

impl Behaviour for Welcome {
    fn title(&self) -> &'static str {
        "Welcome"
    }

    fn contexts(&self) -> &'static [Context] {
        &[Context::Welcome, Context::Global, Context::Always]
    }

    fn act(&mut self, action: Action, shared: &mut Shared) -> Step {
        match action {
            Action::Sandbox => {
                shared.effect(Effect::StartSandbox);
                Step::Stay
            }
            Action::Connect => Step::Open(Connect::default().into()),
            Action::Back => Step::Close,
            _ => Step::Stay,
        }
    }
}
