use proptest::prelude::*;

use super::*;
use crate::domain::{
    catalog::tests::{Happening, Model, happen, happenings, license},
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

fn view_of(catalog: &Catalog, filter: &str, order: Option<Order>) -> View {
    let mut view = View::default();
    view.extend(catalog);
    view.set_order(catalog, order);
    view.set_filter(catalog, filter);
    view
}

#[test]
fn a_view_without_order_and_filter_is_what_was_read() {
    let catalog = catalog_of(&["b", "a"]);
    let mut view = View::default();
    assert!(view.is_empty(), "nothing was taken in yet");
    view.extend(&catalog);
    assert_eq!(view.slots(), [0, 1]);
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
    assert_eq!(view.slots(), [1, 0], "not before it is told");
    view.extend(&catalog);
    assert_eq!(view.slots(), [4, 1, 2, 0]);
    view.set_filter(&catalog, "");
    assert_eq!(view.slots(), [3, 4, 1, 2, 0]);
}

#[test]
fn a_row_is_found_by_its_slot_in_any_order() {
    let catalog = catalog_of(&["c", "a", "b"]);
    let ordered = view_of(&catalog, "", Some(BY_NAME));
    let unordered = view_of(&catalog, "", None);
    assert_eq!([0, 1, 2, 3].map(|slot| ordered.position_of(slot)), [Some(2), Some(0), Some(1), None]);
    assert_eq!([0, 1, 2, 3].map(|slot| unordered.position_of(slot)), [Some(0), Some(1), Some(2), None]);
}

#[test]
fn a_changed_row_moves_to_its_new_place() {
    let mut catalog = catalog_of(&["a", "b", "c"]);
    let mut view = view_of(&catalog, "", Some(BY_NAME));
    let slot = catalog.upsert(&license(0, "SKU", "z")).slot();
    view.refresh_slot(&catalog, slot);
    assert_eq!(view.slots(), [1, 2, 0]);
}

#[test]
fn a_removed_row_is_shown_no_more() {
    let mut catalog = catalog_of(&["a", "b", "c"]);
    let mut view = view_of(&catalog, "", None);
    let slot = catalog.remove(LicenseId(1)).expect("there is one");
    view.refresh_slot(&catalog, slot);
    assert_eq!(view.slots(), [0, 2]);
}

#[test]
fn changes_that_nobody_told_of_are_seen_all_the_same() {
    let mut catalog = catalog_of(&["a", "b", "c", "d"]);
    let mut view = view_of(&catalog, "", Some(BY_NAME));
    catalog.remove(LicenseId(1));
    catalog.upsert(&license(0, "SKU", "z"));
    catalog.upsert(&license(9, "SKU", "c2"));
    view.extend(&catalog);
    assert_eq!(view.slots(), [2, 4, 3, 0]);
}

#[test]
fn reading_order_comes_back_when_the_order_goes() {
    let catalog = catalog_of(&["c", "a", "b"]);
    let mut view = view_of(&catalog, "", Some(BY_NAME));
    view.set_order(&catalog, None);
    assert_eq!(view.slots(), [0, 1, 2]);
}

/// What may be done with a view and its catalog.
#[derive(Clone, Debug)]
enum Step {
    Happen(Happening),
    /// As above, and the view is told.
    Tell(Happening),
    Extend,
    Filter(String),
    Order(Option<Order>),
}

fn steps() -> impl Strategy<Value = Step> {
    let column = proptest::sample::select(Column::ALL.to_vec());
    let order = (column, any::<bool>()).prop_map(|(column, descending)| Order { column, descending });
    prop_oneof![
        2 => happenings().prop_map(Step::Happen),
        4 => happenings().prop_map(Step::Tell),
        2 => Just(Step::Extend),
        3 => "[ab0 ä-]{0,2}".prop_map(Step::Filter),
        2 => proptest::option::of(order).prop_map(Step::Order),
    ]
}

/// What a view is to show, worked out from nothing.
fn expected(model: &Model, taken: usize, filter: &str, order: Option<Order>) -> Vec<u32> {
    let mut catalog = Catalog::default();
    for (id, license) in (1000..).zip(&model.slots[..taken]) {
        if let Some(license) = license {
            catalog.upsert(license);
        } else {
            catalog.upsert(&self::license(id, "", ""));
            catalog.remove(LicenseId(id));
        }
    }
    let query = Query::new(filter);
    let search = query.over(&catalog);
    let mut slots: Vec<u32> = (0..catalog.slots()).filter(|slot| search.finds(*slot)).collect();
    slots.sort_by(|left, right| sorting::compare(&catalog, order, *left, *right));
    slots
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn a_view_shows_what_working_it_out_from_nothing_would(
        all in proptest::collection::vec(steps(), 0..50),
    ) {
        let (mut catalog, mut model, mut view) = (Catalog::default(), Model::default(), View::default());
        let (mut taken, mut filter, mut order) = (0, String::new(), None);
        for step in all {
            match step {
                Step::Happen(happening) => {
                    happen(&mut catalog, &mut model, &happening);
                    continue;
                }
                Step::Tell(happening) => match happen(&mut catalog, &mut model, &happening) {
                    Some(slot) => view.refresh_slot(&catalog, slot),
                    None => continue,
                },
                Step::Extend => {
                    view.extend(&catalog);
                    taken = model.slots.len();
                }
                Step::Filter(text) => {
                    view.set_filter(&catalog, &text);
                    filter = text;
                }
                Step::Order(wanted) => {
                    view.set_order(&catalog, wanted);
                    order = wanted;
                }
            }
            prop_assert_eq!(view.slots(), expected(&model, taken, &filter, order));
            for (position, slot) in view.slots().iter().enumerate() {
                prop_assert_eq!(view.position_of(*slot), Some(position));
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
            view.set_filter(&catalog, &typed[..end + letter.len_utf8()]);
        }
        let pasted = view_of(&catalog, &typed, order);
        prop_assert_eq!(view.slots(), pasted.slots());
    }
}
