//! The journal of changes, as a failing disk, an editor or somebody with intent would leave it.

mod damage;
mod kept;

use std::{fs, path::Path};

use fastrand::Rng;
use lictor::{
    domain::{Entry, Journal, Outcome, Standing},
    store::FileJournal,
};

use self::{
    damage::{Damaged, Lines},
    kept::Kept,
};
use crate::driver::{Tally, directory, fuzz};

/// What has to be met.
const NEEDS: [&str; 9] = [
    "whole",
    "bytes",
    "lines",
    "edited",
    "forged",
    "no head",
    "another head",
    "flawed",
    "an entry still read",
];

#[test]
fn whatever_becomes_of_the_journal_it_shows_and_what_is_intact_is_read() {
    let journals: Vec<Kept> = (0..12).map(Kept::new).collect();
    let place = directory();
    fuzz("journal", &NEEDS, move |rng, tally| one(rng, tally, &journals, place.path()));
}

fn one(rng: &mut Rng, tally: &mut Tally, journals: &[Kept], place: &Path) {
    let kept = &journals[rng.usize(..journals.len())];
    let damaged = Damaged::new(rng, kept);
    damaged.put_into(place);
    tally.count(damaged.lines.word());
    tally.count(damaged.head.word());
    let flawed = verify(tally, kept, &damaged, place);
    read(tally, kept, &damaged, place);
    let after = append(&damaged, place);
    // Where but the end of the last line was gone, the next one has brought it back.
    if flawed && damaged.head_tells() && !bytes(place).starts_with(&kept.journal) {
        assert!(is_flawed(place), "what was wrong no longer shows:\n{}", damaged.shown());
    }
    if damaged.is_whole(kept) {
        assert!(!is_flawed(place), "nothing was wrong");
    }
    if let Some(after) = after {
        assert_eq!(after.result, Standing::Done, "{after:#?}");
    }
}

/// Whether something is said to be wrong; that has to be right as far as anybody can tell.
fn verify(tally: &mut Tally, kept: &Kept, damaged: &Damaged, place: &Path) -> bool {
    let found = FileJournal::verify(place).expect("it can be read");
    let is_flawed = !found.flaws.is_empty();
    if damaged.is_whole(kept) {
        assert!(!is_flawed, "nothing is wrong: {:?}", found.flaws);
        return false;
    }
    if damaged.journal != kept.journal && damaged.head_tells() {
        assert!(is_flawed, "what was changed does not show:\n{}", damaged.shown());
        tally.count("flawed");
    }
    is_flawed
}

/// What is intact has to be read as it was.
fn read(tally: &mut Tally, kept: &Kept, damaged: &Damaged, place: &Path) {
    let entries = FileJournal::all_entries(place).expect("it can be read");
    kept::journal(place).unsettled(kept::scope()).expect("it can be read");
    if damaged.lines == Lines::Forged {
        return;
    }
    for before in &kept.entries {
        let lines = kept.lines_of(before.entry);
        let places: Vec<Option<usize>> = lines.iter().map(|line| damaged.place_of(line)).collect();
        let Some(Some(begins)) = places.first() else { continue };
        let now = entries.iter().find(|entry| entry.entry == before.entry);
        let now = now.unwrap_or_else(|| panic!("entry {} is lost:\n{}", before.entry, damaged.shown()));
        tally.count("an entry still read");
        let ended = places.iter().all(|place| place.is_some_and(|place| place >= *begins));
        let expected = if ended && before.result != Standing::Unknown {
            before.clone()
        } else {
            // What came of it is told by lines that are not there, or by lines of others.
            let Entry { result, detail, id, under_way, .. } = now.clone();
            Entry { result, detail, id, under_way, ..before.clone() }
        };
        assert_eq!(*now, expected, "{}", damaged.shown());
    }
}

/// The journal goes on: nothing that stands there is touched, and what is new is read. Its number may be taken where nobody
/// can know.
fn append(damaged: &Damaged, place: &Path) -> Option<Entry> {
    let journal = kept::journal(place);
    let intent = kept::intent(99);
    let entry = journal.begin(&intent).expect("noted");
    journal.end(entry, &Outcome::Done { id: None }).expect("noted");
    assert!(bytes(place).starts_with(&damaged.journal), "what stood there was touched");
    let entries = journal.entries().expect("entries");
    let new = entries.into_iter().find(|entry| entry.request == intent.request);
    let is_known = damaged.tells_numbers();
    assert!(!is_known || new.is_some(), "the new entry {entry} is not read:\n{}", damaged.shown());
    new.filter(|_| is_known)
}

fn bytes(place: &Path) -> Vec<u8> {
    fs::read(place.join("journal.jsonl")).expect("a journal")
}

fn is_flawed(place: &Path) -> bool {
    !FileJournal::verify(place).expect("it can be read").flaws.is_empty()
}
