use super::*;

#[test]
fn a_password_shows_as_one_mark_for_each_character_that_one_sees() {
    let shown = marks(&Input::from("ae\u{301}👩‍💻東"));
    assert_eq!(shown.value(), "••••");
    assert_eq!(shown.cursor(), 4);
}

#[test]
fn the_cursor_stands_among_the_marks_as_among_the_characters() {
    assert_eq!(marks(&Input::from("e\u{301}bc").with_cursor(2)).cursor(), 1);
}
