//! What a value must be like before it is sent: every rule once, for forms and for the command line.
//!
//! The API documents which fields are required and the two statuses (API section 1.3). It documents no lengths, so
//! none are enforced here: the server says so itself, and its words are shown.

use std::{fmt, net::IpAddr, time::Duration};

use url::{Host, Url};
use uuid::Uuid;

use super::{
    license::{LicenseId, Status},
    scope::{Scope, ScopeKind},
};

/// A value that was refused before anything was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What the value was meant for: `sku`, `name`, `scope` …
    pub subject: &'static str,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Fault {
    /// A fault of `subject`.
    pub fn new(subject: &'static str, message: impl Into<String>) -> Self {
        Self { subject, message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.subject, self.message)
    }
}

impl std::error::Error for Fault {}

/// A SKU: required, one line, without space around it (which nobody would see, and which would make another SKU).
///
/// # Errors
/// When the text is empty, is surrounded by white space, or has a control character.
pub fn sku(text: &str) -> Result<String, Fault> {
    required("sku", text)?;
    if text.trim() != text {
        return Err(Fault::new("sku", "has a space before or after it; take it away"));
    }
    single_line("sku", text)
}

/// A name: required, one line.
///
/// # Errors
/// When the text is blank or has a control character.
pub fn name(text: &str) -> Result<String, Fault> {
    required("name", text)?;
    single_line("name", text)
}

/// A description: optional, one line.
///
/// # Errors
/// When the text has a control character.
pub fn description(text: &str) -> Result<String, Fault> {
    single_line("description", text)
}

/// A status that may be asked for: one of the two that the API documents (API section 1.3). The server may hold
/// others, which are kept and shown.
///
/// # Errors
/// When the text is neither `enabled` nor `disabled`.
pub fn status(text: &str) -> Result<Status, Fault> {
    match text {
        "enabled" => Ok(Status::Enabled),
        "disabled" => Ok(Status::Disabled),
        _ => Err(Fault::new("status", format!("{text:?} is neither enabled nor disabled"))),
    }
}

/// The id of a license: a whole number (API section 1.1).
///
/// # Errors
/// When the text is not a whole number.
pub fn license_id(text: &str) -> Result<LicenseId, Fault> {
    text.trim().parse().map(LicenseId).map_err(|_| {
        Fault::new("id", format!("{text:?} is not a license id; ids are whole numbers such as 17"))
    })
}

/// The number of an entry of the journal.
///
/// # Errors
/// When it is not a whole number.
pub fn entry(text: &str) -> Result<u64, Fault> {
    text.trim()
        .parse()
        .map_err(|_| Fault::new("entry", format!("{text:?} is not an entry; `lictor history` numbers them")))
}

/// A scope, `KIND/UUID`, as typed or pasted: surrounding white space and slashes do not matter.
///
/// # Errors
/// When the kind is not one of the four, or the rest is not a UUID.
pub fn scope(text: &str) -> Result<Scope, Fault> {
    const FORM: &str = "write it as groups/6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a";
    let trimmed = text.trim().trim_matches('/');
    let fault = |what: String| Fault::new("scope", format!("{what}; {FORM}"));
    let Some((kind, uuid)) = trimmed.split_once('/') else {
        return Err(fault(format!("{trimmed:?} has no kind before a slash")));
    };
    let kind: ScopeKind = kind.parse().map_err(|unknown: Fault| fault(unknown.message))?;
    let uuid = Uuid::try_parse(uuid).map_err(|_| fault(format!("{uuid:?} is not a UUID")))?;
    Ok(Scope { kind, uuid })
}

/// The origin of the server: `https`, or `http` on a loopback address only, where nobody else can listen in.
///
/// # Errors
/// When the text is no URL, is not encrypted, or says more than scheme, host and port. A user name or password in
/// it is not repeated in the message.
pub fn origin(text: &str) -> Result<Url, Fault> {
    const FORM: &str = "write it as https://provisioning.example.net";
    let fault = |what: &str| Fault::new("url", format!("{what}; {FORM}"));
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(fault("must not be empty"));
    }
    let url = Url::parse(trimmed).map_err(|error| fault(&format!("is no URL ({error})")))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(fault(
            "must not hold a user name or password, which others could see; put a token into LICTOR_TOKEN",
        ));
    }
    match (url.scheme(), url.host()) {
        ("https", Some(_)) => {}
        ("http", Some(host)) if is_loopback(&host) => {}
        ("http", Some(host)) => {
            let why = "http would send the token in the clear, and is for loopback addresses only";
            return Err(Fault::new("url", format!("{why}; use https://{host}")));
        }
        _ => return Err(fault("must start with https://")),
    }
    if url.path() != "/" {
        return Err(fault(&format!(
            "must end after host and port; leave out {:?} (the /api/v01 of the API is added by itself)",
            url.path()
        )));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(fault("must end after host and port; leave out what follows ? or #"));
    }
    Ok(url)
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(address) => IpAddr::V4(*address).is_loopback(),
        Host::Ipv6(address) => IpAddr::V6(*address).is_loopback(),
    }
}

/// The service provider's instance: one segment of a path (API section 1).
///
/// # Errors
/// When the text is blank, or would be more or less than one segment.
pub fn instance(text: &str) -> Result<String, Fault> {
    let trimmed = text.trim();
    required("instance", trimmed)?;
    if trimmed.contains(['/', '\\']) || matches!(trimmed, "." | "..") {
        return Err(Fault::new(
            "instance",
            format!("{trimmed:?} is not one segment of a path, such as draas_v1"),
        ));
    }
    single_line("instance", trimmed)
}

/// How many licenses to ask for at once: a whole number from 1 on (API section 1.1; the largest is not documented).
///
/// # Errors
/// When the text is no such number.
pub fn page_size(text: &str) -> Result<u32, Fault> {
    match text.trim().parse() {
        Ok(size) if size > 0 => Ok(size),
        _ => Err(Fault::new("page_size", format!("{text:?} is not a whole number from 1 on"))),
    }
}

/// The name of a profile: it stands in files, in arguments and on the screen, so it is plain.
///
/// # Errors
/// When the text is empty, longer than 64 characters, or holds more than letters, digits, `-`, `_` and `.`.
pub fn profile_name(text: &str) -> Result<String, Fault> {
    let trimmed = text.trim();
    required("name", trimmed)?;
    let plain = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.');
    if trimmed.len() <= 64 && trimmed.chars().all(plain) {
        Ok(trimmed.to_owned())
    } else {
        Err(Fault::new("name", format!("{trimmed:?} is not a plain name such as lab or prod-2")))
    }
}

/// How long one try may take: seconds, more than 0 and at most a day.
///
/// # Errors
/// When the text is no such number.
pub fn timeout(text: &str) -> Result<Duration, Fault> {
    const DAY: f64 = 86_400.0;
    match text.trim().parse::<f64>() {
        Ok(seconds) if (0.001..=DAY).contains(&seconds) => Ok(Duration::from_secs_f64(seconds)),
        _ => Err(Fault::new("timeout", format!("{text:?} is not a number of seconds from 0.001 to 86400"))),
    }
}

fn required(subject: &'static str, text: &str) -> Result<(), Fault> {
    if text.trim().is_empty() { Err(Fault::new(subject, "must not be empty")) } else { Ok(()) }
}

fn single_line(subject: &'static str, text: &str) -> Result<String, Fault> {
    match text.chars().find(|character| character.is_control()) {
        Some(control) => Err(Fault::new(
            subject,
            format!("holds the control character U+{:04X}; take it away", u32::from(control)),
        )),
        None => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests;
