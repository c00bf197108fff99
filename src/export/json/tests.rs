use proptest::prelude::*;

use super::*;

fn line(text: &str) -> String {
    String::from_utf8(lines(&[text]).expect("JSON")).expect("UTF-8")
}

#[test]
fn what_a_terminal_would_obey_is_escaped() {
    assert_eq!(line("a\u{1b}[2J\u{9b}1m\u{202e}ü"), "\"a\\u001b[2J\\u009b1m\\u202eü\"\n");
}

#[test]
fn whatever_is_unseen_is_told_by_its_first_byte() {
    let overlooked = ('\0'..=char::MAX).find(|character| {
        is_unseen(*character) && !may_begin_unseen(character.encode_utf8(&mut [0; 4]).as_bytes()[0])
    });
    assert_eq!(overlooked, None);
}

proptest! {
    #[test]
    fn every_text_is_exact_and_on_one_line(text in ".*") {
        let line = line(&text);
        prop_assert_eq!(line.lines().count(), 1);
        prop_assert!(!line.trim_end().chars().any(is_unseen));
        prop_assert_eq!(serde_json::from_str::<String>(&line).expect("JSON"), text);
    }
}
