//! The console, and its demo.

use std::{
    env,
    io::{self, IsTerminal},
    sync::Arc,
};

use super::sandbox::{options, start};
use crate::{
    api::{Access, Client, DEFAULT_TIMEOUT, Network, Settings},
    app::Place,
    cli::{
        PAGE_SIZE,
        arguments::{Demo, Global},
        desk::{configuration, settings},
        exit::Exit,
        failure::Failure,
        log,
        voice::{Voice, is_coloured},
    },
    config::Config,
    domain::{NewProfile, Problem, Scope, Secret, rules},
    runtime::{self, Connection, Farewell, Leaving, Profiles, Start},
    sandbox::{INSTANCE, Options, Sandbox},
    store::KnownScopes,
    ui::{Palette, Theme},
};

/// Opens the console where the configuration leads, or with nothing configured, on its welcome.
///
/// # Errors
/// What is missing or wrong in the configuration, and a terminal that cannot be used.
pub(in crate::cli) fn open(global: &Global, voice: &Voice) -> Result<Exit, Failure> {
    let config = configuration(global)?;
    let scope = config.scope()?;
    let connection =
        if config.names_no_server() { None } else { Some(connection(settings(&config, &[])?, scope)?) };
    let known_scopes = KnownScopes::default_file().map_or_else(KnownScopes::in_memory, KnownScopes::in_file);
    open_console(global, voice, connection, known_scopes)
}

/// Opens the console on a sandbox of its own.
///
/// # Errors
/// What keeps the sandbox from starting, and a terminal that cannot be used.
pub(in crate::cli) fn demo(global: &Global, arguments: &Demo, voice: &Voice) -> Result<Exit, Failure> {
    needs_terminal()?;
    let config = configuration(global)?;
    let sandbox = start(options(arguments))?;
    let settings = sandbox_settings(&sandbox, &config)?;
    let place = place("sandbox", &settings);
    let connection = Connection { place, client: Client::new(settings)?, scope: None };
    // The port is another on each start, so what is remembered of this server is never of use again.
    open_console(global, voice, Some(connection), KnownScopes::in_memory())
}

/// Runs the console until the operator leaves.
fn open_console(
    global: &Global, voice: &Voice, connection: Option<Connection>, known_scopes: KnownScopes,
) -> Result<Exit, Failure> {
    needs_terminal()?;
    if global.verbose {
        log::to_file()?;
    }
    let coloured = is_coloured(global.color, true);
    let theme = Theme {
        palette: if coloured { Palette::Sixteen } else { Palette::Monochrome },
        ascii: global.ascii || !is_utf8(),
    };
    let profiles = Box::new(NoProfiles);
    let farewell =
        runtime::open(|| Start { connection, theme, known_scopes, profiles, sandbox: start_sandbox });
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

/// No profiles at all.
struct NoProfiles;

impl Profiles for NoProfiles {
    fn names(&self) -> Vec<String> {
        Vec::new()
    }

    fn open(&mut self, name: &str) -> Result<Connection, String> {
        Err(format!("there is no profile {name}"))
    }

    fn create(&mut self, _profile: &NewProfile) -> Result<Connection, String> {
        Err("profiles cannot be written yet".to_owned())
    }
}

fn connection(settings: Settings, scope: Option<Scope>) -> Result<Connection, Problem> {
    let label = settings.origin.host_str().unwrap_or_default().to_owned();
    Ok(Connection { place: place(&label, &settings), client: Client::new(settings)?, scope })
}

fn place(label: &str, settings: &Settings) -> Place {
    Place {
        label: label.to_owned(),
        production: false,
        origin: settings.origin.origin().ascii_serialization(),
        instance: settings.instance.clone(),
        read_only: settings.read_only,
        page_size: PAGE_SIZE,
        profile: None,
        logs_in: matches!(settings.access, Access::Session(_)),
        username: None,
    }
}

/// How to connect to a sandbox of our own.
fn sandbox_settings(sandbox: &Sandbox, config: &Config) -> Result<Settings, Failure> {
    Ok(Settings {
        origin: rules::origin(&sandbox.url())?,
        instance: INSTANCE.to_owned(),
        access: Access::Token(Arc::new(Secret::from(Options::default().token))),
        network: Network::default(),
        timeout: config.timeout()?.unwrap_or(DEFAULT_TIMEOUT),
        read_only: config.read_only()?,
    })
}

/// Starts the sandbox that the welcome offers.
fn start_sandbox() -> Result<(Sandbox, Connection), String> {
    let sandbox = Sandbox::start(Options::default()).map_err(|error| error.to_string())?;
    let settings = sandbox_settings(&sandbox, &Config::default());
    let settings = settings.map_err(|_| "the sandbox has no usable address".to_owned())?;
    let place = place("sandbox", &settings);
    let client = Client::new(settings).map_err(|problem| problem.message())?;
    Ok((sandbox, Connection { place, client, scope: None }))
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

/// Whether the locale has texts in UTF-8: the first of the variables that is set says so (POSIX, section 8.2).
fn is_utf8() -> bool {
    let set = |name| env::var(name).ok().filter(|value| !value.is_empty());
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(set).unwrap_or_default();
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}
