use super::*;
use crate::{
    app::testing::{group, license, place},
    domain::{Cause, Draft, License},
};

const SCOPE: &str = "groups/00000000-0000-0000-0000-000000000001";

fn update(wanted: &License) -> Write {
    let seen = license(17);
    let change = Change::between(&seen, wanted);
    Write::update(group(), seen, change)
}

#[test]
fn a_change_names_its_fields_and_nothing_else() {
    let write = update(&License { name: "Bob's plan".into(), ..license(17) });
    assert_eq!(
        command(&write, Some(&place())),
        format!("lictor --profile lab --scope {SCOPE} update 17 --name 'Bob'\\''s plan'")
    );
}

#[test]
fn a_new_license_names_all_of_them() {
    let draft = Draft {
        sku: "A-1".into(),
        name: "-x".into(),
        description: Some(String::new()),
        status: Status::Disabled,
    };
    assert_eq!(
        command(&Write::create(group(), draft), None),
        format!("lictor --scope {SCOPE} create --sku A-1 --name=-x --description '' --status disabled")
    );
}

#[test]
fn a_toggle_and_a_deletion_are_their_own_words() {
    let off = update(&License { status: Status::Disabled, ..license(17) });
    let place = Place { profile: None, ..place() };
    let way = format!("lictor --url https://lab.example.net --instance draas_v1 --scope {SCOPE}");
    assert_eq!(command(&off, Some(&place)), format!("{way} disable 17"));
    assert_eq!(command(&Write::delete(group(), license(17)), Some(&place)), format!("{way} delete 17"));
}

#[test]
fn taking_back_names_the_entry_and_a_reason_comes_along() {
    let cause = Cause { undoes: Some(EntryId(12)), reason: Some("wrong group".into()), step: None };
    let write = Write::delete(group(), license(17)).because(cause);
    assert_eq!(command(&write, Some(&place())), "lictor --profile lab undo 12 --reason 'wrong group'");
}

#[test]
fn nothing_that_drives_a_terminal_comes_into_a_command() {
    let write = update(&License { name: "a\u{1b}]52;c\n'\u{202e}\\🏢".into(), ..license(17) });
    let command = command(&write, None);
    assert!(command.ends_with(r"--name $'a\u001b]52;c\u000a\'\u202e\\\U0001f3e2'"), "{command}");
}

#[test]
fn a_shell_reads_back_the_words_that_were_meant() {
    for name in ["plain", "two words", "it's", "a\"b", "$HOME `x` \\", "Straße 東京"] {
        let command = command(&update(&License { name: name.into(), ..license(17) }), None);
        let words = shell_words::split(&command).expect("words");
        assert_eq!(words.last().map(String::as_str), Some(name), "{command}");
    }
}
