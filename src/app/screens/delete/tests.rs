use super::*;
use crate::{
    app::{Model, Place, screens::Screen, testing::*},
    domain::ScopeEntry,
};

fn deletion(model: &Model) -> &Deletion {
    match model.front() {
        Some(Screen::Delete(deletion)) => deletion,
        other => panic!("no deletion but {other:?}"),
    }
}

fn conflict(now: License) -> Problem {
    let fields = license(1).differences_from(&now);
    Problem::Conflict { fields, now: Box::new(now) }
}

fn on_production() -> Desk {
    let mut desk = Desk::with(Place { production: true, ..place() }, Some(group()));
    desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
    desk.model.shared.recent = vec![ScopeEntry { scope: group(), name: Some("Helsinki".into()) }];
    desk
}

#[test]
fn a_license_that_somebody_else_changed_is_shown_and_has_to_be_confirmed_anew() {
    let mut desk = Desk::on_three();
    desk.press("d");
    desk.type_text("SKU-1");
    desk.press("enter");
    let now = License { name: "Theirs".into(), ..license(1) };
    desk.reply_last(Err(conflict(now.clone())));
    let shown = deletion(&desk.model);
    assert_eq!((shown.input.value(), shown.changed.len()), ("", 1));
    assert_eq!(desk.licenses().current().expect("a row").name, "Theirs", "the row shows it too");
    desk.press("enter");
    assert_eq!(desk.calls(), 0, "the SKU has to be typed again");
    desk.type_text("SKU-1");
    desk.press("enter");
    assert_eq!(desk.last_call().1, Call::from(Write::delete(group(), now.clone())));
    desk.reply_last(Err(conflict(License { name: "Theirs again".into(), ..now })));
    assert_eq!((deletion(&desk.model).input.value(), desk.calls()), ("", 0));
    desk.press("esc");
    assert_eq!((desk.title(), desk.calls()), ("Licenses", 0));
}

#[test]
fn a_license_that_is_gone_leaves_the_table() {
    let mut desk = Desk::on_three();
    desk.press("d");
    desk.type_text("SKU-1");
    desk.press("enter");
    desk.reply_last(Err(Problem::NotFound { what: "license 1".into(), reason: None }));
    assert_eq!((desk.title(), desk.at()), ("Licenses", Some(2)));
    assert!(desk.notice().contains("somebody else has deleted it"), "{}", desk.notice());
}

#[test]
fn on_production_the_scope_is_typed_too() {
    let mut desk = on_production();
    desk.press("d");
    desk.type_text("SKU-1");
    desk.press("enter");
    assert_eq!(desk.calls(), 0);
    desk.type_text("Stockholm");
    desk.press("enter");
    assert!(deletion(&desk.model).mistyped);
    assert_eq!(desk.calls(), 0);
    desk.press("ctrl-u");
    desk.type_text("Helsinki");
    desk.press("enter");
    assert_eq!(desk.last_call().1, Call::from(Write::delete(group(), license(1))));
}

#[test]
fn on_production_the_scope_itself_is_as_good_as_its_name_and_the_sku_is_still_needed() {
    let mut desk = on_production();
    desk.press("d tab");
    desk.type_text(&group().to_string());
    desk.press("enter");
    assert!(deletion(&desk.model).mistyped);
    assert_eq!(desk.calls(), 0);
    desk.press("shift-tab");
    desk.type_text("SKU-1");
    desk.press("enter");
    assert_eq!(desk.calls(), 1);
}
