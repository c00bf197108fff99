use super::*;
use crate::{
    app::{
        Effect, Msg, Place,
        screens::{Overlay, Screen, batch::Stand},
        testing::*,
    },
    domain::{self, Cause, License, LicenseId, OperationKind, Status},
};

fn screen(desk: &Desk) -> &Undo {
    match desk.model.front() {
        Some(Screen::Undo(undo)) => undo,
        other => panic!("no undo but {other:?}"),
    }
}

/// What gives a license the status "disabled" again.
fn prepared(entry: u64, id: i64) -> domain::Undo {
    let seen = license(id);
    let change = domain::Change::of_status(&seen, Status::Disabled);
    let cause = Cause { undoes: Some(EntryId(entry)), ..Cause::default() };
    domain::Undo {
        entry: EntryId(entry),
        operation: OperationKind::Update,
        id: Some(seen.id),
        sku: seen.sku.clone(),
        fields: change.fields(),
        write: Write::update(group(), seen, change).because(cause),
        remarks: Vec::new(),
    }
}

fn ready(ids: &[i64]) -> Reply {
    let undos = ids.iter().map(|id| prepared(id.cast_unsigned() + 10, *id)).collect();
    Reply::UndoReady(Undoing { undos, refused: Vec::new() })
}

fn opened_on(mut desk: Desk, ids: &[i64]) -> Desk {
    desk.press("u");
    desk.reply_last(Ok(ready(ids)));
    desk
}

fn opened(ids: &[i64]) -> Desk {
    opened_on(Desk::on_three(), ids)
}

fn disabled(id: i64) -> License {
    License { status: Status::Disabled, ..license(id) }
}

#[test]
fn u_asks_what_would_take_the_last_change_of_the_scope_back_and_sends_nothing() {
    let mut desk = Desk::on_three();
    desk.press("u");
    assert_eq!(desk.last_call().1, Call::PrepareUndo { scope: Some(group()), entry: None });
    desk.reply_last(Ok(ready(&[1])));
    assert_eq!(desk.calls(), 0);
    desk.press("n");
    assert_eq!((desk.title(), desk.calls()), ("Licenses", 0));
}

#[test]
fn y_sends_what_is_shown_and_the_table_follows() {
    let mut desk = opened(&[1]);
    desk.press("y");
    assert_eq!(desk.last_call().1, Call::from(prepared(11, 1).write));
    desk.reply_last(Ok(updated(disabled(1))));
    assert!(matches!(screen(&desk).batch.stands(), [Stand::Done(_)]));
    desk.press("y");
    assert_eq!(desk.calls(), 0, "nothing is sent twice");
    desk.press("esc");
    assert_eq!(desk.licenses().current().expect("a row").status, &Status::Disabled);
}

#[test]
fn the_changes_of_a_step_go_out_one_after_the_other() {
    let mut desk = opened(&[3, 2, 1]);
    desk.press("y");
    assert_eq!(desk.calls(), 1);
    desk.reply_last(Ok(updated(disabled(3))));
    assert_eq!(desk.last_call().1, Call::from(prepared(12, 2).write));
    let now = Box::new(License { name: "Theirs".into(), ..license(2) });
    desk.reply_last(Err(Problem::Conflict { fields: Vec::new(), now }));
    assert_eq!(desk.last_call().1, Call::from(prepared(11, 1).write), "one that changed holds up no other");
    desk.reply_last(Ok(updated(disabled(1))));
    let stands = screen(&desk).batch.stands();
    assert!(matches!(stands, [Stand::Done(_), Stand::Failed(_), Stand::Done(_)]), "{stands:?}");
}

#[test]
fn a_failure_that_would_meet_all_of_them_stops_the_rest() {
    let mut desk = opened(&[3, 2]);
    desk.press("y");
    desk.reply_last(Err(Problem::Denied { role: "role", reason: None }));
    assert_eq!(desk.calls(), 0);
    assert!(matches!(screen(&desk).batch.stands(), [Stand::Failed(_), Stand::NotSent]));
    desk.press("r");
    let call = Call::PrepareUndo { scope: Some(group()), entry: Some(EntryId(13)) };
    assert_eq!(desk.last_call().1, call, "r looks at the same change again");
}

