//! A home, a server that stays, and consoles that come and go.

use std::path::{Path, PathBuf};

use lictor::sandbox::{self, Faults, Options, Sandbox};
use tempfile::TempDir;

use crate::support::{left_drafts::LeftDrafts, pseudo_terminal::PseudoTerminal};

pub(super) const SIZE: (u16, u16) = (80, 24);

/// What a test needs around its consoles.
pub(super) struct Place {
    home: TempDir,
    sandbox: Sandbox,
    pub(super) drafts: LeftDrafts,
}

impl Place {
    pub(super) fn new() -> Self {
        Self::with_faults("")
    }

    /// With a server that goes wrong.
    pub(super) fn with_faults(faults: &str) -> Self {
        let home = tempfile::tempdir().expect("a home");
        let faults = if faults.is_empty() { Faults::default() } else { faults.parse().expect("faults") };
        let database = Some(home.path().join("sandbox.db"));
        let sandbox = Sandbox::start(Options { faults, database, ..Options::default() }).expect("a server");
        sandbox.wait_until_seeded().expect("a server with licenses");
        let drafts = LeftDrafts::at(home.path());
        Self { home, sandbox, drafts }
    }

    pub(super) fn home(&self) -> &Path {
        self.home.path()
    }

    /// What leads a console to the licenses of the first group.
    pub(super) fn variables(&self) -> Vec<(&'static str, String)> {
        vec![
            ("LICTOR_URL", self.sandbox.url()),
            ("LICTOR_INSTANCE", sandbox::INSTANCE.to_owned()),
            ("LICTOR_TOKEN", sandbox::DEFAULT_TOKEN.to_owned()),
            ("LICTOR_SCOPE", format!("groups/{}", sandbox::first_group())),
        ]
    }

    /// A program in a terminal, with these variables and others.
    pub(super) fn run(&self, program: &[&str], others: &[(&str, &str)]) -> PseudoTerminal {
        let variables = self.variables();
        let variables = variables.iter().map(|(name, value)| (*name, value.as_str()));
        let variables: Vec<_> = variables.chain(others.iter().copied()).collect();
        PseudoTerminal::run(program, SIZE, self.home(), &variables)
    }

    /// A console.
    pub(super) fn console(&self) -> PseudoTerminal {
        self.run(&[env!("CARGO_BIN_EXE_lictor")], &[])
    }

    /// A console in the middle of an edit.
    pub(super) fn editing(&self, name: &str) -> PseudoTerminal {
        let mut terminal = self.console();
        edit(&mut terminal, name);
        terminal
    }

    /// The name that the server holds of a license.
    pub(super) fn stored_name(&self, id: i64) -> String {
        let query = "SELECT name FROM license WHERE id = ?1";
        self.database().query_row(query, [id], |row| row.get(0)).expect("a license")
    }

    pub(super) fn database(&self) -> rusqlite::Connection {
        let file: PathBuf = self.home().join("sandbox.db");
        rusqlite::Connection::open(file).expect("the database")
    }
}

/// Types a name into the form of the first license, on a console that opens on the table.
pub(super) fn edit(terminal: &mut PseudoTerminal, name: &str) {
    terminal.sees("100 read").press("e").sees("Edit license").press(&format!("<ctrl-u>{name}"));
    terminal.sees("saves 1 field").sees(name);
}

/// Takes the draft up that the console offers, and finds the form as it was.
pub(super) fn take_up(terminal: &mut PseudoTerminal, name: &str) {
    terminal.sees("Draft kept: edit license 1 (").sees("Take it up?").press("y");
    terminal.sees("Edit license").sees(name).sees("saves 1 field");
}
