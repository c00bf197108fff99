//! Certificates and keys, as they stand in files.

use rustls::{
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, pem, pem::PemObject},
    sign::CertifiedKey,
};

use crate::api::{File, Identity};

/// The certificates in a file.
///
/// # Errors
/// A file that is not PEM, holds no certificate, or one that cannot be read.
pub(in crate::api) fn authorities(file: &File) -> Result<Vec<CertificateDer<'static>>, String> {
    let path = file.path.display();
    let mut roots = rustls::RootCertStore::empty();
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&file.bytes).collect();
    let certificates = certificates.map_err(|error| format!("{path} is not PEM: {error}"))?;
    if certificates.is_empty() {
        return Err(format!("{path} holds no certificate in PEM"));
    }
    for (number, certificate) in certificates.iter().enumerate() {
        roots
            .add(certificate.clone())
            .map_err(|error| format!("certificate {} in {path} cannot be read: {error}", number + 1))?;
    }
    Ok(certificates)
}

/// A client certificate with its key.
///
/// # Errors
/// A file that holds no certificate or no key, a key that is locked by a password, two that do not belong together.
pub(in crate::api) fn identity(identity: &Identity) -> Result<CertifiedKey, String> {
    let chain = authorities(&identity.certificate)?;
    let path = identity.key_path.display();
    let key =
        PrivateKeyDer::from_pem_slice(identity.key.expose().as_bytes()).map_err(|error| match error {
            pem::Error::NoItemsFound if identity.key.expose().contains("ENCRYPTED PRIVATE KEY") => {
                format!("the key in {path} is locked by a password; lictor needs one that is not")
            }
            pem::Error::NoItemsFound => format!("{path} holds no private key in PEM"),
            // The words of other errors may hold parts of the key.
            _ => format!("{path} is not PEM"),
        })?;
    CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(|error| match error {
        rustls::Error::InconsistentKeys(_) => {
            format!("the key in {path} is not that of {}", identity.certificate.path.display())
        }
        _ => format!("the key in {path} cannot be used"),
    })
}
