use super::*;

#[test]
fn emoji_in_use_keep_their_invisible_parts() {
    for emoji in [
        "❤\u{fe0f}",
        "👨\u{200d}👩\u{200d}👧\u{200d}👦",
        "👩🏽\u{200d}⚕\u{fe0f}",
        "🏳\u{fe0f}\u{200d}🌈",
        "❤\u{fe0f}\u{200d}🔥",
        "🕵🏻\u{200d}♂\u{fe0f}",
        "1\u{fe0f}\u{20e3}",
        "#\u{fe0f}\u{20e3}",
        "㊗\u{fe0f}",
        "©\u{fe0f}",
    ] {
        assert!(is_sequence(emoji), "{emoji}");
    }
}

#[test]
fn selectors_and_joiners_that_do_nothing_are_no_part_of_an_emoji() {
    for text in [
        "a\u{fe0f}",
        "1\u{fe0f}",
        "日\u{fe0f}",
        "😀\u{fe0f}",
        "❤\u{fe0f}\u{fe0f}",
        "❤\u{fe0f}\u{301}",
        "😀\u{200d}",
        "\u{200d}😀",
        "😀\u{200d}\u{200d}😀",
        "©\u{200d}®",
        "क\u{94d}\u{200d}ष",
        "\u{fe0f}",
        "\u{fe0f}🏽",
        "🏽\u{200d}🏽",
        "",
    ] {
        assert!(!is_sequence(text), "{}", text.escape_unicode());
    }
}

#[test]
fn a_long_chain_of_emoji_is_not_one() {
    let chain = ["😀"; 5].join("\u{200d}");
    assert!(!is_sequence(&chain));
}
