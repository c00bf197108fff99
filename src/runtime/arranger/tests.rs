use super::*;
use crate::domain::{
    License, LicenseId, Status,
    catalog::{Catalog, Column, Order as RowOrder},
};

fn arrangement(rows: i64, filter: &str) -> Arrangement {
    let mut catalog = Catalog::default();
    for id in 0..rows {
        let (sku, name) = (format!("SKU-{id}"), format!("plan {}", id % 97));
        let status = Status::Enabled;
        catalog.upsert(&License { id: LicenseId(id), name, description: None, sku, status });
    }
    let order = Some(RowOrder { column: Column::Name, descending: true });
    Arrangement { rows: catalog.rows().clone(), view: View::default(), filter: filter.to_owned(), order }
}

fn next(arranger: &mut Arranger) -> (ArrangementId, View) {
    match arranger.results.blocking_recv().expect("the thread works") {
        Msg::Arranged { id, result } => (id, *result.expect("nothing goes wrong")),
        other => panic!("no view but {other:?}"),
    }
}

#[test]
fn each_order_is_answered_under_its_number() {
    let mut arranger = Arranger::default();
    for (number, filter) in [(1, "plan 7"), (2, "sku-99")] {
        arranger.arrange(ArrangementId(number), arrangement(1000, filter));
    }
    for (number, filter) in [(1, "plan 7"), (2, "sku-99")] {
        let (id, view) = next(&mut arranger);
        assert_eq!((id, view.filter()), (ArrangementId(number), filter));
    }
}

#[test]
fn what_is_stopped_is_not_answered() {
    let mut arranger = Arranger::default();
    // The first keeps the thread busy, so that the second is stopped before it is looked at.
    arranger.arrange(ArrangementId(1), arrangement(20_000, ""));
    arranger.arrange(ArrangementId(2), arrangement(10, "plan"));
    arranger.stop(ArrangementId(2));
    arranger.arrange(ArrangementId(3), arrangement(10, "plan"));
    let first = next(&mut arranger).0;
    assert_eq!(first, ArrangementId(1));
    let second = next(&mut arranger).0;
    assert!(second == ArrangementId(3) || second == ArrangementId(2), "only what was already on its way");
}

#[test]
fn what_has_ended_is_forgotten_with_the_next_order() {
    let mut arranger = Arranger::default();
    for number in 0..50 {
        arranger.arrange(ArrangementId(number), arrangement(10, "plan"));
        next(&mut arranger);
    }
    assert!(arranger.under_way.len() <= 2, "{} are still known", arranger.under_way.len());
}
