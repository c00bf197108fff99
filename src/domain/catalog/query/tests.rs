use proptest::prelude::*;

use super::*;
use crate::domain::{
    catalog::{
        Catalog,
        tests::{license, licenses},
    },
    license::{License, LicenseId, Status},
};

fn finds(filter: &str, license: &License) -> bool {
    let mut catalog = Catalog::default();
    catalog.upsert(license);
    let found = Query::new(filter).over(catalog.rows()).finds(0);
    assert_eq!(Words::new(filter).are_in(license), found, "a license alone is found as one of many");
    found
}

fn sample() -> License {
    License {
        id: LicenseId(-1207),
        name: "Größe Ελλάς ПРИВЕТ 日本".to_owned(),
        description: Some("Calling plan, domestic".to_owned()),
        sku: "SKU-0042".to_owned(),
        status: Status::Other("Suspended".to_owned()),
    }
}

#[test]
fn a_word_may_be_in_any_field() {
    for filter in ["sku-0042", "größe", "domestic", "suspend", "1207", "-12", "日本"] {
        assert!(finds(filter, &sample()), "{filter}");
    }
}

#[test]
fn case_does_not_matter_in_any_script() {
    for filter in ["GRÖßE", "ελλάσ", "ελλάς", "ΕΛΛΆΣ", "привет", "ПриВет", "CALLING", "SUSPENDED"]
    {
        assert!(finds(filter, &sample()), "{filter}");
    }
}

#[test]
fn every_word_must_be_there() {
    assert!(finds("plan sku", &sample()));
    assert!(finds("\tplan \u{a0} 日本  ", &sample()));
    assert!(!finds("plan nowhere", &sample()));
    assert!(!finds("GRÖSSE", &sample()), "ß is one letter, and is not two of others");
}

#[test]
fn a_word_does_not_reach_over_the_end_of_a_field() {
    let license = license(3, "abc", "def");
    assert!(!finds("cd", &license));
    assert!(!finds("3abc", &license));
}

#[test]
fn a_filter_without_words_finds_everything() {
    assert!(finds("", &sample()));
    assert!(finds(" \t ", &sample()));
}

#[test]
fn a_word_longer_than_the_row_is_not_found() {
    assert!(!finds(&"a".repeat(10_000), &license(1, "a", "a")));
    assert!(!finds(&"ä".repeat(10_000), &license(1, "ä", "ä")));
}

#[test]
fn a_removed_row_is_not_found() {
    let mut catalog = Catalog::default();
    catalog.upsert(&sample());
    catalog.remove(sample().id);
    assert!(!Query::default().over(catalog.rows()).finds(0));
    assert!(!Query::default().over(catalog.rows()).finds(1));
}

#[test]
fn more_letters_and_more_words_narrow_and_fewer_do_not() {
    let narrows = |narrow: &str, wide: &str| Query::new(narrow).narrows(&Query::new(wide));
    assert!(narrows("plan", "pla"));
    assert!(narrows("PLAN x", "pla"));
    assert!(narrows("explain", "plain ex"));
    assert!(narrows("anything", ""));
    assert!(!narrows("pla", "plan"));
    assert!(!narrows("plan", "plan x"));
}

/// The meaning of a filter, spelled out.
fn naively(filter: &str, license: &License) -> bool {
    let folded = |text: &str| text.chars().map(fold).collect::<String>();
    let fields = [
        license.id.to_string(),
        license.sku.clone(),
        license.name.clone(),
        license.status.word().to_owned(),
        license.description.clone().unwrap_or_default(),
    ];
    filter.split_whitespace().all(|word| fields.iter().any(|field| folded(field).contains(&folded(word))))
}

proptest! {
    #[test]
    fn a_filter_finds_what_its_meaning_says(license in licenses(), filter in "[aAbB019 äÄσςΣed-]{0,3}") {
        prop_assert_eq!(finds(&filter, &license), naively(&filter, &license));
    }

    #[test]
    fn any_text_finds_itself(text in "\\PC{1,12}") {
        prop_assert!(finds(&text, &license(1, "", &text)));
    }

    #[test]
    fn what_narrows_finds_no_more(license in licenses(), narrow in "[ab0 -]{0,4}", wide in "[ab0 -]{0,3}") {
        if Query::new(&narrow).narrows(&Query::new(&wide)) && finds(&narrow, &license) {
            prop_assert!(finds(&wide, &license));
        }
    }
}

#[test]
fn an_id_is_found_by_any_part_of_it() {
    for id in [0, 7, -7, 120, i64::MAX, i64::MIN] {
        let license = License { id: LicenseId(id), ..license(id, "", "") };
        let digits = id.to_string();
        for (start, end) in [(0, digits.len()), (digits.len() - 1, digits.len()), (0, 1)] {
            let part = digits.get(start..end).expect("digits");
            assert!(finds(part, &license), "{part} in {id}");
        }
        assert!(!finds(&format!("{digits}0"), &license) && !finds("--", &license), "{id}");
    }
}
