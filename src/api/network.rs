//! The way to one server: proxy, certificates, time limits. It is built when the first request is made, away from
//! those who wait for a key: the password of a proxy may come from a command, and the system's certificate
//! authorities are read from files.

mod certificates;
mod environment;

use std::{env, sync::Arc, time::Duration};

use reqwest::{ClientBuilder, redirect::Policy};
use tokio::sync::OnceCell;
use url::Url;

use super::{
    Network, Proxy,
    detached::blocking,
    trouble::{Trouble, root_cause},
};
use crate::domain::{Distrust, Problem};

pub(super) use certificates::{authorities, identity};

/// How long a connection may take at most unless the operator says otherwise; the limit of the whole try still holds.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A connection that nobody uses is closed by us before the servers and proxies of this world close it: a write
/// on a connection that is just being closed has an unknown outcome.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// The name goes without a version: servers trust a device by it (API section 3).
pub(super) const USER_AGENT: &str = "lictor";

impl Network {
    /// Whether certificates and key can be used. Nothing is sent, and no password is asked for.
    ///
    /// # Errors
    /// What is wrong with which file, for people.
    pub fn check(&self) -> Result<(), String> {
        if let Some(file) = &self.authorities {
            authorities(file)?;
        }
        if let Some(who) = &self.identity {
            identity(who)?;
        }
        Ok(())
    }

    /// Whether the way to a server is clear: a proxy that the environment names and that cannot be used is not gone
    /// past. Nothing is sent.
    ///
    /// # Errors
    /// Which variable is wrong, for people.
    pub fn check_proxy(&self, origin: &Url) -> Result<(), String> {
        self.proxy_before(origin).map(drop)
    }

    /// The proxy on the way to a server, without user name and password; none where the way is direct, or not clear.
    #[must_use]
    pub fn proxy_to(&self, origin: &Url) -> Option<String> {
        environment::named(self.proxy_before(origin).ok()??.as_str(), "", origin)
    }

    /// The same, as it was said.
    fn proxy_before(&self, origin: &Url) -> Result<Option<Url>, String> {
        match &self.proxy {
            _ if is_local(origin) => Ok(None),
            Proxy::Direct => Ok(None),
            Proxy::Environment { except } => {
                environment::proxy(origin, except.as_deref(), |name| env::var_os(name))
            }
            Proxy::Through { url, except, .. } => {
                let is_excepted = environment::is_excepted(origin, except.as_deref().unwrap_or_default());
                Ok((!is_excepted).then(|| url.clone()))
            }
        }
    }
}

/// Plain HTTP is for the machine itself: neither a proxy nor certificates have a part in it.
fn is_local(origin: &Url) -> bool {
    origin.scheme() == "http"
}

/// The way to one server.
pub(super) struct Way {
    inner: Arc<Inner>,
    http: OnceCell<reqwest::Client>,
}

/// What it takes to build the way.
struct Inner {
    origin: Url,
    host: String,
    network: Network,
    proxy: Option<String>,
    timeout: Duration,
    connecting: Duration,
}

impl Way {
    /// Nothing is read or sent yet.
    pub(super) fn new(origin: &Url, network: Network, timeout: Duration) -> Self {
        // Shorter than the whole, so that a connection that never was is told from an answer that never came.
        let connecting = network.connect_timeout.unwrap_or(CONNECT_TIMEOUT).min(timeout.mul_f64(0.9));
        let inner = Inner {
            origin: origin.clone(),
            host: host_of(origin),
            proxy: network.proxy_to(origin),
            network,
            timeout,
            connecting,
        };
        Self { inner: Arc::new(inner), http: OnceCell::new() }
    }

    /// The connections to the server.
    ///
    /// # Errors
    /// Whatever keeps them from being set up; then the next one to ask tries again.
    pub(super) async fn http(&self) -> Result<&reqwest::Client, Trouble> {
        let open = || async {
            let inner = Arc::clone(&self.inner);
            blocking(move || inner.open()).await.and_then(|http| http).map_err(Trouble::Unprepared)
        };
        self.http.get_or_try_init(open).await
    }

