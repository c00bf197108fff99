//! `sandbox`: the server alone, in the foreground.

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    sync::Arc,
};

use tokio::{
    runtime,
    signal::unix::{Signal, SignalKind, signal},
    task::spawn_blocking,
};
use uuid::Uuid;

use crate::{
    cli::{
        arguments::{Demo, Sandbox as Arguments, SandboxAccount, SandboxTls, TwoFactor},
        exit::Exit,
        failure::Failure,
    },
    domain::{Scope, ScopeKind},
    sandbox::{Account, Kind, Options, Sandbox, SecondFactor, StartError, Tls},
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
        account: account(&arguments.account),
        tell_code: tell,
        administers: arguments.admin_of.iter().copied().map(administered).collect(),
        denied_roles: arguments.deny.iter().map(|role| role.trim().to_owned()).collect(),
        faults,
        tls: tls(&arguments.tls)?,
        gzip: arguments.gzip,
        ..options(&arguments.data)
    })?;
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Other(format!("the server cannot start: {error}")))?;
    let served = runtime.block_on(serve(sandbox));
    runtime.shutdown_background();
    served
}

/// Who can log in.
fn account(arguments: &SandboxAccount) -> Option<Account> {
    let (username, password) = arguments.user.as_ref().zip(arguments.password.as_ref())?;
    let usual = Account::new(username, password);
    Some(Account {
        second_factor: arguments.two_factor.map(|option| match option {
            TwoFactor::Email => SecondFactor::Email,
            TwoFactor::Totp => SecondFactor::Totp,
        }),
        code: arguments.code.clone(),
        access_lifetime: arguments.access_lifetime.unwrap_or(usual.access_lifetime),
        ..usual
    })
}

/// A scope, in the words of the sandbox.
fn administered(scope: Scope) -> (Kind, Uuid) {
    let kind = match scope.kind {
        ScopeKind::Groups => Kind::Groups,
        ScopeKind::Distributors => Kind::Distributors,
        ScopeKind::Resellers => Kind::Resellers,
        ScopeKind::Tenants => Kind::Tenants,
    };
    (kind, scope.uuid)
}

/// Reads what HTTPS is served with, where it is wanted.
fn tls(arguments: &SandboxTls) -> Result<Option<Tls>, Failure> {
    let read = |file: &PathBuf| {
        fs::read(file)
            .map_err(|error| Failure::refused(format!("cannot read {}: {error}", file.display()), ""))
    };
    match (&arguments.certificate, &arguments.key) {
        (Some(certificate), Some(key)) => {
            Ok(Some(Tls { certificate: read(certificate)?, key: read(key)?, client_authorities: None }))
        }
        _ => Ok(None),
    }
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
        StartError::TooManyLicenses { .. } | StartError::UnknownRole { .. } | StartError::Tls { .. } => {
            Failure::refused(error.to_string(), "")
        }
        other => Failure::Other(other.to_string()),
    })
}

async fn serve(sandbox: Sandbox) -> Result<Exit, Failure> {
    // Before anybody is told where it listens: whoever knows may end it.
    let mut interrupt = listen_for(SignalKind::interrupt())?;
    let mut terminate = listen_for(SignalKind::terminate())?;
    announce(&sandbox.url());
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
fn announce(url: &str) {
    let mut stdout = io::stdout().lock();
    let _ = writeln!(stdout, "listening on {url}").and_then(|()| stdout.flush());
}

/// Says the code of a log-in. A standard error that is gone is no reason to stop serving either.
fn tell(code: &str) {
    let _ = writeln!(io::stderr().lock(), "code: {code}");
}
