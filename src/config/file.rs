//! The configuration file: profiles, and all that is wrong with them, each with its place.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use toml_edit::{Document, Item, Key, TableLike};

use super::{
    Said, Source,
    finding::{Finding, Position, Severity},
    nearest::nearest,
    setting::{Form, Setting},
};
use crate::domain::{Fault, rules};

/// Keys that would hold a secret, and what to use in their place.
const SECRETS: [(&str, &str); 4] = [
    ("password", "password_file or password_command"),
    ("token", "token_file or token_command"),
    ("proxy_password", "proxy_password_file or proxy_password_command"),
    ("code", "LICTOR_CODE"),
];

/// Settings of which a profile has one at most, because they say the same.
const EITHER: [(Setting, Setting); 3] = [
    (Setting::TokenFile, Setting::TokenCommand),
    (Setting::PasswordFile, Setting::PasswordCommand),
    (Setting::ProxyPasswordFile, Setting::ProxyPasswordCommand),
];

/// Settings that need another beside them.
const BOTH: [(Setting, Setting); 5] = [
    (Setting::ClientCertificate, Setting::ClientKey),
    (Setting::ClientKey, Setting::ClientCertificate),
    (Setting::ProxyPasswordFile, Setting::ProxyUsername),
    (Setting::ProxyPasswordCommand, Setting::ProxyUsername),
    (Setting::ProxyUsername, Setting::Proxy),
];

/// A configuration file as it was read.
#[derive(Clone, Debug, Default)]
pub struct File {
    path: PathBuf,
    exists: bool,
    default_profile: Option<Said>,
    profiles: Vec<Profile>,
    bindings: Vec<Binding>,
    findings: Vec<Finding>,
}

/// A profile as it was read.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// What it says.
    pub settings: BTreeMap<Setting, Said>,
}

/// Keys that are bound anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where they work.
    pub context: String,
    /// What they mean.
    pub action: String,
    /// The keys.
    pub keys: Vec<String>,
    /// Where that is said.
    pub position: Position,
}

impl File {
    /// Reads a file. One that is not there is an empty one, unless it was asked for by name.
    ///
    /// # Errors
    /// A file that cannot be read. What is wrong inside of it is for [`File::findings`].
    pub fn read(path: &Path, asked_for: bool) -> Result<Self, Fault> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(Self::parse(path, &text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !asked_for => {
                Ok(Self { path: path.to_owned(), ..Self::default() })
            }
            Err(error) => Err(Fault::new("config", format!("{} cannot be read: {error}", path.display()))),
        }
    }

    /// Reads the text of a file.
    #[must_use]
    pub fn parse(path: &Path, text: &str) -> Self {
        let reader = Reader { text, path: path.into(), findings: Vec::new() };
        let file = Self { path: path.to_owned(), exists: true, ..Self::default() };
        match Document::parse(text) {
            Ok(document) => reader.read(document.as_table(), file),
            Err(error) => {
                let position = Position::of(text, error.span().map_or(0, |span| span.start));
                let message = format!("this is not TOML: {}", error.message().replace('\n', "; "));
                let finding = Finding { severity: Severity::Error, position, profile: None, message };
                Self { findings: vec![finding], ..file }
            }
        }
    }

