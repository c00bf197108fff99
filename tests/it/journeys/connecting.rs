//! Connecting to a server, switching between profiles, and scopes that are pinned and searched.

use lictor::sandbox::{self, Options};

use crate::support::console::{Bench, Opens, Setting};

fn on_scopes() -> Bench {
    Bench::with(&Setting { opens: Opens::Scopes, ..Setting::default() })
}

#[test]
fn an_operator_connects_to_a_server_from_the_welcome() {
    let mut bench = Bench::unconfigured();
    let url = bench.url();
    bench.sees("Welcome").press("c").sees("Connect").press("lab<tab>").paste(&url);
    bench.press("<tab>sandbox<ctrl-s>").sees("Scopes").sees(" LAB ").sees("[Groups]");
    bench.press("<enter>").sees("Licenses").sees("100 read, more on the server");
}

#[test]
fn a_profile_that_cannot_be_written_keeps_what_was_typed() {
    let mut bench = Bench::unconfigured();
    bench.press("clab<tab>https://lab.example.net<tab>draas_v1<ctrl-s>");
    bench.sees("cannot be written").sees("what you typed is kept").sees("https://lab.example.net");
    bench.press("<esc>").sees("Leave the form?").press("y").sees("Welcome");
}

#[test]
fn an_operator_switches_to_another_profile() {
    let mut bench = Bench::open();
    bench.press(":profile<enter>").sees("profiles: broken, prod").press(" pr<tab>").sees(":profile prod");
    bench.press("<enter>").sees("PROD PRODUCTION").sees("Scopes").press("<enter>").sees("Licenses");
    bench.press("t").sees("Set ").press("n");
}

#[test]
fn a_profile_that_leads_nowhere_is_mended_in_the_console() {
    let mut bench = Bench::open();
    let url = bench.url();
    bench.press(":connect prod<enter>").sees("profile prod of the configuration").sees("lab.example.nt");
    bench.press("<ctrl-u>").paste(&url).press("<ctrl-s>").sees("PROD PRODUCTION").sees("Scopes");
}

#[test]
fn a_profile_that_does_not_open_leaves_everything_as_it_is() {
    let mut bench = Bench::open();
    bench.press("jj:profile broken<enter>").sees("line 7: the url is missing").sees(" sandbox ");
    bench.sees("Licenses").press("<enter>").sees("as the server sent it");
}

#[test]
fn a_change_under_way_is_made_and_told_after_the_profile_was_switched() {
    let faults = "latency=300@update".parse().expect("faults");
    let mut bench =
        Bench::with(&Setting { sandbox: Options { faults, ..Options::default() }, ..Setting::default() });
    bench.press_without_waiting("t").press_without_waiting(":profile prod<enter>");
    bench.sees("still under way at sandbox").press("").sees("at sandbox: ").sees("PROD PRODUCTION");
}

#[test]
fn a_pinned_scope_comes_first() {
    let mut bench = on_scopes();
    bench
        .press("jp")
        .sees("pinned: ")
        .sees("pinned")
        .press("<enter>")
        .press("<esc>gp")
        .sees("no longer pinned");
    bench.sees("recent").sees_no("pinned  ");
}

#[test]
fn the_server_searches_where_the_list_is_not_read_to_its_end() {
    let mut tenants = sandbox::seed_scopes().iter().filter(|scope| scope.kind == sandbox::Kind::Tenants);
    let wanted = tenants.next_back().expect("a tenant").name;
    let mut bench = on_scopes();
    bench
        .press("4")
        .press("/")
        .paste(wanted)
        .press("<enter>")
        .sees(&format!("search \"{wanted}\""))
        .sees(wanted);
}
