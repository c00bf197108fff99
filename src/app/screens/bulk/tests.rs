use super::*;
use crate::{
    app::{
        Effect, Place,
        screens::{Overlay, Screen},
        testing::*,
    },
    domain::{Call, Field},
};

fn bulk(desk: &Desk) -> &Bulk {
    match desk.model.front() {
        Some(Screen::Bulk(bulk)) => bulk,
        other => panic!("no change of several but {other:?}"),
    }
}

fn on(count: i64) -> Desk {
    on_place(place(), count)
}

fn on_place(place: Place, count: i64) -> Desk {
    let mut desk = Desk::with(place, Some(group()));
    desk.reply_last(Ok(Reply::Licenses(page(1..count + 1, None))));
    desk
}

fn disabled(id: i64) -> License {
    License { status: Status::Disabled, ..license(id) }
}

fn fields(row: &Row) -> &[FieldChange] {
    match &row.becomes {
        Becomes::Changed(fields) => fields,
        other => panic!("no change of fields but {other:?}"),
    }
}

fn stands(desk: &Desk) -> String {
    bulk(desk).batch.counts().in_words()
}

#[test]
fn marked_rows_are_shown_before_anything_is_sent_and_sent_one_after_the_other() {
    let mut desk = on(3);
    desk.press("space space t");
    assert_eq!((desk.title(), desk.calls()), ("Disable licenses", 0));
    let fields: Vec<&FieldChange> = bulk(&desk).rows.iter().flat_map(fields).collect();
    assert_eq!(fields.len(), 2);
    assert!(
        fields
            .iter()
            .all(|change| (change.before.as_str(), change.after.as_str()) == ("enabled", "disabled"))
    );
    desk.press("y");
    assert_eq!(desk.calls(), 1);
    desk.reply_last(Ok(updated(disabled(1))));
    assert_eq!(desk.calls(), 1, "the next goes out when the answer is there");
    desk.reply_last(Ok(updated(disabled(2))));
    assert_eq!(stands(&desk), "2 done");
    desk.press("esc");
    assert!(desk.licenses().marks.is_empty(), "what was done is no longer marked");
    assert_eq!(desk.licenses().current().expect("a row").id, LicenseId(3));
}

#[test]
fn all_changes_of_one_yes_are_one_step_of_the_journal() {
    let mut desk = on(3);
    desk.press("* t y");
    let Call::Write(first) = desk.last_call().1 else { panic!("no write") };
    desk.reply_last(Ok(updated(disabled(1))));
    let Call::Write(second) = desk.last_call().1 else { panic!("no write") };
    assert!(first.cause.step.is_some());
    assert_eq!(first.cause.step, second.cause.step);
}

#[test]
fn from_ten_rows_on_the_verb_is_typed_and_another_word_sends_nothing() {
    let mut desk = on(10);
    desk.press("* t");
    desk.press("y enter");
    assert_eq!((desk.calls(), bulk(&desk).mistyped), (0, true));
    desk.press("backspace");
    desk.type_text("disable");
    desk.press("enter");
    assert_eq!(desk.calls(), 1);
}

#[test]
fn on_production_the_verb_is_typed_for_two_rows_too() {
    let mut desk = on_place(Place { production: true, ..place() }, 3);
    desk.press("space space d y enter");
    assert_eq!(desk.calls(), 0);
    desk.press("backspace");
    desk.type_text("delete");
    desk.press("enter");
    assert_eq!(desk.last_call().1.to_string(), "delete license 1");
}

#[test]
fn with_any_enabled_all_are_disabled_and_with_none_all_are_enabled() {
    let mut desk = Desk::on(group());
    let mut first = page(1..4, None);
    first.licenses[0].status = Status::Disabled;
    desk.reply_last(Ok(Reply::Licenses(first)));
    desk.press("* t");
    assert_eq!(desk.title(), "Disable licenses");
    assert_eq!((bulk(&desk).rows.len(), bulk(&desk).to_send()), (3, 2), "one is so already");
    desk.press("n G space space g space t");
    let mut desk = Desk::on(group());
    let mut first = page(1..4, None);
    first.licenses.iter_mut().for_each(|license| license.status = Status::Disabled);
    desk.reply_last(Ok(Reply::Licenses(first)));
    desk.press("* t");
    assert_eq!(desk.title(), "Enable licenses");
}

#[test]
fn what_fails_keeps_its_mark_and_holds_up_no_other() {
    let mut desk = on(3);
    desk.press("* t y");
    desk.reply_last(Err(Problem::Rejected { status: 400, reason: Some("no".into()) }));
    desk.reply_last(Ok(updated(disabled(2))));
    desk.reply_last(Err(Problem::OutcomeUnknown { reason: "cut".into() }));
    assert_eq!(stands(&desk), "1 done · 1 refused · 1 unknown");
    desk.press("esc");
    assert_eq!(desk.licenses().marks.len(), 2);
}

#[test]
fn what_would_fail_for_all_stops_the_rest() {
    let mut desk = on(3);
    desk.press("* t y");
    desk.reply_last(Err(Problem::Denied { role: "role", reason: None }));
    assert_eq!((desk.calls(), stands(&desk)), (0, "1 refused · 2 not sent".to_owned()));
}

#[test]
fn esc_stops_after_the_row_under_way() {
    let mut desk = on(3);
    desk.press("* t y");
    let (id, _) = desk.last_call();
    desk.press("esc");
    assert_eq!(desk.title(), "Disable licenses", "its answer is waited for");
    desk.send(crate::app::Msg::Replied { id, result: Ok(updated(disabled(1))) });
    assert_eq!((desk.calls(), stands(&desk)), (0, "1 done · 2 not sent".to_owned()));
}

