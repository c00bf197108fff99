//! Tokens, passwords and codes are told to the server, and to nobody else.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use lictor::{
    api::{Access, AutomaticLogIn, Client, File, Identity, Network, Proxy, SessionAccess, Settings},
    domain::{Call, Challenge, Credentials, Factor, LicenseId, Problem, Secret, SecretSource, Verification},
};
use tracing_subscriber::fmt;

use super::{
    renewal::{Kept, session},
    support::{create, group, list, read, settings},
};
use crate::support::{
    canned::{Answer, Canned, answer, html, json},
    proxies::Proxy as Refusing,
};

const SECRET: &str = "s3cr3t-t0k3n";

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("the lock").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn secret_settings(url: &str) -> Settings {
    Settings { access: Access::Token(Arc::new(Secret::from(SECRET))), ..settings(url) }
}

/// What is told and what is logged, everything, that of the libraries below too, though the program itself listens to
/// less.
fn told_and_logged(tell: impl Future<Output = String>) -> (String, String) {
    let log = Log::default();
    let writer = log.clone();
    // As long as there is but one listener, what is first said on another test's thread is decided by that thread, which
    // listens to nothing, and then stays unsaid on this one too.
    let _another = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    let subscriber = fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    let told = tracing::subscriber::with_default(subscriber, || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(tell)
    });
    let log = String::from_utf8_lossy(&log.0.lock().expect("the lock")).into_owned();
    (told, log)
}

#[test]
fn the_token_is_in_no_debug_text_no_problem_and_no_log() {
    let (told, log) = told_and_logged(tell_everything());
    assert!(log.contains("/api/v01/draas/sandbox/groups/") && log.contains("status=500"), "{log}");
    assert!(!log.contains(SECRET), "{log}");
    assert!(!told.contains(SECRET), "{told}");
}

/// All that must not be seen in a session, each known by its end.
const PASSWORD: &str = "pw-s3cr3t";
const CODE: &str = "code-s3cr3t";
const PAYLOAD: &str = "payload-s3cr3t";
const ACCESS: &str = "access-s3cr3t";
const REFRESH: &str = "refresh-s3cr3t";

#[test]
fn nothing_secret_of_a_session_is_in_a_debug_text_a_problem_or_a_log() {
    let (told, log) = told_and_logged(tell_a_session());
    assert!(log.contains("/api/v01/auth/2fa") && log.contains("/api/v01/auth/access_token"), "{log}");
    for text in [told, log] {
        assert!(!text.contains("s3cr3t"), "{text}");
    }
}

