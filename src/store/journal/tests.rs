use std::{fs, os::unix::fs::PermissionsExt, thread};

use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::domain::{Cause, Image, LicenseId, OperationKind, ScopeKind, Status};

const ORIGIN: &str = "https://lab.example.net";

/// A state directory with a journal.
pub(super) struct Setting {
    directory: TempDir,
}

/// A client's journal.
pub(super) struct Client(FileJournal);

pub(super) fn scope() -> Scope {
    Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(1) }
}

/// Renames license `number`.
pub(super) fn intent(number: u32) -> Intent {
    let image = |name: &str| Image {
        id: Some(LicenseId(number.into())),
        name: name.to_owned(),
        description: Some("\u{1b} Zürich".to_owned()),
        sku: format!("SKU-{number}"),
        status: Status::Enabled,
    };
    Intent {
        request: Uuid::from_u128(number.into()),
        scope: scope(),
        operation: OperationKind::Update,
        before: Some(image("A")),
        after: Some(image("B")),
        cause: Cause { reason: Some("ticket 7".to_owned()), step: None, undoes: Some(EntryId(4)) },
    }
}

fn creation(sku: &str) -> Intent {
    let intent = intent(0);
    let after = intent.after.map(|image| Image { id: None, sku: sku.to_owned(), ..image });
    Intent { operation: OperationKind::Create, before: None, after, ..intent }
}

fn whereabouts(origin: &str) -> Whereabouts {
    Whereabouts {
        origin: origin.to_owned(),
        instance: "draas_v1".to_owned(),
        profile: Some("lab".to_owned()),
        account: Some("maria.k".to_owned()),
    }
}

impl Setting {
    pub(super) fn new() -> Self {
        Self { directory: tempfile::tempdir().expect("a directory") }
    }

    pub(super) fn path(&self) -> &Path {
        self.directory.path()
    }

    pub(super) fn journal(&self) -> Client {
        self.journal_at(ORIGIN)
    }

    fn journal_at(&self, origin: &str) -> Client {
        Client(FileJournal::new(self.path(), whereabouts(origin)))
    }

    /// Some whole writes.
    pub(super) fn write(&self, count: u32) {
        let journal = self.journal();
        for number in 0..count {
            journal.done(journal.begin(number));
        }
    }

    fn file(&self) -> PathBuf {
        self.path().join("journal.jsonl")
    }

    pub(super) fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("text")
    }

    pub(super) fn lines(&self) -> Vec<String> {
        self.text().lines().map(str::to_owned).collect()
    }

    pub(super) fn replace(&self, text: &str) {
        fs::write(self.file(), text).expect("written");
    }

    pub(super) fn add(&self, text: &str) {
        self.replace(&(self.text() + text));
    }

    pub(super) fn head(&self) -> Option<Vec<u8>> {
        fs::read(self.path().join("journal.head")).ok()
    }

    /// As if the program had been killed before it replaced the head.
    pub(super) fn restore_head(&self, head: Option<Vec<u8>>) {
        let path = self.path().join("journal.head");
        match head {
            Some(head) => fs::write(path, head).expect("written"),
            None => fs::remove_file(path).expect("a head"),
        }
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        FileJournal::all_entries(self.path()).expect("entries")
    }

    fn is_whole(&self) -> bool {
        FileJournal::verify(self.path()).expect("a verdict").flaws.is_empty()
    }
}

impl Client {
    pub(super) fn begin(&self, number: u32) -> EntryId {
        self.0.begin(&intent(number)).expect("noted")
    }

    pub(super) fn done(&self, entry: EntryId) {
        self.end(entry, &Outcome::Done { id: None });
    }

    fn end(&self, entry: EntryId, outcome: &Outcome) {
        self.0.end(entry, outcome).expect("noted");
    }

    fn unsettled(&self) -> Vec<Entry> {
        self.0.unsettled(scope()).expect("entries")
    }

    pub(super) fn unsettled_everywhere(&self) -> usize {
        self.unsettled().len()
    }
}

fn unknown() -> Outcome {
    Outcome::Unknown { reason: "reset".to_owned() }
}

