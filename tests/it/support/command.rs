//! The binary as a shell runs it: arguments and variables in; exit code, standard output and standard error out.

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

use lictor::{
    domain::{Scope, ScopeKind},
    sandbox::{DEFAULT_TOKEN, INSTANCE, Options, Sandbox, first_group},
};
use serde_json::Value;
use tempfile::TempDir;

/// How a command ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Insists on an exit code, and on a text on standard error.
    #[track_caller]
    pub(crate) fn fails(&self, code: i32, text: &str) -> &Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        assert!(self.stderr.contains(text), "{text:?} is not said: {self:#?}");
        self
    }

    /// Insists on success; standard output.
    #[track_caller]
    pub(crate) fn works(&self) -> &str {
        assert_eq!(self.code, Some(0), "{self:#?}");
        &self.stdout
    }

    /// Insists on success; standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(self.works()).expect("JSON")
    }

    /// Insists that nothing was printed as data.
    #[track_caller]
    pub(crate) fn prints_nothing(&self) -> &Self {
        assert_eq!(self.stdout, "", "{self:#?}");
        self
    }
}

/// A shell with a home and variables of its own, and nothing else.
pub(crate) struct Shell {
    home: TempDir,
    variables: Vec<(String, String)>,
}

impl Shell {
    /// A shell in which nothing is configured.
    pub(crate) fn bare() -> Self {
        let home = tempfile::tempdir().expect("a home");
        Self { home, variables: Vec::new() }
    }

    /// A shell in which a server is configured, and its first group as the scope.
    pub(crate) fn at(url: &str) -> Self {
        let group = Scope { kind: ScopeKind::Groups, uuid: first_group() };
        Self::bare()
            .with("LICTOR_URL", url)
            .with("LICTOR_INSTANCE", INSTANCE)
            .with("LICTOR_TOKEN", DEFAULT_TOKEN)
            .with("LICTOR_SCOPE", &group.to_string())
    }

    /// With one more variable, or another value for it.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Writes the configuration file.
    pub(crate) fn configure(&self, text: &str) {
        let directory = self.home.path().join("config/lictor");
        fs::create_dir_all(&directory).expect("a directory");
        fs::write(directory.join("config.toml"), text).expect("a file");
    }

    /// Its variables.
    pub(crate) fn variables(&self) -> Vec<(&str, &str)> {
        self.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// Its home.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// The command, not yet run.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lictor"));
        command
            .args(arguments)
            .env_clear()
            .env("HOME", self.home.path())
            .env("XDG_CONFIG_HOME", self.home.path().join("config"))
            .env("XDG_STATE_HOME", self.home.path().join("state"))
            .env("LANG", "C.UTF-8")
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        run(self.command(arguments), "")
    }

    /// Runs a command with a text on its standard input.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Run {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped());
        run(command, input)
    }
}

fn run(mut command: Command, input: &str) -> Run {
    let mut child = command.spawn().expect("the binary starts");
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(input.as_bytes()).expect("the input is taken");
    }
    let output = child.wait_with_output().expect("the binary ends");
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).expect("text"),
        stderr: String::from_utf8(output.stderr).expect("text"),
    }
}

/// A shell and the sandbox that it is configured for.
pub(crate) struct Lab {
    pub(crate) sandbox: Sandbox,
    pub(crate) shell: Shell,
}

impl Lab {
    pub(crate) fn open() -> Self {
        Self::with(Options::default())
    }

    pub(crate) fn with(options: Options) -> Self {
        let sandbox = Sandbox::start(options).expect("a sandbox");
        let shell = Shell::at(&sandbox.url());
        Self { sandbox, shell }
    }

    pub(crate) fn with_faults(faults: &str) -> Self {
        Self::with(Options { faults: faults.parse().expect("faults"), ..Options::default() })
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.shell.run(arguments)
    }
}
