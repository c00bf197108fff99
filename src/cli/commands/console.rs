//! The console, and its demo.

use std::{
    io::{self, IsTerminal},
    sync::Arc,
};

use super::sandbox::{options, start};
use crate::{
    api::{Access, Client, DEFAULT_TIMEOUT, Network, Settings},
    app::Place,
    cli::{
        arguments::{Demo, Global},
        connection::{configuration, place, settings},
        exit::Exit,
        failure::Failure,
        log,
        voice::{Voice, is_coloured, is_utf8},
    },
    config::{Config, PAGE_SIZE, Setting},
    domain::{Problem, Scope, Secret, rules},
    runtime::{self, Connection, Farewell, Leaving, Start},
    sandbox::{INSTANCE, Options, Sandbox},
    store::RecentScopes,
    ui::{Palette, Theme},
};

/// Opens the console where the configuration leads, or with nothing configured, on its welcome.
///
/// # Errors
/// What is missing or wrong in the configuration, and a terminal that cannot be used.
pub(in crate::cli) fn open(global: &Global, voice: &Voice) -> Result<Exit, Failure> {
    let config = configuration(global)?;
    let scope = config.scope()?;
    let connection = if config.names_no_server() { None } else { Some(connect(&config)?) };
    let recent = RecentScopes::default_file().map_or_else(RecentScopes::in_memory, RecentScopes::in_file);
    open_console(global, voice, connection, scope, recent)
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
    let connection = Connection { place: sandbox_place(&settings), client: Client::new(settings)? };
    // The port is another on each start, so what is remembered of this server is never of use again.
    open_console(global, voice, Some(connection), None, RecentScopes::in_memory())
}

/// Runs the console until the operator leaves.
fn open_console(
    global: &Global, voice: &Voice, connection: Option<Connection>, scope: Option<Scope>,
    recent: RecentScopes,
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
    let farewell = runtime::open(|| Start { connection, scope, theme, recent, sandbox: start_sandbox });
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
fn connect(config: &Config) -> Result<Connection, Failure> {
    let settings = settings(config)?;
    Ok(Connection { place: place(config, &settings)?, client: Client::new(settings)? })
}

fn sandbox_place(settings: &Settings) -> Place {
    Place {
        label: "sandbox".to_owned(),
        production: false,
        origin: settings.origin.origin().ascii_serialization(),
        instance: settings.instance.clone(),
        read_only: settings.read_only,
        page_size: PAGE_SIZE,
    }
}

/// How to connect to a sandbox of our own.
fn sandbox_settings(sandbox: &Sandbox, config: &Config) -> Result<Settings, Failure> {
    Ok(Settings {
        origin: rules::origin(&sandbox.url())?,
        instance: INSTANCE.to_owned(),
        access: Access::Token(Arc::new(Secret::from(Options::default().token))),
        network: Network::default(),
        timeout: config.duration(Setting::Timeout)?.unwrap_or(DEFAULT_TIMEOUT),
        read_only: config.is_on(Setting::ReadOnly)?,
    })
}

/// Starts the sandbox that the welcome offers.
fn start_sandbox() -> Result<(Sandbox, Connection), String> {
    let sandbox = Sandbox::start(Options::default()).map_err(|error| error.to_string())?;
    let settings = sandbox_settings(&sandbox, &Config::default());
    let settings = settings.map_err(|_| "the sandbox has no usable address".to_owned())?;
    let place = sandbox_place(&settings);
    let client = Client::new(settings).map_err(|problem| problem.message())?;
    Ok((sandbox, Connection { place, client }))
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
