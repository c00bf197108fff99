//! The console without a screen to paint: a dialogue of lines, one question at a time, for screen readers, for
//! terminals that take no escape codes, and for teletypes. What it says goes to standard output, what goes wrong to
//! standard error. It ends with the input.
//!
//! | module | what lives there |
//! |---|---|
//! | `dialogue` | lines said and questions asked |
//! | `command` | the words that can be typed |
//! | `fields` | the fields of a license, asked for one by one |
//! | `scopes` | choosing where to work |
//! | `pages` | the licenses, page by page, and the filter |
//! | `changes` | new, edit, enable, disable, delete, undo |

mod changes;
mod command;
mod dialogue;
mod fields;
mod pages;
mod scopes;

use std::ops::ControlFlow;

use self::{command::Command, dialogue::Dialogue, pages::Pages, scopes::Scopes};
use super::{
    arguments::{Demo, Format, Global},
    commands::{
        console::{connect, connect_to},
        get,
        sandbox::{options, start},
        session::log_in_by,
    },
    connection::{self, configuration, refuse_to_guess},
    desk::Desk,
    exit::Exit,
    failure::Failure,
    log, run_async,
    voice::Voice,
    warnings,
};
use crate::{
    api::Client,
    app::Place,
    config::{Config, Setting},
    domain::{License, LicenseId, Problem, ReadOnly, Scope, ScopeEntry},
    runtime::Connection,
};

/// Opens the dialogue where the configuration leads.
///
/// # Errors
/// What is missing or wrong in the configuration, an output that takes nothing.
pub(super) fn open(global: &Global, voice: &Voice) -> Result<Exit, Failure> {
    log::to_standard_error(global.verbose);
    warnings::tell(global, voice);
    let config = configuration(global)?;
    refuse_to_guess(global, &config)?;
    if config.names_no_server() {
        let message = "nothing is configured yet: there is no server to speak with";
        let advice = "`lictor demo --plain` opens a sandbox to try; --url, --instance and LICTOR_TOKEN lead to a server, and so \
                      does a profile in the file that `lictor config path` tells";
        return Err(Failure::refused(message, advice));
    }
    converse(&config, connect(&config)?, voice)
}

/// Opens the dialogue on a sandbox of its own.
///
/// # Errors
/// What keeps the sandbox from starting, an output that takes nothing.
pub(super) fn demo(global: &Global, arguments: &Demo, voice: &Voice) -> Result<Exit, Failure> {
    let sandbox = start(options(arguments))?;
    let said = connection::said(global)?;
    let connection = connect_to(&sandbox, &said)?;
    converse(&said, connection, voice)
}

fn converse(config: &Config, connection: Connection, voice: &Voice) -> Result<Exit, Failure> {
    let Connection { place, client, scope, remark } = connection;
    if let Some(remark) = remark {
        voice.note(&remark);
    }
    run_async(async |interruption| {
        let desk = Desk::new(config, voice, interruption, Format::Table);
        let mut session = Session::new(&desk, client, place);
        let conversed = session.converse(scope).await;
        session.client.finish().await;
        conversed
    })
}

/// One run of the dialogue.
struct Session<'a> {
    desk: &'a Desk<'a>,
    client: Client,
    place: Place,
    dialogue: Dialogue,
    scope: Option<ScopeEntry>,
    scopes: Scopes,
    pages: Option<Pages>,
}

impl<'a> Session<'a> {
    fn new(desk: &'a Desk<'a>, client: Client, place: Place) -> Self {
        let (scopes, dialogue) = (Scopes::default(), Dialogue);
        Self { desk, client, place, dialogue, scope: None, scopes, pages: None }
    }

    /// Answers one line after the other, to the end of the input or of the operator's patience.
    async fn converse(&mut self, scope: Option<Scope>) -> Result<Exit, Failure> {
        self.greet()?;
        let begun = match scope {
            Some(scope) => self.enter(ScopeEntry { scope, name: None }).await,
            None => self.list_scopes("").await,
        };
        self.survive(begun)?;
        while let Some(line) = self.dialogue.ask("Command")? {
            let done = match Command::parse(&line) {
                Ok(command) => self.obey(command).await,
                Err(unknown) => Err(unknown),
            };
            if self.survive(done)?.is_some_and(|next| next.is_break()) {
                break;
            }
        }
        Ok(self.desk.interruption.came().unwrap_or(Exit::Done))
    }