    /// Where it is, or would be.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is there.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.exists
    }

    /// All that is to be said about it, from top to bottom.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The keys that are bound anew.
    #[must_use]
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// The names of the profiles, in the order of the file.
    #[must_use]
    pub fn profile_names(&self) -> Vec<String> {
        self.profiles.iter().map(|profile| profile.name.clone()).collect()
    }

    /// The profile to work with: the one that was asked for, else the default one, else the only one.
    ///
    /// # Errors
    /// A profile that does not exist, or that has errors, or a file that is broken as a whole.
    pub fn profile(&self, asked_for: Option<&Said>) -> Result<Option<&Profile>, Fault> {
        let broken = |finding: &&Finding| finding.severity == Severity::Error && finding.profile.is_none();
        let chosen = match (asked_for.or(self.default_profile.as_ref()), self.profiles.as_slice()) {
            (Some(said), _) => said.text.as_str(),
            (None, [only]) => only.name.as_str(),
            (None, _) => {
                return self
                    .findings
                    .iter()
                    .find(broken)
                    .map_or(Ok(None), |finding| Err(self.fault(finding)));
            }
        };
        let own = |finding: &&Finding| {
            finding.severity == Severity::Error
                && finding.profile.as_deref().is_none_or(|profile| profile == chosen)
        };
        // Which profile is the default does not matter to those who ask for another.
        let matters =
            |finding: &&Finding| own(finding) && !(asked_for.is_some() && self.is_about_default(finding));
        if let Some(finding) = self.findings.iter().find(matters) {
            return Err(self.fault(finding));
        }
        match self.profiles.iter().find(|profile| profile.name == chosen) {
            Some(profile) => Ok(Some(profile)),
            None => Err(self.no_such(chosen)),
        }
    }

    fn is_about_default(&self, finding: &Finding) -> bool {
        self.default_profile.as_ref().is_some_and(
            |said| matches!(&said.source, Source::File { position, .. } if *position == finding.position),
        )
    }

    fn fault(&self, finding: &Finding) -> Fault {
        Fault::new("config", format!("{}:{}: {}", self.path.display(), finding.position, finding.message))
    }

    fn no_such(&self, name: &str) -> Fault {
        let names = self.profile_names();
        let known = if names.is_empty() {
            format!("there are none in {}", self.path.display())
        } else {
            format!("there are {}", names.join(", "))
        };
        let meant = nearest(name, names.iter().map(String::as_str));
        let meant = meant.map_or(String::new(), |meant| format!("; did you mean {meant}?"));
        Fault::new("profile", format!("there is no profile {name:?}; {known}{meant}"))
    }
}

/// Reads one file.
struct Reader<'a> {
    text: &'a str,
    path: Arc<Path>,
    findings: Vec<Finding>,
}

