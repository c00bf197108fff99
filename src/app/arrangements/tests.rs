use super::*;

#[test]
fn each_has_a_number_of_its_own_and_ends_once() {
    let mut arrangements = Arrangements::default();
    let (first, second) = (arrangements.begin(), arrangements.begin());
    assert_ne!(first, second);
    assert!(arrangements.end(first) && !arrangements.end(first), "a second result finds nobody waiting");
    assert!(arrangements.is_waiting());
    assert_eq!(arrangements.end_all(), [second]);
    assert!(!arrangements.is_waiting());
}

#[test]
fn a_short_wait_is_not_spoken_of() {
    let mut arrangements = Arrangements::default();
    let id = arrangements.begin();
    let at = Duration::from_millis;
    assert_eq!(arrangements.seen_for(id, at(5000)), None, "the clock was not looked at");
    arrangements.tick(at(5000));
    assert_eq!(arrangements.seen_for(id, at(5099)), None);
    arrangements.tick(at(5100));
    assert_eq!(arrangements.seen_for(id, at(5100)), Some(at(100)));
    arrangements.end(id);
    assert_eq!(arrangements.seen_for(id, at(5200)), None);
}
