//! `sandbox`: the server alone, as a process.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::Child,
};

use rustix::process::{Pid, Signal, kill_process};

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
    let (child, url) = start(&["--token", "t", "--deny", role, "--faults", "status=503@read*1"]);
    let shell = Shell::at(&url).with("LICTOR_TOKEN", "t");
    shell.run(&["create", "--sku", "S", "--name", "N"]).fails(4, role);
    shell.run(&["get", "1"]).fails(7, "503");
    shell.run(&["get", "1"]).works();
    end(child, Signal::TERM);
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
