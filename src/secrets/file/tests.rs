use std::os::unix::fs::PermissionsExt;

use tempfile::TempDir;

use super::*;

fn secret_file(content: &[u8], mode: u32) -> (TempDir, SecretFile) {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("the token");
    fs::write(&path, content).expect("written");
    fs::set_permissions(&path, PermissionsExt::from_mode(mode)).expect("a mode");
    (directory, SecretFile::new(path))
}

fn refusal(content: &[u8], mode: u32) -> String {
    let (_directory, file) = secret_file(content, mode);
    let message = file.secret().expect_err("refused");
    assert!(!message.contains("s3cr3t"), "{message}");
    message
}

#[test]
fn the_first_line_is_the_secret() {
    for content in ["s3cr3t", "s3cr3t\n", "s3cr3t\r\nmore\n"] {
        let (_directory, file) = secret_file(content.as_bytes(), 0o600);
        assert_eq!(file.secret(), Ok("s3cr3t".into()), "{content:?}");
    }
}

#[test]
fn a_secret_with_a_byte_order_mark_or_another_systems_line_end_is_as_without() {
    for content in ["\u{feff}s3cr3t", "\u{feff}s3cr3t\r\n", "s3cr3t\r\n", "s3cr3t\r", "s3cr3t\r\r\nmore"] {
        let (_directory, file) = secret_file(content.as_bytes(), 0o600);
        assert_eq!(file.secret(), Ok("s3cr3t".into()), "{content:?}");
        assert_eq!(secret_of_input(content.as_bytes()), Ok("s3cr3t".into()), "{content:?}");
    }
    assert!(refusal("\u{feff}\r\n".as_bytes(), 0o600).contains("is empty"));
}

#[test]
fn what_is_no_secret_on_standard_input_is_refused() {
    let refusal = |content: &[u8]| secret_of_input(content).expect_err("refused");
    assert!(refusal(b"").contains("no secret"));
    assert!(refusal(b"\r\ns3cr3t").contains("no secret"));
    assert!(refusal(b"s3cr3t\xff").contains("not UTF-8"));
    assert!(refusal("s3cr3t".repeat(20_000).as_bytes()).contains("too much"));
}

#[test]
fn a_file_that_others_can_read_is_refused_with_what_mends_it() {
    for mode in [0o640, 0o604, 0o644] {
        let message = refusal(b"s3cr3t", mode);
        assert!(message.contains("can be read by others") && message.contains("chmod 600 '"), "{message}");
    }
}

#[test]
fn what_is_no_secret_is_refused() {
    assert!(refusal(b"", 0o600).contains("is empty"));
    assert!(refusal(b"\ns3cr3t", 0o600).contains("is empty"));
    assert!(refusal(b"s3cr3t\xff", 0o600).contains("not UTF-8"));
    assert!(refusal("s3cr3t".repeat(20_000).as_bytes(), 0o600).contains("too large"));
    let directory = tempfile::tempdir().expect("a directory");
    let at = |path: &Path| SecretFile::new(path.to_owned()).secret().expect_err("refused");
    assert!(at(directory.path()).contains("is not a file"));
    assert!(at(&directory.path().join("nothing")).contains("cannot be read"));
}
