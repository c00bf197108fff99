//! HTTPS: what to serve it with, and taking connections.

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::server::danger::ClientCertVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::start_error::StartError;
use super::wire::{Peer, Wire, take};

/// How long a client may take to shake hands.
const LONGEST_HANDSHAKE: Duration = Duration::from_secs(30);

/// What HTTPS is served with.
#[derive(Clone)]
pub struct Tls {
    /// The certificate of the server, then those that lead to an authority, as PEM.
    pub certificate: Vec<u8>,
    /// The private key of the first certificate, as PEM.
    pub key: Vec<u8>,
    /// The authorities, as PEM, of which clients must show a certificate; they need none where there are none.
    pub client_authorities: Option<Vec<u8>>,
}

impl fmt::Debug for Tls {
    /// Without the key.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Tls")
            .field("certificate", &String::from_utf8_lossy(&self.certificate))
            .field("client_authorities", &self.client_authorities.as_deref().map(String::from_utf8_lossy))
            .finish_non_exhaustive()
    }
}

impl Tls {
    /// Reads the PEM. Connections speak HTTP/1.1, and HTTP/2 where that is wanted and the client can.
    pub(super) fn acceptor(&self, with_http2: bool) -> Result<TlsAcceptor, StartError> {
        let refused = |what| move |error: rustls::Error| StartError::Tls { what, reason: error.to_string() };
        let key = PrivateKeyDer::from_pem_slice(&self.key);
        let key = key.map_err(|error| StartError::Tls { what: "the key", reason: error.to_string() })?;
        let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(refused("the protocol"))?;
        let builder = match &self.client_authorities {
            None => builder.with_no_client_auth(),
            Some(authorities) => builder.with_client_cert_verifier(verifier(authorities)?),
        };
        let mut config = builder
            .with_single_cert(certificates("the certificate", &self.certificate)?, key)
            .map_err(refused("the certificate and the key"))?;
        let protocols: &[&[u8]] = if with_http2 { &[b"h2", b"http/1.1"] } else { &[b"http/1.1"] };
        config.alpn_protocols = protocols.iter().map(|protocol| protocol.to_vec()).collect();
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

fn verifier(authorities: &[u8]) -> Result<Arc<dyn ClientCertVerifier>, StartError> {
    const WHAT: &str = "the authorities of clients";
    let mut roots = RootCertStore::empty();
    for certificate in certificates(WHAT, authorities)? {
        let added = roots.add(certificate);
        added.map_err(|error| StartError::Tls { what: WHAT, reason: error.to_string() })?;
    }
    WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::new(ring::default_provider()))
        .build()
        .map_err(|error| StartError::Tls { what: WHAT, reason: error.to_string() })
}

fn certificates(what: &'static str, pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, StartError> {
    let refused = |reason: String| StartError::Tls { what, reason };
    let read = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
    match read {
        Ok(certificates) if certificates.is_empty() => Err(refused("there is none".to_owned())),
        Ok(certificates) => Ok(certificates),
        Err(error) => Err(refused(error.to_string())),
    }
}

/// Takes connections and shakes hands on them, each for itself, so that a slow client keeps nobody waiting.
pub(super) struct SecureWires {
    listener: TcpListener,
    acceptor: TlsAcceptor,
    handshakes: JoinSet<io::Result<(TlsStream<TcpStream>, SocketAddr)>>,
}

impl SecureWires {
    pub(super) fn new(listener: TcpListener, acceptor: TlsAcceptor) -> Self {
        Self { listener, acceptor, handshakes: JoinSet::new() }
    }
}

impl Listener for SecureWires {
    type Io = Wire<TlsStream<TcpStream>>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        loop {
            tokio::select! {
                (stream, peer) = take(&mut self.listener) => {
                    let handshake = self.acceptor.accept(stream);
                    self.handshakes.spawn(async move { Ok((timeout(LONGEST_HANDSHAKE, handshake).await??, peer)) });
                }
                Some(done) = self.handshakes.join_next() => match done {
                    Ok(Ok((stream, peer))) => return (Wire::new(stream), peer),
                    Ok(Err(error)) => tracing::debug!(%error, "a client went away while shaking hands"),
                    Err(error) => tracing::error!(%error, "a handshake ended in a panic"),
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

impl Connected<IncomingStream<'_, SecureWires>> for Peer {
    fn connect_info(stream: IncomingStream<'_, SecureWires>) -> Self {
        Self::of(&stream)
    }
}
