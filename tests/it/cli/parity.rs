//! Whatever the console does, a command does without it.

use std::{collections::BTreeSet, process::Command};

use lictor::app::{headless::Form, keymap::Keymap};

/// The options and the subcommand that a form names, such as `list` and `--scope`.
fn words(form: &str) -> (String, Vec<String>) {
    let words: Vec<&str> = form.split_whitespace().skip(1).collect();
    let options = words.iter().filter(|word| word.starts_with('-')).map(|word| (*word).to_owned()).collect();
    let is_name = |word: &&&str| word.chars().all(|letter| letter.is_ascii_lowercase()) && **word != "never";
    let command = words.iter().find(is_name).expect("a command");
    ((*command).to_owned(), options)
}

fn help(command: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_lictor")).args(["help", command]).output().expect("help");
    assert!(output.status.success(), "lictor help {command}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn every_action_has_a_form_without_a_screen_and_the_program_knows_it() {
    let forms: BTreeSet<&str> = Keymap::default()
        .bindings()
        .iter()
        .filter_map(|binding| {
            let form = Form::of(binding.action);
            let changes = binding.action.is_change();
            assert!(!changes || form.command().is_some(), "{} changes licenses", binding.action.name());
            form.command()
        })
        .collect();
    assert!(forms.len() > 12, "{forms:?}");
    for form in forms.into_iter().flat_map(|forms| forms.split(" | ")) {
        let (command, options) = words(form);
        if command == "help" {
            continue;
        }
        let help = help(&command);
        for option in options {
            assert!(help.contains(&option), "{form}: {option}");
        }
    }
}
