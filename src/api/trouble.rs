//! A request that got no whole answer. What follows from that depends on whether something was to be changed.

mod proxy;

use std::{error::Error, fmt, io, time::Duration};

use rustls::{AlertDescription, CertificateError, InvalidMessage, OtherError};

use crate::domain::{Distrust, Problem};

/// What is said of a port that answers, but not with TLS.
const NOT_TLS: &str = "the port does not speak TLS; check the port (http:// is for this machine itself)";

/// The words of the TLS library on a connection that ends where its answer should be, and ours on top.
const TLS_END: &str = "tls handshake eof";
const NO_TLS: &str = "the connection ends within the TLS handshake; the port may not speak TLS";

/// The words of the HTTP library on an answer that does not begin as HTTP does; the error has no public type.
const NOT_HTTP: &str = "invalid HTTP version parsed";

/// What is said of it.
const SPEAKS_TLS: &str =
    "the answer is not HTTP; a port that speaks TLS answers so, and the URL then needs https://";

/// Why there is no whole answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// There was no connection, so nothing was sent.
    Unreachable { host: String, reason: String },
    /// There was no trust, so nothing was sent.
    NotTrusted { host: String, reason: String, cause: Distrust },
    /// The answer leads elsewhere.
    Redirected { to: String },
    /// The time was up after the request may have been sent.
    TimedOut { after: Duration },
    /// The connection broke, or the answer cannot be taken in.
    Broken { reason: String },
    /// The request could not be put together.
    Internal { reason: String },
    /// What a request needs could not be had, so nothing was sent.
    Unprepared(Problem),
}

impl Trouble {
    /// What the network library's error amounts to. Its own words name the address with the query, so only those of
    /// the cause below are taken.
    pub(super) fn of(
        error: &reqwest::Error, host: &str, proxy: Option<&str>, timeout: Duration, connecting: Duration,
    ) -> Self {
        if error.is_connect()
            && !error.is_timeout()
            && let Some(trouble) = proxy.and_then(|proxy| proxy::trouble(error, host, proxy))
        {
            return trouble;
        }
        let host = host.to_owned();
        match causes(error).find_map(tls_error) {
            Some(rustls::Error::InvalidCertificate(error)) => {
                let (cause, reason) = distrust(error);
                return Self::NotTrusted { host, reason, cause };
            }
            Some(error) if is_not_tls(error) => {
                return Self::Unreachable { host, reason: NOT_TLS.to_owned() };
            }
            // A server that does not know who we are does not look at requests, however far they have come.
            Some(rustls::Error::AlertReceived(alert)) if let Some(reason) = about_our_certificate(*alert) => {
                return Self::Unreachable { host, reason };
            }
            _ => {}
        }
        if error.is_connect() {
            let through = proxy.map_or_else(String::new, |proxy| format!(" through the proxy {proxy}"));
            let reason = if error.is_timeout() {
                format!("no connection within {:.1} s{through}", connecting.as_secs_f64())
            } else {
                root_cause(error)
            };
            return Self::Unreachable { host, reason };
        }
        if error.is_timeout() {
            Self::TimedOut { after: timeout }
        } else if error.is_builder() {
            Self::Internal { reason: root_cause(error) }
        } else {
            Self::Broken { reason: format!("the connection broke: {}", root_cause(error)) }
        }
    }

    /// The same on plain HTTP: what answers with anything but HTTP is most likely a port that speaks TLS.
    pub(super) fn on_plain_http(self) -> Self {
        match self {
            Self::Broken { reason } if reason.ends_with(NOT_HTTP) => {
                Self::Broken { reason: format!("the connection broke: {SPEAKS_TLS}") }
            }
            other => other,
        }
    }

    /// The same, `bytes` into the body.
    pub(super) fn after(self, bytes: usize) -> Self {
        match self {
            Self::Broken { reason } => {
                Self::Broken { reason: format!("cut off after {bytes} bytes: {reason}") }
            }
            other => other,
        }
    }

    /// The problem that a read has. It changed nothing, so all is plain.
    pub(super) fn of_read(self) -> Problem {
        match self {
            Self::TimedOut { after } => Problem::TimedOut { after },
            Self::Broken { reason } => Problem::Broken { reason },
            Self::Unreachable { host, reason } => Problem::Unreachable { host, reason },
            Self::NotTrusted { host, reason, cause } => Problem::NotTrusted { host, reason, cause },
            Self::Redirected { to } => Problem::Redirected { to },
            Self::Internal { reason } => Problem::Internal { reason },
            Self::Unprepared(problem) => problem,
        }
    }

    /// The problem that a write has: once the request may have been sent, nobody knows what became of it.
    pub(super) fn of_write(self) -> Problem {
        match self {
            Self::TimedOut { .. } | Self::Broken { .. } => {
                Problem::OutcomeUnknown { reason: self.to_string() }
            }
            sure => sure.of_read(),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken { reason } => formatter.write_str(reason),
            other => formatter.write_str(&other.clone().of_read().message()),
        }
    }
}

/// What is wrong with a certificate, and of which kind that is.
pub(super) fn distrust(error: &CertificateError) -> (Distrust, String) {
    match error {
        CertificateError::UnknownIssuer => {
            (Distrust::UnknownIssuer, "this machine does not know who issued it (UnknownIssuer)".to_owned())
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            (Distrust::OtherName, error.to_string())
        }
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => (Distrust::OutOfTime, error.to_string()),
        CertificateError::Other(OtherError(reason)) => (Distrust::Certificate, reason.to_string()),
        other => (Distrust::Certificate, other.to_string()),
    }
}

/// Whether what answered a TLS handshake speaks something else.
fn is_not_tls(error: &rustls::Error) -> bool {
    matches!(error, rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType))
}

/// What a server says of the certificate that we showed, or did not show (RFC 8446 section 6.2).
fn about_our_certificate(alert: AlertDescription) -> Option<String> {
    match alert {
        AlertDescription::CertificateRequired => Some("the server asks for a client certificate".to_owned()),
        AlertDescription::BadCertificate
        | AlertDescription::UnsupportedCertificate
        | AlertDescription::CertificateRevoked
        | AlertDescription::CertificateExpired
        | AlertDescription::CertificateUnknown
        | AlertDescription::UnknownCA
        | AlertDescription::AccessDenied => {
            Some(format!("the server does not accept the client certificate ({alert:?})"))
        }
        _ => None,
    }
}

/// The TLS error that a cause is, or that it wraps: what an I/O error wraps does not count as its source.
fn tls_error<'a>(cause: &'a (dyn Error + 'static)) -> Option<&'a rustls::Error> {
    match cause.downcast_ref::<io::Error>() {
        Some(outer) => tls_error(outer.get_ref()?),
        None => cause.downcast_ref(),
    }
}

/// The words of the innermost cause.
pub(super) fn root_cause(error: &reqwest::Error) -> String {
    let words = causes(error).last().map_or_else(|| "no reason given".to_owned(), ToString::to_string);
    if words == TLS_END { NO_TLS.to_owned() } else { words }
}

fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    std::iter::successors(error.source(), |cause| (*cause).source())
}
