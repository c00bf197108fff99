//! The console as a dialogue of lines.

use lictor::sandbox::{Options, first_group};

use crate::support::{
    command::{Lab, Run, Shell},
    pseudo_terminal::PseudoTerminal,
};

fn converse(lab: &Lab, lines: &[&str]) -> Run {
    lab.shell.run_with_input(&["--plain"], &(lines.join("\n") + "\n"))
}

fn of_few() -> Lab {
    Lab::with(Options { licenses: 30, ..Options::default() })
}

#[test]
fn licenses_are_listed_opened_and_filtered_line_by_line() {
    let lab = of_few();
    let run = converse(&lab, &["more", "filter fax", "open 3", "quit"]);
    let said = run.works();
    assert_eq!(run.stderr, "");
    for words in ["20 licenses said; more says the next.", "30 licenses, complete.", "License 3.\nSKU: "] {
        assert!(said.contains(words), "{words:?}: {said}");
    }
    let listed = lab.run(&["list", "-o", "csv"]);
    let fax = listed.works().lines().filter(|line| line.to_lowercase().contains("fax")).count();
    assert!(said.contains(&format!("{fax} of 30 licenses have \"fax\" in them.")), "{said}");
}

#[test]
fn a_license_is_created_edited_and_deleted_by_answers_to_questions() {
    let lab = of_few();
    let run = converse(&lab, &["new", "PLAIN-1", "One", "", "", "yes", "filter PLAIN-1"]);
    let said = run.works();
    let id = said.split("Created license ").nth(1).and_then(|rest| rest.split('.').next()).expect("an id");
    let edit = format!("edit {id}");
    let said = converse(&lab, &[&edit, "Another", "With words", "disabled", "yes"]);
    assert!(said.works().contains("Name: from \"One\" to \"Another\""), "{said:?}");
    let now = lab.run(&["get", id, "-o", "json"]).json();
    assert_eq!((&now["name"], &now["description"]), (&"Another".into(), &"With words".into()));
    assert_eq!(now["status"], "disabled");
    let delete = format!("delete {id}");
    let kept = converse(&lab, &[&delete, "yes"]);
    assert!(kept.works().contains("Nothing was deleted."), "{kept:?}");
    let gone = converse(&lab, &[&delete, "PLAIN-1"]);
    assert!(gone.works().contains(&format!("Deleted license {id}, PLAIN-1.")), "{gone:?}");
    lab.run(&["get", id]).fails(5, "not found");
}

#[test]
fn a_no_a_dot_and_the_end_of_the_input_change_nothing() {
    let lab = of_few();
    let before = lab.run(&["list", "-o", "json"]).json();
    for lines in [
        &["new", "X", "Y", "", "", "no"][..],
        &["new", "X", "."],
        &["new", "X", "Y"],
        &["edit 3", "Other", "", "", "no"],
        &["edit 3", "", "", ""],
        &["delete 3"],
    ] {
        let run = converse(&lab, lines);
        let said = run.works();
        assert!(said.contains("Nothing"), "{lines:?}: {said}");
    }
    assert_eq!(lab.run(&["list", "-o", "json"]).json(), before);
}

#[test]
fn an_answer_that_breaks_a_rule_is_asked_for_again() {
    let lab = of_few();
    let run = converse(&lab, &["new", "", "PLAIN-2", "", "Two", "", "perhaps", "disabled", "yes"]);
    let said = run.works();
    assert_eq!(said.matches("Not so: ").count(), 3, "{said}");
    assert!(said.contains("Created license "), "{said}");
}

#[test]
fn what_was_typed_is_sent_again_when_the_server_did_not_take_it() {
    let lab = Lab::with(Options {
        licenses: 30,
        faults: "status=409@create*2".parse().expect("faults"),
        ..Options::default()
    });
    let mut lines = vec!["new", "AGAIN-1", "Again", "", "", "yes"];
    lines.extend(["yes"; 2]);
    let run = converse(&lab, &lines);
    assert!(run.works().contains("Try again?") && run.stdout.contains("Created license "), "{run:#?}");
}

