//! What an account is told of itself (API section 3.1).

use serde_json::{Value, json};
use uuid::Uuid;

use super::operation::{Kind, Operation};

/// The name of whoever calls with the machine's token.
pub(super) const MACHINE: &str = "sandbox";

/// The own record: everything but the name is the same for everybody here.
pub(super) fn record(username: &str, administers: &[(Kind, Uuid)], denied_roles: &[String]) -> Value {
    let email = if username.contains('@') { username.to_owned() } else { format!("{username}@example.net") };
    json!({
        "username": username,
        "email": email,
        "need_password_change": false,
        "admin_of": admin_of(administers),
        "profile": {"api_rules": api_rules(denied_roles)},
    })
}

/// Scopes by their UUIDs; whoever administers none of them administers the system.
fn admin_of(administers: &[(Kind, Uuid)]) -> Value {
    if administers.is_empty() {
        return json!([{"level": "system"}]);
    }
    administers.iter().map(|(kind, uuid)| json!({"level": kind.singular(), "reference": uuid})).collect()
}

/// A rule for each call that needs a role.
fn api_rules(denied_roles: &[String]) -> Value {
    let calls = Operation::ALL.into_iter().filter_map(|call| Some((call, call.required_role()?)));
    calls
        .map(|(call, role)| {
            let allowed = !denied_roles.iter().any(|denied| denied == role);
            json!({"method": call.method_word(), "url": call.path(), "allowed": allowed, "name": role})
        })
        .collect()
}
