use super::*;

fn filled(items: usize) -> Blocks<usize> {
    let mut blocks = Blocks::default();
    for item in 0..items {
        blocks.push(item);
    }
    blocks
}

#[test]
fn what_was_put_in_is_found_by_its_number() {
    let blocks = filled(3 * BLOCK + 1);
    assert_eq!(
        (blocks.len(), blocks.get(2 * BLOCK), blocks.get(3 * BLOCK + 1)),
        (3 * BLOCK + 1, Some(&(2 * BLOCK)), None)
    );
    assert!(blocks.iter().copied().eq(0..=3 * BLOCK));
    for first in [0, 1, BLOCK, 3 * BLOCK, 3 * BLOCK + 1, 9 * BLOCK] {
        assert!(blocks.since(first).copied().eq(first..=3 * BLOCK), "since {first}");
    }
}

#[test]
fn a_copy_keeps_what_it_had() {
    let mut blocks = filled(BLOCK + 1);
    let copy = blocks.clone();
    blocks.push(7);
    *blocks.get_mut(0).expect("the first") = 9;
    assert_eq!((copy.len(), copy.get(0), copy.get(BLOCK + 1)), (BLOCK + 1, Some(&0), None));
    assert_eq!((blocks.get(0), blocks.get(BLOCK + 1)), (Some(&9), Some(&7)));
}

#[test]
fn what_is_not_written_to_stays_shared() {
    let mut blocks = filled(3 * BLOCK);
    let copy = blocks.clone();
    blocks.push(7);
    *blocks.get_mut(0).expect("the first") = 9;
    let is_shared = |block: usize| Arc::ptr_eq(&blocks.blocks[block], &copy.blocks[block]);
    assert_eq!([0, 1, 2].map(is_shared), [false, true, true]);
}

#[test]
fn memory_counts_the_room_that_is_still_empty() {
    assert_eq!(filled(0).memory(), 0);
    assert!(filled(1).memory() >= BLOCK * size_of::<usize>());
}
