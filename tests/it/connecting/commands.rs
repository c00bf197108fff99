//! Logging in from scripts and from a terminal, without a screen.

use std::{fs, os::unix::fs::PermissionsExt};

use lictor::sandbox::{Account, Options, SecondFactor};

use super::support::{CODE, PASSWORD, Site, USERNAME, account, group};
use crate::support::pseudo_terminal::PseudoTerminal;

#[test]
fn a_session_of_login_serves_the_commands_after_it_until_logout() {
    let site = Site::open(account(None));
    let shell = site.shell();
    let scope = group().to_string();
    let list = ["list", "--scope", scope.as_str(), "--limit", "1", "-o", "json"];
    shell.run(&list).fails(3, "not logged in").fails(3, "lictor login").prints_nothing();
    let shell = shell.with("LICTOR_PASSWORD", PASSWORD);
    shell.run(&["login", "--username", USERNAME]).works();
    let shell = shell.with("LICTOR_PASSWORD", "");
    assert_eq!(shell.run(&list).json()["complete"], false);
    assert_eq!(shell.run(&["whoami", "-o", "json"]).json()["username"], USERNAME);
    assert!(shell.run(&["whoami"]).works().contains(USERNAME));
    shell.run(&["logout"]).works();
    shell.run(&list).fails(3, "not logged in");
    shell.run(&["logout"]).works();
    assert_eq!((site.answered("login"), site.answered("logout")), (1, 1));
}

#[test]
fn a_second_factor_comes_from_the_environment_and_the_device_can_be_trusted() {
    let site = Site::open(account(Some(SecondFactor::Totp)));
    let shell = site.shell_with(&format!("username = \"{USERNAME}\"")).with("LICTOR_PASSWORD", PASSWORD);
    shell.run(&["login"]).fails(3, "LICTOR_CODE");
    let shell = shell.with("LICTOR_CODE", "000000");
    shell.run(&["login"]).fails(3, "refused the code");
    let shell = shell.with("LICTOR_CODE", CODE);
    shell.run(&["login", "--trust"]).works();
    let shell = shell.with("LICTOR_CODE", "");
    shell.run(&["login"]).works();
}

#[test]
fn a_wrong_password_is_sent_once_and_a_missing_one_never() {
    let site = Site::open(account(None));
    let shell = site.shell().with("LICTOR_USERNAME", USERNAME);
    shell.run(&["login"]).fails(3, "LICTOR_PASSWORD").prints_nothing();
    assert_eq!(site.answered("login"), 0);
    let shell = shell.with("LICTOR_PASSWORD", "wrong");
    shell.run(&["login"]).fails(3, "refused the log-in").fails(3, "can lock the account");
    assert_eq!(site.answered("login"), 1);
    shell.run(&["list", "--scope", &group().to_string()]).fails(3, "refused the log-in").prints_nothing();
    assert_eq!(site.answered("login"), 2);
}

#[test]
fn commands_log_in_by_themselves_with_what_the_environment_says() {
    let site = Site::open(account(Some(SecondFactor::Email)));
    let shell = site
        .shell()
        .with("LICTOR_USERNAME", USERNAME)
        .with("LICTOR_PASSWORD", PASSWORD)
        .with("LICTOR_CODE", CODE)
        .with("LICTOR_SCOPE", &group().to_string());
    shell.run(&["list", "--limit", "1"]).works();
    shell.run(&["get", "1"]).works();
    assert_eq!((site.answered("login"), site.answered("2fa")), (1, 1), "the session is kept");
}

#[test]
fn a_password_comes_from_a_file_of_its_owner_from_a_command_or_from_standard_input() {
    let site = Site::open(account(None));
    let file = site.directory.path().join("password");
    fs::write(&file, format!("{PASSWORD}\n")).expect("a file");
    let mode = |mode| fs::set_permissions(&file, PermissionsExt::from_mode(mode)).expect("a mode");
    let path = file.to_str().expect("a path");
    let shell = site.shell_with(&format!("username = \"{USERNAME}\"\npassword_file = \"{path}\""));
    mode(0o644);
    shell.run(&["login"]).fails(3, "chmod 600");
    shell.run(&["whoami"]).fails(3, "chmod 600");
    assert_eq!(site.answered("login"), 0);
    mode(0o600);
    shell.run(&["whoami"]).works();
    let shell = site.shell_with(&format!("username = \"{USERNAME}\"\npassword_command = \"cat '{path}'\""));
    shell.run(&["whoami"]).works();
    let shell = site.shell_with(&format!("username = \"{USERNAME}\""));
    shell.run_with_input(&["login", "--password-file", "-"], &format!("{PASSWORD}\n")).works();
    shell.run(&["whoami"]).works();
}

