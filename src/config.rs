//! Floor 1: where to connect to and how, put together from layers: what was said on the command line, the
//! environment, the profile of a file; the first layer that says something wins. May use:
//! [`domain`](crate::domain), the file system.
//!
//! Values are checked when they are asked for, so that a wrong one troubles only the commands that use it.
//!
//! | module | what lives there |
//! |---|---|
//! | `setting` | the table of settings |
//! | `environment` | the layer of the environment |
//! | `file`, `finding` | the layer of the file, and what is wrong with it |
//! | `theme` | files that say how things look |
//! | `writing` | new profiles |

mod environment;
mod file;
mod finding;
mod nearest;
mod proxy;
mod setting;
mod switch;
mod theme;
mod writing;

use std::{
    collections::BTreeMap,
    fmt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use url::Url;

use crate::{
    domain::{Fault, Scope, Secret, rules},
    files,
};

pub use environment::environment;
pub use file::{Binding, File, Profile};
pub use finding::{Finding, Position, Severity};
pub use nearest::nearest;
pub use proxy::ProxyAddress;
pub use setting::{Form, Setting};
pub use switch::switch;
pub use theme::{ThemeFile, ThemeLine};
pub use writing::{add_profile, change_profile, open_to_others, read_profile};

/// How many licenses are asked for at once, unless somebody says otherwise.
pub const PAGE_SIZE: u32 = 100;

/// What is shown of an address that cannot be used.
const HIDDEN_ADDRESS: &str = "(not valid, hidden)";

/// Where a value was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// An option of the command line, by its name.
    Option(&'static str),
    /// A variable of the environment, by its name.
    Variable(&'static str),
    /// A configuration file.
    File {
        /// Which.
        path: Arc<Path>,
        /// Where in it.
        position: Position,
        /// In which profile, if in one.
        profile: Option<String>,
    },
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Option(name) | Self::Variable(name) => formatter.write_str(name),
            Self::File { path, position, profile: None } => {
                write!(formatter, "{}:{}", path.display(), position.line)
            }
            Self::File { path, position, profile: Some(profile) } => {
                write!(formatter, "profile {profile}, {}:{}", path.display(), position.line)
            }
        }
    }
}

/// A value as it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The value.
    pub text: String,
    /// Where it was said.
    pub source: Source,
}

impl Said {
    /// A value from `source`.
    pub fn new(text: impl Into<String>, source: Source) -> Self {
        Self { text: text.into(), source }
    }
}

/// What one source says; or, put together, what all of them say.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// What is said, setting by setting.
    pub settings: BTreeMap<Setting, Said>,
    /// The profile that the settings may come from.
    pub profile: Option<Said>,
    /// The file that was asked for.
    pub file: Option<Said>,
    /// The Bearer token of a machine; from the environment only.
    pub token: Option<Secret>,
    /// The password of the account; from the environment only.
    pub password: Option<Secret>,
    /// The code of the second factor; from the environment only.
    pub code: Option<Secret>,
    /// Why changes are made in this run, in the operator's words.
    pub reason: Option<String>,
    /// The theme that was asked for.
    pub theme: Option<Said>,
    /// Whether the URL leads to another server than the profile's own.
    pub elsewhere: bool,
}

/// A value that is needed and that no layer gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Where the server is.
    Url,
    /// The service provider's instance.
    Instance,
    /// The scope to work in.
    Scope,
}

impl Missing {
    /// The setting that would say it.
    #[must_use]
    pub fn setting(self) -> Setting {
        match self {
            Self::Url => Setting::Url,
            Self::Instance => Setting::Instance,
            Self::Scope => Setting::Scope,
        }
    }

    /// What is missing, and how to say it.
    #[must_use]
    pub fn advice(self) -> &'static str {
        match self {
            Self::Url => "the URL of the server: --url or LICTOR_URL",
            Self::Instance => "the instance: --instance or LICTOR_INSTANCE",
            Self::Scope => "the scope: --scope or LICTOR_SCOPE, as KIND/UUID; `lictor scopes` lists them",
        }
    }
}

/// A setting as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its name.
    pub name: &'static str,
    /// Its value; secrets are hidden.
    pub value: String,
    /// Where it comes from.
    pub source: String,
}

