use proptest::prelude::*;

use super::*;

fn undone(cell: &str) -> String {
    plain(cell).expect("an escaped text")
}

#[test]
fn cells_that_a_spreadsheet_would_run_get_a_quote() {
    for cell in ["=1+1", "+1-800", "-x", "@sum"] {
        assert_eq!(guarded(cell), format!("'{cell}"));
    }
    for cell in ["a=1", "Calling Plan", "", "'quoted'"] {
        assert_eq!(guarded(cell), cell);
    }
    assert_eq!(guarded("\t=1"), r"\u{9}=1");
    assert_eq!(guarded("\r=1"), r"\u{d}=1");
}

#[test]
fn a_whole_number_is_no_formula() {
    assert_eq!(guarded("-17"), "-17");
}

#[test]
fn control_and_direction_characters_are_spelled_out_and_what_looks_so_once_more() {
    assert_eq!(guarded("a\u{1b}[31m\u{202e}b"), r"a\u{1b}[31m\u{202e}b");
    assert_eq!(guarded(r"\u{1b}"), r"\u{5c}u{1b}");
}

#[test]
fn a_cell_that_already_looks_guarded_is_guarded_once_more() {
    assert_eq!(guarded("'=1"), "''=1");
    assert_eq!(undone("''=1"), "'=1");
}

proptest! {
    #[test]
    fn every_text_comes_back_exactly(cell in "[-'=+@\t\r\\\\u{1b}a1\u{1b}\u{202e}]{0,12}") {
        prop_assert_eq!(undone(&guarded(&cell)), cell);
    }

    #[test]
    fn no_cell_starts_like_a_formula_unless_it_is_a_number(cell in ".*") {
        let guarded = guarded(&cell);
        prop_assert!(!guarded.starts_with(FORMULA) || guarded.parse::<i64>().is_ok());
    }
}
