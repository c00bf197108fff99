//! What the console knows and shows.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, VecDeque},
    time::Duration,
};

use super::{
    advice::advice,
    arrangements::Arrangements,
    columns::Columns,
    effect::Effect,
    exchanges::Exchanges,
    export::Export,
    keymap::{Context, Keymap},
    layout::{Divider, Size},
    msg::{ArrangementId, Msg, NoticeId, RequestId},
    requests::{Requests, Sending},
    screens::{Behaviour, Overlay, Screen, log_in::Reason, welcome::Welcome},
};
use crate::domain::{
    Account, Call, KeptForm, LeftForm, LicenseId, Problem, ReadOnly, Scope, ScopeEntry, ScopeKind,
    catalog::Arrangement,
};

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

/// How long a notice that goes away by itself is shown.
const NOTICE_TIME: Duration = Duration::from_secs(8);

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

/// The part of the model that every screen may use.
#[derive(Debug)]
pub struct Shared {
    /// Where the console is connected to; none on the first screen when nothing is configured.
    pub place: Option<Place>,
    /// The size of the terminal.
    pub size: Size,
    /// The time since the start, as the last tick told it.
    pub now: Duration,
    /// The keys in force.
    pub keymap: Keymap,
    /// The themes that can be chosen.
    pub themes: Themes,
    /// The columns of the licenses, for each kind of scope of which something else was said than is usual.
    pub columns: BTreeMap<ScopeKind, Columns>,
    /// Whether the terminal tells of the mouse.
    pub mouse: bool,
    /// Whether the terminal may have a clipboard that takes what it is sent.
    pub has_clipboard: bool,
    /// A text that is to be shown, to be copied by the terminal's own means.
    pub(super) to_select: Option<String>,
    /// Where the table ends and the detail begins.
    pub divider: Divider,
    /// The last requests and their answers.
    pub exchanges: Exchanges,
    /// The requests under way.
    pub requests: Requests,
    /// The filters and orders that are being worked out.
    pub arrangements: Arrangements,
    /// How many files are being read or written.
    pub files_under_way: usize,
    /// The word on the message line.
    pub notice: Option<Notice>,
    /// The scopes that were used last, the latest first.
    pub recent: Vec<ScopeEntry>,
    /// The scopes that are pinned, in the order in which they were.
    pub pinned: Vec<ScopeEntry>,
    /// The profiles that can be switched to.
    pub profiles: Vec<String>,
    /// Whether an account is logged in.
    pub session: Session,
    /// The file that the profiles stand in.
    pub configuration: Option<String>,
    /// What the server tells of the account: hints, never a gate.
    pub account: Option<Account>,
    /// The roles for which the server has refused something since the last log-in: hints, never a gate.
    pub denied: BTreeSet<&'static str>,
    /// The reason that was given last for a change, to be taken or changed for the next.
    pub last_reason: String,
    notices: u64,
    effects: Vec<Effect>,
}

impl Shared {
    /// Asks the API.
    pub fn call(&mut self, call: Call) -> RequestId {
        let id = self.requests.begin(&call);
        self.effects.push(Effect::Call { id, call });
        id
    }

    /// Forgets a read, if one is given.
    pub fn cancel(&mut self, id: Option<RequestId>) {
        if let Some(id) = id
            && self.requests.forget(id)
        {
            self.effects.push(Effect::Cancel(id));
        }
    }

    /// Has rows filtered and put in order elsewhere.
    pub fn arrange(&mut self, arrangement: Arrangement) -> ArrangementId {
        let id = self.arrangements.begin();
        self.effects.push(Effect::Arrange { id, arrangement: Box::new(arrangement) });
        id
    }

    /// Forgets an arrangement whose result is no longer wanted.
    pub fn stop_arranging(&mut self, id: ArrangementId) {
        if self.arrangements.end(id) {
            self.effects.push(Effect::StopArranging(id));
        }
    }

    /// Rows of a table by which the cursor moves on the screen. What went wrong takes up to two of them for as long as
    /// it is shown, and no row may be skipped unseen for that.
    #[must_use]
    pub fn screenful(&self, has_problem: bool) -> usize {
        let is_bad = self.notice.as_ref().is_some_and(|notice| notice.tone == Tone::Bad);
        let taken = if is_bad || has_problem { 2 } else { 0 };
        self.size.table_rows().saturating_sub(taken).max(1)
    }

    /// Has licenses written into a file.
    pub fn export(&mut self, export: Export) {
        self.files_under_way += 1;
        self.say(Tone::Plain, format!("writing {} …", export.file));
        self.effects.push(Effect::Export(Box::new(export)));
    }

    /// Has a plan read from a file.
    pub fn read_plan(&mut self, file: String) {
        self.files_under_way += 1;
        self.effects.push(Effect::ReadPlan(file));
    }

    /// Has a theme hold for now.
    pub fn use_theme(&mut self, name: String) {
        self.themes.current.clone_from(&name);
        self.effects.push(Effect::UseTheme(name));
    }

    /// Has a theme hold in later runs too.
    pub fn keep_theme(&mut self, name: String) {
        self.themes.current.clone_from(&name);
        self.effects.push(Effect::KeepTheme(name));
    }

