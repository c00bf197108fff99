use super::*;
use crate::{
    app::{Msg, screens::Overlay, screens::help::Line, testing::*},
    domain::{Account, Reply},
};

fn with_roles(roles: &[(&str, bool)]) -> Desk {
    let mut desk = Desk::on_three();
    let roles = roles.iter().map(|(role, allowed)| ((*role).to_owned(), *allowed)).collect();
    let id = desk.account_request();
    desk.send(Msg::Replied { id, result: Ok(Reply::Account(Account { roles, ..Account::default() })) });
    desk
}

#[test]
fn only_what_the_server_denies_is_doubtful() {
    let desk = with_roles(&[
        ("groups.instance.customer_license.instance.delete", false),
        ("groups.instance.customer_license.create", true),
    ]);
    let doubtful = |action| probably_may_not(&desk.model, action);
    assert!(doubtful(Action::Delete));
    for action in [Action::New, Action::Edit, Action::Quit] {
        assert!(!doubtful(action), "{action:?}");
    }
}

#[test]
fn a_hint_is_no_gate() {
    let mut desk = with_roles(&[("groups.instance.customer_license.instance.delete", false)]);
    desk.press("d");
    assert_eq!(desk.title(), "Delete license");
}

#[test]
fn the_help_says_what_is_doubtful_here() {
    let mut desk = with_roles(&[("groups.instance.customer_license.create", false)]);
    desk.press("?");
    let Some(Overlay::Help(help)) = &desk.model.overlay else { panic!("no help") };
    let doubtful = help.lines.windows(2).filter_map(|lines| match lines {
        [Line::Keys { keys, .. }, Line::Doubt] => Some(keys.as_str()),
        _ => None,
    });
    assert_eq!(doubtful.collect::<Vec<_>>(), ["n", "c"]);
}

#[test]
fn kinds_of_scopes_and_their_licenses_have_roles_too() {
    let mut desk = with_roles(&[("tenants.list", false), ("groups.instance.customer_licenses.list", false)]);
    desk.model.shared.recent = vec![entry(group(), "Here")];
    desk.press("esc");
    let doubtful = |action| probably_may_not(&desk.model, action);
    assert!(doubtful(Action::ShowKind(ScopeKind::Tenants)) && doubtful(Action::Open));
    assert!(!doubtful(Action::ShowKind(ScopeKind::Groups)) && !doubtful(Action::Descend));
}

const CREATE: &str = "groups.instance.customer_license.create";

/// A console on which somebody tried to create a license, and may not.
fn refused(mut desk: Desk) -> Desk {
    desk.press("n");
    desk.type_text("A-1");
    desk.press("tab");
    desk.type_text("Plan");
    desk.press("ctrl-s");
    desk.reply_last(Err(Problem::Denied { role: CREATE, reason: None }));
    desk.press("esc y");
    desk
}

#[test]
fn what_the_server_has_refused_is_doubtful_and_still_no_gate() {
    let mut desk = refused(Desk::on_three());
    assert_eq!(denied_role(&desk.model, Action::New), Some(CREATE));
    assert!(probably_may_not(&desk.model, Action::Clone));
    assert!(!probably_may_not(&desk.model, Action::Edit));
    desk.press("n");
    assert_eq!(desk.title(), "New license");
}

#[test]
fn a_thing_that_is_allowed_after_all_is_no_longer_doubtful() {
    let mut desk = refused(Desk::on_three());
    desk.press("c ctrl-u");
    desk.type_text("B-1");
    desk.press("ctrl-s");
    desk.reply_last(Ok(Reply::Created(LicenseId(9))));
    assert_eq!(denied_role(&desk.model, Action::New), None);
}

#[test]
fn a_log_in_or_another_place_brings_new_roles() {
    let mut desk = Desk::with(place_with_log_in(), Some(group()));
    desk.reply_last(Ok(Reply::Licenses(page(1..4, None))));
    let mut desk = refused(desk);
    desk.press(": l o g i n enter");
    desk.type_text("secret");
    desk.press("enter");
    assert!(!desk.model.shared.denied.is_empty());
    desk.reply_last(Ok(Reply::LoggedIn));
    assert!(desk.model.shared.denied.is_empty());
    let mut desk = refused(Desk::on_three());
    desk.send(Msg::Connected(Ok(Box::new(connected(place(), None)))));
    assert!(desk.model.shared.denied.is_empty());
}
