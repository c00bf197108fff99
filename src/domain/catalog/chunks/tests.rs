use super::*;

#[test]
fn a_text_is_found_where_it_was_put() {
    let mut chunks = Chunks::default();
    let first = chunks.push(&["one", "two"]);
    let second = chunks.push(&["", "größer", ""]);
    assert_eq!(chunks.get(first, 7), "one\ntwo");
    assert_eq!(chunks.get(second, "\ngrößer\n".len()), "\ngrößer\n");
}

#[test]
fn a_text_that_was_never_put_is_empty() {
    let chunks = Chunks::default();
    assert_eq!(chunks.get(Place { chunk: 7, start: 3 }, 9), "");
    let mut chunks = Chunks::default();
    let place = chunks.push(&["ü"]);
    assert_eq!(chunks.get(place, 1), "", "not the half of a letter");
    assert_eq!(chunks.get(place, 99), "");
}

#[test]
fn chunks_are_never_moved_by_what_comes_after() {
    let mut chunks = Chunks::default();
    let row = "x".repeat(1000);
    chunks.push(&[&row]);
    let address = chunks.chunks[0].0.as_ptr();
    for _ in 0..10_000 {
        chunks.push(&[&row]);
    }
    assert_eq!(chunks.chunks[0].0.as_ptr(), address);
    assert!(chunks.chunks.iter().all(|chunk| chunk.0.capacity() <= LARGEST_CHUNK));
    assert!(chunks.chunks.len() < 50, "few large chunks");
}

#[test]
fn a_huge_text_does_not_end_the_chunk_that_short_ones_share() {
    let mut chunks = Chunks::default();
    let huge = "h".repeat(3 << 20);
    let before = chunks.push(&["before"]);
    let place = chunks.push(&[&huge]);
    let after = chunks.push(&["after"]);
    assert_eq!(before.chunk, after.chunk);
    assert_eq!(chunks.get(place, huge.len()), huge);
    assert_eq!(chunks.get(after, 5), "after");
}

#[test]
fn a_clone_goes_on_by_itself() {
    let mut chunks = Chunks::default();
    let shared = chunks.push(&["shared"]);
    let mut copy = chunks.clone();
    let own = copy.push(&["own"]);
    assert_eq!(copy.get(shared, 6), "shared");
    assert_eq!(copy.get(own, 3), "own");
    assert_eq!(chunks.get(own, 3), "");
}

#[test]
fn a_clone_shares_all_chunks_but_the_one_that_grows() {
    let mut chunks = Chunks::default();
    for _ in 0..1000 {
        chunks.push(&[&"x".repeat(1000)]);
    }
    let copy = chunks.clone();
    chunks.push(&["grows"]);
    let shared =
        chunks.chunks.iter().zip(&copy.chunks).filter(|(own, other)| Arc::ptr_eq(own, other)).count();
    assert_eq!(shared, copy.chunks.len() - 1);
    let address = chunks.chunks[chunks.open].0.as_ptr();
    chunks.push(&["grows on"]);
    assert_eq!(chunks.chunks[chunks.open].0.as_ptr(), address, "copied once, with the room that was free");
}

#[test]
fn memory_counts_the_room_that_is_still_empty() {
    let mut chunks = Chunks::default();
    assert_eq!(chunks.memory(), 0);
    chunks.push(&["x"]);
    assert!(chunks.memory() >= FIRST_CHUNK);
}
