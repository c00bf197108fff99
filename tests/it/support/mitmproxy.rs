//! A proxy that others wrote: mitmproxy, where it is installed.

use std::{
    io::{BufRead, BufReader, ErrorKind},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Stdio},
};

use tempfile::TempDir;

/// A running proxy. It ends when dropped.
pub(crate) struct Mitmproxy {
    child: Child,
    address: String,
    directory: TempDir,
    output: BufReader<ChildStdout>,
}

impl Mitmproxy {
    /// Starts mitmproxy on a free port; `authority` is whom it trusts itself. None, with the reason on standard error, where it is not installed.
    pub(crate) fn start(arguments: &[&str], authority: &str) -> Option<Self> {
        let directory = tempfile::tempdir().expect("a directory");
        let trusted = directory.path().join("upstream.pem");
        std::fs::write(&trusted, authority).expect("a file");
        let child = Command::new("mitmdump")
            .args(["--listen-host", "127.0.0.1", "--listen-port", "0"])
            .args(["--set", &format!("confdir={}", directory.path().display())])
            .args(["--set", &format!("ssl_verify_upstream_trusted_ca={}", trusted.display())])
            .args(arguments)
            .env("PYTHONUNBUFFERED", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = match child {
            Ok(child) => child,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                eprintln!("skipped: mitmdump is not installed (apt-get install mitmproxy)");
                return None;
            }
            Err(error) => panic!("mitmdump does not start: {error}"),
        };
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        let mut line = String::new();
        while !line.contains("listening at") {
            line.clear();
            let read = output.read_line(&mut line).expect("a line");
            assert!(read > 0, "mitmdump ended before it listened");
        }
        let address = line.trim().rsplit([' ', '/']).next().expect("an address").to_owned();
        Some(Self { child, address, directory, output })
    }

    /// Host and port.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Whom clients have to trust: the proxy signs what it shows them.
    pub(crate) fn authority(&self) -> PathBuf {
        self.directory.path().join("mitmproxy-ca-cert.pem")
    }

    /// Ends it; what it told of the requests that it passed on.
    pub(crate) fn finish(mut self) -> String {
        use std::io::Read;
        let _ = self.child.kill();
        let mut told = String::new();
        self.output.read_to_string(&mut told).expect("text");
        told
    }
}

impl Drop for Mitmproxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
