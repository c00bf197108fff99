use super::*;
use crate::{
    app::{Msg, testing::*},
    domain::{Draft, ReadOnly, Status},
};

fn fill_new(desk: &mut Desk) {
    desk.press("n");
    desk.type_text("NEW-1");
    desk.press("tab");
    desk.type_text("New plan");
}

#[test]
fn a_new_license_is_sent_as_it_was_filled_in_and_the_cursor_goes_to_it() {
    let mut desk = Desk::on_three();
    fill_new(&mut desk);
    desk.press("tab tab space ctrl-s");
    let draft =
        Draft { sku: "NEW-1".into(), name: "New plan".into(), description: None, status: Status::Disabled };
    assert_eq!(desk.last_call().1, Call::from(Write::create(group(), draft)));
    desk.reply_last(Ok(Reply::Created(LicenseId(9))));
    assert_eq!((desk.title(), desk.at()), ("Licenses", Some(9)));
}

#[test]
fn what_is_missing_is_said_beside_its_field_and_nothing_is_sent() {
    let mut desk = Desk::on_three();
    desk.press("n ctrl-s");
    assert_eq!(desk.calls(), 0);
    assert_eq!(desk.form().fault(Field::Sku), Some("must not be empty"));
    assert_eq!(desk.form().fault(Field::Name), Some("must not be empty"));
    desk.type_text("A");
    assert_eq!(desk.form().fault(Field::Sku), None, "typing mends it");
}

#[test]
fn an_edit_starts_in_the_name_and_cannot_reach_the_sku() {
    let mut desk = Desk::on_three();
    desk.press("e");
    assert_eq!(desk.form().focus, Field::Name);
    desk.press("shift-tab");
    assert_eq!(desk.form().focus, Field::Status);
    desk.press("tab");
    assert_eq!(desk.form().focus, Field::Name);
}

#[test]
fn an_edit_sends_the_change_with_what_was_seen_before() {
    let mut desk = Desk::on_three();
    desk.press("e");
    desk.type_text("!");
    let change = Change::between(&license(1), &License { name: "Plan 1!".into(), ..license(1) });
    assert_eq!(desk.form().differences(), change.fields());
    desk.press("ctrl-s");
    assert_eq!(desk.last_call().1, Call::from(Write::update(group(), license(1), change)));
    desk.reply_last(Ok(updated(License { name: "Plan 1!".into(), ..license(1) })));
    assert_eq!(desk.title(), "Licenses");
    assert_eq!(desk.licenses().current().expect("a row").name, "Plan 1!");
}

#[test]
fn a_clean_edit_sends_nothing_and_says_so() {
    let mut desk = Desk::on_three();
    desk.press("e ctrl-s");
    assert_eq!(desk.calls(), 0);
    assert!(desk.notice().contains("nothing was changed"), "{}", desk.notice());
}

#[test]
fn nothing_typed_is_lost_when_a_save_fails() {
    let mut desk = Desk::on_three();
    fill_new(&mut desk);
    desk.press("ctrl-s");
    let reason = Some("sku: already used by license 3".to_owned());
    desk.reply_last(Err(Problem::Rejected { status: 400, reason }));
    let form = desk.form();
    assert_eq!((form.fields.sku.value(), form.fields.name.value()), ("NEW-1", "New plan"));
    assert_eq!(form.fault(Field::Sku), Some("already used by license 3"));
    assert_eq!(form.focus, Field::Sku);
}

#[test]
fn a_refusal_that_names_no_field_is_shown_whole() {
    let mut desk = Desk::on_three();
    fill_new(&mut desk);
    desk.press("ctrl-s");
    desk.reply_last(Err(Problem::Rejected { status: 400, reason: Some("skunk works".to_owned()) }));
    assert!(desk.form().faults.is_empty());
    assert!(desk.form().problem.is_some());
}

#[test]
fn a_save_under_way_takes_no_keys_and_cannot_be_called_back() {
    let mut desk = Desk::on_three();
    fill_new(&mut desk);
    desk.press("ctrl-s x ctrl-s esc");
    assert_eq!(desk.calls(), 1);
    assert_eq!(desk.title(), "New license");
    assert_eq!(desk.form().fields.name.value(), "New plan");
}

#[test]
fn leaving_a_changed_form_asks_and_leaving_a_clean_one_does_not() {
    let mut desk = Desk::on_three();
    desk.press("e x esc");
    assert!(desk.model.overlay.is_some());
    desk.press("n");
    assert_eq!(desk.title(), "Edit license");
    desk.press("backspace esc");
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn a_pasted_newline_never_saves() {
    let mut desk = Desk::on_three();
    desk.press("n");
    desk.send(Msg::Pasted("A-1\nB".to_owned()));
    assert_eq!(desk.calls(), 0);
    assert_eq!(desk.form().fields.sku.value(), "A-1 B");
}

#[test]
fn a_status_that_the_api_does_not_document_is_kept_unless_another_is_chosen() {
    let strange = License { status: Status::Other("suspended".into()), ..license(1) };
    let mut form = Form::edit(group(), strange.clone());
    assert_eq!(form.fields.status.status(), strange.status);
    assert_eq!(form.differences(), []);
    form.fields.type_key(Field::Status, "right".parse().expect("a key"));
    assert_eq!(form.fields.status.status(), Status::Enabled);
}

#[test]
fn a_clone_opens_with_the_values_of_the_other() {
    let mut desk = Desk::on_three();
    desk.press("j c");
    let form = desk.form();
    assert_eq!((form.fields.sku.value(), form.focus), ("SKU-2", Field::Sku));
    assert_eq!(desk.title(), "New license");
}

#[test]
fn a_form_below_a_group_that_turned_read_only_keeps_what_was_typed() {
    let mut desk = Desk::on_three();
    desk.press("e x ctrl-s");
    desk.reply_last(Err(Problem::ReadOnly(ReadOnly::Session)));
    assert_eq!(desk.form().fields.name.value(), "Plan 1x");
}
