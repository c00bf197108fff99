use std::{fs, os::unix::fs::PermissionsExt, thread};

use tempfile::TempDir;

use super::*;
use crate::domain::{Cause, OperationKind, ScopeKind, Status};

fn state() -> TempDir {
    tempfile::tempdir().expect("a directory")
}

fn journal(state: &TempDir) -> FileJournal {
    let whereabouts = Whereabouts {
        origin: "https://lab.example".into(),
        instance: "i".into(),
        profile: Some("lab".into()),
        account: Some("anna".into()),
    };
    FileJournal::new(state.path(), whereabouts)
}

fn scope() -> Scope {
    Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(1) }
}

fn image(name: &str) -> Image {
    let (name, sku) = (name.to_owned(), "S-7".to_owned());
    Image { id: Some(LicenseId(7)), name, description: None, sku, status: Status::Enabled }
}

fn intent() -> Intent {
    Intent {
        request: Uuid::from_u128(9),
        scope: scope(),
        operation: OperationKind::Update,
        before: Some(image("A")),
        after: Some(image("B")),
        cause: Cause { reason: Some("ticket 12".into()), ..Cause::default() },
    }
}

fn text(state: &TempDir) -> String {
    fs::read_to_string(state.path().join("journal.jsonl")).expect("a journal")
}

fn write(state: &TempDir, text: &str) {
    fs::write(state.path().join("journal.jsonl"), text).expect("a journal");
}

fn findings(state: &TempDir) -> Vec<String> {
    FileJournal::verify(state.path()).expect("a journal")
}

/// A journal of three writes.
fn three(state: &TempDir) -> FileJournal {
    let journal = journal(state);
    for _ in 0..3 {
        let entry = journal.begin(&intent()).expect("noted");
        journal.end(entry, &Outcome::Done { id: None }).expect("noted");
    }
    journal
}

#[test]
fn an_entry_tells_everything_of_its_write() {
    let state = state();
    let journal = journal(&state);
    let entry = journal.begin(&intent()).expect("noted");
    assert_eq!(entry, EntryId(1));
    let begun = journal.entries().expect("entries").remove(0);
    assert_eq!((begun.result, begun.under_way), (Standing::Unknown, true));
    journal.end(entry, &Outcome::Refused { reason: "no".into() }).expect("noted");
    let entry = journal.entries().expect("entries").remove(0);
    assert_eq!(
        (entry.result, entry.detail.as_deref(), entry.under_way),
        (Standing::Refused, Some("no"), false)
    );
    assert_eq!((entry.id, entry.sku.as_str(), entry.scope), (Some(LicenseId(7)), "S-7", scope()));
    assert_eq!((entry.profile.as_deref(), entry.account.as_deref()), (Some("lab"), Some("anna")));
    assert_eq!((entry.before, entry.after), (Some(image("A")), Some(image("B"))));
    assert_eq!(entry.reason.as_deref(), Some("ticket 12"));
    assert!(!entry.user.is_empty() && !entry.host.is_empty(), "{} at {}", entry.user, entry.host);
    assert!(entry.time.parse::<Timestamp>().is_ok() && entry.time.ends_with('Z'), "{}", entry.time);
}

#[test]
fn the_files_are_their_owners_only() {
    let state = state();
    three(&state);
    for name in ["journal.jsonl", "journal.head"] {
        let mode = fs::metadata(state.path().join(name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_write_of_a_program_that_was_killed_is_unsettled_and_one_under_way_is_not() {
    let state = state();
    let journal = journal(&state);
    let entry = journal.begin(&intent()).expect("noted");
    assert_eq!(journal.unsettled(scope()), Ok(Vec::new()), "it is under way");
    // Killed, it lets go of its lock.
    drop(journal);
    let later = super::tests::journal(&state);
    let open = later.unsettled(scope()).expect("entries");
    assert_eq!(open.iter().map(|open| open.entry).collect::<Vec<_>>(), [entry]);
    let elsewhere = Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(2) };
    assert_eq!(later.unsettled(elsewhere), Ok(Vec::new()));
    later.end(entry, &Outcome::NotDone { reason: "killed".into() }).expect("noted");
    assert_eq!(later.unsettled(scope()), Ok(Vec::new()));
    assert_eq!(text(&state).lines().count(), 2);
}

#[test]
fn an_unknown_outcome_stays_open_until_it_is_settled_with_one_more_line() {
    let state = state();
    let journal = journal(&state);
    let entry = journal.begin(&intent()).expect("noted");
    journal.end(entry, &Outcome::Unknown { reason: "lost".into() }).expect("noted");
    assert_eq!(journal.unsettled(scope()).expect("entries").len(), 1, "also for the program itself");
    journal.end(entry, &Outcome::Done { id: None }).expect("noted");
    assert_eq!(journal.unsettled(scope()), Ok(Vec::new()));
    assert_eq!(text(&state).lines().count(), 3);
    assert_eq!(journal.entries().expect("entries").remove(0).result, Standing::Done);
}

#[test]
fn a_journal_tells_only_of_its_own_server_and_instance() {
    let state = state();
    three(&state);
    let other = FileJournal::new(
        state.path(),
        Whereabouts { origin: "https://other.example".into(), ..Whereabouts::default() },
    );
    assert_eq!(other.entries(), Ok(Vec::new()));
    assert_eq!(FileJournal::all_entries(state.path()).expect("entries").len(), 3);
}

#[test]
fn many_programs_write_whole_lines_in_one_chain() {
    let state = state();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let journal = journal(&state);
                for _ in 0..25 {
                    let entry = journal.begin(&intent()).expect("noted");
                    journal.end(entry, &Outcome::Done { id: None }).expect("noted");
                }
            });
        }
    });
    assert_eq!(findings(&state), Vec::<String>::new());
    let entries = FileJournal::all_entries(state.path()).expect("entries");
    assert_eq!(entries.len(), 200);
    assert!(entries.iter().all(|entry| entry.result == Standing::Done));
}

