//! The real console: its loop, its background task and a sandbox on a free port. Only the terminal is a test screen.

use std::{path::PathBuf, sync::Arc, time::Duration};

use lictor::{
    api::{Access, Care, Client, Network, SessionAccess, Settings},
    app::{Msg, Place},
    domain::{Journal, NewProfile, Problem, Reply, Scope, ScopeKind, Secret, WrittenProfile},
    runtime::{Connection, Console, Input, Inputs, Job, Look, Profiles, Start, Themes},
    sandbox::{self, Options, Sandbox},
    secrets::MemorySession,
    store::{Drafts, Habits, KnownScopes},
    ui::{BuiltIn, Theme},
};
use rusqlite::Connection as Database;
use tempfile::TempDir;
use tokio::{runtime, sync::mpsc};

pub(crate) use super::place::{connected, place};
use super::{journal::MemoryJournal, keys, screen::Screen};

/// What is in front when a console opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opens {
    /// Nothing is configured.
    Welcome,
    /// The scopes.
    Scopes,
    /// The first group's licenses.
    Licenses,
}

/// Everything that a test may want otherwise.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a setting of its own, and any may go with any other"
)]
pub(crate) struct Setting {
    /// Columns and rows.
    pub(crate) size: (u16, u16),
    /// How it looks.
    pub(crate) theme: Theme,
    /// What is in front at first.
    pub(crate) opens: Opens,
    /// Refuse all writes.
    pub(crate) read_only: bool,
    /// A production system.
    pub(crate) production: bool,
    /// Licenses that are asked for at once.
    pub(crate) page_size: u32,
    /// Fetch pages before they are needed.
    pub(crate) reads_ahead: bool,
    /// Ask for the reason of each change.
    pub(crate) needs_reason: bool,
    /// Where changes are noted; none notes them nowhere.
    pub(crate) journal: Option<Arc<MemoryJournal>>,
    /// The server.
    pub(crate) sandbox: Options,
    /// The most effort that is made in place for a filter or an order; none for the usual.
    pub(crate) arranges_in_place: Option<usize>,
    /// Where what is typed is kept; none for a directory of the console's own.
    pub(crate) drafts: Option<PathBuf>,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            size: (80, 24),
            theme: Theme::default(),
            opens: Opens::Licenses,
            read_only: false,
            production: false,
            page_size: 100,
            reads_ahead: true,
            needs_reason: false,
            journal: None,
            sandbox: Options { licenses: 240, ..Options::default() },
            arranges_in_place: None,
            drafts: None,
        }
    }
}

/// A console with its server, at rest between two scripts.
pub(crate) struct Bench {
    runtime: runtime::Runtime,
    console: Console<Screen>,
    inputs: Inputs,
    sender: mpsc::Sender<Input>,
    database: PathBuf,
    sandbox: Option<Sandbox>,
    _directory: TempDir,
}

impl Bench {
    /// A console on the first group's licenses.
    pub(crate) fn open() -> Self {
        Self::with(&Setting::default())
    }

