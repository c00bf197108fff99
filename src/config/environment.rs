//! The environment as a layer. Empty variables count as unset.

use std::{env, ffi::OsString};

use super::{Config, Said, Source};
use crate::domain::Fault;

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
    let said = |name| Ok(text(name)?.map(|text| Said::new(text, Source::Variable(name))));
    Ok(Config {
        url: said("LICTOR_URL")?,
        instance: said("LICTOR_INSTANCE")?,
        scope: said("LICTOR_SCOPE")?,
        token: text("LICTOR_TOKEN")?
            .map(|token| token.trim().to_owned())
            .filter(|token| !token.is_empty())
            .map(Into::into),
        read_only: said("LICTOR_READ_ONLY")?,
        timeout: None,
    })
}