#[test]
fn a_row_that_somebody_else_made_so_is_unchanged() {
    let mut desk = on(2);
    desk.press("* t y");
    desk.reply_last(Ok(Reply::AlreadySo { license: disabled(1), merged: Vec::new() }));
    desk.reply_last(Ok(updated(disabled(2))));
    assert_eq!(stands(&desk), "1 done · 1 unchanged");
}

#[test]
fn fields_of_all_are_edited_and_those_left_alone_stay() {
    let mut desk = on(3);
    desk.press("space space e tab");
    desk.type_text("Ours");
    desk.press("tab right right ctrl-s");
    assert_eq!((desk.title(), desk.calls()), ("Edit licenses", 0));
    desk.press("y");
    let Call::Write(write) = desk.last_call().1 else { panic!("no write") };
    let Operation::Update { change, .. } = &write.operation else { panic!("no update") };
    let changed: Vec<Field> = change.fields().iter().map(|change| change.field).collect();
    assert_eq!(changed, [Field::Description, Field::Status]);
    let edited = License { description: Some("Ours".into()), ..disabled(1) };
    desk.reply_last(Ok(updated(edited)));
    desk.reply_last(Ok(updated(License { description: Some("Ours".into()), ..disabled(2) })));
    desk.press("esc");
    assert_eq!(desk.title(), "Licenses", "the edit is done with");
}

#[test]
fn an_edit_of_several_refuses_an_empty_name_and_takes_descriptions_away() {
    let mut desk = on(2);
    desk.press("* e ctrl-u ctrl-s");
    let Some(Screen::BulkEdit(edit)) = desk.model.front() else { panic!("no edit") };
    assert_eq!(edit.faults.len(), 1);
    desk.press("backspace tab ctrl-u ctrl-s");
    assert!(bulk(&desk).rows.iter().all(|row| fields(row)[0].after.is_empty()));
}

#[test]
fn leaving_an_edit_of_several_asks_when_something_was_typed() {
    let mut desk = on(2);
    desk.press("* e x esc");
    assert!(matches!(desk.model.overlay, Some(Overlay::Question(_))));
    desk.press("n");
    assert_eq!(desk.title(), "Edit licenses");
    desk.press("backspace backspace esc");
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn a_range_is_marked_from_the_last_mark_to_the_cursor() {
    let mut desk = on(9);
    desk.press("j space j j j V");
    let marked: Vec<i64> = (1..10).filter(|id| desk.licenses().marks.contains(LicenseId(*id))).collect();
    assert_eq!(marked, [2, 3, 4, 5, 6]);
}

#[test]
fn what_is_not_read_is_marked_only_after_a_word_about_it() {
    let mut desk = Desk::on(group());
    desk.reply_last(Ok(Reply::Licenses(page(1..11, Some("more")))));
    desk.press("*");
    let Some(Overlay::Question(question)) = &desk.model.overlay else { panic!("no question") };
    assert!(question.lines[0].contains("the server has more"));
    desk.press("n");
    assert!(desk.licenses().marks.is_empty());
    desk.press("* y");
    assert_eq!(desk.licenses().marks.len(), 10);
    desk.press("*");
    assert!(desk.licenses().marks.is_empty(), "once more takes them away");
}

#[test]
fn marks_outlive_the_filter_and_esc_takes_them_away_before_it_leaves() {
    let mut desk = on(3);
    desk.press("/ S K U - 2 enter space esc");
    assert_eq!(desk.licenses().marks.len(), 1);
    desk.press("g space t");
    assert_eq!(bulk(&desk).rows.len(), 2);
    desk.press("n esc");
    assert_eq!((desk.title(), desk.licenses().marks.len()), ("Licenses", 0));
}

#[test]
fn copies_are_chosen_by_a_second_key() {
    let mut desk = on(3);
    let copied = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::Copy(text) => Some(text.clone()),
            _ => None,
        })
    };
    assert_eq!(copied(desk.press("y i")).as_deref(), Some("1"));
    assert_eq!(copied(desk.press("* y s")).as_deref(), Some("SKU-1\nSKU-2\nSKU-3"));
    assert_eq!(copied(desk.press("y x")), None);
    let json = copied(desk.press("esc esc y j")).expect("a copy");
    assert_eq!(serde_json::from_str::<License>(&json).expect("a license"), license(1));
}

#[test]
fn a_read_only_place_lets_nothing_begin() {
    let mut desk = on_place(Place { read_only: true, ..place() }, 3);
    for key in ["t", "e", "d"] {
        desk.press(&format!("space {key}"));
        assert_eq!((desk.title(), desk.calls()), ("Licenses", 0), "{key}");
    }
}

#[test]
fn the_command_that_does_the_same_names_all_ids() {
    let mut desk = on(3);
    desk.press("* t");
    let command = bulk(&desk).command(&desk.model.shared).expect("a command");
    assert!(command.ends_with("disable 1 2 3"), "{command}");
}

#[test]
fn leaving_in_the_midst_says_how_many_are_not_sent() {
    let mut desk = on(3);
    desk.press("* t y q");
    let Some(Overlay::Question(question)) = &desk.model.overlay else { panic!("no question") };
    assert_eq!(question.lines[1], "2 changes after it will not be sent.");
}
