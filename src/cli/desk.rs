//! What every command without a screen works with: the configuration, the way to the server, the output.

use std::io;

use super::{
    arguments::{Format, Global},
    failure::Failure,
    interruption::Interruption,
    output::{Record, Sink},
    voice::Voice,
};
use crate::{
    api::{Access, Client, DEFAULT_TIMEOUT, Network, Settings},
    config::{Config, Missing, Said, Source, environment},
    domain::{Problem, ReadOnly, Scope},
    text,
};

/// One run of one command.
pub(super) struct Desk<'a> {
    pub(super) config: &'a Config,
    pub(super) voice: &'a Voice,
    pub(super) interruption: &'a Interruption,
    pub(super) format: Format,
}

impl Desk<'_> {
    /// The way to the server.
    ///
    /// # Errors
    /// What is missing or wrong in the configuration.
    pub(super) fn connect(&self) -> Result<Client, Failure> {
        Ok(Client::new(settings(self.config, &[])?)?)
    }

    /// The way to the server, and the scope to work in.
    ///
    /// # Errors
    /// What is missing or wrong in the configuration.
    pub(super) fn connect_in_scope(&self) -> Result<(Client, Scope), Failure> {
        match self.config.scope()? {
            Some(scope) => Ok((self.connect()?, scope)),
            None => Err(match settings(self.config, &[Missing::Scope]) {
                Ok(_) => Failure::missing(&[Missing::Scope]),
                Err(failure) => failure,
            }),
        }
    }

    /// The way to the server, and the scope to change licenses in.
    ///
    /// # Errors
    /// What is missing or wrong in the configuration, and what forbids changes.
    pub(super) fn connect_to_write(&self) -> Result<(Client, Scope), Failure> {
        if self.config.read_only()? {
            return Err(Problem::ReadOnly(ReadOnly::Session).into());
        }
        if self.config.scope()?.is_some_and(|scope| !scope.is_writable()) {
            return Err(Problem::ReadOnly(ReadOnly::Scope).into());
        }
        self.connect_in_scope()
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
            self.voice.note("the list changed while it was read; a record that came twice is listed once");
        }
        if sink.has_begun() { sink.finish(name, complete) } else { Ok(()) }
    }

    /// Says something that may hold the server's own words.
    pub(super) fn note(&self, words: &str) {
        self.voice.note(&text::safe(words));
    }
}

/// The configuration of this run: the options, then the environment.
///
/// # Errors
/// A variable that is no text.
pub(super) fn configuration(global: &Global) -> Result<Config, Failure> {
    let said =
        |text: &Option<String>, option| text.as_ref().map(|text| Said::new(text, Source::Option(option)));
    let options = Config {
        url: said(&global.url, "--url"),
        instance: said(&global.instance, "--instance"),
        scope: said(&global.scope, "--scope"),
        token: None,
        read_only: global.read_only.then(|| Said::new("yes", Source::Option("--read-only"))),
        timeout: said(&global.timeout, "--timeout"),
    };
    Ok(options.or(environment()?))
}

/// How to connect. Everything that is missing is named at once, `also` included; a token last, since it has an exit
/// code of its own.
///
/// # Errors
/// What is missing or wrong.
pub(super) fn settings(config: &Config, also: &[Missing]) -> Result<Settings, Failure> {
    let (origin, instance) = (config.origin()?, config.instance()?);
    let timeout = config.timeout()?.unwrap_or(DEFAULT_TIMEOUT);
    let read_only = config.read_only()?;
    let mut missing = Vec::new();
    if origin.is_none() {
        missing.push(Missing::Url);
    }
    if instance.is_none() {
        missing.push(Missing::Instance);
    }
    missing.extend_from_slice(also);
    if config.token.is_none() {
        missing.push(Missing::Token);
    }
    match (origin, instance) {
        (Some(origin), Some(instance)) if missing.is_empty() => {
            let access = config
                .token
                .clone()
                .map_or(Access::Nobody, |token| Access::Token(std::sync::Arc::new(token)));
            Ok(Settings { origin, instance, access, network: Network::default(), timeout, read_only })
        }
        _ => Err(Failure::missing(&missing)),
    }
}
