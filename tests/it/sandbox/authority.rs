//! Certificates of our own.

use lictor::sandbox::Tls;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose,
};
use reqwest::{Certificate, Client, ClientBuilder, Identity};

/// Who signs certificates, trusted by nobody but who asks for it.
pub(super) struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    pub(super) fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::DigitalSignature];
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    /// Its own certificate, as PEM.
    pub(super) fn pem(&self) -> String {
        self.0.pem()
    }

    /// What a server at 127.0.0.1 needs.
    pub(super) fn tls(&self) -> Tls {
        let (certificate, key) = self.signed(ExtendedKeyUsagePurpose::ServerAuth);
        Tls { certificate: certificate.into_bytes(), key: key.into_bytes(), client_authorities: None }
    }

    /// What a client shows.
    pub(super) fn identity(&self) -> Identity {
        let (certificate, key) = self.signed(ExtendedKeyUsagePurpose::ClientAuth);
        Identity::from_pem(format!("{certificate}{key}").as_bytes()).unwrap()
    }

    /// A client that trusts this authority only.
    pub(super) fn trusting(&self) -> ClientBuilder {
        // Another test may have installed it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Client::builder().tls_certs_only([Certificate::from_pem(self.pem().as_bytes()).unwrap()])
    }

    fn signed(&self, usage: ExtendedKeyUsagePurpose) -> (String, String) {
        let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
        params.extended_key_usages = vec![usage];
        let key = KeyPair::generate().unwrap();
        (params.signed_by(&key, &self.0).unwrap().pem(), key.serialize_pem())
    }
}
