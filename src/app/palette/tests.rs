use super::*;

fn entry(name: &str, help: &'static str) -> Entry {
    Entry { name: name.to_owned(), help, key: String::new(), headless: None, action: None }
}

fn found<'a>(entries: &'a [Entry], text: &str) -> Vec<&'a str> {
    matching(entries, text).into_iter().map(|place| entries[place].name.as_str()).collect()
}

#[test]
fn names_are_found_by_some_of_their_letters_and_whole_ones_come_first() {
    let entries =
        [entry("mark-all", "mark all"), entry("undo", "take it back"), entry("mark", "mark the license")];
    assert_eq!(found(&entries, "mark"), ["mark", "mark-all"]);
    assert_eq!(found(&entries, "mal"), ["mark-all"]);
    assert_eq!(found(&entries, "MRK").len(), 2);
    assert_eq!(found(&entries, "take it"), ["undo"]);
    assert_eq!(found(&entries, ""), ["mark-all", "undo", "mark"]);
    assert!(found(&entries, "frobnicate").is_empty());
}

#[test]
fn what_the_keys_do_is_there_once_and_movements_are_not() {
    let contexts = &[Context::Licenses, Context::List, Context::Global, Context::Always];
    let entries = actions(&Keymap::default(), contexts);
    let toggle = entries.iter().find(|entry| entry.name == "toggle").expect("a toggle");
    assert_eq!((toggle.key.as_str(), toggle.headless), ("t", Some("lictor enable ID… | lictor disable ID…")));
    assert!(!entries.iter().any(|entry| entry.name == "down"));
    let mut names: Vec<&String> = entries.iter().map(|entry| &entry.name).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), entries.len());
}
