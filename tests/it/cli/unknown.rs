//! Writes whose answers are lost, settled by reading back.

use crate::support::{
    canned::{Answer, Canned, answer, json},
    command::{Lab, Shell},
};

const CREATE: [&str; 5] = ["create", "--sku", "LOST-1", "--name", "N"];

#[test]
fn a_write_that_was_done_and_not_answered_is_done() {
    let lab = Lab::with_faults("lost@update*1");
    let run = lab.run(&["update", "1", "--name", "Renamed"]);
    run.works();
    assert!(run.stderr.contains("the change was made"), "{run:?}");
    let lab = Lab::with_faults("lost@delete*1");
    assert!(lab.run(&["delete", "1", "--yes"]).works().starts_with("deleted license 1"));
    let lab = Lab::with_faults("lost@create*1");
    let id = lab.run(&[&CREATE[..], &["-o", "json"]].concat()).json()["id"].to_string();
    assert_eq!(lab.run(&["get", &id, "-o", "json"]).json()["sku"], "LOST-1");
}

#[test]
fn a_write_that_was_not_done_says_so() {
    for faults in ["reset@update", "status=500@update", "html=502@update"] {
        let lab = Lab::with_faults(faults);
        lab.run(&["update", "1", "--name", "Renamed"]).fails(7, "nothing was changed").prints_nothing();
        assert_ne!(lab.run(&["get", "1", "-o", "json"]).json()["name"], "Renamed");
    }
    let lab = Lab::with_faults("reset@delete,reset@create");
    lab.run(&["delete", "1", "--yes"]).fails(7, "nothing was changed");
    lab.run(&CREATE).fails(7, "nothing was changed");
}

#[test]
fn a_write_of_which_nothing_can_be_found_out_is_unknown() {
    let lab = Lab::with_faults("lost@create,status=500@list");
    lab.run(&CREATE).fails(8, "not known").prints_nothing();
    let body = json(200, r#"{"name":"A","sku":"S","status":"enabled"}"#);
    let server = Canned::start([body.clone(), body, Answer::Nothing]);
    let run = Shell::at(&server.url()).run(&["update", "7", "--name", "B"]);
    run.fails(8, "not known").fails(8, "read the license again");
}

#[test]
fn a_write_that_was_done_differently_is_a_conflict() {
    let body = |name: &str| json(200, &format!(r#"{{"name":"{name}","sku":"S","status":"enabled"}}"#));
    let server = Canned::start([body("A"), body("A"), answer(500, &[], ""), body("C")]);
    let run = Shell::at(&server.url()).run(&["update", "7", "--name", "B"]);
    run.fails(9, r#"name is now "C" (sent was "B")"#);
}

#[test]
fn several_tell_what_is_unknown_of_which() {
    let lab = Lab::with_faults("reset@delete*1");
    let run = lab.run(&["delete", "1", "2", "--yes", "-o", "json"]);
    assert_eq!(run.code, Some(10));
    assert!(
        run.stdout.contains(r#""result":"not done""#) && run.stdout.contains(r#""result":"done""#),
        "{run:?}"
    );
}

#[test]
fn no_write_is_sent_twice() {
    let lost = Canned::start([Answer::Nothing, json(500, "")]);
    Shell::at(&lost.url()).run(&CREATE).fails(8, "not known");
    let writes = lost.lines().iter().filter(|line| line.starts_with("POST")).count();
    assert_eq!(writes, 1);
}
