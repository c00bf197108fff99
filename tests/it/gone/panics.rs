//! What a panic leaves.

use std::{fs, os::unix::fs::PermissionsExt};

use super::support::{Place, edit, take_up};

#[test]
fn a_panic_over_a_form_gives_the_terminal_back_writes_a_report_and_keeps_what_was_typed() {
    let place = Place::new();
    let mut terminal = place.run(&[env!("CARGO_BIN_EXE_lictor")], &[("LICTOR_TEST_PANIC", "ctrl-x")]);
    edit(&mut terminal, "Half typed");
    terminal.press("<ctrl-x>");
    assert_eq!(terminal.ends().code(), Some(101));
    assert!(terminal.is_restored());
    let screen = terminal.screen();
    assert!(screen.contains("a panic that was asked for") && screen.contains("panic-"), "{screen}");
    let state = place.home().join(".local/state/lictor");
    let entries = fs::read_dir(state).expect("the state").map(|entry| entry.expect("an entry").path());
    let is_report = |path: &std::path::PathBuf| path.to_string_lossy().contains("/panic-");
    let reports: Vec<_> = entries.filter(is_report).collect();
    let [report] = reports.as_slice() else { panic!("{reports:?}") };
    assert_eq!(fs::metadata(report).expect("a report").permissions().mode() & 0o777, 0o600);
    let report = fs::read_to_string(report).expect("a report");
    for part in ["a panic that was asked for", "src/runtime/console.rs", "lictor::runtime::"] {
        assert!(report.contains(part), "{part} is not in\n{report}");
    }
    assert!(place.drafts.hold("Half typed"));
    take_up(&mut place.console(), "Half typed");
}
