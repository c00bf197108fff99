//! Every screen in its states, as it looks. The data is the sandbox's, which is the same on each start.

mod activity;
mod changes;
mod connecting;
mod drafts;
mod messages;
mod place;
mod several;
mod themes;

use std::time::Duration;

use insta::assert_snapshot;
use lictor::{
    app::{Model, layout::Size, start},
    domain::{Scope, ScopeKind},
    sandbox::{self, Options},
    ui::{BuiltIn, Theme},
};

use crate::support::{
    console::{Bench, Opens, Setting, connected, place},
    screen::drawn,
};

const SIZES: [(u16, u16); 3] = [(80, 24), (60, 20), (120, 40)];

fn bench(size: (u16, u16)) -> Bench {
    Bench::with(&Setting { size, ..Setting::default() })
}

fn scopes(size: (u16, u16)) -> Bench {
    Bench::with(&Setting { size, opens: Opens::Scopes, ..Setting::default() })
}

fn with_faults(faults: &str) -> Bench {
    let sandbox = Options { faults: faults.parse().expect(faults), ..Options::default() };
    Bench::with(&Setting { sandbox, ..Setting::default() })
}

fn named(what: &str, (columns, rows): (u16, u16)) -> String {
    format!("{what}_{columns}x{rows}")
}

/// The first frame, before anything has been asked of a server.
fn first_frame(scope: Option<Scope>, theme: Theme) -> String {
    let size = Size { columns: 80, rows: 24 };
    let mut model = Model::new(size, Vec::new());
    start(&mut model, Some(connected(place(), scope)));
    drawn(&model, theme)
}

fn group() -> Scope {
    Scope { kind: ScopeKind::Groups, uuid: sandbox::first_group() }
}

#[test]
fn welcome() {
    assert_snapshot!(Bench::unconfigured().screen());
}

#[test]
fn scopes_ready() {
    for size in SIZES {
        assert_snapshot!(named("scopes_ready", size), scopes(size).screen());
    }
}

#[test]
fn scopes_loading() {
    assert_snapshot!(first_frame(None, Theme::default()));
}

#[test]
fn scopes_failed() {
    let sandbox = Options { faults: "status=500@scopes".parse().expect("faults"), ..Options::default() };
    let bench = Bench::with(&Setting { opens: Opens::Scopes, sandbox, ..Setting::default() });
    assert_snapshot!(bench.screen());
}

#[test]
fn scopes_empty() {
    let sandbox = Options { faults: "status=404@scopes".parse().expect("faults"), ..Options::default() };
    let bench = Bench::with(&Setting { opens: Opens::Scopes, sandbox, ..Setting::default() });
    assert_snapshot!(bench.screen());
}

#[test]
fn scopes_used_lately_come_first() {
    assert_snapshot!(scopes((80, 24)).press("j<enter>").press("<esc>").screen());
}

#[test]
fn scopes_of_a_group() {
    assert_snapshot!(scopes((80, 24)).press("<tab>").screen());
}

#[test]
fn scopes_typed() {
    assert_snapshot!(scopes((80, 24)).press("agroups/17<enter>").screen());
}

#[test]
fn licenses_ready() {
    for size in SIZES {
        assert_snapshot!(named("licenses_ready", size), bench(size).press("jj").screen());
    }
}

#[test]
fn licenses_loading() {
    assert_snapshot!(first_frame(Some(group()), Theme::default()));
}

#[test]
fn licenses_failed_before_anything_was_read() {
    assert_snapshot!(with_faults("status=500@list").screen());
}

#[test]
fn licenses_failed_with_rows_kept() {
    // The first page comes; the reading anew does not.
    let mut bench = bench((80, 24));
    bench.stop_server();
    let screen = bench.press("r").screen();
    assert_snapshot!(without_ports(&screen));
}

