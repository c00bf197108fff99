//! `sandbox`: the server alone, as a process.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::Child,
};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use lictor::sandbox::{DEFAULT_TOKEN, first_group};
use reqwest::{Certificate, Client};
use rustix::process::{Pid, Signal, kill_process};
use serde_json::{Value, json};

use crate::support::{command::Shell, secure::Authority};

/// Starts the server; where it listens.
fn start(arguments: &[&str]) -> (Child, String) {
    let shell = Shell::bare();
    let mut child = shell.command(&[&["sandbox"], arguments].concat()).spawn().expect("a child");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
    let url = line.trim().strip_prefix("listening on ").expect("the first line").to_owned();
    (child, url)
}

fn end(mut child: Child, signal: Signal) -> Option<i32> {
    let process = Pid::from_raw(i32::try_from(child.id()).expect("an id")).expect("an id");
    kill_process(process, signal).expect("a signal");
    child.wait().expect("the end").code()
}

#[test]
fn it_tells_where_it_listens_serves_and_ends_on_a_signal() {
    for signal in [Signal::INT, Signal::TERM] {
        let (child, url) = start(&["--licenses", "7"]);
        assert!(url.starts_with("http://127.0.0.1:"), "{url}");
        assert_eq!(Shell::at(&url).run(&["list", "-o", "jsonl"]).works().lines().count(), 7);
        assert_eq!(end(child, signal), Some(0), "{signal:?}");
    }
}

#[test]
fn its_options_are_heeded() {
    let role = "groups.instance.customer_license.create";
    let (child, url) = start(&["--token", "t", "--deny", role, "--faults", "status=503@read*3"]);
    let shell = Shell::at(&url).with("LICTOR_TOKEN", "t");
    shell.run(&["create", "--sku", "S", "--name", "N"]).fails(4, role);
    shell.run(&["get", "1"]).fails(7, "503");
    shell.run(&["get", "1"]).works();
    end(child, Signal::TERM);
}

/// Logs in; the status and the answer.
async fn log_in(url: &str, username: &str, password: &str) -> (u16, Value) {
    // Another test may have installed it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let request = Client::new().post(format!("{url}/api/v01/auth/login"));
    let body = json!({"username": username, "password": password});
    let response = request.json(&body).send().await.expect("an answer");
    (response.status().as_u16(), response.json().await.expect("JSON"))
}

#[tokio::test]
async fn its_account_can_log_in_with_the_code_that_it_tells() {
    let (mut child, url) = start(&[
        "--user",
        "operator",
        "--password",
        "secret",
        "--two-factor",
        "totp",
        "--access-lifetime",
        "0.25",
    ]);
    assert_eq!(log_in(&url, "operator", "wrong").await.0, 401);
    let (status, challenge) = log_in(&url, "operator", "secret").await;
    assert_eq!((status, challenge["option"].as_str()), (200, Some("totp")));
    let mut line = String::new();
    BufReader::new(child.stderr.take().expect("a pipe")).read_line(&mut line).expect("a line");
    let code = line.trim().strip_prefix("code: ").expect("the code");
    let proof = json!({"2fa_payload": challenge["2fa_payload"], "code": code});
    let response = Client::new().post(format!("{url}/api/v01/auth/2fa_totp")).json(&proof).send().await;
    let tokens: Value = response.expect("an answer").json().await.expect("JSON");
    assert!(tokens["refresh_token"].is_string(), "{tokens}");
    let claims = tokens["access_token"].as_str().expect("a token").split('.').nth(1).expect("claims");
    let claims = URL_SAFE_NO_PAD.decode(claims).expect("base64");
    let claims: Value = serde_json::from_slice(&claims).expect("JSON");
    let lifetime = claims["exp"].as_u64().expect("a time") - claims["iat"].as_u64().expect("a time");
    assert!(lifetime <= 1, "{claims}");
    end(child, Signal::TERM);
}

#[tokio::test]
async fn its_account_is_told_what_it_administers() {
    let scopes = format!("groups/{},tenants/{}", first_group(), first_group());
    let account = ["--user", "operator", "--password", "secret", "--admin-of", &scopes];
    let (child, url) = start(&[&account[..], &["--two-factor", "email", "--code", "424242"]].concat());
    let (_, challenge) = log_in(&url, "operator", "secret").await;
    let proof = json!({"2fa_payload": challenge["2fa_payload"], "code": "424242"});
    let response = Client::new().post(format!("{url}/api/v01/auth/2fa")).json(&proof).send().await;
    let tokens: Value = response.expect("an answer").json().await.expect("JSON");
    let request = Client::new()
        .get(format!("{url}/api/v01/system/users/local"))
        .bearer_auth(tokens["access_token"].as_str().expect("a token"));
    let own: Value = request.send().await.expect("an answer").json().await.expect("JSON");
    assert_eq!(own["username"], "operator");
    let levels = own["admin_of"].as_array().expect("a list").iter().map(|one| one["level"].as_str());
    assert_eq!(levels.collect::<Vec<_>>(), [Some("group"), Some("tenant")]);
    end(child, Signal::TERM);
}

