use super::*;

fn masked(text: &str, secret: &str) -> String {
    mask(text, &[Secret::from(secret)])
}

#[test]
fn a_secret_is_taken_out_wherever_it_stands() {
    assert_eq!(masked("token abcdef-123 is old", "abcdef-123"), "token … is old");
    assert_eq!(masked("xabcdef-123xabcdef-123", "abcdef-123"), "x…x…");
}

#[test]
fn a_secret_is_taken_out_as_json_writes_it_too() {
    assert_eq!(masked(r#"{"p":"PWhunter\"2\\é"}"#, r#"PWhunter"2\é"#), r#"{"p":"…"}"#);
}

#[test]
fn a_short_secret_is_taken_out_where_it_stands_alone_and_leaves_other_words_whole() {
    assert_eq!(masked("the code 1234 is not 12345 nor a1234", "1234"), "the code … is not 12345 nor a1234");
    assert_eq!(masked("the password is wrong", "or"), "the password is wrong");
    assert_eq!(masked("1234", "1234"), "…");
}

#[test]
fn nothing_is_taken_out_for_a_secret_that_is_empty() {
    assert_eq!(masked("as it is", ""), "as it is");
}
