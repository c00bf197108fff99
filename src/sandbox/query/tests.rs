//! The tokens are the documented ones, and nothing else is taken for one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

use super::{Page, Query};
use crate::sandbox::refusal::Refusal;

fn page(raw: &str) -> Result<Page, Refusal> {
    Query::parse(raw).page()
}

#[test]
fn the_documented_token_asks_for_the_second_page_of_one() {
    let token = "cGFnZV9zaXplPTEmcGFnZT0y";
    assert_eq!(page(&format!("next={token}")), Ok(Page { size: 1, number: 2 }));
    assert_eq!(Page { size: 1, number: 2 }.token(), token);
}

#[test]
fn without_a_word_it_is_the_first_page_of_ten() {
    assert_eq!(page(""), Ok(Page { size: 10, number: 1 }));
    assert_eq!(page("unknown=1&page=7"), Ok(Page { size: 10, number: 1 }));
}

#[test]
fn large_page_sizes_are_served_as_a_thousand() {
    for size in ["1000", "1001", "99999999999999999999999"] {
        assert_eq!(page(&format!("page_size={size}")), Ok(Page { size: 1000, number: 1 }));
    }
}

#[test]
fn the_page_size_of_a_token_wins() {
    assert_eq!(page("page_size=50&next=cGFnZV9zaXplPTEmcGFnZT0y"), Ok(Page { size: 1, number: 2 }));
}

#[test]
fn page_sizes_that_are_none_are_refused() {
    for size in ["", "ten", "1.5", "0", "-1", "-99999999999999999999999", "+3", "1 ", "٣"] {
        let refused = page(&format!("page_size={}", size.replace('+', "%2B")));
        assert!(matches!(refused, Err(Refusal::Rejected("page_size", _))), "{size:?}: {refused:?}");
    }
}

#[test]
fn tokens_that_are_none_are_refused() {
    let forged = [
        "page_size=1&page=0",
        "page_size=0&page=1",
        "page_size=1001&page=1",
        "page_size=1&page=-1",
        "page_size=01&page=1",
        "page_size=1&page=1&page=2",
        "page_size=1",
        "page=1&page_size=1",
        "page_size=1&page=99999999999999999999",
        "\u{fffd}",
        "",
    ];
    let raw = ["!!!!", "cGFnZV9zaXplPTEmcGFnZT0", "cGFnZV9zaXplPTEwJnBhZ2U9Mg", "cGFnZV9zaXplPTEmcGFnZT0y\n"];
    let encoded = forged.map(|text| STANDARD.encode(text));
    for token in encoded.iter().map(String::as_str).chain(raw) {
        let query: String =
            url::form_urlencoded::Serializer::new(String::new()).append_pair("next", token).finish();
        let refused = page(&query);
        assert!(matches!(refused, Err(Refusal::Rejected("next", _))), "{token:?}: {refused:?}");
    }
}

proptest! {
    #[test]
    fn every_token_reads_as_the_page_it_was_made_from(size in 1_i64..=1000, number in 1_i64..) {
        let page = Page { size, number };
        prop_assert_eq!(Page::from_token(&page.token()), Some(page));
    }

    #[test]
    fn following_the_pages_ends_exactly_at_the_last(size in 1_i64..=1000, records in 0_i64..5_000) {
        let mut page = Page { size, number: 1 };
        while let Some(next) = page.after(records) {
            prop_assert!(next.records_before() < records);
            page = next;
        }
        prop_assert_eq!(page.number, page.pages_of(records).max(1));
    }
}
