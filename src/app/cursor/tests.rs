use proptest::prelude::*;

use super::*;

#[test]
fn the_cursor_stops_at_both_ends() {
    let mut cursor = Cursor::default();
    cursor.step(Action::Up, 3, 10);
    assert_eq!(cursor.position, 0);
    for _ in 0..9 {
        cursor.step(Action::Down, 3, 10);
    }
    assert_eq!(cursor, Cursor { position: 2, top: 0 });
}

#[test]
fn scrolling_moves_no_further_than_it_takes() {
    let mut cursor = Cursor::default();
    for _ in 0..10 {
        cursor.step(Action::Down, 100, 10);
    }
    assert_eq!(cursor, Cursor { position: 10, top: 1 });
    cursor.step(Action::Up, 100, 10);
    assert_eq!(cursor, Cursor { position: 9, top: 1 });
}

#[test]
fn a_row_put_on_top_is_on_top_unless_the_list_ends_before_the_screen_does() {
    let mut cursor = Cursor::default();
    cursor.put_on_top(50, 100, 10);
    assert_eq!(cursor, Cursor { position: 50, top: 50 });
    cursor.put_on_top(95, 100, 10);
    assert_eq!(cursor, Cursor { position: 95, top: 90 });
}

#[test]
fn a_list_that_grew_shorter_pulls_the_cursor_with_it() {
    let mut cursor = Cursor { position: 90, top: 85 };
    cursor.put(90, 20, 10);
    assert_eq!(cursor, Cursor { position: 19, top: 10 });
}

proptest! {
    #[test]
    fn the_cursor_is_always_on_the_screen(
        start: (usize, usize), length in 0_usize..300, height in 0_usize..50, target in 0_usize..400
    ) {
        let mut cursor = Cursor { position: start.0 % 500, top: start.1 % 500 };
        cursor.put(target, length, height);
        let height = height.max(1);
        prop_assert!(cursor.position < length.max(1));
        prop_assert!(cursor.top <= cursor.position && cursor.position < cursor.top + height);
        prop_assert!(length <= height || cursor.top + height <= length);
    }
}

#[test]
fn where_fewer_rows_have_room_the_cursors_is_among_them() {
    let cursor = Cursor { position: 18, top: 0 };
    assert_eq!((cursor.top_in(19), cursor.top_in(17), cursor.top_in(1)), (0, 2, 18));
    assert_eq!(Cursor { position: 3, top: 3 }.top_in(5), 3);
}
