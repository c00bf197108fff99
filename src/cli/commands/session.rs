//! `login`, `logout` and `whoami`: the account.

use std::{borrow::Cow, io};

use serde::Serialize;

use crate::{
    api::{Access, Client, Settings},
    cli::{
        arguments::{Format, LogIn},
        connection::{self, password_file},
        desk::Desk,
        exit::Exit,
        failure::Failure,
        output::{self, Column, Place, Record},
        prompt,
    },
    config::Setting,
    domain::{
        Account, Administered, Call, Challenge, Credentials, Factor, LogInStep, Problem, Reply, Scope,
        Secret, SecretSource, Verification,
    },
};

/// How often something is asked for on a terminal before no answer counts as one.
const MOST_QUESTIONS: u32 = 3;

/// How often a code is asked for on a terminal.
const MOST_CODES: u32 = 3;

/// Logs in, and keeps the session for the profile. The log-in itself is sent once, whatever comes of it.
///
/// # Errors
/// What is missing, and what the server refuses.
pub(in crate::cli) async fn log_in(desk: &Desk<'_>, arguments: &LogIn) -> Result<Exit, Failure> {
    let settings = account_settings(desk)?;
    let origin = settings.origin.origin().ascii_serialization();
    let credentials = credentials(desk, arguments)?;
    let client = desk.connect_by(settings)?;
    let username = send(desk, &client, credentials, arguments.trust).await?;
    let store = connection::session_store(desk.config, &origin);
    // What is kept there may be of an earlier log-in that this one could not replace.
    let is_kept = client.keeps_session().await;
    let kept = store.filter(|_| is_kept).and_then(|store| store.place());
    let Some(place) = kept else {
        let message =
            format!("logged in to {origin} as {username}, but the session cannot be kept for later");
        return Err(Failure::Other(message));
    };
    desk.note(&format!("logged in to {origin} as {username}; the session is kept in {place}"));
    Ok(Exit::Done)
}

/// Asks for what a log-in takes, and logs in by a client that is there already; answers with the account's name.
///
/// # Errors
/// What is missing, and what the server refuses.
pub(in crate::cli) async fn log_in_by(desk: &Desk<'_>, client: &Client) -> Result<String, Failure> {
    let credentials = credentials(desk, &LogIn { username: None, password_file: None, trust: false })?;
    send(desk, client, credentials, false).await
}

/// Sends name and password, and the code where one is asked for; answers with the account's name.
async fn send(
    desk: &Desk<'_>, client: &Client, credentials: Credentials, trust: bool,
) -> Result<String, Failure> {
    let username = credentials.username.clone();
    match client.execute(Call::LogIn(credentials)).await? {
        Reply::Challenged(challenge) => verify(desk, client, challenge, trust).await?,
        Reply::LoggedIn => {}
        _ => return Err(unexpected().into()),
    }
    Ok(username)
}

/// The settings of an account that logs in; `login` itself never logs in by itself before.
fn account_settings(desk: &Desk<'_>) -> Result<Settings, Failure> {
    let mut settings = connection::settings(desk.config)?;
    match &mut settings.access {
        Access::Session(session) => session.automatic = None,
        Access::Token(_) => {
            let message = "calls go with a token here (LICTOR_TOKEN, token_file or token_command)";
            return Err(Failure::refused(message, "take it away to log in with an account"));
        }
        Access::Nobody => {}
    }
    Ok(settings)
}

/// The account's name and password: from the arguments, the environment, the profile, or asked for.
fn credentials(desk: &Desk<'_>, arguments: &LogIn) -> Result<Credentials, Failure> {
    let username =
        arguments.username.clone().or_else(|| desk.config.text(Setting::Username).map(str::to_owned));
    let username = if let Some(username) = username {
        username
    } else {
        let what = "a user name: --username or LICTOR_USERNAME";
        ask(desk, what, || prompt::line("User name").map(Secret::from))?.expose().to_owned()
    };
    let password = match &arguments.password_file {
        Some(file) => Some(password_file(file)?),
        None => connection::password(desk.config)?.map(|source| secret(source.as_ref())).transpose()?,
    };
    if username.is_empty() {
        return Err(Failure::refused("the user name is empty", "nothing was sent"));
    }
    if let Some(password) = password {
        if password.is_empty() {
            return Err(Failure::refused("the password is empty", "nothing was sent"));
        }
        return Ok(Credentials { username, password });
    }
    let question = format!("Password of {}", crate::text::safe(&username));
    let what =
        "a password: LICTOR_PASSWORD, --password-file, or the profile's password_file or password_command";
    let password = ask(desk, what, || prompt::secret(&question, desk.interruption))?;
    Ok(Credentials { username, password })
}

fn secret(source: &dyn SecretSource) -> Result<Secret, Problem> {
    source.secret().map_err(|reason| Problem::NoSecret { reason })
}

/// Asks where there is somebody to ask, and again where nothing is typed: nothing is no answer to send.
fn ask(desk: &Desk<'_>, what: &str, question: impl Fn() -> io::Result<Secret>) -> Result<Secret, Failure> {
    if !desk.voice.can_ask() {
        return Err(Problem::NoSecret { reason: format!("missing {what}") }.into());
    }
    let missing = || Failure::from(Problem::NoSecret { reason: format!("missing {what}") });
    for _ in 0..MOST_QUESTIONS {
        let answer = question().map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof => missing(),
            _ => Failure::Other(format!("the answer cannot be read: {error}")),
        })?;
        if !answer.is_empty() {
            return Ok(answer);
        }
    }
    Err(missing())
}

