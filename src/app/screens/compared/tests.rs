use super::*;
use crate::{
    app::{Effect, Msg, screens::Screen, testing::*},
    domain::{Call, LicenseId, LicensePage, Operation, ScopeKind},
};

const THERE: &str = "groups/00000000-0000-0000-0000-000000000002";

fn compared(desk: &Desk) -> &Compared {
    match desk.model.front() {
        Some(Screen::Compared(compared)) => compared,
        other => panic!("no comparison but {other:?}"),
    }
}

/// Licenses 1 to 3 here; 2 under another id, 3 under another name, and 9 there.
fn three_and_three() -> Desk {
    let mut desk = Desk::on_three();
    desk.press(":");
    desk.type_text(&format!("compare {THERE}"));
    desk.press("enter");
    answer(&mut desk);
    desk
}

fn answer(desk: &mut Desk) {
    let there = vec![
        License { id: LicenseId(20), ..license(2) },
        License { id: LicenseId(30), name: "Theirs".to_owned(), ..license(3) },
        license(9),
    ];
    let calls: Vec<(RequestId, Call)> = desk
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Call { id, call } => Some((*id, call.clone())),
            _ => None,
        })
        .collect();
    for (id, call) in calls {
        let is_there = call.scope() == Some(scope(ScopeKind::Groups, 2));
        let page = if is_there {
            LicensePage { licenses: there.clone(), ..LicensePage::default() }
        } else {
            page(1..4, None)
        };
        desk.send(Msg::Replied { id, result: Ok(Reply::Licenses(page)) });
    }
}

#[test]
fn what_only_one_has_and_what_is_unlike_is_told_apart() {
    let mut desk = three_and_three();
    assert_eq!(compared(&desk).in_words(), "1 only here · 1 unlike · 1 only there · 1 alike");
    desk.press("G enter");
    let Some(Screen::License(detail)) = desk.model.front() else { panic!("no license") };
    assert_eq!((detail.license.id, detail.scope), (LicenseId(9), scope(ScopeKind::Groups, 2)));
}

#[test]
fn m_shows_what_the_other_lacks_and_takes_nothing_away() {
    let mut desk = three_and_three();
    desk.press("m");
    let Some(Screen::Bulk(bulk)) = desk.model.front() else { panic!("no changes") };
    assert_eq!((bulk.scope, bulk.to_send()), (scope(ScopeKind::Groups, 2), 2));
    desk.press("y");
    let (_, Call::Write(write)) = desk.last_call() else { panic!("no write") };
    assert!(matches!(&write.operation, Operation::Create(draft) if draft.sku == "SKU-1"));
    desk.reply_last(Ok(Reply::Created(LicenseId(21))));
    let (_, Call::Write(write)) = desk.last_call() else { panic!("no write") };
    assert_eq!(write.id(), Some(LicenseId(30)), "the license there is changed, and not the one here");
    desk.reply_last(Ok(updated(License { id: LicenseId(30), ..license(3) })));
    desk.press("esc m");
    assert!(desk.notice().contains("r compares anew"), "{}", desk.notice());
    desk.press("r");
    assert_eq!(desk.calls(), 2);
}

#[test]
fn a_scope_is_not_compared_with_itself_nor_with_what_is_none() {
    let mut desk = Desk::on_three();
    for (text, told) in
        [(group().to_string(), "that is this scope"), ("berlin".to_owned(), "no kind before a slash")]
    {
        desk.press(":");
        desk.type_text(&format!("compare {text}"));
        desk.press("enter");
        let Some(crate::app::screens::Overlay::Command(line)) = &desk.model.overlay else { panic!("closed") };
        let said = format!("{:?}", line.remark);
        assert!(said.contains(told), "{said}");
        desk.press("esc");
    }
}

#[test]
fn leaving_cancels_both_listings() {
    let mut desk = Desk::on_three();
    desk.press(":");
    desk.type_text(&format!("compare {THERE}"));
    desk.press("enter");
    let cancelled = desk.press("esc").iter().filter(|effect| matches!(effect, Effect::Cancel(_))).count();
    assert_eq!((cancelled, desk.title()), (2, "Licenses"));
}
