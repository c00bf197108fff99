use std::fs;

use tempfile::TempDir;
use tokio::time::advance;
use uuid::Uuid;

use super::*;
use crate::domain::{Field, Purpose, Scope, ScopeKind};

fn form(name: &str) -> Box<KeptForm> {
    Box::new(KeptForm {
        origin: "https://lab.example.net".to_owned(),
        instance: "one".to_owned(),
        profile: None,
        scope: Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(7) },
        purpose: Purpose::New,
        texts: ["SKU-1", name, "", "enabled"].map(str::to_owned),
        focus: Field::Name,
        sent: false,
    })
}

fn keeper(home: &TempDir) -> Keeper {
    Keeper::start(Drafts::in_directory(home.path().join("drafts"))).expect("a thread")
}

fn left_at(home: &TempDir) -> Vec<LeftForm> {
    keeper(home).left_behind("https://lab.example.net", "one")
}

#[tokio::test(start_paused = true)]
async fn what_is_typed_is_due_soon_after_the_last_key_and_within_a_second_of_the_first() {
    let (troubles, _receiver) = mpsc::unbounded_channel();
    let mut task = Task { drafts: Arc::default(), unwritten: None, failed: None, troubles };
    let start = Instant::now();
    task.note(form("a"));
    assert_eq!(task.unwritten.as_ref().map(|unwritten| unwritten.due - start), Some(AFTER_THE_LAST_KEY));
    for _ in 0..7 {
        advance(Duration::from_millis(100)).await;
        task.note(form("ab"));
    }
    assert_eq!(task.unwritten.as_ref().map(|unwritten| unwritten.due - start), Some(AFTER_THE_FIRST_KEY));
    task.note(Box::new(KeptForm { sent: true, ..*form("abc") }));
    assert_eq!(task.unwritten.map(|unwritten| unwritten.due), Some(Instant::now()), "at once");
}

#[test]
fn whoever_is_dropped_has_written_what_was_typed() {
    let home = tempfile::tempdir().expect("a home");
    let living = keeper(&home);
    living.keep(form("First"));
    living.keep(form("Last"));
    drop(living);
    // The lock goes with the thread, which may take a moment longer than the writing.
    let file = fs::read_dir(home.path().join("drafts")).expect("a directory");
    let texts = file.filter_map(|entry| fs::read_to_string(entry.expect("an entry").path()).ok());
    assert!(texts.collect::<String>().contains("Last"));
}

#[test]
fn what_was_left_behind_goes_once_what_is_typed_here_is_written() {
    let home = tempfile::tempdir().expect("a home");
    Drafts::in_directory(home.path().join("drafts")).keep(&form("Old")).expect("kept");
    let keeper = keeper(&home);
    let left = keeper.left_behind("https://lab.example.net", "one");
    keeper.keep(form("Taken up"));
    keeper.forget(left[0].id);
    keeper.flush();
    assert_eq!(fs::read_dir(home.path().join("drafts")).expect("a directory").count(), 2);
    keeper.drop_own();
    keeper.flush();
    assert_eq!(left_at(&home), []);
}

#[tokio::test]
async fn what_cannot_be_kept_is_told_and_what_was_left_behind_stays() {
    let home = tempfile::tempdir().expect("a home");
    let drafts = home.path().join("drafts");
    Drafts::in_directory(drafts.clone()).keep(&form("Old")).expect("kept");
    let mut keeper = keeper(&home);
    let left = keeper.left_behind("https://lab.example.net", "one");
    fs::rename(&drafts, home.path().join("aside")).expect("moved");
    fs::write(&drafts, "no directory").expect("a file");
    keeper.keep(form("Taken up"));
    keeper.forget(left[0].id);
    assert!(keeper.trouble().await.is_some());
    fs::remove_file(&drafts).expect("removed");
    fs::rename(home.path().join("aside"), &drafts).expect("moved back");
    keeper.flush();
    let files = fs::read_dir(&drafts).expect("a directory");
    let texts = files.filter_map(|entry| fs::read_to_string(entry.expect("an entry").path()).ok());
    let texts = texts.collect::<String>();
    assert!(texts.contains("Old") && texts.contains("Taken up"), "tried once more at the end: {texts}");
}
