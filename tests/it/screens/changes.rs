//! The screens about changes: conflicts, reasons, deletions with care, the history and undo.

use insta::assert_snapshot;
use lictor::{
    domain::{OperationKind, Standing},
    sandbox::Options,
};

use super::{SIZES, named};
use crate::support::{
    console::{Bench, Setting},
    journal::MemoryJournal,
};

const FIRST: i64 = 1;

fn bench(size: (u16, u16)) -> Bench {
    Bench::with(&Setting { size, ..Setting::default() })
}

/// A console at which some changes were made.
fn with_changes(size: (u16, u16)) -> Bench {
    let journal = MemoryJournal::shared();
    let mut bench = Bench::with(&Setting { size, journal: Some(journal.clone()), ..Setting::default() });
    bench.press("e<ctrl-u>Renamed<tab><ctrl-u>For everybody<ctrl-s>").press("jt");
    bench.press("nNEW-1<tab>New<ctrl-s>").press("j").press("t").press("t");
    journal.amend(1, |entry| {
        entry.reason = Some("ticket 4711: the customer has a new name".to_owned());
        entry.ssh = Some("192.0.2.7 50022".to_owned());
        entry.account = Some("maria@example.net".to_owned());
        entry.profile = Some("lab".to_owned());
    });
    journal.amend(4, |entry| {
        entry.result = Standing::Unknown;
        entry.detail = Some("no answer within 30 s".to_owned());
    });
    journal.amend(5, |entry| entry.under_way = true);
    bench
}

/// The screen, painted anew: what was behind wide characters on earlier screens is not on this one.
fn fresh(bench: &mut Bench) -> String {
    bench.press("<ctrl-l>").screen()
}

/// Lets somebody else change the first license.
fn meddle(bench: &Bench) {
    bench
        .database()
        .execute(
            "UPDATE license_row SET name = 'A name by somebody else', description = 'Theirs', \
             status = 'disabled' WHERE id = ?1",
            [FIRST],
        )
        .expect("a change");
}

#[test]
fn edit_license_in_conflict() {
    for size in SIZES {
        let mut bench = bench(size);
        bench.press("e<ctrl-u>My own name<tab><ctrl-u>My own description of the license");
        meddle(&bench);
        bench.press("<ctrl-s>").press("<left><tab>");
        assert_snapshot!(named("edit_license_in_conflict", size), fresh(&mut bench));
    }
}

#[test]
fn edit_license_back_in_the_form_after_a_conflict() {
    let mut bench = bench((80, 24));
    bench.press("e<ctrl-u>My own name<tab><ctrl-u>My own description");
    meddle(&bench);
    bench.press("<ctrl-s>").press("<right><esc>");
    assert_snapshot!(fresh(&mut bench));
}

#[test]
fn delete_license_that_was_changed() {
    for size in SIZES {
        let mut bench = bench(size);
        let sku = bench.stored(FIRST).expect("a record").sku;
        bench.press("d");
        meddle(&bench);
        bench.press(&format!("{sku}<enter>"));
        assert_snapshot!(named("delete_license_that_was_changed", size), fresh(&mut bench));
    }
}

#[test]
fn delete_license_on_production() {
    for size in SIZES {
        let mut bench = Bench::with(&Setting { size, production: true, ..Setting::default() });
        let sku = bench.stored(FIRST).expect("a record").sku;
        bench.press(&format!("d{sku}<enter>"));
        assert_snapshot!(named("delete_license_on_production", size), fresh(&mut bench));
    }
}

#[test]
fn reason() {
    for size in SIZES {
        let mut bench = Bench::with(&Setting { size, needs_reason: true, ..Setting::default() });
        assert_snapshot!(named("reason", size), fresh(bench.press("e!<ctrl-s>ticket 4711")));
    }
}

#[test]
fn reason_missing() {
    let mut bench = Bench::with(&Setting { needs_reason: true, ..Setting::default() });
    assert_snapshot!(fresh(bench.press("t<enter>")));
}

#[test]
fn history() {
    for size in SIZES {
        assert_snapshot!(named("history", size), fresh(with_changes(size).press("H").press("j")));
    }
}

#[test]
fn history_empty() {
    assert_snapshot!(fresh(bench((80, 24)).press("H")));
}

#[test]
fn history_filtered_and_sorted() {
    assert_snapshot!(fresh(with_changes((80, 24)).press("H").press("sss/update")));
}

#[test]
fn change() {
    for size in SIZES {
        assert_snapshot!(named("change", size), fresh(with_changes(size).press("H").press("G<enter>")));
    }
}

#[test]
fn change_with_an_unknown_end() {
    assert_snapshot!(fresh(with_changes((80, 24)).press("H").press("j<enter>")));
}

#[test]
fn undo() {
    for size in SIZES {
        assert_snapshot!(named("undo", size), fresh(with_changes(size).press("H").press("G").press("u")));
    }
}

#[test]
fn undo_done() {
    assert_snapshot!(fresh(with_changes((80, 24)).press("H").press("G").press("u").press("y")));
}

#[test]
fn undo_of_a_deletion() {
    let journal = MemoryJournal::shared();
    let mut bench = Bench::with(&Setting { journal: Some(journal), ..Setting::default() });
    let sku = bench.stored(FIRST).expect("a record").sku;
    bench.press(&format!("d{sku}<enter>")).press("u");
    assert_snapshot!(fresh(&mut bench));
}

#[test]
fn undo_of_a_step_that_cannot_all_be_taken_back() {
    let journal = MemoryJournal::shared();
    let mut bench = Bench::with(&Setting { journal: Some(journal.clone()), ..Setting::default() });
    bench.press("t").press("jt").press("jt");
    let step = Some(uuid::Uuid::from_u128(7));
    for number in 1..=3 {
        journal.amend(number, |entry| entry.step = step);
    }
    journal.amend(2, |entry| entry.operation = OperationKind::Delete);
    assert_snapshot!(fresh(bench.press("u")));
}

#[test]
fn undo_with_nothing_to_take_back() {
    assert_snapshot!(fresh(bench((80, 24)).press("u")));
}

#[test]
fn undo_on_production() {
    let journal = Some(MemoryJournal::shared());
    let mut bench = Bench::with(&Setting { journal, production: true, ..Setting::default() });
    assert_snapshot!(fresh(bench.press("ty").press("u").press("y")));
}

#[test]
fn a_role_that_is_missing() {
    let role = "groups.instance.customer_license.instance.update";
    let sandbox = Options { denied_roles: vec![role.to_owned()], ..Options::default() };
    let mut bench = Bench::with(&Setting { sandbox, ..Setting::default() });
    assert_snapshot!(fresh(bench.press("t").press("s")));
}
