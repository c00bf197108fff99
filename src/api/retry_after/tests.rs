use super::*;

#[test]
fn seconds_are_seconds() {
    assert_eq!(parse(" 120 ", None), Some(Duration::from_mins(2)));
    assert_eq!(parse("0", None), Some(Duration::ZERO));
}

#[test]
fn a_date_counts_from_the_servers_own_date() {
    let wait = parse("Sun, 06 Nov 1994 08:50:00 GMT", Some("Sun, 06 Nov 1994 08:49:37 GMT"));
    assert_eq!(wait, Some(Duration::from_secs(23)));
    let past = parse("Sun, 06 Nov 1994 08:49:00 GMT", Some("Sun, 06 Nov 1994 08:49:37 GMT"));
    assert_eq!(past, Some(Duration::ZERO));
}

#[test]
fn dates_are_counted_over_leap_days() {
    assert_eq!(seconds_of("Thu, 01 Jan 1970 00:00:00 GMT"), Some(0));
    assert_eq!(seconds_of("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
    assert_eq!(seconds_of("Thu, 29 Feb 2024 12:00:00 GMT"), Some(1_709_208_000));
}

#[test]
fn what_is_neither_is_ignored() {
    for value in ["", "-5", "soon", "1.5", "Sun, 06 Nov 1994", "Sun, 99 Nov 1994 08:49:37 GMT"] {
        assert_eq!(parse(value, Some("Sun, 06 Nov 1994 08:49:37 GMT")), None, "{value}");
    }
    assert_eq!(parse("Sun, 06 Nov 1994 08:50:00 GMT", None), None);
}
