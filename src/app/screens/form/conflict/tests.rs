use super::*;
use crate::{
    app::{Msg, testing::*},
    domain::{Call, Change, Problem, Reply, Status, Write},
};

/// Somebody else has changed the license meanwhile, in the name at least.
fn conflict(seen: &License, now: &License) -> Problem {
    Problem::Conflict { fields: seen.differences_from(now), now: Box::new(now.clone()) }
}

fn named(name: &str) -> License {
    License { name: name.into(), ..license(1) }
}

/// An edit of the name that met another one.
fn contested() -> Desk {
    let mut desk = Desk::on_three();
    desk.press("e ctrl-u");
    desk.type_text("Mine");
    desk.press("ctrl-s");
    desk.reply_last(Err(conflict(&license(1), &named("Theirs"))));
    desk
}

fn sent(desk: &Desk) -> Write {
    match desk.last_call().1 {
        Call::Write(write) => *write,
        other => panic!("no write but {other:?}"),
    }
}

#[test]
fn base_theirs_and_mine_are_there_and_nothing_goes_out_until_one_is_chosen() {
    let mut desk = contested();
    let contest = desk.form().conflict.contests[0].clone();
    assert_eq!((contest.base.as_str(), contest.theirs.as_str()), ("Plan 1", "Theirs"));
    assert_eq!((desk.form().value(Field::Name), contest.side), ("Mine", None));
    assert_eq!(desk.licenses().current().expect("a row").name, "Theirs", "the row shows what is there now");
    desk.press("ctrl-s");
    assert_eq!(desk.calls(), 0);
    assert!(desk.notice().contains("choose mine or theirs for name"), "{}", desk.notice());
}

