//! What the account probably may not do, by the roles that the API documents. Hints on the screen, never a gate: what
//! is allowed, only the server knows.

use super::{keymap::Action, model::Model, screens::Screen};
use crate::domain::{Call, Change, Draft, LicenseId, Scope, ScopeCursor, ScopeKind, Status};

/// Whether the server says that the account lacks the role for what an action leads to from the screen in front.
#[must_use]
pub fn probably_may_not(model: &Model, action: Action) -> bool {
    let Some(account) = &model.shared.account else {
        return false;
    };
    let call = model.front().and_then(|screen| example(action, screen));
    call.and_then(|call| account.has_role(call.required_role()?)) == Some(false)
}

/// The role that the API documents for listing a kind of scope.
#[must_use]
pub fn role_to_list(kind: ScopeKind) -> Option<&'static str> {
    list_scopes(kind).required_role()
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
    let id = LicenseId(0);
    Some(match action {
        Action::New | Action::Clone => {
            let (sku, name) = (String::new(), String::new());
            Call::CreateLicense {
                scope,
                draft: Draft { sku, name, description: None, status: Status::Enabled },
            }
        }
        Action::Edit | Action::Toggle => Call::UpdateLicense { scope, id, change: Change::default() },
        Action::Delete => Call::DeleteLicense { scope, id },
        Action::Open if scope.is_writable() => Call::ReadLicense { scope, id },
        _ => return None,
    })
}

fn list_scopes(kind: ScopeKind) -> Call {
    Call::ListScopes { kind, parent: None, search: None, from: ScopeCursor::default() }
}

fn list_licenses(scope: Scope) -> Call {
    Call::ListLicenses { scope, page_size: 1, token: None }
}

#[cfg(test)]
mod tests;
