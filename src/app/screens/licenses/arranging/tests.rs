use super::*;
use crate::{
    app::{Effect, Msg, testing::*},
    domain::{Call, LicensePage, Reply, Status, catalog::Column},
};

/// A table with one hundred licenses, complete, whose every filter and order is worked out elsewhere.
fn hundred() -> Desk {
    let mut desk = Desk::on(group());
    desk.reply_last(Ok(Reply::Licenses(page(1..101, None))));
    desk.model.shared.arrangements.in_place = 0;
    desk
}

/// What was sent out last.
#[track_caller]
fn sent_out(desk: &Desk) -> (ArrangementId, Arrangement) {
    let found = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::Arrange { id, arrangement } => Some((*id, (**arrangement).clone())),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("nothing was sent out: {:?}", desk.effects))
}

fn worked_out((id, arrangement): (ArrangementId, Arrangement)) -> Msg {
    let view = arrangement.carry_out(&false.into()).expect("nothing stops it");
    Msg::Arranged { id, result: Ok(Box::new(view)) }
}

/// Works out what was sent out last, and brings it back.
#[track_caller]
fn work_out(desk: &mut Desk) {
    let msg = worked_out(sent_out(desk));
    desk.send(msg);
}

fn ids(desk: &Desk) -> Vec<i64> {
    let licenses = desk.licenses();
    licenses.view.slots().filter_map(|slot| Some(licenses.listing.catalog.row(slot)?.id.0)).collect()
}

#[test]
fn the_rows_stay_until_the_filter_is_worked_out_and_the_cursor_keeps_its_license() {
    let mut desk = hundred();
    desk.press("j j j j j j / 7");
    assert_eq!((desk.licenses().view.len(), desk.at()), (100, Some(7)));
    assert!(desk.model.shared.arrangements.is_waiting());
    work_out(&mut desk);
    assert_eq!((desk.licenses().view.len(), desk.at()), (19, Some(7)));
    assert!(!desk.model.shared.arrangements.is_waiting());
}

#[test]
fn a_letter_takes_the_place_of_the_one_before_whose_result_is_dropped() {
    let mut desk = hundred();
    desk.press("/ 7");
    let first = sent_out(&desk);
    desk.press("7");
    assert!(desk.effects.contains(&Effect::StopArranging(first.0)));
    let second = worked_out(sent_out(&desk));
    desk.send(worked_out(first.clone()));
    assert_eq!(desk.licenses().view.len(), 100, "the first is late");
    desk.send(second.clone());
    assert_eq!(ids(&desk), [77]);
    desk.press("backspace backspace");
    desk.send(second);
    desk.send(worked_out(first));
    assert_eq!(desk.licenses().view.len(), 100, "both are late");
}

#[test]
fn a_filter_that_says_more_starts_from_what_was_found() {
    let mut desk = hundred();
    desk.press("/ 7");
    work_out(&mut desk);
    desk.press("7");
    assert_eq!(sent_out(&desk).1.view.len(), 19);
    work_out(&mut desk);
    assert_eq!(ids(&desk), [77]);
}

#[test]
fn clearing_the_filter_is_done_at_once() {
    let mut desk = hundred();
    desk.press("/ 7");
    work_out(&mut desk);
    desk.press("esc");
    assert_eq!(desk.licenses().view.len(), 100);
    assert!(!desk.model.shared.arrangements.is_waiting() && !desk.licenses().filtering);
}

#[test]
fn esc_gives_a_filter_up_and_the_rows_stay_as_they_were() {
    let mut desk = hundred();
    desk.press("/ 7");
    work_out(&mut desk);
    desk.press("7 enter");
    let late = worked_out(sent_out(&desk));
    desk.press("esc");
    assert!(!desk.model.shared.arrangements.is_waiting());
    assert_eq!((desk.licenses().view.len(), desk.licenses().filter.value()), (19, "7"));
    desk.send(late);
    assert_eq!(desk.licenses().view.len(), 19, "the result is late");
    desk.press("esc");
    assert_eq!((desk.licenses().view.len(), desk.title()), (100, "Licenses"));
}

#[test]
fn esc_gives_an_order_up() {
    let mut desk = hundred();
    desk.press("S");
    let (id, _) = sent_out(&desk);
    assert!(desk.press("esc").contains(&Effect::StopArranging(id)));
    assert_eq!((desk.licenses().order(), desk.title()), (None, "Licenses"));
    desk.press("s");
    assert_eq!(sent_out(&desk).1.order.map(|order| order.column), Some(Column::Id), "the first once more");
}

#[test]
fn keys_that_sort_go_on_from_the_order_that_is_wished_for() {
    let mut desk = hundred();
    desk.press("s s");
    assert_eq!(sent_out(&desk).1.order, Some(Order { column: Column::Sku, descending: false }));
    desk.press("S");
    assert_eq!(sent_out(&desk).1.order, Some(Order { column: Column::Sku, descending: true }));
    assert_eq!(desk.licenses().order(), None, "the rows are as they were");
    work_out(&mut desk);
    assert_eq!(ids(&desk)[..2], [100, 99]);
}

#[test]
fn keys_act_on_what_is_shown_while_rows_are_sorted() {
    let mut desk = hundred();
    desk.press("S");
    let (sorting, _) = sent_out(&desk);
    desk.press("j j t");
    assert!(matches!(desk.last_call().1, Call::Write(write) if write.id().map(|id| id.0) == Some(3)));
    assert!(desk.licenses().arranges(sorting), "and it goes on");
}

