use super::*;

/// A moment on the wall, in seconds since 1970.
const WALL: f64 = 1_800_000_000.0;

fn token(claims: &str) -> Secret {
    Secret::new(format!("h.{}.s", URL_SAFE_NO_PAD.encode(claims)))
}

/// How long after `now` it is time to refresh.
fn due(expiry: Expiry, now: Instant) -> Option<Duration> {
    expiry.due.map(|due| due.duration_since(now))
}

fn received(claims: &str) -> Option<u64> {
    let now = Instant::now();
    due(Expiry::of_received(&token(claims), now, WALL), now).map(|due| due.as_secs())
}

fn kept(claims: &str) -> Option<u64> {
    let now = Instant::now();
    due(Expiry::of_kept(&token(claims), now, WALL), now).map(|due| due.as_secs())
}

#[test]
fn what_came_just_now_lives_as_long_as_the_server_says_whatever_our_clock_says() {
    assert_eq!(received(r#"{"iat":1000,"exp":1900}"#), Some(870), "30 s before the end");
    assert_eq!(received(r#"{"iat":1000,"exp":1060}"#), Some(54), "a tenth before the end");
    assert_eq!(received(r#"{"iat":1000.5,"exp":1900.5,"sub":"x"}"#), Some(870));
    assert_eq!(received(r#"{"exp":1800000900}"#), Some(870));
}

#[test]
fn what_is_not_credible_is_waited_for() {
    for claims in [
        "{}",
        r#"{"iat":1000}"#,
        r#"{"exp":1799999999}"#,
        r#"{"exp":1800000000}"#,
        r#"{"iat":1000,"exp":1000}"#,
        r#"{"iat":1000,"exp":900}"#,
        r#"{"exp":1e300}"#,
        r#"{"exp":"soon"}"#,
        "[]",
    ] {
        assert_eq!(received(claims), None, "{claims}");
    }
    for token in ["", "opaque", "a.b", "a.!.c", "a..c"] {
        let expiry = Expiry::of_received(&Secret::from(token), Instant::now(), WALL);
        assert_eq!(expiry.due, None, "{token}");
        assert!(!expiry.is_due(Instant::now()));
    }
}

#[test]
fn what_was_kept_is_as_old_as_the_clock_says() {
    assert_eq!(kept(r#"{"iat":1799999700,"exp":1800000600}"#), Some(570));
    assert_eq!(kept(r#"{"iat":1799999990,"exp":1800000050}"#), Some(44), "a tenth of the 60 s that it lives");
    assert_eq!(kept(r#"{"exp":1800000100}"#), Some(90), "as if it were new");
    for past in [r#"{"iat":1000,"exp":4600}"#, r#"{"exp":1800000000}"#, r#"{"exp":1,"iat":2}"#] {
        assert_eq!(kept(past), Some(0), "{past}");
    }
    assert_eq!(kept("{}"), None);
}

#[test]
fn padding_does_no_harm() {
    let padded = Secret::new(format!("h.{}==.s", URL_SAFE_NO_PAD.encode(r#"{"iat":1000,"exp":1900}"#)));
    let now = Instant::now();
    let expiry = Expiry::of_received(&padded, now, WALL);
    assert!(!expiry.is_due(now + Duration::from_secs(869)));
    assert!(expiry.is_due(now + Duration::from_secs(870)));
}
