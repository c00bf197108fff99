//! From the configuration to the settings of a client: who calls, by which way, with which secrets.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use url::Url;

use super::{
    arguments::Global,
    failure::{Failure, NOTHING_SENT},
};
use crate::{
    api::{
        self, Access, AutomaticLogIn, Care, DEFAULT_TIMEOUT, Identity, Network, Proxy, SessionAccess,
        Settings,
    },
    app::Place,
    config::{self, Config, File, Missing, ProxyAddress, Said, Setting, Source, environment},
    domain::{Fault, Journal, Problem, Secret, SecretSource, SessionKeeper},
    files,
    secrets::{
        MemorySession, SecretCommand, SecretFile, SessionStore, refuse_if_others_read, secret_of_input,
    },
    store::{FileJournal, Whereabouts},
};

/// The configuration of this run: the options, then the environment, then a profile.
///
/// # Errors
/// A variable that is no text, a file or a profile that cannot be used.
pub(super) fn configuration(global: &Global) -> Result<Config, Failure> {
    let said = said(global)?;
    let file = file(&said)?;
    with_profile(said, &file)
}

/// What is said beside the file: the options, then the environment.
///
/// # Errors
/// A variable that is no text.
pub(super) fn said(global: &Global) -> Result<Config, Failure> {
    Ok(options(global).or(environment()?))
}

/// The configuration of a profile that is asked for in the console: where it leads and who goes there is for the
/// profile alone to say, whatever the environment says of another server. What makes things safer stays.
///
/// # Errors
/// As [`configuration`].
pub(super) fn configuration_of(global: &Global, profile: &str) -> Result<Config, Failure> {
    let said = said(global)?;
    let file = file(&said)?;
    let mut settings = said.settings;
    settings.retain(|setting, _| matches!(setting, Setting::ReadOnly | Setting::Timeout));
    let profile = Some(Said::new(profile, Source::Option("--profile")));
    with_profile(Config { settings, profile, ..Config::default() }, &file)
}

/// Refuses to guess which of several profiles is meant.
///
/// # Errors
/// When there are several, none is chosen, and nothing else says where to go.
pub(super) fn refuse_to_guess(global: &Global, config: &Config) -> Result<(), Failure> {
    if config.text(Setting::Url).is_some() || config.profile.is_some() {
        return Ok(());
    }
    let names = file(&said(global)?)?.profile_names();
    if names.len() < 2 {
        return Ok(());
    }
    let advice = "name one with --profile or LICTOR_PROFILE, or set default_profile in the file";
    Err(Failure::refused(format!("no profile is chosen; there are {}", names.join(", ")), advice))
}

fn with_profile(said: Config, file: &File) -> Result<Config, Failure> {
    Ok(match file.profile(said.profile.as_ref())? {
        Some(profile) => said.or_profile(profile),
        None => said,
    })
}

/// What the options say.
fn options(global: &Global) -> Config {
    let said =
        |text: &Option<String>, option| text.as_ref().map(|text| Said::new(text, Source::Option(option)));
    let read_only = global.read_only.then(|| Said::new("yes", Source::Option("--read-only")));
    let path = global.config.as_ref().map(|path| path.to_string_lossy().into_owned());
    let settings = Config::default()
        .with(Setting::Url, said(&global.url, "--url"))
        .with(Setting::Instance, said(&global.instance, "--instance"))
        .with(Setting::Scope, said(&global.scope, "--scope"))
        .with(Setting::Timeout, said(&global.timeout, "--timeout"))
        .with(Setting::ReadOnly, read_only);
    let reason = global.reason.clone();
    let theme = said(&global.drawing.theme, "--theme");
    Config {
        reason,
        theme,
        profile: said(&global.profile, "--profile"),
        file: said(&path, "--config"),
        ..settings
    }
}

/// The configuration file that options and environment lead to.
///
/// # Errors
/// A file that was named and cannot be read.
pub(super) fn file(said: &Config) -> Result<File, Failure> {
    match file_path(said) {
        Some((path, asked_for)) => Ok(File::read(&path, asked_for)?),
        None => Ok(File::default()),
    }
}

/// Where the configuration file is, or would be; and whether it was named.
pub(super) fn file_path(said: &Config) -> Option<(PathBuf, bool)> {
    match &said.file {
        Some(said) => Some((PathBuf::from(&said.text), true)),
        None => config::default_file().map(|path| (path, false)),
    }
}

