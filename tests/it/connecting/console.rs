//! The whole way in the console, in a terminal.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use lictor::{
    domain::SessionKeeper,
    sandbox::{Account, SecondFactor},
    secrets::SessionStore,
};

use super::support::{CODE, PASSWORD, Site, USERNAME, account, group};
use crate::support::pseudo_terminal::PseudoTerminal;

/// Starts the console in a home, where the site's authority is one of the system's.
fn start(site: &Site, home: &Path, arguments: &[&str]) -> PseudoTerminal {
    let authority = site.authority_file();
    let variables = [("SSL_CERT_FILE", authority.to_str().expect("a path"))];
    PseudoTerminal::start(arguments, (80, 24), home, &variables)
}

/// Forgets what the console kept of its sessions.
fn forget(site: &Site, home: &Path, profile: &str) {
    let store = SessionStore::new(Some(profile), &site.sandbox.url(), &home.join(".local/state/lictor"));
    store.forget().expect("forgotten");
}

#[test]
fn from_an_empty_home_to_the_table() {
    let site = Site::open(account(Some(SecondFactor::Email)));
    let home = tempfile::tempdir().expect("a home");
    let mut terminal = start(&site, home.path(), &[]);
    terminal.sees("Welcome").press("c").sees("Connect");
    terminal.press(&format!("lab<tab>{}<tab>sandbox<tab>{USERNAME}", site.sandbox.url())).press("<ctrl-s>");
    terminal.sees("Log in").sees(&site.sandbox.url()).sees(USERNAME);
    terminal.press("wrong<enter>").sees("refused the log-in");
    terminal.press(&format!("{PASSWORD}<enter>")).sees("Second factor");
    terminal.press("000000<enter>").sees("refused the code");
    terminal.press(&format!("{CODE}<enter>")).sees("Scopes").sees("groups, complete");
    terminal.press("<tab>").sees("[Distributors]").sees("distributors, complete");
    terminal.press("<backspace>").sees("[Groups]").press("<enter>").sees("100 read, more on the server");
    terminal.press("q");
    assert_eq!(terminal.ends().code(), Some(0));
    assert!(terminal.is_restored());
    assert_eq!((site.answered("login"), site.answered("2fa")), (2, 2));
    assert!(!String::from_utf8_lossy(&terminal.bytes()).contains(PASSWORD));
    let file = home.path().join(".config/lictor/config.toml");
    assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
    let text = fs::read_to_string(&file).expect("a file");
    assert!(text.contains("[profiles.lab]") && text.contains("# One table for each server"), "{text}");

    // The next start needs no log-in.
    let mut terminal = start(&site, home.path(), &[]);
    terminal.sees("lab").sees("groups, complete").press("q");
    assert_eq!((terminal.ends().code(), site.answered("login")), (Some(0), 2));
    forget(&site, home.path(), "lab");
}

#[test]
fn a_mistyped_url_is_mended_without_leaving_the_console() {
    let site = Site::open(account(None));
    let home = tempfile::tempdir().expect("a home");
    let mut terminal = start(&site, home.path(), &[]);
    terminal.sees("Welcome").press("c").sees("Connect");
    let nowhere = "https://127.0.0.1:1";
    terminal.press(&format!("lab<tab>{nowhere}<tab>sandbox<tab>{USERNAME}<ctrl-s>")).sees("Log in");
    terminal.sees(":connect lab changes where it leads").press("<esc>").sees("Scopes");
    terminal.press(":connect lab<enter>").sees("profile lab of the configuration");
    terminal.press("<ctrl-u>").press(&site.sandbox.url()).press("<ctrl-s>").sees("Log in");
    terminal.press(&format!("{PASSWORD}<enter>")).sees("groups, complete").press("q");
    assert_eq!(terminal.ends().code(), Some(0));
    let file = fs::read_to_string(home.path().join(".config/lictor/config.toml")).expect("a file");
    assert!(file.contains(&site.sandbox.url()) && !file.contains(nowhere), "{file}");
    forget(&site, home.path(), "lab");
}

#[test]
fn a_session_that_ends_is_begun_anew_in_place_and_nothing_typed_is_lost() {
    let site = Site::open(Account::new(USERNAME, PASSWORD));
    let shell = site.shell_with(&format!("username = \"{USERNAME}\"\nscope = \"{}\"", group()));
    let (config, state) = (shell.home().join("config"), shell.home().join("state"));
    let variables = [
        ("XDG_CONFIG_HOME", config.to_str().expect("a path")),
        ("XDG_STATE_HOME", state.to_str().expect("a path")),
    ];
    let mut terminal = PseudoTerminal::start(&[], (80, 24), shell.home(), &variables);
    terminal.sees("Log in").press(&format!("{PASSWORD}<enter>")).sees("100 read, more on the server");
    terminal
        .press("jjj")
        .press("e")
        .sees("Edit license")
        .press("<ctrl-u>Typed with care")
        .sees("saves 1 field");
    site.sandbox.end_sessions();
    terminal.press("<ctrl-s>").sees("Log in").press(&format!("{PASSWORD}<enter>"));
    terminal.sees("Edit license").sees("Typed with care").press("<ctrl-s>").sees("saved license 4");
    terminal.sees("Typed with care");
    // A read that finds the session over goes again by itself.
    site.sandbox.end_sessions();
    terminal
        .press("]")
        .sees("Log in")
        .press(&format!("{PASSWORD}<enter>"))
        .sees("200 read, more on the server");
    // Access tokens come and go without a word.
    site.sandbox.expire_access();
    terminal.press("G").sees("240, complete");
    assert_eq!(site.answered("login"), 3);
    terminal.press("q");
    assert_eq!(terminal.ends().code(), Some(0));
}

