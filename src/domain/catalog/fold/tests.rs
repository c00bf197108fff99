use super::*;

#[test]
fn every_letter_folds_to_its_simple_lower_case() {
    for letter in '\u{80}'..=char::MAX {
        let expected = if letter == 'ς' { 'σ' } else { simple_lower_case(letter) };
        assert_eq!(fold(letter), expected, "U+{:04X}", u32::from(letter));
    }
}

#[test]
fn ascii_folds_as_ascii() {
    for letter in '\0'..='\u{7f}' {
        assert_eq!(fold(letter), letter.to_ascii_lowercase());
    }
}

#[test]
fn folding_twice_is_folding_once() {
    for letter in '\0'..=char::MAX {
        assert_eq!(fold(fold(letter)), fold(letter), "U+{:04X}", u32::from(letter));
    }
}

#[test]
fn nothing_outside_ascii_folds_into_it() {
    assert_eq!(fold('\u{212a}'), '\u{212a}', "the Kelvin sign");
    assert_eq!(fold('İ'), 'İ', "two letters in lower case");
}