#[test]
fn licenses_empty() {
    let empty = sandbox::seed_scopes().iter().rfind(|scope| scope.uuid == scope.group);
    let mut bench = scopes((80, 24));
    bench.press("a").paste(&format!("groups/{}", empty.expect("a group").uuid)).press("<enter>");
    assert_snapshot!(bench.screen());
}

#[test]
fn licenses_reading_anew_with_the_old_rows_in_place() {
    let mut bench = with_faults("latency=200@list");
    bench.press_without_waiting("r").tick(Duration::from_millis(100)).tick(Duration::from_millis(900));
    assert_snapshot!(bench.screen());
}

#[test]
fn licenses_reading_to_the_end() {
    let sandbox = Options { licenses: 2_000, ..Options::default() };
    let mut bench = Bench::with(&Setting { sandbox, ..Setting::default() });
    bench.press_without_waiting("G").tick(Duration::from_millis(100)).tick(Duration::from_millis(1500));
    assert_snapshot!(bench.screen());
}

#[test]
fn licenses_filtered_and_sorted() {
    assert_snapshot!(bench((80, 24)).press("ss/calling").screen());
}

#[test]
fn a_filter_that_finds_nothing_in_all_of_a_listing_offers_no_more_to_read() {
    let screen = bench((80, 24)).press("G").press("/zzz<enter>").screen();
    assert!(screen.contains("nothing matches the filter; Esc clears it"), "{screen}");
}

#[test]
fn licenses_filtered_to_nothing() {
    assert_snapshot!(bench((80, 24)).press("/nothing like it<enter>").screen());
}

#[test]
fn licenses_of_a_tenant() {
    let tenant = sandbox::seed_scopes()
        .iter()
        .find(|scope| scope.kind == sandbox::Kind::Tenants)
        .expect("a seeded tenant");
    let mut bench = scopes((80, 24));
    bench.press("a").paste(&format!("tenants/{}", tenant.uuid)).press("<enter>");
    assert_snapshot!(bench.screen());
}

#[test]
fn license_ready() {
    for size in SIZES {
        assert_snapshot!(named("license_ready", size), bench(size).press("<enter>").screen());
    }
}

#[test]
fn license_reading_with_the_row_in_place() {
    let mut bench = with_faults("latency=200@read");
    bench.press_without_waiting("<enter>").tick(Duration::from_millis(100)).tick(Duration::from_millis(900));
    assert_snapshot!(bench.screen());
}

#[test]
fn license_as_json() {
    assert_snapshot!(bench((80, 24)).press("<enter>v").screen());
}

#[test]
fn license_failed() {
    assert_snapshot!(with_faults("status=404@read").press("<enter>").screen());
}

#[test]
fn new_license() {
    for size in SIZES {
        let mut bench = bench(size);
        bench.press("n").press("A-1<tab>A plan").press("<tab>Straße 7, 東京 🏢");
        assert_snapshot!(named("new_license", size), bench.screen());
    }
}

#[test]
fn new_license_with_faults() {
    assert_snapshot!(bench((80, 24)).press("n<ctrl-s>").screen());
}

#[test]
fn edit_license() {
    for size in SIZES {
        let mut bench = bench(size);
        bench.press("e<ctrl-u>Renamed<tab><tab> ");
        assert_snapshot!(named("edit_license", size), bench.screen());
    }
}

#[test]
fn edit_license_saving() {
    let mut bench = with_faults("latency=400@update");
    bench.press("e!").press_without_waiting("<ctrl-s>");
    bench.tick(Duration::from_millis(100)).tick(Duration::from_millis(1300));
    assert_snapshot!(bench.screen());
}

#[test]
fn edit_license_refused() {
    assert_snapshot!(with_faults("status=500@update").press("e!<ctrl-s>").screen());
}

#[test]
fn delete_license() {
    for size in SIZES {
        let mut bench = bench(size);
        assert_snapshot!(named("delete_license", size), bench.press("d").screen());
    }
}

#[test]
fn delete_license_mistyped() {
    assert_snapshot!(bench((80, 24)).press("dwrong<enter>").screen());
}

