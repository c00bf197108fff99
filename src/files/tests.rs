use std::os::unix::fs::{PermissionsExt, symlink};

use super::*;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").permissions().mode() & 0o777
}

#[test]
fn a_file_is_replaced_whole_and_is_its_owners_only() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("new/file");
    replace(&path, b"one").expect("written");
    replace(&path, b"two").expect("written");
    assert_eq!(fs::read(&path).expect("a file"), b"two");
    assert_eq!((mode(&path), mode(path.parent().expect("a directory"))), (0o600, 0o700));
    assert_eq!(fs::read_dir(path.parent().expect("a directory")).expect("a directory").count(), 1);
}

#[test]
fn a_link_stays_a_link() {
    let directory = tempfile::tempdir().expect("a directory");
    let (target, link) = (directory.path().join("kept/file"), directory.path().join("link"));
    replace(&target, b"one").expect("written");
    symlink(&target, &link).expect("a link");
    replace(&link, b"two").expect("written");
    assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
    assert_eq!(fs::read(&target).expect("a file"), b"two");
}

#[test]
fn what_is_appended_comes_behind() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("new/log");
    for line in ["one\n", "two\n"] {
        append(&path).expect("opened").write_all(line.as_bytes()).expect("written");
    }
    assert_eq!((fs::read_to_string(&path).expect("a file").as_str(), mode(&path)), ("one\ntwo\n", 0o600));
}
