//! Several licenses: marked, looked at before they are changed, and after.

use lictor::{
    domain::{Change, Draft, License, LicenseId, Operation, Status, plan::Plan},
    store,
};

use super::{SIZES, bench, named};
use crate::support::console::{Bench, Setting, place};

#[test]
fn licenses_marked() {
    for size in SIZES {
        let mut bench = bench(size);
        insta::assert_snapshot!(named("licenses_marked", size), bench.press("<space>j<space>").screen());
    }
}

#[test]
fn change_of_several() {
    for size in SIZES {
        let mut bench = bench(size);
        bench.press("<space><space><space><space><space>t");
        insta::assert_snapshot!(named("change_of_several", size), bench.screen());
        bench.press("y");
        insta::assert_snapshot!(named("change_of_several_made", size), bench.screen());
    }
}

#[test]
fn change_of_many() {
    for size in SIZES {
        let mut bench = bench(size);
        bench.press("*yd").press("remove<enter>");
        insta::assert_snapshot!(named("change_of_many", size), bench.screen());
    }
}

#[test]
fn edit_of_several() {
    for size in SIZES {
        let mut bench = bench(size);
        bench.press("<space><space>e").press("<ctrl-u><ctrl-s>");
        insta::assert_snapshot!(named("edit_of_several", size), bench.screen());
    }
}

#[test]
fn what_can_be_copied() {
    let mut bench = bench((80, 24));
    insta::assert_snapshot!("what_can_be_copied", bench.press("y").screen());
}

#[test]
fn found_in_all_scopes() {
    for size in SIZES {
        let mut bench = bench(size);
        bench.press("F").press("fax 000214<enter>");
        insta::assert_snapshot!(named("found_in_all_scopes", size), bench.screen());
    }
}

#[test]
fn what_an_export_would_hold() {
    let mut bench = bench((80, 24));
    insta::assert_snapshot!("what_an_export_would_hold", bench.press("<space>x").screen());
}

#[test]
fn two_scopes_compared() {
    for size in SIZES {
        let mut bench = bench(size);
        let sql = "SELECT uuid FROM scope WHERE name = 'Bürgernetz Holding'";
        let other: String = bench.database().query_row(sql, [], |row| row.get(0)).expect("a group");
        bench.press(&format!(":compare groups/{other}<enter>"));
        insta::assert_snapshot!(named("two_scopes_compared", size), bench.screen());
    }
}

#[test]
fn pictures_of_all_licenses() {
    for size in SIZES {
        let journal = crate::support::journal::MemoryJournal::shared();
        let mut bench = Bench::with(&Setting { size, journal: Some(journal), ..Setting::default() });
        insta::assert_snapshot!(named("pictures_of_all_licenses", size), bench.press("O").screen());
    }
}

#[test]
fn plan_before_it_is_applied() {
    for size in SIZES {
        let journal = crate::support::journal::MemoryJournal::shared();
        let mut bench = Bench::with(&Setting { size, journal: Some(journal), ..Setting::default() });
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("a.json");
        store::write_plan(&file, &plan(&bench)).expect("a plan");
        bench.press(&format!(":plan {}<enter>", file.display()));
        insta::assert_snapshot!(named("plan_before_it_is_applied", size), bench.screen());
    }
}

/// A plan that makes a license, changes one, takes one away, and saw another otherwise than it is.
pub(super) fn plan(bench: &Bench) -> Plan {
    let seen = |id: i64| {
        let stored = bench.stored(id).expect("a license");
        let status = Status::from_word(&stored.status);
        let (name, description, sku) = (stored.name, stored.description, stored.sku);
        License { id: LicenseId(id), name, description, sku, status }
    };
    let renamed = |seen: License| {
        let change = Change::between(&seen, &License { name: "Planned".to_owned(), ..seen.clone() });
        Operation::Update { seen, change }
    };
    let (sku, name) = ("PLANNED-1".to_owned(), "New one".to_owned());
    let operations = vec![
        Operation::Create(Draft { sku, name, description: None, status: Status::Enabled }),
        renamed(seen(1)),
        renamed(License { name: "Not its name".to_owned(), ..seen(2) }),
        Operation::Delete { seen: seen(3) },
    ];
    let (origin, instance) = (place().origin, place().instance);
    let (id, made) = (uuid::Uuid::from_u128(7), "2026-03-04T05:06:07Z".to_owned());
    Plan { id, made, origin, instance, scope: super::group(), operations }
}
