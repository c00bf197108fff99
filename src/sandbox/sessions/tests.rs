//! What depends on the clock, which the tests set; and what is drawn.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Mutex;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::{Account, Credentials, Device, Issued, LogIn, Purpose, SecondFactor, Sessions};

const START: Duration = Duration::from_secs(1_700_000_000);

fn account() -> Account {
    Account {
        access_lifetime: Duration::from_secs(10),
        refresh_lifetime: Duration::from_secs(100),
        ..Account::new("operator", "secret")
    }
}

fn device() -> Device {
    Device { user_agent: b"test".to_vec(), address: IpAddr::V4(Ipv4Addr::LOCALHOST) }
}

fn log_in(sessions: &Sessions) -> LogIn {
    let credentials = Credentials { username: "operator".to_owned(), password: "secret".to_owned() };
    sessions.log_in(&credentials, &device(), START).unwrap()
}

fn logged_in(account: Account) -> (Sessions, Issued) {
    let sessions = Sessions::new(Some(account), |_| {});
    match log_in(&sessions) {
        LogIn::Done(issued) => (sessions, issued),
        other @ LogIn::Challenge { .. } => panic!("{other:?}"),
    }
}

fn after(seconds: u64) -> Duration {
    START + Duration::from_secs(seconds)
}

#[test]
fn a_token_ends_with_its_lifetime_and_not_before() {
    let (sessions, issued) = logged_in(account());
    let refresh = issued.refresh.unwrap();
    assert!(sessions.redeem(&issued.access, Purpose::Access, after(9)));
    assert!(!sessions.redeem(&issued.access, Purpose::Access, after(10)));
    assert!(sessions.redeem(&refresh, Purpose::Refresh, after(99)));
    assert!(!sessions.redeem(&refresh, Purpose::Refresh, after(100)));
}

#[test]
fn a_token_is_good_for_its_own_purpose_only() {
    let (sessions, issued) = logged_in(account());
    assert!(!sessions.redeem(&issued.access, Purpose::Refresh, START));
    assert!(!sessions.redeem(&issued.refresh.unwrap(), Purpose::Access, START));
}

#[test]
fn a_refresh_token_is_replaced_in_the_last_half_of_its_life() {
    let (sessions, issued) = logged_in(account());
    let refresh = issued.refresh.unwrap();
    assert_eq!(sessions.refresh(&refresh, after(49)).unwrap().refresh, None);
    let replaced = sessions.refresh(&refresh, after(50)).unwrap();
    assert!(sessions.redeem(&replaced.refresh.unwrap(), Purpose::Refresh, after(149)));
}

#[test]
fn a_replaced_refresh_token_ends_when_a_new_token_is_used_and_not_before() {
    for use_the_access_token in [true, false] {
        let (sessions, issued) = logged_in(Account { rotate_refresh: true, ..account() });
        let old = issued.refresh.unwrap();
        // The answer may be lost on its way; so the old token can ask again.
        let lost = sessions.refresh(&old, START).unwrap();
        let new = sessions.refresh(&old, START).unwrap();
        let new_refresh = new.refresh.unwrap();
        if use_the_access_token {
            assert!(sessions.redeem(&new.access, Purpose::Access, START));
        } else {
            assert!(sessions.redeem(&new_refresh, Purpose::Refresh, START));
        }
        assert!(sessions.refresh(&old, START).is_err());
        assert!(sessions.refresh(&new_refresh, START).is_ok());
        assert!(sessions.redeem(&lost.access, Purpose::Access, START), "it is of the same session");
    }
}

#[test]
fn a_token_looks_like_a_jwt_and_no_two_are_alike() {
    let (sessions, issued) = logged_in(account());
    let parts: Vec<Vec<u8>> =
        issued.access.split('.').map(|part| URL_SAFE_NO_PAD.decode(part).unwrap()).collect();
    let [header, claims, signature] = parts.try_into().unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&header).unwrap()["typ"], "JWT");
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["sub"], "operator");
    assert_eq!((claims["iat"].as_u64(), claims["exp"].as_u64()), (Some(1_700_000_000), Some(1_700_000_010)));
    assert_eq!((claims["type"].as_str(), claims["jti"].is_string()), (Some("access"), true));
    assert_eq!(signature.len(), 32);
    match log_in(&sessions) {
        LogIn::Done(again) => assert_ne!(again.access, issued.access),
        other @ LogIn::Challenge { .. } => panic!("{other:?}"),
    }
}

#[test]
fn a_code_is_drawn_for_each_log_in_and_told() {
    static TOLD: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let account = Account { second_factor: Some(SecondFactor::Email), ..account() };
    let sessions = Sessions::new(Some(account), |code| TOLD.lock().unwrap().push(code.to_owned()));
    assert_eq!(sessions.last_code(), None);
    for _ in 0..3 {
        assert!(matches!(log_in(&sessions), LogIn::Challenge { .. }));
    }
    let told = TOLD.lock().unwrap().clone();
    assert_eq!(sessions.last_code().as_ref(), told.last());
    assert!(
        told.iter().all(|code| code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())),
        "{told:?}"
    );
    assert!(told.len() == 3 && told.iter().any(|code| *code != told[0]), "{told:?}");
}

#[test]
fn a_given_code_is_not_told() {
    let account =
        Account { second_factor: Some(SecondFactor::Totp), code: Some("123456".to_owned()), ..account() };
    let sessions = Sessions::new(Some(account), |code| panic!("{code} was told"));
    assert!(matches!(log_in(&sessions), LogIn::Challenge { option: SecondFactor::Totp, .. }));
    assert_eq!(sessions.last_code().as_deref(), Some("123456"));
}

#[test]
fn what_is_shown_of_an_account_holds_no_secret() {
    let shown = format!("{:?}", Account { code: Some("654321".to_owned()), ..account() });
    assert!(shown.contains("operator") && !shown.contains("secret") && !shown.contains("654321"), "{shown}");
}
