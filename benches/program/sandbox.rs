//! The sandbox, in a process of its own, and what a program needs to reach it.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// The binary that is measured: built as it is released.
pub(crate) const LICTOR: &str = env!("CARGO_BIN_EXE_lictor");

pub(crate) struct Sandbox {
    process: Child,
    url: String,
    home: tempfile::TempDir,
    rows: u32,
}

impl Sandbox {
    pub(crate) fn start(rows: u32, faults: &str) -> Self {
        let mut command = Command::new(LICTOR);
        command.args(["sandbox", "--licenses", &rows.to_string()]);
        if !faults.is_empty() {
            command.args(["--faults", faults]);
        }
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the sandbox");
        let mut line = String::new();
        let output = process.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("its first line");
        let url = line.trim().strip_prefix("listening on ").expect("where it listens").to_owned();
        Self { process, url, home: tempfile::tempdir().expect("a home"), rows }
    }

    pub(crate) fn rows(&self) -> u32 {
        self.rows
    }

    /// The host and the port.
    pub(crate) fn authority(&self) -> &str {
        self.url.strip_prefix("http://").expect("plain HTTP")
    }

    /// The path of the licenses of the group that has them all.
    pub(crate) fn path() -> String {
        format!("/api/v01/draas/sandbox/groups/{}/customer_licenses", lictor::sandbox::first_group())
    }

    /// What a program is told of where to connect.
    pub(crate) fn variables(&self) -> Vec<(&'static str, String)> {
        let home = self.home.path().display().to_string();
        vec![
            ("HOME", home),
            ("LICTOR_URL", self.url.clone()),
            ("LICTOR_INSTANCE", "sandbox".to_owned()),
            ("LICTOR_TOKEN", "sandbox-token".to_owned()),
            ("LICTOR_SCOPE", format!("groups/{}", lictor::sandbox::first_group())),
        ]
    }

    /// A command of the program without a screen.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(LICTOR);
        command.args(arguments).envs(self.variables());
        command
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
