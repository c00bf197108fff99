use super::*;
use crate::domain::{Change, Draft, Status};

fn scope(kind: ScopeKind) -> Scope {
    Scope { kind, uuid: Uuid::from_u128(1) }
}

fn draft() -> Draft {
    Draft { sku: "S".into(), name: "N".into(), description: None, status: Status::Enabled }
}

#[test]
fn roles_are_spelled_as_documented_plural_for_reading_and_singular_for_writing() {
    let group = scope(ScopeKind::Groups);
    let id = LicenseId(1);
    let role_of = |call: Call| call.required_role().expect("a role");
    for kind in ScopeKind::ALL {
        let list = Call::ListLicenses { scope: scope(kind), page_size: 10, token: None };
        assert_eq!(role_of(list), format!("{kind}.instance.customer_licenses.list"));
        let scopes = Call::ListScopes { kind, parent: None, search: None, from: ScopeCursor::default() };
        assert_eq!(role_of(scopes), format!("{kind}.list"));
    }
    assert_eq!(
        role_of(Call::ReadLicense { scope: group, id }),
        "groups.instance.customer_licenses.instance.read"
    );
    assert_eq!(role_of(Call::from(Write::create(group, draft()))), "groups.instance.customer_license.create");
    assert_eq!(
        role_of(Call::from(Write::update(group, draft().with_id(id), Change::default()))),
        "groups.instance.customer_license.instance.update"
    );
    assert_eq!(
        role_of(Call::from(Write::delete(group, draft().with_id(id)))),
        "groups.instance.customer_license.instance.delete"
    );
}

#[test]
fn creating_changing_and_deleting_are_the_writes() {
    let group = scope(ScopeKind::Groups);
    let id = LicenseId(1);
    assert!(Call::from(Write::create(group, draft())).is_write());
    assert!(Call::from(Write::update(group, draft().with_id(id), Change::default())).is_write());
    assert!(Call::from(Write::delete(group, draft().with_id(id))).is_write());
    assert!(!Call::ReadLicense { scope: group, id }.is_write());
    assert!(!Call::ListLicenses { scope: group, page_size: 1, token: None }.is_write());
}