#[tokio::test]
async fn it_serves_https_and_gzip() {
    // Another test may have installed it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let own = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    let directory = tempfile::tempdir().expect("a directory");
    let file = |name: &str, text: String| {
        let path = directory.path().join(name);
        fs::write(&path, text).expect("a file");
        path.to_str().expect("a path").to_owned()
    };
    let (certificate, key) =
        (file("certificate.pem", own.cert.pem()), file("key.pem", own.signing_key.serialize_pem()));
    let (child, url) = start(&["--certificate", &certificate, "--key", &key, "--gzip"]);
    assert!(url.starts_with("https://127.0.0.1:"), "{url}");
    let trusted = Certificate::from_pem(own.cert.pem().as_bytes()).expect("a certificate");
    let client = Client::builder().tls_certs_only([trusted]).no_gzip().build().expect("a client");
    let group = first_group();
    let list = format!("{url}/api/v01/draas/sandbox/groups/{group}/customer_licenses?page_size=100");
    let request = client.get(list).bearer_auth(DEFAULT_TOKEN).header("accept-encoding", "gzip");
    let response = request.send().await.expect("an answer");
    assert_eq!(response.headers()["content-encoding"], "gzip");
    assert_eq!(end(child, Signal::TERM), Some(0));
}

#[test]
fn options_that_need_another_are_refused_without_it() {
    let run = |arguments: &[&str]| Shell::bare().run(&[&["sandbox"], arguments].concat());
    run(&["--user", "u"]).fails(2, "--password");
    run(&["--password", "p"]).fails(2, "--user");
    run(&["--two-factor", "email"]).fails(2, "--user");
    run(&["--code", "1"]).fails(2, "--user");
    run(&["--access-lifetime", "1"]).fails(2, "--user");
    run(&["--user", "u", "--password", "p", "--access-lifetime", "-1"]).fails(2, "-1");
    run(&["--user", "u", "--password", "p", "--access-lifetime", "soon"]).fails(2, "soon");
    run(&["--admin-of", "system/1"]).fails(2, "system");
    run(&["--certificate", "/nowhere.pem"]).fails(2, "--key");
    run(&["--certificate", "/nowhere.pem", "--key", "/nowhere.pem"])
        .fails(2, "cannot read /nowhere.pem")
        .prints_nothing();
    run(&["--certificate", "/dev/null", "--key", "/dev/null"])
        .fails(2, "cannot serve https")
        .prints_nothing();
}

#[test]
fn an_account_logs_in_over_https_and_its_code_is_told() {
    let directory = tempfile::tempdir().expect("a directory");
    let authority = Authority::new("Private Root");
    let leaf = authority.sign("127.0.0.1");
    let write = |name: &str, text: &str| {
        let path = directory.path().join(name);
        fs::write(&path, text).expect("a file");
        path.to_str().expect("a path").to_owned()
    };
    let (certificate, key) =
        (write("server.pem", &leaf.certificate), write("server.key", &leaf.key.serialize_pem()));
    let known = write("authority.pem", authority.pem());
    let (mut child, url) = start(&[
        "--user",
        "anna",
        "--password",
        "pw",
        "--two-factor",
        "totp",
        "--certificate",
        &certificate,
        "--key",
        &key,
    ]);
    assert!(url.starts_with("https://127.0.0.1:"), "{url}");
    let shell = Shell::bare()
        .with("SSL_CERT_FILE", &known)
        .with("LICTOR_URL", &url)
        .with("LICTOR_INSTANCE", "sandbox");
    let shell = shell.with("LICTOR_USERNAME", "anna").with("LICTOR_PASSWORD", "pw");
    shell.run(&["whoami"]).fails(3, "LICTOR_CODE");
    let mut told = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut line = String::new();
    told.read_line(&mut line).expect("a line");
    let code = line.trim().strip_prefix("code: ").expect("a code");
    assert!(code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()), "{code}");
    end(child, Signal::TERM);
    let (child, url) =
        start(&["--user", "anna", "--password", "pw", "--two-factor", "email", "--code", "000111"]);
    let shell = shell.with("LICTOR_URL", &url).with("LICTOR_CODE", "000111");
    assert_eq!(shell.run(&["whoami", "-o", "json"]).json()["username"], "anna");
    shell.run(&["logout"]).works();
    end(child, Signal::TERM);
}

#[test]
fn a_database_file_keeps_what_was_done() {
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("sandbox.db");
    let file = file.to_str().expect("a path");
    let (child, url) = start(&["--db", file]);
    Shell::at(&url).run(&["create", "--sku", "KEPT", "--name", "N"]).works();
    end(child, Signal::TERM);
    let (child, url) = start(&["--db", file]);
    assert!(Shell::at(&url).run(&["list"]).works().contains("KEPT"));
    end(child, Signal::TERM);
}

#[test]
fn wrong_options_are_refused() {
    let run = |arguments: &[&str]| Shell::bare().run(&[&["sandbox"], arguments].concat());
    run(&["--deny", "no.such.role"]).fails(2, "no.such.role").prints_nothing();
    run(&["--faults", "nonsense"]).fails(2, "nonsense").prints_nothing();
    run(&["--licenses", "99999999"]).fails(2, "too many").prints_nothing();
    run(&["--licenses", "-1"]).fails(2, "-1");
    run(&["--listen", "nowhere"]).fails(2, "nowhere");
    run(&["--user", "anna"]).fails(2, "--password");
    run(&["--certificate", "x"]).fails(2, "--key");
    run(&["--certificate", "/nothing", "--key", "/nothing"]).fails(2, "/nothing").prints_nothing();
    run(&["--db", "/nowhere/at/all.db"]).fails(1, "/nowhere/at/all.db").prints_nothing();
}
