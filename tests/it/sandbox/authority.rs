//! Certificates for the sandbox and for its clients, signed by an authority that only the test knows.

use lictor::sandbox::Tls;
use reqwest::{Certificate, Client, ClientBuilder, Identity};

use crate::support::secure::{self, Leaf};

/// Who signs certificates, trusted by nobody but who asks for it.
pub(super) struct Authority(secure::Authority);

impl Authority {
    pub(super) fn new() -> Self {
        Self(secure::Authority::new("Private Root"))
    }

    /// Its own certificate, as PEM.
    pub(super) fn pem(&self) -> String {
        self.0.pem().to_owned()
    }

    /// What a server at 127.0.0.1 needs.
    pub(super) fn tls(&self) -> Tls {
        let Leaf { certificate, key } = self.0.sign("127.0.0.1");
        let key = key.serialize_pem().into_bytes();
        Tls { certificate: certificate.into_bytes(), key, client_authorities: None }
    }

    /// What a client shows.
    pub(super) fn identity(&self) -> Identity {
        let Leaf { certificate, key } = self.0.sign("client");
        Identity::from_pem(format!("{certificate}{}", key.serialize_pem()).as_bytes()).expect("an identity")
    }

    /// A client that trusts this authority only.
    pub(super) fn trusting(&self) -> ClientBuilder {
        // Another test may have installed it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let root = Certificate::from_pem(self.0.pem().as_bytes()).expect("a certificate");
        Client::builder().tls_certs_only([root])
    }
}
