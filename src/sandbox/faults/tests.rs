//! The line of rules: what it says, and when each applies.

use std::time::Duration;

use proptest::prelude::*;

use super::{Armed, Fault, Faults};
use crate::sandbox::account::SecondFactor;
use crate::sandbox::operation::{Kind, Operation};

fn armed(rules: &str) -> Armed {
    Armed::new(&rules.parse().unwrap())
}

#[test]
fn nothing_goes_wrong_without_a_rule() {
    assert_eq!("".parse(), Ok(Faults::default()));
    assert!(armed("").decide(Operation::Read).is_empty());
}

#[test]
fn every_kind_is_understood() {
    let kinds = [
        ("status=503", Fault::Status(503)),
        ("html=502", Fault::Html(502)),
        ("retry-after=7", Fault::RetryAfter(7)),
        ("latency=250", Fault::Latency(Duration::from_millis(250))),
        ("late=20", Fault::Late(Duration::from_millis(20))),
        ("slow=5", Fault::Slow(Duration::from_millis(5))),
        ("stale=30", Fault::Stale(Duration::from_millis(30))),
        ("huge", Fault::Huge),
        ("garbage", Fault::Garbage),
        ("truncate", Fault::Truncate),
        ("reset", Fault::Reset),
        ("lost", Fault::Lost),
        ("repeat", Fault::Repeat),
    ];
    for (text, fault) in kinds {
        assert_eq!(armed(text).decide(Operation::Read), [fault], "{text}");
    }
}

#[test]
fn a_rule_applies_to_its_operation_only() {
    let operations = [
        ("scopes", Operation::Scopes(Kind::Tenants)),
        ("list", Operation::List(Kind::Resellers)),
        ("read", Operation::Read),
        ("create", Operation::Create),
        ("update", Operation::Update),
        ("delete", Operation::Delete),
        ("login", Operation::LogIn),
        ("verify", Operation::Verify(SecondFactor::Totp)),
        ("refresh", Operation::Refresh),
        ("logout", Operation::LogOut),
        ("whoami", Operation::WhoAmI),
    ];
    for (name, covered) in operations {
        let armed = armed(&format!("reset@{name}"));
        for (_, operation) in operations {
            assert_eq!(!armed.decide(operation).is_empty(), operation == covered, "{name}, {operation:?}");
        }
    }
}

#[test]
fn a_rule_applies_as_often_as_it_says() {
    let armed = armed("status=500@read*2");
    let applied = [(); 4].map(|()| armed.decide(Operation::Read).len());
    assert_eq!(applied, [1, 1, 0, 0]);
}

#[test]
fn chance_is_the_same_for_the_same_seed_and_another_for_another() {
    let drawn = |rules: &str| {
        let armed = armed(rules);
        (0..200).map(|_| armed.decide(Operation::Read).len()).collect::<Vec<_>>()
    };
    let (one, other) = (drawn("reset%30,seed=1"), drawn("seed=2,reset%30"));
    assert_eq!(one, drawn("reset%30,seed=1"));
    assert_ne!(one, other);
    let happened: usize = one.iter().sum();
    assert!((30..90).contains(&happened), "{happened} of 200 at 30 %");
    assert_eq!(drawn("reset*3%100").iter().sum::<usize>(), 3);
}

#[test]
fn delays_add_up_and_the_first_other_fault_decides() {
    let armed = armed("latency=5, reset*1, latency=7, lost");
    let delay = |milliseconds| Fault::Latency(Duration::from_millis(milliseconds));
    assert_eq!(armed.decide(Operation::Read), [delay(5), Fault::Reset]);
    assert_eq!(armed.decide(Operation::Read), [delay(5), delay(7), Fault::Lost]);
}

#[test]
fn what_is_no_rule_is_refused_with_what_would_be_one() {
    let wrong = [
        ("burn", "there is no kind \"burn\""),
        ("status", "status needs a value"),
        ("status=99", "the status must be a number from 200 to 599, not \"99\""),
        ("html=abc", "the status must be a number from 200 to 599, not \"abc\""),
        ("latency=-1", "the milliseconds must be a number from 0 to 3600000, not \"-1\""),
        ("reset=1", "reset takes no value"),
        ("reset@burn", "there is no operation \"burn\""),
        ("reset*0", "the count must be a number from 1 to 4294967295, not \"0\""),
        ("reset*1@read", "the count must be a number from 1 to 4294967295, not \"1@read\""),
    ];
    for (text, reason) in wrong {
        let error = text.parse::<Faults>().unwrap_err().to_string();
        assert!(error.starts_with(&format!("{text:?} is no fault: {reason}; write KIND")), "{error}");
        assert!(error.contains("retry-after=SECONDS") && error.contains("scopes, list, read"), "{error}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,40}") {
        let _ = text.parse::<Faults>();
    }
}
