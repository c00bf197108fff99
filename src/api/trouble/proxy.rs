//! Connections that fail at the proxy. Nothing was sent to the server then.
//!
//! The errors of the tunnels have no public type, so they are told by the words that they start with.

use std::error::Error;

use rustls::Error::InvalidCertificate;

use super::{NOT_TLS, Trouble, causes, distrust, is_not_tls, tls_error};

/// What starts the words of an error of a tunnel through an HTTP proxy.
const TUNNEL: &str = "tunnel error: ";
/// What starts the words of an error of a SOCKS proxy.
const SOCKS: &str = "SOCKS error: ";
/// How both say that there was no connection to the proxy itself.
const NO_CONNECTION: &str = "failed to create underlying connection";

/// What is wrong with the proxy, if it is the proxy that failed.
pub(super) fn trouble(error: &reqwest::Error, host: &str, proxy: &str) -> Option<Trouble> {
    let mut rest = causes(error);
    let said = rest.by_ref().map(ToString::to_string);
    let words = said
        .into_iter()
        .find_map(|said| said.strip_prefix(TUNNEL).or_else(|| said.strip_prefix(SOCKS)).map(str::to_owned))?;
    let below: Vec<&(dyn Error + 'static)> = rest.collect();
    let is_not_tls = below.iter().filter_map(|cause| tls_error(*cause)).any(is_not_tls);
    let cause = if is_not_tls { Some(NOT_TLS.to_owned()) } else { below.last().map(ToString::to_string) };
    if words == NO_CONNECTION
        && let Some(InvalidCertificate(error)) = below.iter().find_map(|cause| tls_error(*cause))
    {
        let host = proxy.split_once("://").map_or(proxy, |(_, host)| host).to_owned();
        let (cause, reason) = distrust(error);
        return Some(Trouble::NotTrusted { host, reason, cause });
    }
    let reason = match (words.as_str(), cause) {
        (NO_CONNECTION, Some(cause)) => format!("the proxy {proxy} cannot be reached: {cause}"),
        (NO_CONNECTION, None) => format!("the proxy {proxy} cannot be reached"),
        ("proxy authorization required", _) => {
            format!("the proxy {proxy} wants a user name and password, or other ones (407)")
        }
        ("unsuccessful", _) => format!("the proxy {proxy} refuses to connect to it"),
        (words, None) => format!("the proxy {proxy} refuses: {words}"),
        (words, Some(cause)) => format!("the proxy {proxy}: {words}: {cause}"),
    };
    Some(Trouble::Unreachable { host: host.to_owned(), reason })
}
