//! What the console knows and shows.

use std::collections::VecDeque;

use super::{
    effect::Effect,
    keymap::Context,
    layout::Size,
    msg::{Msg, NoticeId},
    requests::Sending,
    screens::{Behaviour, Overlay, Screen, log_in::Reason, welcome::Welcome},
};
use crate::domain::{KeptForm, LeftForm, Scope, ScopeEntry};

pub use super::shared::{MOST_COPIED, MOST_RECENT, Shared};

/// Where the console is connected to, and under which rules.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own, and any may go with any other"
)]
pub struct Place {
    /// The word for it on the top line.
    pub label: String,
    /// Whether it is a production system: it is shown loudly, and saving and toggling ask.
    pub production: bool,
    /// The server's origin, to be shown.
    pub origin: String,
    /// The service provider's instance.
    pub instance: String,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// How many licenses to ask for at once.
    pub page_size: u32,
    /// Whether pages are fetched before they are needed.
    pub reads_ahead: bool,
    /// The profile that leads here; none where the environment or the sandbox does.
    pub profile: Option<String>,
    /// Whether an account logs in; a machine's token is what it is.
    pub logs_in: bool,
    /// The name of the account that logs in, as far as it is known.
    pub username: Option<String>,
    /// Whether each change needs a reason.
    pub needs_reason: bool,
}

/// A connection that stands: what the console has to know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connected {
    /// Where it leads.
    pub place: Place,
    /// Open on this scope's licenses instead of on the scopes.
    pub scope: Option<Scope>,
    /// The scopes that were used last there, the latest first.
    pub recent: Vec<ScopeEntry>,
    /// The scopes that are pinned there.
    pub pinned: Vec<ScopeEntry>,
    /// The profiles that can be switched to.
    pub profiles: Vec<String>,
    /// What is to be said first.
    pub remark: Option<String>,
    /// The forms that consoles left behind there which are gone.
    pub left: Vec<LeftForm>,
}

/// The themes, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Themes {
    /// Those that can be chosen.
    pub names: Vec<String>,
    /// The one that holds.
    pub current: String,
}

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It went as it should; goes away by itself.
    Good,
    /// Something to know; goes away by itself.
    Plain,
    /// It went wrong; stays until the next deed.
    Bad,
}

/// A word on the message line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its number.
    pub id: NoticeId,
    /// How it is meant.
    pub tone: Tone,
    /// What it says; may hold text of the server's.
    pub text: String,
}

/// Whether there is a session, as far as the last answers tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Session {
    /// No answer has told yet.
    #[default]
    Unknown,
    /// The server takes calls.
    Live,
    /// There is none.
    Absent,
}

/// Everything that the console knows and shows.
#[derive(Debug)]
pub struct Model {
    /// What every screen may use.
    pub shared: Shared,
    /// The screens, the one in front last. Never empty.
    pub screens: Vec<Screen>,
    /// What lies over the screen in front.
    pub overlay: Option<Overlay>,
    pub(super) last_log_in: LastLogIn,
    /// Why the operator is asked to log in as soon as nothing is typed any more.
    pub(super) log_in_due: Option<Reason>,
    pub(super) drafts: Drafts,
    /// What was typed ahead of a filter's result.
    pub(super) held: VecDeque<Msg>,
}

/// What is kept of this console's form, and what others left behind.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    /// The form as it was last given to be kept.
    pub(super) kept: Option<KeptForm>,
    /// What was left behind and not asked about yet.
    pub(super) left: VecDeque<LeftForm>,
    /// Whether the server has answered somebody who is logged in.
    pub(super) session_stands: bool,
}

/// How the last log-in screen ended. What was sent before that knows nothing of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LastLogIn {
    /// The last request that was sent before.
    pub(super) after: Sending,
    /// Whether the operator logged in, or went away.
    pub(super) logged_in: bool,
}

impl Model {
    /// A console that is connected to nothing yet: it shows the welcome.
    #[must_use]
    pub fn new(size: Size, profiles: Vec<String>) -> Self {
        let shared = Shared::new(size, profiles);
        let screens = vec![Screen::Welcome(Welcome)];
        Self {
            shared,
            screens,
            overlay: None,
            last_log_in: LastLogIn::default(),
            log_in_due: None,
            drafts: Drafts::default(),
            held: VecDeque::new(),
        }
    }

    /// The screen in front.
    #[must_use]
    pub fn front(&self) -> Option<&Screen> {
        self.screens.last()
    }

    /// Where keys are looked up, the nearest context first.
    #[must_use]
    pub fn contexts(&self) -> &'static [Context] {
        match (&self.overlay, self.front()) {
            (Some(overlay), _) => overlay.contexts(),
            (None, Some(screen)) => screen.contexts(),
            (None, None) => &[Context::Always],
        }
    }

    /// Whether what is typed goes to something in front, so that nothing else may take its place by itself.
    #[must_use]
    pub fn is_typed_in(&self) -> bool {
        match (&self.overlay, self.front()) {
            (Some(Overlay::Command(_) | Overlay::Question(_)), _) => true,
            _ if !self.held.is_empty() => true,
            (_, None | Some(Screen::LogIn(_))) => false,
            (_, Some(screen)) => !screen.contexts().contains(&Context::Global),
        }
    }

    /// Why a log-in is wanted that waits until nothing is typed any more.
    #[must_use]
    pub fn log_in_due(&self) -> Option<&Reason> {
        self.log_in_due.as_ref()
    }

    /// Whether leaving would lose something that was typed.
    #[must_use]
    pub fn is_unsaved(&self) -> bool {
        self.screens.iter().any(Screen::is_unsaved)
    }

    /// Whether leaving asks first: something would be lost, or a change or a file is under way.
    #[must_use]
    pub fn asks_before_leaving(&self) -> bool {
        self.is_unsaved()
            || self.shared.requests.write_under_way().is_some()
            || self.shared.files_under_way > 0
    }

    /// Whether something is waited for, so that the clock has to be looked at.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        let Shared { requests, arrangements, files_under_way, .. } = &self.shared;
        requests.is_waiting() || arrangements.is_waiting() || *files_under_way > 0
    }

    /// The effects asked for since the last time.
    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        self.shared.take_effects()
    }
}