#[test]
fn a_secret_with_a_byte_order_mark_and_another_systems_line_end_works_as_without() {
    let site = Site::open(account(None));
    let marked = format!("\u{feff}{PASSWORD}\r\n");
    let shell = site.shell_with(&format!("username = \"{USERNAME}\"\npassword_file = \"password\""));
    let file = shell.home().join("config/lictor/password");
    fs::write(&file, &marked).expect("a file");
    fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).expect("a mode");
    shell.run(&["login"]).works();
    shell.run_with_input(&["login", "--password-file", "-"], &marked).works();
    let site = Site::with(Options { token: "machine-t0ken".into(), ..Options::default() });
    let shell = site.shell_with("token_file = \"token\"");
    let file = shell.home().join("config/lictor/token");
    fs::write(&file, "\u{feff}machine-t0ken\r\n").expect("a file");
    fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).expect("a mode");
    shell.run(&["scopes"]).works();
}

#[test]
fn a_command_for_a_secret_learns_no_other_secret() {
    let site = Site::with(Options { token: "machine-t0ken".into(), ..Options::default() });
    let told = site.directory.path().join("told");
    let command = format!("sh -c 'env > {}; echo \"  machine-t0ken  \"'", told.display());
    let shell = site
        .shell_with(&format!("token_command = {command:?}\nscope = \"{}\"", group()))
        .with("LICTOR_CODE", CODE)
        .with("GPG_TTY", "/dev/pts/9");
    shell.run(&["list", "--limit", "1"]).works();
    let told = fs::read_to_string(&told).expect("the variables");
    assert!(told.contains("HOME=") && !told.contains("LICTOR_CODE") && !told.contains("GPG_TTY"), "{told}");
}

#[test]
fn a_pipe_in_place_of_a_file_is_refused_and_does_not_hold_anybody_up() {
    let site = Site::with(Options::default());
    let pipe = site.directory.path().join("token");
    assert!(
        std::process::Command::new("mkfifo")
            .args(["-m", "600"])
            .arg(&pipe)
            .status()
            .expect("a pipe")
            .success()
    );
    let shell = site.shell_with(&format!("token_file = {:?}", pipe.to_str().expect("a path")));
    shell.run(&["scopes"]).fails(3, "is not a file");
}

#[test]
fn a_session_that_cannot_be_kept_is_no_success() {
    let site = Site::open(account(None));
    let shell = site.shell_with(&format!("username = \"{USERNAME}\"")).with("LICTOR_PASSWORD", PASSWORD);
    // Whether there is a keyring or not, a file stands where the directory of the state should be.
    let state = shell.home().join("state");
    fs::write(&state, "").expect("a file");
    let run = shell.run(&["login"]);
    if !run.stderr.contains("keyring") {
        run.fails(1, "cannot be kept");
    }
    shell.run(&["logout"]);
}

#[test]
fn leaving_without_a_session_says_so() {
    let site = Site::open(account(None));
    let run = site.shell().run(&["logout"]);
    run.works();
    assert!(run.stderr.contains("there was no session"), "{run:?}");
}

#[test]
fn nothing_typed_is_not_sent() {
    let site = Site::open(account(None));
    site.shell().with("LICTOR_PASSWORD", PASSWORD).run(&["login", "--username", ""]).fails(2, "is empty");
    let shell = site.shell();
    let home = shell.home();
    let variables = [("XDG_CONFIG_HOME", home.join("config")), ("XDG_STATE_HOME", home.join("state"))];
    let variables: Vec<(&str, &str)> =
        variables.iter().map(|(name, path)| (*name, path.to_str().expect("a path"))).collect();
    let mut terminal = PseudoTerminal::start(&["login", "--username", USERNAME], (100, 24), home, &variables);
    let question = format!("Password of {USERNAME}: ");
    terminal.sees(&question).press("<enter>").sees(&format!("{question}\n{question}"));
    terminal.press("<enter>").sees(&format!("{question}\n{question}\n{question}")).press("<enter>");
    assert_eq!((terminal.ends().code(), site.answered("login")), (Some(3), 0));
}

