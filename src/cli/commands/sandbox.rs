//! `sandbox`: the server alone, in the foreground.

use std::{
    io::{self, Write},
    net::SocketAddr,
    sync::Arc,
};

use tokio::{
    runtime,
    signal::unix::{Signal, SignalKind, signal},
    task::spawn_blocking,
};

use crate::{
    cli::{
        arguments::{Demo, Sandbox as Arguments},
        exit::Exit,
        failure::Failure,
    },
    sandbox::{Options, Sandbox, StartError},
};

/// Serves until a signal comes. The first line on standard output tells where.
///
/// # Errors
/// What is wrong with the arguments, and what keeps the server from starting.
pub(in crate::cli) fn run(arguments: &Arguments) -> Result<Exit, Failure> {
    let faults = arguments.faults.parse();
    let faults = faults.map_err(|error| Failure::refused(format!("faults: {error}"), ""))?;
    let sandbox = start(Options {
        listen: arguments.listen,
        token: arguments.token.clone(),
        denied_roles: arguments.deny.iter().map(|role| role.trim().to_owned()).collect(),
        faults,
        ..options(&arguments.data)
    })?;
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Other(format!("the server cannot start: {error}")))?;
    let served = runtime.block_on(serve(sandbox));
    runtime.shutdown_background();
    served
}

/// The options that the demo has too.
pub(in crate::cli) fn options(data: &Demo) -> Options {
    Options { licenses: data.licenses, database: data.db.clone(), ..Options::default() }
}

/// Starts a server.
///
/// # Errors
/// What is wrong with the options, and what keeps the server from starting.
pub(in crate::cli) fn start(options: Options) -> Result<Sandbox, Failure> {
    Sandbox::start(options).map_err(|error| match error {
        StartError::TooManyLicenses { .. } | StartError::UnknownRole { .. } => {
            Failure::refused(error.to_string(), "")
        }
        other => Failure::Other(other.to_string()),
    })
}

async fn serve(sandbox: Sandbox) -> Result<Exit, Failure> {
    // Before anybody is told where it listens: whoever knows may end it.
    let mut interrupt = listen_for(SignalKind::interrupt())?;
    let mut terminate = listen_for(SignalKind::terminate())?;
    announce(sandbox.address());
    let sandbox = Arc::new(sandbox);
    let seeding = Arc::clone(&sandbox);
    let mut seeded = spawn_blocking(move || seeding.wait_until_seeded());
    tokio::select! {
        _ = interrupt.recv() => Ok(Exit::Done),
        _ = terminate.recv() => Ok(Exit::Done),
        Ok(Err(error)) = &mut seeded => Err(Failure::Other(error.to_string())),
    }
}

fn listen_for(kind: SignalKind) -> Result<Signal, Failure> {
    signal(kind).map_err(|error| Failure::Other(format!("the system tells of no signals: {error}")))
}

/// A standard output that is gone is no reason to stop serving.
fn announce(address: SocketAddr) {
    let mut stdout = io::stdout().lock();
    let _ = writeln!(stdout, "listening on http://{address}").and_then(|()| stdout.flush());
}