    /// A console as the setting wants it, with its first screen read.
    pub(crate) fn with(setting: &Setting) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let database = directory.path().join("sandbox.db");
        let sandbox = Sandbox::start(Options { database: Some(database.clone()), ..setting.sandbox.clone() })
            .expect("the sandbox starts");
        sandbox.wait_until_seeded().expect("the sandbox is seeded");
        let mut bench = Self::start(setting, &sandbox.url(), database, directory);
        bench.sandbox = Some(sandbox);
        bench
    }

    /// Another console at the server of this one.
    pub(crate) fn beside(&self, setting: &Setting) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        Self::start(setting, &self.url(), self.database.clone(), directory)
    }

    /// A console with nothing configured, and a server that it could be connected to.
    pub(crate) fn unconfigured() -> Self {
        Self::with(&Setting { opens: Opens::Welcome, ..Setting::default() })
    }

    fn start(setting: &Setting, url: &str, database: PathBuf, directory: TempDir) -> Self {
        let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (columns, rows) = setting.size;
        let screen = Screen::new(columns, rows);
        let start = Start {
            connection: (setting.opens != Opens::Welcome).then(|| connection(url, setting)),
            remark: None,
            look: Look { name: "terminal".to_owned(), theme: setting.theme, themes: Box::new(BuiltInThemes) },
            habits: Habits::in_memory(),
            mouse: false,
            has_clipboard: true,
            keymap: lictor::app::keymap::Keymap::default(),
            known_scopes: KnownScopes::in_memory(),
            drafts: Drafts::in_directory(
                setting.drafts.clone().unwrap_or_else(|| directory.path().join("drafts")),
            ),
            profiles: Box::new(TestProfiles::new(url, setting)),
            sandbox: || Err("not in this test".to_owned()),
        };
        let (sender, inputs) = mpsc::channel(1024);
        let console = runtime.block_on(async {
            let mut console = Console::new(screen, start, Job::default()).expect("a console");
            if let Some(most) = setting.arranges_in_place {
                console.arrange_in_place(most);
            }
            console.begin().expect("a first frame");
            console
        });
        let mut bench = Self {
            runtime,
            console,
            inputs: inputs.into(),
            sender,
            database,
            sandbox: None,
            _directory: directory,
        };
        bench.settle();
        bench
    }

    /// Presses the keys of a script, all of them at once, and waits until everything has come to rest.
    pub(crate) fn press(&mut self, script: &str) -> &mut Self {
        for press in keys::script(script) {
            self.give(Msg::Key(press));
        }
        self.settle();
        self
    }

    /// Presses keys without waiting for what comes of them.
    pub(crate) fn press_without_waiting(&mut self, script: &str) -> &mut Self {
        for press in keys::script(script) {
            self.runtime.block_on(async { self.console.take(Msg::Key(press)) }).expect("a terminal");
        }
        self.runtime.block_on(async { self.console.draw() }).expect("a terminal");
        self
    }

    /// Goes on until the screen shows a text, and no further.
    pub(crate) fn waits_for(&mut self, text: &str) -> &mut Self {
        self.waits_until(|bench| bench.shows(text))
    }

    /// Goes on until something holds, and no further.
    pub(crate) fn waits_until(&mut self, holds: impl Fn(&Self) -> bool) -> &mut Self {
        while !holds(self) {
            self.runtime.block_on(self.console.step(&mut self.inputs)).expect("a terminal");
        }
        self
    }

    /// Pastes text.
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.give(Msg::Pasted(text.to_owned()));
        self.settle();
        self
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.console.surface_mut().resize(columns, rows);
        self.sender.try_send(Input::Resized).expect("room for the input");
        self.settle();
        self
    }

    /// Has the terminal show something else in its upper left corner.
    pub(crate) fn disturb(&mut self, text: &str) -> &mut Self {
        self.console.surface_mut().disturb(text);
        self
    }

    /// Lets the clock say a time.
    pub(crate) fn tick(&mut self, since_start: Duration) -> &mut Self {
        self.runtime
            .block_on(async {
                self.console.take(Msg::Ticked(since_start))?;
                self.console.draw()
            })
            .expect("a terminal");
        self
    }

    fn give(&self, msg: Msg) {
        self.sender.try_send(Input::Msg(msg)).expect("room for the input");
    }

    fn settle(&mut self) {
        self.runtime.block_on(self.console.settle(&mut self.inputs)).expect("a terminal");
    }

    /// The screen as text, a line each.
    pub(crate) fn screen(&self) -> String {
        self.console.surface().to_string()
    }

    /// Whether the screen shows a text.
    pub(crate) fn shows(&self, text: &str) -> bool {
        self.screen().contains(text)
    }

    /// Where the server is.
    pub(crate) fn url(&self) -> String {
        self.sandbox.as_ref().expect("a server").url()
    }

    /// The server.
    pub(crate) fn sandbox(&self) -> &Sandbox {
        self.sandbox.as_ref().expect("a server")
    }

    /// Takes the server away.
    pub(crate) fn stop_server(&mut self) {
        self.sandbox = None;
    }

    /// Insists that the screen shows a text.
    #[track_caller]
    pub(crate) fn sees(&mut self, text: &str) -> &mut Self {
        assert!(self.shows(text), "{text:?} is not on the screen:\n{}", self.screen());
        self
    }

    /// Insists that the screen does not show a text.
    #[track_caller]
    pub(crate) fn sees_no(&mut self, text: &str) -> &mut Self {
        assert!(!self.shows(text), "{text:?} is on the screen:\n{}", self.screen());
        self
    }

    /// Awaits the writes that are under way after the console has left.
    pub(crate) fn finish_writes(&mut self) -> Vec<Result<Reply, Problem>> {
        self.runtime.block_on(self.console.finish_writes()).expect("a terminal")
    }

    /// The console.
    pub(crate) fn console(&self) -> &Console<Screen> {
        &self.console
    }

    /// What the server holds of a license: name, description, SKU, status.
    pub(crate) fn stored(&self, id: i64) -> Option<Stored> {
        let database = self.database();
        let mut statement = database
            .prepare("SELECT name, description, sku, status FROM license WHERE id = ?1")
            .expect("the table");
        let row = |row: &rusqlite::Row<'_>| {
            Ok(Stored { name: row.get(0)?, description: row.get(1)?, sku: row.get(2)?, status: row.get(3)? })
        };
        statement.query_map([id], row).expect("rows").next().map(|row| row.expect("a row"))
    }

    /// The id of the license with a SKU in the first group, if the server holds one.
    pub(crate) fn stored_id(&self, sku: &str) -> Option<i64> {
        let group = sandbox::first_group().to_string();
        self.database()
            .query_row("SELECT id FROM license WHERE sku = ?1 AND group_uuid = ?2", [sku, &group], |row| {
                row.get(0)
            })
            .ok()
    }

    /// How many licenses the server holds in the first group.
    pub(crate) fn stored_count(&self) -> i64 {
        let group = sandbox::first_group().to_string();
        self.database()
            .query_row("SELECT count(*) FROM license WHERE group_uuid = ?1", [&group], |row| row.get(0))
            .expect("a count")
    }

    /// The server's database, opened beside the server.
    pub(crate) fn database(&self) -> Database {
        Database::open(&self.database).expect("the database")
    }
}

