//! The screens about what was left behind in a form.

use insta::assert_snapshot;
use lictor::{
    app::Connected,
    domain::{
        DraftId, Field, KeptForm, LeftForm, License, LicenseId, LicensePage, Problem, Purpose, Reply, Status,
    },
};
use uuid::Uuid;

use super::{SIZES, group, named};
use crate::support::{
    console::{connected, place},
    desk::Desk,
};

fn license() -> License {
    License {
        id: LicenseId(17),
        name: "Calling plan 17".to_owned(),
        description: None,
        sku: "CALL-17".to_owned(),
        status: Status::Enabled,
    }
}

fn edit() -> KeptForm {
    KeptForm {
        origin: place().origin,
        instance: place().instance,
        profile: None,
        scope: group(),
        purpose: Purpose::Edit(license()),
        texts: ["CALL-17", "Calling plan 17, Vienna", "", "disabled"].map(str::to_owned),
        focus: Field::Name,
        sent: false,
    }
}

fn desk(size: (u16, u16), form: KeptForm) -> Desk {
    let left = vec![LeftForm { id: DraftId(Uuid::from_u128(1)), form, typed: "21:04".to_owned() }];
    let mut desk = Desk::new(size, Some(Connected { left, ..connected(place(), Some(group())) }));
    desk.answer(Ok(Reply::Licenses(LicensePage { licenses: vec![license()], ..LicensePage::default() })));
    desk
}

/// The form, after the record was read again.
fn taken_up(now: Result<License, Problem>) -> String {
    let reply = now.map(|license| Reply::License { license, body: String::new() });
    desk((80, 24), edit()).press("y").answer(reply).screen()
}

#[test]
fn draft_kept() {
    for size in SIZES {
        assert_snapshot!(named("draft_kept", size), desk(size, edit()).screen());
    }
}

#[test]
fn draft_kept_of_a_save_under_way() {
    let texts = ["S\u{1b}[31m".repeat(20), "New".to_owned(), String::new(), "enabled".to_owned()];
    let form = KeptForm { purpose: Purpose::New, texts, sent: true, ..edit() };
    assert_snapshot!(desk((80, 24), form).screen());
}

#[test]
fn draft_taken_up() {
    assert_snapshot!("draft_being_read", desk((80, 24), edit()).press("y").screen());
    assert_snapshot!("draft_of_an_unchanged_record", taken_up(Ok(license())));
    let theirs = License { name: "Theirs".to_owned(), description: Some("New".to_owned()), ..license() };
    assert_snapshot!("draft_of_a_changed_record", taken_up(Ok(theirs)));
    let gone = Problem::NotFound { what: "license 17".to_owned(), reason: None };
    assert_snapshot!("draft_of_a_record_that_is_no_more", taken_up(Err(gone)));
    assert_snapshot!("draft_of_a_record_that_cannot_be_read", taken_up(Err(Problem::NotLoggedIn)));
}
