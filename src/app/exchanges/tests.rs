use super::*;
use crate::app::testing::exchange;

#[test]
fn the_latest_come_first_and_the_oldest_go() {
    let mut exchanges = Exchanges::default();
    for number in 0..MOST + 50 {
        exchanges.take(exchange("GET", &format!("https://lab.example.net/{number}")));
    }
    assert_eq!(exchanges.len(), MOST);
    assert_eq!(exchanges.get(0).expect("the latest").number, 250);
    assert_eq!((exchanges.place_of(51), exchanges.place_of(50)), (Some(MOST - 1), None));
}

#[test]
fn however_large_they_are_memory_stays_bounded() {
    let mut exchanges = Exchanges::default();
    for _ in 0..100 {
        let body = Body { text: "x".repeat(MOST_BYTES / 10), bytes: 1, is_cut: false };
        exchanges.take(Exchange { request_body: Some(body), ..exchange("PUT", "https://lab.example.net/") });
    }
    assert!(exchanges.bytes <= MOST_BYTES && (5..10).contains(&exchanges.len()), "{}", exchanges.len());
    let body = Body { text: "x".repeat(MOST_BYTES * 2), bytes: 1, is_cut: false };
    exchanges.take(Exchange { request_body: Some(body), ..exchange("PUT", "https://lab.example.net/") });
    assert_eq!(exchanges.len(), 1, "the latest is kept whatever its size");
}
