//! Programs that others wrote, where they are installed, on a file with the same rows.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::sandbox::Sandbox;

/// A program that shows a table or a file.
pub(crate) struct Peer {
    pub(crate) name: &'static str,
    program: PathBuf,
    arguments: Vec<String>,
    /// What it shows when it is there.
    pub(crate) ready: &'static str,
    /// Whether it moves by `j`.
    pub(crate) moves: bool,
}

impl Peer {
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        command
    }
}

/// The rows of a sandbox as a file, and the programs that can show it.
pub(crate) struct Peers {
    _directory: tempfile::TempDir,
    pub(crate) all: Vec<Peer>,
}

impl Peers {
    pub(crate) fn on_the_rows_of(sandbox: &Sandbox) -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("licenses.csv");
        let output = sandbox.command(&["list", "--output", "csv"]).output().expect("the rows");
        fs::write(&file, output.stdout).expect("a file");
        let collection = directory.path().join("slumber.yml");
        fs::write(&collection, "requests:\n  list:\n    method: GET\n    url: http://127.0.0.1/licenses\n")
            .expect("a file");
        let text = |path: &Path| path.display().to_string();
        let peers = [
            ("less", vec!["-S".to_owned(), text(&file)], "id,sku", true),
            ("csvlens", vec![text(&file)], "sku", true),
            ("slumber", vec!["--file".to_owned(), text(&collection)], "list", false),
        ];
        let all = peers.into_iter().filter_map(|(name, arguments, ready, moves)| {
            Some(Peer { name, program: found(name)?, arguments, ready, moves })
        });
        Self { all: all.collect(), _directory: directory }
    }
}

fn found(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|directory| directory.join(name)).find(|path| path.is_file())
}
