use uuid::Uuid;

use super::*;
use crate::domain::{LicenseId, ScopeKind};

fn scope(number: u128) -> ScopeEntry {
    let scope = Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(number) };
    ScopeEntry { scope, name: Some(format!("Group {number}")) }
}

fn license(id: i64, sku: &str, status: Status) -> License {
    License { id: LicenseId(id), name: String::new(), description: None, sku: sku.to_owned(), status }
}

#[test]
fn licenses_are_counted_by_scope_and_by_the_beginnings_of_their_skus() {
    let mut overview = Overview::default();
    overview.count(&scope(1), &license(1, "FAX-DE-0001", Status::Enabled));
    overview.count(&scope(2), &license(2, "FAX-DE-0002", Status::Disabled));
    overview.count(&scope(2), &license(3, "CALL", Status::Enabled));
    overview.count(&scope(2), &license(4, "CALL", Status::Other("odd".to_owned())));
    let by_scope = overview.by_scope();
    assert_eq!((by_scope[0].0, by_scope[0].1), (&scope(2), Statuses { enabled: 1, disabled: 1, other: 1 }));
    assert_eq!((by_scope[1].0, by_scope[1].1), (&scope(1), Statuses { enabled: 1, disabled: 0, other: 0 }));
    assert_eq!(overview.by_sku(), [("CALL", 2), ("FAX-DE", 2)]);
    assert_eq!(overview.in_all().total(), 4);
}

#[test]
fn only_a_number_at_the_end_is_no_part_of_the_family() {
    for (sku, wanted) in [("A-1", "A"), ("A-1B", "A-1B"), ("-1", "-1"), ("7", "7"), ("A-", "A-"), ("", "")] {
        assert_eq!(family(sku), wanted, "{sku}");
    }
}
