//! The part of the model that every screen may use: what all of them know, say and ask for.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use super::{
    advice::advice,
    arrangements::Arrangements,
    columns::Columns,
    effect::Effect,
    exchanges::Exchanges,
    export::Export,
    keymap::Keymap,
    layout::{Divider, Size},
    model::{Notice, Place, Session, Themes, Tone},
    msg::{ArrangementId, NoticeId, RequestId},
    requests::Requests,
};
use crate::domain::{
    Account, Call, LicenseId, Problem, ReadOnly, Scope, ScopeEntry, ScopeKind,
    catalog::{Arrangement, Order},
};

/// How long a notice that goes away by itself is shown.
const NOTICE_TIME: Duration = Duration::from_secs(8);

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
    /// The order of the licenses, for each kind of scope of which one was chosen.
    pub orders: BTreeMap<ScopeKind, Order>,
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
    /// What is known before anything has happened.
    pub(super) fn new(size: Size, profiles: Vec<String>) -> Self {
        Self {
            place: None,
            size,
            now: Duration::ZERO,
            keymap: Keymap::default(),
            themes: Themes::default(),
            columns: BTreeMap::new(),
            orders: BTreeMap::new(),
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
        }
    }

    /// What was asked for since this was asked last.
    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

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

    /// Has the licenses of a kind of scope in this order from now on, or as their server has them.
    pub fn keep_order(&mut self, kind: ScopeKind, order: Option<Order>) {
        match order {
            Some(order) => self.orders.insert(kind, order),
            None => self.orders.remove(&kind),
        };
        self.effects.push(Effect::KeepOrder { kind, order });
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
