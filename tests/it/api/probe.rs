//! What is found on the way to a server.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use lictor::{
    api::{Network, Proxy as Through, probe},
    domain::{Problem, Secret},
};

use super::network::{file, trusting};
use crate::support::{
    canned::{Answer, Canned, answer},
    proxies::Proxy,
    secure::Authority,
};

const LIMIT: Duration = Duration::from_secs(30);

fn refused() -> Answer {
    answer(401, &[("Date", "Sun, 06 Nov 1994 08:49:37 GMT")], "")
}

async fn facts(url: &str, network: &Network) -> probe::Facts {
    probe::server(&url.parse().expect("a URL"), network, LIMIT).await.expect("facts")
}

#[tokio::test]
async fn a_server_that_is_trusted_is_described() {
    let ours = Authority::new("Ours & Sons");
    let server = ours.serve("127.0.0.1", None, refused());
    let facts = facts(&server.url(), &trusting(&ours)).await;
    let answer = facts.answer.expect("an answer");
    assert_eq!((answer.status, answer.http_version.as_str()), (401, "HTTP/1.1"));
    assert_eq!(answer.date, Some(784_111_777));
    let tls = facts.tls.expect("a handshake");
    assert_eq!(tls.verified, Ok(()));
    assert!(tls.subject.contains("127.0.0.1") && tls.issuer.contains("Ours & Sons"), "{tls:?}");
    assert_eq!(tls.root.as_deref(), Some(tls.issuer.as_str()));
    assert!(tls.root_is_private && tls.expires > 2_000_000_000, "{tls:?}");
    assert_eq!((tls.protocol.as_deref(), facts.proxy), (Some("TLS 1.3"), None));
    let asked = &server.asked()[0];
    assert_eq!(asked.line(), "GET /api/v01/system/users/local");
    assert_eq!((asked.header("authorization"), asked.header("user-agent")), (None, Some("lictor")));
}

#[tokio::test]
async fn a_server_that_is_not_trusted_is_described_all_the_same_and_asked_nothing() {
    let (ours, theirs) = (Authority::new("Ours"), Authority::new("Theirs"));
    let server = theirs.serve("127.0.0.1", None, refused());
    let facts = facts(&server.url(), &trusting(&ours)).await;
    assert!(matches!(facts.answer, Err(Problem::NotTrusted { .. })), "{:?}", facts.answer);
    let tls = facts.tls.expect("a certificate was shown");
    assert!(tls.issuer.contains("Theirs") && tls.verified.is_err(), "{tls:?}");
    assert_eq!((tls.root, tls.root_is_private), (None, false));
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn a_proxy_is_named_without_its_password() {
    let ours = Authority::new("Ours");
    let server = ours.serve("draas.example.test", None, refused());
    let proxy = Proxy::http(server.address(), Some("Basic YWRhOnMzY3IzdA=="));
    let way = Through::Through {
        url: proxy.url("http").parse().expect("a URL"),
        credentials: Some(("ada".to_owned(), Arc::new(Secret::from("s3cr3t")))),
        except: None,
    };
    let facts = facts("https://draas.example.test", &Network { proxy: way, ..trusting(&ours) }).await;
    assert_eq!(facts.proxy, Some(proxy.url("http")));
    assert_eq!(facts.tls.expect("a handshake").verified, Ok(()));
    assert_eq!(facts.answer.expect("an answer").status, 401);
}

#[tokio::test]
async fn plain_http_has_no_certificate_and_a_file_that_cannot_be_used_is_a_problem() {
    let server = Canned::start([refused()]);
    let plain = facts(&server.url(), &Network::default()).await;
    assert_eq!((plain.tls, plain.answer.expect("an answer").status), (None, 401));
    let network = Network { authorities: Some(file("corp.pem", "")), ..Network::default() };
    let problem = probe::server(&"https://127.0.0.1:1".parse().expect("a URL"), &network, LIMIT).await;
    assert!(problem.expect_err("no certificate").message().contains("corp.pem"));
}

#[tokio::test]
async fn names_are_looked_up_and_connections_timed() {
    let server = Canned::start([refused()]);
    let address = server.address();
    let found = probe::addresses("127.0.0.1", address.port(), LIMIT).await;
    assert_eq!(found, Ok(vec![address]));
    let found = probe::addresses("[::1]", 443, LIMIT).await;
    assert_eq!(found, Ok(vec!["[::1]:443".parse().expect("an address")]));
    probe::connect(address, LIMIT).await.expect("a connection");
    assert!(probe::connect(SocketAddr::from(([127, 0, 0, 1], 1)), LIMIT).await.is_err());
}
