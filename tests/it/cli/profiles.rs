//! The configuration file from the command line: profiles, what is wrong with them, and where values come from.

use std::{fs, os::unix::fs::PermissionsExt};

use crate::support::command::{Lab, Shell};

const TWO: &str = "[profiles.lab]\nurl = \"https://lab.example.net\"\ninstance = \"draas_v1\"\n\
                   [profiles.prod]\nurl = \"https://prod.example.net\"\ninstance = \"draas_v1\"\nproduction = true\n";

#[test]
fn the_path_is_told_whether_the_file_is_there_or_not() {
    let shell = Shell::bare();
    let path = shell.home().join("config/lictor/config.toml");
    assert_eq!(shell.run(&["config", "path"]).works().trim(), path.to_str().expect("a path"));
    assert_eq!(shell.run(&["config", "path", "--config", "/x.toml"]).works(), "/x.toml\n");
    assert_eq!(shell.with("LICTOR_CONFIG", "/y.toml").run(&["config", "path"]).works(), "/y.toml\n");
}

#[test]
fn check_prints_each_finding_with_its_place() {
    let shell = Shell::bare();
    assert_eq!(shell.run(&["config", "check"]).works(), "");
    shell.configure("colour = 1\n");
    let run = shell.run(&["config", "check"]);
    assert!(run.works().ends_with("config.toml:1:1: warning: colour: there is no such key\n"), "{run:?}");
    shell.configure("[profiles.lab]\nurl = \"http://lab.example.net\"\n");
    let run = shell.run(&["config", "check"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stdout.contains("config.toml:2:7: error: url: http would send"), "{run:?}");
    shell.run(&["list"]).fails(2, "config.toml:2:7: url: ").prints_nothing();
    shell.run(&["config", "check", "--config", "/nothing.toml"]).fails(2, "/nothing.toml cannot be read");
}

#[test]
fn check_looks_at_keys_too() {
    let shell = Shell::bare();
    shell.configure("[keys.licenses]\nedit = [\"d\"]\nrefresh = [\"r\", \"f5\"]\n");
    let run = shell.run(&["config", "check"]);
    assert!(
        run.works().ends_with("config.toml:2:1: warning: edit: d meant delete there, and no longer does\n"),
        "{run:?}"
    );
    shell.configure("[keys.form]\nsave = \"s\"\n[keys.licenses]\nedit = \"hyper-x\"\n");
    let run = shell.run(&["config", "check"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stdout.contains(":2:1: error: save: s types a character here"), "{run:?}");
    assert!(run.stdout.contains(":4:1: error: edit: "), "{run:?}");
}

#[test]
fn contexts_and_actions_that_nobody_knows_are_warnings() {
    let shell = Shell::bare();
    shell.configure("[keys.licences]\nedit = \"x\"\n[keys.form]\nexplode = \"f2\"\n");
    let run = shell.run(&["config", "check"]);
    let told = run.works();
    assert!(told.contains(":2:1: warning: edit: there are no keys of \"licences\""), "{run:?}");
    assert!(told.contains(":4:1: warning: explode: there is no action \"explode\" here"), "{run:?}");
}

#[test]
fn every_command_says_on_standard_error_what_the_file_says_in_vain() {
    let lab = Lab::open();
    let shell = Shell::bare().with("LICTOR_TOKEN", "sandbox-token");
    let file = format!(
        "[profiles.lab]\nurl = \"{}\"\ninstance = \"sandbox\"\nread_onyl = true\n[profiles.prod]\nulr = \"x\"\n\
         [key.licenses]\n[keys.licences]\nedit = \"x\"\n[keys.licenses]\nedit = \"d\"\n",
        lab.sandbox.url()
    );
    shell.configure(&file);
    let path = shell.home().join("config/lictor/config.toml");
    let told = |rest: &str| format!("{}:{rest}\n", path.display());
    let common = [
        told("7:2: warning: key: there is no such key; did you mean keys?"),
        told("9:1: warning: edit: there are no keys of \"licences\"; there are welcome,"),
    ];
    let lines = |run: &crate::support::command::Run| -> Vec<String> {
        run.stderr.lines().filter(|line| line.contains("warning: ")).map(str::to_owned).collect()
    };
    for arguments in [&["whoami"][..], &["scopes"], &["get", "1"], &["logout"], &["config", "show"]] {
        let run = shell.run(&[&["--profile", "lab"], arguments].concat());
        let lines = lines(&run);
        assert_eq!(lines.len(), 3, "{run:#?}");
        assert_eq!(
            lines[0],
            told("4:1: warning: read_onyl: there is no such key; did you mean read_only?").trim_end()
        );
        assert!(lines[1] == common[0].trim_end() && lines[2].starts_with(common[1].trim_end()), "{run:#?}");
        assert!(!run.stdout.contains("warning"), "{run:#?}");
    }
    // Which profile is meant stays open, and why is told.
    let run = shell.run(&["whoami"]);
    assert_eq!(lines(run.fails(2, "no profile is chosen")).len(), 2, "{run:#?}");
    for arguments in [&["completions", "bash"][..], &["man"], &["config", "path"]] {
        assert_eq!(shell.run(arguments).stderr, "", "{arguments:?}");
    }
}

#[test]
fn a_profile_that_leads_nowhere_is_named_with_its_file() {
    let shell = Shell::bare();
    shell.configure("[profiles.lab]\nlabel = \"LAB\"\n");
    let path = shell.home().join("config/lictor/config.toml");
    let run = shell.run(&["config", "check"]);
    assert!(run.works().contains(&format!("{}:1:11: warning: lab: has no url", path.display())), "{run:?}");
    let run = shell.run(&["whoami"]);
    run.fails(2, "missing the URL of the server: --url or LICTOR_URL; and the instance")
        .fails(2, &format!("or say url and instance in the profile lab of {}", path.display()));
    assert!(!run.stderr.contains("warning"), "{run:?}");
    let shell = shell.with("LICTOR_URL", "http://127.0.0.1:1").with("LICTOR_INSTANCE", "i");
    let run = shell.run(&["whoami"]);
    run.fails(3, "not logged in");
    assert!(!run.stderr.contains("warning"), "{run:?}");
}

#[test]
fn show_tells_where_each_value_comes_from() {
    let shell = Shell::bare().with("LICTOR_INSTANCE", "other").with("LICTOR_TOKEN", "s3cr3t");
    shell.configure(&format!("default_profile = \"prod\"\n{TWO}"));
    let run = shell.run(&["config", "show", "--url", "https://prod.example.net:443", "-o", "json"]);
    let shown = run.json();
    let find = |name: &str| {
        let settings = shown["settings"].as_array().expect("settings");
        settings.iter().find(|setting| setting["name"] == name).expect("a setting").clone()
    };
    assert_eq!(
        (find("url")["value"].as_str(), find("url")["source"].as_str()),
        (Some("https://prod.example.net:443"), Some("--url"))
    );
    assert_eq!(find("instance")["source"], "LICTOR_INSTANCE");
    assert!(find("production")["source"].as_str().expect("a text").starts_with("profile prod, "));
    assert_eq!(find("timeout")["source"], "default");
    assert_eq!(
        (find("token")["value"].as_str(), find("token")["source"].as_str()),
        (Some("(hidden)"), Some("LICTOR_TOKEN"))
    );
    assert!(!run.stdout.contains("s3cr3t"));
    assert!(shell.run(&["config", "show"]).works().starts_with("NAME"));
}

#[test]
fn show_hides_addresses_that_hold_what_does_not_belong_there() {
    let shell = Shell::bare();
    shell.configure("[profiles.plain]\nurl = \"https://h.example\"\n");
    for url in ["https://u:hunter2@h.example", "https://h.example/?token=hunter2", "https//hunter2"] {
        for format in ["table", "json"] {
            let arguments = ["--profile", "plain", "config", "show", "-o", format];
            let by_option = shell.run(&[&arguments[..], &["--url", url]].concat());
            let run = Shell::bare().with("LICTOR_URL", url).run(&["config", "show", "-o", format]);
            for run in [by_option, run] {
                assert!(run.works().contains("(not valid, hidden)"), "{run:?}");
                assert!(!run.stdout.contains("hunter2") && !run.stderr.contains("hunter2"), "{run:?}");
            }
        }
    }
}

#[test]
fn which_profile_is_meant_is_not_guessed() {
    let shell = Shell::bare();
    shell.configure(TWO);
    shell.run(&["list"]).fails(2, "no profile is chosen; there are lab, prod").fails(2, "--profile");
    shell.run(&["list", "--profile", "lap"]).fails(2, "did you mean lab?").prints_nothing();
    shell.run(&["whoami", "--profile", "lab"]).fails(3, "not logged in");
}

#[test]
fn a_profile_is_enough_to_work_with_and_options_win_over_it() {
    let lab = Lab::open();
    let shell = Shell::bare();
    let file = shell.home().join("config/lictor/token");
    let scope = lab.run(&["scopes", "groups", "-o", "jsonl"]).works().to_owned();
    let scope: serde_json::Value =
        serde_json::from_str(scope.lines().next().expect("a scope")).expect("JSON");
    shell.configure(&format!(
        "[profiles.lab]\nurl = \"{}\"\ninstance = \"sandbox\"\nscope = {}\ntoken_file = \"token\"\npage_size = 7\n\
         read_only = true\n",
        lab.sandbox.url(),
        scope["scope"]
    ));
    fs::write(&file, "sandbox-token\n").expect("a file");
    fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).expect("a mode");
    let run = shell.run(&["list", "-v", "--limit", "20"]);
    run.works();
    shell.run(&["create", "--sku", "S", "--name", "N"]).fails(4, "read-only");
    shell.run(&["list", "--instance", "nowhere"]).fails(5, "not found");
    // The token belongs to the profile's server and does not go to another.
    let other = Lab::open();
    shell.run(&["list", "--url", &other.sandbox.url()]).fails(3, "not logged in").prints_nothing();
}

#[test]
fn files_of_certificates_are_looked_at_before_anything_is_sent() {
    let shell = Shell::bare();
    let profile = |more: &str| {
        shell.configure(&format!(
            "[profiles.lab]\nurl = \"https://127.0.0.1:1\"\ninstance = \"x\"\ntoken_command = \"echo t\"\n{more}\n"
        ));
        shell.run(&["scopes"])
    };
    profile("ca_file = \"nothing.pem\"").fails(2, "nothing.pem cannot be read");
    fs::write(shell.home().join("config/lictor/empty.pem"), "").expect("a file");
    profile("ca_file = \"empty.pem\"").fails(2, "empty.pem");
    profile("client_certificate = \"empty.pem\"").fails(2, "needs client_key");
    profile("").fails(7, "cannot be reached");
}

#[test]
fn a_key_that_terminals_do_not_send_is_named() {
    let shell = Shell::bare();
    shell.configure("[keys.licenses]\nrefresh = [\"r\", \"ctrl-1\"]\n");
    let run = shell.run(&["config", "check"]);
    assert!(
        run.works().ends_with("config.toml:2:1: warning: refresh: Ctrl-1: terminals send no such key\n"),
        "{run:?}"
    );
}
