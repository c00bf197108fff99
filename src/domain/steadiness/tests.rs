use super::*;
use crate::domain::{License, LicenseId, Status};

/// A page of so many records that says of the whole what it says.
fn page(rows: i64, results: u64, pages: u64) -> LicensePage {
    let license = |id| License {
        id: LicenseId(id),
        name: String::new(),
        description: None,
        sku: String::new(),
        status: Status::Enabled,
    };
    LicensePage {
        results: Some(results),
        pages: Some(pages),
        licenses: (0..rows).map(license).collect(),
        ..LicensePage::default()
    }
}

fn read(pages: &[LicensePage]) -> Steadiness {
    let mut steadiness = Steadiness::default();
    for page in pages {
        steadiness.page(page);
    }
    steadiness
}

#[test]
fn pages_that_say_the_same_of_the_whole_are_of_one_listing() {
    let mut steadiness = read(&[page(10, 25, 3), page(10, 25, 3), page(5, 25, 3)]);
    steadiness.end(25, 0);
    assert!(!steadiness.has_changed());
}

#[test]
fn another_total_or_number_of_pages_tells_of_a_change() {
    assert!(read(&[page(10, 25, 3), page(10, 24, 3)]).has_changed(), "one went");
    assert!(read(&[page(10, 25, 3), page(10, 26, 3)]).has_changed(), "one came");
    assert!(
        read(&[page(10, 10, 3), page(10, 10, 2)]).has_changed(),
        "a page went, where totals tell nothing"
    );
}

#[test]
fn a_count_of_the_page_alone_is_no_total() {
    let mut steadiness = read(&[page(10, 10, 3), page(10, 10, 3), page(5, 5, 3)]);
    steadiness.end(25, 0);
    assert!(!steadiness.has_changed());
    let mut example = read(&[page(1, 1, 2), page(1, 1, 2)]);
    example.end(2, 0);
    assert!(!example.has_changed(), "the documented example");
}

#[test]
fn what_pages_do_not_say_tells_nothing() {
    let silent = |rows| LicensePage { results: None, pages: None, ..page(rows, 0, 0) };
    let mut steadiness = read(&[silent(10), page(10, 25, 3), silent(5)]);
    steadiness.end(24, 0);
    assert!(!steadiness.has_changed());
}

#[test]
fn rows_that_do_not_add_up_at_the_end_tell_of_a_change() {
    let whole = [page(10, 25, 3), page(10, 25, 3), page(5, 25, 3)];
    for (rows, unmet, changed) in
        [(24, 0, true), (26, 0, true), (26, 1, false), (25, 1, false), (27, 1, true)]
    {
        let mut steadiness = read(&whole);
        steadiness.end(rows, unmet);
        assert_eq!(steadiness.has_changed(), changed, "{rows} rows, {unmet} of them unmet");
    }
    let mut alone = read(&[page(3, 1, 1)]);
    alone.end(3, 0);
    assert!(!alone.has_changed(), "one page is of one moment");
}

#[test]
fn what_this_program_did_itself_is_no_surprise_whenever_a_page_was_cut() {
    let mut steadiness = read(&[page(10, 30, 3)]);
    steadiness.made();
    for (results, pages) in [(31, 4), (30, 3), (31, 4)] {
        steadiness.page(&page(10, results, pages));
    }
    assert!(!steadiness.has_changed());
    steadiness.page(&page(10, 32, 4));
    assert!(steadiness.has_changed(), "somebody else did something too");
    let mut steadiness = read(&[page(10, 31, 4)]);
    steadiness.deleted();
    steadiness.page(&page(10, 30, 3));
    assert!(!steadiness.has_changed());
    steadiness.page(&page(10, 29, 3));
    assert!(steadiness.has_changed());
}

#[test]
fn a_record_met_twice_tells_of_a_change() {
    let mut steadiness = Steadiness::default();
    steadiness.met_twice();
    assert!(steadiness.has_changed());
}