#[test]
fn esc_sends_no_more_and_the_one_under_way_is_awaited() {
    let mut desk = opened(&[3, 2]);
    desk.press("y");
    let (id, _) = desk.last_call();
    desk.press("esc");
    assert_eq!(desk.title(), "Undo");
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Cancel(_))));
    desk.send(Msg::Replied { id, result: Ok(updated(disabled(3))) });
    assert_eq!(desk.calls(), 0);
    assert!(matches!(screen(&desk).batch.stands(), [Stand::Done(_), Stand::NotSent]));
    desk.press("esc");
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn esc_while_it_is_looked_up_forgets_it_and_a_late_answer_changes_nothing() {
    let mut desk = Desk::on_three();
    desk.press("u");
    let (id, _) = desk.last_call();
    desk.press("y");
    assert_eq!(desk.calls(), 0, "there is nothing to say yes to yet");
    desk.press("esc");
    assert_eq!(desk.effects, [Effect::Cancel(id)]);
    desk.send(Msg::Replied { id, result: Ok(ready(&[1])) });
    assert_eq!((desk.title(), desk.calls()), ("Licenses", 0));
}

#[test]
fn while_a_change_is_under_way_the_last_one_is_not_known() {
    let mut desk = Desk::on_three();
    desk.press("t u");
    assert_eq!((desk.title(), desk.calls()), ("Licenses", 1));
    assert!(desk.notice().contains("still under way"), "{}", desk.notice());
}

#[test]
fn nothing_to_take_back_is_shown_and_y_does_nothing() {
    let mut desk = Desk::on_three();
    desk.press("u");
    desk.reply_last(Err(Problem::NotFound {
        what: "a change that could be taken back".into(),
        reason: None,
    }));
    assert!(screen(&desk).problem.is_some());
    desk.press("y");
    assert_eq!(desk.calls(), 0);
}

#[test]
fn production_asks_and_a_reason_is_asked_for() {
    let place = Place { production: true, needs_reason: true, ..place() };
    let mut desk = Desk::with(place, Some(group()));
    desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
    let mut desk = opened_on(desk, &[1]);
    desk.press("y");
    assert!(matches!(desk.model.overlay, Some(Overlay::Question(_))));
    desk.press("n");
    assert_eq!((desk.title(), desk.calls()), ("Undo", 0));
    desk.press("y y");
    assert!(matches!(desk.model.overlay, Some(Overlay::Reason(_))));
    desk.press("esc y y");
    desk.type_text("a mistake");
    desk.press("enter");
    let Call::Write(write) = desk.last_call().1 else { panic!("no write") };
    let cause = Cause { reason: Some("a mistake".into()), step: None, undoes: Some(EntryId(11)) };
    assert_eq!(write.cause, cause);
}

#[test]
fn a_read_only_console_takes_nothing_back() {
    let mut desk = Desk::with(Place { read_only: true, ..place() }, Some(group()));
    desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
    desk.press("u");
    assert_eq!((desk.title(), desk.calls()), ("Licenses", 0));
}

#[test]
fn the_command_of_a_step_is_one() {
    let mut desk = opened(&[1]);
    desk.press("ctrl-y");
    assert!(
        desk.effects.contains(&Effect::Copy("lictor --profile lab undo 11".into())),
        "{:?}",
        desk.effects
    );
}

#[test]
fn a_deleted_license_comes_back_as_a_new_row() {
    let mut desk = Desk::on_three();
    desk.press("u");
    let draft = domain::Image::from(license(8)).draft();
    let undo = domain::Undo { write: Write::create(group(), draft), ..prepared(18, 8) };
    desk.reply_last(Ok(Reply::UndoReady(Undoing { undos: vec![undo], refused: Vec::new() })));
    desk.press("y");
    desk.reply_last(Ok(Reply::Created(LicenseId(9))));
    desk.press("esc");
    assert_eq!(desk.at(), Some(9));
}

#[test]
fn leaving_for_the_scopes_says_what_was_not_sent() {
    let mut desk = opened(&[3, 2]);
    desk.press("y : s c o p e s enter");
    assert_eq!(desk.title(), "Scopes");
    assert!(desk.notice().contains("1 of the changes"), "{}", desk.notice());
}
