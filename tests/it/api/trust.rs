//! Servers whose certificates nobody vouches for.

use std::{net::TcpListener, sync::Arc, thread};

use lictor::domain::Problem;
use rustls::{
    ServerConfig, ServerConnection,
    crypto::ring,
    pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
};

use super::support::{client, create, group, list};

/// Signed by itself, for 127.0.0.1, until the year 2126.
const CERTIFICATE: &[u8] = include_bytes!("tls/certificate.der");
const KEY: &[u8] = include_bytes!("tls/key.der");

/// Shakes hands with whoever comes, as long as the test lasts.
fn start() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("https://{}", listener.local_addr().expect("an address"));
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(KEY));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("protocol versions")
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(CERTIFICATE)], key)
        .expect("a certificate");
    let config = Arc::new(config);
    thread::spawn(move || {
        while let Ok((mut stream, _)) = listener.accept() {
            let mut connection = ServerConnection::new(Arc::clone(&config)).expect("a connection");
            // It ends when the other side turns away.
            while connection.complete_io(&mut stream).is_ok_and(|(read, written)| read + written > 0) {}
        }
    });
    url
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_not_trusted_and_nothing_is_sent() {
    let url = start();
    let host = url.trim_start_matches("https://");
    for call in [list(group()), create("S")] {
        match client(&url).execute(call).await {
            Err(Problem::NotTrusted { host: told, reason, .. }) => {
                assert_eq!(told, host);
                assert!(!reason.is_empty());
            }
            other => panic!("{other:?}"),
        }
    }
}
