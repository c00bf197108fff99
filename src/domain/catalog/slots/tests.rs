use proptest::prelude::*;

use super::*;

fn by_value(left: u32, right: u32) -> Ordering {
    left.cmp(&right)
}

fn all(slots: &Slots) -> Vec<u32> {
    slots.iter().collect()
}

#[test]
fn what_comes_at_the_end_fills_whole_blocks() {
    let mut slots = Slots::default();
    for first in (0..20_000).step_by(100) {
        let page: Vec<u32> = (first..first + 100).collect();
        slots.merge(&page, by_value);
    }
    assert_eq!(all(&slots), (0..20_000).collect::<Vec<u32>>());
    assert!(slots.blocks.len() <= 20_000_usize.div_ceil(MOST) + 1, "{} blocks", slots.blocks.len());
}

#[test]
fn a_copy_shares_all_blocks_but_those_that_were_changed() {
    let mut slots = Slots::from((0..100_000).collect::<Vec<u32>>());
    let copy = slots.clone();
    slots.remove(50_000, by_value);
    slots.merge(&[50_000, 200_000], by_value);
    let is_in_copy = |block: &&Arc<Vec<u32>>| copy.blocks.iter().any(|other| Arc::ptr_eq(block, other));
    assert!(slots.blocks.iter().filter(is_in_copy).count() >= copy.blocks.len() - 2);
    assert_eq!(all(&copy), (0..100_000).collect::<Vec<u32>>());
}

#[test]
fn a_slot_that_is_not_there_is_not_taken_out() {
    for list in [vec![], vec![1, 3, 5]] {
        let mut slots = Slots::from(list.clone());
        for slot in [0, 2, 9] {
            slots.remove(slot, by_value);
        }
        assert_eq!(all(&slots), list);
    }
}

/// Puts in, or takes out, `count` slots from `first` on, some `apart`.
#[derive(Clone, Debug)]
struct Step {
    puts: bool,
    first: u32,
    count: u32,
    apart: u32,
}

fn steps() -> impl Strategy<Value = Step> {
    (prop::bool::weighted(0.7), 0_u32..20_000, prop_oneof![1_u32..4, 1_u32..3000], 1_u32..9)
        .prop_map(|(puts, first, count, apart)| Step { puts, first, count, apart })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_list_is_what_a_plain_one_would_be(steps in prop::collection::vec(steps(), 0..40)) {
        let mut slots = Slots::default();
        let mut plain = std::collections::BTreeSet::new();
        for Step { puts, first, count, apart } in steps {
            let wanted = (0..count).map(|number| first + number * apart);
            if puts {
                let fresh: Vec<u32> = wanted.filter(|slot| plain.insert(*slot)).collect();
                slots.merge(&fresh, by_value);
            } else {
                for slot in wanted {
                    plain.remove(&slot);
                    slots.remove(slot, by_value);
                }
            }
            let plain: Vec<u32> = plain.iter().copied().collect();
            prop_assert_eq!(slots.len(), plain.len());
            prop_assert_eq!(all(&slots), plain.clone());
            for position in [0, first as usize, plain.len() / 2, plain.len().saturating_sub(1), plain.len()] {
                prop_assert_eq!(slots.get(position), plain.get(position).copied());
            }
            let expected = plain.partition_point(|slot| *slot < first);
            prop_assert_eq!(slots.partition_point(|slot| slot < first), expected);
        }
    }
}