#[test]
fn a_machines_token_comes_from_a_file_or_a_command() {
    let site = Site::with(Options { token: "machine-t0ken".into(), ..Options::default() });
    let scope = format!("scope = \"{}\"", group());
    let shell = site.shell_with(&format!("token_command = \"echo machine-t0ken\"\n{scope}"));
    shell.run(&["list", "--limit", "1"]).works();
    shell.run(&["login"]).fails(2, "calls go with a token");
    let shell = site.shell_with(&format!("token_command = \"false\"\n{scope}"));
    shell.run(&["list"]).fails(3, "the command false failed").prints_nothing();
    let shell = site.shell_with(&format!("token_file = \"token\"\n{scope}"));
    let file = shell.home().join("config/lictor/token");
    fs::write(&file, "machine-t0ken\n").expect("a file");
    fs::set_permissions(&file, PermissionsExt::from_mode(0o600)).expect("a mode");
    shell.run(&["list", "--limit", "1"]).works();
    let shell = shell.with("LICTOR_TOKEN", "another");
    shell.run(&["list"]).fails(3, "refused the token");
}

#[test]
fn a_password_that_is_typed_does_not_show() {
    let site = Site::open(account(Some(SecondFactor::Email)));
    let shell = site.shell();
    let home = shell.home();
    let variables = [("XDG_CONFIG_HOME", home.join("config")), ("XDG_STATE_HOME", home.join("state"))];
    let variables: Vec<(&str, &str)> =
        variables.iter().map(|(name, path)| (*name, path.to_str().expect("a path"))).collect();
    let mut terminal = PseudoTerminal::start(&["login"], (100, 24), home, &variables);
    terminal.sees("User name: ").press(&format!("{USERNAME}<enter>"));
    terminal.sees(&format!("Password of {USERNAME}: ")).press(&format!("{PASSWORD}<enter>"));
    terminal.sees("Code (it was sent by e-mail): ").press("111111<enter>");
    // What is typed before the question is thrown away, so it is waited for.
    terminal.sees("the server refused the code: code: is wrong\nCode (it was sent by e-mail): ");
    terminal.press(&format!("{CODE}<enter>")).sees("logged in to https://127.0.0.1");
    assert_eq!(terminal.ends().code(), Some(0));
    assert!(!String::from_utf8_lossy(&terminal.bytes()).contains(PASSWORD));
    assert_eq!((site.answered("login"), site.answered("2fa")), (1, 2));
    shell.run(&["whoami"]).works();
    let mut terminal = PseudoTerminal::start(&["login", "--username", "x"], (100, 24), home, &variables);
    assert!(!terminal.sees("Password of x: ").echoes());
    terminal.press("<ctrl-c>");
    assert_eq!((terminal.ends().code(), terminal.echoes()), (Some(130), true));
}

#[test]
fn the_only_scope_of_the_account_is_taken_and_several_are_listed() {
    let seeds = lictor::sandbox::seed_scopes();
    let groups: Vec<_> =
        seeds.iter().filter(|seed| seed.kind.word() == "groups").map(|seed| (seed.kind, seed.uuid)).collect();
    let site = Site::with(Options { administers: vec![groups[0]], ..Options::default() });
    let token = "token_command = \"echo sandbox-token\"";
    site.shell_with(token).run(&["list", "--limit", "1"]).works();
    let site = Site::with(Options { administers: groups[..2].to_vec(), ..Options::default() });
    let run = site.shell_with(token).run(&["list"]);
    run.fails(2, &format!("groups/{}", groups[0].1))
        .fails(2, &format!("groups/{}", groups[1].1))
        .prints_nothing();
    let site = Site::with(Options::default());
    site.shell_with(token).run(&["list"]).fails(2, "--scope or LICTOR_SCOPE");
}

