//! `export`: whole files, in each form, or none.

use std::{
    fs,
    path::{Path, PathBuf},
};

use lictor::sandbox::Options;
use serde_json::Value;

use crate::support::{
    canned::{Canned, html, json},
    command::{Lab, Shell},
};

fn file(shell: &Shell, name: &str) -> PathBuf {
    shell.home().join(name)
}

fn text(path: &Path) -> String {
    path.to_str().expect("plain").to_owned()
}

/// Files beside it: nothing half may lie around.
fn litter(shell: &Shell) -> Vec<String> {
    let entries = fs::read_dir(shell.home()).expect("a home");
    let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    names.filter(|name| name.contains(".part")).collect()
}

#[test]
fn the_ending_of_the_file_says_the_form_and_each_is_that_of_list() {
    let lab = Lab::open();
    for form in ["csv", "jsonl", "json"] {
        let path = file(&lab.shell, &format!("licenses.{form}"));
        let run = lab.run(&["export", &text(&path)]);
        run.works();
        assert!(run.stderr.contains("240 licenses, complete"), "{run:?}");
        let exported = fs::read_to_string(&path).expect("a file");
        let listed = lab.run(&["list", "-o", form]).works().to_owned();
        if form == "json" {
            let parsed = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
            assert_eq!(parsed(&exported), parsed(&listed));
        } else {
            assert_eq!(exported, listed, "{form}");
        }
    }
    assert!(litter(&lab.shell).is_empty());
}

#[test]
fn without_a_file_it_goes_to_standard_output() {
    let lab = Lab::open();
    let run = lab.run(&["export"]);
    assert!(run.works().starts_with("id,sku,name,description,status\n"));
    assert_eq!(run.stdout.lines().count(), 241);
    let run = lab.run(&["export", "-o", "json"]);
    assert_eq!(run.json()["complete"], true);
}

#[test]
fn an_export_that_breaks_off_leaves_the_file_as_it_was() {
    let first = json(200, r#"{"licenses":[{"id":1}],"next":"two"}"#);
    let server = Canned::start([first, html(502, "<title>Bad Gateway</title>")]);
    let shell = Shell::at(&server.url());
    let path = file(&shell, "licenses.csv");
    fs::write(&path, "before").expect("a file");
    let run = shell.run(&["export", &text(&path)]);
    run.fails(7, "is as it was").prints_nothing();
    assert!(run.stderr.contains("not complete"), "{run:?}");
    assert_eq!(fs::read_to_string(&path).expect("a file"), "before");
    assert!(litter(&shell).is_empty());
}

#[test]
fn to_standard_output_a_document_that_breaks_off_says_so() {
    let first = json(200, r#"{"licenses":[{"id":1}],"next":"two"}"#);
    let server = Canned::start([first, html(502, "<title>Bad Gateway</title>")]);
    let run = Shell::at(&server.url()).run(&["export", "-o", "json"]);
    run.fails(7, "not complete");
    let exported: Value = serde_json::from_str(&run.stdout).expect("JSON");
    assert_eq!(exported["complete"], false);
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_anything_is_asked() {
    let lab = Lab::open();
    let path = file(&lab.shell, "nowhere/licenses.csv");
    lab.run(&["export", &text(&path)]).fails(2, "cannot be written");
    lab.run(&["export", &text(lab.shell.home())]).fails(2, "cannot be written");
}

#[test]
fn a_license_that_comes_twice_stands_once_and_that_is_said() {
    let one = |next: &str| json(200, &format!(r#"{{"licenses":[{{"id":1}}],"next":"{next}"}}"#));
    let server = Canned::start([one("two"), one("")]);
    let run = Shell::at(&server.url()).run(&["export"]);
    assert_eq!(run.works().lines().count(), 2);
    assert!(run.stderr.contains("may have gaps"), "{run:?}");
}

#[test]
fn a_large_export_has_each_license_once() {
    let lab = Lab::with(Options { licenses: 20_000, ..Options::default() });
    let path = file(&lab.shell, "licenses.jsonl");
    lab.run(&["export", &text(&path)]).works();
    assert_eq!(fs::read_to_string(&path).expect("a file").lines().count(), 20_000);
}
