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
