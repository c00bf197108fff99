use super::*;

#[test]
fn moments_are_read_as_people_write_them() {
    for text in ["2026-03-04T16:30:00Z", "2026-03-04T17:30:00+01:00", "2026-03-04 16:30:00Z"] {
        assert_eq!(moment(text).map(|moment| moment.to_string()), Ok("2026-03-04T16:30:00Z".to_owned()));
    }
    let local = |text: &str| moment(text).map(|moment| TimeZone::system().to_datetime(moment));
    let midnight = jiff::civil::date(2026, 3, 4).at(0, 0, 0, 0);
    assert_eq!(local("2026-03-04"), Ok(midnight));
    assert_eq!(local("2026-03-04 17:30"), Ok(jiff::civil::date(2026, 3, 4).at(17, 30, 0, 0)));
    for text in ["", "yesterday", "2026-13-01", "17"] {
        assert!(moment(text).is_err_and(|fault| fault.subject == "since"), "{text}");
    }
}

#[test]
fn results_are_named_by_their_words() {
    assert_eq!(standing("not done"), Ok(Standing::NotDone));
    assert_eq!(standing("not-done"), Ok(Standing::NotDone));
    assert_eq!(standing("done"), Ok(Standing::Done));
    let fault = standing("good").expect_err("no such word");
    assert!(fault.message.ends_with("is not one of done, refused, not done, different, unknown"), "{fault}");
}
