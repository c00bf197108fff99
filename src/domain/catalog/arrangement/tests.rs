use proptest::prelude::*;

use super::*;
use crate::domain::catalog::{
    Catalog, Column,
    tests::{Happening, Model, happen, happenings, license},
    view::tests::{expected, orders, slots},
};

const BY_NAME: Order = Order { column: Column::Name, descending: false };

fn arrangement(catalog: &Catalog, view: &View, filter: &str, order: Option<Order>) -> Arrangement {
    Arrangement { rows: catalog.rows().clone(), view: view.clone(), filter: filter.to_owned(), order }
}

fn catalog_of(rows: i64) -> Catalog {
    let mut catalog = Catalog::default();
    for id in 0..rows {
        catalog.upsert(&license(id, &format!("SKU-{id}"), &format!("plan {}", id * 7919 % rows)));
    }
    catalog
}

#[test]
fn what_is_worked_out_elsewhere_is_what_would_be_worked_out_here() {
    let catalog = catalog_of(20_000);
    let mut here = View::default();
    here.extend(catalog.rows());
    let elsewhere = arrangement(&catalog, &here, "plan 7", Some(BY_NAME));
    here.set_order(catalog.rows(), Some(BY_NAME));
    here.set_filter(catalog.rows(), "plan 7");
    assert_eq!(elsewhere.carry_out(&AtomicBool::new(false)), Some(here));
}

#[test]
fn rows_that_are_shared_out_among_threads_are_found_like_others() {
    let catalog = catalog_of(140_000);
    let view = arrangement(&catalog, &View::default(), "plan 99", None).carry_out(&AtomicBool::new(false));
    let rows = catalog.rows();
    let is_found =
        |slot: &u32| rows.row(*slot).is_some_and(|row| row.name.contains("99") || row.sku.contains("99"));
    let expected = (0..catalog.slots()).filter(is_found);
    assert!(slots(&view.expect("nothing stops it")).into_iter().eq(expected));
}

#[test]
fn it_ends_when_it_is_told_to_stop() {
    let catalog = catalog_of(10_000);
    let mut view = View::default();
    view.extend(catalog.rows());
    for (filter, order) in [("plan", None), ("", Some(BY_NAME)), ("plan", Some(BY_NAME))] {
        let stopped = arrangement(&catalog, &view, filter, order).carry_out(&AtomicBool::new(true));
        assert_eq!(stopped, None, "{filter:?} {order:?}");
    }
}

/// What may happen while others arrange.
#[derive(Clone, Debug)]
enum Step {
    Happen(Happening),
    /// The view that is looked at meanwhile takes in what happened.
    Extend,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![3 => happenings().prop_map(Step::Happen), 1 => Just(Step::Extend)];
    proptest::collection::vec(step, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// Whatever happened before and while it was worked out: no row is lost, none is stale, each is in its place.
    #[test]
    fn a_view_that_comes_late_shows_what_is_there_by_then(
        before in steps(), first in ("[ab0 ä-]{0,2}", orders()), between in steps(),
        wished in ("[ab0 ä-]{0,2}", orders()), meanwhile in steps(),
    ) {
        let (mut catalog, mut model, mut view) = (Catalog::default(), Model::default(), View::default());
        let mut happen_all = |catalog: &mut Catalog, view: &mut View, steps: &[Step]| {
            for step in steps {
                match step {
                    Step::Happen(happening) => drop(happen(catalog, &mut model, happening)),
                    Step::Extend => view.extend(catalog.rows()),
                }
            }
            model.clone()
        };
        happen_all(&mut catalog, &mut view, &before);
        view.set_filter(catalog.rows(), &first.0);
        view.set_order(catalog.rows(), first.1);
        happen_all(&mut catalog, &mut view, &between);
        let work = arrangement(&catalog, &view, &wished.0, wished.1);
        let model = happen_all(&mut catalog, &mut view, &meanwhile);
        let mut late = work.carry_out(&AtomicBool::new(false)).expect("nothing stops it");
        late.extend(catalog.rows());
        prop_assert_eq!(slots(&late), expected(&model, &wished.0, wished.1));
        prop_assert_eq!((late.filter(), late.order()), (wished.0.as_str(), wished.1));
        view.extend(catalog.rows());
        prop_assert_eq!(slots(&view), expected(&model, &first.0, first.1), "what is shown meanwhile");
    }
}
