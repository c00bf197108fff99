use proptest::prelude::*;

use super::*;

#[test]
fn lines_break_between_words() {
    assert_eq!(wrap("one two three", 8), ["one two ", "three"]);
    assert_eq!(wrap("", 8), [""]);
}

#[test]
fn a_word_longer_than_a_line_is_broken() {
    assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh ", "ij"]);
}

#[test]
fn the_bar_is_empty_at_first_and_full_at_the_end() {
    assert_eq!(bar(0, 7, 4), "░░░░");
    assert_eq!(bar(7, 7, 4), "████");
    assert_eq!(bar(9, 7, 4), "████");
    assert_eq!(bar(0, 0, 4), "░░░░");
}

proptest! {
    #[test]
    fn nothing_is_lost_in_breaking_and_every_line_fits(text in "[a-z東🏢 ]{0,60}", cells in 2_usize..20) {
        let lines = wrap(&text, cells);
        prop_assert_eq!(lines.concat(), text);
        for line in lines {
            prop_assert!(text::width(line.trim_end()) <= cells, "{:?}", line);
        }
    }
}