    /// The same with other TLS settings than those of the calls. May take a while.
    pub(super) fn with_tls(&self, tls: rustls::ClientConfig) -> impl FnOnce() -> Opened + use<> {
        let inner = Arc::clone(&self.inner);
        move || inner.build(inner.builder()?.tls_backend_preconfigured(tls))
    }

    /// What the network library's error amounts to.
    pub(super) fn trouble(&self, error: &reqwest::Error) -> Trouble {
        let Inner { host, proxy, timeout, connecting, .. } = &*self.inner;
        let trouble = Trouble::of(error, host, proxy.as_deref(), *timeout, *connecting);
        if is_local(&self.inner.origin) { trouble.on_plain_http() } else { trouble }
    }

    /// How long one try may take.
    pub(super) fn timeout(&self) -> Duration {
        self.inner.timeout
    }

    /// The proxy on the way.
    pub(super) fn proxy(&self) -> Option<&str> {
        self.inner.proxy.as_deref()
    }
}

type Opened = Result<reqwest::Client, Problem>;

impl Inner {
    fn open(&self) -> Opened {
        let mut builder = self.builder()?;
        if is_local(&self.origin) {
            return self.build(builder.tls_certs_only([]));
        }
        if let Some(file) = &self.network.authorities {
            let authorities = authorities(file).map_err(|reason| self.distrust(reason))?;
            let authorities = authorities.iter().map(|der| reqwest::Certificate::from_der(der));
            let authorities = authorities.collect::<Result<Vec<_>, _>>();
            builder =
                builder.tls_certs_merge(authorities.map_err(|error| self.distrust(root_cause(&error)))?);
        }
        if let Some(who) = &self.network.identity {
            identity(who).map_err(|reason| self.distrust(reason))?;
            let pem = [&who.certificate.bytes, "\n".as_bytes(), who.key.expose().as_bytes()].concat();
            let identity = reqwest::Identity::from_pem(&pem);
            builder = builder.identity(identity.map_err(|error| self.distrust(root_cause(&error)))?);
        }
        self.build(builder)
    }

    /// All but the trust in the server. May take a while.
    fn builder(&self) -> Result<ClientBuilder, Problem> {
        // Whoever came first has installed the same one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .redirect(Policy::none())
            .referer(false)
            .timeout(self.timeout)
            .connect_timeout(self.connecting)
            .pool_idle_timeout(IDLE_TIMEOUT);
        Ok(match self.proxy()? {
            Some(proxy) => builder.proxy(proxy),
            None => builder.no_proxy(),
        })
    }

    fn proxy(&self) -> Result<Option<reqwest::Proxy>, Problem> {
        let blocked = |reason| Problem::Unreachable { host: self.host.clone(), reason };
        let Some(url) = self.network.proxy_before(&self.origin).map_err(blocked)? else { return Ok(None) };
        let mut proxy = reqwest::Proxy::all(url)
            .map_err(|error| Problem::Internal { reason: format!("the proxy: {}", root_cause(&error)) })?;
        if let Proxy::Through { credentials: Some((username, password)), .. } = &self.network.proxy {
            let no_password = |reason| format!("there is no password for the proxy: {reason}");
            let password = password.secret().map_err(no_password);
            let password = password.map_err(|reason| Problem::NoSecret { reason })?;
            // They travel as part of an address, from which `%` is taken back as what it escapes.
            let escaped = |text: &str| text.replace('%', "%25");
            proxy = proxy.basic_auth(&escaped(username), &escaped(password.expose()));
        }
        Ok(Some(proxy))
    }

    fn build(&self, builder: ClientBuilder) -> Opened {
        builder.build().map_err(|error| {
            self.distrust(format!("nothing on this machine says whom to trust: {}", root_cause(&error)))
        })
    }

    fn distrust(&self, reason: String) -> Problem {
        Problem::NotTrusted { host: self.host.clone(), reason, cause: Distrust::Unprepared }
    }
}

pub(super) fn host_of(origin: &Url) -> String {
    match (origin.host_str(), origin.port_or_known_default()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        _ => origin.to_string(),
    }
}

#[cfg(test)]
mod tests;
