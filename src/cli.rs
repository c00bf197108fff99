//! Floor 5: the command line. Without a command it opens the console; `demo` opens it on a sandbox; everything else
//! goes without a screen, through the same [`Call`](crate::domain::Call)s. May use: every floor below, clap, tokio.
//!
//! | module | what lives there |
//! |---|---|
//! | `arguments` | the words of the command line |
//! | `commands` | what they do, one module each |
//! | `connection`, `keys`, `themes` | from the configuration to a client, to what keys mean, and to how things look |
//! | `desk`, `writer`, `eyes` | what the commands work with: connection, scope, guarded writes, calls under way |
//! | `output`, `report` | data, on standard output |
//! | `voice`, `failure`, `log`, `warnings` | everything else, on standard error |
//! | `plain` | the console as a dialogue, line by line |
//! | `prompt` | questions on a terminal |
//! | `exit`, `interruption` | exit codes, signals |

#[expect(clippy::doc_markdown, reason = "the comments there are the help, which shows them as they are")]
mod arguments;
mod commands;
mod connection;
mod desk;
mod exit;
mod eyes;
mod failure;
mod interruption;
mod keys;
mod log;
mod onlooker;
mod output;
mod plain;
mod prompt;
mod report;
mod themes;
mod voice;
mod walk;
mod warnings;
mod writer;

use std::process::ExitCode;

use clap::Parser;
use tokio::runtime;

use self::{
    arguments::{Arguments, Call, Command, Global},
    commands::{
        apply, compare, configuration, console, create, doctor, export, find, get, history, list, overview,
        pages, plan, sandbox, scopes, session, several, undo, update,
    },
    desk::Desk,
    exit::Exit,
    failure::Failure,
    interruption::Interruption,
    voice::Voice,
};
use crate::domain::Status;

/// Does what the arguments of this process say, and tells how it ended.
#[must_use]
pub fn run() -> ExitCode {
    // Nothing but the look of a panic depends on it.
    let _ = color_eyre::install();
    let Arguments { global, command } = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are such errors too. Nobody is left to be told when they cannot be printed.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Done }.into();
        }
    };
    let voice = Voice::new(&global.drawing);
    if voice.is_plain() {
        output::be_plain();
    }
    let result = match command {
        None if voice.is_plain() => plain::open(&global, &voice),
        None => console::open(&global, &voice),
        Some(command) => run_command(command, &global, &voice),
    };
    result.unwrap_or_else(|failure| failure.tell(&voice)).into()
}

fn run_command(command: Command, global: &Global, voice: &Voice) -> Result<Exit, Failure> {
    if voice.is_plain() || !matches!(command, Command::Demo(_)) {
        log::to_standard_error(global.verbose);
    }
    match command {
        Command::Demo(arguments) if voice.is_plain() => plain::demo(global, &arguments, voice),
        Command::Demo(arguments) => console::demo(global, &arguments, voice),
        Command::Sandbox(arguments) => sandbox::run(&arguments),
        Command::Call(call) => run_call(&call, global, voice),
        Command::Doctor => doctor::run(global),
        Command::Config(question) => configuration::run(question, global, voice),
        Command::Completions { shell } => pages::completions(shell),
        Command::Man { out } => pages::manual(out.as_deref()),
    }
}

fn run_call(call: &Call, global: &Global, voice: &Voice) -> Result<Exit, Failure> {
    let result = run_async(async |interruption| {
        warnings::tell(global, voice);
        let config = connection::configuration(global)?;
        // The journal is on this machine, wherever changes are made.
        if !matches!(call, Call::History(_)) {
            connection::refuse_to_guess(global, &config)?;
        }
        let desk = Desk::new(&config, voice, interruption, global.output);
        let made = make(call, &desk).await;
        desk.leave().await;
        made
    });
    voice.end_progress();
    result
}

/// Runs what waits for answers, on a runtime of its own, with signals watched.
fn run_async<T>(work: impl AsyncFnOnce(&Interruption) -> Result<T, Failure>) -> Result<T, Failure> {
    let cannot_start = |error| Failure::Other(format!("the command cannot start: {error}"));
    let runtime = runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.map_err(cannot_start)?;
    let result = runtime.block_on(async {
        let interruption = Interruption::watch().map_err(cannot_start)?;
        work(&interruption).await
    });
    // Pages that were asked for ahead are not waited for.
    runtime.shutdown_background();
    result
}

async fn make(call: &Call, desk: &Desk<'_>) -> Result<Exit, Failure> {
    match call {
        Call::LogIn(arguments) => session::log_in(desk, arguments).await,
        Call::LogOut => session::log_out(desk).await,
        Call::WhoAmI => session::who_am_i(desk).await,
        Call::Scopes(arguments) => scopes::run(desk, arguments).await,
        Call::List(arguments) => list::run(desk, arguments).await,
        Call::Export(arguments) => export::run(desk, arguments).await,
        Call::Plan(arguments) => plan::run(desk, arguments).await,
        Call::Apply(arguments) => apply::run(desk, arguments).await,
        Call::Find(arguments) => find::run(desk, arguments).await,
        Call::Compare(arguments) => compare::run(desk, arguments).await,
        Call::Overview(arguments) => overview::run(desk, arguments).await,
        Call::Get(arguments) => get::run(desk, arguments).await,
        Call::History(arguments) => history::run(desk, arguments),
        Call::Undo(arguments) => undo::run(desk, arguments).await,
        Call::Create(arguments) => create::run(desk, arguments).await,
        Call::Update(arguments) => update::run(desk, arguments).await,
        Call::Enable(arguments) => several::turn(desk, arguments, Status::Enabled).await,
        Call::Disable(arguments) => several::turn(desk, arguments, Status::Disabled).await,
        Call::Delete(arguments) => several::delete(desk, arguments).await,
    }
}
