//! What every command without a screen works with: the configuration, the way to the server, the output.

use std::{cell::RefCell, io};

use super::{
    arguments::Format,
    commands::session::read_account,
    connection::{settings, settings_and},
    failure::Failure,
    interruption::Interruption,
    onlooker::Onlooker,
    output::{Record, Sink},
    voice::Voice,
};
use crate::{
    api::{Client, Patience, Settings},
    config::{Config, Missing, Setting},
    domain::{Call, Problem, ReadOnly, Reply, Scope},
    text,
};

/// One run of one command.
pub(super) struct Desk<'a> {
    pub(super) config: &'a Config,
    pub(super) voice: &'a Voice,
    pub(super) interruption: &'a Interruption,
    pub(super) format: Format,
    clients: RefCell<Vec<Client>>,
}

impl<'a> Desk<'a> {
    /// A run that has not connected yet.
    pub(super) fn new(
        config: &'a Config, voice: &'a Voice, interruption: &'a Interruption, format: Format,
    ) -> Self {
        Self { config, voice, interruption, format, clients: RefCell::default() }
    }

    /// Makes a call as patiently as a command may, and tells how it gets on.
    ///
    /// # Errors
    /// As [`Client::execute_with`].
    pub(super) async fn execute(&self, client: &Client, call: Call) -> Result<Reply, Problem> {
        let watch = Onlooker::new(self.voice, self.interruption);
        client.execute_with(call, Patience::COMMAND, &watch).await
    }

    /// Settles what earlier runs left open in a scope, and tells of it. Calls that [`Desk::execute`] makes do so by
    /// themselves.
    ///
    /// # Errors
    /// What is wrong with the log-in.
    pub(super) async fn settle(&self, client: &Client, scope: Scope) -> Result<(), Problem> {
        let watch = Onlooker::new(self.voice, self.interruption);
        client.settle_scope(scope, Patience::COMMAND, &watch).await
    }

    /// Why changes are made, as the operator says.
    pub(super) fn reason(&self) -> Option<String> {
        self.config.reason.clone()
    }

    /// The way to the server, by these settings.
    ///
    /// # Errors
    /// As [`Client::new`].
    pub(super) fn connect_by(&self, settings: Settings) -> Result<Client, Problem> {
        let client = Client::new(settings)?;
        self.clients.borrow_mut().push(client.clone());
        Ok(client)
    }

    /// Waits until no session is being renewed, so that what the server gave is kept for the next run.
    pub(super) async fn leave(&self) {
        for client in self.clients.take() {
            client.finish().await;
        }
    }

    /// The way to the server.
    ///
    /// # Errors
    /// What is missing or wrong in the configuration.
    pub(super) fn connect(&self) -> Result<Client, Failure> {
        Ok(self.connect_by(settings(self.config)?)?)
    }

    /// The way to the server, and the scope to work in: the one that is said, else the only one that the account
    /// administers.
    ///
    /// # Errors
    /// What is missing or wrong in the configuration; the scopes to choose from, where there are several.
    pub(super) async fn connect_in_scope(&self) -> Result<(Client, Scope), Failure> {
        if let Some(scope) = self.config.scope()? {
            return Ok((self.connect()?, scope));
        }
        let settings = settings(self.config).or_else(|_| settings_and(self.config, &[Missing::Scope]))?;
        let client = self.connect_by(settings)?;
        let missing = || Failure::missing(&[Missing::Scope], self.config.profile.as_ref());
        let account = match read_account(&client).await {
            Ok(account) => account,
            Err(problem) if problem.is_about_log_in() => return Err(problem.into()),
            // It only gives hints, and not every server has it.
            Err(_) => return Err(missing()),
        };
        let scopes: Vec<Scope> = account.scopes().collect();
        match scopes[..] {
            [only] => Ok((client, only)),
            [] => Err(missing()),
            _ => {
                let listed: Vec<String> = scopes.iter().map(|scope| format!("\n  {scope}")).collect();
                let message = format!(
                    "missing {}; the account administers{}",
                    Missing::Scope.advice(),
                    listed.concat()
                );
                Err(Failure::refused(message, ""))
            }
        }
    }

    /// Refuses changes that could not be sent in any scope, before anything is read or asked for them.
    ///
    /// # Errors
    /// A run that is read-only; no reason, where the profile demands one.
    pub(super) fn permit_writes(&self) -> Result<(), Failure> {
        if self.config.is_on(Setting::ReadOnly)? {
            return Err(Problem::ReadOnly(ReadOnly::Session).into());
        }
        let reason = self.config.reason.as_deref().unwrap_or_default();
        if self.config.is_on(Setting::RequireReason)? && reason.trim().is_empty() {
            return Err(Problem::NoReason.into());
        }
        Ok(())
    }

    /// The way to the server, and the scope to change licenses in.
    ///
    /// # Errors
    /// What is missing or wrong in the configuration, and what forbids changes.
    pub(super) async fn connect_to_write(&self) -> Result<(Client, Scope), Failure> {
        self.permit_writes()?;
        if self.config.scope()?.is_some_and(|scope| !scope.is_writable()) {
            return Err(Problem::ReadOnly(ReadOnly::Scope).into());
        }
        let (client, scope) = self.connect_in_scope().await?;
        if scope.is_writable() { Ok((client, scope)) } else { Err(Problem::ReadOnly(ReadOnly::Scope).into()) }
    }

    /// Prints what is left of a list, and what has to be said about it. A list of which nothing came is not printed.
    ///
    /// # Errors
    /// When standard output does not take it.
    pub(super) fn finish<R: Record>(
        &self, sink: Sink<R>, name: &'static str, complete: bool,
    ) -> io::Result<()> {
        self.voice.end_progress();
        if sink.has_changed() {
            self.voice.note(
                "the list changed while it was read: a record that came twice is listed once, and some may be missing; \
                 run it again",
            );
        }
        if sink.has_begun() { sink.finish(name, complete) } else { Ok(()) }
    }

    /// Says something that may hold the server's own words.
    pub(super) fn note(&self, words: &str) {
        self.voice.note(&text::safe(words));
    }
}
