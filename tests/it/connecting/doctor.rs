//! `doctor`: each step on the way, well and ill.

use std::{fs, os::unix::fs::PermissionsExt};

use lictor::sandbox::Options;
use serde_json::Value;

use super::support::{PASSWORD, Site, USERNAME, account, group};
use crate::support::command::{Run, Shell};

/// Name and result of each check.
fn checks(run: &Run) -> Vec<(String, String)> {
    let document: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let checks = document["checks"].as_array().expect("checks");
    let text = |check: &Value, key: &str| check[key].as_str().expect("a text").to_owned();
    for check in checks {
        for key in ["name", "result", "detail", "advice"] {
            assert!(check[key].is_string(), "{check}");
        }
    }
    checks.iter().map(|check| (text(check, "name"), text(check, "result"))).collect()
}

fn result<'a>(checks: &'a [(String, String)], name: &str) -> Option<&'a str> {
    checks.iter().find(|(known, _)| known == name).map(|(_, result)| result.as_str())
}

#[test]
fn a_way_without_fault_is_ok_from_end_to_end() {
    let site = Site::open(account(None));
    let shell = site
        .shell_with(&format!("username = \"{USERNAME}\"\nscope = \"{}\"", group()))
        .with("LICTOR_PASSWORD", PASSWORD)
        .with("TERM", "xterm-256color");
    let run = shell.run(&["doctor", "-o", "json"]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    let checks = checks(&run);
    for name in [
        "configuration",
        "settings",
        "session",
        "name lookup",
        "connection",
        "proxy",
        "certificate",
        "answer",
        "clock",
        "log-in",
        "account",
        "call",
        "colours",
        "characters",
        "size",
        "clipboard",
    ] {
        assert_eq!(result(&checks, name), Some("ok"), "{name}: {run:#?}");
    }
    let table = shell.run(&["doctor"]);
    let table = table.works();
    assert!(
        table.lines().any(|line| line.starts_with("ok    certificate") && line.contains("CN=Private Root")),
        "{table}"
    );
    assert!(table.contains("401 over HTTP/2"), "{table}");
    shell.run(&["doctor", "-o", "csv"]).fails(2, "JSON");
}

#[test]
fn the_step_that_fails_is_named_with_what_to_do_and_those_behind_it_are_left_out() {
    let site = Site::open(account(None));
    let strange = Shell::bare();
    strange.configure(&format!("[profiles.lab]\nurl = \"{}\"\ninstance = \"sandbox\"\n", site.sandbox.url()));
    let run = strange.run(&["doctor", "-o", "json"]);
    assert_eq!(run.code, Some(1));
    let found = checks(&run);
    assert_eq!((result(&found, "certificate"), result(&found, "log-in")), (Some("FAIL"), None), "{run:#?}");
    assert!(run.stdout.contains("ca_file"), "{run:#?}");

    let run = site.shell().run(&["doctor", "-o", "json"]);
    let found = checks(&run);
    assert_eq!(
        (result(&found, "certificate"), result(&found, "log-in")),
        (Some("ok"), Some("FAIL")),
        "{run:#?}"
    );
    assert!(run.stdout.contains("lictor login"));

    let closed = Shell::bare().with("LICTOR_URL", "http://127.0.0.1:1").with("LICTOR_INSTANCE", "x");
    let run = closed.run(&["doctor"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("FAIL  connection"), "{run:#?}");

    let nowhere =
        Shell::bare().with("LICTOR_URL", "https://no.such.host.invalid").with("LICTOR_INSTANCE", "x");
    let run = nowhere.run(&["doctor", "--timeout", "5"]);
    assert!(run.stdout.contains("FAIL  name lookup"), "{run:#?}");

    let run = Shell::bare().run(&["doctor"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("FAIL  settings") && run.stdout.contains("LICTOR_URL"), "{run:#?}");
}

#[test]
fn files_that_others_can_read_and_a_wrong_file_are_found() {
    let site = Site::with(Options::default());
    let shell = site.shell_with("token_file = \"token\"\ncolour = \"red\"");
    let file = shell.home().join("config/lictor/token");
    fs::write(&file, "sandbox-token\n").expect("a file");
    fs::set_permissions(&file, PermissionsExt::from_mode(0o644)).expect("a mode");
    let run = shell.run(&["doctor"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("FAIL  token_file") && run.stdout.contains("chmod 600"), "{run:#?}");
    assert!(
        run.stdout.contains("warn  configuration") && run.stdout.contains(":6:1: warning: colour"),
        "{run:#?}"
    );
    fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).expect("a mode");
    assert_eq!(shell.run(&["doctor"]).code, Some(0));
}

#[test]
fn an_account_that_lacks_roles_is_told_so() {
    let site = Site::with(Options { denied_roles: vec!["groups.list".into()], ..Options::default() });
    let run = site.shell_with("token_command = \"echo sandbox-token\"").run(&["doctor"]);
    assert_eq!(run.code, Some(0), "{run:#?}");
    assert!(run.stdout.contains("warn  account") && run.stdout.contains("groups.list"), "{run:#?}");
    assert!(run.stdout.contains("warn  call"), "{run:#?}");
}
