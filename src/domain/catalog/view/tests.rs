use proptest::prelude::*;

use super::*;
use crate::domain::{
    catalog::{
        Catalog,
        tests::{Happening, Model, happen, happenings, license},
    },
    license::LicenseId,
};

const BY_NAME: Order = Order { column: Column::Name, descending: false };

fn catalog_of(names: &[&str]) -> Catalog {
    let mut catalog = Catalog::default();
    for (id, name) in (0..).zip(names) {
        catalog.upsert(&license(id, "SKU", name));
    }
    catalog
}

pub(in crate::domain::catalog) fn slots(view: &View) -> Vec<u32> {
    view.slots().collect()
}

fn view_of(catalog: &Catalog, filter: &str, order: Option<Order>) -> View {
    let mut view = View::default();
    view.extend(catalog.rows());
    view.set_order(catalog.rows(), order);
    view.set_filter(catalog.rows(), filter);
    view
}

#[test]
fn a_view_without_order_and_filter_is_what_was_read() {
    let catalog = catalog_of(&["b", "a"]);
    let mut view = View::default();
    assert!(view.is_empty(), "nothing was taken in yet");
    view.extend(catalog.rows());
    assert_eq!(slots(&view), [0, 1]);
    assert_eq!((view.len(), view.filter(), view.order()), (2, "", None));
    assert_eq!((view.slot_at(1), view.slot_at(2)), (Some(1), None));
}

#[test]
fn rows_that_come_later_go_where_they_belong() {
    let mut catalog = catalog_of(&["plan d", "plan b"]);
    let mut view = view_of(&catalog, "plan", Some(BY_NAME));
    for (id, name) in [(2, "plan c"), (3, "other"), (4, "plan a")] {
        catalog.upsert(&license(id, "SKU", name));
    }
    assert_eq!(slots(&view), [1, 0], "not before it is told");
    view.extend(catalog.rows());
    assert_eq!(slots(&view), [4, 1, 2, 0]);
    view.set_filter(catalog.rows(), "");
    assert_eq!(slots(&view), [3, 4, 1, 2, 0]);
}

#[test]
fn a_row_is_found_by_its_slot_in_any_order() {
    let catalog = catalog_of(&["c", "a", "b"]);
    let ordered = view_of(&catalog, "", Some(BY_NAME));
    let unordered = view_of(&catalog, "", None);
    assert_eq!(
        [0, 1, 2, 3].map(|slot| ordered.position_of(catalog.rows(), slot)),
        [Some(2), Some(0), Some(1), None]
    );
    assert_eq!(
        [0, 1, 2, 3].map(|slot| unordered.position_of(catalog.rows(), slot)),
        [Some(0), Some(1), Some(2), None]
    );
}

#[test]
fn a_changed_row_moves_to_its_new_place() {
    let mut catalog = catalog_of(&["a", "b", "c"]);
    let mut view = view_of(&catalog, "", Some(BY_NAME));
    catalog.upsert(&license(0, "SKU", "z"));
    view.extend(catalog.rows());
    assert_eq!(slots(&view), [1, 2, 0]);
}

#[test]
fn a_removed_row_is_shown_no_more() {
    let mut catalog = catalog_of(&["a", "b", "c"]);
    let mut view = view_of(&catalog, "", None);
    catalog.remove(LicenseId(1)).expect("there is one");
    view.extend(catalog.rows());
    assert_eq!(slots(&view), [0, 2]);
}

#[test]
fn changes_that_nobody_told_of_are_seen_all_the_same() {
    let mut catalog = catalog_of(&["a", "b", "c", "d"]);
    let mut view = view_of(&catalog, "", Some(BY_NAME));
    catalog.remove(LicenseId(1));
    catalog.upsert(&license(0, "SKU", "z"));
    catalog.upsert(&license(9, "SKU", "c2"));
    view.extend(catalog.rows());
    assert_eq!(slots(&view), [2, 4, 3, 0]);
}

#[test]
fn reading_order_comes_back_when_the_order_goes() {
    let catalog = catalog_of(&["c", "a", "b"]);
    let mut view = view_of(&catalog, "", Some(BY_NAME));
    view.set_order(catalog.rows(), None);
    assert_eq!(slots(&view), [0, 1, 2]);
}

#[test]
fn a_row_that_was_changed_is_found_where_it_still_stands() {
    let mut catalog = catalog_of(&["a", "b", "c"]);
    let view = view_of(&catalog, "", Some(BY_NAME));
    catalog.upsert(&license(0, "SKU", "z"));
    assert_eq!(view.position_of(catalog.rows(), 0), Some(0));
}

