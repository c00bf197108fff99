use proptest::prelude::*;

use super::*;
use crate::text::width;

#[test]
fn plain_texts_are_borrowed() {
    for text in ["", "License 17", "C:\\users", "größer als 日本", "Ελλάς ПРИВЕТ", "👍🏽 ok"]
    {
        assert!(matches!(safe(text), Cow::Borrowed(same) if same == text), "{text}");
    }
}

#[test]
fn letters_of_all_scripts_stay_readable() {
    for text in [
        "größer",
        "gro\u{308}ßer",
        "tiê\u{301}ng Viê\u{323}t",
        "日本語 カタカナ ｶﾞ　한국어",
        "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}",
        "שָׁלוֹם",
        "السَّلَامُ عَلَيْكُمْ",
        "हिन्दी क्षेत्र",
        "ภาษาไทย กำลัง",
        "བོད་སྐད་",
        "👨\u{200d}👩\u{200d}👧\u{200d}👦 ❤\u{fe0f} 🇩🇪 1\u{fe0f}\u{20e3}",
        "€ ™ © ½ – “quoted” …",
    ] {
        assert_eq!(safe(text), text);
    }
}

#[test]
fn what_drives_a_terminal_becomes_visible() {
    for (text, expected) in [
        ("a\u{1b}[31mb", "a\\u{1b}[31mb"),
        ("\0\t\r\n\u{7f}", "\\u{0}\\u{9}\\u{d}\\u{a}\\u{7f}"),
        ("\u{9b}2J", "\\u{9b}2J"),
        ("a\u{202e}b\u{2069}", "a\\u{202e}b\\u{2069}"),
        ("\u{61c}\u{200e}\u{200f}", "\\u{61c}\\u{200e}\\u{200f}"),
    ] {
        assert_eq!(safe(text), expected);
    }
}

#[test]
fn what_hides_becomes_visible() {
    for hidden in [
        '\u{a0}',
        '\u{ad}',
        '\u{34f}',
        '\u{115f}',
        '\u{180e}',
        '\u{200b}',
        '\u{200c}',
        '\u{200d}',
        '\u{2028}',
        '\u{2029}',
        '\u{2060}',
        '\u{2064}',
        '\u{2800}',
        '\u{3164}',
        '\u{e000}',
        '\u{fdd0}',
        '\u{fe00}',
        '\u{fe0e}',
        '\u{fe0f}',
        '\u{feff}',
        '\u{fff9}',
        '\u{ffff}',
        '\u{e0001}',
        '\u{e0041}',
        '\u{e0100}',
        '\u{f0000}',
        '\u{10ffff}',
    ] {
        let expected = format!("a{OPENING}{:x}}}b", u32::from(hidden));
        assert_eq!(safe(&format!("a{hidden}b")), expected);
    }
}

#[test]
fn a_text_cannot_look_like_an_escape() {
    assert_eq!(safe("\\u{1b}"), "\\u{5c}u{1b}");
    assert_eq!(safe("\\\\u{1b}"), "\\\\u{5c}u{1b}");
    assert_eq!(safe("\\u"), "\\u");
    assert_eq!(safe("\\\u{1b}"), "\\\\u{1b}");
    assert_eq!(restore("\\\\u{1b}").as_deref(), Ok("\\\u{1b}"));
}

#[test]
fn a_mark_without_a_letter_becomes_visible() {
    assert_eq!(safe("\u{301}a"), "\\u{301}a");
    assert_eq!(safe("\u{1b}\u{301}"), "\\u{1b}\\u{301}");
    assert_eq!(safe("a\u{200c}\u{301}"), "a\\u{200c}\\u{301}", "nor is it drawn on an escape");
    assert_eq!(safe("\u{1161}"), "\\u{1161}", "the half of a syllable");
}

#[test]
fn what_passes_for_another_letter_becomes_visible() {
    assert_eq!(safe("СALL-BASIC"), "\\u{421}ALL-BASIC");
    assert_eq!(safe("bа\u{301}sic"), "b\\u{430}\\u{301}sic", "and its accent is not drawn on an escape");
    assert_eq!(safe("Лицензия"), "Лицензия");
}

#[test]
fn a_cursor_finds_its_place_among_neighbours_that_change_what_is_shown() {
    let text = "СALL";
    assert_eq!(safe_with(text, 0).1, 0);
    assert_eq!(safe_with(text, 2).1, "\\u{421}".len());
    assert_eq!(safe_with(text, text.len()).1, safe(text).len());
    assert_eq!(safe_with("abc", 2), (Cow::Borrowed("abc"), 2));
}

