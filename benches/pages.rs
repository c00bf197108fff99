//! What it takes to read one page of a listing: its JSON into licenses, those into the catalog, and the tokens of the
//! pages to come.

use std::fmt::Write as _;

use divan::{Bencher, black_box, counter::BytesCount};
use lictor::{
    api::license_page,
    domain::{LicensePage, catalog::Catalog, foresight::documented_token},
};

/// Rows on a page, as profiles have them, and as much as a server is likely to give.
const ROWS: [usize; 2] = [100, 1_000];

fn main() {
    divan::main();
}

/// The body of a page, with texts as long as usual.
fn body(rows: usize) -> String {
    let token = documented_token(100, 8).0;
    let mut body =
        format!(r#"{{"results":100000,"pages":{},"page":7,"next":"{token}","licenses":["#, 100_000 / rows);
    for row in 0..rows {
        let comma = if row == 0 { "" } else { "," };
        let description = if row % 7 == 0 {
            "null".to_owned()
        } else {
            format!(r#""Call plan for Z\u00fcrich, floor {row}""#)
        };
        let status = if row % 5 == 0 { "disabled" } else { "enabled" };
        write!(
            body,
            r#"{comma}{{"id":{row},"name":"Teams Calling Plan {row}","description":{description},"sku":"MS-TEAMS-CALL-CH-{row:06}","status":"{status}"}}"#
        )
        .expect("a text takes all");
    }
    body.push_str("]}");
    body
}

fn page(rows: usize) -> LicensePage {
    license_page(body(rows).as_bytes()).expect("a page")
}

#[divan::bench(args = ROWS)]
fn decode(bencher: Bencher<'_, '_>, rows: usize) {
    let body = body(rows);
    bencher.counter(BytesCount::of_str(&body)).bench(|| license_page(black_box(body.as_bytes())));
}

#[divan::bench(args = ROWS)]
fn into_the_catalog(bencher: Bencher<'_, '_>, rows: usize) {
    let page = page(rows);
    bencher.with_inputs(Catalog::default).bench_refs(|catalog| {
        for license in &page.licenses {
            catalog.upsert(black_box(license));
        }
    });
}

#[divan::bench]
fn foresee_a_token() -> lictor::domain::PageToken {
    documented_token(black_box(100), black_box(731))
}
