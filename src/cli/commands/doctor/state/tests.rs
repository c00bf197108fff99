use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::cli::commands::doctor::Verdict;

fn make(path: &Path, mode: u32) {
    fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
    fs::write(path, "x").expect("a file");
    set(path, mode);
}

fn set(path: &Path, mode: u32) {
    fs::set_permissions(path, PermissionsExt::from_mode(mode)).expect("a mode");
}

#[test]
fn a_state_that_is_its_owners_only_or_not_there_yet_is_well() {
    let home = tempfile::tempdir().expect("a home");
    let directory = home.path().join("state/lictor");
    assert!(checks(&directory).is_empty());
    assert!(!home.path().join("state").exists(), "looking makes nothing");
    make(&directory.join("sessions/lab.json"), 0o600);
    set(&directory, 0o700);
    set(&directory.join("sessions"), 0o700);
    assert!(checks(&directory).is_empty());
    assert_eq!(fs::read_dir(&directory).expect("a directory").count(), 1, "nothing is left behind");
}

#[test]
fn what_is_open_to_others_is_named_with_the_command_that_mends_it() {
    let home = tempfile::tempdir().expect("a home");
    let directory = home.path().join("lictor");
    make(&directory.join("sessions/lab.json"), 0o640);
    make(&directory.join("journal.jsonl"), 0o644);
    set(&directory, 0o755);
    set(&directory.join("sessions"), 0o700);
    let checks = checks(&directory);
    let found: Vec<(Verdict, &str)> =
        checks.iter().map(|check| (check.result, check.advice.as_str())).collect();
    let path = |name: &str| directory.join(name).display().to_string();
    assert_eq!(
        found,
        [
            (Verdict::Doubtful, format!("mend it with: chmod 700 {}", directory.display()).as_str()),
            (Verdict::Doubtful, format!("mend it with: chmod 600 {}", path("journal.jsonl")).as_str()),
            (Verdict::Ill, format!("mend it with: chmod 600 {}", path("sessions/lab.json")).as_str()),
        ]
    );
}

#[test]
fn a_state_that_cannot_be_kept_is_told() {
    let home = tempfile::tempdir().expect("a home");
    make(&home.path().join("state"), 0o600);
    let directory = home.path().join("state/lictor");
    let checks = checks(&directory);
    let [only] = &checks[..] else { panic!("{checks:?}") };
    assert!(only.result == Verdict::Doubtful && only.detail.contains("cannot be written"), "{only}");
    assert!(only.advice.starts_with("mend it with: mkdir -p -m 700 "), "{only}");
}
