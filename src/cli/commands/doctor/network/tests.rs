use super::*;
use crate::{cli::commands::doctor::Verdict, domain::Distrust};

fn tls(days: i64) -> TlsFacts {
    TlsFacts {
        subject: "CN=api".into(),
        issuer: "CN=Issuing".into(),
        expires: days * DAY,
        root: Some("CN=Root".into()),
        root_is_private: true,
        protocol: None,
        verified: Ok(()),
    }
}

#[test]
fn a_certificate_that_ends_soon_is_doubtful_and_one_that_is_not_trusted_ill() {
    assert_eq!(certificate(&tls(90), 0).result, Verdict::Well);
    assert!(certificate(&tls(90), 0).detail.contains("90 days left, vouched for by CN=Root of ca_file"));
    assert_eq!(certificate(&tls(3), 0).result, Verdict::Doubtful);
    let stranger =
        TlsFacts { root: None, verified: Err((Distrust::UnknownIssuer, "unknown issuer".into())), ..tls(90) };
    let check = certificate(&stranger, 0);
    assert_eq!(check.result, Verdict::Ill);
    assert!(check.detail.ends_with("nobody known vouches for it: unknown issuer"), "{}", check.detail);
    assert!(check.advice.contains("ca_file"), "{check}");
    let other = TlsFacts { verified: Err((Distrust::OtherName, "for another name".into())), ..tls(90) };
    let check = certificate(&other, 0);
    assert!(check.result == Verdict::Ill && !check.advice.contains("authority"), "{check}");
}

#[test]
fn clocks_that_are_apart_are_told_with_the_side() {
    assert_eq!(clock(Some(1000), 1060).result, Verdict::Well);
    assert_eq!(clock(None, 0).result, Verdict::Well);
    assert!(clock(Some(1000), 1300).detail.contains("300 s ahead of"));
    assert!(clock(Some(1300), 1000).detail.contains("300 s behind"));
    assert_eq!(clock(Some(1300), 1000).result, Verdict::Doubtful);
}
