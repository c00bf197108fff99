use super::*;
use crate::{
    app::{Msg, screens::Screen, testing::*},
    domain::{Change, License, Operation, Status},
};

fn plan(operations: Vec<Operation>) -> Plan {
    let (origin, instance) = (place().origin, place().instance);
    let (id, made) = (uuid::Uuid::from_u128(7), "2026-03-04T05:06:07Z".to_owned());
    Plan { id, made, origin, instance, scope: group(), operations }
}

fn disabled(id: i64) -> Operation {
    let seen = license(id);
    let change = Change::of_status(&seen, Status::Disabled);
    Operation::Update { seen, change }
}

/// A console that reads a plan; what it asks for is answered with three licenses and these entries.
fn looked_at(plan: Plan, entries: &[Entry], licenses: &crate::domain::LicensePage) -> Desk {
    let mut desk = Desk::on_three();
    desk.press(":");
    desk.type_text("plan a.json");
    desk.press("enter");
    let effects = desk.send(Msg::PlanRead("a.json".to_owned(), Ok(Box::new(plan)))).to_vec();
    let calls: Vec<(RequestId, Call)> = effects
        .into_iter()
        .filter_map(|effect| match effect {
            crate::app::Effect::Call { id, call } => Some((id, call)),
            _ => None,
        })
        .collect();
    for (id, call) in calls {
        let reply = match call {
            Call::ReadJournal => Reply::Journal(entries.to_vec()),
            _ => Reply::Licenses(licenses.clone()),
        };
        desk.send(Msg::Replied { id, result: Ok(reply) });
    }
    desk
}

fn bulk(desk: &Desk) -> &Bulk {
    match desk.model.front() {
        Some(Screen::Bulk(bulk)) => bulk,
        other => panic!("no changes but {other:?}"),
    }
}

#[test]
fn a_plan_is_shown_and_sent_only_after_a_yes() {
    let mut desk = looked_at(plan(vec![disabled(1), disabled(2)]), &[], &page(1..4, None));
    assert_eq!((desk.title(), bulk(&desk).to_send()), ("Apply plan", 2));
    assert_eq!(desk.calls(), 0);
    desk.press("y");
    let (_, Call::Write(write)) = desk.last_call() else { panic!("no write") };
    assert_eq!(write.cause.step, Some(uuid::Uuid::from_u128(7)), "the journal knows the plan by its number");
    desk.press("esc esc");
}

#[test]
fn what_was_done_before_is_not_done_again_and_what_is_stale_is_left_alone() {
    let mut before = renamed(1, 1);
    (before.step, before.operation) = (Some(uuid::Uuid::from_u128(7)), crate::domain::OperationKind::Update);
    let mut licenses = page(1..4, None);
    licenses.licenses[1] = License { name: "Theirs".to_owned(), ..license(2) };
    let desk = looked_at(plan(vec![disabled(1), disabled(2), disabled(3)]), &[before], &licenses);
    let turns: Vec<_> = bulk(&desk).rows.iter().map(|row| row.turn.clone()).collect();
    assert!(matches!(
        turns.as_slice(),
        [
            Err(crate::app::screens::bulk::Unsent::DoneBefore),
            Err(crate::app::screens::bulk::Unsent::Stale(Problem::Conflict { .. })),
            Ok(0)
        ]
    ));
}

#[test]
fn a_plan_for_another_server_is_refused_with_what_to_do() {
    let other = Plan { origin: "https://prod.example.net".to_owned(), ..plan(vec![disabled(1)]) };
    let desk = looked_at(other, &[], &page(1..4, None));
    assert_eq!(desk.title(), "Licenses");
    assert!(desk.notice().contains("https://prod.example.net; switch to its profile"), "{}", desk.notice());
}

#[test]
fn a_plan_that_cannot_be_read_is_told() {
    let mut desk = Desk::on_three();
    desk.press(":");
    desk.type_text("plan a.json");
    desk.press("enter");
    desk.send(Msg::PlanRead("a.json".to_owned(), Err("a.json cannot be read: gone".to_owned())));
    assert_eq!((desk.title(), desk.notice()), ("Licenses", "a.json cannot be read: gone"));
    assert_eq!(desk.model.shared.files_under_way, 0);
}

#[test]
fn a_plan_that_comes_while_a_log_in_is_wanted_does_not_take_its_place() {
    let mut desk = Desk::with(place_with_log_in(), Some(group()));
    desk.model.shared.read_plan("a.json".to_owned());
    desk.reply_last(Err(Problem::NotLoggedIn));
    assert_eq!(desk.title(), "Log in");
    desk.send(Msg::PlanRead("a.json".to_owned(), Ok(Box::new(plan(vec![disabled(1)])))));
    assert_eq!(desk.title(), "Log in");
    assert!(desk.notice().contains("type :plan a.json again"), "{}", desk.notice());
}

#[test]
fn a_list_that_cannot_be_read_to_its_end_leads_to_no_changes() {
    let mut desk = Desk::on_three();
    desk.model.shared.read_plan("a.json".to_owned());
    desk.send(Msg::PlanRead("a.json".to_owned(), Ok(Box::new(plan(vec![disabled(1)])))));
    let ids: Vec<RequestId> = desk
        .effects
        .iter()
        .filter_map(|effect| match effect {
            crate::app::Effect::Call { id, .. } => Some(*id),
            _ => None,
        })
        .collect();
    for id in ids {
        desk.send(Msg::Replied { id, result: Err(Problem::Internal { reason: "cut".to_owned() }) });
    }
    assert!(matches!(desk.model.front(), Some(Screen::Planned(_))));
    desk.press("r");
    assert_eq!(desk.calls(), 2, "both are asked for again");
    desk.press("esc");
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn a_plan_that_is_looked_through_under_a_log_in_is_shown_beneath_it() {
    let mut desk = Desk::with(place_with_log_in(), Some(group()));
    let read = desk.model.shared.requests.reading_account();
    assert!(read.is_some());
    desk.press(":");
    desk.type_text("plan a.json");
    desk.press("enter");
    let effects =
        desk.send(Msg::PlanRead("a.json".to_owned(), Ok(Box::new(plan(vec![disabled(1)]))))).to_vec();
    desk.press(":");
    desk.type_text("login");
    desk.press("enter");
    assert_eq!(desk.title(), "Log in");
    for effect in effects {
        if let crate::app::Effect::Call { id, call } = effect {
            let reply = match call {
                Call::ReadJournal => Reply::Journal(Vec::new()),
                _ => Reply::Licenses(page(1..4, None)),
            };
            desk.send(Msg::Replied { id, result: Ok(reply) });
        }
    }
    assert_eq!(desk.title(), "Log in", "what is typed goes into the log-in still");
    desk.press("esc");
    assert_eq!(desk.title(), "Apply plan");
    assert_eq!(bulk(&desk).to_send(), 1);
}
