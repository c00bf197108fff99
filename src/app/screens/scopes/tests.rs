use super::*;
use crate::{
    app::{Effect, testing::*},
    domain::{Descent, PageToken, Scope, ScopeCursor, ScopePage},
};

fn scopes_page(numbers: std::ops::Range<u128>, next: Option<&str>) -> Reply {
    let entries = numbers.map(|number| entry(scope(ScopeKind::Groups, number), &format!("Group {number}")));
    let next = next.map(|token| ScopeCursor { token: Some(PageToken(token.to_owned())), descent: None });
    Reply::Scopes(ScopePage { entries: entries.collect(), next })
}

fn desk() -> Desk {
    let mut desk = Desk::with(place(), None);
    desk.reply_last(Ok(scopes_page(1..4, None)));
    desk
}

fn shown(desk: &Desk) -> Vec<String> {
    let scopes = desk.scopes();
    (0..scopes.row_count()).filter_map(|row| scopes.row(row)).map(|(entry, _)| entry.label()).collect()
}

#[test]
fn enter_opens_the_licenses_of_the_scope_under_the_cursor() {
    let mut desk = desk();
    desk.press("j enter");
    assert_eq!(desk.title(), "Licenses");
    assert_eq!(desk.licenses().scope(), scope(ScopeKind::Groups, 2));
}

#[test]
fn a_scope_is_remembered_when_its_first_page_has_come_and_a_mistyped_one_never() {
    let mut desk = desk();
    desk.press("a");
    desk.type_text(&scope(ScopeKind::Groups, 99).to_string());
    desk.press("enter");
    desk.reply_last(Err(Problem::NotFound { what: "licenses".to_owned(), reason: None }));
    assert!(desk.model.shared.recent.is_empty());
    desk.press("esc j enter");
    assert!(desk.model.shared.recent.is_empty());
    desk.reply_last(Ok(Reply::Licenses(page(1..3, Some("2")))));
    let remembered = Effect::RememberScope(entry(scope(ScopeKind::Groups, 2), "Group 2"));
    assert!(desk.effects.contains(&remembered));
    desk.reply_last(Ok(Reply::Licenses(page(3..5, None))));
    assert!(!desk.effects.contains(&remembered), "once is enough");
}

#[test]
fn the_words_follow_the_keys_that_were_bound() {
    let mut desk = Desk::with(place(), None);
    let bind = |desk: &mut Desk, action, key: &str| {
        desk.model.shared.keymap.bind("scopes", action, &[key.to_owned()]).expect("bound");
    };
    bind(&mut desk, "type_scope", "z");
    bind(&mut desk, "refresh", "f6");
    desk.press("esc");
    assert_eq!(desk.notice(), "stopped; F6 reads anew, z takes a scope that you type");
    desk.press("enter");
    assert!(desk.notice().ends_with("; z takes one that you type"), "{}", desk.notice());
}

#[test]
fn the_rows_that_a_filter_leaves_are_counted_among_all() {
    let mut desk = desk();
    desk.model.shared.pinned = vec![entry(scope(ScopeKind::Groups, 77), "Elsewhere")];
    desk.press("/ 3");
    assert_eq!((desk.scopes().row_count(), desk.scopes().unfiltered_count()), (1, 4));
}

#[test]
fn the_way_through_the_groups_is_counted() {
    let mut desk = desk();
    desk.press("4");
    let cursor = |parents: u128, more: bool| ScopeCursor {
        token: None,
        descent: Some(Descent {
            parents: (0..parents).map(Uuid::from_u128).collect(),
            more_groups: more.then(|| PageToken("g".to_owned())),
        }),
    };
    let steps = [
        (0, false, Way { done: 0, left: 0, more: false }),
        (2, true, Way { done: 0, left: 2, more: true }),
        (1, true, Way { done: 1, left: 1, more: true }),
        (0, true, Way { done: 2, left: 0, more: true }),
        (1, false, Way { done: 2, left: 1, more: false }),
    ];
    for (parents, more, way) in steps {
        let next = Some(cursor(parents, more));
        desk.reply_last(Ok(Reply::Scopes(ScopePage { entries: Vec::new(), next })));
        assert_eq!(desk.scopes().list().expect("a list").way, Some(way));
    }
    desk.reply_last(Ok(Reply::Scopes(ScopePage { entries: Vec::new(), next: None })));
    assert_eq!(desk.scopes().list().expect("a list").way, None);
}

