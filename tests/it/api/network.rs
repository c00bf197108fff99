//! Private authorities, client certificates, proxies.

use std::{fs, sync::Arc, time::Duration};

use lictor::{
    api::{Client, File, Identity, Network, Proxy as Through, Settings},
    domain::{Distrust, Problem, Reply, Secret},
    sandbox::{Options, Sandbox},
};

use super::support::{create, group, list, settings};
use crate::support::{
    canned::{Answer, Canned, json},
    command::Shell,
    proxies::Proxy,
    secure::{Authority, Leaf, Secure},
};

const NAME: &str = "draas.example.test";

pub(super) fn file(name: &str, text: &str) -> File {
    File { path: name.into(), bytes: text.into() }
}

fn identity(leaf: &Leaf) -> Identity {
    Identity {
        certificate: file("client.pem", &leaf.certificate),
        key: Secret::from(leaf.key.serialize_pem()),
        key_path: "client.key".into(),
    }
}

pub(super) fn trusting(authority: &Authority) -> Network {
    Network { authorities: Some(file("corp.pem", authority.pem())), ..Network::default() }
}

pub(super) fn page() -> Answer {
    json(200, r#"{"licenses":[]}"#)
}

async fn execute(url: &str, network: Network) -> Result<Reply, Problem> {
    let client = Client::new(Settings { network, ..settings(url) }).expect("a client");
    client.execute(list(group())).await
}

/// Why a server cannot be reached.
async fn unreachable(url: &str, network: Network) -> String {
    let client = Client::new(Settings { network, ..settings(url) }).expect("a client");
    let mut reasons = Vec::new();
    for call in [list(group()), create("S")] {
        match client.execute(call).await {
            Err(Problem::Unreachable { reason, .. }) => reasons.push(reason),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(reasons[0], reasons[1], "a write fares no worse");
    reasons.remove(0)
}

#[tokio::test]
async fn a_private_authority_is_trusted_where_it_is_named_and_nowhere_else() {
    let (ours, theirs) = (Authority::new("Ours"), Authority::new("Theirs"));
    let server = ours.serve("127.0.0.1", None, page());
    execute(&server.url(), trusting(&ours)).await.expect("a page");
    for network in [Network::default(), trusting(&theirs)] {
        match execute(&server.url(), network).await {
            Err(Problem::NotTrusted { host, reason, .. }) => {
                assert_eq!(host, server.address().to_string());
                assert!(!reason.is_empty());
            }
            other => panic!("{other:?}"),
        }
    }
    let both = format!("{}{}", theirs.pem(), ours.pem());
    let network = Network { authorities: Some(file("both.pem", &both)), ..Network::default() };
    execute(&server.url(), network).await.expect("the second of the file counts too");
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn a_certificate_for_another_name_is_not_trusted() {
    let ours = Authority::new("Ours");
    let server = ours.serve(NAME, None, page());
    let problem = execute(&server.url(), trusting(&ours)).await.expect_err("another name");
    assert!(matches!(problem, Problem::NotTrusted { cause: Distrust::OtherName, .. }), "{problem:?}");
    assert!(problem.message().contains(NAME), "{problem}");
    assert!(!problem.advice().contains("authority"), "{}", problem.advice());
}

#[tokio::test]
async fn whoever_meets_an_authority_that_is_not_known_is_led_to_ca_file() {
    let server = Authority::new("Ours").serve("127.0.0.1", None, page());
    let problem = execute(&server.url(), Network::default()).await.expect_err("no trust");
    assert!(matches!(problem, Problem::NotTrusted { cause: Distrust::UnknownIssuer, .. }), "{problem:?}");
    assert!(problem.message().contains("does not know who issued it"), "{problem}");
    assert!(problem.advice().contains("ca_file"), "{}", problem.advice());
}

#[tokio::test]
async fn https_to_a_port_without_tls_and_http_to_one_with_it_are_told_apart() {
    let (plain, silent) =
        (Sandbox::start(Options::default()).expect("a sandbox"), Canned::start([page(), page()]));
    for (url, words) in [
        (plain.url(), "the port does not speak TLS; check the port"),
        (silent.url(), "the connection ends within the TLS handshake; the port may not speak TLS"),
    ] {
        let url = url.replace("http://", "https://");
        let reason = unreachable(&url, Network::default()).await;
        assert!(reason.starts_with(words), "{reason}");
    }
    let server = Authority::new("Ours").serve("127.0.0.1", None, page());
    let url = server.url().replace("https://", "http://");
    let problem = execute(&url, Network::default()).await.expect_err("no HTTP");
    assert!(
        problem.message().contains("speaks TLS") && problem.message().contains("https://"),
        "{problem:?}"
    );
}

#[tokio::test]
async fn a_proxy_that_is_to_speak_tls_and_does_not_is_told() {
    let plain = Sandbox::start(Options::default()).expect("a sandbox");
    let url = plain.url().replace("http://", "https://");
    let reason = unreachable(&format!("https://{NAME}"), through(&url, &Authority::new("Ours"), None)).await;
    assert!(
        reason.contains(&format!("the proxy {url} cannot be reached: the port does not speak TLS")),
        "{reason}"
    );
}

#[tokio::test]
async fn a_client_certificate_is_shown_to_a_server_that_asks() {
    let ours = Authority::new("Ours");
    let clients = Authority::new("Clients");
    let server = ours.serve("127.0.0.1", Some(&clients), page());
    let with = |leaf: &Leaf| Network { identity: Some(identity(leaf)), ..trusting(&ours) };
    execute(&server.url(), with(&clients.sign("console"))).await.expect("a page");
    let reason = unreachable(&server.url(), trusting(&ours)).await;
    assert_eq!(reason, "the server asks for a client certificate");
    let reason = unreachable(&server.url(), with(&ours.sign("stranger"))).await;
    assert!(reason.contains("does not accept the client certificate"), "{reason}");
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn files_that_cannot_be_used_are_named() {
    let ours = Authority::new("Ours");
    let (one, other) = (ours.sign("one"), ours.sign("other"));
    let check = |network: Network| network.check().expect_err("a fault");
    let authorities =
        |text: &str| Network { authorities: Some(file("corp.pem", text)), ..Network::default() };
    assert_eq!(trusting(&ours).check(), Ok(()));
    assert!(check(authorities("")).contains("corp.pem holds no certificate"));
    assert!(check(authorities(&one.key.serialize_pem())).contains("corp.pem holds no certificate"));
    let cut = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert!(check(authorities(cut)).contains("certificate 1 in corp.pem"));

    let with = |identity| Network { identity: Some(identity), ..Network::default() };
    assert_eq!(with(identity(&one)).check(), Ok(()));
    let key = |text: String| Identity { key: Secret::new(text), ..identity(&one) };
    assert_eq!(
        check(with(key(other.key.serialize_pem()))),
        "the key in client.key is not that of client.pem"
    );
    assert!(check(with(key(String::new()))).contains("client.key holds no private key"));
    let locked = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n";
    assert!(check(with(key(locked.to_owned()))).contains("locked by a password"));
}

#[tokio::test]
async fn a_file_that_cannot_be_used_fails_the_call_before_anything_is_sent() {
    let network = Network { authorities: Some(file("corp.pem", "no")), ..Network::default() };
    match execute("https://127.0.0.1:1", network).await {
        Err(Problem::NotTrusted { reason, .. }) => assert!(reason.contains("corp.pem"), "{reason}"),
        other => panic!("{other:?}"),
    }
}

/// A way through a proxy to a server that only the proxy knows.
fn through(url: &str, authority: &Authority, credentials: Option<(&str, &str)>) -> Network {
    let credentials =
        credentials.map(|(user, password)| (user.to_owned(), Arc::new(Secret::from(password)) as Arc<_>));
    let url = url.parse().expect("a URL");
    Network { proxy: Through::Through { url, credentials, except: None }, ..trusting(authority) }
}

fn hidden() -> (Authority, Secure) {
    let ours = Authority::new("Ours");
    let server = ours.serve(NAME, None, page());
    (ours, server)
}

#[tokio::test]
async fn an_http_proxy_leads_to_the_server_and_sees_no_more_than_its_name() {
    let (ours, server) = hidden();
    let proxy = Proxy::http(server.address(), None);
    let network = through(&proxy.url("http"), &ours, None);
    execute(&format!("https://{NAME}"), network).await.expect("a page");
    let [told] = &proxy.told()[..] else { panic!("one tunnel") };
    assert!(told.starts_with(&format!("CONNECT {NAME}:443 HTTP/1.1\r\n")), "{told}");
    assert!(!told.to_lowercase().contains("authorization"), "{told}");
    assert!(server.asked()[0].header("authorization").is_some());
}

#[tokio::test]
async fn an_http_proxy_gets_the_user_name_and_password_it_wants() {
    let (ours, server) = hidden();
    let url = format!("https://{NAME}");
    // ada:p%41:ss w@rd
    let proxy = Proxy::http(server.address(), Some("Basic YWRhOnAlNDE6c3Mgd0ByZA=="));
    let with = |credentials| through(&proxy.url("http"), &ours, credentials);
    execute(&url, with(Some(("ada", "p%41:ss w@rd")))).await.expect("a page");
    for wrong in [None, Some(("ada", "wr0ng"))] {
        let reason = unreachable(&url, with(wrong)).await;
        assert!(reason.contains("407") && reason.contains(&proxy.url("http")), "{reason}");
        assert!(!reason.contains("ada") && !reason.contains("wr0ng"), "{reason}");
    }
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn a_proxy_that_fails_is_what_is_named() {
    let ours = Authority::new("Ours");
    let url = format!("https://{NAME}");
    for (answer, words) in [
        ("HTTP/1.1 403 Forbidden\r\n\r\n", "refuses to connect"),
        ("", "unexpected end of file"),
        ("SSH-2.0\r\n\r\n", "refuses to connect"),
    ] {
        let proxy = Proxy::refusing(answer);
        let reason = unreachable(&url, through(&proxy.url("http"), &ours, None)).await;
        assert!(reason.contains(&proxy.url("http")) && reason.contains(words), "{reason}");
    }
    for scheme in ["http", "socks5h"] {
        let nobody = format!("{scheme}://127.0.0.1:1");
        let reason = unreachable(&url, through(&nobody, &ours, None)).await;
        assert!(reason.contains(&format!("the proxy {nobody} cannot be reached")), "{reason}");
    }
}

#[tokio::test]
async fn a_proxy_that_says_nothing_is_given_up_in_time() {
    let proxy = Proxy::silent();
    let connect_timeout = Some(Duration::from_millis(200));
    let network = Network { connect_timeout, ..through(&proxy.url("http"), &Authority::new("Ours"), None) };
    let reason = unreachable(&format!("https://{NAME}"), network).await;
    assert_eq!(reason, format!("no connection within 0.2 s through the proxy {}", proxy.url("http")));
}

#[tokio::test]
async fn a_proxy_over_tls_must_be_trusted_too() {
    let (ours, theirs) = (Authority::new("Ours"), Authority::new("Theirs"));
    let proxy = theirs.serve("127.0.0.1", None, page());
    match execute(&format!("https://{NAME}"), through(&proxy.url(), &ours, None)).await {
        Err(Problem::NotTrusted { host, .. }) => assert_eq!(host, proxy.address().to_string()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_socks_proxy_is_told_the_name_and_looks_it_up_itself() {
    let (ours, server) = hidden();
    let proxy = Proxy::socks(server.address(), None);
    execute(&format!("https://{NAME}"), through(&proxy.url("socks5h"), &ours, None)).await.expect("a page");
    assert_eq!(proxy.told(), [format!("{NAME}:443")]);
    // With socks5 the name is looked up here, and only the address is told.
    let here = ours.serve("localhost", None, page());
    let proxy = Proxy::socks(here.address(), None);
    let url = format!("https://localhost:{}", here.address().port());
    execute(&url, through(&proxy.url("socks5"), &ours, None)).await.expect("a page");
    assert!(!proxy.told()[0].contains("localhost"), "{:?}", proxy.told());
}

#[tokio::test]
async fn a_socks_proxy_gets_the_user_name_and_password_it_wants() {
    let (ours, server) = hidden();
    let url = format!("https://{NAME}");
    let proxy = Proxy::socks(server.address(), Some(("ada", "p%41:ss w@rd")));
    let with = |credentials| through(&proxy.url("socks5h"), &ours, credentials);
    execute(&url, with(Some(("ada", "p%41:ss w@rd")))).await.expect("a page");
    assert_eq!(proxy.told()[0], "ada:p%41:ss w@rd");
    for wrong in [None, Some(("ada", "wr0ng"))] {
        let reason = unreachable(&url, with(wrong)).await;
        assert!(reason.contains(&format!("the proxy {} refuses", proxy.url("socks5h"))), "{reason}");
        assert!(!reason.contains("wr0ng"), "{reason}");
    }
}

#[tokio::test]
async fn what_is_excepted_and_what_is_direct_goes_past_the_proxy() {
    let ours = Authority::new("Ours");
    let server = ours.serve("127.0.0.1", None, page());
    let proxy = Proxy::refusing("HTTP/1.1 403 Forbidden\r\n\r\n");
    let url = proxy.url("http").parse().expect("a URL");
    let except = Some("127.0.0.0/8, example.org".to_owned());
    for way in [Through::Through { url, credentials: None, except }, Through::Direct] {
        execute(&server.url(), Network { proxy: way, ..trusting(&ours) }).await.expect("a page");
    }
    assert!(proxy.told().is_empty());
}

#[test]
fn the_environment_names_the_proxy_and_the_authorities() {
    let (ours, server) = hidden();
    let folder = tempfile::tempdir().expect("a folder");
    let roots = folder.path().join("roots.pem");
    fs::write(&roots, ours.pem()).expect("a file");
    let proxy = Proxy::http(server.address(), Some("Basic YWRhOnMzY3IzdA=="));
    let shell = Shell::at(&format!("https://{NAME}")).with("SSL_CERT_FILE", &roots.to_string_lossy());
    let with = |credentials: &str| proxy.url("http").replace("http://", &format!("http://{credentials}@"));
    shell.with("HTTPS_PROXY", &with("ada:s3cr3t")).run(&["list"]).works();
    let shell = Shell::at(&format!("https://{NAME}")).with("ALL_PROXY", &with("ada:wr0ng"));
    let run = shell.run(&["list"]);
    run.fails(7, &format!("the proxy {} wants", proxy.url("http")));
    assert!(!run.stderr.contains("wr0ng"), "{run:?}");
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn hosts_without_a_proxy_hold_for_the_proxy_of_the_environment_too() {
    let ours = Authority::new("Ours");
    let server = ours.serve("127.0.0.1", None, page());
    let proxy = Proxy::refusing("HTTP/1.1 403 Forbidden\r\n\r\n");
    let shell = Shell::bare()
        .with("HTTPS_PROXY", &proxy.url("http"))
        .with("LICTOR_TOKEN", "t")
        .with("LICTOR_SCOPE", &group().to_string());
    let profile = |no_proxy: &str| {
        fs::write(shell.home().join("corp.pem"), ours.pem()).expect("a file");
        shell.configure(&format!(
            "[profiles.lab]\nurl = \"{}\"\ninstance = \"i\"\nca_file = \"~/corp.pem\"\n{no_proxy}\n",
            server.url()
        ));
        shell.run(&["list"])
    };
    profile("no_proxy = \"example.org\"").fails(7, "refuses to connect");
    let tries = proxy.told().len();
    assert!(tries > 0 && server.asked().is_empty());
    profile("no_proxy = \"127.0.0.0/8\"").works();
    assert_eq!((proxy.told().len(), server.asked().len()), (tries, 1));
}

#[test]
fn a_proxy_of_the_environment_that_cannot_be_used_is_refused_before_anything_is_sent() {
    let ours = Authority::new("Ours");
    let server = ours.serve("127.0.0.1", None, page());
    let folder = tempfile::tempdir().expect("a folder");
    let roots = folder.path().join("roots.pem");
    fs::write(&roots, ours.pem()).expect("a file");
    for value in ["not a url", "ftp://ada:s3cr3t@127.0.0.1"] {
        let shell = Shell::at(&server.url()).with("SSL_CERT_FILE", &roots.to_string_lossy());
        let shell = shell.with("HTTPS_PROXY", value);
        let run = shell.run(&["list"]);
        run.fails(2, "HTTPS_PROXY holds no address of a proxy").fails(2, "nothing was sent").prints_nothing();
        let checked = shell.run(&["doctor"]);
        assert!(checked.stdout.contains("FAIL  proxy          HTTPS_PROXY"), "{checked:#?}");
        assert_eq!(checked.code, Some(1));
        for run in [run, checked] {
            assert!(!run.stderr.contains("s3cr3t") && !run.stdout.contains("s3cr3t"), "{run:?}");
        }
        shell.with("NO_PROXY", "127.0.0.1").run(&["list"]).works();
    }
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn plain_http_on_the_machine_itself_knows_neither_proxies_nor_certificates() {
    let server = Canned::start([page()]);
    let proxy = Proxy::refusing("HTTP/1.1 403 Forbidden\r\n\r\n");
    let network = Network {
        authorities: Some(file("corp.pem", "no")),
        ..through(&proxy.url("http"), &Authority::new("Ours"), None)
    };
    execute(&server.url(), network).await.expect("a page");
    assert!(proxy.told().is_empty());
}

#[test]
fn there_is_no_way_to_switch_the_checks_off() {
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = fs::read_to_string(&path).expect("a source");
            for off in ["danger_accept", "ServerCertVerified::assertion"] {
                assert!(!source.contains(off), "{} has {off}", path.display());
            }
        }
    }
}
