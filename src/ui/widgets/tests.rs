use proptest::prelude::*;
use ratatui::{buffer::Cell, text::Span};

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

#[test]
fn every_plain_character_takes_the_cells_that_ratatui_gives_it() {
    for character in ('\0'..=char::MAX).filter(|character| text::plain_width(*character).is_some()) {
        let width = Span::raw(character.to_string()).width();
        assert_eq!(text::plain_width(character), Some(width), "{character:?}");
    }
}

proptest! {
    #[test]
    fn a_text_is_written_as_ratatui_writes_it(text in "[a-z ~é\u{301}東ひ\u{3099}한🏢👍🏽]{0,30}", x in 0_u16..30, cells in 0_usize..30) {
        let area = Rect::new(0, 0, 24, 2);
        let style = Style::new().bold();
        let (mut found, mut wanted) = (Buffer::filled(area, Cell::new("#")), Buffer::filled(area, Cell::new("#")));
        put(&text, cells, style, &mut found, Position::new(x, 1));
        if x < area.width {
            wanted.set_stringn(x, 1, &text, cells, style);
        }
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn nothing_is_lost_in_breaking_and_every_line_fits(text in "[a-z東🏢 ]{0,60}", cells in 2_usize..20) {
        let lines = wrap(&text, cells);
        prop_assert_eq!(lines.concat(), text);
        for line in lines {
            prop_assert!(text::width(line.trim_end()) <= cells, "{:?}", line);
        }
    }
}
