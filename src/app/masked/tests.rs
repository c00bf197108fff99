use super::*;

#[test]
fn what_is_pasted_is_kept_as_it_is_but_for_the_last_line_end() {
    let mut masked = Masked::default();
    masked.paste(" a\tb \r\n");
    assert_eq!(masked.take().expose(), " a\tb ");
    assert!(masked.is_empty());
}

#[test]
fn nothing_of_it_shows_in_debug() {
    let mut masked = Masked::default();
    for key in ["h", "u", "n", "t", "e", "r", "2"] {
        masked.type_key(key.parse().expect("a key"));
    }
    assert_eq!(format!("{masked:?}"), "Masked");
    assert_eq!(masked.take(), Secret::new("hunter2"));
}