#[test]
fn what_happens_to_the_rows_meanwhile_is_in_the_result() {
    let mut desk = Desk::on(group());
    desk.reply_last(Ok(Reply::Licenses(page(1..101, Some("2")))));
    desk.press("G");
    let (request, _) = desk.last_call();
    desk.model.shared.arrangements.in_place = 0;
    desk.press("S");
    let result = worked_out(sent_out(&desk));
    // A page comes with ten rows more and one that has another name, and this console's own write comes back.
    desk.model.shared.arrangements.in_place = 1000;
    let mut licenses = page(100..111, None).licenses;
    licenses[0].name = "Renamed".to_owned();
    let result_of_page = Ok(Reply::Licenses(LicensePage { licenses, ..LicensePage::default() }));
    desk.send(Msg::Replied { id: request, result: result_of_page });
    desk.press("g t");
    desk.reply_last(Ok(updated(License { status: Status::Disabled, ..license(1) })));
    assert_eq!(desk.licenses().order(), None);
    desk.send(result);
    let expected: Vec<i64> = (1..111).rev().collect();
    assert_eq!((ids(&desk), desk.at()), (expected, Some(1)));
    assert_eq!(desk.licenses().current().expect("a row").status, &Status::Disabled);
}

#[test]
fn a_result_that_is_far_behind_goes_out_once_more() {
    let mut desk = Desk::on(group());
    desk.reply_last(Ok(Reply::Licenses(page(1..101, Some("2")))));
    desk.model.shared.arrangements.in_place = 100;
    desk.press("S G");
    let (request, _) = desk.last_call();
    let first = worked_out(sent_out(&desk));
    desk.send(Msg::Replied { id: request, result: Ok(Reply::Licenses(page(101..201, None))) });
    desk.send(first);
    assert_eq!(desk.licenses().order(), None, "not yet");
    work_out(&mut desk);
    assert_eq!(ids(&desk), (1..201).rev().collect::<Vec<i64>>());
}

#[test]
fn rows_that_are_read_anew_are_arranged_before_they_are_shown() {
    let mut desk = hundred();
    desk.press("S");
    work_out(&mut desk);
    desk.press("r");
    let mut fresh = page(1..101, None);
    fresh.licenses[99].name = "Renamed".to_owned();
    desk.reply_last(Ok(Reply::Licenses(fresh)));
    assert_eq!(desk.licenses().listing.catalog.row(99).expect("a row").name, "Plan 100", "not yet");
    assert_eq!(desk.calls(), 0);
    work_out(&mut desk);
    assert_eq!(ids(&desk)[..2], [100, 99]);
    assert_eq!(desk.licenses().listing.catalog.row(99).expect("a row").name, "Renamed");
    assert!(desk.notice().contains("read anew: 100, complete"), "{}", desk.notice());
}

#[test]
fn a_filter_that_is_typed_while_rows_that_were_read_anew_are_arranged_is_about_those() {
    let mut desk = hundred();
    desk.press("r");
    desk.reply_last(Ok(Reply::Licenses(page(1..91, None))));
    desk.press("/ 9");
    work_out(&mut desk);
    assert_eq!((ids(&desk).len(), desk.licenses().listing.catalog.len()), (10, 90));
}

#[test]
fn a_license_that_is_deleted_while_rows_that_were_read_anew_are_arranged_is_gone() {
    let mut desk = hundred();
    desk.press("r");
    desk.reply_last(Ok(Reply::Licenses(page(1..101, None))));
    let stale = worked_out(sent_out(&desk));
    desk.press("d");
    desk.type_text("SKU-1");
    desk.press("enter");
    desk.reply_last(Ok(Reply::Deleted));
    desk.reply_last(Ok(Reply::Licenses(page(2..101, None))));
    let fresh = worked_out(sent_out(&desk));
    desk.send(stale);
    desk.send(fresh);
    assert_eq!(ids(&desk), (2..101).collect::<Vec<i64>>());
}

#[test]
fn esc_keeps_the_old_rows_instead_of_those_that_were_read_anew() {
    let mut desk = hundred();
    desk.press("r");
    desk.reply_last(Ok(Reply::Licenses(page(1..3, None))));
    let late = worked_out(sent_out(&desk));
    desk.press("esc");
    desk.send(late);
    assert_eq!((ids(&desk).len(), desk.title()), (100, "Licenses"));
    assert!(!desk.model.shared.arrangements.is_waiting());
}

#[test]
fn what_goes_wrong_leaves_the_rows_as_they_were() {
    let mut desk = hundred();
    desk.press("/ 7 7");
    let (id, _) = sent_out(&desk);
    let reason = "filtering or sorting panicked".to_owned();
    desk.send(Msg::Arranged { id, result: Err(Problem::Internal { reason }) });
    assert!(!desk.model.shared.arrangements.is_waiting());
    assert_eq!((desk.licenses().view.len(), desk.licenses().filter.value()), (100, ""));
    assert!(desk.notice().contains("panicked"), "{}", desk.notice());
}

#[test]
fn leaving_the_table_gives_up_what_is_worked_out_for_it() {
    let mut desk = hundred();
    desk.press("S");
    let (id, _) = sent_out(&desk);
    assert!(desk.press("o").contains(&Effect::StopArranging(id)));
    assert!(!desk.model.shared.arrangements.is_waiting());
}
