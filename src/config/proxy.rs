//! The address of a proxy.

use url::Url;

use crate::domain::Fault;

/// What stands before the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProxyAddress {
    /// Nothing, whatever the environment says.
    None,
    /// This.
    At(Url),
}

/// Reads `none`, or a URL of `http`, `https`, `socks5` or `socks5h` without credentials.
///
/// # Errors
/// What is wrong with it; credentials in it are not repeated.
pub(super) fn parse(text: &str) -> Result<ProxyAddress, Fault> {
    const FORM: &str = "write it as http://proxy.example.net:3128, or none";
    let fault = |what: &str| Fault::new("proxy", format!("{what}; {FORM}"));
    let trimmed = text.trim();
    if trimmed == "none" {
        return Ok(ProxyAddress::None);
    }
    let url = Url::parse(trimmed).map_err(|error| fault(&format!("is no URL ({error})")))?;
    if !url.username().is_empty() || url.password().is_some() {
        let message = "must not hold a user name or password; use proxy_username with proxy_password_file or \
                       proxy_password_command";
        return Err(Fault::new("proxy", message));
    }
    if !matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") {
        return Err(fault("must start with http://, https://, socks5:// or socks5h://"));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(fault("names no host"));
    }
    Ok(ProxyAddress::At(url))
}
