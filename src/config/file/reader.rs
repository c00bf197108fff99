//! The text of a file, table by table.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use toml_edit::{Item, Key, TableLike};

use super::{
    super::{
        Said, Source,
        finding::{Finding, Position, Severity},
        nearest::nearest,
        setting::{Form, Setting},
    },
    Binding, File, Profile,
};
use crate::domain::rules;

/// Keys that would hold a secret, and what to use in their place.
const SECRETS: [(&str, &str); 4] = [
    ("password", "password_file or password_command"),
    ("token", "token_file or token_command"),
    ("proxy_password", "proxy_password_file or proxy_password_command"),
    ("code", "LICTOR_CODE"),
];

/// What a file may say.
const KEYS: [&str; 5] = ["default_profile", "theme", "mouse", "profiles", "keys"];

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

/// Settings without which a profile leads nowhere, and what else can say them.
const NEEDED: [(Setting, &str); 2] =
    [(Setting::Url, "--url or LICTOR_URL"), (Setting::Instance, "--instance or LICTOR_INSTANCE")];

/// Reads one file.
pub(super) struct Reader<'a> {
    text: &'a str,
    path: Arc<Path>,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    /// Nothing is read yet.
    pub(super) fn new(text: &'a str, path: &Path) -> Self {
        Self { text, path: path.into(), findings: Vec::new() }
    }

    /// Takes all that a file says into `file`, with what is to be said about it.
    pub(super) fn read(mut self, table: &dyn TableLike, mut file: File) -> File {
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
                "theme" => file.theme = self.text_of(item, name, position, None),
                "mouse" => {
                    file.mouse = item.as_bool();
                    if file.mouse.is_none() {
                        self.error(position, None, "mouse: must be true or false");
                    }
                }
                _ => self.unknown(position, None, name, KEYS.into_iter()),
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
                Some(settings) => profiles.push(self.profile(name, position, settings)),
                None => {
                    self.error(position, Some(name), format!("{name}: must be a table, [profiles.{name}]"));
                }
            }
        }
        profiles
    }

    fn profile(&mut self, name: &str, place: Position, table: &dyn TableLike) -> Profile {
        let source = self.source(place, Some(name));
        let mut profile = Profile { name: name.to_owned(), source, settings: BTreeMap::new() };
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
        for (setting, instead) in NEEDED {
            let key = setting.key();
            if !table.contains_key(key) {
                let message = format!("{name}: has no {key}; without it {instead} must say it");
                self.find(Severity::Doubt, place, Some(name), message);
            }
        }
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
