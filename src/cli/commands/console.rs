//! The console, and its demo.

use std::{
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::sandbox::{options, start};
use crate::{
    api::{Access, Care, Client, DEFAULT_TIMEOUT, Network, Settings},
    app::Place,
    cli::{
        arguments::{Demo, Global},
        connection::{self, configuration, configuration_of, place, settings},
        exit::Exit,
        failure::Failure,
        keys::keymap,
        log,
        themes::Shelf,
        voice::{Voice, has_clipboard},
        warnings,
    },
    config::{self, Config, File, PAGE_SIZE, Setting, Severity},
    domain::{Journal, NewProfile, Secret, WrittenProfile, rules},
    runtime::{self, Connection, Farewell, Leaving, Look, Profiles, Start, Themes as _},
    sandbox::{INSTANCE, Options, Sandbox},
    secrets::end_commands,
    store::{Drafts, FileJournal, Habits, KnownScopes, Whereabouts},
    ui::BuiltIn,
};

/// Opens the console where the configuration leads, or with nothing configured, on its welcome.
///
/// # Errors
/// What is missing or wrong in the configuration, and a terminal that cannot be used.
pub(in crate::cli) fn open(global: &Global, voice: &Voice) -> Result<Exit, Failure> {
    let said = connection::said(global)?;
    let file = connection::file(&said)?;
    let profile = file.chosen(said.profile.as_ref());
    warnings::tell_of(&file, profile, voice);
    let config = configuration(global)?;
    let connection = if config.names_no_server() { None } else { Some(connect(&config)?) };
    let known_scopes = KnownScopes::default_file().map_or_else(KnownScopes::in_memory, KnownScopes::in_file);
    let remembered = Remembered { known_scopes, drafts: drafts(), habits: habits() };
    open_console(global, voice, &said, &file, profile, connection, remembered)
}

/// Opens the console on a sandbox of its own. No profile has a part in it, but the keys of the file have.
///
/// # Errors
/// What keeps the sandbox from starting, and a terminal that cannot be used.
pub(in crate::cli) fn demo(global: &Global, arguments: &Demo, voice: &Voice) -> Result<Exit, Failure> {
    needs_terminal()?;
    let said = connection::said(global)?;
    let file = connection::file(&said).unwrap_or_default();
    let sandbox = start(options(arguments))?;
    let connection = connect_to(&sandbox, &said)?;
    // The port is another on each start, so what is remembered of this server is never of use again. What was typed
    // is: the sandbox holds the same licenses again.
    let name = arguments.db.as_ref().map_or("demo".to_owned(), |file| {
        let file = std::path::absolute(file).unwrap_or_else(|_| file.clone());
        format!("demo {}", file.display())
    });
    let drafts = drafts().naming(&connection.place.origin, &name);
    let remembered = Remembered { known_scopes: KnownScopes::in_memory(), drafts, habits: habits() };
    open_console(global, voice, &said, &file, None, Some(connection), remembered)
}

/// What is remembered from run to run.
struct Remembered {
    known_scopes: KnownScopes,
    drafts: Drafts,
    habits: Habits,
}

fn habits() -> Habits {
    Habits::default_file().map_or_else(Habits::in_memory, Habits::in_file)
}

/// The themes, and the one to begin with: said with the command, in the environment, in the file, or chosen in the console
/// before. One that is asked for here and cannot be had is refused; otherwise the usual one holds, and that is said.
fn look(
    global: &Global, said: &Config, file: &File, habits: &Habits, voice: &Voice,
) -> Result<Look, Failure> {
    let themes = Shelf::new(&global.drawing);
    if let Some(asked_for) = &said.theme {
        let theme = themes.open(&asked_for.text).map_err(|reason| {
            Failure::refused(format!("theme: {reason}"), format!("it was asked for by {}", asked_for.source))
        })?;
        return Ok(Look { name: asked_for.text.clone(), theme, themes: Box::new(themes) });
    }
    let usual = BuiltIn::Terminal.word();
    let name = file.theme().map(|said| said.text.as_str()).or(habits.theme()).unwrap_or(usual);
    let opened = themes.open(name).map(|theme| (name, theme));
    let (name, theme) = opened.or_else(|reason| {
        voice.note(&format!("lictor: the usual theme holds: {reason}"));
        themes.open(usual).map(|theme| (usual, theme)).map_err(Failure::Other)
    })?;
    Ok(Look { name: name.to_owned(), theme, themes: Box::new(themes) })
}

fn drafts() -> Drafts {
    Drafts::default_directory().map_or_else(Drafts::nowhere, Drafts::in_directory)
}

/// Runs the console until the operator leaves.
fn open_console(
    global: &Global, voice: &Voice, said: &Config, file: &File, profile: Option<&str>,
    connection: Option<Connection>, remembered: Remembered,
) -> Result<Exit, Failure> {
    needs_terminal()?;
    if global.verbose {
        log::to_file()?;
    }
    let Remembered { known_scopes, drafts, habits } = remembered;
    let look = look(global, said, file, &habits, voice)?;
    let (keymap, findings) = keymap(file);
    for finding in findings.iter().filter(|finding| finding.severity == Severity::Error) {
        voice.note(&format!("lictor: the default keys hold: {finding}"));
    }
    let remark = warnings::in_one_line(file, profile);
    let profiles = Box::new(ConfiguredProfiles { global: global.clone() });
    let sandbox = start_sandbox;
    let farewell = runtime::open(|| Start {
        connection,
        remark,
        look,
        habits,
        mouse: global.drawing.mouse || file.mouse(),
        has_clipboard: has_clipboard(),
        keymap,
        known_scopes,
        drafts,
        profiles,
        sandbox,
    });
    end_commands();
    let farewell = farewell.map_err(|error| Failure::Other(format!("{error:#}")))?;
    Ok(take_leave(&farewell, voice))
}

fn needs_terminal() -> Result<(), Failure> {
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        return Ok(());
    }
    let advice = "from scripts use the commands, such as `lictor list`; `lictor help` tells of them";
    Err(Failure::refused("the console needs a terminal", advice))
}