#[test]
fn scopes_that_were_used_come_first_and_the_cursor_stays_on_its_scope() {
    let mut desk = desk();
    desk.press("j j enter");
    desk.reply_last(Ok(Reply::Licenses(page(1..3, None))));
    desk.press("esc");
    assert_eq!(shown(&desk), ["Group 3", "Group 1", "Group 2"]);
    assert_eq!(desk.scopes().current().expect("a row").label(), "Group 3");
}

#[test]
fn each_kind_is_read_when_it_is_shown_and_only_once() {
    let mut desk = desk();
    desk.press("4");
    assert!(matches!(desk.last_call().1, Call::ListScopes { kind: ScopeKind::Tenants, parent: None, .. }));
    desk.reply_last(Ok(Reply::Scopes(ScopePage { entries: Vec::new(), next: None })));
    desk.press("1 4 left right");
    assert_eq!(desk.scopes().kind, ScopeKind::Tenants);
    assert!(!desk.effects.iter().any(|effect| matches!(
        effect,
        Effect::Call { call: Call::ListScopes { kind: ScopeKind::Tenants, .. }, .. }
    )));
}

#[test]
fn tab_goes_into_the_children_and_backspace_back_up() {
    let mut desk = desk();
    desk.press("j tab");
    let parent: Option<Scope> = Some(scope(ScopeKind::Groups, 2));
    assert!(
        matches!(desk.last_call().1, Call::ListScopes { kind: ScopeKind::Distributors, parent: asked, .. } if asked == parent)
    );
    desk.press("backspace");
    assert_eq!((desk.scopes().kind, desk.scopes().parent.is_none()), (ScopeKind::Groups, true));
    assert_eq!(desk.scopes().current().expect("a row").label(), "Group 2");
}

#[test]
fn a_typed_scope_is_checked_before_it_is_opened() {
    let mut desk = desk();
    desk.press("a");
    desk.type_text("groups/17");
    desk.press("enter");
    assert_eq!((desk.title(), desk.calls()), ("Scopes", 0));
    let fault = desk.scopes().entry.as_ref().expect("still typing").fault.as_deref();
    assert!(fault.is_some_and(|fault| fault.contains("not a UUID")), "{fault:?}");
    desk.press("ctrl-u");
    let wanted = scope(ScopeKind::Tenants, 99);
    desk.send(crate::app::Msg::Pasted(format!("{wanted}\n")));
    desk.press("enter");
    assert_eq!(desk.licenses().scope(), wanted);
}

#[test]
fn an_account_that_may_not_list_still_types_a_scope() {
    let mut desk = Desk::with(place(), None);
    desk.reply_last(Err(Problem::Denied { role: "groups.list", reason: None }));
    desk.press("j");
    assert_eq!(desk.calls(), 0, "a refused list is not asked for again by itself");
    desk.press("a");
    desk.type_text(&group().to_string());
    desk.press("enter");
    assert_eq!(desk.title(), "Licenses");
}

#[test]
fn pages_of_scopes_are_read_on_and_a_circle_is_left() {
    let mut desk = Desk::with(place(), None);
    desk.reply_last(Ok(scopes_page(1..4, Some("2"))));
    desk.reply_last(Ok(scopes_page(4..6, Some("2"))));
    assert_eq!(desk.calls(), 0);
    assert_eq!(desk.scopes().list().expect("a list").problem, Some(Problem::Repeated));
    assert_eq!(shown(&desk).len(), 5);
}

#[test]
fn the_filter_looks_at_names_and_uuids() {
    let mut desk = desk();
    desk.press("/ 3 enter");
    assert_eq!(shown(&desk), ["Group 3"]);
    desk.press("esc");
    assert_eq!(shown(&desk).len(), 3);
}

#[test]
fn names_can_be_sorted_both_ways() {
    let mut desk = desk();
    desk.press("s S");
    assert_eq!(shown(&desk), ["Group 3", "Group 2", "Group 1"]);
}

#[test]
fn esc_on_the_first_screen_says_how_to_leave() {
    let mut desk = desk();
    desk.press("esc");
    assert!(desk.notice().contains("q leaves"));
}

#[test]
fn a_scope_that_was_typed_takes_its_name_from_the_list() {
    let mut desk = desk();
    desk.model.shared.recent = vec![ScopeEntry { scope: scope(ScopeKind::Groups, 2), name: None }];
    desk.press("s s s");
    assert_eq!(shown(&desk), ["Group 2", "Group 1", "Group 3"]);
}

fn marks(desk: &Desk) -> Vec<&'static str> {
    let scopes = desk.scopes();
    (0..scopes.row_count()).filter_map(|row| scopes.row(row)?.1).map(Mark::word).collect()
}

