use uuid::Uuid;

use super::*;
use crate::{
    app::{
        Connected, Msg, Place,
        screens::{Behaviour, form::Since},
        testing::*,
    },
    domain::{Account, Call, Credentials, DraftId, License, LicenseId, Problem, Reply},
};

fn kept(purpose: Purpose, name: &str) -> KeptForm {
    let place = place();
    KeptForm {
        origin: place.origin,
        instance: place.instance,
        profile: place.profile,
        scope: group(),
        purpose,
        texts: ["SKU-1", name, "For team 1", "enabled"].map(str::to_owned),
        focus: Field::Name,
        sent: false,
    }
}

fn left(number: u128, form: KeptForm) -> LeftForm {
    LeftForm { id: DraftId(Uuid::from_u128(number)), form, typed: "21:04".to_owned() }
}

fn edit() -> KeptForm {
    kept(Purpose::Edit(license(1)), "Typed")
}

fn desk(place: Place, left: Vec<LeftForm>) -> Desk {
    let connected = Connected { left, ..connected(place, Some(group())) };
    let mut desk = Desk::unconfigured();
    desk.send(Msg::Connected(Ok(Box::new(connected))));
    desk
}

#[track_caller]
fn question_of(desk: &Desk) -> &Question {
    match &desk.model.overlay {
        Some(Overlay::Question(question)) => question,
        other => panic!("no question but {other:?}"),
    }
}

#[test]
fn every_change_of_what_is_typed_is_kept_until_it_is_as_it_was() {
    let mut desk = Desk::on_three();
    assert_eq!(desk.press("e"), []);
    desk.press("x");
    assert_eq!(desk.effects, [Effect::KeepForm(Box::new(kept(Purpose::Edit(license(1)), "Plan 1x")))]);
    assert_eq!(desk.press("backspace"), [Effect::DropForm]);
}

#[test]
fn a_form_that_the_operator_leaves_is_dropped_and_one_that_is_broken_off_is_not() {
    let mut desk = Desk::on_three();
    assert_eq!(desk.press("e x esc y").last(), Some(&Effect::DropForm));
    let mut desk = Desk::on_three();
    assert!(!desk.press("e x ctrl-c").contains(&Effect::DropForm));
}

#[test]
fn a_save_under_way_is_kept_as_sent_until_it_succeeds() {
    let mut desk = Desk::on_three();
    desk.press("e x ctrl-s");
    let sent = KeptForm { sent: true, ..kept(Purpose::Edit(license(1)), "Plan 1x") };
    assert!(desk.effects.contains(&Effect::KeepForm(Box::new(sent.clone()))));
    let (id, _) = desk.last_call();
    desk.send(Msg::Replied { id, result: Err(Problem::Rejected { status: 400, reason: None }) });
    assert!(desk.effects.contains(&Effect::KeepForm(Box::new(KeptForm { sent: false, ..sent }))));
    desk.press("ctrl-s");
    desk.reply_last(Ok(updated(License { name: "Plan 1x".into(), ..license(1) })));
    assert!(desk.effects.contains(&Effect::DropForm));
}

#[test]
fn what_was_left_behind_is_asked_about_at_once_and_yes_opens_it_as_it_was() {
    let mut desk = desk(place(), vec![left(1, edit())]);
    assert_eq!(question_of(&desk).title, "Draft kept: edit license 1 (SKU-1), typed 21:04. Take it up?");
    desk.press("y");
    let keep = Effect::KeepForm(Box::new(edit()));
    let forget = Effect::ForgetForm(DraftId(Uuid::from_u128(1)));
    let at = |effect: &Effect| desk.effects.iter().position(|made| made == effect).expect("made");
    assert!(at(&keep) < at(&forget), "its own first: {:?}", desk.effects);
    let form = desk.form();
    assert_eq!((form.fields.name.value(), form.focus), ("Typed", Field::Name));
    assert_eq!(desk.last_call().1, Call::ReadLicense { scope: group(), id: LicenseId(1) });
    assert_eq!(desk.model.screens.len(), 3, "scopes, licenses, form");
}

#[test]
fn a_record_that_has_changed_since_is_told_with_its_fields() {
    let mut desk = desk(place(), vec![left(1, edit())]);
    desk.press("y");
    let now = License { name: "Theirs".into(), ..license(1) };
    desk.reply_last(Ok(Reply::License { license: now.clone(), body: String::new() }));
    assert_eq!(desk.form().since, Since::Changed(license(1).differences_from(&now)));
    assert_eq!(desk.title(), "Edit license");
}

