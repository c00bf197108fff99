//! What lies on the way to a server, step by step: name lookup, connection, proxy, TLS, HTTP. Facts, for others to
//! judge and to put into words. No token is ever sent from here.

mod recorder;

use std::{net::SocketAddr, time::Duration};

use reqwest::{Response, Version, header::DATE};
use tokio::{
    net::{TcpStream, lookup_host},
    time::{Instant, timeout},
};
use url::Url;

use super::{Network, detached::blocking, network::Way, retry_after, trouble::Trouble};
use crate::domain::{Distrust, Problem};
use recorder::Recorder;

/// What a request without a token met on its way to a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The proxy on the way, without user name and password.
    pub proxy: Option<String>,
    /// What the server showed to be trusted; none on plain HTTP, and where it was not reached.
    pub tls: Option<TlsFacts>,
    /// What it answered.
    ///
    /// # Errors
    /// Why there is no answer.
    pub answer: Result<AnswerFacts, Problem>,
}

/// What a server showed to be trusted. All names are the server's words, not yet safe to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFacts {
    /// Whom its certificate names.
    pub subject: String,
    /// Who signed it.
    pub issuer: String,
    /// When it expires, in seconds since 1970.
    pub expires: i64,
    /// The authority, known to this machine, that the signatures lead to.
    pub root: Option<String>,
    /// Whether that authority comes from our own file and not from the system.
    pub root_is_private: bool,
    /// `TLS 1.2` or `TLS 1.3`, where it came to that.
    pub protocol: Option<String>,
    /// Whether the certificate is trusted.
    ///
    /// # Errors
    /// What is wrong with it.
    pub verified: Result<(), (Distrust, String)>,
}

/// What a server answered, whatever it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerFacts {
    /// The HTTP status: 401 where all is well, since nobody asks.
    pub status: u16,
    /// `HTTP/1.1` or `HTTP/2`.
    pub http_version: String,
    /// The server's clock, in seconds since 1970.
    pub date: Option<i64>,
    /// From the start to the head of the answer.
    pub took: Duration,
}

/// The addresses of a host, in the system's order.
///
/// # Errors
/// What the lookup failed with.
pub async fn addresses(host: &str, port: u16, limit: Duration) -> Result<Vec<SocketAddr>, String> {
    // An address in brackets stands so in a URL only.
    let host = host.trim_start_matches('[').trim_end_matches(']');
    match timeout(limit, lookup_host((host, port))).await {
        Ok(Ok(found)) => Ok(found.collect()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("no answer within {:.1} s", limit.as_secs_f64())),
    }
}

/// How long it takes to connect.
///
/// # Errors
/// What the connection failed with.
pub async fn connect(address: SocketAddr, limit: Duration) -> Result<Duration, String> {
    let started = Instant::now();
    match timeout(limit, TcpStream::connect(address)).await {
        Ok(Ok(_)) => Ok(started.elapsed()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("no connection within {:.1} s", limit.as_secs_f64())),
    }
}

/// Asks a server who we are, through the same proxy and with the same trust as all calls, but without a token.
///
/// # Errors
/// A way that cannot even be set up: a file with certificates, the password of the proxy.
pub async fn server(origin: &Url, network: &Network, limit: Duration) -> Result<Facts, Problem> {
    let way = Way::new(origin, network.clone(), limit);
    let proxy = way.proxy().map(str::to_owned);
    let mut url = origin.clone();
    url.set_path("/api/v01/system/users/local");
    if origin.scheme() == "http" {
        let http = way.http().await.map_err(Trouble::of_read)?;
        let answer = ask(&way, http, url).await;
        return Ok(Facts { proxy, tls: None, answer });
    }
    let (host, settings) = (origin.host_str().unwrap_or_default().to_owned(), network.clone());
    let recorder = blocking(move || Recorder::new(&host, &settings)).await?;
    let host_and_port = super::network::host_of(origin);
    let refused = |reason| Problem::NotTrusted { host: host_and_port, reason, cause: Distrust::Unprepared };
    let (recorder, tls) = recorder.map_err(refused)?;
    let http = blocking(way.with_tls(tls)).await??;
    let answer = ask(&way, &http, url).await;
    let tls = blocking(move || recorder.facts()).await?;
    Ok(Facts { proxy, tls, answer })
}

async fn ask(way: &Way, http: &reqwest::Client, url: Url) -> Result<AnswerFacts, Problem> {
    let started = Instant::now();
    match http.get(url).send().await {
        Ok(response) => Ok(answer(&response, started.elapsed())),
        Err(error) => Err(way.trouble(&error).of_read()),
    }
}

fn answer(response: &Response, took: Duration) -> AnswerFacts {
    let date = response.headers().get(DATE).and_then(|date| date.to_str().ok());
    let http_version = match response.version() {
        Version::HTTP_2 => "HTTP/2".to_owned(),
        other => format!("{other:?}"),
    };
    AnswerFacts {
        status: response.status().as_u16(),
        http_version,
        date: date.and_then(retry_after::seconds_of).and_then(|seconds| seconds.try_into().ok()),
        took,
    }
}
