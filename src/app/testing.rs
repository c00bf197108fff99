//! What the tests of the state machine share.

use std::time::Duration;

use uuid::Uuid;

use super::{
    Connected, Effect, Model, Msg, Place, RequestId,
    keymap::KeyPress,
    layout::Size,
    screens::{Behaviour, Screen, form::Form, licenses::Licenses, log_in::LogIn, scopes::Scopes},
    start, update,
};
use crate::domain::{
    Call, Entry, EntryId, Exchange, License, LicenseId, LicensePage, OperationKind, PageToken, Problem,
    Reply, Scope, ScopeEntry, ScopeKind, Standing, Status,
};

pub(super) fn place() -> Place {
    Place {
        label: "lab".to_owned(),
        production: false,
        origin: "https://lab.example.net".to_owned(),
        instance: "draas_v1".to_owned(),
        read_only: false,
        page_size: 10,
        reads_ahead: true,
        profile: Some("lab".to_owned()),
        logs_in: false,
        username: None,
        needs_reason: false,
    }
}

/// A place at which an account logs in.
pub(super) fn place_with_log_in() -> Place {
    Place { logs_in: true, username: Some("maria".to_owned()), ..place() }
}

pub(super) fn connected(place: Place, scope: Option<Scope>) -> Connected {
    let profiles = vec!["lab".to_owned(), "lab-2".to_owned(), "prod".to_owned()];
    let (recent, pinned) = (Vec::new(), Vec::new());
    Connected { place, scope, recent, pinned, profiles, remark: None, left: Vec::new() }
}

pub(super) fn scope(kind: ScopeKind, number: u128) -> Scope {
    Scope { kind, uuid: Uuid::from_u128(number) }
}

pub(super) fn group() -> Scope {
    scope(ScopeKind::Groups, 1)
}

pub(super) fn entry(scope: Scope, name: &str) -> ScopeEntry {
    ScopeEntry { scope, name: Some(name.to_owned()) }
}

pub(super) fn license(id: i64) -> License {
    License {
        id: LicenseId(id),
        name: format!("Plan {id}"),
        description: Some(format!("For team {id}")),
        sku: format!("SKU-{id}"),
        status: Status::Enabled,
    }
}

pub(super) fn updated(license: License) -> Reply {
    Reply::Updated { license, merged: Vec::new() }
}

/// An entry of the journal about a license that was renamed from "Old".
pub(super) fn renamed(number: u64, id: i64) -> Entry {
    let after = license(id);
    let before = License { name: "Old".to_owned(), ..after.clone() };
    Entry {
        entry: EntryId(number),
        time: format!("2026-03-04T05:06:{:02}.000Z", number % 60),
        user: "maria".to_owned(),
        host: "jump-1".to_owned(),
        ssh: None,
        profile: Some("lab".to_owned()),
        account: None,
        origin: place().origin,
        instance: place().instance,
        scope: group(),
        operation: OperationKind::Update,
        id: Some(after.id),
        sku: after.sku.clone(),
        before: Some(before.into()),
        after: Some(after.into()),
        result: Standing::Done,
        detail: None,
        reason: None,
        request: Uuid::from_u128(u128::from(number)),
        step: None,
        undoes: None,
        under_way: false,
    }
}

pub(super) fn page(ids: std::ops::Range<i64>, next: Option<&str>) -> LicensePage {
    LicensePage {
        licenses: ids.map(license).collect(),
        next: next.map(|token| PageToken(token.to_owned())),
        pages: Some(7),
        ..LicensePage::default()
    }
}

/// A request that was not answered.
pub(super) fn exchange(method: &str, url: &str) -> Exchange {
    Exchange {
        time: "2026-01-02T03:04:05.678Z".to_owned(),
        method: method.to_owned(),
        url: url.to_owned(),
        retries: 0,
        request_headers: Vec::new(),
        request_body: None,
        answer: Err("cut".to_owned()),
        took: Duration::from_millis(12),
    }
}

/// A console at work, without a loop around it.
pub(super) struct Desk {
    pub(super) model: Model,
    /// What it asked for last.
    pub(super) effects: Vec<Effect>,
}

