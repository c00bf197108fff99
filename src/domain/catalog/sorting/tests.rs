use proptest::prelude::*;

use super::*;
use crate::domain::{
    catalog::{
        Catalog,
        tests::{license, licenses},
    },
    license::License,
};

fn orders() -> impl Strategy<Value = Order> {
    let column = proptest::sample::select(Column::ALL.to_vec());
    (column, any::<bool>()).prop_map(|(column, descending)| Order { column, descending })
}

fn catalog_of(licenses: &[License]) -> Catalog {
    let mut catalog = Catalog::default();
    for license in licenses {
        catalog.upsert(license);
    }
    catalog
}

fn sorted(catalog: &Catalog, column: Column, descending: bool) -> Vec<u32> {
    let mut slots: Vec<u32> = (0..catalog.slots()).collect();
    sort(catalog.rows(), Order { column, descending }, &mut slots, &|| false).expect("not stopped");
    slots
}

#[test]
fn ids_are_sorted_as_numbers_with_negative_ones_first() {
    let ids = [10, -3, 9, i64::MIN, i64::MAX, 0];
    let catalog = catalog_of(&ids.map(|id| license(id, "", "")));
    assert_eq!(sorted(&catalog, Column::Id, false), [3, 1, 5, 2, 0, 4]);
    assert_eq!(sorted(&catalog, Column::Id, true), [4, 0, 2, 5, 1, 3]);
}

#[test]
fn equal_rows_stay_in_reading_order_whichever_way_it_goes() {
    let names = ["b", "a", "B", "A"];
    let catalog =
        catalog_of(&[0, 1, 2, 3].map(|id| license(id, "same", names[usize::try_from(id).expect("small")])));
    assert_eq!(sorted(&catalog, Column::Name, false), [1, 3, 0, 2]);
    assert_eq!(sorted(&catalog, Column::Name, true), [0, 2, 1, 3]);
    assert_eq!(sorted(&catalog, Column::Sku, true), [0, 1, 2, 3]);
}

#[test]
fn long_texts_that_begin_alike_are_told_apart_at_their_end() {
    let long = "the same for a long while ".repeat(1000);
    let catalog = catalog_of(&[10, 9, 1].map(|id| license(id, "", &format!("{long}{id}"))));
    assert_eq!(sorted(&catalog, Column::Name, false), [2, 1, 0]);
}

#[test]
fn merging_puts_each_where_it_belongs() {
    let by_value = |left: u32, right: u32| left.cmp(&right);
    for (list, fresh) in [
        (vec![], vec![]),
        (vec![], vec![1, 2]),
        (vec![1, 2], vec![]),
        (vec![1, 3, 5], vec![0, 2, 4, 6]),
        (vec![5, 6], vec![1, 2]),
        (vec![1, 2], vec![5, 6]),
    ] {
        let mut merged = list.clone();
        merge(&mut merged, &fresh, by_value);
        let mut expected = [list, fresh].concat();
        expected.sort_unstable();
        assert_eq!(merged, expected);
    }
}

#[test]
fn sorting_stops_when_it_is_told_to() {
    let catalog = catalog_of(&[1, 2, 3].map(|id| license(id, "", &format!("name {id}"))));
    let order = Order { column: Column::Name, descending: true };
    assert_eq!(sort(catalog.rows(), order, &mut [0, 1, 2], &|| true), None);
}

proptest! {
    #[test]
    fn sorting_and_comparing_agree(
        mut licenses in proptest::collection::vec(licenses(), 0..24),
        common in "[aA0é7]{0,20}",
        order in orders(),
    ) {
        for license in &mut licenses {
            license.name.insert_str(0, &common);
            license.sku.push_str(&common);
        }
        let catalog = catalog_of(&licenses);
        let mut expected: Vec<u32> = (0..catalog.slots()).collect();
        let mut slots = expected.clone();
        let place = |slot: u32| (catalog.rows().record(slot), slot);
        expected.sort_by(|left, right| compare(catalog.rows(), Some(order), place(*left), place(*right)));
        sort(catalog.rows(), order, &mut slots, &|| false).expect("not stopped");
        prop_assert_eq!(slots, expected);
    }
}

#[test]
fn each_pass_over_many_rows_asks_whether_to_stop_and_stops_there() {
    let rows = 6 * AT_ONCE;
    let catalog = catalog_of(
        &(0..i64::try_from(rows).expect("small"))
            .map(|id| license(id, "", &format!("{} plan", id * 7919)))
            .collect::<Vec<_>>(),
    );
    for column in [Column::Name, Column::Id] {
        let looks = std::cell::Cell::new(0);
        let counted = |most: usize| {
            looks.set(0);
            let mut slots: Vec<u32> = (0..catalog.slots()).collect();
            sort(catalog.rows(), Order { column, descending: true }, &mut slots, &|| {
                looks.set(looks.get() + 1);
                looks.get() >= most
            })
        };
        counted(usize::MAX).expect("not stopped");
        // The first pass over the texts looks at them, finds what they have in common, takes the first eight bytes of
        // each and sorts by those.
        let (whole, least) = (looks.get(), if column == Column::Id { 2 * 6 } else { 4 * 6 });
        assert!(whole >= least, "{column:?}: {whole}");
        for look in (1..=whole.min(least)).rev() {
            assert_eq!((counted(look), looks.get()), (None, look), "{column:?}");
        }
    }
}
