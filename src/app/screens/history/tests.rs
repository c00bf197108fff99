use super::*;
use crate::{
    app::{Msg, screens::Screen, testing::*},
    domain::{Cause, LicenseId, Status, Undoing, Write},
};

fn history(desk: &Desk) -> &History {
    let found = desk.model.screens.iter().find_map(|screen| match screen {
        Screen::History(history) => Some(history),
        _ => None,
    });
    found.expect("a history")
}

/// A history of three changes: of the licenses 1, 2 and 3, in this order.
fn opened() -> Desk {
    let mut desk = Desk::on_three();
    desk.press("H");
    let entries = (1..4).map(|number| renamed(number, number.cast_signed())).collect();
    desk.reply_last(Ok(Reply::Journal(entries)));
    desk
}

fn numbers(desk: &Desk) -> Vec<u64> {
    history(desk).rows().map(|entry| entry.entry.0).collect()
}

#[test]
fn the_latest_change_comes_first() {
    let desk = opened();
    assert_eq!((desk.title(), numbers(&desk)), ("History", vec![3, 2, 1]));
}

#[test]
fn letters_narrow_at_once_and_esc_widens_before_it_leaves() {
    let mut desk = opened();
    desk.press("/ S K U - 2 enter");
    assert_eq!(numbers(&desk), [2]);
    desk.press("esc");
    assert_eq!(numbers(&desk), [3, 2, 1]);
    assert_eq!(history(&desk).current().expect("an entry").entry, EntryId(2), "the cursor stays on it");
    desk.press("esc");
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn sorting_goes_through_the_columns_and_turns_round() {
    let mut desk = opened();
    desk.press("S");
    assert_eq!(numbers(&desk), [1, 2, 3]);
    desk.press("s s s");
    assert_eq!(history(&desk).order, Order { by: By::Id, turned: false });
    assert_eq!(numbers(&desk), [1, 2, 3]);
    desk.press("s s s");
    assert_eq!((history(&desk).order, numbers(&desk)), (Order::default(), vec![3, 2, 1]));
}

#[test]
fn what_was_taken_back_and_what_nobody_knows_is_told_in_words() {
    let mut desk = Desk::on_three();
    desk.press("H");
    let undo = Entry { undoes: Some(EntryId(1)), ..renamed(2, 1) };
    let unknown = Entry { result: Standing::Unknown, ..renamed(3, 3) };
    let running = Entry { under_way: true, ..unknown.clone() };
    desk.reply_last(Ok(Reply::Journal(vec![renamed(1, 1), undo, unknown.clone(), running.clone()])));
    let history = history(&desk);
    assert_eq!(history.undone_by(&renamed(1, 1)), Some(EntryId(2)));
    assert_eq!(history.unknown(), 2);
    assert_eq!((standing(&unknown, false), standing(&running, false)), ("UNKNOWN", "UNDER WAY"));
}

#[test]
fn enter_shows_all_of_a_change_and_u_looks_at_what_would_take_it_back() {
    let mut desk = opened();
    desk.press("j enter");
    assert_eq!(desk.title(), "Change");
    desk.press("u");
    let call = Call::PrepareUndo { scope: Some(group()), entry: Some(EntryId(2)) };
    assert_eq!((desk.title(), desk.last_call().1), ("Undo", call));
    desk.press("esc esc u");
    assert_eq!(desk.title(), "Undo");
}

#[test]
fn after_an_undo_the_journal_is_read_anew() {
    let mut desk = opened();
    desk.press("u");
    let undo = crate::domain::Undo {
        entry: EntryId(3),
        operation: crate::domain::OperationKind::Update,
        id: Some(LicenseId(3)),
        sku: "SKU-3".into(),
        write: Write::delete(group(), license(3))
            .because(Cause { undoes: Some(EntryId(3)), ..Cause::default() }),
        fields: Vec::new(),
        remarks: Vec::new(),
    };
    desk.reply_last(Ok(Reply::UndoReady(Undoing { undos: vec![undo], refused: Vec::new() })));
    desk.press("y");
    desk.reply_last(Ok(Reply::Deleted));
    desk.press("esc");
    assert_eq!((desk.title(), desk.last_call().1), ("History", Call::ReadJournal));
}

#[test]
fn leaving_forgets_the_reading_and_a_late_journal_changes_nothing() {
    let mut desk = Desk::on_three();
    desk.press("H");
    let (id, _) = desk.last_call();
    desk.press("esc");
    desk.send(Msg::Replied { id, result: Ok(Reply::Journal(vec![renamed(1, 1)])) });
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn a_journal_that_cannot_be_read_says_so_and_r_tries_again() {
    let mut desk = Desk::on_three();
    desk.press("H");
    desk.reply_last(Err(Problem::NoJournal { reason: "no room".into() }));
    assert!(history(&desk).problem.is_some());
    desk.press("r");
    assert_eq!(desk.last_call().1, Call::ReadJournal);
    assert!(history(&desk).problem.is_none());
}

#[test]
fn a_change_shows_what_it_made_of_the_license() {
    let changed = ChangeDetail::new(renamed(1, 1), None).fields();
    assert_eq!((changed.len(), changed[0].before.as_str(), changed[0].after.as_str()), (1, "Old", "Plan 1"));
    let created = ChangeDetail::new(Entry { before: None, ..renamed(1, 1) }, None).fields();
    assert!(created.len() == 4 && created.iter().all(|field| field.before.is_empty()));
    let deleted = ChangeDetail::new(Entry { after: None, ..renamed(1, 1) }, None).fields();
    assert_eq!(deleted[3].before, Status::Enabled.word());
    assert!(deleted.iter().all(|field| field.after.is_empty()));
}