impl Reader<'_> {
    fn read(mut self, table: &dyn TableLike, mut file: File) -> File {
        for (name, item) in table.iter() {
            let position = self.position_of(table, name);
            match name {
                "default_profile" => file.default_profile = self.text_of(item, name, position, None),
                "profiles" => match item.as_table_like() {
                    Some(profiles) => file.profiles = self.profiles(profiles),
                    None => self.error(position, None, "profiles: must be tables such as [profiles.lab]"),
                },
                "keys" => match item.as_table_like() {
                    Some(contexts) => file.bindings = self.bindings(contexts),
                    None => self.error(position, None, "keys: must be tables such as [keys.licenses]"),
                },
                _ => self.unknown(position, None, name, ["default_profile", "profiles", "keys"].into_iter()),
            }
        }
        if let Some(said) = &file.default_profile
            && !file.profiles.iter().any(|profile| profile.name == said.text)
            && let Source::File { position, .. } = said.source
        {
            let message = format!("default_profile: {}", file.no_such(&said.text).message);
            self.error(position, None, message);
        }
        self.findings.sort_by_key(|finding| finding.position);
        file.findings = self.findings;
        file
    }

    fn profiles(&mut self, table: &dyn TableLike) -> Vec<Profile> {
        let mut profiles = Vec::new();
        for (name, item) in table.iter() {
            let position = self.position_of(table, name);
            if let Err(fault) = rules::profile_name(name) {
                self.error(position, Some(name), fault.to_string());
            }
            match item.as_table_like() {
                Some(settings) => profiles.push(self.profile(name, settings)),
                None => {
                    self.error(position, Some(name), format!("{name}: must be a table, [profiles.{name}]"));
                }
            }
        }
        profiles
    }

    fn profile(&mut self, name: &str, table: &dyn TableLike) -> Profile {
        let mut profile = Profile { name: name.to_owned(), settings: BTreeMap::new() };
        for (key, item) in table.iter() {
            let position = self.position_of(table, key);
            if let Some((_, instead)) = SECRETS.iter().find(|(secret, _)| *secret == key) {
                self.error(
                    position,
                    Some(name),
                    format!("{key}: a secret does not belong into this file; use {instead}"),
                );
            } else if let Some(setting) = Setting::ALL.into_iter().find(|setting| setting.key() == key) {
                if let Some(said) = self.setting(setting, item, position, name) {
                    profile.settings.insert(setting, said);
                }
            } else {
                self.unknown(position, Some(name), key, Setting::ALL.into_iter().map(Setting::key));
            }
        }
        self.check_pairs(&profile);
        profile
    }

    fn check_pairs(&mut self, profile: &Profile) {
        let position = |setting: Setting| match &profile.settings.get(&setting)?.source {
            Source::File { position, .. } => Some(*position),
            _ => None,
        };
        for (one, other) in EITHER {
            if let (Some(first), Some(second)) = (position(one), position(other)) {
                let message = format!("{} and {} say the same; keep one of them", one.key(), other.key());
                self.error(first.max(second), Some(&profile.name), message);
            }
        }
        for (one, other) in BOTH {
            if let (Some(position), None) = (position(one), position(other)) {
                let message = format!("{}: needs {} beside it", one.key(), other.key());
                self.error(position, Some(&profile.name), message);
            }
        }
    }

    fn setting(&mut self, setting: Setting, item: &Item, key: Position, profile: &str) -> Option<Said> {
        let key_name = setting.key();
        let position = item.span().map_or(key, |span| self.position(span.start));
        let (text, wanted) = match setting.form() {
            Form::Switch => (item.as_bool().map(|on| on.to_string()), "true or false"),
            Form::Number => {
                let number = item.as_integer().map(|number| number.to_string());
                (number.or_else(|| item.as_float().map(|number| number.to_string())), "a number")
            }
            Form::Text | Form::Path | Form::Command => {
                (item.as_str().map(str::to_owned), "a text in quotation marks")
            }
        };
        let Some(text) = text else {
            self.error(position, Some(profile), format!("{key_name}: must be {wanted}"));
            return None;
        };
        if let Err(fault) = setting.check(&text) {
            self.error(position, Some(profile), format!("{key_name}: {}", fault.message));
        }
        Some(Said::new(text, self.source(position, Some(profile))))
    }

    fn bindings(&mut self, contexts: &dyn TableLike) -> Vec<Binding> {
        let mut bindings = Vec::new();
        for (context, item) in contexts.iter() {
            let position = self.position_of(contexts, context);
            let Some(actions) = item.as_table_like() else {
                self.error(position, None, format!("{context}: must be a table, [keys.{context}]"));
                continue;
            };
            for (action, item) in actions.iter() {
                let position = self.position_of(actions, action);
                let keys = match (item.as_str(), item.as_array()) {
                    (Some(key), _) => Some(vec![key.to_owned()]),
                    (None, Some(keys)) => keys.iter().map(|key| key.as_str().map(str::to_owned)).collect(),
                    (None, None) => None,
                };
                match keys {
                    Some(keys) => {
                        let (context, action) = (context.to_owned(), action.to_owned());
                        bindings.push(Binding { context, action, keys, position });
                    }
                    None => {
                        self.error(position, None, format!("{action}: must be keys such as [\"r\", \"f5\"]"));
                    }
                }
            }
        }
        bindings
    }

    fn text_of(&mut self, item: &Item, name: &str, key: Position, profile: Option<&str>) -> Option<Said> {
        let position = item.span().map_or(key, |span| self.position(span.start));
        let text = item.as_str();
        if text.is_none() {
            self.error(position, profile, format!("{name}: must be a text in quotation marks"));
        }
        text.map(|text| Said::new(text, self.source(position, profile)))
    }

    fn source(&self, position: Position, profile: Option<&str>) -> Source {
        Source::File { path: Arc::clone(&self.path), position, profile: profile.map(str::to_owned) }
    }

    fn position(&self, byte: usize) -> Position {
        Position::of(self.text, byte)
    }

    fn position_of(&self, table: &dyn TableLike, name: &str) -> Position {
        let span = table.get_key_value(name).and_then(|(key, item)| Key::span(key).or_else(|| item.span()));
        self.position(span.map_or(0, |span| span.start))
    }

    fn error(&mut self, position: Position, profile: Option<&str>, message: impl Into<String>) {
        self.find(Severity::Error, position, profile, message.into());
    }

    fn unknown<'n>(
        &mut self, position: Position, profile: Option<&str>, name: &str,
        known: impl Iterator<Item = &'n str>,
    ) {
        let meant = nearest(name, known).map_or(String::new(), |meant| format!("; did you mean {meant}?"));
        self.find(Severity::Warning, position, profile, format!("{name}: there is no such key{meant}"));
    }

    fn find(&mut self, severity: Severity, position: Position, profile: Option<&str>, message: String) {
        self.findings.push(Finding { severity, position, profile: profile.map(str::to_owned), message });
    }
}