#[test]
fn no_throws_it_away_and_everything_else_leaves_it_for_the_next_start() {
    let id = DraftId(Uuid::from_u128(1));
    for (key, effect) in
        [("n", Effect::ForgetForm(id)), ("esc", Effect::LeaveForm(id)), ("enter", Effect::LeaveForm(id))]
    {
        let mut desk = desk(place(), vec![left(1, edit())]);
        assert!(desk.press(key).contains(&effect), "{key}");
        assert!(desk.model.overlay.is_none());
        assert_eq!(desk.title(), "Licenses");
    }
}

#[test]
fn several_are_asked_about_one_after_the_other() {
    let other = kept(Purpose::New, "Other");
    let mut desk = desk(place(), vec![left(1, edit()), left(2, other)]);
    desk.press("y");
    assert!(desk.model.overlay.is_none(), "not over a form");
    desk.press("esc y");
    assert_eq!(desk.title(), "Licenses");
    assert!(question_of(&desk).title.starts_with("Draft kept: new license (SKU-1)"));
    desk.press("y");
    assert_eq!(desk.title(), "New license");
    assert!(desk.form().is_unsaved());
}

#[test]
fn where_somebody_logs_in_it_is_asked_once_the_session_stands() {
    let mut desk = desk(place_with_log_in(), vec![left(1, edit())]);
    assert!(desk.model.overlay.is_none());
    desk.reply_last(Err(Problem::NotLoggedIn));
    assert_eq!(desk.title(), "Log in");
    desk.type_text("pw");
    desk.press("enter");
    assert!(matches!(desk.last_call().1, Call::LogIn(Credentials { .. })));
    desk.reply_last(Ok(Reply::LoggedIn));
    assert!(question_of(&desk).title.starts_with("Draft kept: edit license 1"));
}

#[test]
fn a_session_that_stands_already_asks_with_the_first_answer() {
    let mut desk = desk(place_with_log_in(), vec![left(1, edit())]);
    let id = desk.account_request();
    desk.send(Msg::Replied { id, result: Ok(Reply::Account(Account::default())) });
    assert!(question_of(&desk).title.starts_with("Draft kept: edit license 1"));
}

#[test]
fn a_log_in_waits_for_the_answer_about_a_draft() {
    let mut desk = desk(place_with_log_in(), vec![left(1, edit())]);
    let (list, _) = desk.last_call();
    let id = desk.account_request();
    desk.send(Msg::Replied { id, result: Ok(Reply::Account(Account::default())) });
    desk.send(Msg::Replied { id: list, result: Err(Problem::SessionEnded { reason: None }) });
    assert!(question_of(&desk).title.starts_with("Draft kept: edit license 1"));
    desk.press("esc");
    assert_eq!((desk.title(), desk.model.overlay.is_none()), ("Log in", true));
}

#[test]
fn a_place_that_is_left_leaves_what_was_not_answered_to_others() {
    let mut desk = desk(place(), vec![left(1, edit()), left(2, edit())]);
    desk.send(Msg::Connected(Ok(Box::new(connected(place(), None)))));
    for number in [1, 2] {
        assert!(desk.effects.contains(&Effect::LeaveForm(DraftId(Uuid::from_u128(number)))));
    }
    assert!(desk.model.overlay.is_none());
}

#[test]
fn a_choice_that_was_not_made_comes_again_with_the_draft() {
    let mut desk = Desk::on_three();
    desk.press("e x ctrl-s");
    let now = License { name: "Theirs".into(), ..license(1) };
    let fields = license(1).differences_from(&now);
    desk.reply_last(Err(Problem::Conflict { fields, now: Box::new(now.clone()) }));
    let kept = |desk: &Desk| desk.model.drafts.kept.clone().expect("kept");
    assert_eq!(kept(&desk).purpose, Purpose::Edit(license(1)));
    desk.press("left");
    assert_eq!(kept(&desk).purpose, Purpose::Edit(now));
}

#[test]
fn a_title_stays_within_the_box_whatever_the_sku() {
    let long =
        KeptForm { texts: ["S".repeat(200), String::new(), String::new(), "enabled".into()], ..edit() };
    for cells in [56, 72] {
        let Question { title, lines, .. } = question(left(1, long.clone()), cells);
        assert!(text::width(&title) <= cells && title.ends_with("Take it up?"), "{title}");
        assert!(lines.iter().all(|line| text::width(line) <= cells), "{lines:?}");
    }
}