    fn greet(&self) -> Result<(), Failure> {
        let Place { label, origin, production, read_only, .. } = &self.place;
        let production = if *production { ", production" } else { "" };
        let read_only = if *read_only { ", read-only" } else { "" };
        self.dialogue.say(&format!("lictor: {label}, {origin}{production}{read_only}."))?;
        self.dialogue.say("Type a command and Enter; help lists them, quit leaves.")
    }

    /// Tells what went wrong, and goes on, unless nothing can be said any more.
    fn survive<T>(&self, result: Result<T, Failure>) -> Result<Option<T>, Failure> {
        match result {
            Ok(value) => Ok(Some(value)),
            Err(failure @ Failure::Output(_)) => Err(failure),
            Err(failure) => {
                failure.tell(self.desk.voice);
                Ok(None)
            }
        }
    }

    async fn obey(&mut self, command: Command) -> Result<ControlFlow<()>, Failure> {
        match command {
            Command::Nothing => {}
            Command::Help => self.dialogue.say(command::HELP)?,
            Command::Quit => return Ok(ControlFlow::Break(())),
            Command::Scopes(text) => self.list_scopes(&text).await?,
            Command::Scope(text) => self.choose_scope(&text).await?,
            Command::List => self.list().await?,
            Command::More => self.more().await?,
            Command::Filter(text) => self.filter(&text).await?,
            Command::Open(id) => self.open(id).await?,
            Command::New => self.create().await?,
            Command::Edit(id) => self.edit(id).await?,
            Command::Turn(id, status) => self.turn(id, status).await?,
            Command::Delete(id) => self.delete(id).await?,
            Command::Undo => self.undo().await?,
            Command::LogIn => self.log_in().await?,
        }
        Ok(ControlFlow::Continue(()))
    }

    async fn log_in(&self) -> Result<(), Failure> {
        if !self.place.logs_in {
            return Err(Failure::refused(
                "calls go with a token here; there is no account to log in with",
                "",
            ));
        }
        let username = log_in_by(self.desk, &self.client).await?;
        self.dialogue.say(&format!("Logged in as {username}."))
    }

    async fn open(&self, id: LicenseId) -> Result<(), Failure> {
        let license = self.read(id).await?;
        for line in described(&license) {
            self.dialogue.say(&line)?;
        }
        Ok(())
    }

    /// The license as it is now; where a scope lets no single one be read, as the list has it.
    async fn read(&self, id: LicenseId) -> Result<License, Failure> {
        let scope = self.scope()?;
        get::read_in(self.desk, &self.client, scope, id).await
    }

    fn scope(&self) -> Result<Scope, Failure> {
        let none =
            || Failure::refused("no scope is chosen yet", "scopes lists them, scope NUMBER chooses one");
        self.scope.as_ref().map(|entry| entry.scope).ok_or_else(none)
    }

    /// The scope, if licenses may be changed in it.
    fn scope_to_write(&self) -> Result<Scope, Failure> {
        let scope = self.scope()?;
        if !scope.is_writable() {
            return Err(Problem::ReadOnly(ReadOnly::Scope).into());
        }
        if self.place.read_only || self.desk.config.is_on(Setting::ReadOnly)? {
            return Err(Problem::ReadOnly(ReadOnly::Session).into());
        }
        Ok(scope)
    }
}

/// A license, a line a field.
fn described(license: &License) -> Vec<String> {
    let License { id, name, description, sku, status } = license;
    let description = description.as_deref().filter(|text| !text.is_empty()).unwrap_or("none");
    vec![
        format!("License {id}."),
        format!("SKU: {sku}"),
        format!("Name: {name}"),
        format!("Description: {description}"),
        format!("Status: {status}"),
    ]
}