#[test]
fn question() {
    assert_snapshot!(bench((80, 24)).press("ex<esc>").screen());
}

#[test]
fn help() {
    for size in SIZES {
        assert_snapshot!(named("help", size), bench(size).press("?").screen());
    }
}

#[test]
fn production_is_loud() {
    let mut bench = Bench::with(&Setting { production: true, ..Setting::default() });
    assert_snapshot!(bench.press("t").screen());
}

#[test]
fn ascii_only() {
    let theme = Theme::built_in(BuiltIn::Monochrome).with_ascii(true);
    let screen = first_frame(Some(group()), theme);
    assert!(screen.is_ascii(), "{screen}");
    assert_snapshot!(screen);
}

#[test]
fn a_slow_line_gets_a_sign_for_a_cursor_and_no_detail_beside() {
    let theme = Theme::default().with_slow(true);
    let mut bench = Bench::with(&Setting { size: (120, 40), theme, ..Setting::default() });
    let rows = bench.screen();
    assert!(rows.contains("> ") && !rows.contains('│'), "{rows}");
    let moved = bench.press("j").screen();
    let differing: Vec<_> =
        rows.lines().zip(moved.lines()).filter(|(before, after)| before != after).collect();
    assert_eq!(differing.len(), 2, "{differing:?}");
    let without = |line: &str| line.replace('>', " ");
    assert!(differing.iter().all(|(before, after)| without(before) == without(after)), "{differing:?}");
    for key in ["o", "H", "L"] {
        assert!(
            bench.press(key).screen().lines().any(|line| line.starts_with("\">")),
            "{key}: {}",
            bench.screen()
        );
        bench.press("esc");
    }
}

#[test]
fn a_screen_that_is_too_small_says_so() {
    assert_snapshot!(bench((80, 24)).resize(30, 6).screen());
}

#[test]
fn no_size_is_too_small_to_live() {
    let mut bench = bench((80, 24));
    for keys in ["", "?", "<esc>e", "<esc>d", "<esc>n", "<esc><enter>", "<esc><esc>"] {
        bench.press(keys);
        for columns in [1, 2, 7, 39, 40, 60, 109, 110, 300] {
            for rows in [1, 2, 5, 9, 10, 11, 20, 80] {
                bench.resize(columns, rows);
            }
        }
        bench.resize(80, 24);
    }
}

#[test]
fn columns_stay_straight_under_wide_characters() {
    let mut bench = bench((80, 24));
    for (sku, name) in [("W-1", "東京オフィス"), ("W-2", "👩‍💻 Team ❤️"), ("W-3", "Cafe\u{301} Zu\u{308}rich")]
    {
        bench.press("n").press(sku).press("<tab>").paste(name).press("<ctrl-s>").sees("created license");
    }
    bench.press("/W-");
    assert_snapshot!(bench.screen());
}

#[test]
fn server_text_never_drives_the_terminal() {
    let mut bench = bench((80, 24));
    bench
        .database()
        .execute("UPDATE license_row SET name = char(27) || '[2J' || char(8238) || 'gpj' WHERE id = 1", [])
        .expect("a hostile name");
    bench.press("r<enter>");
    bench.sees("\\u{1b}[2J\\u{202e}gpj");
    assert!(!bench.screen().contains('\u{1b}') && !bench.screen().contains('\u{202e}'));
    bench.press("e").sees("\\u{1b}[2J").press("<esc>d").sees("\\u{1b}[2J");
}

/// The port is another on each start.
fn without_ports(screen: &str) -> String {
    let mut masked = String::new();
    let mut rest = screen;
    while let Some((before, after)) = rest.split_once("127.0.0.1:") {
        let digits = after.chars().take_while(char::is_ascii_digit).count();
        masked.push_str(before);
        masked.push_str("127.0.0.1:");
        masked.push_str(&"#".repeat(digits));
        rest = &after[digits..];
    }
    masked.push_str(rest);
    masked
}
