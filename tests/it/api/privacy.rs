//! The token is told to the server, and to nobody else.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex},
};

use lictor::{
    api::{Access, Client, Settings},
    domain::{LicenseId, Problem, Secret},
};
use tracing_subscriber::fmt;

use super::support::{create, group, list, read, settings};
use crate::support::canned::{Answer, Canned, answer, html, json};

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

#[test]
fn the_token_is_in_no_debug_text_no_problem_and_no_log() {
    let log = Log::default();
    let writer = log.clone();
    // Everything, that of the libraries below too, though the program itself listens to less.
    let subscriber = fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone()).finish();
    let told = tracing::subscriber::with_default(subscriber, || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(tell_everything())
    });
    let log = String::from_utf8_lossy(&log.0.lock().expect("the lock")).into_owned();
    assert!(log.contains("/api/v01/draas/sandbox/groups/") && log.contains("status=500"), "{log}");
    assert!(!log.contains(SECRET), "{log}");
    assert!(!told.contains(SECRET), "{told}");
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

#[test]
fn a_token_that_no_header_can_hold_is_refused_without_being_repeated() {
    let access = Access::Token(Arc::new(Secret::new(format!("{SECRET}\n"))));
    let problem = Client::new(Settings { access, ..settings("http://127.0.0.1") }).expect_err("a line end");
    assert!(matches!(problem, Problem::Unauthenticated { .. }));
    assert!(!format!("{problem:?} {problem}").contains(SECRET));
}