#[test]
fn marks_without_end_are_shown_as_what_they_are() {
    let zalgo = format!("a{}b", "\u{301}".repeat(40));
    let expected = format!("a{}{}b", "\u{301}".repeat(MOST_MARKS), "\\u{301}".repeat(40 - MOST_MARKS));
    assert_eq!(safe(&zalgo), expected);
}

#[test]
fn emoji_hide_nothing() {
    assert_eq!(safe("😀\u{fe0f}"), "😀\\u{fe0f}");
    assert_eq!(safe("a\u{200d}b"), "a\\u{200d}b");
    assert_eq!(safe("😀\u{200d}"), "😀\\u{200d}");
    assert_eq!(safe("🏴\u{e0067}\u{e007f}"), "🏴\\u{e0067}\\u{e007f}");
}

#[test]
fn what_is_no_escape_is_not_restored() {
    for (text, offset) in [
        ("\\u{", 0),
        ("ok \\u{}", 3),
        ("\\u{1b} \\u{1B}", 7),
        ("\\u{01b}", 0),
        ("\\u{+1b}", 0),
        ("\\u{d800}", 0),
        ("\\u{110000}", 0),
        ("\\u{ffffffffff}", 0),
        ("ö\\u{x}", 2),
    ] {
        assert_eq!(restore(text), Err(Malformed { offset }), "{text}");
    }
}

#[test]
fn the_refusal_says_where_and_what_to_write() {
    let message = Malformed { offset: 3 }.to_string();
    assert_eq!(
        message,
        "byte 3: \\u{ does not begin an escape such as \\u{1b}; for a backslash itself write \\u{5c}"
    );
}

/// Texts with much in them that ought not to be.
fn texts() -> impl Strategy<Value = String> {
    let passing = "[aCАСа٥𝐓‐é ]{0,12}";
    let wicked = "[a1}\\\\u{{}\u{1b}\u{301}\u{903}\u{200b}\u{200d}\u{fe0f}😀👩❤🏽⚕日\u{94d}क\u{600}\u{605}\u{1161}]{0,12}";
    prop_oneof![any::<String>(), wicked, passing, "\\PC{0,12}"]
}

fn is_harmless(grapheme: &str) -> bool {
    let mut marks = 0;
    let is_bounded = grapheme.chars().all(|character| {
        marks = if character.width() == Some(0) { marks + 1 } else { 0 };
        marks <= MOST_MARKS
    });
    let is_open = !grapheme.chars().any(is_hidden);
    width(grapheme) > 0 && (emoji::is_sequence(grapheme) || (is_open && is_bounded))
}

#[test]
fn every_character_is_made_safe() {
    let special = ('\u{e0000}'..='\u{e0fff}').chain('\u{10fff0}'..=char::MAX);
    for character in ('\0'..='\u{1ffff}').chain(special) {
        let text = character.to_string();
        let safe = safe(&text);
        assert!(safe.graphemes(true).all(is_harmless), "{}", text.escape_unicode());
    }
}

#[test]
fn the_short_way_leads_where_the_long_way_does() {
    let plain = ('\0'..='\u{ffff}').filter(|character| plain_width(*character).is_some());
    for character in plain {
        // The comma is no plain character.
        let text = format!("{character}、");
        assert_eq!(safe(&text), text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]
    #[test]
    fn a_safe_text_gives_back_what_it_was_made_of(text in texts()) {
        let safe = safe(&text);
        prop_assert_eq!(restore(&safe), Ok(text));
    }

    #[test]
    fn what_stands_before_a_cursor_is_what_was_before_it(text in texts(), share in 0..=12_usize) {
        let place = text.char_indices().nth(share).map_or(text.len(), |(place, _)| place);
        let (shown, cursor) = safe_with(&text, place);
        prop_assert_eq!(&shown, &safe(&text));
        prop_assert_eq!(restore(&shown[..cursor]), Ok(text[..place].to_owned()));
    }

    #[test]
    fn nothing_in_a_safe_text_is_harmful_or_out_of_sight(text in texts()) {
        let safe = safe(&text);
        for grapheme in safe.graphemes(true) {
            prop_assert!(is_harmless(grapheme), "{}", grapheme.escape_unicode());
        }
    }

    #[test]
    fn different_texts_stay_different(left in texts(), right in texts()) {
        prop_assert_eq!(left == right, safe(&left) == safe(&right));
    }

    #[test]
    fn no_text_makes_restoring_panic(text in "[\\\\u{{}0-9a-fx]{0,12}") {
        if let Ok(restored) = restore(&text) {
            prop_assert!(restored.len() <= text.len());
        }
    }
}
