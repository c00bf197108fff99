//! `doctor`: each step on the way, well and ill.

use std::{fs, os::unix::fs::PermissionsExt};

use lictor::sandbox::Options;
use serde_json::Value;

use super::support::{PASSWORD, Site, USERNAME, account, group};
use crate::support::{
    command::{Lab, Run, Shell},
    proxies::Proxy,
};

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
        "state",
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

#[test]
fn an_instance_with_nothing_in_it_is_doubted_and_what_came_is_counted() {
    let lab = Lab::open();
    let shell = lab.shell.with("LICTOR_SCOPE", "").with("TERM", "dumb");
    let run = shell.run(&["doctor"]);
    assert!(run.works().contains("ok    call           list groups: 4 came\n"), "{run:#?}");
    let run = shell.run(&["doctor", "--instance", "wrong"]);
    assert!(run.works().contains("warn  call           list groups: none came\n"), "{run:#?}");
    assert!(run.stdout.contains("check the instance"), "{run:#?}");
    let scope = group().to_string();
    let run = shell.run(&["doctor", "--scope", &scope]);
    assert!(
        run.works().contains(&format!("list licenses of {scope}: 1 came, and there are more")),
        "{run:#?}"
    );
    let run = shell.run(&["doctor", "--scope", &scope, "--instance", "wrong"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("check the instance and the scope"), "{run:#?}");
}

#[test]
fn files_and_directories_that_others_can_write_or_read_are_told_with_the_command() {
    let site = Site::with(Options::default());
    let shell = site.shell_with("token_file = \"token\"");
    let mode = |path: &std::path::Path, mode| {
        fs::set_permissions(path, PermissionsExt::from_mode(mode)).expect("a mode");
    };
    let config = shell.home().join("config/lictor");
    fs::write(config.join("token"), "sandbox-token\n").expect("a file");
    mode(&config.join("token"), 0o600);
    let state = shell.home().join("state/lictor");
    fs::create_dir_all(state.join("sessions")).expect("a directory");
    fs::write(state.join("sessions/lab.json"), "{}").expect("a file");
    for (path, open, closed, result, command) in [
        (config.join("config.toml"), 0o666, 0o644, "warn  configuration", "chmod go-w"),
        (config.clone(), 0o777, 0o755, "warn  configuration", "chmod go-w"),
        (state.join("sessions/lab.json"), 0o644, 0o600, "FAIL  state", "chmod 600"),
        (state.join("sessions"), 0o755, 0o700, "warn  state", "chmod 700"),
        (state.clone(), 0o755, 0o700, "warn  state", "chmod 700"),
    ] {
        mode(&path, open);
        let run = shell.run(&["doctor"]);
        let told = run.stdout.contains(&format!("mend it with: {command} {}\n", path.display()));
        assert!(run.stdout.contains(result) && told, "{run:#?}");
        mode(&path, closed);
    }
    let run = shell.run(&["doctor"]);
    assert!(
        run.works().contains(&format!("ok    state          {}, its owner's only", state.display())),
        "{run:#?}"
    );
}

#[test]
fn which_profile_is_meant_is_not_guessed_by_the_doctor_either() {
    let shell = Shell::bare();
    let of = |name: &str| format!("[profiles.{name}]\nurl = \"https://127.0.0.1:1\"\ninstance = \"i\"\n");
    shell.configure(&format!("{}{}", of("lab"), of("prod")));
    let run = shell.run(&["doctor"]);
    assert_eq!(run.code, Some(1));
    let words = "no profile is chosen; there are lab, prod";
    assert!(run.stdout.contains(&format!("FAIL  settings       {words}\n")), "{run:#?}");
    assert!(run.stdout.contains("name one with --profile"), "{run:#?}");
    shell.run(&["whoami"]).fails(2, words);
}

#[test]
fn a_password_of_the_proxy_that_is_not_to_be_had_is_a_fault_of_the_proxy() {
    let site = Site::with(Options::default());
    let proxy = Proxy::refusing("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    let shell = site.shell_with(&format!(
        "token_command = \"echo t\"\nproxy = \"{}\"\nproxy_username = \"ada\"\nproxy_password_command = \"false\"",
        proxy.url("http")
    ));
    let run = shell.run(&["doctor", "-o", "json"]);
    let found = checks(&run);
    assert_eq!((result(&found, "proxy"), result(&found, "certificate")), (Some("FAIL"), None), "{run:#?}");
    assert!(run.stdout.contains("proxy_password_command") && proxy.told().is_empty(), "{run:#?}");
    shell.run(&["whoami"]).fails(3, "there is no password for the proxy: the command false failed");
}

#[test]
fn a_terminal_that_takes_no_escape_codes_has_neither_colours_nor_a_clipboard() {
    let lab = Lab::open();
    let shell = lab.shell.with("TERM", "dumb");
    for arguments in [&["doctor"][..], &["doctor", "--color", "always"]] {
        let run = shell.run(arguments);
        let told = run.works();
        assert!(!told.contains('\u{1b}'), "{run:#?}");
        for line in [
            "warn  colours        TERM=dumb takes no escape codes",
            "ok    size           standard output is no terminal",
            "warn  clipboard      this terminal has no clipboard",
        ] {
            assert!(told.lines().any(|told| told == line), "{line}: {run:#?}");
        }
    }
}
