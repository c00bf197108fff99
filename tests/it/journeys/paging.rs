//! Choosing a scope, paging, filtering, sorting, opening.

use lictor::sandbox::{self, Options};

use crate::support::console::{Bench, Opens, Setting};

const LIST: &str = "/api/v01/draas/{draas_instance}/groups/{uuid}/customer_licenses";

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

#[test]
fn the_way_to_the_end_has_a_few_pages_under_way_and_each_once() {
    let faults = "latency=20@list".parse().expect("faults");
    let sandbox = Options { licenses: 3_000, faults, ..Options::default() };
    let mut bench = Bench::with(&Setting { sandbox, ..Setting::default() });
    bench.press("G").sees("3000, complete").sees("page 30 of 30");
    let most = bench.sandbox().most_at_once();
    assert!((2..=8).contains(&most), "{most}");
    assert_eq!(bench.sandbox().answered("GET", LIST), 30);
}

#[test]
fn who_does_not_read_ahead_reads_to_the_end_one_page_at_a_time() {
    let faults = "latency=5@list".parse().expect("faults");
    let sandbox = Options { licenses: 1_000, faults, ..Options::default() };
    let mut bench = Bench::with(&Setting { sandbox, reads_ahead: false, ..Setting::default() });
    let at_first = bench.sandbox().most_at_once();
    bench.press("G").sees("1000, complete");
    assert_eq!(bench.sandbox().answered("GET", LIST), 10);
    assert!(bench.sandbox().most_at_once() <= at_first.max(1));
}

#[test]
fn keys_act_while_pages_arrive_and_esc_leaves_nothing_running() {
    // The first rule lets the first page through, untouched by the second.
    let faults = "stale=0@list*1,latency=600000@list".parse().expect("faults");
    let sandbox = Options { licenses: 3_000, faults, ..Options::default() };
    let mut bench = Bench::with(&Setting { sandbox, ..Setting::default() });
    bench.press_without_waiting("G");
    while bench.sandbox().at_work() < 6 {
        std::thread::yield_now();
    }
    bench.press_without_waiting("jj/-000001").sees("1 of 100 read");
    bench.press("<esc><esc>").sees("stopped").sees("100 read, more on the server");
    while bench.sandbox().at_work() > 0 {
        std::thread::yield_now();
    }
}

#[test]
fn deleting_on_the_way_to_the_end_loses_no_license_and_none_that_follow() {
    let faults = "latency=15@list".parse().expect("faults");
    let sandbox = Options { licenses: 2_000, faults, ..Options::default() };
    let mut bench = Bench::with(&Setting { sandbox, ..Setting::default() });
    let sku: String = bench
        .database()
        .query_row(
            "SELECT sku FROM license WHERE group_uuid = ?1 ORDER BY id LIMIT 1",
            [sandbox::first_group().to_string()],
            |row| row.get(0),
        )
        .expect("a license");
    bench.press_without_waiting("G");
    bench.press(&format!("d{sku}<enter>"));
    assert_eq!(bench.stored_count(), 1_999);
    bench.press("G").sees("1999, complete").sees_no("changed while");
}
