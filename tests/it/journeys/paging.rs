//! Choosing a scope, paging, filtering, sorting, opening.

use lictor::sandbox::{self, Options};

use crate::support::console::{Bench, Opens, Setting};

fn on_scopes() -> Bench {
    Bench::with(&Setting { opens: Opens::Scopes, ..Setting::default() })
}

fn name_of(kind: &str, skip: usize) -> String {
    sandbox::seed_scopes()
        .iter()
        .filter(|scope| format!("{:?}", scope.kind).to_lowercase() == kind)
        .nth(skip)
        .expect("a seeded scope")
        .name
        .to_owned()
}

#[test]
fn an_operator_chooses_a_group_and_sees_its_licenses() {
    let mut bench = on_scopes();
    bench.sees("Scopes").sees("[Groups]").sees(&name_of("groups", 0));
    bench.press("<enter>").sees("Licenses").sees("100 read, more on the server").sees("enabled");
}

#[test]
fn every_kind_has_its_tab_also_for_an_account_that_must_go_through_the_groups() {
    let mut bench = on_scopes();
    bench.press("2").sees("[Distributors]").sees(&name_of("distributors", 0));
    bench.press("3").sees("[Resellers]").sees(&name_of("resellers", 0));
    bench.press("4").sees("[Tenants]").sees(&name_of("tenants", 0));
    bench.press("<enter>").sees("read-only: the API changes licenses under groups only");
}

#[test]
fn an_operator_goes_down_into_a_groups_distributors_and_back_up() {
    let mut bench = on_scopes();
    bench
        .press("<tab>")
        .sees("[Distributors]")
        .sees(&format!("Groups › {} › Distributors", name_of("groups", 0)))
        .sees(&name_of("distributors", 0));
    bench.press("<backspace>").sees("[Groups]");
}

#[test]
fn an_operator_pastes_a_scope() {
    let mut bench = on_scopes();
    bench.press("a").sees("Type or paste a scope");
    bench.paste(&format!("groups/{}\n", sandbox::first_group())).press("<enter>").sees("Licenses");
    bench.sees("100 read, more on the server");
}

#[test]
fn an_operator_walks_the_servers_pages() {
    let mut bench = Bench::open();
    bench.sees("page 1 of 3").press("]").sees("page 2 of 3").sees("200 read, more on the server");
    bench.press("]").sees("page 3 of 3").sees("240, complete");
    bench.press("]").sees("the server's last page").press("[[").sees("page 1 of 3");
}

#[test]
fn moving_down_reads_on_and_the_end_is_the_end() {
    let mut bench = Bench::open();
    for _ in 0..14 {
        bench.press("<pagedown>");
    }
    bench.sees("240, complete");
    let last: String = bench
        .database()
        .query_row(
            "SELECT sku FROM license WHERE group_uuid = ?1 ORDER BY id DESC LIMIT 1",
            [sandbox::first_group().to_string()],
            |row| row.get(0),
        )
        .expect("a last license");
    bench.sees(&last);
}

#[test]
fn an_operator_filters_opens_and_comes_back() {
    let mut bench = Bench::open();
    bench.press("G").sees("240, complete");
    let sku: String = bench
        .database()
        .query_row(
            "SELECT sku FROM license WHERE group_uuid = ?1 ORDER BY id LIMIT 1 OFFSET 122",
            [sandbox::first_group().to_string()],
            |row| row.get(0),
        )
        .expect("a license");
    bench.press(&format!("/{sku}")).sees(&sku).sees("1 of 240 read").press("<enter><enter>");
    bench.sees("License").sees("as the server sent it").press("v").sees("\"sku\"").press("v<esc>");
    bench.sees("Licenses").sees("1 of 240 read").press("<esc>").sees_no("1 of 240 read");
}

#[test]
fn sorting_sorts_what_is_read_and_says_so() {
    let mut bench = Bench::open();
    bench.press("ss").sees("by SKU up").press("S").sees("by SKU down").press("ssss").sees_no("by SKU");
}

#[test]
fn a_large_listing_is_read_to_its_end_and_can_be_stopped() {
    let sandbox = Options { licenses: 5_000, ..Options::default() };
    let mut bench = Bench::with(&Setting { sandbox, ..Setting::default() });
    bench.press_without_waiting("G").press("<esc>").sees("stopped").sees("more on the server");
    bench.press("G").sees("5000, complete");
}

#[test]
fn a_hundred_thousand_licenses_are_read_to_the_end_and_found_in() {
    let sandbox = Options { licenses: 100_000, ..Options::default() };
    let mut bench = Bench::with(&Setting { sandbox, ..Setting::default() });
    bench.press("G").sees("100000, complete").sees("page 1000 of 1000");
    bench.press("/-099999").sees("1 of 100000 read").press("<enter><enter>").sees("as the server sent it");
}

#[test]
fn an_empty_group_says_so_and_offers_to_make_a_license() {
    let empty = sandbox::seed_scopes()
        .iter()
        .filter(|scope| scope.uuid == scope.group)
        .map(|scope| scope.uuid)
        .collect::<Vec<_>>();
    let mut bench = on_scopes();
    let found = empty.into_iter().any(|uuid| {
        bench.press("a").paste(&format!("groups/{uuid}")).press("<enter>");
        let none = bench.shows("0, complete");
        if none {
            bench.sees("there are no licenses here; n makes one");
        }
        bench.press("<esc>");
        none
    });
    assert!(found, "the sandbox has an empty group");
}