#[test]
fn sessions_are_kept_for_each_profile() {
    let site = Site::open(Account::new(USERNAME, PASSWORD));
    let shell = site.shell();
    let config = fs::read_to_string(shell.home().join("config/lictor/config.toml")).expect("a file");
    shell.configure(&format!(
        "default_profile = \"lab\"\n{config}\n{}",
        config.replace("profiles.lab", "profiles.other")
    ));
    let shell = shell.with("LICTOR_PASSWORD", PASSWORD);
    shell.run(&["login", "--username", USERNAME]).works();
    let shell = shell.with("LICTOR_PASSWORD", "");
    shell.run(&["whoami"]).works();
    shell.run(&["whoami", "--profile", "other"]).fails(3, "not logged in");
    let shell = shell.with("LICTOR_PROFILE", "other");
    shell.run(&["whoami"]).fails(3, "not logged in");
    shell.run(&["whoami", "--profile", "lab"]).works();
    shell.run(&["whoami", "--profile", "lib"]).fails(2, "did you mean lab?");
}

#[test]
fn a_session_of_another_user_is_not_used_and_the_named_user_logs_in_where_a_password_is_there() {
    let site = Site::open(account(None));
    let shell = site.shell().with("LICTOR_PASSWORD", PASSWORD);
    shell.run(&["login", "--username", USERNAME]).works();
    let shell = shell.with("LICTOR_PASSWORD", "").with("LICTOR_USERNAME", "ben");
    let run = shell.run(&["scopes"]);
    run.fails(3, "anna's").fails(3, "ben").fails(3, "lictor login").prints_nothing();
    assert_eq!(site.answered("login"), 1);
    let doctor = shell.run(&["doctor"]);
    assert!(doctor.stdout.contains("anna's"), "{doctor:#?}");
    // The password is there, and it is ben who logs in: this server does not know him.
    let shell = shell.with("LICTOR_PASSWORD", PASSWORD);
    shell.run(&["scopes"]).fails(3, "refused the log-in").prints_nothing();
    assert_eq!(site.answered("login"), 2);
    let shell = shell.with("LICTOR_PASSWORD", "").with("LICTOR_USERNAME", USERNAME);
    shell.run(&["scopes"]).works();
    // A profile names its user too, and the environment comes first.
    let config = fs::read_to_string(shell.home().join("config/lictor/config.toml")).expect("a file");
    shell.configure(&format!("{config}username = \"ben\"\n"));
    shell.run(&["scopes"]).works();
    let shell = shell.with("LICTOR_USERNAME", "");
    shell.run(&["scopes"]).fails(3, "anna's");
    shell.run(&["logout"]).works();
}

#[test]
fn a_second_factor_without_a_code_ends_with_what_to_do() {
    for (second_factor, advice) in
        [(SecondFactor::Totp, "set LICTOR_CODE"), (SecondFactor::Email, "run `lictor login` on a terminal")]
    {
        let site = Site::open(account(Some(second_factor)));
        let shell = site.shell_with(&format!("username = \"{USERNAME}\"")).with("LICTOR_PASSWORD", PASSWORD);
        for command in ["scopes", "login"] {
            let run = shell.run(&[command]);
            run.fails(3, "asks for").fails(3, advice).prints_nothing();
            assert!(!run.stderr.contains("refused"), "nothing was refused: {run:#?}");
        }
        assert_eq!((site.answered("login"), site.answered("2fa") + site.answered("2fa_totp")), (2, 0));
    }
}

#[test]
fn a_server_without_a_log_in_ends_with_what_to_do() {
    let site =
        Site::with(Options { faults: "status=404@login".parse().expect("faults"), ..Options::default() });
    let shell = site.shell_with(&format!("username = \"{USERNAME}\"")).with("LICTOR_PASSWORD", PASSWORD);
    for command in ["login", "scopes"] {
        let run = shell.run(&[command]);
        run.fails(5, "a log-in at this address").fails(5, "check that the URL").fails(5, "LICTOR_TOKEN");
    }
    // Without a password there is nothing to be sent, so nothing can tell.
    shell.with("LICTOR_PASSWORD", "").run(&["scopes"]).fails(3, "not logged in");
}
