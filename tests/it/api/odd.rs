//! Answers that are not what the API documents, and some that are and look odd.

use std::time::Duration;

use lictor::{
    api::Client,
    domain::{LicenseId, Problem, ReadOnly, Reply, ScopeKind, Status},
};

use super::support::{client, create, delete, group, license, list, read, rename, settings, some, stranger};
use crate::support::canned::{Answer, Canned, answer, cut, html, json};

async fn result(answer: Answer, call: lictor::domain::Call) -> Result<Reply, Problem> {
    let server = Canned::start([answer]);
    client(&server.url()).execute(call).await
}

/// The same where the license is read first.
async fn after_the_guard(answer: Answer, call: lictor::domain::Call) -> Result<Reply, Problem> {
    let server = Canned::start([json(200, super::support::LICENSE), answer]);
    client(&server.url()).execute(call).await
}

/// What is said to be wrong with the answer to a list.
async fn broken(answer: Answer) -> String {
    match result(answer, list(group())).await {
        Err(Problem::Broken { reason }) => reason,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_is_no_page_says_what_it_is_instead() {
    let page = html(200, "<title>Sign in</title>");
    assert_eq!(broken(page).await, r#"not JSON (text/html, title "Sign in")"#);
    assert!(
        broken(answer(200, &[("Content-Type", "text/plain")], "hello"))
            .await
            .contains("not JSON (text/plain)")
    );
    assert_eq!(broken(json(200, "")).await, "an empty body (status 200)");
    assert!(broken(json(200, r#"{"results":0}"#)).await.contains("licenses"));
    assert!(broken(json(200, r#"{"licenses":[{"name":"x"}]}"#)).await.contains("id"));
    assert!(broken(json(200, r#"{"licenses":[{"id"#)).await.contains("cut off"));
    assert!(broken(answer(304, &[], "")).await.contains("304"));
}

#[tokio::test]
async fn an_answer_that_is_cut_off_is_broken_for_reads() {
    assert!(broken(cut(json(200, r#"{"licenses":[]}"#), 4)).await.contains("cut off after 11 bytes"));
    assert!(broken(Answer::Nothing).await.contains("the connection broke"));
    assert!(
        broken(Answer::Bytes(b"SSH-2.0-OpenSSH\r\n\r\n".to_vec())).await.contains("the connection broke")
    );
}

#[tokio::test]
async fn an_answer_without_bounds_is_not_taken_in() {
    let endless = " ".repeat((64 << 20) + 1);
    assert_eq!(broken(json(200, &endless)).await, "more than 64 MiB");
}

#[tokio::test]
async fn an_answer_that_never_comes_is_timed_out_for_reads_and_unknown_for_writes() {
    let after = Duration::from_millis(300);
    let license_first = vec![json(200, super::support::LICENSE), Answer::Silence];
    for (call, is_write, answers) in [
        (list(group()), false, vec![Answer::Silence]),
        (delete(&license()), false, vec![Answer::Silence]),
        (create("S"), true, vec![Answer::Silence]),
        (delete(&license()), true, license_first),
    ] {
        let server = Canned::start(answers);
        let client = Client::new(lictor::api::Settings { timeout: after, ..settings(&server.url()) });
        match client.expect("a client").execute(call).await {
            Err(Problem::TimedOut { after: told }) => assert!(!is_write && told == after),
            Err(Problem::OutcomeUnknown { reason }) => {
                assert!(is_write && reason.contains("0.3 s"), "{reason}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_write_whose_answer_is_lost_has_an_unknown_outcome() {
    let lost = [
        Answer::Nothing,
        json(200, "{}"),
        json(200, "<html>"),
        html(200, "<title>Sign in</title>"),
        cut(json(200, r#"{"id": 17}"#), 3),
    ];
    for answer in lost {
        let found = result(answer.clone(), create("S")).await;
        assert!(matches!(found, Err(Problem::OutcomeUnknown { .. })), "{answer:?}: {found:?}");
    }
    let found = after_the_guard(Answer::Nothing, delete(&license())).await;
    assert!(matches!(found, Err(Problem::OutcomeUnknown { .. })), "{found:?}");
}

#[tokio::test]
async fn any_success_will_do_and_the_body_of_changes_and_deletes_does_not_matter() {
    assert_eq!(
        result(json(201, r#"{"id":"17","more":[]}"#), create("S")).await,
        Ok(Reply::Created(LicenseId(17)))
    );
    for answer in [html(200, "<p>done"), cut(json(200, "done"), 2)] {
        assert_eq!(after_the_guard(answer, delete(&license())).await, Ok(Reply::Deleted));
    }
    let updated = after_the_guard(json(202, "{"), rename(&license(), "X")).await;
    assert!(matches!(updated, Ok(Reply::Updated { .. })), "{updated:?}");
}

#[tokio::test]
async fn unknown_fields_and_statuses_and_ids_as_texts_are_taken() {
    let body = r#"{"licenses":[{"id":"7","sku":null,"status":"suspended","x":1}],"next":"","y":{}}"#;
    let Ok(Reply::Licenses(page)) = result(json(200, body), list(group())).await else { panic!("no page") };
    assert_eq!(page.next, None);
    assert_eq!(page.licenses[0].id, LicenseId(7));
    assert_eq!(page.licenses[0].status, Status::Other("suspended".into()));
    assert_eq!((page.licenses[0].sku.as_str(), &page.licenses[0].description), ("", &None));
}

#[tokio::test]
async fn a_license_comes_with_its_body_as_it_was_sent() {
    let body = "{ \"name\":\"Plan\",\"description\":\"d\",\"sku\":\"S-7\",\"status\":\"enabled\" ,\"z\":1}";
    let Ok(Reply::License { license: read, body: raw }) = result(json(200, body), read(LicenseId(7))).await
    else {
        panic!("no license")
    };
    assert_eq!((read, raw.as_str()), (license(), body));
}

#[tokio::test]
async fn outside_of_groups_nothing_is_sent() {
    let server = Canned::start([json(200, "{}")]);
    let client = client(&server.url());
    let scope = some(ScopeKind::Tenants);
    let id = stranger();
    let write =
        client.execute(lictor::domain::Call::from(lictor::domain::Write::delete(scope, license()))).await;
    assert_eq!(write, Err(Problem::ReadOnly(ReadOnly::Scope)));
    let read = client.execute(lictor::domain::Call::ReadLicense { scope, id }).await;
    assert!(matches!(read, Err(Problem::NotFound { .. })), "{read:?}");
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn a_read_only_client_sends_no_write_and_reads_as_ever() {
    let server = Canned::start([json(200, super::support::LICENSE)]);
    let client = Client::new(lictor::api::Settings {
        care: lictor::api::Care { read_only: true, ..lictor::api::Care::default() },
        ..settings(&server.url())
    })
    .expect("a client");
    for call in [create("S"), rename(&license(), "X"), delete(&license())] {
        assert_eq!(client.execute(call).await, Err(Problem::ReadOnly(ReadOnly::Session)));
    }
    assert!(server.asked().is_empty());
    client.execute(read(LicenseId(7))).await.expect("a license");
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_is_unreachable_or_not_trusted_and_nothing_is_unknown() {
    let server = Canned::start([Answer::Nothing]);
    let url = server.url().replace("http://", "https://");
    let found = client(&url).execute(create("S")).await;
    assert!(matches!(found, Err(Problem::Unreachable { .. })), "{found:?}");
}