#[test]
fn a_write_is_two_lines_and_one_entry() {
    let setting = Setting::new();
    let journal = setting.journal();
    let entry = journal.begin(7);
    assert_eq!((entry, setting.lines().len()), (EntryId(1), 1));
    journal.done(entry);
    assert_eq!(setting.lines().len(), 2);
    let [found] = &setting.entries()[..] else { panic!("one entry") };
    let intent = intent(7);
    let expected = Entry {
        entry,
        time: found.time.clone(),
        user: found.user.clone(),
        host: found.host.clone(),
        ssh: found.ssh.clone(),
        profile: Some("lab".to_owned()),
        account: Some("maria.k".to_owned()),
        origin: ORIGIN.to_owned(),
        instance: "draas_v1".to_owned(),
        scope: scope(),
        operation: OperationKind::Update,
        id: Some(LicenseId(7)),
        sku: "SKU-7".to_owned(),
        before: intent.before,
        after: intent.after,
        result: Standing::Done,
        detail: None,
        reason: Some("ticket 7".to_owned()),
        request: Uuid::from_u128(7),
        step: None,
        undoes: Some(EntryId(4)),
        under_way: false,
    };
    assert_eq!(*found, expected);
    assert!(!found.user.is_empty() && !found.host.is_empty());
    assert!(found.time.len() == 24 && found.time.ends_with('Z'), "{}", found.time);
    assert_eq!(journal.0.entries().as_deref(), Ok(&[expected][..]));
}

#[test]
fn each_outcome_is_kept() {
    let setting = Setting::new();
    let journal = setting.journal();
    let reason = || "why".to_owned();
    let outcomes = [
        Outcome::Done { id: Some(LicenseId(17)) },
        Outcome::Refused { reason: reason() },
        Outcome::NotDone { reason: reason() },
        Outcome::Different { now: None, reason: reason() },
        Outcome::Unknown { reason: reason() },
    ];
    for outcome in &outcomes {
        journal.end(journal.0.begin(&creation("NEW")).expect("noted"), outcome);
    }
    let told: Vec<_> = setting
        .entries()
        .into_iter()
        .map(|entry| (entry.entry.0, entry.result, entry.id, entry.detail.is_some()))
        .collect();
    let id = Some(LicenseId(17));
    let expected = [
        (1, Standing::Done, id, false),
        (3, Standing::Refused, None, true),
        (5, Standing::NotDone, None, true),
        (7, Standing::Different, None, true),
        (9, Standing::Unknown, None, true),
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_files_are_their_owners_only() {
    let setting = Setting::new();
    let inside = setting.path().join("new/state");
    let journal = FileJournal::new(&inside, whereabouts(ORIGIN));
    journal.begin(&intent(1)).expect("noted");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&inside), 0o700);
    for name in ["journal.jsonl", "journal.head"] {
        assert_eq!(mode(&inside.join(name)), 0o600, "{name}");
    }
    assert_eq!(mode(&inside.join("running")), 0o700);
}

#[test]
fn a_write_is_under_way_for_as_long_as_its_program_runs() {
    let setting = Setting::new();
    let (journal, other) = (setting.journal(), setting.journal());
    journal.begin(1);
    assert!(journal.unsettled().is_empty() && other.unsettled().is_empty());
    assert!(setting.entries()[0].under_way);
    drop(journal);
    let [open] = &other.unsettled()[..] else { panic!("one is open") };
    assert_eq!((open.entry, open.result, open.under_way), (EntryId(1), Standing::Unknown, false));
    assert!(!setting.entries()[0].under_way);
}

