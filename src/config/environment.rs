//! The environment as a layer. Empty variables count as unset.

use std::{env, ffi::OsString};

use super::{Config, Said, Setting, Source};
use crate::domain::{Fault, Secret};

/// What the environment says.
///
/// # Errors
/// A variable that is no text.
pub fn environment() -> Result<Config, Fault> {
    layer(|name| env::var_os(name))
}

/// The layer that the variables make.
pub(super) fn layer(variable: impl Fn(&str) -> Option<OsString>) -> Result<Config, Fault> {
    let text = |name: &'static str| -> Result<Option<String>, Fault> {
        match variable(name).filter(|value| !value.is_empty()) {
            None => Ok(None),
            Some(value) => {
                let text = value.into_string();
                text.map(Some).map_err(|_| Fault::new(name, "is not UTF-8 text"))
            }
        }
    };
    let said = |name| Ok::<_, Fault>(text(name)?.map(|text| Said::new(text, Source::Variable(name))));
    let trimmed = |name| {
        let secret = text(name)?.map(|secret| Secret::new(secret.trim()));
        Ok::<_, Fault>(secret.filter(|secret| !secret.is_empty()))
    };
    let said_plainly = Config::default()
        .with(Setting::Url, said("LICTOR_URL")?)
        .with(Setting::Instance, said("LICTOR_INSTANCE")?)
        .with(Setting::Scope, said("LICTOR_SCOPE")?)
        .with(Setting::Username, said("LICTOR_USERNAME")?)
        .with(Setting::ReadOnly, said("LICTOR_READ_ONLY")?);
    Ok(Config {
        profile: said("LICTOR_PROFILE")?,
        file: said("LICTOR_CONFIG")?,
        token: trimmed("LICTOR_TOKEN")?,
        // Spaces may be part of a password; a line end at its end comes from a file.
        password: text("LICTOR_PASSWORD")?
            .map(|password| Secret::new(password.trim_end_matches(['\r', '\n']))),
        code: trimmed("LICTOR_CODE")?,
        reason: text("LICTOR_REASON")?,
        theme: said("LICTOR_THEME")?,
        ..said_plainly
    })
}
