use proptest::prelude::*;

use super::*;

#[test]
fn a_title_is_found_whatever_its_case_and_attributes() {
    let page = "<!DOCTYPE html><HTML><head><TITLE lang=\"en\">\n 502\tBad \n Gateway </Title></head>";
    assert_eq!(title(page).as_deref(), Some("502 Bad Gateway"));
}

#[test]
fn entities_of_a_title_are_decoded() {
    let page = "<title>Sign in &mdash; Fish &amp; Chips &lt;3 &#39;x&#x27; &unknown; &</title>";
    assert_eq!(title(page).as_deref(), Some("Sign in — Fish & Chips <3 'x' &unknown; &"));
}

#[test]
fn a_page_without_a_title_has_none() {
    assert_eq!(title("<html><body>x</body></html>"), None);
    assert_eq!(title("<title> </title>"), None);
    assert_eq!(title("<title"), None);
}

#[test]
fn a_title_that_is_cut_off_goes_to_the_end() {
    assert_eq!(title("<title>Bad Gate").as_deref(), Some("Bad Gate"));
}

#[test]
fn a_page_shows_by_its_type_or_by_its_start() {
    assert!(is_page(Some("text/html"), "x"));
    assert!(is_page(None, "  <html>"));
    assert!(!is_page(Some("application/json"), "{}"));
}

proptest! {
    #[test]
    fn no_page_makes_it_panic(page in ".*") {
        let _ = title(&format!("<title>{page}"));
        let _ = title(&page);
    }
}