/// How to connect. Everything that is missing is named at once.
///
/// # Errors
/// What is missing or wrong.
pub(super) fn settings(config: &Config) -> Result<Settings, Failure> {
    settings_and(config, &[])
}

/// As [`settings`]; `also` is missing too.
///
/// # Errors
/// What is missing or wrong.
pub(super) fn settings_and(config: &Config, also: &[Missing]) -> Result<Settings, Failure> {
    let (origin, instance) = (config.origin()?, config.instance()?);
    let timeout = config.duration(Setting::Timeout)?.unwrap_or(DEFAULT_TIMEOUT);
    let care = Care {
        read_only: config.is_on(Setting::ReadOnly)?,
        needs_reason: config.is_on(Setting::RequireReason)?,
        ..Care::default()
    };
    let mut missing = Vec::new();
    if origin.is_none() {
        missing.push(Missing::Url);
    }
    if instance.is_none() {
        missing.push(Missing::Instance);
    }
    missing.extend_from_slice(also);
    let (Some(origin), Some(instance), true) = (origin, instance, missing.is_empty()) else {
        return Err(Failure::missing(&missing, config.profile.as_ref()));
    };
    check_proxy(config, &origin)?;
    let network = network(config)?;
    let address = origin.origin().ascii_serialization();
    let access = access(config, &address)?;
    let care = Care { journal: Some(journal(config, &access, &address, &instance)), ..care };
    Ok(Settings { origin, instance, access, network, timeout, care })
}

/// Refuses a proxy that the environment names and that cannot be used.
///
/// # Errors
/// Which variable is wrong.
pub(super) fn check_proxy(config: &Config, origin: &Url) -> Result<(), Failure> {
    if config.proxy()?.is_some() {
        return Ok(());
    }
    let network = Network { proxy: environments_proxy(config), ..Network::default() };
    network.check_proxy(origin).map_err(|message| Failure::refused(message, NOTHING_SENT))
}

fn environments_proxy(config: &Config) -> Proxy {
    Proxy::Environment { except: config.text(Setting::NoProxy).map(str::to_owned) }
}

/// Who calls: the token of a machine, from wherever it is said first; else an account that logs in. A name and a
/// password of the environment come before a profile's token, as all of the environment does.
fn access(config: &Config, origin: &str) -> Result<Access, Failure> {
    if let Some(token) = &config.token {
        return Ok(Access::Token(Arc::new(token.clone())));
    }
    if config.password.is_none()
        && let Some(source) = source(config, Setting::TokenFile, Setting::TokenCommand)?
    {
        return Ok(Access::Token(source));
    }
    let username = config.text(Setting::Username).map(str::to_owned);
    let automatic = match (username.clone(), password(config)?) {
        (Some(username), Some(password)) => {
            Some(AutomaticLogIn { username, password, code: config.code.clone() })
        }
        _ => None,
    };
    let keeper: Arc<dyn SessionKeeper> = match session_store(config, origin) {
        Some(store) => Arc::new(store),
        None => Arc::new(MemorySession::default()),
    };
    Ok(Access::Session(SessionAccess { keeper, username, automatic }))
}

/// Where changes are noted. Whose a machine's token is, nobody but the server knows.
fn journal(config: &Config, access: &Access, origin: &str, instance: &str) -> Arc<dyn Journal> {
    let account = config.text(Setting::Username).filter(|_| matches!(access, Access::Session(_)));
    let whereabouts = Whereabouts {
        origin: origin.to_owned(),
        instance: instance.to_owned(),
        profile: config.profile.as_ref().map(|profile| profile.text.clone()),
        account: account.map(str::to_owned),
    };
    Arc::new(match files::state_directory() {
        Some(state) => FileJournal::new(&state, whereabouts),
        None => FileJournal::homeless(whereabouts),
    })
}

/// Where the session of the profile is kept; none without a home.
pub(super) fn session_store(config: &Config, origin: &str) -> Option<SessionStore> {
    let profile = config.profile.as_ref().map(|profile| profile.text.as_str());
    Some(SessionStore::new(profile, origin, &files::state_directory()?))
}

