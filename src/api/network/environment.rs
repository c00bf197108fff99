//! The proxy that the environment names. What is named and cannot be used is refused: to go without it would show
//! the traffic to whom it was to be kept from.

use std::ffi::OsString;

use hyper_util::client::proxy::matcher::Matcher;
use url::Url;

/// The variables that name the proxy before a server with HTTPS, the first that says something counts.
const VARIABLES: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];

/// The variables that name hosts without a proxy.
const EXCEPTIONS: [&str; 2] = ["NO_PROXY", "no_proxy"];

/// The proxy before `origin`, with its user name and password; none where the way is direct. `except` names hosts
/// without a proxy beside those of the environment.
///
/// # Errors
/// Which variable holds no address of a proxy. What it holds is not repeated, since it may hold a password.
pub(super) fn proxy(
    origin: &Url, except: Option<&str>, variable: impl Fn(&str) -> Option<OsString>,
) -> Result<Option<Url>, String> {
    let said = |name: &&'static str| Some((*name, variable(name).filter(|value| !value.is_empty())?));
    let Some((name, value)) = VARIABLES.iter().find_map(said) else { return Ok(None) };
    let excepted = EXCEPTIONS.iter().find_map(said).map(|(_, hosts)| hosts.to_string_lossy().into_owned());
    let excepted: Vec<&str> = excepted.as_deref().into_iter().chain(except).collect();
    let excepted = excepted.join(",");
    if is_excepted(origin, &excepted) {
        return Ok(None);
    }
    let unusable = || {
        format!(
            "{name} holds no address of a proxy; write it as http://proxy.example.net:3128, or take it away"
        )
    };
    let stands_before = |proxy: &&str| named(proxy, "", origin).is_some();
    let value = value.to_str().map(str::trim).filter(stands_before).ok_or_else(unusable)?;
    let address = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    address.parse().map(Some).map_err(|_| unusable())
}

/// Whether a list of hosts without a proxy holds for `origin`.
pub(super) fn is_excepted(origin: &Url, excepted: &str) -> bool {
    named("http://proxy.example.net", excepted, origin).is_none()
}

/// How a proxy is named, without user name and password; none where it does not stand before `origin`.
pub(super) fn named(proxy: &str, excepted: &str, origin: &Url) -> Option<String> {
    let matcher = Matcher::builder().all(proxy.to_owned()).no(excepted.to_owned()).build();
    let named = matcher.intercept(&origin.as_str().parse().ok()?)?;
    Some(named.uri().to_string().trim_end_matches('/').to_owned())
}
