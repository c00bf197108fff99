//! Journals as the store writes them.

use std::{fs, path::Path};

use fastrand::Rng;
use lictor::{
    domain::{
        Cause, Entry, EntryId, Image, Intent, Journal, LicenseId, OperationKind, Outcome, Scope, ScopeKind,
        Status,
    },
    store::{FileJournal, Whereabouts},
};
use uuid::Uuid;

use crate::driver::directory;

/// A journal, and what it tells.
pub(super) struct Kept {
    pub(super) journal: Vec<u8>,
    pub(super) head: Vec<u8>,
    /// The head as it was some lines before.
    pub(super) older_head: Vec<u8>,
    pub(super) entries: Vec<Entry>,
}

pub(super) fn scope() -> Scope {
    Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(1) }
}

pub(super) fn journal(place: &Path) -> FileJournal {
    let whereabouts = Whereabouts {
        origin: "https://lab.example.net".to_owned(),
        instance: "draas_v1".to_owned(),
        profile: Some("lab".to_owned()),
        account: None,
    };
    FileJournal::new(place, whereabouts)
}

/// A change of license `number`.
pub(super) fn intent(number: u32) -> Intent {
    let image = |name: &str| Image {
        id: Some(LicenseId(number.into())),
        name: name.to_owned(),
        description: Some("\u{1b} Zürich".to_owned()),
        sku: format!("SKU-{number}"),
        status: Status::Enabled,
    };
    let operations = [OperationKind::Update, OperationKind::Delete, OperationKind::Create];
    Intent {
        request: Uuid::from_u128(number.into()),
        scope: scope(),
        operation: operations[number as usize % operations.len()],
        before: Some(image("A")),
        after: Some(image("B")),
        cause: Cause { reason: Some("ticket 7".to_owned()), step: None, undoes: None },
    }
}

fn outcome(rng: &mut Rng) -> Outcome {
    let reason = "because".to_owned();
    match rng.u8(..5) {
        0 => Outcome::Refused { reason },
        1 => Outcome::NotDone { reason },
        2 => Outcome::Different { now: None, reason },
        3 => Outcome::Unknown { reason },
        _ => Outcome::Done { id: None },
    }
}

impl Kept {
    /// Some changes, several at once, some of which have no end.
    pub(super) fn new(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let place = directory();
        let head = || fs::read(place.path().join("journal.head")).expect("a head");
        let writer = journal(place.path());
        let (mut open, mut older_head) = (Vec::new(), Vec::new());
        let count = rng.u32(2..7);
        for number in 0..count {
            open.push(writer.begin(&intent(number)).expect("noted"));
            if number == count / 2 {
                older_head = head();
            }
            while open.len() > 2 || (!open.is_empty() && rng.bool()) {
                let entry = open.swap_remove(rng.usize(..open.len()));
                writer.end(entry, &outcome(&mut rng)).expect("noted");
                if rng.bool() {
                    writer.end(entry, &outcome(&mut rng)).expect("noted");
                }
            }
        }
        drop(writer);
        let entries = FileJournal::all_entries(place.path()).expect("entries");
        let bytes = fs::read(place.path().join("journal.jsonl")).expect("a journal");
        Self { journal: bytes, head: head(), older_head, entries }
    }

    /// Its lines, without their ends.
    pub(super) fn lines(&self) -> Vec<Vec<u8>> {
        self.journal
            .strip_suffix(b"\n")
            .expect("lines")
            .split(|byte| *byte == b'\n')
            .map(<[u8]>::to_vec)
            .collect()
    }

    /// The lines of an entry; the first is its intent.
    pub(super) fn lines_of(&self, entry: EntryId) -> Vec<Vec<u8>> {
        let mark = format!(",\"entry\":{entry},");
        let is_of = |line: &Vec<u8>| String::from_utf8_lossy(line).contains(&mark);
        self.lines().into_iter().filter(is_of).collect()
    }
}
