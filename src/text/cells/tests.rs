use proptest::prelude::*;

use super::*;
use crate::text::safe;

#[test]
fn widths_are_those_of_a_terminal() {
    for (text, cells) in [
        ("", 0),
        ("license", 7),
        ("größe", 5),
        ("gro\u{308}ße", 5),
        ("日本", 4),
        ("한", 2),
        ("\u{1112}\u{1161}\u{11ab}", 2),
        ("👨\u{200d}👩\u{200d}👧", 2),
        ("❤\u{fe0f}", 2),
        ("🇩🇪", 2),
        ("שלום", 4),
        ("…", 1),
        ("a\u{1b}b", 2),
    ] {
        assert_eq!(width(text), cells, "{text}");
    }
}

#[test]
fn half_wide_sound_marks_count_as_ratatui_counts_them() {
    assert_eq!(width("ｶ\u{ff9e}"), 3);
    assert_eq!(width("ﾊ\u{ff9f}"), 3);
}

#[test]
fn every_plain_character_takes_its_cells_and_is_safe() {
    let plain = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
    let mut count = 0;
    for (character, width) in plain.filter_map(|character| Some((character, plain_width(character)?))) {
        count += 1;
        let text = character.to_string();
        assert_eq!(grapheme_width(&text), width, "{text:?}");
        assert_eq!(safe(&format!("a{text}{text}b")), format!("a{text}{text}b"));
    }
    assert!(count > 30_000);
}

#[test]
fn a_text_that_fits_is_left_alone() {
    for text in ["", "license", "größe", "日本"] {
        assert!(matches!(cut(text, width(text)), Cow::Borrowed(same) if same == text));
        assert!(matches!(cut(text, usize::MAX), Cow::Borrowed(same) if same == text));
    }
}

#[test]
fn a_text_that_does_not_fit_says_that_it_was_cut() {
    assert_eq!(cut("license", 6), "licen…");
    assert_eq!(cut("license", 1), "…");
    assert_eq!(cut("license", 0), "");
    assert_eq!(cut_with("license", 6, "~"), "licen~");
    assert_eq!(cut_with("license", 6, ""), "licens");
}

#[test]
fn a_mark_that_does_not_fit_is_cut_itself() {
    assert_eq!(cut_with("license", 5, "..."), "li...");
    assert_eq!(cut_with("license", 2, "..."), "..");
    assert_eq!(cut_with("license", 1, "日"), "l");
}

#[test]
fn wide_characters_do_not_stick_out() {
    assert_eq!(cut("日本語", 5), "日本…");
    assert_eq!(cut("日本語", 4), "日…");
    assert_eq!(fit("日本語", 4), "日… ");
    assert_eq!(fit("日本", 5), "日本 ");
}

#[test]
fn letters_keep_their_marks_and_emoji_their_parts() {
    assert_eq!(cut("ago\u{308}z", 3), "ag…");
    assert_eq!(cut("ago\u{308}zz", 4), "ago\u{308}…");
    assert_eq!(cut("o\u{308}", 1), "o\u{308}");
    assert_eq!(cut("👨\u{200d}👩\u{200d}👧 x", 3), "👨\u{200d}👩\u{200d}👧…");
    assert_eq!(cut("👨\u{200d}👩\u{200d}👧 x", 2), "…");
}

#[test]
fn only_what_can_be_seen_of_a_long_text_is_looked_at() {
    let long = "x".repeat(10 << 20);
    for _ in 0..10_000 {
        assert_eq!(cut(&long, 3), "xx…");
    }
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,12}",
        "[a日한ö \u{301}\u{308}\u{200d}\u{fe0f}👨❤🏽🇩🇪\u{600}\u{605}\u{d4e}\u{903}\u{1100}\u{1161}\u{ff9e}…]{0,12}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn what_is_cut_fits(text in texts(), cells in 0_usize..16) {
        let safe = safe(&text);
        for mark in ["…", "~", "...", ""] {
            let cut = cut_with(&safe, cells, mark);
            prop_assert!(width(&cut) <= cells, "{cut:?}");
            prop_assert_eq!(cut == safe, width(&safe) <= cells);
        }
    }

    #[test]
    fn what_is_cut_is_the_start_and_a_mark(text in texts(), cells in 1_usize..16) {
        let safe = safe(&text);
        if let Cow::Owned(cut) = cut(&safe, cells) {
            let start = cut.strip_suffix('…').expect("a mark");
            let rest = safe.strip_prefix(start).expect("the start");
            let graphemes = safe.graphemes(true).count();
            prop_assert_eq!(start.graphemes(true).count() + rest.graphemes(true).count(), graphemes);
        }
    }

    #[test]
    fn what_is_fitted_is_exactly_as_wide(text in texts(), cells in 0_usize..16) {
        prop_assert_eq!(width(&fit(&safe(&text), cells)), cells);
    }

    #[test]
    fn texts_without_unicode_are_cut_as_those_with_it(text in "[ -~]{0,12}", cells in 0_usize..16) {
        let with_umlaut = format!("{text}ö");
        let expected: String = text.chars().take(cells).collect();
        prop_assert_eq!(prefix(&text, cells), &expected);
        prop_assert_eq!(prefix(&with_umlaut, cells), with_umlaut.chars().take(cells).collect::<String>());
    }
}
