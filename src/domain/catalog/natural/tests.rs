use std::cmp::Ordering::{Equal, Greater, Less};

use proptest::prelude::*;

use super::*;

#[test]
fn digits_are_compared_as_numbers() {
    assert_eq!(compare("SKU-9", "SKU-10"), Less);
    assert_eq!(compare("SKU-10-b", "SKU-10-a"), Greater);
    assert_eq!(compare("2 of 10", "2 of 9"), Greater);
    assert_eq!(compare("99999999999999999999", "100000000000000000000"), Less);
}

#[test]
fn leading_zeros_do_not_count() {
    assert_eq!(compare("SKU-007", "SKU-7"), Equal);
    assert_eq!(compare("SKU-007", "SKU-8"), Less);
    assert_eq!(compare("000", "0"), Equal);
    assert_eq!(compare("0", "1"), Less);
    assert_eq!(compare("00a", "0b"), Less);
}

#[test]
fn case_does_not_matter() {
    assert_eq!(compare("alpha", "ALPHA"), Equal);
    assert_eq!(compare("Beta", "alpha"), Greater);
    assert_eq!(compare("ÄPFEL", "äpfel"), Equal);
    assert_eq!(compare("Я", "а"), Greater);
}

#[test]
fn the_shorter_of_two_that_begin_alike_comes_first() {
    assert_eq!(compare("", ""), Equal);
    assert_eq!(compare("", "\0"), Less);
    assert_eq!(compare("license", "license "), Less);
    assert_eq!(compare("12345678", "12345678a"), Less);
}

#[test]
fn numbers_of_any_length_keep_their_order() {
    let long = |digits: usize| format!("a{}", "1".repeat(digits));
    for digits in [1, 6, 7, 8, 252, 253, 254, 255, 256, 1000] {
        assert_eq!(compare(&long(digits), &long(digits + 1)), Less, "{digits}");
        let greater = format!("{}2", &long(digits)[..digits]);
        assert_eq!(compare(&long(digits), &greater), Less, "{digits}");
        assert_eq!(compare(&format!("{}a", long(digits)), &format!("{}b", long(digits))), Less);
    }
}

/// The pieces of a text that are compared one after the other: letters, and numbers without their leading zeros.
/// A number stands where its digits do among the letters.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Piece(char, usize, String);

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let after = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        if after.len() == rest.len() {
            pieces.push(Piece(fold(letter), 0, String::new()));
            rest = &rest[letter.len_utf8()..];
        } else {
            let digits = rest[..rest.len() - after.len()].trim_start_matches('0');
            pieces.push(Piece('0', digits.len(), digits.to_owned()));
            rest = after;
        }
    }
    pieces
}

proptest! {
    #[test]
    fn the_order_is_that_of_letters_and_numbers(
        left in "[aA\0 -/09äÄ日😀]{0,24}",
        right in "[aA\0 -/09äÄ日😀]{0,24}",
        common in "[a1é]{0,12}",
    ) {
        let (left, right) = (format!("{common}{left}"), format!("{common}{right}"));
        prop_assert_eq!(compare(&left, &right), pieces(&left).cmp(&pieces(&right)));
    }

    #[test]
    fn a_text_gives_zero_at_its_end_and_never_before(text in ".{0,20}[0-9]{0,3}") {
        let mut words = Words::new(&text);
        let mut count = 0;
        while words.next_word() != 0 {
            count += 1;
        }
        prop_assert_eq!(words.rest, "");
        prop_assert!(count <= text.len() * 3 / 8 + 1);
        prop_assert_eq!(words.next_word(), 0);
    }
}
