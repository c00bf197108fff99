//! A new user's path: every command that stands in a block of the README and of the other documents is typed into a shell of
//! an account in which nothing is configured. Only names that stand for the user's own are put in.

use std::{fs, path::Path};

use lictor::sandbox::{DEFAULT_TOKEN, Options, Sandbox, seed_scopes};

use crate::support::pseudo_terminal::PseudoTerminal;

/// Commands that are not typed, and why.
const NOT_TYPED: [(&str, &str); 4] = [
    ("cargo test", "it is what runs this"),
    ("cargo install --path .", "it builds the program that is used here"),
    ("packaging/", "packaging/check tries what these make"),
    ("sudo dpkg", "packaging/check installs the package"),
];

/// Commands that end otherwise than with 0, and how.
const ENDS: [(&str, i32); 1] = [("lictor compare groups/A groups/B ", 1)];

/// The lines of all shell blocks of a document, without their remarks.
fn lines(document: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(document)).expect(document);
    let blocks = text.split("```sh\n").skip(1).filter_map(|rest| rest.split("\n```").next());
    let lines =
        blocks.flat_map(str::lines).map(|line| line.split(" # ").next().unwrap_or(line).trim().to_owned());
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// Scopes of the sandbox in place of those that a document stands for.
fn with_own_names(line: &str, url: &str) -> String {
    let groups: Vec<String> = seed_scopes()
        .iter()
        .filter(|seed| seed.kind.word() == "groups")
        .map(|seed| format!("groups/{}", seed.uuid))
        .collect();
    line.replace("https://api.example.net", url)
        .replace("draas_v1", "sandbox")
        .replace(":8080", ":0")
        .replace("groups/UUID", &groups[0])
        .replace("groups/A", &groups[0])
        .replace("groups/B", &groups[1])
        .replace("cargo run --release -- ", "lictor ")
}

/// A shell in which nothing is configured, and how many lines it has taken.
struct Account {
    terminal: PseudoTerminal,
    count: usize,
    home: tempfile::TempDir,
}

impl Account {
    fn new() -> Self {
        let home = tempfile::tempdir().expect("a home");
        let program =
            Path::new(env!("CARGO_BIN_EXE_lictor")).parent().expect("a directory").display().to_string();
        let path = format!("{program}:/usr/bin:/bin");
        // The prompt tells how the last command ended, and how many there were.
        let variables = [("PATH", path.as_str()), ("PS1", "[$?:\\#]> "), ("HISTFILE", "")];
        let mut terminal =
            PseudoTerminal::run(&["bash", "--norc", "--noprofile", "-i"], (200, 60), home.path(), &variables);
        terminal.sees("[0:1]>").press(&format!("cd {}<enter>", home.path().display())).sees("[0:2]>");
        Self { terminal, count: 2, home }
    }

    /// Types a line, answers what it asks, and insists on how it ends.
    fn types(&mut self, line: &str, url: &str) {
        let typed = with_own_names(line, url);
        self.terminal.type_text(&typed).press("<enter>");
        if line.starts_with("read -rs") {
            self.terminal.waits_for_a_hidden_line().type_text(DEFAULT_TOKEN).press("<enter>");
        } else if line.starts_with("cargo run") || line.starts_with("lictor demo") {
            self.terminal
                .sees("groups, complete")
                .press("<enter>")
                .sees("Licenses")
                .sees("DESCRIPTION")
                .press("q");
        } else if line.starts_with("lictor sandbox") {
            self.terminal.sees("listening on http").press("<ctrl-c>");
        } else if line.starts_with("lictor apply") {
            self.terminal.sees("[y/N]");
            self.terminal.press("y<enter>");
        }
        self.count += 1;
        let expected = ENDS.iter().find(|(known, _)| format!("{line} ").starts_with(known));
        let code = expected.map_or(0, |(_, code)| *code);
        let prompt = format!(":{}]> ", self.count);
        self.terminal.waits_until(|screen| screen.contains(prompt.trim_end()));
        let screen = self.terminal.screen();
        assert!(screen.contains(format!("[{code}{prompt}").trim_end()), "{line}\nended otherwise:\n{screen}");
        self.terminal.press("<ctrl-l>");
    }
}

#[test]
fn every_command_of_the_documents_does_what_it_says() {
    let sandbox = Sandbox::start(Options::default()).expect("a sandbox");
    let mut documents = vec!["README.md".to_owned()];
    let directory = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")).expect("the documents");
    let paths = directory.filter_map(|entry| Some(entry.ok()?.path()));
    let pages = paths.filter(|path| path.extension().is_some_and(|end| end == "md"));
    documents.extend(pages.map(|path| path.display().to_string()));
    let mut typed = 0;
    for document in documents {
        let mut account = Account::new();
        for line in lines(&document) {
            if NOT_TYPED.iter().any(|(known, _)| line.starts_with(known)) {
                continue;
            }
            account.types(&line, &sandbox.url());
            typed += 1;
        }
        drop(account.home);
    }
    assert!(typed > 20, "only {typed} commands were found");
}
