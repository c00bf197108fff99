use super::*;
use crate::{
    app::testing::{group, license},
    domain::Write,
};

fn read() -> Call {
    Call::ReadLicense { scope: group(), id: LicenseId(1) }
}

fn write() -> Call {
    Call::from(Write::delete(group(), license(1)))
}

#[test]
fn a_parked_request_is_known_but_not_waited_for() {
    let mut requests = Requests::default();
    let id = requests.begin(&read());
    let waiting = requests.answered(id).expect("under way");
    requests.park(id, waiting, Problem::NotLoggedIn);
    requests.tick(Duration::from_secs(1));
    assert!(!requests.is_waiting() && requests.is_parked(id));
    assert_eq!(requests.since(id), None);
    assert_eq!(requests.answered(id), None, "a doubled answer finds nobody");
    assert!(!requests.forget(id), "there is nothing to cancel");
}

#[test]
fn a_request_that_is_sent_again_keeps_its_number_and_comes_last() {
    let mut requests = Requests::default();
    let first = requests.begin(&read());
    let second = requests.begin(&Call::WhoAmI);
    let waiting = requests.answered(first).expect("under way");
    assert_eq!(requests.send_again(first, waiting), read());
    let last = requests.last_sent();
    assert_eq!(requests.answered(first).map(|waiting| waiting.sent), Some(last));
    assert!(requests.answered(second).expect("under way").sent < last);
}

#[test]
fn leaving_a_place_keeps_the_writes_and_says_which_reads_to_cancel() {
    let mut requests = Requests::default();
    let parked = requests.begin(&read());
    let waiting = requests.answered(parked).expect("under way");
    requests.park(parked, waiting, Problem::NotLoggedIn);
    let (read, write) = (requests.begin(&read()), requests.begin(&write()));
    assert_eq!(requests.leave_behind("lab"), [read]);
    assert!(!requests.is_changing(LicenseId(1)), "that license is elsewhere");
    let waiting = requests.answered(write).expect("still awaited");
    assert_eq!(waiting.left_behind.as_deref(), Some("lab"));
}

#[test]
fn passwords_and_codes_are_not_remembered() {
    let mut requests = Requests::default();
    let id =
        requests.begin(&Call::LogIn(Credentials { username: "maria".into(), password: "secret".into() }));
    let Call::LogIn(remembered) = requests.answered(id).expect("under way").call else {
        panic!("another call");
    };
    assert_eq!((remembered.username.as_str(), remembered.password.is_empty()), ("maria", true));
}