#[test]
fn a_place_in_the_list_is_told_for_rows_that_are_not_shown_too() {
    let catalog = catalog_of(&["xa", "b", "xc", "d"]);
    let view = view_of(&catalog, "x", None);
    assert_eq!([0, 1, 2, 3].map(|slot| view.position_from(catalog.rows(), slot)), [0, 1, 1, 2]);
}

#[test]
fn the_effort_is_that_of_what_is_not_there_yet() {
    let catalog = catalog_of(&["xa", "b", "xc", "d"]);
    let view = view_of(&catalog, "x", None);
    let effort = |filter: &str, order| view.effort(catalog.rows(), filter, order);
    assert_eq!([effort("x", None), effort("", None), effort("xc", None), effort("d", None)], [0, 0, 2, 4]);
    assert!(effort("x", Some(BY_NAME)) > 4, "to put rows in order takes longer");
    assert_eq!(View::default().effort(catalog.rows(), "", None), 4);
}

/// What may be done with a view and its catalog.
#[derive(Clone, Debug)]
enum Step {
    Happen(Happening),
    Extend,
    Filter(String),
    Order(Option<Order>),
}

pub(in crate::domain::catalog) fn orders() -> impl Strategy<Value = Option<Order>> {
    let column = proptest::sample::select(Column::ALL.to_vec());
    proptest::option::of(
        (column, any::<bool>()).prop_map(|(column, descending)| Order { column, descending }),
    )
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => happenings().prop_map(Step::Happen),
        4 => Just(Step::Extend),
        3 => "[ab0 ä-]{0,2}".prop_map(Step::Filter),
        2 => orders().prop_map(Step::Order),
    ]
}

/// What a view is to show, worked out from nothing.
pub(in crate::domain::catalog) fn expected(model: &Model, filter: &str, order: Option<Order>) -> Vec<u32> {
    let mut catalog = Catalog::default();
    for (id, license) in (1000..).zip(&model.slots) {
        if let Some(license) = license {
            catalog.upsert(license);
        } else {
            catalog.upsert(&self::license(id, "", ""));
            catalog.remove(LicenseId(id));
        }
    }
    let query = Query::new(filter);
    let search = query.over(catalog.rows());
    let mut slots: Vec<u32> = (0..catalog.slots()).filter(|slot| search.finds(*slot)).collect();
    slots.sort_by(|left, right| {
        let place = |slot: u32| (catalog.rows().record(slot), slot);
        sorting::compare(catalog.rows(), order, place(*left), place(*right))
    });
    slots
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn a_view_shows_what_working_it_out_from_nothing_would(
        all in proptest::collection::vec(steps(), 0..50),
    ) {
        let (mut catalog, mut model, mut view) = (Catalog::default(), Model::default(), View::default());
        let (mut filter, mut order) = (String::new(), None);
        for step in all {
            match step {
                Step::Happen(happening) => {
                    happen(&mut catalog, &mut model, &happening);
                    continue;
                }
                Step::Extend => view.extend(catalog.rows()),
                Step::Filter(text) => {
                    view.set_filter(catalog.rows(), &text);
                    filter = text;
                }
                Step::Order(wanted) => {
                    view.set_order(catalog.rows(), wanted);
                    order = wanted;
                }
            }
            prop_assert_eq!(slots(&view), expected(&model, &filter, order));
            for (position, slot) in view.slots().enumerate() {
                prop_assert_eq!(view.position_of(catalog.rows(), slot), Some(position));
            }
        }
    }

    #[test]
    fn typing_letter_by_letter_shows_what_pasting_does(
        licenses in proptest::collection::vec(crate::domain::catalog::tests::licenses(), 0..20),
        typed in "[ab0 ä-]{0,5}",
        is_ordered in any::<bool>(),
    ) {
        let mut catalog = Catalog::default();
        for license in &licenses {
            catalog.upsert(license);
        }
        let order = is_ordered.then_some(BY_NAME);
        let mut view = view_of(&catalog, "", order);
        for (end, letter) in typed.char_indices() {
            view.set_filter(catalog.rows(), &typed[..end + letter.len_utf8()]);
        }
        let pasted = view_of(&catalog, &typed, order);
        prop_assert_eq!(slots(&view), slots(&pasted));
    }
}