#[test]
fn none_and_a_whole_one_have_no_findings() {
    let state = state();
    assert_eq!(findings(&state), Vec::<String>::new());
    three(&state);
    assert_eq!(findings(&state), Vec::<String>::new());
}

#[test]
fn an_edited_line_shows() {
    let state = state();
    three(&state);
    let edited = text(&state).replacen("ticket 12", "ticket 13", 1);
    write(&state, &edited);
    assert_eq!(findings(&state), ["line 1 was edited"]);
}

#[test]
fn a_line_that_was_edited_and_sealed_anew_shows_in_the_next() {
    let state = state();
    three(&state);
    let text = text(&state);
    let lines: Vec<&str> = text.lines().collect();
    let (mut first, _) = line::open(lines[0]).expect("a line");
    first.time = "2020-01-01T00:00:00Z".into();
    let (forged, _) = first.sealed().expect("a line");
    write(&state, &text.replacen(lines[0], &forged, 1));
    assert_eq!(findings(&state), ["line 2: lines before it were cut, edited or moved"]);
}

#[test]
fn cut_and_moved_lines_show() {
    let state = state();
    three(&state);
    let whole = text(&state);
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let without = |gone: usize| {
        lines.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, line)| *line).collect::<String>()
    };
    write(&state, &without(2));
    assert_eq!(findings(&state)[0], "line 3: lines before it were cut, edited or moved");
    write(&state, &without(5));
    assert_eq!(findings(&state), ["lines are missing at the end: there were 6 of them"]);
    write(&state, "");
    assert_eq!(findings(&state), ["lines are missing at the end: there were 6 of them"]);
    fs::remove_file(state.path().join("journal.jsonl")).expect("removed");
    assert_eq!(findings(&state), ["lines are missing at the end: there were 6 of them"]);
    let mut moved = lines.clone();
    moved.swap(1, 2);
    write(&state, &moved.concat());
    assert!(findings(&state)[0].starts_with("line 2"), "{:?}", findings(&state));
}

#[test]
fn lines_that_were_cut_off_still_show_after_more_was_written() {
    let state = state();
    let journal = three(&state);
    let whole = text(&state);
    let cut: String = whole.split_inclusive('\n').take(4).collect();
    write(&state, &cut);
    let entry = journal.begin(&intent()).expect("noted");
    assert_eq!(entry, EntryId(7), "no number is given twice");
    assert_eq!(findings(&state), ["line 5: lines before it were cut, edited or moved"]);
}

#[test]
fn a_program_that_was_killed_before_it_told_the_end_leaves_a_whole_journal() {
    let state = state();
    let journal = three(&state);
    let head = state.path().join("journal.head");
    let before = fs::read(&head).expect("a head");
    let entry = journal.begin(&intent()).expect("noted");
    fs::write(&head, &before).expect("the head of before");
    assert_eq!(findings(&state), Vec::<String>::new());
    journal.end(entry, &Outcome::Done { id: None }).expect("noted");
    assert_eq!(findings(&state), Vec::<String>::new());
    fs::write(&head, &before).expect("the head of before");
    assert_eq!(journal.unsettled(scope()), Ok(Vec::new()));
    assert_eq!(journal.begin(&intent()), Ok(EntryId(9)));
}

#[test]
fn the_first_line_may_be_all_that_a_killed_program_leaves() {
    let state = state();
    let journal = journal(&state);
    journal.begin(&intent()).expect("noted");
    let head = state.path().join("journal.head");
    fs::remove_file(&head).expect("removed");
    assert_eq!(findings(&state), Vec::<String>::new());
    journal.begin(&intent()).expect("noted");
    fs::remove_file(&head).expect("removed");
    assert!(findings(&state)[0].contains("journal.head is missing"));
}

#[test]
fn a_torn_line_stays_is_named_and_the_chain_goes_on() {
    let state = state();
    let journal = three(&state);
    let whole = text(&state);
    write(&state, &format!("{whole}{{\"line\":7,\"ti"));
    let entry = journal.begin(&intent()).expect("noted");
    assert_eq!(entry, EntryId(8));
    assert_eq!(findings(&state), ["line 7 is broken, or not whole"]);
    assert_eq!(journal.entries().expect("entries").len(), 4);
}

#[test]
fn whatever_stands_in_the_file_it_is_read() {
    let state = state();
    three(&state);
    write(&state, &format!("\u{feff}garbage\n\n{}\u{0}\u{ff}\n[]\n", text(&state)));
    assert_eq!(journal(&state).entries().expect("entries").len(), 3);
    assert!(!findings(&state).is_empty());
}

#[test]
fn a_directory_that_takes_nothing_is_named() {
    let state = state();
    let file = state.path().join("file");
    fs::write(&file, "").expect("a file");
    let journal = FileJournal::new(&file, Whereabouts::default());
    let why = journal.begin(&intent()).expect_err("no directory");
    assert!(why.contains(&file.display().to_string()), "{why}");
}
