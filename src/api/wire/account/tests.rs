use super::*;

fn tokens(body: &str) -> Option<(String, Option<String>)> {
    match log_in_answer(body.as_bytes(), "ada") {
        Ok(LogInAnswer::Tokens(Tokens { access, refresh })) => {
            Some((access.expose().to_owned(), refresh.map(|refresh| refresh.expose().to_owned())))
        }
        _ => None,
    }
}

#[test]
fn a_machines_token_is_no_way_round_a_challenge() {
    let body = r#"{"token":"m","access_token":null,"2fa_payload":[1, 2]}"#;
    match log_in_answer(body.as_bytes(), "ada") {
        Ok(LogInAnswer::Challenge(challenge)) => assert_eq!(challenge.payload.expose(), "[1, 2]"),
        _ => panic!("a challenge"),
    }
    assert_eq!(tokens(r#"{"access_token":"a","2fa_payload":[1]}"#), Some(("a".into(), None)));
}

#[test]
fn tokens_of_odd_types_are_none() {
    assert_eq!(tokens(r#"{"access_token":7,"token":{"a":1},"refresh_token":"r"}"#), None);
    let odd = r#"{"access_token":" a ","refresh_token":7,"expires_in":300}"#;
    assert_eq!(tokens(odd), Some(("a".into(), None)));
}

#[test]
fn errors_do_not_repeat_what_was_read() {
    for body in [r#""s3cr3t""#, r#"["s3cr3t"]"#, r#"{"a":"s3cr3t"}"#, "s3cr3t", r#"{"2fa_payload":"s3cr3t"#] {
        let Err(error) = log_in_answer(body.as_bytes(), "ada") else { panic!("{body}") };
        assert!(!error.to_string().contains("s3cr3t"), "{error}");
        assert!(refreshed(body.as_bytes()).is_err());
    }
}

#[test]
fn an_account_of_which_nothing_is_understood_is_an_empty_one() {
    let odd = r#"{"username":7,"admin_of":"x","profile":[],"need_password_change":"no"}"#;
    assert_eq!(account(odd.as_bytes()).expect("an account"), Account::default());
    for truth in ["true", "1", r#""yes""#, r#""True""#] {
        let body = format!(r#"{{"need_password_change":{truth}}}"#);
        assert!(account(body.as_bytes()).expect("an account").must_change_password, "{truth}");
    }
}
