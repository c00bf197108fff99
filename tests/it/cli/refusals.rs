//! Servers that say no, say nothing or say something else: message and exit code.

use lictor::sandbox::Options;

use crate::support::{
    canned::{Answer, Canned, answer, cut, html, json},
    command::{Lab, Shell},
};

fn list_from(answer: Answer) -> crate::support::command::Run {
    let server = Canned::start([answer]);
    Shell::at(&server.url()).run(&["list"])
}

#[test]
fn an_unreachable_server_is_told_with_host_and_port() {
    // An address of this machine at which no other test has a server, as one might at a port that was given back.
    let address = "127.9.9.9:9";
    let shell = Shell::at(&format!("http://{address}"));
    for arguments in [&["list"][..], &["create", "--sku", "S", "--name", "N"], &["delete", "7", "--yes"]] {
        shell.run(arguments).fails(7, &format!("error: {address} cannot be reached")).prints_nothing();
    }
}

#[test]
fn a_wrong_token_is_not_logged_in() {
    let lab = Lab::open();
    let shell = Shell::at(&lab.sandbox.url()).with("LICTOR_TOKEN", "wrong");
    shell.run(&["list"]).fails(3, "error: not logged in").fails(3, "LICTOR_TOKEN").prints_nothing();
}

#[test]
fn a_missing_role_is_named() {
    let role = "groups.instance.customer_licenses.list";
    let lab = Lab::with(Options { denied_roles: vec![role.to_owned()], ..Options::default() });
    lab.run(&["list"]).fails(4, role).prints_nothing();
}

#[test]
fn what_does_not_exist_is_not_found() {
    let lab = Lab::open();
    for arguments in
        [&["get", "99999999"][..], &["update", "99999999", "--name", "N"], &["delete", "99999999", "--yes"]]
    {
        lab.run(arguments).fails(5, "not found: license 99999999").prints_nothing();
    }
    let nowhere = "groups/6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a";
    lab.run(&["list", "--scope", nowhere]).fails(5, nowhere);
}

#[test]
fn a_taken_sku_is_rejected_in_the_servers_words() {
    let lab = Lab::open();
    let create = ["create", "--sku", "TWICE", "--name", "N"];
    lab.run(&create).works();
    lab.run(&create).fails(6, "the server rejected it (400): sku: already used").prints_nothing();
}

#[test]
fn answers_that_are_none_are_broken() {
    list_from(html(200, "<title>Sign in</title>")).fails(7, "not JSON (text/html, title \"Sign in\")");
    list_from(json(200, "{\"licenses\":[")).fails(7, "cut off");
    list_from(cut(json(200, "{\"licenses\":[]}"), 3)).fails(7, "cut off");
    list_from(json(200, "{}")).fails(7, "licenses");
    list_from(Answer::Nothing).fails(7, "the connection broke");
    list_from(answer(302, &[("Location", "https://other.example/x?y=1")], ""))
        .fails(7, "https://other.example/x;");
}

#[test]
fn a_server_that_does_not_answer_is_timed_out() {
    let server = Canned::start([Answer::Silence]);
    Shell::at(&server.url()).run(&["list", "--timeout", "0.2"]).fails(7, "no answer within 0.2 s");
}

#[test]
fn the_servers_words_are_made_safe() {
    let run = list_from(json(400, r#"{"error":"a\u001b[2J\u202eb\nc"}"#));
    run.fails(6, r"a\u{1b}[2J\u{202e}b c");
    assert!(!run.stderr.contains('\u{1b}'), "{run:?}");
}

#[test]
fn an_error_has_its_advice_on_the_next_line() {
    let run = list_from(json(403, "{}"));
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert!(lines[0].starts_with("error: forbidden"), "{run:?}");
    assert_eq!(lines[1], "  ask an administrator for the role");
}