/// The way to where the configuration leads.
///
/// # Errors
/// What is missing or wrong in it.
pub(in crate::cli) fn connect(config: &Config) -> Result<Connection, Failure> {
    let scope = config.scope()?;
    let settings = settings(config)?;
    Ok(Connection { place: place(config, &settings)?, client: Client::new(settings)?, scope, remark: None })
}

/// The profiles of the configuration file.
struct ConfiguredProfiles {
    global: Global,
}

impl ConfiguredProfiles {
    fn connect(&self, name: &str) -> Result<Connection, Failure> {
        let connection = connect(&configuration_of(&self.global, name)?)?;
        let file = connection::file(&connection::said(&self.global)?)?;
        Ok(Connection { remark: warnings::in_one_line(&file, Some(name)), ..connection })
    }

    /// Where the file is, or would be.
    fn path(&self) -> Result<PathBuf, Failure> {
        let path = connection::file_path(&connection::said(&self.global)?);
        let (path, _) =
            path.ok_or_else(|| Failure::Other("there is no home for a configuration file".to_owned()))?;
        Ok(path)
    }

    /// Writes a profile in one of the two ways, and answers with where it leads.
    fn write(
        &self, profile: &NewProfile, how: fn(&Path, &NewProfile) -> Result<(), String>,
    ) -> Result<Connection, String> {
        self.path()
            .and_then(|path| how(&path, profile).map_err(Failure::Other))
            .and_then(|()| self.connect(&profile.name))
            .map_err(|failure| failure.in_one_line())
    }
}

impl Profiles for ConfiguredProfiles {
    fn names(&self) -> Vec<String> {
        // What is wrong with the file is said when one of them is opened.
        let file = connection::said(&self.global).and_then(|said| connection::file(&said));
        file.map(|file| file.profile_names()).unwrap_or_default()
    }

