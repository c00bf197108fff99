//! Staying in: tokens that run out, are refused, or are replaced, while calls are under way.

use std::{sync::Arc, time::Duration};

use lictor::{
    domain::{Problem, SessionKeeper},
    sandbox::Account,
};
use tokio::task::JoinSet;

use super::support::{PASSWORD, Site, USERNAME, account, is_page, list, log_in};

/// Twenty calls at once.
async fn twenty(client: &lictor::api::Client) -> Vec<Result<lictor::domain::Reply, Problem>> {
    let mut calls = JoinSet::new();
    for _ in 0..20 {
        let client = client.clone();
        calls.spawn(async move { client.execute(list()).await });
    }
    calls.join_all().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twenty_calls_whose_token_is_refused_wait_for_one_refresh() {
    let site = Site::open(account(None));
    let (client, _) = site.client();
    log_in(&client).await;
    is_page(&client.execute(list()).await);
    site.sandbox.expire_access();
    for result in twenty(&client).await {
        is_page(&result);
    }
    assert_eq!((site.answered("access_token"), site.answered("login")), (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_refresh_ends_the_session_for_all_and_is_sent_once() {
    let site = Site::open(account(None));
    let (client, keeper) = site.client();
    log_in(&client).await;
    is_page(&client.execute(list()).await);
    site.sandbox.end_sessions();
    for result in twenty(&client).await {
        assert!(matches!(result, Err(Problem::SessionEnded { .. })), "{result:?}");
    }
    assert_eq!((site.answered("access_token"), keeper.load()), (1, Ok(None)));
    log_in(&client).await;
    is_page(&client.execute(list()).await);
}

#[tokio::test]
async fn a_token_that_has_run_out_is_renewed_before_it_is_sent() {
    // Over the moment it is given, so each call needs another.
    let account = Account { access_lifetime: Duration::ZERO, ..Account::new(USERNAME, PASSWORD) };
    let site = Site::open(account);
    let (client, keeper) = site.client();
    log_in(&client).await;
    let _ = client.execute(list()).await;
    assert!(site.answered("access_token") >= 1, "it was not renewed");
    assert!(keeper.load().expect("a keeper").is_some());
}

#[tokio::test]
async fn a_rotated_refresh_token_is_the_one_that_is_used_and_kept() {
    let account = Account { rotate_refresh: true, ..Account::new(USERNAME, PASSWORD) };
    let site = Site::open(account);
    let (client, keeper) = site.client();
    log_in(&client).await;
    let first = keeper.load().expect("a keeper").expect("a session").tokens.refresh;
    for round in 1..=3 {
        site.sandbox.expire_access();
        is_page(&client.execute(list()).await);
        assert_eq!(site.answered("access_token"), round);
    }
    let last = keeper.load().expect("a keeper").expect("a session").tokens.refresh;
    assert!(first.is_some() && last.is_some() && first != last);
    site.sandbox.expire_access();
    is_page(&site.client_with(keeper, None).execute(list()).await);
}

#[tokio::test]
async fn two_runs_share_a_session_whose_refresh_token_is_rotated() {
    let account = Account { rotate_refresh: true, ..Account::new(USERNAME, PASSWORD) };
    let site = Site::open(account);
    let (one, keeper) = site.client();
    log_in(&one).await;
    let other = site.client_with(Arc::clone(&keeper), None);
    is_page(&other.execute(list()).await);
    for _ in 0..3 {
        site.sandbox.expire_access();
        is_page(&one.execute(list()).await);
        is_page(&other.execute(list()).await);
    }
    assert_eq!(site.answered("access_token"), 3, "who comes second takes what the first has kept");
}

/// A session as long as a shift: tokens live two seconds, and five hundred calls go without a failure.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn five_hundred_calls_with_tokens_of_two_seconds_show_no_failure() {
    let account = Account {
        access_lifetime: Duration::from_secs(2),
        rotate_refresh: true,
        ..Account::new(USERNAME, PASSWORD)
    };
    let site = Site::open(account);
    let (client, _) = site.client();
    log_in(&client).await;
    let mut calls = 0_usize;
    while calls < 500 || site.answered("access_token") < 3 {
        for result in twenty(&client).await {
            is_page(&result);
            calls += 1;
        }
        // Between the rounds the tokens run out, by themselves or at once.
        if calls.is_multiple_of(100) {
            site.sandbox.expire_access();
        }
    }
    assert!(calls >= 500 && site.answered("login") == 1, "{calls} calls");
}
