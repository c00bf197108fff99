//! Texts of a server that would drive a terminal, hide, or run in a spreadsheet: what reaches the terminal is looked at
//! byte by byte, in the console and in each form of output.

use std::{fs, path::Path};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use lictor::{
    domain::{Scope, ScopeKind},
    sandbox::first_group,
};
use serde_json::{Value, json as value};

use crate::support::{
    canned::{Answer, Canned, answer, json},
    command::Shell,
    pseudo_terminal::PseudoTerminal,
};

/// What a server may send, each with what must not be seen of it.
const CORPUS: [(&str, &str); 24] = [
    ("letters of another alphabet", "\u{421}ALL-b\u{430}sic"),
    ("rare forms of letters and signs", "\u{1d413}eams\u{2011}office"),
    ("clear the screen", "a\u{1b}[2J\u{1b}[Hb"),
    ("colours", "a\u{1b}[31mb"),
    ("the title", "a\u{1b}]0;owned\u{7}b"),
    ("the title, ended otherwise", "a\u{1b}]2;owned\u{1b}\\b"),
    ("the clipboard", "a\u{1b}]52;c;b3duZWQ=\u{7}b"),
    ("a link", "a\u{1b}]8;;https://evil.example\u{1b}\\b"),
    ("where the cursor is", "a\u{1b}[6nb"),
    ("what the terminal is", "a\u{1b}[cb"),
    ("a device control string", "a\u{1b}P$q q\u{1b}\\b"),
    ("a reset", "a\u{1b}cb"),
    ("eight-bit sequences", "a\u{9b}2J\u{9d}0;owned\u{9c}b"),
    ("another alphabet of signs", "a\u{e}b\u{1b}(0c"),
    ("lines", "a\rb\nc\u{b}d\u{c}e\u{85}f\u{2028}g"),
    ("backspaces", "visible\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}\u{8}hidden"),
    ("nothing and delete", "a\u{0}b\u{7f}c"),
    ("a turned direction", "a\u{202e}txt.exe\u{202c}b"),
    ("isolates", "a\u{2066}b\u{2069}c\u{200f}d\u{61c}e"),
    ("zero width", "ad\u{200b}min\u{feff}\u{2060}\u{200d}x"),
    ("invisible tags", "a\u{e0041}\u{e0042}b"),
    ("marks upon marks", "Z\u{334}\u{335}\u{336}\u{337}\u{338}\u{339}\u{33a}\u{33b}\u{33c}"),
    ("a formula", "=HYPERLINK(\"https://evil.example\",\"x\")"),
    ("what looks like an escape", "a\\u{1b}[2Jb"),
];

/// One license for each text, which stands in every field.
pub(crate) fn licenses() -> Vec<Value> {
    let license = |(id, (_, text)): (usize, &(&str, &str))| value!({"id": id, "sku": format!("{id}{text}"), "name": text, "description": text, "status": text});
    CORPUS.iter().enumerate().map(license).collect()
}

fn page() -> Answer {
    json(200, &value!({"results": CORPUS.len(), "licenses": licenses()}).to_string())
}