#[test]
fn pinned_scopes_come_first_then_recent_ones_then_the_others() {
    let mut desk = desk();
    desk.press("j j enter");
    desk.reply_last(Ok(Reply::Licenses(page(1..3, None))));
    desk.press("esc j j p");
    let pinned = entry(scope(ScopeKind::Groups, 2), "Group 2");
    assert!(desk.effects.contains(&Effect::PinScope { entry: pinned.clone(), pinned: true }));
    assert_eq!(shown(&desk), ["Group 2", "Group 3", "Group 1"]);
    assert_eq!(marks(&desk), ["pinned", "recent"]);
    assert_eq!(desk.scopes().current(), Some(pinned.clone()), "the cursor stays on its scope");
    desk.press("p");
    assert!(desk.effects.contains(&Effect::PinScope { entry: pinned, pinned: false }));
    assert_eq!(shown(&desk), ["Group 3", "Group 1", "Group 2"]);
}

#[test]
fn below_a_scope_pins_are_marked_in_their_place() {
    let mut desk = desk();
    desk.press("tab");
    let entries = (1..4).map(|number| entry(scope(ScopeKind::Distributors, number), "D")).collect();
    desk.reply_last(Ok(Reply::Scopes(ScopePage { entries, next: None })));
    desk.press("j p");
    let second = desk.scopes().row(1).map(|(entry, mark)| (entry.scope.uuid.as_u128(), mark));
    assert_eq!(second, Some((2, Some(Mark::Pinned))));
}

#[test]
fn the_way_down_is_known() {
    let mut desk = desk();
    desk.press("j tab 4");
    assert_eq!(desk.scopes().path(), ["Groups", "Group 2", "Tenants"]);
    desk.press("backspace");
    assert_eq!(desk.scopes().path(), ["Groups"]);
}

/// A console on a list of groups that is not read to its end.
fn half_read() -> Desk {
    let mut desk = Desk::with(place(), None);
    desk.reply_last(Ok(scopes_page(1..40, Some("2"))));
    assert_eq!(desk.calls(), 0);
    desk
}

fn searched(desk: &Desk) -> Option<String> {
    match desk.last_call().1 {
        Call::ListScopes { search, .. } => search,
        other => panic!("no list but {other:?}"),
    }
}

#[test]
fn the_server_is_asked_for_what_is_not_read_and_its_findings_are_a_list_of_their_own() {
    let mut desk = half_read();
    desk.press("j j j / g r o u p space 7");
    assert_eq!(desk.calls(), 0, "what is read narrows without the server");
    desk.press("enter");
    assert_eq!(searched(&desk).as_deref(), Some("group 7"));
    desk.reply_last(Ok(scopes_page(70..75, Some("2"))));
    assert_eq!((shown(&desk).len(), desk.calls()), (5, 1), "its pages are read as those of any list");
    desk.reply_last(Ok(scopes_page(75..80, None)));
    assert_eq!(shown(&desk).len(), 10);
    desk.press("j");
    desk.press("esc");
    assert_eq!((shown(&desk).len(), desk.calls()), (39, 0));
    assert_eq!(desk.scopes().current().expect("a row").label(), "Group 4", "where the cursor was");
}

#[test]
fn a_complete_list_is_not_searched_by_the_server() {
    let mut desk = desk();
    desk.press("/ 3 enter");
    assert_eq!((desk.calls(), shown(&desk).len()), (0, 1));
    assert_eq!(desk.scopes().search, None);
}

#[test]
fn a_server_that_does_not_search_leaves_the_filter_on_what_is_read() {
    let mut desk = half_read();
    desk.press("/ 3 9 enter");
    let reason = Some("unknown parameter".to_owned());
    desk.reply_last(Err(Problem::Rejected { status: 400, reason }));
    assert_eq!(shown(&desk), ["Group 39"]);
    assert!(desk.notice().contains("what is read only"), "{}", desk.notice());
    assert_eq!(desk.scopes().filter.value(), "39");
}

#[test]
fn esc_cancels_a_search_and_shows_the_whole_list() {
    let mut desk = half_read();
    desk.press("/ x enter");
    let (id, _) = desk.last_call();
    desk.press("esc");
    assert_eq!((desk.effects.contains(&Effect::Cancel(id)), shown(&desk).len()), (true, 39));
}

#[test]
fn to_the_end_leads_to_the_last_scope() {
    let mut desk = half_read();
    desk.press("G");
    desk.reply_last(Ok(scopes_page(40..50, None)));
    assert_eq!(desk.scopes().current().expect("a row").label(), "Group 49");
}
