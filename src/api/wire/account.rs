//! Log-in, tokens and the account (API section 3). Errors never repeat what was read: it may be a token.

use serde::{Deserialize, Serialize, de::Error as _};
use serde_json::{Error, Value, value::RawValue};
use uuid::Uuid;

use crate::domain::{
    Account, Administered, Challenge, Credentials, Factor, Scope, ScopeKind, Secret, Tokens, Verification,
};

/// What a server answers to user name and password.
pub(in crate::api) enum LogInAnswer {
    /// The account is in.
    Tokens(Tokens),
    /// It is in once it has answered this.
    Challenge(Challenge),
}

#[derive(Deserialize)]
struct TokensBody<'a> {
    #[serde(default)]
    access_token: Value,
    #[serde(default)]
    refresh_token: Value,
    #[serde(default)]
    token: Value,
    #[serde(default)]
    option: Value,
    #[serde(default, borrow, rename = "2fa_payload")]
    payload: Option<&'a RawValue>,
}

impl TokensBody<'_> {
    fn parse(body: &[u8]) -> Result<TokensBody<'_>, Error> {
        let no_tokens = || Error::custom("no object with tokens");
        let parsed = serde_json::from_slice(body);
        let parsed = parsed.map_err(|error: Error| if error.is_data() { no_tokens() } else { error })?;
        // Serde takes a list for an object, by the order of the fields.
        if body.trim_ascii_start().starts_with(b"{") { Ok(parsed) } else { Err(no_tokens()) }
    }

    /// What is short-lived and can be refreshed, else a token of a machine.
    fn tokens(&self) -> Option<Tokens> {
        match secret(&self.access_token) {
            Some(access) => Some(Tokens { access, refresh: secret(&self.refresh_token) }),
            None => self.machine_token(),
        }
    }

    fn machine_token(&self) -> Option<Tokens> {
        Some(Tokens { access: secret(&self.token)?, refresh: None })
    }

    fn challenge(&self, username: &str) -> Option<Challenge> {
        let totp = self.option.as_str().is_some_and(|option| option.trim().eq_ignore_ascii_case("totp"));
        let factor = if totp { Factor::Totp } else { Factor::Email };
        let payload = Secret::new(self.payload?.get());
        Some(Challenge { username: username.to_owned(), factor, payload })
    }
}

fn secret(value: &Value) -> Option<Secret> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(Secret::new)
}

/// The answer to a log-in as `username`, or to a code for it.
///
/// # Errors
/// No JSON object, or one without tokens and without a challenge.
pub(in crate::api) fn log_in_answer(body: &[u8], username: &str) -> Result<LogInAnswer, Error> {
    let body = TokensBody::parse(body)?;
    // A token of a machine may come beside a challenge; it is no way round it.
    if secret(&body.access_token).is_none()
        && let Some(challenge) = body.challenge(username)
    {
        return Ok(LogInAnswer::Challenge(challenge));
    }
    body.tokens().map(LogInAnswer::Tokens).ok_or_else(|| Error::custom("neither tokens nor `2fa_payload`"))
}

/// The answer to a refresh.
///
/// # Errors
/// No JSON object, or one without an access token.
pub(in crate::api) fn refreshed(body: &[u8]) -> Result<Tokens, Error> {
    TokensBody::parse(body)?.tokens().ok_or_else(|| Error::custom("no `access_token`"))
}

#[derive(Serialize)]
pub(in crate::api) struct LogInBody<'a> {
    username: &'a str,
    password: &'a str,
}

/// The body of a log-in: these two keys and no others.
pub(in crate::api) fn log_in_body(credentials: &Credentials) -> LogInBody<'_> {
    LogInBody { username: &credentials.username, password: credentials.password.expose() }
}

#[derive(Serialize)]
pub(in crate::api) struct VerificationBody<'a> {
    #[serde(rename = "2fa_payload")]
    payload: &'a RawValue,
    code: &'a str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    trust: bool,
}

/// The body that answers a challenge. What came with it goes back to the letter.
///
/// # Errors
/// A payload that is no JSON.
pub(in crate::api) fn verification_body(verification: &Verification) -> Result<VerificationBody<'_>, Error> {
    let Verification { challenge, code, trust } = verification;
    let payload = serde_json::from_str(challenge.payload.expose())?;
    Ok(VerificationBody { payload, code: code.expose(), trust: *trust })
}

/// The last segment of the path that takes a code.
pub(in crate::api) fn second_factor(factor: Factor) -> &'static str {
    match factor {
        Factor::Email => "2fa",
        Factor::Totp => "2fa_totp",
    }
}

/// Who is logged in (API section 3.1). All of it is hints, so whatever is not understood is left out.
///
/// # Errors
/// No JSON object.
pub(in crate::api) fn account(body: &[u8]) -> Result<Account, Error> {
    let body: Value = serde_json::from_slice(body)?;
    if !body.is_object() {
        return Err(Error::custom("not an object"));
    }
    let text = |key: &str| body[key].as_str().map(str::to_owned).filter(|text| !text.is_empty());
    Ok(Account {
        username: text("username").unwrap_or_default(),
        email: text("email"),
        must_change_password: is_true(&body["need_password_change"]),
        administers: list(&body["admin_of"]).filter_map(administered).collect(),
        roles: list(&body["profile"]["api_rules"]).filter_map(role).collect(),
    })
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn administered(entry: &Value) -> Option<Administered> {
    let level = entry["level"].as_str()?.trim().to_owned();
    let word = level.to_lowercase();
    let kind = ScopeKind::ALL.into_iter().find(|kind| kind.singular() == word || kind.word() == word);
    let uuid = entry["reference"].as_str().and_then(|reference| Uuid::try_parse(reference.trim()).ok());
    let scope = kind.zip(uuid).map(|(kind, uuid)| Scope { kind, uuid });
    Some(Administered { level, scope })
}

fn role(rule: &Value) -> Option<(String, bool)> {
    let name = rule["name"].as_str()?.trim();
    (!name.is_empty()).then(|| (name.to_owned(), is_true(&rule["allowed"])))
}

fn is_true(value: &Value) -> bool {
    match value {
        Value::Bool(truth) => *truth,
        Value::Number(number) => number.as_f64().is_some_and(|number| number != 0.0),
        Value::String(text) => matches!(text.trim().to_ascii_lowercase().as_str(), "true" | "yes" | "1"),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
