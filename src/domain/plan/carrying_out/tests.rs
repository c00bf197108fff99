use super::*;
use crate::domain::{
    Scope, ScopeKind,
    license::{Change, Draft, Status},
};

fn license(id: i64) -> License {
    License {
        id: LicenseId(id),
        name: format!("Name {id}"),
        description: None,
        sku: format!("SKU-{id}"),
        status: Status::Enabled,
    }
}

fn disabling(id: i64) -> Operation {
    let seen = license(id);
    Operation::Update { change: Change::of_status(&seen, Status::Disabled), seen }
}

fn creating(sku: &str) -> Operation {
    let (name, description) = ("New".to_owned(), None);
    Operation::Create(Draft { sku: sku.to_owned(), name, description, status: Status::Enabled })
}

fn entry(number: u64, operation: &Operation, result: Standing) -> Entry {
    let (kind, id, sku) = match operation {
        Operation::Create(draft) => (OperationKind::Create, None, &draft.sku),
        Operation::Update { seen, .. } => (OperationKind::Update, Some(seen.id), &seen.sku),
        Operation::Delete { seen } => (OperationKind::Delete, Some(seen.id), &seen.sku),
    };
    Entry {
        entry: EntryId(number),
        time: "2026-03-04T05:06:07.000Z".to_owned(),
        user: "maria".to_owned(),
        host: "jump-1".to_owned(),
        ssh: None,
        profile: None,
        account: None,
        origin: "https://lab.example.net".to_owned(),
        instance: "draas_v1".to_owned(),
        scope: Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(1) },
        operation: kind,
        id,
        sku: sku.clone(),
        before: None,
        after: None,
        result,
        detail: None,
        reason: None,
        request: Uuid::from_u128(number.into()),
        step: Some(PLAN),
        undoes: None,
        under_way: false,
    }
}

const PLAN: Uuid = Uuid::from_u128(7);

#[test]
fn what_was_made_or_may_have_been_is_not_sent_again_and_what_was_refused_is() {
    let entries = [
        entry(1, &disabling(1), Standing::Done),
        entry(2, &disabling(2), Standing::Refused),
        entry(3, &creating("N"), Standing::Unknown),
        entry(4, &disabling(4), Standing::NotDone),
        entry(5, &disabling(4), Standing::Done),
        entry(6, &disabling(5), Standing::Different),
        Entry { step: Some(Uuid::from_u128(8)), ..entry(7, &disabling(6), Standing::Done) },
    ];
    let before = Before::of(PLAN, &entries);
    assert_eq!(before.standing(&disabling(1)), Some(Standing::Done));
    assert_eq!(before.standing(&disabling(2)), None);
    assert_eq!(before.standing(&creating("N")), Some(Standing::Unknown));
    assert_eq!(before.standing(&disabling(4)), Some(Standing::Done));
    assert_eq!(before.standing(&disabling(5)), Some(Standing::Different));
    assert_eq!(before.standing(&disabling(6)), None, "it is of another plan");
    assert_eq!(before.standing(&Operation::Delete { seen: license(1) }), None);
}

#[test]
fn what_was_taken_back_can_be_made_again() {
    let undo = Entry { undoes: Some(EntryId(1)), step: None, ..entry(2, &disabling(1), Standing::Done) };
    let entries = [entry(1, &disabling(1), Standing::Done), undo];
    assert_eq!(Before::of(PLAN, &entries).standing(&disabling(1)), None);
}

#[test]
fn a_change_stands_by_what_there_is_now() {
    let made = License { status: Status::Disabled, ..license(2) };
    let renamed = License { name: "Theirs".to_owned(), ..license(3) };
    let taken = License { sku: "N".to_owned(), name: "Another".to_owned(), ..license(4) };
    let same = License { sku: "M".to_owned(), name: "New".to_owned(), ..license(5) };
    let licenses = [license(1), made, renamed, taken, same];
    let present = Present::of(&licenses);
    assert_eq!(present.stance(&disabling(1)), Stance::Ready);
    assert_eq!(present.stance(&disabling(2)), Stance::SoAlready);
    assert!(matches!(present.stance(&disabling(3)), Stance::Stale(Problem::Conflict { .. })));
    assert!(matches!(present.stance(&disabling(9)), Stance::Stale(Problem::NotFound { .. })));
    assert_eq!(present.stance(&creating("X")), Stance::Ready);
    assert!(matches!(present.stance(&creating("N")), Stance::Stale(_)));
    assert_eq!(present.stance(&creating("M")), Stance::SoAlready);
    assert_eq!(present.stance(&Operation::Delete { seen: license(1) }), Stance::Ready);
    assert_eq!(present.stance(&Operation::Delete { seen: license(9) }), Stance::SoAlready);
    assert!(matches!(present.stance(&Operation::Delete { seen: license(3) }), Stance::Stale(_)));
}
