//! What is configured, what is missing, and what is wrong before anything is sent.

use crate::support::{
    canned::{Canned, json},
    command::{Lab, Shell},
};

#[test]
fn what_is_missing_is_named_with_its_option_and_its_variable() {
    let run = Shell::bare().run(&["list"]);
    run.fails(2, "--url or LICTOR_URL").prints_nothing();
    run.fails(2, "--instance or LICTOR_INSTANCE")
        .fails(2, "--scope or LICTOR_SCOPE")
        .fails(2, "press c to make one");
    let lab = Lab::open();
    let shell = Shell::at(&lab.sandbox.url()).with("LICTOR_SCOPE", "");
    shell.run(&["list"]).fails(2, "--scope or LICTOR_SCOPE");
    let shell = Shell::at(&lab.sandbox.url()).with("LICTOR_TOKEN", "");
    shell.run(&["list"]).fails(3, "LICTOR_TOKEN");
}

#[test]
fn options_win_over_the_environment() {
    let lab = Lab::open();
    let shell = Shell::at("http://127.0.0.1:1").with("LICTOR_INSTANCE", "nowhere");
    let url = lab.sandbox.url();
    shell.run(&["list", "--limit", "1", "--url", &url, "--instance", "sandbox"]).works();
    shell.run(&["--url", &url, "list"]).fails(5, "not found");
}

#[test]
fn wrong_values_are_refused_before_anything_is_sent() {
    let server = Canned::start([json(200, "{}")]);
    let shell = Shell::at(&server.url());
    for (arguments, words) in [
        (&["list", "--scope", "groups"][..], "scope: "),
        (&["list", "--scope", "planets/6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a"], "planets"),
        (&["list", "--scope", "groups/17"], "not a UUID"),
        (&["list", "--url", "http://api.example.net"], "https://api.example.net"),
        (&["list", "--url", "api.example.net"], "write it as https://"),
        (&["list", "--url", "https://a.example/api/v01"], "leave out"),
        (&["list", "--instance", "a/b"], "instance: "),
        (&["list", "--timeout", "never"], "timeout: "),
        (&["list", "--limit", "0"], "--limit"),
        (&["list", "--page-size", "0"], "--page-size"),
        (&["list", "-o", "xml"], "xml"),
        (&["get", "x"], "id: "),
        (&["create", "--sku", "S", "--name", " "], "name: must not be empty"),
        (&["create", "--sku", "", "--name", "N"], "sku: must not be empty"),
        (&["create", "--sku", "S", "--name", "N", "--status", "on"], "neither enabled nor disabled"),
        (&["create", "--sku", "S"], "--name"),
        (&["update", "7", "--name", ""], "name: must not be empty"),
        (&["update", "7", "--status", "paused"], "neither enabled nor disabled"),
        (&["update", "7"], "--name"),
        (&["update", "7", "--name", "N", "--expect", "colour=red"], "expect: "),
        (&["enable"], "ID"),
        (&["enable", "1", "two", "3"], "\"two\""),
        (&["delete", "1", "--yes", "x"], "\"x\""),
        (&["scopes", "planets"], "planets"),
        (&["scopes", "--parent", "groups"], "scope: "),
        (&["frobnicate"], "frobnicate"),
    ] {
        shell.run(arguments).fails(2, words).prints_nothing();
    }
    assert!(server.asked().is_empty());
}

#[test]
fn credentials_in_the_url_are_refused_and_not_repeated() {
    let run = Shell::bare().run(&["list", "--url", "https://anna:hunter2@a.example"]);
    run.fails(2, "LICTOR_TOKEN");
    assert!(!run.stderr.contains("hunter2"), "{run:?}");
}

#[test]
fn a_wrong_variable_is_named() {
    let shell = Shell::at("http://127.0.0.1:1").with("LICTOR_READ_ONLY", "ture");
    shell.run(&["list"]).fails(2, "LICTOR_READ_ONLY");
    let shell = Shell::at("ftp://x");
    shell.run(&["list"]).fails(2, "LICTOR_URL");
}

#[test]
fn read_only_forbids_changes_by_option_and_by_variable() {
    let server = Canned::start([json(200, "{}")]);
    let create = ["create", "--sku", "S", "--name", "N"];
    Shell::at(&server.url())
        .with("LICTOR_READ_ONLY", "yes")
        .run(&create)
        .fails(4, "read-only")
        .prints_nothing();
    let shell = Shell::at(&server.url());
    for arguments in [&["enable", "7", "--read-only"][..], &["--read-only", "delete", "7", "--yes"]] {
        shell.run(arguments).fails(4, "read-only");
    }
    assert!(server.asked().is_empty());
}

#[test]
fn scopes_that_are_no_groups_are_read_only() {
    let server = Canned::start([json(200, "{}")]);
    let shell = Shell::at(&server.url());
    let scope = "tenants/6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a";
    for arguments in [
        &["create", "--sku", "S", "--name", "N", "--scope", scope][..],
        &["update", "7", "--name", "N", "--scope", scope],
        &["disable", "7", "--scope", scope],
        &["delete", "7", "--yes", "--scope", scope],
    ] {
        shell.run(arguments).fails(4, "read-only: the API changes licenses under groups only");
    }
    assert!(server.asked().is_empty());
}

#[test]
fn the_console_needs_a_terminal() {
    for arguments in [&[][..], &["demo"]] {
        Shell::bare().run(arguments).fails(2, "needs a terminal").prints_nothing();
    }
}

#[test]
fn the_token_is_in_no_output() {
    let lab = Lab::open();
    let shell = Shell::at(&lab.sandbox.url()).with("LICTOR_TOKEN", "s3cr3t");
    let run = shell.run(&["list", "-v"]);
    run.fails(3, "refused").fails(3, "status=401");
    assert!(!run.stderr.contains("s3cr3t"), "{run:?}");
    let run = Shell::bare().with("LICTOR_TOKEN", "s3cr3t").run(&["--help"]);
    assert!(!run.works().contains("s3cr3t"));
}