#[test]
fn a_change_of_somebody_else_is_shown_and_nothing_sent_before_a_yes() {
    let lab = of_few();
    let home = tempfile::tempdir().expect("a home");
    let variables = [lab.shell.variables(), vec![("TERM", "dumb")]].concat();
    let mut terminal = PseudoTerminal::start(&[], (80, 40), home.path(), &variables);
    terminal.sees("more says the next").press("edit 3<enter>").sees("Name:").press("Mine<enter>");
    terminal.sees("Description, - empties it").press("<enter>").sees("Status, enabled").press("<enter>");
    terminal.sees("Save it? yes or no");
    lab.run(&["update", "3", "--name", "Theirs"]).works();
    terminal.press("yes<enter>").sees("it is now \"Theirs\"").sees("Save yours all the same?");
    terminal.press("yes<enter>").sees("Changed license 3").press("quit<enter>");
    assert!(terminal.ends().success());
    assert_eq!(lab.run(&["get", "3", "-o", "json"]).json()["name"], "Mine");
    let bytes = terminal.bytes();
    assert!(!bytes.contains(&0x1b), "an escape code: {:?}", String::from_utf8_lossy(&bytes));
}

#[test]
fn the_demo_needs_nothing_and_the_scope_is_chosen_by_its_number() {
    let shell = Shell::bare();
    let run =
        shell.run_with_input(&["demo", "--plain", "--licenses", "5"], "scope 1\nscopes tenants\nbogus\n");
    assert!(run.works().contains("5 licenses, complete."), "{run:#?}");
    assert!(run.stderr.contains("there is no command \"bogus\""), "{run:#?}");
    assert!(run.stdout.contains("tenants/"), "{run:#?}");
}

#[test]
fn nothing_is_changed_where_nothing_may_be() {
    let lab = of_few();
    let run = lab.shell.run_with_input(&["--plain", "--read-only"], "new\nedit 3\ndelete 3\ndisable 3\n");
    assert_eq!(run.works().matches("SKU: ").count(), 0, "{run:#?}");
    assert_eq!(run.stderr.matches("error: read-only").count(), 4, "{run:#?}");
}

#[test]
fn commands_write_no_escape_codes_either() {
    let lab = of_few();
    let home = tempfile::tempdir().expect("a home");
    let variables = lab.shell.variables();
    for arguments in [&["list", "--plain"][..], &["get", "999", "--plain", "--color", "always"]] {
        let mut terminal = PseudoTerminal::start(arguments, (120, 40), home.path(), &variables);
        terminal.ends();
        let bytes = terminal.bytes();
        assert!(!bytes.contains(&0x1b), "{arguments:?}: {:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn where_nothing_is_configured_the_way_to_the_sandbox_is_told() {
    Shell::bare().run(&["--plain"]).fails(2, "`lictor demo --plain` opens a sandbox").prints_nothing();
}

#[test]
fn the_last_change_is_taken_back() {
    let lab = of_few();
    let before = lab.run(&["get", "3", "-o", "json"]).json();
    let run = converse(&lab, &["edit 3", "Other", "", "", "yes", "undo", "no", "undo", "yes", "undo"]);
    let said = run.works();
    assert!(said.contains("Name: from \"Other\" to"), "{said}");
    assert!(said.contains("Nothing was changed.") && said.contains("Took back the change of "), "{said}");
    assert!(run.stderr.contains("not found: a change that could be taken back"), "{run:#?}");
    assert_eq!(lab.run(&["get", "3", "-o", "json"]).json(), before);
}

#[test]
fn on_production_a_deletion_takes_the_scope_too() {
    let lab = of_few();
    let scope = format!("groups/{}", first_group());
    lab.shell.configure(&format!(
        "[profiles.prod]\nurl = \"{}\"\ninstance = \"sandbox\"\nproduction = true\n",
        lab.sandbox.url()
    ));
    let sku = lab.run(&["get", "3", "-o", "json"]).json()["sku"].as_str().expect("a SKU").to_owned();
    let kept = converse(&lab, &["delete 3", &sku, "groups/another"]);
    assert!(
        kept.works().contains("This is production.") && kept.stdout.contains("Nothing was deleted."),
        "{kept:#?}"
    );
    let gone = converse(&lab, &["delete 3", &sku, &scope]);
    assert!(gone.works().contains("Deleted license 3"), "{gone:#?}");
}
