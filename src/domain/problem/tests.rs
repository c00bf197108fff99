use super::*;
use crate::domain::{Field, LicenseId, Status};

#[test]
fn a_missing_role_is_named_with_what_the_server_said() {
    let problem = Problem::Denied { role: "groups.list", reason: Some(" not yours ".into()) };
    assert_eq!(problem.message(), "forbidden: the account lacks the role groups.list: not yours");
}

#[test]
fn a_reason_that_only_repeats_the_role_is_left_out() {
    let problem = Problem::Denied { role: "groups.list", reason: Some("lacks groups.list".into()) };
    assert_eq!(problem.message(), "forbidden: the account lacks the role groups.list");
}

#[test]
fn an_empty_reason_leaves_no_trace() {
    let problem = Problem::Rejected { status: 400, reason: Some("  ".into()) };
    assert_eq!(problem.message(), "the server rejected it (400)");
}

#[test]
fn a_conflict_tells_both_values() {
    let fields = vec![FieldChange { field: Field::Name, before: "A".into(), after: "B".into() }];
    let (name, sku) = ("B".to_owned(), "S".to_owned());
    let now = Box::new(License { id: LicenseId(1), name, description: None, sku, status: Status::Enabled });
    let message = Problem::Conflict { fields, now }.message();
    assert_eq!(message, r#"changed meanwhile by somebody else: name is now "B" (was "A")"#);
}

#[test]
fn a_timeout_tells_its_length_without_needless_digits() {
    let of = |millis| Problem::TimedOut { after: Duration::from_millis(millis) }.message();
    assert_eq!(of(30_000), "no answer within 30 s");
    assert_eq!(of(1_500), "no answer within 1.5 s");
}
