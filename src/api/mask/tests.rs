use super::*;

fn masked(text: &str, secret: &str) -> String {
    Mask::new(vec![Secret::from(secret)]).over(text).into_owned()
}

#[test]
fn a_secret_is_taken_out_wherever_it_stands() {
    assert_eq!(masked("token abcdef-123 is old", "abcdef-123"), "token … is old");
    assert_eq!(masked("xabcdef-123xabcdef-123", "abcdef-123"), "x…x…");
}

#[test]
fn a_secret_is_taken_out_as_json_writes_it_too() {
    assert_eq!(masked(r#"{"p":"PWhunter\"2\\é"}"#, r#"PWhunter"2\é"#), r#"{"p":"…"}"#);
}

#[test]
fn a_short_secret_is_taken_out_where_it_stands_alone_and_leaves_other_words_whole() {
    assert_eq!(masked("the code 1234 is not 12345 nor a1234", "1234"), "the code … is not 12345 nor a1234");
    assert_eq!(masked("the password is wrong", "or"), "the password is wrong");
    assert_eq!(masked("1234", "1234"), "…");
}

#[test]
fn nothing_is_taken_out_for_a_secret_that_is_empty() {
    assert_eq!(masked("as it is", ""), "as it is");
}

const PASSWORD: &str = r#"PW hunter/2+"é%41\z"#;
const TOKEN: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3IiwiZXhwIjo5OTk5OTk5OTk5fQ.mK3-s_9QbXyZ01LmNoPq7RsTuVw";

/// The text in the middle of a sentence, without the secret. Nothing but the mask may stand there.
#[track_caller]
fn assert_hidden(form: &str, secret: &str) {
    for (before, after) in [("it was ", " that came"), ("\"", "\","), ("?p=", "&q=1"), ("", "")] {
        let text = format!("{before}{form}{after}");
        assert_eq!(masked(&text, secret), format!("{before}…{after}"), "{text}");
    }
}

fn hexadecimal(text: &str) -> String {
    text.bytes().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

fn percent(text: &str, keep: fn(u8) -> bool) -> String {
    let escaped = |byte: u8| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(escaped).collect()
}

#[test]
fn a_secret_is_taken_out_as_a_url_or_a_form_writes_it() {
    let keeps: [fn(u8) -> bool; 3] =
        [|byte| byte.is_ascii_alphanumeric(), |byte| byte.is_ascii_alphanumeric() || byte == b'+', |_| false];
    for keep in keeps {
        let form = percent(PASSWORD, keep);
        for form in [form.clone(), form.to_lowercase(), form.replace("%20", "+")] {
            assert_hidden(&form, PASSWORD);
        }
    }
    let twice = percent(&percent(PASSWORD, |byte| byte.is_ascii_alphanumeric()), |byte| byte != b'%');
    assert_hidden(&twice, PASSWORD);
}

#[test]
fn a_secret_is_taken_out_however_json_escapes_it() {
    let usual = serde_json::to_string(PASSWORD).expect("JSON").trim_matches('"').replace('/', "\\/");
    let units: String =
        PASSWORD.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect::<Vec<_>>().concat();
    for form in [units.clone(), units.to_uppercase().replace("\\U", "\\u")] {
        assert_hidden(&form, PASSWORD);
    }
    assert_eq!(masked(&format!("<{usual}>"), PASSWORD), "<…>");
    let within = serde_json::to_string(&usual).expect("JSON");
    assert_eq!(masked(&within, PASSWORD), "\"…\"", "JSON within JSON");
    assert_eq!(masked("\\ud83d\\ude00-s3cr3t", "😀-s3cr3t"), "…");
    assert_eq!(masked("&lt;pw&#38;&#x26;s3cr3t&gt;", "<pw&&s3cr3t>"), "…", "or a page");
}

#[test]
fn a_secret_is_taken_out_of_base64_wherever_it_stands_in_it() {
    for user in ["", "a", "an", "ann", "anna:"] {
        for end in ["", "!", "!!", "\n and more"] {
            for engine in [
                &base64::engine::general_purpose::STANDARD,
                &base64::engine::general_purpose::URL_SAFE_NO_PAD,
            ] {
                let encoded = base64::Engine::encode(engine, format!("{user}{PASSWORD}{end}"));
                let masked = masked(&format!("Basic {encoded}."), PASSWORD);
                let hidden = masked.split_once('…').expect("a mask");
                let left = hidden.0.strip_prefix("Basic ").expect("the beginning");
                assert!(
                    left.len() <= user.len() * 8 / 6 && hidden.1.len() <= 2 + end.len().div_ceil(3) * 4,
                    "{masked}"
                );
                assert!(encoded.starts_with(left), "{masked}");
            }
        }
    }
    // Six digits are enough.
    assert_hidden(&base64::Engine::encode(&base64::engine::general_purpose::STANDARD, "918273"), "918273");
}

#[test]
fn a_secret_is_taken_out_as_hexadecimal_digits_and_in_other_letters() {
    for secret in [PASSWORD, TOKEN, "918273", "p1n4"] {
        assert_hidden(&hexadecimal(secret), secret);
        assert_hidden(&hexadecimal(secret).to_uppercase(), secret);
    }
    assert_hidden(&TOKEN.to_lowercase(), TOKEN);
    assert_hidden(&TOKEN.to_uppercase(), TOKEN);
}

#[test]
fn parts_of_a_long_secret_that_would_be_of_use_are_taken_out() {
    let parts: Vec<&str> = TOKEN.split('.').collect();
    for part in &parts[1..] {
        assert_hidden(part, TOKEN);
        assert_hidden(&part[..part.len() / 2], TOKEN);
    }
    for length in [12, 20, TOKEN.len() / 2, TOKEN.len() - 1] {
        assert_hidden(&TOKEN[..length], TOKEN);
        assert_hidden(&TOKEN[TOKEN.len() - length..], TOKEN);
    }
    assert_hidden(&percent(&TOKEN[..30], |_| false), TOKEN);
    assert_eq!(masked(&format!("{}... is no token", &TOKEN[..16]), TOKEN), "…... is no token");
    // One that is no longer than a word is a word or not.
    assert_eq!(masked("ask your administrator", "administrator1"), "ask your administrator");
}

#[test]
fn what_came_with_a_challenge_is_taken_out_without_its_quotes_too() {
    assert_eq!(masked("the payload p4yload-s3cr3t is old", r#""p4yload-s3cr3t""#), "the payload … is old");
    let payload = r#"{"kind":"totp","state":["p4yload-s3cr3t"]}"#;
    assert_eq!(masked("totp p4yload-s3cr3t", payload), "totp …");
}

#[test]
fn short_secrets_leave_a_text_readable() {
    let text = "a log-in as A or B is not allowed: a = 1, b = 2; the account, after 3 tries, is locked (423)";
    for secret in ["l", "lo", "the ", "t", "oc", "in ", " ", "", "...", "%", "\\"] {
        let masked = masked(text, secret);
        assert!(
            masked.contains("allowed") && masked.contains("account") && masked.contains("locked (423)"),
            "{masked}"
        );
    }
    assert_eq!(masked("code abc, Abc, abcd", "abc"), "code …, Abc, abcd");
    assert_eq!(masked("the code 918273 was 9182734", "918273"), "the code … was …4");
    assert_eq!(masked("p1n4 is not xp1n4, but p%314n is p1n4", "p1n4"), "… is not xp1n4, but p%314n is …");
}

#[test]
fn characters_and_places_stay_whole() {
    // The end is alike up to the middle of a character.
    let secret = "ä1b2c3d4e5f6g7h8i9j0k1l2m3é";
    assert_eq!(masked("so ä1b2c3d4e5f6g7h8i9j0k1l2m3è ö", secret), "so … ö");
    assert_eq!(masked("üä1b2c3d4e5f6g7h8i9j0k1l2m3éü", secret), "ü…ü");
    assert_eq!(masked("s3cr3ts3cr3t s3cr3t", "s3cr3t"), "… …", "what touches is one");
}

#[test]
fn a_long_text_with_many_secrets_to_look_for_is_gone_through_to_its_end() {
    let secrets: Vec<Secret> =
        (0..64).map(|number| Secret::from(format!("{number:03}{}", TOKEN.repeat(10)))).collect();
    let text = format!("{}\\u0041%41&amp; {}", TOKEN.repeat(200), "nothing here ".repeat(10_000));
    let masked = Mask::new(secrets).over(&text);
    assert!(!masked.contains("eyJzdWIi") && masked.contains("nothing here"), "{}", masked.len());
}