#[test]
fn mine_is_sent_against_the_license_as_it_is_now() {
    let mut desk = contested();
    desk.press("left ctrl-s");
    let change = Change::between(&named("Theirs"), &named("Mine"));
    assert_eq!(sent(&desk), Write::update(group(), named("Theirs"), change));
    desk.reply_last(Ok(updated(named("Mine"))));
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn theirs_stays_and_with_nothing_else_to_send_the_form_closes() {
    let mut desk = contested();
    desk.press("right ctrl-s");
    assert_eq!((desk.calls(), desk.title()), (0, "Licenses"));
    assert!(desk.notice().contains("nothing was sent"), "{}", desk.notice());
}

#[test]
fn what_was_typed_is_never_lost_to_a_choice() {
    let mut desk = contested();
    desk.press("space space");
    assert_eq!(desk.form().conflict.contests[0].side, Some(Side::Theirs));
    assert_eq!(desk.form().value(Field::Name), "Mine");
    desk.press("esc");
    assert!(!desk.form().conflict.choosing);
    assert_eq!((desk.title(), desk.form().value(Field::Name)), ("Edit license", "Mine"));
    desk.type_text("!");
    assert_eq!(desk.form().conflict.contests[0].side, Some(Side::Mine), "who types there means it");
    desk.press("ctrl-s");
    let change = Change::between(&named("Theirs"), &named("Mine!"));
    assert_eq!(sent(&desk), Write::update(group(), named("Theirs"), change));
}

#[test]
fn leaving_the_choice_undecided_leads_back_to_it() {
    let mut desk = contested();
    desk.press("esc ctrl-s");
    assert!(desk.form().conflict.choosing);
    assert_eq!(desk.calls(), 0);
}

#[test]
fn fields_that_only_they_changed_are_taken_over_and_do_not_count_as_typed() {
    let mut desk = Desk::on_three();
    desk.press("e");
    desk.type_text("!");
    desk.press("ctrl-s");
    let now = License { description: Some("Theirs".into()), ..named("Other") };
    desk.reply_last(Err(conflict(&license(1), &now)));
    let form = desk.form();
    assert_eq!(form.value(Field::Description), "Theirs");
    assert_eq!(form.typed(), [(Field::Name, "Plan 1!".to_owned())]);
    assert_eq!(form.conflict.taken_over.len(), 1);
    desk.press("left ctrl-s");
    let wanted = License { name: "Plan 1!".into(), ..now.clone() };
    assert_eq!(sent(&desk), Write::update(group(), now.clone(), Change::between(&now, &wanted)));
}

#[test]
fn a_second_conflict_asks_again_for_what_changed_again_only() {
    let mut desk = Desk::on_three();
    desk.press("e");
    desk.type_text("!");
    desk.press("tab");
    desk.type_text("!");
    desk.press("ctrl-s");
    let now = License { description: Some("D2".into()), ..named("N2") };
    desk.reply_last(Err(conflict(&license(1), &now)));
    desk.press("left tab left ctrl-s");
    let later = License { description: Some("D3".into()), ..now.clone() };
    desk.reply_last(Err(conflict(&now, &later)));
    let sides: Vec<_> =
        desk.form().conflict.contests.iter().map(|contest| (contest.field, contest.side)).collect();
    assert_eq!(sides, [(Field::Name, Some(Side::Mine)), (Field::Description, None)]);
    assert_eq!(desk.form().conflict.about(Field::Description).expect("a contest").base, "D2");
    desk.press("right ctrl-s");
    let wanted = License { name: "Plan 1!".into(), ..later.clone() };
    assert_eq!(sent(&desk), Write::update(group(), later.clone(), Change::between(&later, &wanted)));
    assert_eq!(desk.form().value(Field::Description), "For team 1!", "still there");
}

#[test]
fn both_wanting_the_same_is_no_contest() {
    let mut desk = Desk::on_three();
    desk.press("e");
    desk.type_text("!");
    desk.press("tab tab space ctrl-s");
    let now = License { status: Status::Other("odd".into()), ..named("Plan 1!") };
    desk.reply_last(Err(conflict(&license(1), &now)));
    let contests: Vec<_> = desk.form().conflict.contests.iter().map(|contest| contest.field).collect();
    assert_eq!(contests, [Field::Status]);
}

#[test]
fn a_choice_takes_no_keys_while_it_is_being_saved_and_a_late_answer_changes_nothing() {
    let mut desk = contested();
    desk.press("left ctrl-s");
    let (id, _) = desk.last_call();
    desk.press("right esc ctrl-s");
    assert_eq!(desk.calls(), 0);
    assert_eq!(desk.form().conflict.contests[0].side, Some(Side::Mine));
    desk.send(Msg::Replied { id, result: Ok(updated(named("Mine"))) });
    assert_eq!(desk.title(), "Licenses");
    desk.send(Msg::Replied { id, result: Err(conflict(&license(1), &named("Late"))) });
    assert_eq!(desk.licenses().current().expect("a row").name, "Mine");
}

#[test]
fn a_license_that_is_gone_leaves_the_table_and_the_form_keeps_what_was_typed() {
    let mut desk = Desk::on_three();
    desk.press("e");
    desk.type_text("!");
    desk.press("ctrl-s");
    desk.reply_last(Err(Problem::NotFound { what: "license 1".into(), reason: None }));
    assert_eq!(desk.form().value(Field::Name), "Plan 1!");
    assert_eq!(desk.licenses().view.len(), 2);
}

#[test]
fn what_was_merged_is_said() {
    let mut desk = Desk::on_three();
    desk.press("e");
    desk.type_text("!");
    desk.press("ctrl-s");
    let after = License { description: Some("Theirs".into()), ..named("Plan 1!") };
    let merged = license(1).differences_from(&License { name: "Plan 1".into(), ..after.clone() });
    desk.reply_last(Ok(Reply::Updated { license: after, merged }));
    assert_eq!(
        desk.notice(),
        "saved license 1: name · merged with description, changed meanwhile by somebody else"
    );
}

#[test]
fn a_toggle_that_meets_another_change_shows_it_and_sends_nothing() {
    let mut desk = Desk::on_three();
    desk.press("t");
    let now = License { status: Status::Other("locked".into()), ..license(1) };
    desk.reply_last(Err(conflict(&license(1), &now)));
    assert!(desk.notice().contains("status is now \"locked\""), "{}", desk.notice());
    assert_eq!((desk.licenses().current().expect("a row").status.word(), desk.calls()), ("locked", 0));
}