#[test]
fn an_unknown_outcome_is_open_at_once_and_settled_once() {
    let setting = Setting::new();
    let (journal, other) = (setting.journal(), setting.journal());
    let entry = journal.begin(1);
    journal.end(entry, &unknown());
    assert_eq!(other.unsettled()[0].detail.as_deref(), Some("reset"));
    other.end(entry, &unknown());
    assert_eq!(setting.lines().len(), 2, "nothing new");
    other.done(entry);
    assert!(setting.lines()[2].contains(r#""kind":"settled","result":"done""#));
    assert!(other.unsettled().is_empty() && journal.unsettled().is_empty());
    journal.end(entry, &Outcome::NotDone { reason: "late".to_owned() });
    assert_eq!(setting.lines().len(), 3, "what is settled stays so");
    assert_eq!(setting.entries()[0].result, Standing::Done);
    assert!(setting.is_whole());
}

#[test]
fn only_the_writes_of_the_server_and_the_scope_are_open() {
    let setting = Setting::new();
    for origin in [ORIGIN, "https://other.example.net"] {
        let journal = setting.journal_at(origin);
        journal.end(journal.begin(1), &unknown());
    }
    let elsewhere = Scope { uuid: Uuid::from_u128(2), ..scope() };
    let journal = setting.journal();
    journal.0.begin(&Intent { scope: elsewhere, ..intent(3) }).expect("noted");
    drop(journal);
    let journal = setting.journal();
    let ids = |open: Vec<Entry>| open.into_iter().map(|entry| entry.entry.0).collect::<Vec<_>>();
    assert_eq!(ids(journal.unsettled()), [1]);
    assert_eq!(ids(journal.0.unsettled(elsewhere).expect("entries")), [5]);
    assert_eq!(ids(journal.0.entries().expect("entries")), [1, 5]);
    assert_eq!(setting.entries().len(), 3);
}

#[test]
fn a_program_that_is_killed_between_a_line_and_its_head_loses_nothing() {
    let setting = Setting::new();
    let killed = setting.journal();
    setting.write(1);
    let before_intent = setting.head();
    let entry = killed.begin(2);
    let before_outcome = setting.head();
    setting.restore_head(before_intent);
    drop(killed);
    let journal = setting.journal();
    assert_eq!(journal.unsettled()[0].entry, entry);
    journal.done(entry);
    setting.restore_head(before_outcome);
    assert!(journal.unsettled().is_empty());
    journal.done(entry);
    assert_eq!(setting.lines().len(), 4);
    let next = journal.begin(3);
    assert_eq!(next, EntryId(5));
    assert!(setting.is_whole());
}

#[test]
fn open_writes_are_found_again_without_a_head() {
    let setting = Setting::new();
    let journal = setting.journal();
    setting.write(2);
    let entry = journal.begin(2);
    journal.end(entry, &unknown());
    setting.restore_head(None);
    assert_eq!(journal.unsettled()[0].detail.as_deref(), Some("reset"));
    journal.done(entry);
    assert!(journal.unsettled().is_empty());
    assert_eq!(setting.entries().len(), 3);
}

#[test]
fn what_cannot_be_written_is_told_with_its_path_and_what_to_do() {
    let setting = Setting::new();
    let blocked = setting.path().join("blocked");
    fs::write(&blocked, "").expect("written");
    let journal = FileJournal::new(&blocked, whereabouts(ORIGIN));
    let why = journal.begin(&intent(1)).expect_err("a file is no directory");
    let path = blocked.join("journal.jsonl").display().to_string();
    assert!(why.starts_with(&path) && why.contains("look at the owner"), "{why}");
    let nowhere = FileJournal::homeless(whereabouts(ORIGIN));
    assert!(nowhere.begin(&intent(1)).is_err_and(|why| why.contains("XDG_STATE_HOME")));
    assert_eq!((nowhere.unsettled(scope()), nowhere.entries()), (Ok(Vec::new()), Ok(Vec::new())));
    // Whoever may do everything may write here too.
    let locked = setting.path().join("locked");
    fs::create_dir(&locked).expect("a directory");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o500)).expect("a mode");
    if fs::write(locked.join("probe"), "").is_err() {
        let journal = FileJournal::new(&locked, whereabouts(ORIGIN));
        let why = journal.begin(&intent(1)).expect_err("read-only");
        assert!(why.contains(&locked.display().to_string()), "{why}");
    }
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).expect("a mode");
}

#[test]
fn a_temporary_journal_leaves_nothing() {
    let journal = FileJournal::in_passing(whereabouts(ORIGIN)).expect("a journal");
    let directory = journal.directory().expect("a directory").to_owned();
    journal.begin(&intent(1)).expect("noted");
    assert!(directory.join("journal.jsonl").exists());
    drop(journal);
    assert!(!directory.exists());
}

#[test]
fn many_that_write_at_once_do_not_mix_their_lines() {
    const THREADS: u32 = 8;
    const WRITES: u32 = 200;
    let setting = Setting::new();
    thread::scope(|scope| {
        for thread in 0..THREADS {
            let journal = setting.journal();
            scope.spawn(move || {
                for number in 0..WRITES {
                    let entry = journal.begin(thread * WRITES + number);
                    journal.done(entry);
                }
            });
        }
    });
    let found = FileJournal::verify(setting.path()).expect("a verdict");
    let entries = u64::from(THREADS * WRITES);
    assert_eq!((found.lines, found.entries, found.flaws), (2 * entries, entries, Vec::new()));
    let all = setting.entries();
    assert!(all.iter().all(|entry| entry.result == Standing::Done));
    let mut ids: Vec<_> = all.iter().filter_map(|entry| entry.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all.len());
}

