//! Sessions: as they are kept, and tokens that say when they end.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, sync::Arc, time::Duration};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use fastrand::Rng;
use lictor::{
    api::{Access, SessionAccess},
    domain::{Call, KeptSession, Problem, Reply, SessionKeeper, Tokens},
    secrets::{MemorySession, SessionStore},
};
use serde_json::json;
use tokio::time::timeout;

use crate::{
    client::client,
    driver::Tally,
    mutation::{break_bytes, change_value, number, once_in, pick, text},
    support::canned::{Canned, json},
};

/// How long one request may take; the server answers at once.
pub(super) const TIMEOUT: Duration = Duration::from_secs(10);

/// What must not be told.
const SECRET: &str = "s3cr3t-of-anna";

/// A session in a file that somebody has changed.
pub(super) fn kept(rng: &mut Rng, tally: &mut Tally, place: &Path) {
    let store = SessionStore::new(Some("lab"), "https://lab.example.net", place).in_file();
    let tokens = Tokens { access: SECRET.into(), refresh: rng.bool().then(|| text(rng).into()) };
    let session = KeptSession { username: rng.bool().then(|| text(rng)), tokens };
    store.save(&session).expect("kept");
    assert_eq!(store.load().expect("a session"), Some(session));
    let mut bytes = fs::read(store.file()).expect("a file");
    if rng.bool() {
        let mut document = serde_json::from_slice(&bytes).expect("JSON");
        change_value(rng, &mut document);
        bytes = document.to_string().into_bytes();
    } else {
        (0..=rng.usize(..3)).for_each(|_| break_bytes(rng, &mut bytes));
    }
    fs::write(store.file(), &bytes).expect("written");
    fs::set_permissions(store.file(), PermissionsExt::from_mode(0o600)).expect("a mode");
    match store.load() {
        Ok(session) => {
            tally.count("a kept session");
            assert!(!format!("{session:?}").contains(SECRET), "{session:?}");
        }
        Err(told) => {
            tally.count("no kept session");
            assert!(!told.contains(SECRET), "{told}");
        }
    }
    store.forget().expect("forgotten");
    assert_eq!(store.load(), Ok(None));
}

/// A token that says, in some way, when it ends.
fn token(rng: &mut Rng) -> String {
    let time = |rng: &mut Rng| match rng.u8(..4) {
        0 => number(rng).to_owned(),
        1 => json!(text(rng)).to_string(),
        2 => rng.i64(..).to_string(),
        _ => rng.u64(1_700_000_000..2_000_000_000).to_string(),
    };
    let claims = match rng.u8(..5) {
        0 => format!(r#"{{"exp":{}}}"#, time(rng)),
        1 => text(rng),
        _ => format!(r#"{{"iat":{},"exp":{},"sub":"maria"}}"#, time(rng), time(rng)),
    };
    let mut bytes = format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims)).into_bytes();
    if once_in(rng, 3) {
        break_bytes(rng, &mut bytes);
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if once_in(rng, 10) { format!("{text}==") } else { text }
}

/// Whatever a token says of its end, a call goes out with it or with another, and the end is a word.
pub(super) async fn renewed(rng: &mut Rng, tally: &mut Tally) {
    let (fresh, refresh) = (token(rng), rng.bool().then(|| token(rng)));
    let answer = json!({"access_token": fresh, "refresh_token": refresh}).to_string();
    let refuses = pick(rng, &[0, 0, 1, 9]);
    let calls = std::sync::atomic::AtomicU32::new(0);
    let server = Canned::answering(move |asked| {
        if asked.target.ends_with("access_token") {
            return json(200, &answer);
        }
        let before = calls.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        if before < refuses { json(401, "{}") } else { json(200, r#"{"username":"maria"}"#) }
    });
    let keeper = MemorySession::default();
    let tokens = Tokens { access: token(rng).into(), refresh: Some(token(rng).into()) };
    keeper.save(&KeptSession { username: None, tokens }).expect("kept");
    let access = Access::Session(SessionAccess { keeper: Arc::new(keeper), username: None, automatic: None });
    let client = client(&server.url(), access, TIMEOUT);
    let told = timeout(TIMEOUT, client.execute(Call::WhoAmI)).await.expect("an end");
    let asked = server.asked();
    let renewals = asked.iter().filter(|asked| asked.target.ends_with("access_token")).count();
    tally.count(if renewals > 0 { "a renewal" } else { "no renewal" });
    assert!(renewals <= 2 && asked.len() <= 5, "it goes on and on: {asked:?}");
    let is_known = match &told {
        Ok(Reply::Account(_)) => true,
        Err(problem) => {
            matches!(problem, Problem::Broken { .. } | Problem::NoSecret { .. }) || problem.asks_for_log_in()
        }
        Ok(_) => false,
    };
    assert!(is_known, "{told:?}");
}
