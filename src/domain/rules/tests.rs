use proptest::prelude::*;

use super::*;

const UUID: &str = "6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a";

#[test]
fn required_fields_refuse_nothing_and_mere_space() {
    for rule in [sku, name] {
        for text in ["", " ", "\t"] {
            assert!(rule(text).expect_err("blank").message.contains("must not be empty"));
        }
    }
    assert_eq!(description(""), Ok(String::new()));
}

#[test]
fn a_sku_refuses_space_around_it() {
    assert!(sku(" A-1").is_err());
    assert!(sku("A-1 ").is_err());
    assert_eq!(sku("A 1"), Ok("A 1".into()));
}

#[test]
fn control_characters_are_named() {
    let fault = name("a\u{1b}[31m").expect_err("escape");
    assert!(fault.message.contains("U+001B"), "{fault}");
}

#[test]
fn only_the_two_documented_statuses_may_be_asked_for() {
    assert_eq!(status("enabled"), Ok(Status::Enabled));
    assert_eq!(status("disabled"), Ok(Status::Disabled));
    for text in ["", "Enabled", "on", "suspended"] {
        assert!(status(text).is_err(), "{text}");
    }
}

#[test]
fn a_scope_may_be_pasted_with_space_and_slashes_around() {
    let scope = scope(&format!("  /tenants/{UUID}/\n")).expect("a pasted scope");
    assert_eq!(scope.to_string(), format!("tenants/{UUID}"));
}

#[test]
fn a_malformed_scope_says_what_is_wrong_and_what_is_right() {
    for (text, word) in [
        (UUID.to_owned(), "no kind"),
        (format!("planets/{UUID}"), "planets"),
        ("groups/17".to_owned(), "not a UUID"),
        (String::new(), "no kind"),
    ] {
        let fault = scope(&text).expect_err("malformed").to_string();
        assert!(fault.contains(word) && fault.contains("groups/6f1c9a52"), "{fault}");
    }
}

#[test]
fn an_id_is_a_whole_number() {
    assert_eq!(license_id(" 17 "), Ok(LicenseId(17)));
    for text in ["", "x", "1.5", "0x11", "99999999999999999999"] {
        assert!(license_id(text).is_err(), "{text}");
    }
}

#[test]
fn an_origin_is_https_or_http_on_a_loopback_address() {
    for text in [
        "https://api.example.net",
        " https://api.example.net:8443/ ",
        "http://127.0.0.1:8080",
        "http://127.8.9.10",
        "http://[::1]:1",
        "http://localhost:3000",
    ] {
        assert!(origin(text).is_ok(), "{text}: {:?}", origin(text));
    }
    for text in [
        "http://api.example.net",
        "http://10.0.0.1",
        "http://127.0.0.1.example.net",
        "http://localhost.example.net",
        "ftp://127.0.0.1",
    ] {
        let fault = origin(text).expect_err(text);
        assert!(fault.message.contains("https://"), "{fault}");
    }
}

#[test]
fn an_origin_ends_after_host_and_port() {
    let fault = origin("https://api.example.net/api/v01").expect_err("a path");
    assert!(fault.message.contains("leave out \"/api/v01\""), "{fault}");
    assert!(origin("https://api.example.net/?a=b").is_err());
    assert!(origin("https://api.example.net/#a").is_err());
}

#[test]
fn credentials_in_an_origin_are_refused_and_not_repeated() {
    for text in [
        "https://anna:secret@api.example.net",
        "http://anna:secret@api.example.net",
        "https://:secret@api.example.net/x",
    ] {
        let fault = origin(text).expect_err(text);
        assert!(fault.message.contains("LICTOR_TOKEN"), "{fault}");
        assert!(!fault.message.contains("secret"), "{fault}");
    }
}

#[test]
fn what_is_no_url_is_told_the_form_of_one() {
    for text in ["", "  ", "api.example.net", "localhost:8080", "https://", "//x", "https://a b"] {
        let fault = origin(text).expect_err(text);
        assert!(fault.message.contains("write it as https://"), "{text}: {fault}");
    }
}

#[test]
fn a_url_without_its_beginning_is_told_which_one_it_needs() {
    for text in ["api.example.net", "localhost:8080", "anna:secret@api.example.net"] {
        let fault = origin(text).expect_err(text);
        assert!(fault.message.starts_with("begin it with https://;"), "{fault}");
        assert!(!fault.message.contains("secret"), "{fault}");
    }
}

#[test]
fn an_instance_is_one_segment_of_a_path() {
    assert_eq!(instance(" draas_v1 "), Ok("draas_v1".into()));
    for text in ["", " ", "a/b", "/", "a\\b", "draas v1", "a\tb", ".", "..", "a\u{7}"] {
        assert!(instance(text).is_err(), "{text:?}");
    }
}

#[test]
fn a_timeout_is_a_positive_number_of_seconds() {
    assert_eq!(timeout("30"), Ok(Duration::from_secs(30)));
    assert_eq!(timeout("0.25"), Ok(Duration::from_millis(250)));
    for text in ["", "0", "-1", "x", "NaN", "inf", "1e300", "30s"] {
        assert!(timeout(text).is_err(), "{text:?}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_rule_panic(text in ".*") {
        let _ = (sku(&text), name(&text), description(&text), status(&text), scope(&text), license_id(&text));
        let _ = (origin(&text), instance(&text), timeout(&text));
    }

    #[test]
    fn every_scope_reads_back_as_it_is_written(kind in 0_usize..4, bits: u128) {
        let wanted = Scope { kind: ScopeKind::ALL[kind], uuid: Uuid::from_u128(bits) };
        prop_assert_eq!(scope(&wanted.to_string()), Ok(wanted));
    }
}
