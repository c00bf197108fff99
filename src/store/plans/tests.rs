use super::*;
use crate::domain::{Draft, LicenseId, ScopeKind, Status};

fn plan() -> Plan {
    let seen = License {
        id: LicenseId(1),
        name: "a\u{1b}b".to_owned(),
        description: None,
        sku: "A".to_owned(),
        status: Status::Other("odd".to_owned()),
    };
    let wanted = License { description: Some("new".to_owned()), status: Status::Enabled, ..seen.clone() };
    let change = Change::between(&seen, &wanted);
    let draft = Draft { sku: "N".into(), name: "New".into(), description: None, status: Status::Disabled };
    Plan {
        id: Uuid::from_u128(7),
        made: "2026-01-02T03:04:05Z".to_owned(),
        origin: "https://lab.example.net".to_owned(),
        instance: "draas_v1".to_owned(),
        scope: Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(1) },
        operations: vec![
            Operation::Create(draft),
            Operation::Update { seen: seen.clone(), change },
            Operation::Delete { seen },
        ],
    }
}

#[test]
fn a_plan_comes_back_as_it_was_written() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("list.csv.plan.json");
    write_plan(&path, &plan()).expect("written");
    assert_eq!(read_plan(&path), Ok(plan()));
}

#[test]
fn what_is_no_plan_is_told_with_its_name() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("plan.json");
    for (text, told) in [
        ("", "is no plan"),
        (r#"{"licenses":[]}"#, "is no plan"),
        (
            r#"{"lictor_plan":9,"id":"00000000-0000-0000-0000-000000000007","made":"","origin":"","instance":"","scope":"groups/00000000-0000-0000-0000-000000000001","changes":[]}"#,
            "another version",
        ),
        (
            r#"{"lictor_plan":1,"id":"00000000-0000-0000-0000-000000000007","made":"","origin":"","instance":"","scope":"groups/00000000-0000-0000-0000-000000000001","changes":[{"operation":"update","before":null,"after":null}]}"#,
            "a change that is none",
        ),
    ] {
        fs::write(&path, text).expect("a file");
        let error = read_plan(&path).expect_err(text);
        assert!(error.contains(told) && error.contains("plan.json"), "{error}");
    }
    assert!(read_plan(&directory.path().join("nowhere")).expect_err("no file").contains("cannot be read"));
}
