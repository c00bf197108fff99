use std::cell::Cell;

use super::*;

fn never() -> bool {
    false
}

/// Numbers without an order, each once.
fn mixed(count: u64) -> Vec<u64> {
    (0..count).map(|number| number.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23)).collect()
}

#[test]
fn however_items_stand_they_are_sorted() {
    let count = 5 * AT_ONCE as u64 + 7;
    let rising: Vec<u64> = (0..count).collect();
    let falling: Vec<u64> = (0..count).rev().collect();
    let there_and_back: Vec<u64> =
        (0..count).map(|number| if number % 2 == 0 { number } else { !number }).collect();
    for mut items in [rising, falling, there_and_back, mixed(count), mixed(1), mixed(0)] {
        let mut expected = items.clone();
        expected.sort_unstable();
        sort_by_key(&mut items, |item| *item, &never).expect("nothing stops it");
        assert!(items == expected);
    }
}

#[test]
fn items_that_mislead_the_sample_are_sorted_all_the_same() {
    let count = 4 * AT_ONCE;
    let step = count.div_ceil(SAMPLES);
    let lure = |number: usize| if number.is_multiple_of(step) { number } else { count + number };
    let mut items: Vec<usize> = (0..count).map(lure).rev().collect();
    items.rotate_right(1);
    let mut expected = items.clone();
    expected.sort_unstable();
    sort_by_key(&mut items, |item| *item, &never).expect("nothing stops it");
    assert!(items == expected);
}

#[test]
fn whenever_it_is_to_stop_it_stops_there() {
    let items = mixed(20 * AT_ONCE as u64);
    let looks = Cell::new(0);
    let counted = |most: usize| {
        looks.set(0);
        sort_by_key(&mut items.clone(), |item| *item, &|| {
            looks.set(looks.get() + 1);
            looks.get() >= most
        })
    };
    assert!(counted(usize::MAX).is_some());
    let whole = looks.get();
    assert!(whole >= 19, "it is asked at least once for each piece that is sorted at once: {whole}");
    for look in 1..=whole {
        assert_eq!((counted(look), looks.get()), (None, look));
    }
}