/// Whether a character may never stand in a text for people.
fn is_forbidden(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(
            character,
            '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}'
                | '\u{61c}'
                | '\u{feff}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The characters of the corpus that pass for others.
const LOOKALIKES: [char; 4] = ['\u{421}', '\u{430}', '\u{1d413}', '\u{2011}'];

#[track_caller]
fn is_told_apart(text: &str, what: &str) {
    assert!(!text.contains(LOOKALIKES), "{what} holds what passes for something else:\n{text:?}");
}

#[track_caller]
fn is_clean(text: &str, what: &str) {
    let found: Vec<char> = text.chars().filter(|character| is_forbidden(*character)).collect();
    assert!(found.is_empty(), "{what} holds {found:?}:\n{text:?}");
}

fn run(output: &str) -> String {
    let server = Canned::start([page()]);
    let run = Shell::at(&server.url()).run(&["list", "-o", output]);
    is_clean(&run.stderr, "standard error");
    run.works().to_owned()
}

#[test]
fn tables_and_csv_hold_nothing_that_a_terminal_obeys() {
    for output in ["table", "csv"] {
        let text = run(output);
        is_clean(&text, output);
        is_told_apart(&text, output);
        assert!(
            text.contains("\\u{421}ALL-b\\u{430}sic") && text.contains("\\u{1d413}eams\\u{2011}"),
            "{text}"
        );
        assert!(text.contains("\\u{1b}[2J") && text.contains("\\u{202e}"), "it is marked: {text}");
    }
}

#[test]
fn csv_runs_in_no_spreadsheet_and_reads_back_to_the_letter() {
    let text = run("csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    for (row, (what, sent)) in reader.records().zip(CORPUS) {
        let row = row.expect("a row");
        let name = row.get(2).expect("a name");
        assert!(!name.starts_with(['=', '+', '-', '@']), "{what}: {name}");
        let cell = name.strip_prefix('\'').filter(|_| sent.starts_with('=')).unwrap_or(name);
        assert_eq!(lictor::text::restore(cell).expect("an escape"), sent, "{what}");
    }
}

#[test]
fn json_is_exact_and_clean_as_well() {
    for output in ["json", "jsonl"] {
        let text = run(output);
        is_clean(&text, output);
        let read: Vec<Value> = match output {
            "json" => serde_json::from_str::<Value>(&text).expect("JSON")["licenses"]
                .as_array()
                .expect("a list")
                .clone(),
            _ => text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect(),
        };
        for (license, (what, sent)) in read.iter().zip(CORPUS) {
            assert_eq!((&license["name"], &license["status"]), (&value!(sent), &value!(sent)), "{what}");
        }
    }
}

#[test]
fn what_a_server_says_of_a_failure_is_clean() {
    for (what, text) in CORPUS {
        let bodies = [
            json(400, &value!({"error": {"reason": text}}).to_string()),
            answer(400, &[("Content-Type", "text/plain")], text),
            answer(400, &[("Content-Type", "text/html")], &format!("<title>{text}</title>")),
            json(200, &value!({"licenses": [{"id": text}]}).to_string()),
        ];
        for body in bodies {
            let server = Canned::start([body]);
            let run = Shell::at(&server.url()).run(&["list", "-v"]);
            assert_ne!(run.code, Some(0), "{what}");
            is_clean(&run.stderr, what);
            is_told_apart(&run.stderr, what);
        }
    }
    let server = Canned::start([answer(302, &[("Location", "https://evil.example/\u{9b}2J")], "")]);
    is_clean(&Shell::at(&server.url()).run(&["list", "-v"]).stderr, "a header");
}

/// The beginnings of sequences that the console never writes as long as nothing is copied, and the corpus would.
const NEVER: [&str; 8] =
    ["\u{1b}]", "\u{1b}P", "\u{1b}c", "\u{1b}(", "\u{1b}[6n", "\u{1b}[c", "\u{9b}", "\u{9d}"];

/// A console that shows the corpus and logs, and its server.
fn console(home: &Path) -> (Canned, PseudoTerminal) {
    // The account is asked for at the same time, and takes anything.
    let server = Canned::start((0..200).map(|_| page()));
    let (url, scope) = (server.url(), Scope { kind: ScopeKind::Groups, uuid: first_group() }.to_string());
    let variables = [
        ("LICTOR_URL", url.as_str()),
        ("LICTOR_INSTANCE", "i"),
        ("LICTOR_TOKEN", "t"),
        ("LICTOR_SCOPE", &scope),
    ];
    let mut terminal = PseudoTerminal::start(&["-v"], (200, 50), home, &variables);
    terminal.sees("complete");
    (server, terminal)
}

#[test]
fn the_console_passes_nothing_on_that_a_terminal_obeys() {
    let home = tempfile::tempdir().expect("a home");
    let (_server, mut terminal) = console(home.path());
    terminal.press("G").press("g");
    for _ in CORPUS {
        terminal.press("<enter>").sees("─ License ").press("v").press("<esc>").sees("─ Licenses ").press("j");
    }
    terminal
        .press("d")
        .sees("Delete license")
        .press("<esc>")
        .sees("─ Licenses ")
        .press("/txt<enter>")
        .sees("1 of 24 read")
        .press("q");
    assert_eq!(terminal.ends().code(), Some(0));
    let bytes = terminal.bytes();
    let written = String::from_utf8_lossy(&bytes);
    for never in NEVER {
        assert!(!written.contains(never), "{never:?} was written");
    }
    // What is left, once the console's own sequences are taken away, is plain text.
    let plain = without_sequences(&written);
    is_clean(&plain, "the screen");
    is_told_apart(&plain, "the screen");
}

#[test]
fn what_is_copied_and_what_is_logged_can_be_pasted_and_shown() {
    let home = tempfile::tempdir().expect("a home");
    let (_server, mut terminal) = console(home.path());
    for _ in CORPUS {
        terminal.press("d").sees("─ Delete license ").press("<ctrl-y>").sees("copied");
        terminal.press("<esc>").sees("─ Licenses ").press("j");
    }
    terminal.press("q");
    assert_eq!(terminal.ends().code(), Some(0));
    let bytes = terminal.bytes();
    let written = String::from_utf8_lossy(&bytes);
    let copies: Vec<&str> = written.split("\u{1b}]52;c;").skip(1).collect();
    assert_eq!(copies.len(), CORPUS.len());
    for copy in copies {
        let (encoded, _) = copy.split_once('\u{7}').expect("the end of the sequence");
        let text = String::from_utf8(STANDARD.decode(encoded).expect("base64")).expect("a text");
        is_clean(&text, "the clipboard");
        is_told_apart(&text, "the clipboard");
    }
    let log = fs::read_to_string(home.path().join(".local/state/lictor/lictor.log")).expect("a log");
    assert!(log.contains("/customer_licenses"), "{log}");
    is_clean(&log, "the log");
}

/// The text without control sequences of the forms that the console itself writes (ECMA-48, section 5.4).
fn without_sequences(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        let end =
            after.find(|character: char| ('@'..='~').contains(&character)).map_or(after.len(), |end| end + 1);
        rest = &after[end..];
    }
    plain.push_str(rest);
    plain.replace('\r', "")
}
