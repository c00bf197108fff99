//! The static binary, where `LICTOR_STATIC` names it: in a root directory that holds it and certificates of authorities,
//! and nothing else. Needs root, for `chroot`.

use std::{env, fs, path::PathBuf, process::Command};

use lictor::sandbox::{DEFAULT_TOKEN, INSTANCE, Options, Sandbox, Tls, first_group};
use tempfile::TempDir;

use crate::support::{pseudo_terminal::PseudoTerminal, secure::Authority};

/// A root directory with nothing but the binary in it; none, with the reason on standard error, where there is none.
fn empty_root() -> Option<TempDir> {
    let Some(binary) = env::var_os("LICTOR_STATIC").map(PathBuf::from) else {
        eprintln!("skipped: LICTOR_STATIC names no binary; packaging/check builds one");
        return None;
    };
    let root = tempfile::tempdir().expect("a directory");
    fs::copy(binary, root.path().join("lictor")).expect("the binary");
    Some(root)
}

#[test]
fn the_static_binary_opens_the_console_in_an_empty_root() {
    let Some(root) = empty_root() else { return };
    let path = root.path().to_str().expect("a path");
    let program = ["/usr/sbin/chroot", path, "/lictor", "demo"];
    let mut terminal = PseudoTerminal::run(&program, (80, 24), root.path(), &[]);
    terminal.sees("4 groups, complete").press("<enter>").sees("100 read, more on the server").press("e");
    terminal.sees("Edit license").press("!<ctrl-s>").sees("saved license ").press("q");
    assert!(terminal.ends().success());
    assert!(terminal.is_restored());
}

#[test]
fn with_the_certificates_of_authorities_it_trusts_whom_they_have_signed() {
    let Some(root) = empty_root() else { return };
    let authority = Authority::new("Roots of the test");
    let leaf = authority.sign("localhost");
    let tls = Tls {
        certificate: leaf.certificate.clone().into_bytes(),
        key: leaf.key.serialize_pem().into_bytes(),
        client_authorities: None,
    };
    let sandbox =
        Sandbox::start(Options { licenses: 7, tls: Some(tls), ..Options::default() }).expect("a sandbox");
    let url = sandbox.url().replace("127.0.0.1", "localhost");
    let list = || {
        let mut command = Command::new("/usr/sbin/chroot");
        command.arg(root.path()).args([
            "/lictor",
            "list",
            "-o",
            "jsonl",
            "--url",
            &url,
            "--instance",
            INSTANCE,
        ]);
        command.args(["--scope", &format!("groups/{}", first_group())]);
        command.env_clear().env("LICTOR_TOKEN", DEFAULT_TOKEN).env("HOME", "/").output().expect("it runs")
    };
    // There is no resolver in an empty root, but for what this file says.
    fs::create_dir_all(root.path().join("etc/ssl/certs")).expect("a directory");
    fs::write(root.path().join("etc/hosts"), "127.0.0.1 localhost\n").expect("a file");
    let distrusting = list();
    assert_eq!(distrusting.status.code(), Some(7), "{distrusting:?}");
    fs::write(root.path().join("etc/ssl/certs/ca-certificates.crt"), authority.pem()).expect("the roots");
    let trusting = list();
    assert_eq!(String::from_utf8_lossy(&trusting.stdout).lines().count(), 7, "{trusting:?}");
}
