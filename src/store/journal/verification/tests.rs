use std::fs;

use super::*;
use crate::store::{
    FileJournal,
    journal::{
        file::JournalFile,
        tests::{Setting, intent},
    },
};

/// What is wrong with each line, in short.
fn flaws(setting: &Setting) -> Vec<(u64, String)> {
    let flaws = FileJournal::verify(setting.path()).expect("a verdict").flaws;
    flaws.into_iter().map(|flaw| (flaw.line, flaw.what)).collect()
}

#[track_caller]
fn shows(setting: &Setting, line: u64, words: &str) {
    let flaws = flaws(setting);
    let shown = flaws.iter().any(|(number, what)| *number == line && what.contains(words));
    assert!(shown, "line {line}: {words} is not among {flaws:?}");
}

/// Dates the second line back, with the hash that belongs to that.
fn forge_the_second_line(setting: &Setting) {
    let mut lines = setting.lines();
    let mut forged = line::read(lines[1].as_bytes()).expect("a line").line;
    forged.time = "2020-01-01T00:00:00.000Z".to_owned();
    let (text, _) = forged.sealed().expect("a text");
    lines[1] = String::from_utf8(text).expect("text").trim_end().to_owned();
    setting.replace(&(lines.join("\n") + "\n"));
}

#[test]
fn a_journal_is_whole_as_it_is_written_and_one_that_is_not_there_too() {
    let setting = Setting::new();
    assert_eq!(FileJournal::verify(setting.path()), Ok(Verification::default()));
    setting.write(3);
    assert_eq!(
        FileJournal::verify(setting.path()),
        Ok(Verification { lines: 6, entries: 3, flaws: Vec::new() })
    );
}

#[test]
fn an_edited_line_shows() {
    let setting = Setting::new();
    setting.write(3);
    let text = setting.text();
    setting.replace(&text.replacen("SKU-1", "SKU-9", 1));
    assert_eq!(flaws(&setting), [(3, "was edited".to_owned())]);
    setting.replace(&text.replacen("\"result\":\"done\"", "\"result\":\"refused\"", 1));
    assert_eq!(flaws(&setting), [(2, "was edited".to_owned())]);
}

#[test]
fn a_line_that_was_edited_with_its_hash_shows_in_the_next() {
    let setting = Setting::new();
    setting.write(2);
    forge_the_second_line(&setting);
    shows(&setting, 3, "does not follow");
    // The last line has no next one, but the head knows it.
    let setting = Setting::new();
    setting.write(1);
    forge_the_second_line(&setting);
    shows(&setting, 2, "is not what was written there last");
}

#[test]
fn lines_that_were_cut_out_show_by_number() {
    let setting = Setting::new();
    setting.write(3);
    let mut lines = setting.lines();
    lines.drain(2..4);
    setting.replace(&(lines.join("\n") + "\n"));
    assert_eq!(flaws(&setting), [(3, "follows some that are missing: lines 3 to 4 were cut out".to_owned())]);
    lines.remove(0);
    setting.replace(&(lines.join("\n") + "\n"));
    shows(&setting, 1, "line 1 was cut out");
}

#[test]
fn lines_that_were_cut_off_show_now_and_later() {
    let setting = Setting::new();
    setting.write(3);
    let lines = setting.lines();
    setting.replace(&(lines[..4].join("\n") + "\n"));
    shows(&setting, 5, "cut off behind line 4; it had 6 lines");
    setting.write(1);
    assert_eq!(flaws(&setting), [(5, "follows some that are missing: lines 5 to 6 were cut out".to_owned())]);
    let setting = Setting::new();
    setting.write(2);
    fs::remove_file(setting.path().join("journal.jsonl")).expect("a file");
    shows(&setting, 1, "cut off behind line 0; it had 4 lines");
    setting.write(1);
    shows(&setting, 1, "lines 1 to 4 were cut out");
}

#[test]
fn half_a_last_line_shows() {
    let setting = Setting::new();
    setting.write(2);
    let text = setting.text();
    setting.replace(&text[..text.len() - 20]);
    shows(&setting, 4, "is torn");
    shows(&setting, 5, "it had 4 lines");
}

#[test]
fn lines_that_change_places_show() {
    let setting = Setting::new();
    setting.write(3);
    let mut lines = setting.lines();
    lines.swap(2, 3);
    setting.replace(&(lines.join("\n") + "\n"));
    assert!(flaws(&setting).iter().any(|(line, _)| *line == 3), "{:?}", flaws(&setting));
}

#[test]
fn what_others_put_in_shows_and_does_no_harm() {
    let setting = Setting::new();
    setting.write(1);
    setting.add("hello\n");
    setting.add("\u{fffd}\n");
    let first = setting.lines()[0].clone();
    setting.add(&format!("{first}\n"));
    setting.write(1);
    let flaws = flaws(&setting);
    assert_eq!(flaws.iter().map(|(line, _)| *line).collect::<Vec<_>>()[..3], [3, 4, 5], "{flaws:?}");
    assert_eq!(setting.journal().unsettled_everywhere(), 0);
    assert_eq!(setting.entries().len(), 2);
}

#[test]
fn a_torn_line_is_named_and_the_chain_goes_on() {
    let setting = Setting::new();
    setting.write(1);
    setting.add(r#"{"line":3,"entry":3,"time":"2026"#);
    assert_eq!(flaws(&setting).len(), 1);
    setting.write(2);
    let lines = setting.lines();
    assert_eq!((lines.len(), lines[2].as_str()), (7, r#"{"line":3,"entry":3,"time":"2026"#));
    assert!(lines[3].starts_with(r#"{"line":4,"entry":4,"#), "{}", lines[3]);
    let flaws = flaws(&setting);
    assert!(flaws.len() == 1 && flaws[0].0 == 3 && flaws[0].1.contains("torn"), "{flaws:?}");
}

#[test]
fn a_head_that_is_gone_shows_for_ever() {
    let setting = Setting::new();
    setting.write(2);
    let head = setting.path().join("journal.head");
    fs::remove_file(&head).expect("a file");
    shows(&setting, 4, "the head of the journal is missing");
    setting.write(1);
    assert_eq!(flaws(&setting).len(), 1);
    shows(&setting, 5, "the head of the journal was missing");
    fs::write(&head, "{").expect("written");
    shows(&setting, 6, "the head of the journal is missing");
}

#[test]
fn a_head_that_lags_is_whole() {
    let setting = Setting::new();
    let journal = setting.journal();
    let mut heads = vec![setting.head()];
    for number in 0..3 {
        let entry = journal.begin(number);
        heads.push(setting.head());
        journal.done(entry);
        heads.push(setting.head());
    }
    for head in heads.into_iter().skip(1) {
        setting.restore_head(head);
        assert_eq!(flaws(&setting), []);
    }
    // The first line of all was written, and the program killed before there was a head.
    let setting = Setting::new();
    let file = JournalFile::in_directory(setting.path());
    setting.journal().begin(0);
    setting.restore_head(None);
    assert_eq!(flaws(&setting), []);
    setting.write(1);
    assert_eq!(flaws(&setting), []);
    assert!(file.bytes().expect("bytes").ends_with(b"\n"));
    assert_eq!(intent(7).before.map(|image| image.sku), Some("SKU-7".to_owned()));
}
