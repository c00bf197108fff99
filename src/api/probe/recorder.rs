//! Remembers what a server shows in a handshake. Whom to trust is decided by the same rules as ever: the verdict of
//! the verifier below is noted, and passed on as it is.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::{
    ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, ServerName, UnixTime},
    sign::SingleCertAndKey,
};
use x509_parser::prelude::{FromDer, X509Certificate};

use super::TlsFacts;
use crate::{
    api::{
        Network,
        network::{authorities, identity},
        trouble::distrust,
    },
    domain::Distrust,
};

/// A verifier that remembers.
#[derive(Clone, Debug)]
pub(super) struct Recorder {
    host: Arc<str>,
    verifier: Arc<WebPkiServerVerifier>,
    roots: Arc<Roots>,
    record: Arc<Mutex<Record>>,
}

/// The authorities that are known.
#[derive(Debug)]
struct Roots {
    private: Vec<CertificateDer<'static>>,
    system: Vec<CertificateDer<'static>>,
}

#[derive(Debug, Default)]
struct Record {
    /// The server's certificate, then those that came along.
    chain: Vec<CertificateDer<'static>>,
    verified: Option<Result<(), (Distrust, String)>>,
    protocol: Option<&'static str>,
}

impl Recorder {
    /// A recorder for a host, and the TLS settings that it is part of. Reads the system's authorities.
    ///
    /// # Errors
    /// A file that cannot be used, or a machine that knows no authorities.
    pub(super) fn new(host: &str, network: &Network) -> Result<(Self, ClientConfig), String> {
        let private = network.authorities.as_ref().map(authorities).transpose()?.unwrap_or_default();
        let roots = Roots { private, system: rustls_native_certs::load_native_certs().certs };
        let provider = Arc::new(ring::default_provider());
        let recorder = Self {
            host: host.trim_start_matches('[').trim_end_matches(']').into(),
            verifier: verifier(&roots, &provider)?,
            roots: Arc::new(roots),
            record: Arc::default(),
        };
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(recorder.clone()));
        let mut config = match &network.identity {
            Some(who) => builder.with_client_cert_resolver(Arc::new(SingleCertAndKey::from(identity(who)?))),
            None => builder.with_no_client_auth(),
        };
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok((recorder, config))
    }

    /// What was seen of the server; nothing where it did not come to a handshake.
    pub(super) fn facts(&self) -> Option<TlsFacts> {
        let record = self.record.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, certificate) = X509Certificate::from_der(record.chain.first()?).ok()?;
        let root = self.roots.above(&record.chain);
        Some(TlsFacts {
            subject: certificate.subject().to_string(),
            issuer: certificate.issuer().to_string(),
            expires: certificate.validity().not_after.timestamp(),
            root_is_private: root.as_ref().is_some_and(|(_, is_private)| *is_private),
            root: root.map(|(name, _)| name),
            protocol: record.protocol.map(str::to_owned),
            verified: record
                .verified
                .clone()
                .unwrap_or_else(|| Err((Distrust::Certificate, "it was not looked at".to_owned()))),
        })
    }

    fn note(&self, note: impl FnOnce(&mut Record)) {
        note(&mut self.record.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

fn verifier(roots: &Roots, provider: &Arc<CryptoProvider>) -> Result<Arc<WebPkiServerVerifier>, String> {
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots.private.iter().chain(&roots.system).cloned());
    WebPkiServerVerifier::builder_with_provider(Arc::new(store), Arc::clone(provider))
        .build()
        .map_err(|error| format!("nothing on this machine says whom to trust: {error}"))
}

impl Roots {
    /// The authority that a chain leads to, and whether it is a private one.
    fn above(&self, chain: &[CertificateDer<'static>]) -> Option<(String, bool)> {
        let chain: Vec<X509Certificate<'_>> = chain.iter().filter_map(parsed).collect();
        let mut next = chain.first();
        // A chain may run in circles, but not for longer than it is.
        for _ in &chain {
            let certificate = next?;
            let issuer = certificate.issuer();
            let known = |roots: &[CertificateDer<'static>]| {
                roots
                    .iter()
                    .filter_map(parsed)
                    .find(|root| root.subject().as_raw() == issuer.as_raw())
                    .is_some()
            };
            if known(&self.private) {
                return Some((issuer.to_string(), true));
            }
            if known(&self.system) {
                return Some((issuer.to_string(), false));
            }
            next = chain.iter().find(|above| above.subject().as_raw() == issuer.as_raw());
        }
        None
    }
}

fn parsed<'a>(der: &'a CertificateDer<'static>) -> Option<X509Certificate<'a>> {
    X509Certificate::from_der(der).ok().map(|(_, certificate)| certificate)
}

impl ServerCertVerifier for Recorder {
    fn verify_server_cert(
        &self, end_entity: &CertificateDer<'_>, intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>, ocsp_response: &[u8], now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verdict =
            self.verifier.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        // A proxy may be spoken to over TLS too; that is not what is asked about.
        if *server_name.to_str() == *self.host {
            let verified = verdict.as_ref().map(|_| ()).map_err(words);
            let chain = std::iter::once(end_entity).chain(intermediates);
            let chain = chain.map(|certificate| certificate.clone().into_owned()).collect();
            self.note(|record| *record = Record { chain, verified: Some(verified), protocol: None });
        }
        verdict
    }

    fn verify_tls12_signature(
        &self, message: &[u8], certificate: &CertificateDer<'_>, signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.note(|record| record.protocol = Some("TLS 1.2"));
        self.verifier.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self, message: &[u8], certificate: &CertificateDer<'_>, signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.note(|record| record.protocol = Some("TLS 1.3"));
        self.verifier.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}

fn words(error: &Error) -> (Distrust, String) {
    match error {
        Error::InvalidCertificate(error) => distrust(error),
        other => (Distrust::Certificate, other.to_string()),
    }
}