async fn tell_a_session() -> String {
    let repeated = |secret| json(400, &format!(r#"{{"error":"what is {secret}?"}}"#));
    let tokens = format!(r#"{{"access_token":"{ACCESS}","refresh_token":"{REFRESH}"}}"#);
    let challenge = format!(r#"{{"2fa_payload":"{PAYLOAD}","option":"totp"}}"#);
    let server = Canned::start([
        repeated(PASSWORD),
        json(200, &format!(r#"["{ACCESS}"]"#)),
        json(200, &challenge),
        repeated(CODE),
        json(200, &tokens),
        json(401, "{}"),
        json(503, "{}"),
        json(401, "{}"),
        repeated(REFRESH),
    ]);
    let automatic = AutomaticLogIn {
        username: "ada".into(),
        password: Arc::new(Secret::from(PASSWORD)),
        code: Some(Secret::from(CODE)),
    };
    let network = Network {
        proxy: Proxy::Through {
            url: "http://ada-s3cr3t:pw-s3cr3t@127.0.0.1:1".parse().expect("a URL"),
            credentials: Some(("ada-s3cr3t".to_owned(), Arc::new(Secret::from(PASSWORD)))),
            except: None,
        },
        identity: Some(Identity {
            certificate: File { path: "client.pem".into(), bytes: Vec::new() },
            key: Secret::from(PASSWORD),
            key_path: "client.key".into(),
        }),
        ..Network::default()
    };
    let access = SessionAccess { keeper: Kept::empty(), username: None, automatic: Some(automatic) };
    let told =
        format!("{:?}", Settings { access: Access::Session(access), network, ..settings(&server.url()) });
    let client = session(&server.url(), &Kept::empty(), None);
    let mut told = vec![told, format!("{client:?}")];
    let log_in = Call::LogIn(Credentials { username: "ada".into(), password: Secret::from(PASSWORD) });
    for _ in 0..3 {
        let result = client.execute(log_in.clone()).await;
        told.push(format!("{log_in:?} {result:?}"));
    }
    let challenge = Challenge {
        username: "ada".into(),
        factor: Factor::Totp,
        payload: Secret::new(format!("{PAYLOAD:?}")),
    };
    let verify = Call::Verify(Verification { challenge, code: Secret::from(CODE), trust: true });
    for call in [verify.clone(), verify, list(group()), create("S")] {
        let result = client.execute(call.clone()).await;
        told.push(format!("{call:?} {result:?}"));
    }
    assert_eq!(server.asked().len(), 9);
    told.join("\n")
}

#[test]
fn the_password_of_a_proxy_is_in_no_problem_and_no_log() {
    let server = Refusing::refusing("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    let tell = async {
        let url = server.url("http").replace("http://", "http://ada-s3cr3t:pw-s3cr3t@");
        let with = |url: &str, credentials| Network {
            proxy: Proxy::Through { url: url.parse().expect("a URL"), credentials, except: None },
            ..Network::default()
        };
        let source: Arc<dyn SecretSource> = Arc::new(Secret::from(PASSWORD));
        let mut told = Vec::new();
        for network in [with(&url, None), with(&server.url("http"), Some(("ada-s3cr3t".to_owned(), source)))]
        {
            let settings = Settings { network, ..settings("https://draas.example.test") };
            let client = Client::new(settings).expect("a client");
            told.push(format!("{client:?} {:?}", client.execute(list(group())).await));
        }
        told.join("\n")
    };
    let (told, log) = told_and_logged(tell);
    assert_eq!(server.told().len(), 2);
    assert!(told.contains("407") && log.contains("407"), "{told}\n{log}");
    for text in [told, log] {
        assert!(!text.contains("s3cr3t"), "{text}");
    }
}

async fn tell_everything() -> String {
    let answers = [
        json(401, r#"{"error":"no"}"#),
        json(500, "{}"),
        html(200, "<title>x</title>"),
        answer(302, &[("Location", "https://other.example/")], ""),
        Answer::Nothing,
        json(200, super::support::LICENSE),
    ];
    let server = Canned::start(answers);
    let settings = secret_settings(&server.url());
    let mut told = vec![format!("{settings:?}")];
    let client = Client::new(settings).expect("a client");
    told.push(format!("{client:?}"));
    for call in [list(group()), create("S"), list(group()), list(group()), create("S"), read(LicenseId(7))] {
        told.push(format!("{:?}", client.execute(call).await));
    }
    told.join("\n")
}

#[tokio::test]
async fn a_token_that_the_server_repeats_is_not_passed_on() {
    let token = lictor::sandbox::DEFAULT_TOKEN;
    let said = format!(r#"{{"error":"token {token} is not valid"}}"#);
    let answers = [
        json(401, &said),
        json(500, &said),
        html(502, &format!("<title>{token}</title>")),
        answer(302, &[("Location", &format!("https://other.example/{token}"))], ""),
    ];
    let server = Canned::start(answers);
    let client = super::support::client(&server.url());
    for _ in 0..4 {
        let problem = client.execute(list(group())).await.expect_err("refused");
        assert!(!format!("{problem} {problem:?}").contains(token), "{problem:?}");
    }
}

#[tokio::test]
async fn a_token_that_no_header_can_hold_is_refused_without_being_repeated() {
    let access = Access::Token(Arc::new(Secret::new(format!("{SECRET}\nx"))));
    let client = Client::new(Settings { access, ..settings("http://127.0.0.1:1") }).expect("a client");
    let problem = client.execute(list(group())).await.expect_err("a line end within");
    assert!(matches!(problem, Problem::Unauthenticated { .. }));
    assert!(!format!("{problem:?} {problem}").contains(SECRET));
}