/// Sends the code of the second factor. On a terminal a mistyped one can be entered anew.
async fn verify(desk: &Desk<'_>, client: &Client, challenge: Challenge, trust: bool) -> Result<(), Failure> {
    let given = desk.config.code.clone();
    let tries = if given.is_some() { 1 } else { MOST_CODES };
    let question = match challenge.factor {
        Factor::Email => "Code (it was sent by e-mail)",
        Factor::Totp => "Code (of the authenticator)",
    };
    for left in (0..tries).rev() {
        let code = match &given {
            Some(code) => code.clone(),
            // The password has been sent by now, and a code may be on its way.
            None if !desk.voice.can_ask() => {
                return Err(Problem::NeedsCode { factor: challenge.factor }.into());
            }
            None => ask(desk, "the code of the second factor: LICTOR_CODE", || {
                prompt::secret(question, desk.interruption).map(|code| Secret::new(code.expose().trim()))
            })?,
        };
        let verification = Verification { challenge: challenge.clone(), code, trust };
        match client.execute(Call::Verify(verification)).await {
            Ok(_) => return Ok(()),
            Err(refused @ Problem::LogInRefused { step: LogInStep::Code, .. }) if left > 0 => {
                desk.note(&refused.message());
            }
            Err(problem) => return Err(problem.into()),
        }
    }
    Ok(())
}

/// Ends the session, here in any case and at the server where it can be told.
///
/// # Errors
/// What is missing or wrong in the configuration.
pub(in crate::cli) async fn log_out(desk: &Desk<'_>) -> Result<Exit, Failure> {
    let client = desk.connect_by(account_settings(desk)?)?;
    match client.execute(Call::LogOut).await {
        Ok(Reply::LoggedOut { told: true }) => desk.note("logged out"),
        Ok(_) => desk.note("logged out here; the server could not be told, so its session ends by itself"),
        Err(Problem::NotLoggedIn) => desk.note("there was no session"),
        Err(problem) => return Err(problem.into()),
    }
    Ok(Exit::Done)
}

/// Shows the account.
///
/// # Errors
/// What keeps the server from telling.
pub(in crate::cli) async fn who_am_i(desk: &Desk<'_>) -> Result<Exit, Failure> {
    let account = read_account(&desk.connect()?).await?;
    match desk.format {
        Format::Table => print(&account)?,
        Format::Json => output::document(&Shown::of(&account))?,
        Format::Jsonl | Format::Csv => output::records(desk.format, &[Shown::of(&account)])?,
    }
    Ok(Exit::Done)
}

/// Asks the server who is logged in.
///
/// # Errors
/// What keeps the server from telling.
pub(in crate::cli) async fn read_account(client: &Client) -> Result<Account, Problem> {
    match client.execute_patiently(Call::WhoAmI).await? {
        Reply::Account(account) => Ok(account),
        _ => Err(unexpected()),
    }
}

fn unexpected() -> Problem {
    Problem::Internal { reason: "an answer to another question".into() }
}

fn print(account: &Account) -> io::Result<()> {
    output::line(&format!("{:<13}{}", "User name", account.username))?;
    if let Some(email) = &account.email {
        output::line(&format!("{:<13}{email}", "E-mail"))?;
    }
    for administered in &account.administers {
        output::line(&format!("{:<13}{}", "Administers", words(administered)))?;
    }
    for (role, _) in account.roles.iter().filter(|(_, allowed)| !allowed) {
        output::line(&format!("{:<13}{role}", "Lacks"))?;
    }
    if account.must_change_password {
        output::line(&format!("{:<13}must be changed soon, in the portal", "Password"))?;
    }
    Ok(())
}

fn words(administered: &Administered) -> String {
    administered.scope.map_or_else(|| administered.level.clone(), |scope| scope.to_string())
}

/// The account as it is printed for programs.
#[derive(Debug, Serialize)]
struct Shown<'a> {
    username: &'a str,
    email: Option<&'a str>,
    need_password_change: bool,
    admin_of: Vec<ShownLevel<'a>>,
    roles: Vec<ShownRole<'a>>,
}

#[derive(Debug, Serialize)]
struct ShownLevel<'a> {
    level: &'a str,
    scope: Option<Scope>,
}

#[derive(Debug, Serialize)]
struct ShownRole<'a> {
    name: &'a str,
    allowed: bool,
}

impl<'a> Shown<'a> {
    fn of(account: &'a Account) -> Self {
        let level = |administered: &'a Administered| ShownLevel {
            level: &administered.level,
            scope: administered.scope,
        };
        Self {
            username: &account.username,
            email: account.email.as_deref(),
            need_password_change: account.must_change_password,
            admin_of: account.administers.iter().map(level).collect(),
            roles: account
                .roles
                .iter()
                .map(|(name, allowed)| ShownRole { name, allowed: *allowed })
                .collect(),
        }
    }
}

impl Record for Shown<'_> {
    type Key = String;
    const COLUMNS: &'static [Column] = &[
        Column::new("username", Place::Whole),
        Column::new("email", Place::Whole),
        Column::new("admin_of", Place::Cut),
    ];

    fn key(&self) -> String {
        self.username.to_owned()
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        let word = |level: &ShownLevel<'_>| {
            level.scope.map_or_else(|| level.level.to_owned(), |scope| scope.to_string())
        };
        vec![
            self.username.into(),
            self.email.unwrap_or_default().into(),
            self.admin_of.iter().map(word).collect::<Vec<_>>().join(" ").into(),
        ]
    }
}
