use super::*;

fn hide(about_account: bool, secrets: &[&str]) -> Hide {
    Hide { about_account, mask: Arc::new(Mask::new(secrets.iter().copied().map(Secret::from).collect())) }
}

#[test]
fn secret_headers_are_left_out_and_secrets_in_others_too() {
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("authorization", "Bearer t0k3n-x"),
        ("proxy-authorization", "Basic x"),
        ("cookie", "a=b"),
        ("set-cookie", "a=b"),
        ("x-echo", "you sent t0k3n-x"),
        ("location", "/login?ticket=42"),
        ("content-type", "text/plain"),
    ] {
        headers.insert(name, value.parse().expect("a value"));
    }
    let shown = hide(false, &["t0k3n-x"]).headers(&headers);
    let values: Vec<&str> = shown.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(values, ["…", "…", "…", "…", "you sent …", "/login?…", "text/plain"]);
}

#[test]
fn a_body_about_the_account_keeps_its_form_and_loses_its_secrets_at_any_depth() {
    let body = r#"{"username":"ada","password":"pw","trust":true,
        "data":[{"Access_Token":"a","token":null,"jwt":"b"}],"error":{"reason":"no"},"2fa_payload":{"p":"c"}}"#;
    let shown = hide(true, &[]).body(body.as_bytes());
    let expected = concat!(
        r#"{"username":"ada","password":"…","trust":true,"#,
        r#""data":[{"Access_Token":"…","token":"…","jwt":"…"}],"error":{"reason":"no"},"2fa_payload":"…"}"#
    );
    assert_eq!((shown.text.as_str(), shown.bytes), (expected, body.len() as u64));
    for text in ["<html>pw</html>", "{\"token\":\"a", "\"a\""] {
        let shown = hide(true, &[]).body(text.as_bytes()).text;
        assert!(shown == "…" || shown == "\"…\"", "{shown}");
    }
    assert_eq!(hide(true, &[]).body(b"").text, "");
}

#[test]
fn other_bodies_stay_as_they_are_but_for_secrets_that_they_repeat() {
    let body = br#"{"token":"a name","error":"t0k3n-x is \"no\" good"}"#;
    let shown = hide(false, &["t0k3n-x"]).body(body);
    assert_eq!(shown.text, r#"{"token":"a name","error":"… is \"no\" good"}"#);
    assert!(!shown.is_cut);
}

#[test]
fn long_bodies_are_cut_at_whole_characters_and_show_no_half_of_a_secret() {
    let long = "ü".repeat(LONGEST_BODY);
    let shown = hide(false, &[]).body(long.as_bytes());
    assert!(shown.is_cut && shown.text.len() <= LONGEST_BODY && shown.bytes == long.len() as u64);
    let edge = format!("{}t0k3n-that-is-long", "x".repeat(LONGEST_BODY - 6));
    let shown = hide(false, &["t0k3n-that-is-long"]).body(edge.as_bytes());
    assert!(!shown.text.contains("t0"), "{}", &shown.text[LONGEST_BODY - 20..]);
}

#[test]
fn secrets_are_remembered_and_only_so_many() {
    let captures = Captures::default();
    for number in 0..200 {
        captures.remember(&[Secret::from(format!("secret-{number}")), Secret::from("always")]);
    }
    assert_eq!(captures.remember(&[]).over("always, secret-199, secret-0"), "…, …, secret-0");
    assert_eq!(captures.known.lock().expect("the lock").secrets.len(), MOST_SECRETS);
}

#[test]
fn what_takes_secrets_out_is_made_anew_only_for_one_that_is_new() {
    let captures = Captures::default();
    let (one, other) = (Secret::from("first-token"), Secret::from("other-token"));
    captures.remember(std::slice::from_ref(&one));
    let both = captures.remember(std::slice::from_ref(&other));
    assert!(Arc::ptr_eq(&both, &captures.remember(std::slice::from_ref(&one))));
    assert!(Arc::ptr_eq(&both, &captures.remember(&[])));
    let more = captures.remember(&[Secret::from("third-token")]);
    assert_eq!(more.over("first-token other-token third-token"), "… … …");
}