impl Config {
    /// With one more setting, where something was said.
    #[must_use]
    pub fn with(mut self, setting: Setting, said: Option<Said>) -> Self {
        if let Some(said) = said {
            self.settings.insert(setting, said);
        }
        self
    }

    /// What this layer says, and where it says nothing, what the next one says.
    #[must_use]
    pub fn or(mut self, next: Self) -> Self {
        for (setting, said) in next.settings {
            self.settings.entry(setting).or_insert(said);
        }
        Self {
            settings: self.settings,
            profile: self.profile.or(next.profile),
            file: self.file.or(next.file),
            token: self.token.or(next.token),
            password: self.password.or(next.password),
            code: self.code.or(next.code),
            reason: self.reason.or(next.reason),
            theme: self.theme.or(next.theme),
            elsewhere: self.elsewhere || next.elsewhere,
        }
    }

    /// With a profile as the next layer. When the URL was said elsewhere and leads to another server than the
    /// profile's own, what belongs to the profile's server is left out: its secrets must not go to another, and its
    /// label would be a lie. That it is read-only or production stays, which is the safe side.
    #[must_use]
    pub fn or_profile(self, profile: &Profile) -> Self {
        let origin = |said: Option<&Said>| rules::origin(&said?.text).ok();
        let own = origin(profile.settings.get(&Setting::Url));
        let elsewhere = self.settings.get(&Setting::Url).is_some_and(|said| {
            origin(Some(said)).is_none_or(|url| own.is_none_or(|own| own.origin() != url.origin()))
        });
        let mut settings = profile.settings.clone();
        if elsewhere {
            settings.retain(|setting, _| !setting.is_of_server());
        }
        let profile = Some(Said::new(&profile.name, profile.source.clone()));
        self.or(Self { settings, profile, elsewhere, ..Self::default() })
    }

    fn said(&self, setting: Setting) -> Option<&Said> {
        self.settings.get(&setting)
    }

    /// A setting as it was said, unchecked.
    #[must_use]
    pub fn text(&self, setting: Setting) -> Option<&str> {
        self.said(setting).map(|said| said.text.as_str())
    }

    /// The server's origin.
    ///
    /// # Errors
    /// What [`rules::origin`] refuses.
    pub fn origin(&self) -> Result<Option<Url>, Fault> {
        self.checked(Setting::Url, rules::origin)
    }

    /// The service provider's instance.
    ///
    /// # Errors
    /// What [`rules::instance`] refuses.
    pub fn instance(&self) -> Result<Option<String>, Fault> {
        self.checked(Setting::Instance, rules::instance)
    }

    /// The scope to work in.
    ///
    /// # Errors
    /// What [`rules::scope`] refuses.
    pub fn scope(&self) -> Result<Option<Scope>, Fault> {
        self.checked(Setting::Scope, rules::scope)
    }

    /// How long one try, or with [`Setting::ConnectTimeout`] a connection, may take.
    ///
    /// # Errors
    /// What [`rules::timeout`] refuses.
    pub fn duration(&self, setting: Setting) -> Result<Option<Duration>, Fault> {
        self.checked(setting, rules::timeout)
    }

    /// How many licenses are asked for at once.
    ///
    /// # Errors
    /// What [`rules::page_size`] refuses.
    pub fn page_size(&self) -> Result<u32, Fault> {
        Ok(self.checked(Setting::PageSize, rules::page_size)?.unwrap_or(PAGE_SIZE))
    }

    /// Whether a switch is on; off where nothing is said. A word that is neither yes nor no is refused: these
    /// switches are there for safety, and must not be off by a typing error.
    ///
    /// # Errors
    /// What [`switch`] refuses.
    pub fn is_on(&self, setting: Setting) -> Result<bool, Fault> {
        let rule = |text: &str| switch(setting.key(), text);
        Ok(self.checked(setting, rule)?.unwrap_or_default())
    }

    /// Whether pages are fetched before they are needed; so it is where nothing is said.
    ///
    /// # Errors
    /// What [`switch`] refuses.
    pub fn reads_ahead(&self) -> Result<bool, Fault> {
        let setting = Setting::ReadAhead;
        Ok(self.checked(setting, |text| switch(setting.key(), text))?.unwrap_or(true))
    }

