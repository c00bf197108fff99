//! What the account probably may not do, by the roles that the API documents. Hints on the screen, never a gate: what
//! is allowed, only the server knows.

use super::{
    keymap::Action,
    model::{Model, Shared},
    screens::Screen,
};
use crate::domain::{
    Call, Change, Draft, License, LicenseId, Problem, Reply, Scope, ScopeCursor, ScopeKind, Status, Write,
};

/// Whether the server says that the account lacks the role for what an action leads to from the screen in front, or
/// has refused such a thing since the last log-in.
#[must_use]
pub fn probably_may_not(model: &Model, action: Action) -> bool {
    let Some(role) = role_of(model, action) else {
        return false;
    };
    let account = model.shared.account.as_ref();
    model.shared.denied.contains(role) || account.and_then(|account| account.has_role(role)) == Some(false)
}

/// The role that an action from the screen in front needs, where the server has refused it since the last log-in.
#[must_use]
pub fn denied_role(model: &Model, action: Action) -> Option<&'static str> {
    role_of(model, action).filter(|role| model.shared.denied.contains(role))
}

fn role_of(model: &Model, action: Action) -> Option<&'static str> {
    model.front().and_then(|screen| example(action, screen))?.required_role()
}

/// Takes notice of an answer: what was refused for a role, and what was not.
pub(super) fn learn(shared: &mut Shared, call: &Call, result: &Result<Reply, Problem>) {
    match (result, call.required_role()) {
        (Err(Problem::Denied { role, .. }), _) => {
            shared.denied.insert(role);
        }
        (Ok(_), Some(role)) => {
            shared.denied.remove(role);
        }
        _ => {}
    }
}

/// A call such as the action leads to; its role is that of all of its kind.
fn example(action: Action, screen: &Screen) -> Option<Call> {
    match screen {
        Screen::Licenses(licenses) => on_licenses(action, licenses.scope()),
        Screen::License(detail) => on_licenses(action, detail.scope),
        Screen::Scopes(scopes) => match action {
            Action::ShowKind(kind) => Some(list_scopes(kind)),
            Action::Open => scopes.current().map(|entry| list_licenses(entry.scope)),
            Action::Descend => scopes.current()?.scope.kind.below().map(list_scopes),
            _ => None,
        },
        _ => None,
    }
}

fn on_licenses(action: Action, scope: Scope) -> Option<Call> {
    Some(match action {
        Action::New | Action::Clone => {
            let (sku, name) = (String::new(), String::new());
            let draft = Draft { sku, name, description: None, status: Status::Enabled };
            Call::from(Write::create(scope, draft))
        }
        Action::Edit | Action::Toggle => Call::from(Write::update(scope, nobody(), Change::default())),
        Action::Delete => Call::from(Write::delete(scope, nobody())),
        Action::Open if scope.is_writable() => Call::ReadLicense { scope, id: nobody().id },
        _ => return None,
    })
}

/// A license that stands for any.
fn nobody() -> License {
    let (name, sku) = (String::new(), String::new());
    License { id: LicenseId(0), name, description: None, sku, status: Status::Enabled }
}

fn list_scopes(kind: ScopeKind) -> Call {
    Call::ListScopes { kind, parent: None, search: None, from: ScopeCursor::default() }
}

fn list_licenses(scope: Scope) -> Call {
    Call::ListLicenses { scope, page_size: 1, token: None }
}

#[cfg(test)]
mod tests;