    fn open(&mut self, name: &str) -> Result<Connection, String> {
        self.connect(name).map_err(|failure| failure.in_one_line())
    }

    fn create(&mut self, profile: &NewProfile) -> Result<Connection, String> {
        self.write(profile, config::add_profile)
    }

    fn read(&self, name: &str) -> Result<WrittenProfile, String> {
        let path = self.path().map_err(|failure| failure.in_one_line())?;
        config::read_profile(&path, name)
    }

    fn change(&mut self, profile: &NewProfile) -> Result<Connection, String> {
        self.write(profile, config::change_profile)
    }

    fn file(&self) -> Option<String> {
        self.path().ok().map(|path| path.display().to_string())
    }
}

fn sandbox_place(settings: &Settings) -> Place {
    Place {
        label: "sandbox".to_owned(),
        production: false,
        origin: settings.origin.origin().ascii_serialization(),
        instance: settings.instance.clone(),
        read_only: settings.care.read_only,
        page_size: PAGE_SIZE,
        reads_ahead: true,
        profile: None,
        logs_in: false,
        username: None,
        needs_reason: settings.care.needs_reason,
    }
}

/// How to connect to a sandbox of our own.
fn sandbox_settings(sandbox: &Sandbox, config: &Config) -> Result<Settings, Failure> {
    // The operator's own journal is for real changes.
    let whereabouts =
        Whereabouts { origin: sandbox.url(), instance: INSTANCE.to_owned(), ..Whereabouts::default() };
    let journal = FileJournal::in_passing(whereabouts);
    // Without a place for passing files, as in an empty root directory, the sandbox is there to be tried all the same.
    let journal =
        journal.inspect_err(|error| tracing::warn!(%error, "changes of the sandbox are not noted")).ok();
    Ok(Settings {
        origin: rules::origin(&sandbox.url())?,
        instance: INSTANCE.to_owned(),
        access: Access::Token(Arc::new(Secret::from(Options::default().token))),
        network: Network::default(),
        timeout: config.duration(Setting::Timeout)?.unwrap_or(DEFAULT_TIMEOUT),
        care: Care {
            read_only: config.is_on(Setting::ReadOnly)?,
            journal: journal.map(|journal| Arc::new(journal) as Arc<dyn Journal>),
            ..Care::default()
        },
    })
}

/// The way to a sandbox of our own.
///
/// # Errors
/// What is wrong with what was said.
pub(in crate::cli) fn connect_to(sandbox: &Sandbox, said: &Config) -> Result<Connection, Failure> {
    let settings = sandbox_settings(sandbox, said)?;
    let place = sandbox_place(&settings);
    Ok(Connection { place, client: Client::new(settings)?, scope: None, remark: None })
}

/// Starts the sandbox that the welcome offers.
fn start_sandbox() -> Result<(Sandbox, Connection), String> {
    let sandbox = Sandbox::start(Options::default()).map_err(|error| error.to_string())?;
    let connection = connect_to(&sandbox, &Config::default()).map_err(|failure| failure.in_one_line())?;
    Ok((sandbox, connection))
}

/// Tells how the writes ended that were under way, and how the console was left.
fn take_leave(farewell: &Farewell, voice: &Voice) -> Exit {
    let mut worst = None;
    for write in &farewell.writes {
        match write {
            Ok(_) => voice.note("lictor: the change was made"),
            Err(problem) => worst = Some(Failure::Problem(problem.clone()).tell(voice)),
        }
    }
    match farewell.leaving {
        Leaving::Quit => worst.unwrap_or(Exit::Done),
        Leaving::Interrupted => Exit::Signal(2),
        Leaving::Signal(number) => Exit::Signal(u8::try_from(number).unwrap_or_default()),
        Leaving::HungUp => Exit::Signal(1),
    }
}
