//! The state machine and the screen without a loop or a server: answers come from the test.

use lictor::{
    app::{Connected, Effect, Model, Msg, RequestId, keymap::Keymap, layout::Size, start, update},
    domain::{Account, Call, Problem, Reply},
    ui::Theme,
};

use super::{keys, screen::drawn};

pub(crate) struct Desk {
    model: Model,
    open: Vec<(RequestId, Call)>,
}

impl Desk {
    /// A console that is connected to a place, or shows the welcome.
    pub(crate) fn new((columns, rows): (u16, u16), connected: Option<Connected>) -> Self {
        let mut model = Model::new(Size { columns, rows }, Vec::new());
        let effects = start(&mut model, connected);
        let mut desk = Self { model, open: Vec::new() };
        desk.note(effects);
        desk
    }

    /// The model, to look at.
    pub(crate) fn model(&self) -> &Model {
        &self.model
    }

    /// The model, to change it.
    pub(crate) fn model_mut(&mut self) -> &mut Model {
        &mut self.model
    }

    /// Puts other keys in force.
    pub(crate) fn bind(&mut self, keymap: Keymap) -> &mut Self {
        self.model.shared.keymap = keymap;
        self
    }

    fn note(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Call { id, call } => self.open.push((id, call)),
                Effect::Cancel(id) => self.open.retain(|(open, _)| *open != id),
                _ => {}
            }
        }
    }

    pub(crate) fn send(&mut self, msg: Msg) -> &mut Self {
        let effects = update(&mut self.model, msg);
        self.note(effects);
        self
    }

    /// Presses the keys of a script.
    pub(crate) fn press(&mut self, script: &str) -> &mut Self {
        for press in keys::script(script) {
            self.send(Msg::Key(press));
        }
        self
    }

    /// Answers the call that was asked for last, but for that about the account.
    #[track_caller]
    pub(crate) fn answer(&mut self, result: Result<Reply, Problem>) -> &mut Self {
        let last = self.open.iter().rposition(|(_, call)| *call != Call::WhoAmI).expect("a call");
        let (id, _) = self.open.remove(last);
        self.send(Msg::Replied { id, result })
    }

    /// Answers who is logged in.
    #[track_caller]
    pub(crate) fn answer_account(&mut self, account: Account) -> &mut Self {
        let place = self.open.iter().position(|(_, call)| *call == Call::WhoAmI).expect("a call");
        let (id, _) = self.open.remove(place);
        self.send(Msg::Replied { id, result: Ok(Reply::Account(account)) })
    }

    pub(crate) fn screen(&self) -> String {
        self.screen_in(Theme::default())
    }

    pub(crate) fn screen_in(&self, theme: Theme) -> String {
        drawn(&self.model, theme)
    }
}