#[test]
fn profiles_are_switched_inside_and_the_screen_says_where_one_is() {
    let site = Site::open(Account::new(USERNAME, PASSWORD));
    let other = Site::open(Account::new(USERNAME, PASSWORD));
    let shell = site.shell();
    let both = format!(
        "default_profile = \"lab\"\n{}\n[profiles.prod]\nurl = \"{}\"\ninstance = \"sandbox\"\nproduction = true\n\
         label = \"LIVE\"\nusername = \"{USERNAME}\"\nca_file = \"{}\"\n",
        fs::read_to_string(shell.home().join("config/lictor/config.toml")).expect("a file"),
        other.sandbox.url(),
        other.authority_file().display()
    );
    shell.configure(&both);
    let shell = shell.with("LICTOR_PASSWORD", PASSWORD);
    shell.run(&["login", "--username", USERNAME]).works();
    let (config, state) = (shell.home().join("config"), shell.home().join("state"));
    let variables = [
        ("XDG_CONFIG_HOME", config.to_str().expect("a path")),
        ("XDG_STATE_HOME", state.to_str().expect("a path")),
    ];
    let mut terminal = PseudoTerminal::start(&[], (80, 24), shell.home(), &variables);
    terminal.sees(" lab ").sees("groups, complete");
    terminal.press(":profile prod<enter>").sees("LIVE PRODUCTION").sees("Log in").sees(&other.sandbox.url());
    terminal.press(&format!("{PASSWORD}<enter>")).sees("groups, complete").sees("LIVE PRODUCTION");
    terminal
        .press("<enter>")
        .sees("100 read")
        .press(":profile lab<enter>")
        .sees("groups, complete")
        .sees(" lab ");
    assert_eq!((site.answered("login"), other.answered("login")), (1, 1));
    terminal.press(":logout<enter>").sees("Log in");
    terminal.press("<ctrl-c>");
    assert_eq!((terminal.ends().code(), site.answered("logout")), (Some(130), 1));
    let store = SessionStore::new(Some("prod"), &other.sandbox.url(), &shell.home().join("state/lictor"));
    store.forget().expect("forgotten");
}

#[test]
fn what_the_file_says_in_vain_stands_on_the_message_line() {
    let site = Site::open(Account::new(USERNAME, PASSWORD));
    let shell = site.shell_with("token_command = \"echo sandbox-token\"\nread_onyl = true");
    let both = format!(
        "default_profile = \"lab\"\n{0}{1}",
        fs::read_to_string(shell.home().join("config/lictor/config.toml")).expect("a file"),
        "[profiles.prod]\nurl = \"http://127.0.0.1:1\"\ninstance = \"x\"\ntoken_command = \"echo t\"\nproductoin = true\n\
         [keys.global]\nquit = \"hyper-q\"\n"
    );
    shell.configure(&both);
    let (config, state) = (shell.home().join("config"), shell.home().join("state"));
    let variables = [
        ("XDG_CONFIG_HOME", config.to_str().expect("a path")),
        ("XDG_STATE_HOME", state.to_str().expect("a path")),
    ];
    let mut terminal = PseudoTerminal::start(&[], (130, 24), shell.home(), &variables);
    terminal.sees("config.toml:7:1: read_onyl: there is no such key").sees("and 1 more");
    terminal.sees("groups, complete").sees("lictor config check tells all");
    terminal
        .press(":profile prod<enter>")
        .sees("config.toml:12:1: productoin: there is no such key")
        .press("q");
    assert_eq!(terminal.ends().code(), Some(0));
}

#[test]
fn the_console_asks_the_named_user_to_log_in_where_anothers_session_is_kept() {
    let site = Site::open(account(None));
    let shell = site.shell().with("LICTOR_PASSWORD", PASSWORD);
    shell.run(&["login", "--username", USERNAME]).works();
    let (config, state) = (shell.home().join("config"), shell.home().join("state"));
    let variables = [
        ("XDG_CONFIG_HOME", config.to_str().expect("a path")),
        ("XDG_STATE_HOME", state.to_str().expect("a path")),
        ("LICTOR_USERNAME", "ben"),
    ];
    let mut terminal = PseudoTerminal::start(&[], (80, 24), shell.home(), &variables);
    terminal.sees("Log in").sees("The session that is kept is anna's").sees("ben");
    // Whoever logs in here by hand is the one.
    terminal.press("<shift-tab><ctrl-u>anna<enter>").press(&format!("{PASSWORD}<enter>"));
    terminal.sees("groups, complete").press("q");
    assert_eq!((terminal.ends().code(), site.answered("login")), (Some(0), 2));
}
