use super::*;
use crate::app::{
    effect::Effect,
    layout::Size,
    testing::Desk,
    update::{self, Msg},
};

fn does(desk: &mut Desk, kind: MouseKind, column: u16, row: u16) -> Vec<Effect> {
    update::update(&mut desk.model, Msg::Mouse(Mouse { kind, column, row }))
}

#[test]
fn a_click_puts_the_cursor_on_a_row_and_another_opens_it() {
    let mut desk = Desk::on_three();
    does(&mut desk, MouseKind::Press, 10, BODY + 2);
    assert_eq!(desk.licenses().cursor.position, 1);
    assert_eq!(desk.title(), "Licenses");
    does(&mut desk, MouseKind::Press, 10, BODY + 2);
    assert_eq!(desk.title(), "License");
}

#[test]
fn a_click_beside_the_rows_does_nothing() {
    let mut desk = Desk::on_three();
    for row in [0, 1, BODY, BODY + 9, 22, 23] {
        does(&mut desk, MouseKind::Press, 10, row);
        assert_eq!((desk.licenses().cursor.position, desk.title()), (0, "Licenses"), "row {row}");
    }
}

#[test]
fn the_wheel_scrolls() {
    let mut desk = Desk::on_three();
    does(&mut desk, MouseKind::WheelDown, 0, 5);
    assert_eq!(desk.licenses().cursor.position, 2);
    does(&mut desk, MouseKind::WheelUp, 0, 5);
    assert_eq!(desk.licenses().cursor.position, 0);
}

#[test]
fn no_question_is_answered_and_no_form_is_left() {
    let mut desk = Desk::on_three();
    desk.press("n");
    desk.type_text("X");
    for kind in [MouseKind::Press, MouseKind::WheelDown, MouseKind::Release] {
        assert_eq!(does(&mut desk, kind, 10, BODY + 3), []);
    }
    assert_eq!(desk.title(), "New license");
    desk.press("esc");
    assert!(matches!(desk.model.overlay, Some(Overlay::Question(_))));
    does(&mut desk, MouseKind::Press, 40, 12);
    assert!(matches!(desk.model.overlay, Some(Overlay::Question(_))));
}

#[test]
fn the_divider_is_drawn_and_both_sides_keep_room() {
    let mut desk = Desk::on_three();
    let size = Size { columns: 160, rows: 40 };
    update::update(&mut desk.model, Msg::Resized(size));
    let column = |desk: &Desk| desk.model.shared.divider.column(size).expect("both sides");
    let start = column(&desk);
    does(&mut desk, MouseKind::Drag, 100, 10);
    assert_eq!(column(&desk), start, "nothing is held");
    does(&mut desk, MouseKind::Press, start, 10);
    does(&mut desk, MouseKind::Drag, 100, 10);
    assert_eq!(column(&desk), 100);
    does(&mut desk, MouseKind::Drag, 159, 10);
    assert_eq!(column(&desk), 130);
    does(&mut desk, MouseKind::Release, 159, 10);
    does(&mut desk, MouseKind::Drag, 60, 10);
    assert_eq!(column(&desk), 130);
}

#[test]
fn the_mouse_is_off_until_it_is_asked_for() {
    let mut desk = Desk::on_three();
    assert!(!desk.model.shared.mouse);
    assert!(desk.press("M").contains(&Effect::UseMouse(true)));
    assert!(desk.press("M").contains(&Effect::UseMouse(false)));
}

#[test]
fn where_the_table_stands_alone_a_click_reaches_all_of_it_and_closes_no_license() {
    let mut desk = Desk::on_three();
    desk.model.shared.divider.is_absent = true;
    update::update(&mut desk.model, Msg::Resized(Size { columns: 160, rows: 40 }));
    does(&mut desk, MouseKind::Press, 150, BODY + 2);
    assert_eq!(desk.licenses().cursor.position, 1);
    desk.press("enter");
    assert_eq!(desk.title(), "License");
    does(&mut desk, MouseKind::Press, 10, BODY + 3);
    assert_eq!(desk.title(), "License");
}
