//! Every branch of a log-in.

use lictor::{
    api::AutomaticLogIn,
    domain::{Call, Factor, LogInStep, Problem, Reply, Secret, SessionKeeper},
    sandbox::SecondFactor,
};
use std::sync::Arc;

use super::support::{
    CODE, PASSWORD, Site, USERNAME, account, challenged, code, credentials, is_page, list, log_in,
};

#[tokio::test]
async fn a_password_alone_where_the_server_wants_no_more() {
    let site = Site::open(account(None));
    let (client, keeper) = site.client();
    assert_eq!(client.execute(list()).await, Err(Problem::NotLoggedIn));
    log_in(&client).await;
    is_page(&client.execute(list()).await);
    assert!(keeper.load().expect("a keeper").is_some_and(|kept| kept.tokens.refresh.is_some()));
    assert!(
        matches!(client.execute(Call::WhoAmI).await, Ok(Reply::Account(account)) if account.username == USERNAME)
    );
    let another_run = site.client_with(keeper, None);
    is_page(&another_run.execute(list()).await);
    assert_eq!(site.answered("login"), 1);
}

#[tokio::test]
async fn a_second_factor_by_email_and_from_an_authenticator() {
    for (second_factor, factor, path) in
        [(SecondFactor::Email, Factor::Email, "2fa"), (SecondFactor::Totp, Factor::Totp, "2fa_totp")]
    {
        let site = Site::open(account(Some(second_factor)));
        let (client, _) = site.client();
        let challenge = challenged(&client).await;
        assert_eq!(challenge.factor, factor);
        assert_eq!(client.execute(list()).await, Err(Problem::NotLoggedIn), "half a log-in is none");
        assert_eq!(client.execute(code(&challenge, CODE, false)).await, Ok(Reply::LoggedIn));
        is_page(&client.execute(list()).await);
        assert_eq!((site.answered("login"), site.answered(path)), (1, 1));
    }
}

#[tokio::test]
async fn a_wrong_code_is_refused_and_can_be_entered_anew() {
    let site = Site::open(account(Some(SecondFactor::Email)));
    let (client, _) = site.client();
    let challenge = challenged(&client).await;
    let refused = client.execute(code(&challenge, "000000", false)).await;
    assert!(
        matches!(refused, Err(Problem::LogInRefused { step: LogInStep::Code, reason: Some(_) })),
        "{refused:?}"
    );
    assert_eq!(site.answered("2fa"), 1);
    assert_eq!(client.execute(code(&challenge, CODE, false)).await, Ok(Reply::LoggedIn));
}

#[tokio::test]
async fn a_trusted_device_is_not_asked_again() {
    let site = Site::open(account(Some(SecondFactor::Totp)));
    let (client, _) = site.client();
    let challenge = challenged(&client).await;
    assert_eq!(client.execute(code(&challenge, CODE, true)).await, Ok(Reply::LoggedIn));
    let (another, _) = site.client();
    log_in(&another).await;
    is_page(&another.execute(list()).await);
}

#[tokio::test]
async fn a_wrong_password_is_sent_once() {
    let site = Site::open(account(None));
    let (client, keeper) = site.client();
    let refused = client.execute_patiently(credentials("wrong")).await;
    assert!(matches!(refused, Err(Problem::LogInRefused { step: LogInStep::Password, .. })), "{refused:?}");
    assert_eq!(client.execute(list()).await, Err(Problem::NotLoggedIn));
    assert_eq!((site.answered("login"), keeper.load()), (1, Ok(None)));
}

#[tokio::test]
async fn a_locked_account_says_so() {
    let site = Site::open(account(None));
    let (client, _) = site.client();
    for _ in 0..5 {
        assert!(client.execute(credentials("wrong")).await.is_err());
    }
    let refused = client.execute(credentials(PASSWORD)).await.expect_err("locked");
    assert!(refused.message().contains("locked"), "{refused}");
    assert_eq!(site.answered("login"), 6);
}

#[tokio::test]
async fn a_log_in_without_questions_is_made_once() {
    let site = Site::open(account(Some(SecondFactor::Email)));
    let automatic = |password: &str, code: Option<&str>| AutomaticLogIn {
        username: USERNAME.to_owned(),
        password: Arc::new(Secret::from(password)),
        code: code.map(Secret::from),
    };
    let (_, keeper) = site.client();
    let client = site.client_with(keeper, Some(automatic(PASSWORD, Some(CODE))));
    is_page(&client.execute(list()).await);
    is_page(&client.execute(list()).await);
    assert_eq!((site.answered("login"), site.answered("2fa")), (1, 1));
    let (_, keeper) = site.client();
    let client = site.client_with(keeper, Some(automatic("wrong", Some(CODE))));
    for _ in 0..3 {
        assert!(client.execute(list()).await.is_err_and(|problem| problem.is_about_log_in()));
    }
    assert_eq!(site.answered("login"), 2);
    let (_, keeper) = site.client();
    let client = site.client_with(keeper, Some(automatic(PASSWORD, None)));
    let refused = client.execute(list()).await.expect_err("a second factor");
    assert!(refused.with_advice().contains("LICTOR_CODE"), "{}", refused.with_advice());
}

#[tokio::test]
async fn leaving_ends_the_session_here_and_there() {
    let site = Site::open(account(None));
    let (client, keeper) = site.client();
    log_in(&client).await;
    let other_run = site.client_with(Arc::clone(&keeper), None);
    is_page(&other_run.execute(list()).await);
    assert_eq!(client.execute(Call::LogOut).await, Ok(Reply::LoggedOut { told: true }));
    assert_eq!(keeper.load(), Ok(None));
    assert_eq!(client.execute(list()).await, Err(Problem::NotLoggedIn));
    assert!(other_run.execute(list()).await.is_err_and(|problem| problem.asks_for_log_in()));
}