/// The password of the account, where something says it without asking.
///
/// # Errors
/// What is wrong with the command.
pub(super) fn password(config: &Config) -> Result<Option<Arc<dyn SecretSource>>, Failure> {
    match &config.password {
        Some(password) => Ok(Some(Arc::new(password.clone()))),
        None => Ok(source(config, Setting::PasswordFile, Setting::PasswordCommand)?),
    }
}

/// The password in a file that an option names; `-` is standard input.
///
/// # Errors
/// What is wrong with the file.
pub(super) fn password_file(path: &Path) -> Result<Secret, Failure> {
    let secret = if path == Path::new("-") {
        secret_of_input(io::stdin())
    } else {
        SecretFile::new(path.to_owned()).secret()
    };
    secret.map_err(|reason| Problem::NoSecret { reason }.into())
}

fn source(config: &Config, file: Setting, command: Setting) -> Result<Option<Arc<dyn SecretSource>>, Fault> {
    if let Some(path) = config.path(file) {
        return Ok(Some(Arc::new(SecretFile::new(path))));
    }
    let words = config.command(command)?;
    Ok(words.map(|words| Arc::new(SecretCommand::new(words)) as Arc<dyn SecretSource>))
}

/// The way to the server. Files are read here, so that a wrong one is told before anything is sent.
fn network(config: &Config) -> Result<Network, Failure> {
    let proxy = match config.proxy()? {
        None => environments_proxy(config),
        Some(ProxyAddress::None) => Proxy::Direct,
        Some(ProxyAddress::At(url)) => {
            let password = source(config, Setting::ProxyPasswordFile, Setting::ProxyPasswordCommand)?;
            let username = config.text(Setting::ProxyUsername).map(str::to_owned);
            let password = password.unwrap_or_else(|| Arc::new(Secret::from("")));
            let except = config.text(Setting::NoProxy).map(str::to_owned);
            Proxy::Through { url, credentials: username.map(|username| (username, password)), except }
        }
    };
    let network = Network {
        proxy,
        authorities: config.path(Setting::CaFile).map(|path| read("ca_file", path)).transpose()?,
        identity: identity(config)?,
        connect_timeout: config.duration(Setting::ConnectTimeout)?,
    };
    network.check().map_err(|message| Failure::refused(message, NOTHING_SENT))?;
    Ok(network)
}

fn identity(config: &Config) -> Result<Option<Identity>, Failure> {
    let (Some(certificate), Some(key_path)) =
        (config.path(Setting::ClientCertificate), config.path(Setting::ClientKey))
    else {
        return Ok(None);
    };
    let certificate = read("client_certificate", certificate)?;
    refuse_if_others_read(&key_path).map_err(|message| Failure::refused(message, NOTHING_SENT))?;
    let key = read("client_key", key_path.clone())?;
    let key = String::from_utf8(key.bytes)
        .map_err(|_| Failure::refused(format!("the file {} is not PEM", key_path.display()), NOTHING_SENT))?;
    Ok(Some(Identity { certificate, key: Secret::from(key), key_path }))
}

fn read(name: &str, path: PathBuf) -> Result<api::File, Failure> {
    match fs::read(&path) {
        Ok(bytes) => Ok(api::File { path, bytes }),
        Err(error) => {
            Err(Failure::refused(format!("{name}: {} cannot be read: {error}", path.display()), NOTHING_SENT))
        }
    }
}

/// What the console says of the place.
///
/// # Errors
/// What is wrong in the configuration.
pub(super) fn place(config: &Config, settings: &Settings) -> Result<Place, Failure> {
    let profile = config.profile.as_ref().map(|profile| profile.text.clone());
    let label = match (config.text(Setting::Label), &profile) {
        (Some(label), _) => label.to_owned(),
        (None, Some(profile)) if !config.elsewhere => profile.clone(),
        (None, _) => settings.origin.host_str().unwrap_or_default().to_owned(),
    };
    Ok(Place {
        label,
        production: config.is_on(Setting::Production)?,
        origin: settings.origin.origin().ascii_serialization(),
        instance: settings.instance.clone(),
        read_only: settings.care.read_only,
        page_size: config.page_size()?,
        reads_ahead: config.reads_ahead()?,
        profile,
        logs_in: matches!(settings.access, Access::Session(_)),
        username: config.text(Setting::Username).map(str::to_owned),
        needs_reason: settings.care.needs_reason,
    })
}
