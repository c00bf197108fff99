use super::*;
use crate::domain::{PageToken, Status};

fn license(id: i64) -> License {
    License {
        id: LicenseId(id),
        name: format!("Plan {id}"),
        description: None,
        sku: format!("SKU-{id}"),
        status: Status::Enabled,
    }
}

fn page(ids: std::ops::Range<i64>, next: Option<&str>) -> LicensePage {
    LicensePage {
        licenses: ids.map(license).collect(),
        next: next.map(|token| PageToken(token.to_owned())),
        ..LicensePage::default()
    }
}

fn take(listing: &mut Listing, page: &LicensePage) {
    assert_eq!(listing.take(page), Ok(()));
}

#[test]
fn the_extent_is_honest_at_every_step() {
    let mut listing = Listing::default();
    assert_eq!(listing.extent(), "nothing read yet");
    take(&mut listing, &page(0..10, Some("2")));
    assert_eq!(
        (listing.extent().as_str(), listing.short_extent().as_str()),
        ("10 read, more on the server", "10+")
    );
    take(&mut listing, &page(10..13, None));
    assert_eq!((listing.extent().as_str(), listing.short_extent().as_str()), ("13, complete", "13"));
}

#[test]
fn a_server_that_goes_round_in_circles_leaves_the_end_unknown() {
    let mut listing = Listing::default();
    take(&mut listing, &page(0..10, Some("2")));
    assert_eq!(listing.take(&page(10..20, Some("2"))), Err(Problem::Repeated));
    assert_eq!(listing.extent(), "20 read, the end is not known");
}

#[test]
fn a_record_met_twice_is_listed_once_with_its_later_values() {
    let mut listing = Listing::default();
    take(&mut listing, &page(0..10, Some("2")));
    let mut second = page(9..12, None);
    second.licenses[0].name = "Later".into();
    take(&mut listing, &second);
    assert!(listing.has_changed());
    assert_eq!(listing.catalog.len(), 12);
    let slot = listing.catalog.slot_of(LicenseId(9)).expect("listed");
    assert_eq!(listing.catalog.row(slot).expect("there").name, "Later");
}

#[test]
fn our_own_new_record_is_no_surprise_when_its_page_comes() {
    let mut listing = Listing::default();
    take(&mut listing, &page(0..10, Some("2")));
    listing.put(&license(12));
    take(&mut listing, &page(10..13, None));
    assert!(!listing.has_changed());
    assert_eq!(listing.catalog.len(), 13);
}

#[test]
fn after_our_own_delete_the_last_page_is_read_again_so_that_nothing_slips_through() {
    let mut listing = Listing::default();
    take(&mut listing, &page(0..10, Some("2")));
    listing.remove(LicenseId(3));
    assert_eq!(listing.walk.next_token(), Some(None), "the first page again");
    let mut first_again = page(0..11, Some("2"));
    first_again.licenses.remove(3);
    take(&mut listing, &first_again);
    take(&mut listing, &page(11..13, None));
    assert!(!listing.has_changed());
    assert_eq!(listing.catalog.len(), 12);
    assert!(listing.catalog.slot_of(LicenseId(10)).is_some(), "the record that moved up");
}