/// What the server holds of a license.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) sku: String,
    pub(crate) status: String,
}

fn connection(url: &str, setting: &Setting) -> Connection {
    let settings = Settings {
        origin: url.parse().expect("a URL"),
        instance: sandbox::INSTANCE.to_owned(),
        access: access(&setting.sandbox),
        network: Network::default(),
        timeout: Duration::from_secs(30),
        care: Care {
            read_only: setting.read_only,
            needs_reason: setting.needs_reason,
            journal: setting.journal.clone().map(|journal| journal as Arc<dyn Journal>),
            settling: Duration::from_millis(300),
        },
    };
    let client = Client::new(settings).expect("a client");
    let group = Scope { kind: ScopeKind::Groups, uuid: sandbox::first_group() };
    let place = Place {
        logs_in: setting.sandbox.account.is_some(),
        production: setting.production,
        read_only: setting.read_only,
        page_size: setting.page_size,
        reads_ahead: setting.reads_ahead,
        needs_reason: setting.needs_reason,
        ..place()
    };
    let scope = (setting.opens == Opens::Licenses).then_some(group);
    Connection { place, client, scope, remark: None }
}

/// Profiles that all lead to the one server: those that were made here, `prod`, and `broken`, which does not open.
struct TestProfiles {
    url: String,
    token: String,
    made: Vec<String>,
    configured: bool,
}

impl TestProfiles {
    fn new(url: &str, setting: &Setting) -> Self {
        let token = setting.sandbox.token.clone();
        Self { url: url.to_owned(), token, made: Vec::new(), configured: setting.opens != Opens::Welcome }
    }
}

impl Profiles for TestProfiles {
    fn names(&self) -> Vec<String> {
        let configured = ["broken", "prod"].map(str::to_owned);
        self.made.iter().cloned().chain(configured.into_iter().filter(|_| self.configured)).collect()
    }

    fn open(&mut self, name: &str) -> Result<Connection, String> {
        if name == "broken" {
            return Err("config.toml, line 7: the url is missing".to_owned());
        }
        let sandbox = Options { token: self.token.clone(), ..Options::default() };
        let setting =
            Setting { opens: Opens::Scopes, production: name == "prod", sandbox, ..Setting::default() };
        let mut connection = connection(&self.url, &setting);
        connection.place.label = name.to_uppercase();
        connection.place.profile = Some(name.to_owned());
        Ok(connection)
    }

    fn create(&mut self, profile: &NewProfile) -> Result<Connection, String> {
        if profile.url != self.url {
            return Err(format!("the configuration cannot be written: no room for {}", profile.url));
        }
        self.made.push(profile.name.clone());
        self.open(&profile.name)
    }

    fn read(&self, name: &str) -> Result<WrittenProfile, String> {
        let (url, instance) = ("https://lab.example.nt".to_owned(), sandbox::INSTANCE.to_owned());
        Ok(WrittenProfile { name: name.to_owned(), url, instance, username: String::new() })
    }

    fn change(&mut self, profile: &NewProfile) -> Result<Connection, String> {
        self.open(&profile.name)
    }

    fn file(&self) -> Option<String> {
        Some("/home/anna/.config/lictor/config.toml".to_owned())
    }
}

/// Where the sandbox has an account, it logs in.
fn access(sandbox: &Options) -> Access {
    match &sandbox.account {
        Some(_) => Access::Session(SessionAccess {
            keeper: Arc::new(MemorySession::default()),
            username: None,
            automatic: None,
        }),
        None => Access::Token(Arc::new(Secret::from(sandbox.token.clone()))),
    }
}

/// The themes that come with the program.
struct BuiltInThemes;

impl Themes for BuiltInThemes {
    fn names(&self) -> Vec<String> {
        BuiltIn::ALL.map(|theme| theme.word().to_owned()).to_vec()
    }

    fn open(&self, name: &str) -> Result<Theme, String> {
        BuiltIn::named(name).map(Theme::built_in).ok_or_else(|| format!("there is no theme {name:?}"))
    }
}