impl Desk {
    /// A console that has asked for the first page of a scope's licenses.
    pub(super) fn on(scope: Scope) -> Self {
        Self::with(place(), Some(scope))
    }

    pub(super) fn with(place: Place, scope: Option<Scope>) -> Self {
        Self::new(Some(connected(place, scope)))
    }

    /// A console that is connected to nothing.
    pub(super) fn unconfigured() -> Self {
        Self::new(None)
    }

    fn new(connected: Option<Connected>) -> Self {
        let mut model = Model::new(Size { columns: 80, rows: 24 }, Vec::new());
        let effects = start(&mut model, connected);
        Self { model, effects }
    }

    /// A console on a group with one complete page of three licenses.
    pub(super) fn on_three() -> Self {
        let mut desk = Self::on(group());
        desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
        desk
    }

    pub(super) fn send(&mut self, msg: Msg) -> &[Effect] {
        self.effects = update(&mut self.model, msg);
        &self.effects
    }

    /// Presses keys, separated by spaces; keeps the effects of all of them.
    pub(super) fn press(&mut self, keys: &str) -> &[Effect] {
        let mut all = Vec::new();
        for key in keys.split(' ') {
            let press: KeyPress = key.parse().expect(key);
            all.extend(update(&mut self.model, Msg::Key(press)));
        }
        self.effects = all;
        &self.effects
    }

    pub(super) fn type_text(&mut self, text: &str) {
        for character in text.chars() {
            let key = if character == ' ' { "space".to_owned() } else { character.to_string() };
            self.press(&key);
        }
    }

    /// The last call that was asked for.
    #[track_caller]
    pub(super) fn last_call(&self) -> (RequestId, Call) {
        self.effects
            .iter()
            .rev()
            .find_map(|effect| match effect {
                Effect::Call { id, call } => Some((*id, call.clone())),
                _ => None,
            })
            .unwrap_or_else(|| panic!("no call among {:?}", self.effects))
    }

    /// How many calls were asked for, but for those about the account.
    pub(super) fn calls(&self) -> usize {
        let is_call = |effect: &&Effect| matches!(effect, Effect::Call { call, .. } if *call != Call::WhoAmI);
        self.effects.iter().filter(is_call).count()
    }

    /// The request that asked who is logged in, last time.
    #[track_caller]
    pub(super) fn account_request(&self) -> RequestId {
        self.model.shared.requests.reading_account().expect("the account is being read")
    }

    /// Answers the last call.
    #[track_caller]
    pub(super) fn reply_last(&mut self, result: Result<Reply, Problem>) -> &[Effect] {
        let (id, _) = self.last_call();
        self.send(Msg::Replied { id, result })
    }

    pub(super) fn title(&self) -> &'static str {
        self.model.front().expect("a screen").title()
    }

    pub(super) fn notice(&self) -> &str {
        self.model.shared.notice.as_ref().map_or("", |notice| &notice.text)
    }

    #[track_caller]
    pub(super) fn licenses(&self) -> &Licenses {
        let found = self.model.screens.iter().rev().find_map(|screen| match screen {
            Screen::Licenses(licenses) => Some(licenses),
            _ => None,
        });
        found.expect("a table of licenses")
    }

    #[track_caller]
    pub(super) fn form(&self) -> &Form {
        match self.model.front() {
            Some(Screen::Form(form)) => form,
            other => panic!("no form but {other:?}"),
        }
    }

    #[track_caller]
    pub(super) fn log_in(&self) -> &LogIn {
        match self.model.front() {
            Some(Screen::LogIn(log_in)) => log_in,
            other => panic!("no log-in but {other:?}"),
        }
    }

    #[track_caller]
    pub(super) fn scopes(&self) -> &Scopes {
        match self.model.screens.first() {
            Some(Screen::Scopes(scopes)) => scopes,
            other => panic!("no scopes but {other:?}"),
        }
    }

    /// The id of the license under the cursor.
    pub(super) fn at(&self) -> Option<i64> {
        self.licenses().current().map(|row| row.id.0)
    }
}