#[test]
fn whatever_stands_in_the_file_it_is_read() {
    let setting = Setting::new();
    setting.write(3);
    setting.replace(&format!("\u{feff}garbage\n\n{}\u{0}\u{fffd}\n[]\n{{\"line\":", setting.text()));
    assert_eq!(setting.entries().len(), 3);
    assert!(!setting.is_whole());
    let journal = setting.journal();
    journal.done(journal.begin(9));
    assert_eq!(setting.entries().len(), 4);
    assert!(journal.unsettled().is_empty());
}

#[test]
fn an_edited_line_does_not_take_the_place_of_one_that_is_intact() {
    let setting = Setting::new();
    setting.write(2);
    let lines = setting.lines();
    let renumbered = |line: &str, to: u64| {
        line.replacen("\"line\":1,\"entry\":1,", &format!("\"line\":{to},\"entry\":{to},"), 1)
    };
    // The number of a line that is there, and of one that is yet to come.
    for number in [3, 5] {
        setting.replace(&[&[renumbered(&lines[0], number)], &lines[1..]].concat().join("\n"));
        setting.add("\n");
        setting.write(if number == 5 { 3 } else { 0 });
        let entry = setting.entries().into_iter().find(|entry| entry.entry == EntryId(number));
        let sku = entry.map(|entry| entry.sku);
        assert_eq!(sku.as_deref(), Some(if number == 5 { "SKU-0" } else { "SKU-1" }), "{number}");
    }
    // Nor is its outcome believed before that of a line that is intact.
    let outcome = lines[1].replacen("\"entry\":1,", "\"entry\":3,", 1).replace("\"done\"", "\"refused\"");
    let lines = [&lines[0], &lines[2], &outcome, &lines[3]].map(String::as_str);
    setting.replace(&(lines.join("\n") + "\n"));
    assert_eq!(setting.entries()[1].result, Standing::Done);
}

#[test]
fn a_number_is_given_once_though_lines_were_made_shorter_and_the_head_lags() {
    let setting = Setting::new();
    setting.write(1);
    let head = setting.head();
    setting.write(2);
    setting.restore_head(head);
    setting.replace(&setting.text().replacen("SKU-0", "S", 1));
    setting.write(1);
    let entries = setting.entries();
    assert_eq!(entries.iter().map(|entry| entry.entry.0).collect::<Vec<_>>(), [1, 3, 5, 7]);
}

#[test]
fn a_head_that_cannot_be_meant_counts_as_gone() {
    let setting = Setting::new();
    let journal = setting.journal();
    journal.end(journal.begin(1), &unknown());
    let head = String::from_utf8(setting.head().expect("a head")).expect("text");
    let most = u64::MAX;
    let changed = [
        ("\"lines\":2", format!("\"lines\":{most}")),
        ("\"at\":0", format!("\"at\":{most}")),
        ("\"unknown\":{\"at\":", format!("\"unknown\":{{\"at\":{}", most / 100_000)),
    ];
    for (from, to) in changed {
        let changed = head.replacen(from, &to, 1);
        assert_ne!(changed, head);
        setting.restore_head(Some(changed.into_bytes()));
        assert_eq!(setting.journal().unsettled().len(), 1);
        assert!(!setting.is_whole());
    }
    assert_eq!(setting.journal().begin(2), EntryId(3));
    // The same where lines were cut off, too.
    setting.restore_head(Some(head.replacen("\"at\":0", &format!("\"at\":{most}"), 1).into_bytes()));
    setting.replace("");
    assert_eq!(setting.journal().begin(3), EntryId(1));
}

#[test]
fn the_number_of_a_line_that_only_lacks_its_end_is_taken() {
    let setting = Setting::new();
    setting.write(1);
    setting.journal().begin(1);
    let lines = setting.lines();
    setting.replace(&[lines[0].as_str(), &lines[2]].join("\n"));
    setting.restore_head(None);
    let next = setting.journal().begin(2);
    assert_eq!(next, EntryId(4));
    assert_eq!(setting.entries().len(), 3);
}