    /// What stands before the server; none leaves it to the environment.
    ///
    /// # Errors
    /// What is wrong with the address.
    pub fn proxy(&self) -> Result<Option<ProxyAddress>, Fault> {
        self.checked(Setting::Proxy, proxy::parse)
    }

    /// The path of a file: `~/` is the home, and a relative path in a file begins where the file is.
    #[must_use]
    pub fn path(&self, setting: Setting) -> Option<PathBuf> {
        let said = self.said(setting)?;
        if let Some(rest) = said.text.strip_prefix("~/")
            && let Ok(home) = etcetera::home_dir()
        {
            return Some(home.join(rest));
        }
        let beside = match &said.source {
            Source::File { path, .. } => path.parent().map(Path::to_owned),
            Source::Option(_) | Source::Variable(_) => None,
        };
        Some(beside.unwrap_or_default().join(&said.text))
    }

    /// A command and its arguments. The file that names it must be its owner's: whoever may write to it could have
    /// the operator run anything.
    ///
    /// # Errors
    /// A command that cannot be split into words, and a file that others may write to.
    pub fn command(&self, setting: Setting) -> Result<Option<Vec<String>>, Fault> {
        let words = self.checked(setting, |text| command_words(setting.key(), text))?;
        if let (Some(_), Some(Said { source: Source::File { path, .. }, .. })) = (&words, self.said(setting))
        {
            writing::refuse_if_others_write(path)?;
        }
        Ok(words)
    }

    /// Whether nothing is said about where to connect to.
    #[must_use]
    pub fn names_no_server(&self) -> bool {
        self.said(Setting::Url).is_none() && self.said(Setting::Instance).is_none() && self.token.is_none()
    }

    /// Every setting in force, and where it comes from.
    #[must_use]
    pub fn shown(&self) -> Vec<Shown> {
        let mut shown = Vec::new();
        if let Some(profile) = &self.profile {
            let source = match &profile.source {
                Source::File { path, .. } => path.display().to_string(),
                source => source.to_string(),
            };
            shown.push(Shown { name: "profile", value: profile.text.clone(), source });
        }
        for setting in Setting::ALL {
            let name = setting.key();
            if let Some(said) = self.said(setting) {
                // An address that breaks its rule may hold a password or a token.
                let is_hidden =
                    matches!(setting, Setting::Url | Setting::Proxy) && setting.check(&said.text).is_err();
                let value = if is_hidden { HIDDEN_ADDRESS } else { &said.text };
                shown.push(Shown { name, value: value.to_owned(), source: said.source.to_string() });
            } else if let Some(value) = setting.default_words() {
                shown.push(Shown { name, value: value.to_owned(), source: "default".to_owned() });
            }
        }
        let secrets = [
            ("token", &self.token, "LICTOR_TOKEN"),
            ("password", &self.password, "LICTOR_PASSWORD"),
            ("code", &self.code, "LICTOR_CODE"),
        ];
        for (name, _, source) in secrets.into_iter().filter(|(_, secret, _)| secret.is_some()) {
            shown.push(Shown { name, value: "(hidden)".to_owned(), source: source.to_owned() });
        }
        shown
    }

    /// The value, checked; a fault tells where the value came from when that is out of sight.
    fn checked<T>(
        &self, setting: Setting, rule: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let Some(said) = self.said(setting) else {
            return Ok(None);
        };
        rule(&said.text).map(Some).map_err(|fault| match &said.source {
            Source::Option(_) => fault,
            Source::Variable(name) => Fault { message: format!("{} (in {name})", fault.message), ..fault },
            Source::File { path, position, .. } => {
                Fault { message: format!("{} (in {}:{position})", fault.message, path.display()), ..fault }
            }
        })
    }
}

/// The words of a command, as a shell would split them; no shell has a part in it.
fn command_words(subject: &'static str, text: &str) -> Result<Vec<String>, Fault> {
    match shell_words::split(text) {
        Ok(words) if words.is_empty() => Err(Fault::new(subject, "must not be empty")),
        Ok(words) => Ok(words),
        Err(_) => Err(Fault::new(subject, "has a quotation mark that is not closed")),
    }
}

/// The file of the user (XDG Base Directory Specification); none without a home.
#[must_use]
pub fn default_file() -> Option<PathBuf> {
    Some(files::configuration_directory()?.join("config.toml"))
}

#[cfg(test)]
mod tests;
