//! Staying in: refreshing before and after a token expires, once for all, and giving up when the server does.

use std::sync::{
    Arc, Barrier, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use lictor::{
    api::{Access, AutomaticLogIn, Client, SessionAccess, Settings},
    domain::{
        Factor, KeptSession, LicenseId, LogInStep, Problem, Reply, Secret, SecretSource, SessionKeeper,
        Tokens,
    },
};
use tokio::{sync::mpsc, task::JoinSet};

use super::{
    sessions::log_in,
    support::{create, delete, group, license, list, settings},
};
use crate::support::canned::{Answer, Asked, Canned, Gate, json};

/// Keeps a session in memory.
#[derive(Debug, Default)]
pub(super) struct Kept {
    session: Mutex<Option<KeptSession>>,
    saves: AtomicUsize,
    is_stuck: bool,
}

impl Kept {
    pub(super) fn empty() -> Arc<Self> {
        Arc::default()
    }

    pub(super) fn with(tokens: Tokens) -> Arc<Self> {
        let kept = Self::empty();
        kept.put(tokens);
        kept
    }

    /// The same, on a disk that is full.
    pub(super) fn stuck(self: Arc<Self>) -> Arc<Self> {
        Arc::new(Self { is_stuck: true, ..Arc::into_inner(self).expect("not shared yet") })
    }

    pub(super) fn now(&self) -> Option<Tokens> {
        self.session_now().map(|session| session.tokens)
    }

    pub(super) fn session_now(&self) -> Option<KeptSession> {
        self.session.lock().expect("the lock").clone()
    }

    pub(super) fn saves(&self) -> usize {
        self.saves.load(Ordering::SeqCst)
    }

    /// Keeps a session that does not say whose it is.
    fn put(&self, tokens: Tokens) {
        self.put_session(KeptSession { username: None, tokens });
    }

    pub(super) fn put_session(&self, session: KeptSession) {
        *self.session.lock().expect("the lock") = Some(session);
    }

    fn writable(&self) -> Result<(), String> {
        if self.is_stuck { Err("the disk is full".to_owned()) } else { Ok(()) }
    }
}

impl SessionKeeper for Kept {
    fn load(&self) -> Result<Option<KeptSession>, String> {
        Ok(self.session_now())
    }

    fn save(&self, session: &KeptSession) -> Result<(), String> {
        self.writable()?;
        self.saves.fetch_add(1, Ordering::SeqCst);
        self.put_session(session.clone());
        Ok(())
    }

    fn forget(&self) -> Result<(), String> {
        self.writable()?;
        *self.session.lock().expect("the lock") = None;
        Ok(())
    }
}

pub(super) fn tokens(access: &str, refresh: Option<&str>) -> Tokens {
    Tokens { access: Secret::from(access), refresh: refresh.map(Secret::from) }
}

pub(super) fn automatic(code: Option<&str>) -> AutomaticLogIn {
    let password = Arc::new(Secret::from("pass-word"));
    AutomaticLogIn { username: "ada".into(), password, code: code.map(Secret::from) }
}

/// A client whose session is kept by `kept`.
pub(super) fn session(url: &str, kept: &Arc<Kept>, automatic: Option<AutomaticLogIn>) -> Client {
    let username = automatic.as_ref().map(|automatic| automatic.username.clone());
    session_of(url, kept, username.as_deref(), automatic)
}

/// The same for an account that is named.
pub(super) fn session_of(
    url: &str, kept: &Arc<Kept>, username: Option<&str>, automatic: Option<AutomaticLogIn>,
) -> Client {
    let keeper = Arc::clone(kept) as _;
    let username = username.map(str::to_owned);
    let access = Access::Session(SessionAccess { keeper, username, automatic });
    Client::new(Settings { access, ..settings(url) }).expect("a client")
}

/// The token that a request came with.
pub(super) fn bearer(asked: &Asked) -> Option<&str> {
    asked.header("authorization")?.strip_prefix("Bearer ")
}

/// A token that says when it was issued and when it expires.
fn jwt(name: &str, claims: &str) -> String {
    format!("{name}.{}.x", URL_SAFE_NO_PAD.encode(claims))
}

const REFRESH: &str = "GET /api/v01/auth/access_token";
const LOG_IN: &str = "POST /api/v01/auth/login";
const PAGE: &str = r#"{"licenses":[]}"#;

fn refreshed(access: &str, refresh: Option<&str>) -> Answer {
    let refresh = refresh.map_or_else(String::new, |refresh| format!(r#","refresh_token":"{refresh}""#));
    json(200, &format!(r#"{{"access_token":"{access}"{refresh}}}"#))
}

fn refused() -> Answer {
    json(401, r#"{"error":"session expired"}"#)
}

/// A server that lets only `good` in, and answers a refresh as told.
fn server(good: &'static str, refresh: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Canned {
    Canned::answering(move |asked| match asked.line().as_str() {
        REFRESH => refresh(asked),
        LOG_IN => refreshed(good, Some("r9")),
        _ if bearer(asked) != Some(good) => refused(),
        line if line.starts_with("POST") => json(200, r#"{"id":17}"#),
        _ => json(200, PAGE),
    })
}

fn count(server: &Canned, line: &str) -> usize {
    server.asked().iter().filter(|asked| asked.line() == line).count()
}

fn ended() -> Result<Reply, Problem> {
    Err(Problem::SessionEnded { reason: Some("session expired".to_owned()) })
}

/// The results of 20 calls that are all under way before the first is refused.
async fn twenty(client: &Client) -> Vec<Result<Reply, Problem>> {
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        calls.spawn(async move { client.execute(list(group())).await });
    }
    calls.join_all().await
}

/// A server that answers the first 20 calls only when all are there.
fn crowded(good: &'static str, refresh: impl Fn() -> Answer + Send + Sync + 'static) -> Canned {
    let crowd = Barrier::new(20);
    Canned::answering(move |asked| match (asked.line().as_str(), bearer(asked)) {
        (REFRESH, _) => refresh(),
        (_, Some(token)) if token == good => json(200, PAGE),
        _ => {
            crowd.wait();
            refused()
        }
    })
}

#[tokio::test]
async fn twenty_refused_calls_make_one_refresh_and_all_succeed() {
    let server = crowded("a2", || refreshed("a2", None));
    let kept = Kept::with(tokens("a1", Some("r1")));
    let client = session(&server.url(), &kept, None);
    for result in twenty(&client).await {
        result.expect("a page");
    }
    assert_eq!(count(&server, REFRESH), 1);
    assert_eq!(server.asked().len(), 41);
    let refresh = server.asked().into_iter().find(|asked| asked.line() == REFRESH).expect("a refresh");
    assert_eq!(bearer(&refresh), Some("r1"));
    assert_eq!(kept.now(), Some(tokens("a2", Some("r1"))), "the refresh token stays when no other came");
}

#[tokio::test]
async fn a_refused_refresh_ends_the_session_for_all_with_one_request() {
    for status in [400, 401, 403] {
        let server = crowded("a2", move || json(status, r#"{"error":"session expired"}"#));
        let kept = Kept::with(tokens("a1", Some("r1")));
        let client = session(&server.url(), &kept, None);
        for result in twenty(&client).await {
            assert_eq!(result, ended());
        }
        assert_eq!((count(&server, REFRESH), kept.now()), (1, None));
        assert_eq!(client.execute(create("S")).await, ended());
        assert_eq!(server.asked().len(), 21, "nothing more is sent");
    }
}

#[tokio::test]
async fn a_refresh_that_merely_fails_is_shared_by_those_who_waited_and_tried_again_by_the_next() {
    let tries = AtomicUsize::new(0);
    let server = crowded("a2", move || match tries.fetch_add(1, Ordering::SeqCst) {
        0 => json(503, ""),
        _ => refreshed("a2", None),
    });
    let kept = Kept::with(tokens("a1", Some("r1")));
    let client = session(&server.url(), &kept, None);
    let results = twenty(&client).await;
    let failed =
        |result: &&Result<Reply, Problem>| matches!(result, Err(Problem::ServerFailed { status: 503, .. }));
    // Whoever is told of the refusal only after the failure is a next one.
    let failures = results.iter().filter(failed).count();
    assert!(failures >= 1 && results.iter().all(|result| result.is_ok() || failed(&result)), "{results:?}");
    assert!(count(&server, REFRESH) <= 2);
    assert_eq!(kept.now().map(|tokens| tokens.refresh), Some(Some(Secret::from("r1"))));
}

#[tokio::test]
async fn a_write_is_told_that_nothing_was_changed_when_the_refresh_fails() {
    let server = server("a2", |_| Answer::Nothing);
    let client = session(&server.url(), &Kept::with(tokens("a1", Some("r1"))), None);
    for call in [create("S"), delete(&license())] {
        assert!(matches!(client.execute(call).await, Err(Problem::Broken { .. })));
    }
    assert_eq!(count(&server, REFRESH), 2, "each tries anew");
}

#[tokio::test]
async fn a_rotated_refresh_token_is_kept_and_used() {
    let server = Canned::answering(|asked| match (asked.line().as_str(), bearer(asked)) {
        (REFRESH, Some("r1")) => refreshed("a2", Some("r2")),
        (REFRESH, Some("r2")) => refreshed("a3", None),
        (_, Some("a3")) => json(200, PAGE),
        (line, Some("a2")) if line.starts_with("POST") => json(200, r#"{"id":17}"#),
        _ => refused(),
    });
    let kept = Kept::with(tokens("a1", Some("r1")));
    let client = session(&server.url(), &kept, None);
    assert_eq!(client.execute(create("S")).await, Ok(Reply::Created(LicenseId(17))));
    assert_eq!(kept.now(), Some(tokens("a2", Some("r2"))));
    client.execute(list(group())).await.expect("a page");
    assert_eq!(kept.now(), Some(tokens("a3", Some("r2"))));
    assert_eq!((count(&server, REFRESH), kept.saves()), (2, 2));
}

#[tokio::test]
async fn a_second_refusal_of_a_fresh_token_is_final() {
    let server = server("never", |_| refreshed("a2", None));
    let client = session(&server.url(), &Kept::with(tokens("a1", Some("r1"))), None);
    let reason = Some("session expired".to_owned());
    assert_eq!(client.execute(list(group())).await, Err(Problem::SessionEnded { reason }));
    assert_eq!((count(&server, REFRESH), server.asked().len()), (1, 3));
}

#[tokio::test]
async fn a_write_goes_again_after_a_refusal_but_never_after_a_broken_connection() {
    let server = Canned::answering(|asked| match (asked.line().as_str(), bearer(asked)) {
        (REFRESH, _) => refreshed("a2", None),
        (_, Some("a2")) => Answer::Nothing,
        _ => refused(),
    });
    let client = session(&server.url(), &Kept::with(tokens("a1", Some("r1"))), None);
    assert!(matches!(client.execute(create("S")).await, Err(Problem::OutcomeUnknown { .. })));
    let asked = server.asked();
    let is_write = |asked: &&Asked| asked.method == "POST";
    assert_eq!(asked.iter().filter(is_write).filter_map(bearer).collect::<Vec<_>>(), ["a1", "a2"]);
    assert!(asked[3..].iter().all(|asked| asked.method == "GET"), "reading back changes nothing");
}

#[tokio::test]
async fn without_a_refresh_token_the_first_refusal_ends_the_session() {
    let server = server("a2", |_| refreshed("a2", None));
    let kept = Kept::with(tokens("a1", None));
    let client = session(&server.url(), &kept, None);
    assert_eq!(client.execute(list(group())).await, ended());
    assert_eq!((server.asked().len(), kept.now()), (1, None));
    assert_eq!(client.execute(log_in()).await, Ok(Reply::LoggedIn));
    client.execute(list(group())).await.expect("a page");
}

#[tokio::test]
async fn without_a_session_nothing_is_sent() {
    let server = server("a2", |_| refreshed("a2", None));
    let kept = Kept::empty();
    let client = session(&server.url(), &kept, None);
    for call in [list(group()), create("S")] {
        assert_eq!(client.execute(call).await, Err(Problem::NotLoggedIn));
    }
    assert!(server.asked().is_empty());
    kept.put(tokens("a2", None));
    client.execute(list(group())).await.expect("somebody has logged in beside us");
}

#[tokio::test]
async fn a_kept_token_that_has_expired_is_refreshed_before_it_is_used() {
    let server = server("a2", |_| refreshed("a2", None));
    let stale = jwt("a1", r#"{"iat":1000,"exp":4600}"#);
    let client = session(&server.url(), &Kept::with(tokens(&stale, Some("r1"))), None);
    for _ in 0..2 {
        client.execute(list(group())).await.expect("a page");
    }
    let sent: Vec<_> = server.asked().iter().map(|asked| bearer(asked).map(str::to_owned)).collect();
    assert_eq!(sent, ["r1", "a2", "a2"].map(|token| Some(token.to_owned())));
}

#[tokio::test]
async fn a_clock_that_is_wrong_makes_no_refresh_of_what_came_just_now() {
    for claims in [r#"{"iat":1000,"exp":4600}"#, r#"{"exp":4600}"#] {
        let token: &'static str = jwt("a1", claims).leak();
        let server = Canned::answering(move |asked| match asked.line().as_str() {
            LOG_IN => refreshed(token, Some("r1")),
            _ => json(200, PAGE),
        });
        let client = session(&server.url(), &Kept::empty(), None);
        client.execute(log_in()).await.expect("a session");
        client.execute(list(group())).await.expect("a page");
        assert_eq!(count(&server, REFRESH), 0, "{claims}");
    }
}

#[tokio::test]
async fn a_cancelled_call_does_not_cut_off_the_refresh() {
    let gate = Gate::default();
    let (tell, mut told) = mpsc::unbounded_channel();
    let held = gate.clone();
    let server = server("a2", move |_| {
        tell.send(()).expect("somebody listens");
        refreshed("a2", Some("r2")).behind(&held)
    });
    let kept = Kept::with(tokens("a1", Some("r1")));
    let client = session(&server.url(), &kept, None);
    let mut calls = JoinSet::new();
    let mut clone = client.clone();
    calls.spawn(async move { clone.execute(list(group())).await });
    told.recv().await.expect("the refresh is under way");
    calls.shutdown().await;
    assert_eq!(kept.saves(), 0);
    clone = client.clone();
    calls.spawn(async move { clone.execute(list(group())).await });
    gate.open();
    client.finish().await;
    assert_eq!(kept.now(), Some(tokens("a2", Some("r2"))));
    calls.join_next().await.expect("a call").expect("no panic").expect("a page");
    assert_eq!(count(&server, REFRESH), 1);
}

#[tokio::test]
async fn the_session_of_another_process_is_taken_over_before_and_after_a_refresh() {
    // It refreshed while we slept: ours is not even tried.
    let before = server("a2", |_| refused());
    let kept = Kept::with(tokens("a1", Some("r1")));
    let client = session(&before.url(), &kept, None);
    assert!(matches!(client.execute(list(group())).await, Err(Problem::SessionEnded { .. })));
    kept.put(tokens("a2", Some("r2")));
    client.execute(list(group())).await.expect("a page");
    kept.put(tokens("a3", Some("r3")));
    client.execute(list(group())).await.expect("what works is not given up");
    assert_eq!(count(&before, REFRESH), 1);

    // It refreshes while we do, and wins.
    let kept = Kept::with(tokens("a1", Some("r1")));
    let theirs = Arc::clone(&kept);
    let after = server("a2", move |_| {
        theirs.put(tokens("a2", Some("r2")));
        refused()
    });
    let client = session(&after.url(), &kept, None);
    client.execute(create("S")).await.expect("created");
    assert_eq!((count(&after, REFRESH), kept.now()), (1, Some(tokens("a2", Some("r2")))));
}

#[tokio::test]
async fn what_is_taken_over_and_stale_is_refreshed_in_the_same_call() {
    let expired = jwt("a2", r#"{"iat":1000,"exp":4600}"#);
    for (theirs, sent) in [(expired, &["a1", "r2", "a3"][..]), ("a2".to_owned(), &["a1", "a2", "r2", "a3"])] {
        let kept = Kept::with(tokens("a1", Some("r1")));
        let keeper = Arc::clone(&kept);
        let server = Canned::answering(move |asked| match (asked.line().as_str(), bearer(asked)) {
            (REFRESH, Some("r2")) => refreshed("a3", None),
            (_, Some("a3")) => json(200, PAGE),
            (_, Some("a1")) => {
                keeper.put(tokens(&theirs, Some("r2")));
                refused()
            }
            _ => refused(),
        });
        let client = session(&server.url(), &kept, None);
        client.execute(list(group())).await.expect("a page");
        let asked = server.asked();
        assert_eq!(asked.iter().filter_map(bearer).collect::<Vec<_>>(), sent);
        assert_eq!(kept.now(), Some(tokens("a3", Some("r2"))));
    }
}

#[tokio::test]
async fn a_log_in_without_questions_happens_once_whatever_comes_of_it() {
    let fine = server("a2", |_| refused());
    let kept = Kept::empty();
    let client = session(&fine.url(), &kept, Some(automatic(None)));
    for result in twenty(&client).await {
        result.expect("a page");
    }
    assert_eq!((count(&fine, LOG_IN), kept.now()), (1, Some(tokens("a2", Some("r9")))));

    let locked = Canned::answering(|_| json(401, r#"{"error":"locked"}"#));
    let client = session(&locked.url(), &Kept::empty(), Some(automatic(None)));
    let reason = Some("locked".to_owned());
    let problem = Problem::LogInRefused { step: LogInStep::Password, reason };
    assert_eq!(client.execute_patiently(list(group())).await, Err(problem));
    assert_eq!(client.execute(list(group())).await, Err(Problem::NotLoggedIn));
    assert_eq!(locked.asked().len(), 1);

    let busy = Canned::answering(|_| crate::support::canned::answer(429, &[("Retry-After", "0")], ""));
    let client = session(&busy.url(), &Kept::empty(), Some(automatic(None)));
    assert!(matches!(client.execute_patiently(list(group())).await, Err(Problem::LogInPutOff { .. })));
    assert_eq!(busy.asked().len(), 1);
}

/// Nothing can be read from here.
#[derive(Debug)]
struct Broken;

impl SessionKeeper for Broken {
    fn load(&self) -> Result<Option<KeptSession>, String> {
        Err("session.json: anybody may read it".to_owned())
    }

    fn save(&self, _session: &KeptSession) -> Result<(), String> {
        Ok(())
    }

    fn forget(&self) -> Result<(), String> {
        Ok(())
    }
}

impl SecretSource for Broken {
    fn secret(&self) -> Result<Secret, String> {
        Err("password.txt: anybody may read it".to_owned())
    }

    fn can_change(&self) -> bool {
        true
    }
}

#[tokio::test]
async fn a_session_or_a_password_that_cannot_be_read_is_told_and_nothing_is_sent() {
    let server = server("a2", |_| refused());
    let with = |keeper: Arc<dyn SessionKeeper>, automatic| {
        let access = Access::Session(SessionAccess { keeper, username: None, automatic });
        Client::new(Settings { access, ..settings(&server.url()) }).expect("a client")
    };
    let no_password = AutomaticLogIn { password: Arc::new(Broken), ..automatic(None) };
    for (client, file) in [
        (with(Arc::new(Broken), None), "session.json"),
        (with(Kept::empty(), Some(no_password)), "password.txt"),
    ] {
        for _ in 0..2 {
            let reason = format!("{file}: anybody may read it");
            assert_eq!(client.execute(list(group())).await, Err(Problem::NoSecret { reason }));
        }
    }
    assert!(server.asked().is_empty());
    let client = with(Arc::new(Broken), Some(automatic(None)));
    client.execute(list(group())).await.expect("a log-in helps where nothing can be read");
}

#[tokio::test]
async fn a_log_in_without_questions_follows_a_session_that_has_ended() {
    let server = server("a2", |_| refused());
    let kept = Kept::with(tokens("a1", Some("r1")));
    let client = session(&server.url(), &kept, Some(automatic(None)));
    client.execute(create("S")).await.expect("created");
    assert_eq!((count(&server, REFRESH), count(&server, LOG_IN)), (1, 1));
}

#[tokio::test]
async fn a_log_in_without_questions_answers_a_second_factor_if_it_has_a_code() {
    let start = || {
        Canned::answering(|asked| match asked.line().as_str() {
            LOG_IN => json(200, r#"{"2fa_payload":{"p":1},"option":"totp"}"#),
            "POST /api/v01/auth/2fa_totp" => refreshed("a2", None),
            _ => json(200, PAGE),
        })
    };
    let with_code = start();
    let client = session(&with_code.url(), &Kept::empty(), Some(automatic(Some("123456"))));
    client.execute(list(group())).await.expect("a page");
    assert_eq!(with_code.asked()[1].body, r#"{"2fa_payload":{"p":1},"code":"123456"}"#);

    let without = start();
    let client = session(&without.url(), &Kept::empty(), Some(automatic(None)));
    let problem = client.execute(list(group())).await.expect_err("a code is missing");
    assert_eq!(problem, Problem::NeedsCode { factor: Factor::Totp });
    assert!(problem.asks_for_log_in() && problem.with_advice().contains("LICTOR_CODE"), "{problem:?}");
    assert_eq!(without.asked().len(), 1);
}

#[tokio::test]
async fn calls_that_wait_for_a_refresh_finish_before_a_new_log_in_takes_over() {
    let gate = Gate::default();
    let (tell, mut told) = mpsc::unbounded_channel();
    let held = gate.clone();
    let server = Canned::answering(move |asked| match (asked.line().as_str(), bearer(asked)) {
        (REFRESH, _) => {
            tell.send(()).expect("somebody listens");
            refreshed("a2", None).behind(&held)
        }
        (LOG_IN, _) => refreshed("b1", None),
        (_, Some("a2" | "b1")) => json(200, PAGE),
        _ => refused(),
    });
    let kept = Kept::with(tokens("a1", Some("r1")));
    let client = session(&server.url(), &kept, None);
    let mut calls = JoinSet::new();
    for call in [list(group()), log_in()] {
        let client = client.clone();
        let is_read = call == list(group());
        calls.spawn(async move { client.execute(call).await });
        if is_read {
            told.recv().await.expect("the refresh is under way");
        }
    }
    gate.open();
    for result in calls.join_all().await {
        result.expect("an answer");
    }
    assert_eq!(kept.now(), Some(tokens("b1", None)));
}
