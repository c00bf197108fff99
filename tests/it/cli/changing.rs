//! Lists that others change while a command reads them.

use std::{
    io::{BufRead, BufReader, Read},
    process::Child,
};

use lictor::sandbox::{Options, Sandbox};
use rusqlite::Connection as Database;
use serde_json::{Value, json as value};
use tempfile::TempDir;

use crate::support::{
    canned::{Canned, json},
    command::Shell,
};

const CHANGED: &str = "the list changed while it was read: a record that came twice is listed once, and some may be \
                       missing; run it again";

/// So many that a command which nobody reads from has most of them before it.
const LICENSES: i64 = 4_000;

/// A server whose list has room for one more license ahead, as the fifth.
struct Scene {
    sandbox: Sandbox,
    database: Database,
    _directory: TempDir,
}

impl Scene {
    fn open() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("sandbox.db");
        let licenses = u32::try_from(LICENSES).expect("a number");
        let options = Options { licenses, database: Some(file.clone()), ..Options::default() };
        let sandbox = Sandbox::start(options).expect("a sandbox");
        sandbox.wait_until_seeded().expect("the data");
        let scene =
            Self { sandbox, database: Database::open(file).expect("the database"), _directory: directory };
        scene.write("DELETE FROM license_row WHERE id = 5");
        scene
    }

    fn write(&self, statement: &str) {
        assert_eq!(self.database.execute(statement, []).expect(statement), 1);
    }

    fn shell(&self) -> Shell {
        Shell::at(&self.sandbox.url())
    }

    /// Starts to list, does something once the first line is there, and reads the rest; the ids, the exit code and
    /// standard error. The command waits meanwhile: nobody reads what it prints.
    fn list_while(&self, reads_ahead: bool, deed: impl FnOnce(&Self)) -> (Vec<i64>, Option<i32>, String) {
        let shell = self.shell().with("LICTOR_PROFILE", "here");
        let url = self.sandbox.url();
        shell.configure(&format!("[profiles.here]\nurl = \"{url}\"\nread_ahead = {reads_ahead}\n"));
        let mut child = shell.command(&["list", "-o", "csv", "--page-size", "10"]).spawn().expect("a child");
        let mut lines = BufReader::with_capacity(64, child.stdout.take().expect("a pipe"));
        let mut printed = String::new();
        while printed.lines().count() < 2 {
            lines.read_line(&mut printed).expect("a line");
        }
        deed(self);
        lines.read_to_string(&mut printed).expect("the rest");
        let (code, said) = end(child);
        let id = |line: &str| line.split(',').next().and_then(|id| id.parse().ok());
        (printed.lines().skip(1).map(|line| id(line).expect("an id")).collect(), code, said)
    }
}

fn end(mut child: Child) -> (Option<i32>, String) {
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("text");
    (child.wait().expect("the end").code(), said)
}

#[test]
fn a_list_that_others_change_is_whole_and_says_that_rows_may_be_missing() {
    let last = format!("DELETE FROM license_row WHERE id = {LICENSES}");
    let ahead = "INSERT INTO license_row (id, group_number, sku, name, status)
         SELECT 5, group_number, 'AHEAD', 'Ahead', 'enabled' FROM license_row WHERE id = 1";
    for reads_ahead in [true, false] {
        let scene = Scene::open();
        let create = |scene: &Scene| {
            scene.shell().run(&["create", "--sku", "BEHIND", "--name", "Behind"]).works();
        };
        let deeds: [&dyn Fn(&Scene); 4] = [
            &|scene| {
                scene.shell().run(&["delete", "3", "--yes"]).works();
            },
            &|scene| scene.write(ahead),
            &|scene| scene.write(&last),
            &create,
        ];
        for (number, deed) in deeds.into_iter().enumerate() {
            let (ids, code, said) = scene.list_while(reads_ahead, deed);
            assert!(said.contains(CHANGED), "{number}: {said}");
            assert_eq!(code, Some(0), "{number}: the end was reached");
            assert!(
                ids.is_sorted_by(|one, next| one < next),
                "{number}: each once, as the server has them: {ids:?}"
            );
            let quiet = scene.list_while(reads_ahead, |_| {});
            assert!(!quiet.2.contains("changed"), "{number}: {}", quiet.2);
            let lacking = quiet.0.iter().filter(|id| !ids.contains(id)).count();
            // Of pages that are under way at once, some are cut before and some after, and not in their order.
            let most = if reads_ahead { 4 } else { 1 };
            assert!(lacking <= most, "{number}: {lacking} lacking");
        }
    }
}

/// A list of two pages, the second of which says of the whole what it says.
fn told(second: &str) -> Canned {
    let first = r#"{"results":3,"pages":2,"licenses":[{"id":1},{"id":2}],"next":"two"}"#;
    Canned::start([json(200, first), json(200, &format!(r#"{{{second},"licenses":[{{"id":3}}]}}"#))])
}

#[test]
fn a_total_that_changes_or_does_not_add_up_is_told_in_every_form() {
    for second in [r#""results":2,"pages":1"#, r#""results":4,"pages":2"#] {
        for form in ["table", "json", "jsonl", "csv"] {
            let run = Shell::at(&told(second).url()).run(&["list", "-o", form]);
            assert_eq!((run.code, run.stderr.contains(CHANGED)), (Some(0), true), "{run:?}");
            if form == "json" {
                assert_eq!(run.json()["complete"], value!(true), "it was not cut");
                assert_eq!(run.json()["licenses"].as_array().map(Vec::len), Some(3));
            }
        }
    }
    for steady in [r#""results":3,"pages":2"#, r#""results":1,"pages":2"#, r#""page":2"#] {
        let run = Shell::at(&told(steady).url()).run(&["list", "-o", "json"]);
        assert!(run.json()["complete"] == Value::Bool(true) && !run.stderr.contains("changed"), "{run:?}");
    }
}

#[test]
fn a_list_that_is_cut_by_its_limit_says_only_what_it_knows() {
    let run = Shell::at(&told(r#""results":3,"pages":2"#).url()).run(&["list", "--limit", "2"]);
    assert!(run.stderr.contains("the server has more") && !run.stderr.contains("changed"), "{run:?}");
}

#[test]
fn get_outside_of_groups_says_that_a_license_may_have_been_missed() {
    let scope =
        lictor::sandbox::seed_scopes().iter().find(|scope| scope.uuid != scope.group).expect("a scope");
    let scope = format!("tenants/{}", scope.uuid);
    for (second, is_told) in [(r#""results":2,"pages":1"#, true), (r#""results":3,"pages":2"#, false)] {
        let run = Shell::at(&told(second).url()).run(&["get", "9", "--scope", &scope]);
        run.fails(5, "not found");
        assert_eq!(run.stderr.contains("may have been missed; run it again"), is_told, "{run:?}");
    }
}