    /// Has the terminal tell of the mouse, or no longer.
    pub fn turn_mouse(&mut self) {
        self.mouse = !self.mouse;
        self.effects.push(Effect::UseMouse(self.mouse));
        let words = if self.mouse {
            "the mouse clicks and scrolls here; hold shift to select text as ever"
        } else {
            "the mouse selects text as ever"
        };
        self.say(Tone::Good, words);
    }

    /// Has the licenses of a kind of scope shown in these columns from now on; as is usual where none are said.
    pub fn set_columns(&mut self, kind: ScopeKind, columns: Option<Columns>) {
        let words = columns.as_ref().map(ToString::to_string);
        match columns {
            Some(columns) => self.columns.insert(kind, columns),
            None => self.columns.remove(&kind),
        };
        self.effects.push(Effect::KeepColumns { kind, columns: words });
    }

    /// Asks for an effect.
    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Says something on the message line.
    pub fn say(&mut self, tone: Tone, text: impl Into<String>) {
        self.notices += 1;
        let id = NoticeId(self.notices);
        self.notice = Some(Notice { id, tone, text: text.into() });
        if tone != Tone::Bad {
            self.effects.push(Effect::ExpireNotice { id, delay: NOTICE_TIME });
        }
    }

    /// Puts a text on the clipboard, or shows it to be selected, where there is none that takes it.
    pub fn copy(&mut self, text: String) {
        if text.len() > MOST_COPIED || !self.has_clipboard {
            self.to_select = Some(text);
            return;
        }
        self.effects.push(Effect::Copy(text));
        self.say(Tone::Good, "copied");
    }

    /// Says what went wrong and what to do.
    pub fn complain(&mut self, problem: &Problem) {
        self.say(Tone::Bad, self.with_advice(problem));
    }

    /// What to do about a problem, in the words of the console.
    #[must_use]
    pub fn advice(&self, problem: &Problem) -> Cow<'static, str> {
        advice(problem, self)
    }

    /// What happened and what to do, in one line.
    #[must_use]
    pub fn with_advice(&self, problem: &Problem) -> String {
        format!("{} · {}", problem.message(), self.advice(problem))
    }

    /// Whether a license of `scope` may be changed now; says why when it may not.
    pub fn may_write(&mut self, scope: Scope, license: Option<LicenseId>) -> bool {
        if let Some(why) = self.refusal(scope) {
            self.complain(&Problem::ReadOnly(why));
            return false;
        }
        if license.is_some_and(|id| self.requests.is_changing(id)) {
            self.say(Tone::Plain, "the last change of this license is still under way");
            return false;
        }
        true
    }

    /// Why nothing may be written in `scope`, if so.
    #[must_use]
    pub fn refusal(&self, scope: Scope) -> Option<ReadOnly> {
        if !scope.is_writable() {
            Some(ReadOnly::Scope)
        } else if self.place.as_ref().is_some_and(|place| place.read_only) {
            Some(ReadOnly::Session)
        } else {
            None
        }
    }

    /// Whether an account logs in here.
    #[must_use]
    pub fn logs_in(&self) -> bool {
        self.place.as_ref().is_some_and(|place| place.logs_in)
    }

    /// Whether the console works on a production system.
    #[must_use]
    pub fn is_production(&self) -> bool {
        self.place.as_ref().is_some_and(|place| place.production)
    }

    /// The name of a scope, as far as it is known.
    #[must_use]
    pub fn scope_name(&self, scope: Scope) -> Option<&str> {
        let mut known = self.recent.iter().chain(&self.pinned);
        let name = known.find_map(|known| known.name.as_deref().filter(|_| known.scope == scope));
        name.filter(|name| !name.trim().is_empty())
    }

    /// Pins a scope, or no longer.
    pub fn turn_pin(&mut self, entry: ScopeEntry) {
        let count = self.pinned.len();
        self.pinned.retain(|pinned| pinned.scope != entry.scope);
        let pinned = self.pinned.len() == count;
        if pinned {
            self.pinned.push(entry.clone());
        }
        let words = if pinned { "pinned" } else { "no longer pinned" };
        self.say(Tone::Good, format!("{words}: {}", entry.label()));
        self.effects.push(Effect::PinScope { entry, pinned });
    }

    /// Puts a scope first among those used last.
    pub fn remember(&mut self, entry: ScopeEntry) {
        self.recent.retain(|recent| recent.scope != entry.scope);
        self.recent.insert(0, entry.clone());
        self.recent.truncate(MOST_RECENT);
        self.effects.push(Effect::RememberScope(entry));
    }
}

/// The most bytes that terminals take onto a clipboard.
pub const MOST_COPIED: usize = 74_994;

/// How many scopes are remembered.
pub const MOST_RECENT: usize = 20;

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
        let shared = Shared {
            place: None,
            size,
            now: Duration::ZERO,
            keymap: Keymap::default(),
            themes: Themes::default(),
            columns: BTreeMap::new(),
            mouse: false,
            has_clipboard: true,
            to_select: None,
            divider: Divider::default(),
            exchanges: Exchanges::default(),
            requests: Requests::default(),
            arrangements: Arrangements::default(),
            files_under_way: 0,
            notice: None,
            recent: Vec::new(),
            pinned: Vec::new(),
            profiles,
            session: Session::default(),
            configuration: None,
            account: None,
            denied: BTreeSet::new(),
            last_reason: String::new(),
            notices: 0,
            effects: Vec::new(),
        };
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
        std::mem::take(&mut self.shared.effects)
    }
}
