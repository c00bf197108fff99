//! Secrets that files hold and commands print.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use fastrand::Rng;
use lictor::{
    domain::SecretSource,
    secrets::{SecretCommand, SecretFile},
};

use crate::{
    driver::Tally,
    mutation::{break_bytes, once_in, text},
};

/// What must not be told.
const SECRET: &str = "s3cr3t-of-anna";

fn bytes(rng: &mut Rng) -> Vec<u8> {
    let mut bytes = match rng.u8(..5) {
        0 => format!("\u{feff}{SECRET}\r\nmore"),
        1 => format!("\n{SECRET}"),
        2 => format!("{}{SECRET}{}", text(rng), text(rng)),
        3 if once_in(rng, 8) => SECRET.repeat(6_000),
        _ => format!("{SECRET}\n"),
    }
    .into_bytes();
    (0..rng.usize(..3)).for_each(|_| break_bytes(rng, &mut bytes));
    bytes
}

/// What may be told of a source that gave none, and what it has to give otherwise.
fn check(tally: &mut Tally, source: &dyn SecretSource, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let line =
        text.trim_start_matches('\u{feff}').split('\n').next().unwrap_or_default().trim_end_matches('\r');
    match source.secret() {
        Ok(secret) => {
            tally.count("a secret");
            assert!(!secret.expose().trim().is_empty(), "a secret of nothing");
            assert_eq!(secret.expose(), line, "another secret than the first line");
        }
        Err(told) => {
            tally.count("no secret");
            assert!(!told.contains(SECRET), "{told}");
            let is_right = std::str::from_utf8(bytes).is_ok() && bytes.len() <= 64 * 1024;
            assert!(!is_right || line.trim().is_empty(), "{told}, but there is {line:?}");
        }
    }
}

pub(super) fn of_a_file(rng: &mut Rng, tally: &mut Tally, place: &Path) {
    let path = place.join("secret");
    let bytes = bytes(rng);
    fs::write(&path, &bytes).expect("written");
    let mode = if once_in(rng, 8) { 0o644 } else { 0o600 };
    fs::set_permissions(&path, PermissionsExt::from_mode(mode)).expect("a mode");
    let source = SecretFile::new(path);
    if mode == 0o600 {
        check(tally, &source, &bytes);
    } else {
        let told = source.secret().expect_err("others can read it");
        assert!(!told.contains(SECRET), "{told}");
    }
}

pub(super) fn of_a_command(rng: &mut Rng, tally: &mut Tally, place: &Path) {
    let path = place.join("printed");
    let bytes = bytes(rng);
    fs::write(&path, &bytes).expect("written");
    tally.count("a command");
    let words = ["cat".to_owned(), path.display().to_string()];
    check(tally, &SecretCommand::new(words.to_vec()), &bytes);
}
