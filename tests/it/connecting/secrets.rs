//! Nothing that is secret is written anywhere: not on the screen, in logs, in messages, in files, in panics.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use lictor::{
    domain::SessionKeeper,
    sandbox::{Account, SecondFactor},
    secrets::SessionStore,
};

use super::support::{CODE, PASSWORD, Site, USERNAME, account, group};
use crate::support::{command::Shell, pseudo_terminal::PseudoTerminal};

/// All files below a directory.
fn files(directory: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// What is written, text by text, and what must not be in it.
struct Search {
    secrets: Vec<String>,
    texts: Vec<(String, String)>,
}

impl Search {
    fn new() -> Self {
        Self { secrets: vec![PASSWORD.to_owned(), CODE.to_owned()], texts: Vec::new() }
    }

    fn add(&mut self, what: impl Into<String>, text: impl Into<String>) {
        self.texts.push((what.into(), text.into()));
    }

    fn run(&mut self, shell: &Shell, arguments: &[&str]) {
        let run = shell.run(arguments);
        self.add(format!("{arguments:?}"), format!("{}\n{}", run.stdout, run.stderr));
    }

    /// The tokens of the session that is kept.
    fn add_tokens(&mut self, site: &Site, shell: &Shell) {
        let store = SessionStore::new(Some("lab"), &site.sandbox.url(), &shell.home().join("state/lictor"));
        let tokens = store.load().expect("a keeper").expect("a session").tokens;
        self.secrets.push(tokens.access.expose().to_owned());
        self.secrets.extend(tokens.refresh.map(|refresh| refresh.expose().to_owned()));
    }

    /// Every file of the home. A session that is kept in a file is where it belongs, and its owner's only.
    fn add_files(&mut self, home: &Path) {
        for path in files(home) {
            if path.parent().is_some_and(|parent| parent.ends_with("sessions")) {
                assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o077, 0);
            } else {
                let bytes = fs::read(&path).expect("a file");
                self.add(path.display().to_string(), String::from_utf8_lossy(&bytes));
            }
        }
    }

    #[track_caller]
    fn finds_nothing(&self) {
        assert!(self.secrets.len() >= 4 && self.texts.len() >= 3, "too little was looked at");
        for (what, text) in &self.texts {
            for secret in &self.secrets {
                assert!(!text.contains(secret.as_str()), "{what} holds {secret}:\n{text}");
            }
        }
    }
}

#[test]
fn commands_write_no_secret() {
    let site = Site::open(account(Some(SecondFactor::Email)));
    let shell = site.shell_with(&format!("scope = \"{}\"", group()));
    let mut search = Search::new();
    search.run(&shell, &["login", "-v", "--username", USERNAME]);
    let shell =
        shell.with("LICTOR_PASSWORD", PASSWORD).with("LICTOR_CODE", "000000").with("RUST_LOG", "trace");
    search.run(&shell, &["login", "-v", "--username", USERNAME]);
    let shell = shell.with("LICTOR_CODE", CODE);
    search.run(&shell, &["login", "-v", "--username", USERNAME]);
    search.add_tokens(&site, &shell);
    search.run(&shell, &["whoami", "-v", "-o", "json"]);
    search.run(&shell, &["list", "-v", "--limit", "1"]);
    search.run(&shell, &["update", "1", "--name", "Changed", "--reason", "a ticket", "-v"]);
    search.run(&shell, &["history", "-o", "json"]);
    search.run(&shell, &["config", "show", "-o", "json"]);
    search.run(&shell, &["doctor", "-v"]);
    search.run(&shell, &["doctor", "-o", "json"]);
    site.sandbox.expire_access();
    search.run(&shell, &["list", "-v", "--limit", "1"]);
    search.add_tokens(&site, &shell);
    site.sandbox.end_sessions();
    let shell = shell.with("LICTOR_PASSWORD", "");
    search.run(&shell, &["list", "-v"]);
    search.run(&shell, &["logout", "-v"]);
    search.add_files(shell.home());
    assert!(
        search.texts.iter().any(|(what, _)| what.ends_with("journal.jsonl")),
        "the journal was not looked at"
    );
    search.finds_nothing();
}

#[test]
fn the_console_writes_no_secret_not_even_in_a_panic() {
    let site = Site::open(Account { code: Some(CODE.to_owned()), ..account(Some(SecondFactor::Totp)) });
    let shell = site.shell_with(&format!("username = \"{USERNAME}\""));
    let mut search = Search::new();
    let home = shell.home().to_owned();
    let (config, state) = (home.join("config"), home.join("state"));
    let variables = [
        ("XDG_CONFIG_HOME", config.to_str().expect("a path")),
        ("XDG_STATE_HOME", state.to_str().expect("a path")),
        ("RUST_BACKTRACE", "full"),
    ];
    let mut terminal = PseudoTerminal::start(&["-v"], (80, 24), &home, &variables);
    terminal.sees("Log in").press(&format!("{PASSWORD}<enter>")).sees("Second factor");
    terminal.press(&format!("{CODE}<enter>")).sees("groups, complete").press("<enter>").sees("100 read");
    search.add("the screen", terminal.screen());
    terminal.press("q");
    assert_eq!(terminal.ends().code(), Some(0));
    search.add("the terminal", String::from_utf8_lossy(&terminal.bytes()));
    search.add_tokens(&site, &shell);
    let variables: Vec<_> = variables.into_iter().chain([("LICTOR_TEST_PANIC", "1")]).collect();
    let mut terminal = PseudoTerminal::start(&["-v"], (80, 24), &home, &variables);
    assert_eq!(terminal.ends().code(), Some(101));
    search.add("the panic", String::from_utf8_lossy(&terminal.bytes()));
    search.add_files(&home);
    search.finds_nothing();
}
