//! Everything that can be asked.

use std::time::Duration;

use fastrand::Rng;
use lictor::{
    api::Patience,
    domain::{
        Call, Challenge, Change, Credentials, Draft, Factor, License, LicenseId, PageToken, Scope,
        ScopeCursor, ScopeKind, Status, Verification, Write,
    },
};
use uuid::Uuid;

use crate::mutation::{once_in, pick, text};

/// Tokens of machines: as they are issued, and as plain as one may be.
pub(super) const TOKENS: [&str; 3] =
    ["eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYXJpYSJ9.c2lnbmF0dXJl", "t0ken-of-a-machine", "short-1"];

pub(super) const PASSWORD: &str = "correct \"horse\" battery";

pub(super) const CODE: &str = "918273";

/// A call, in a word, and how patiently it is made.
pub(super) struct Asking {
    pub(super) word: &'static str,
    pub(super) call: Call,
    pub(super) patience: Patience,
}

pub(super) fn group() -> Scope {
    Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(7) }
}

/// The license that a well-behaved server tells of.
pub(super) fn license() -> License {
    License {
        id: LicenseId(7),
        name: "Plan".to_owned(),
        description: Some("d".to_owned()),
        sku: "S-7".to_owned(),
        status: Status::Enabled,
    }
}

fn list(rng: &mut Rng) -> Call {
    let kind = pick(rng, &ScopeKind::ALL);
    let token = rng.bool().then(|| PageToken(text(rng)));
    Call::ListLicenses { scope: Scope { kind, ..group() }, page_size: rng.u32(1..1_000), token }
}

fn list_scopes(rng: &mut Rng) -> Call {
    Call::ListScopes {
        kind: pick(rng, &ScopeKind::ALL),
        parent: rng.bool().then(group),
        search: once_in(rng, 4).then(|| text(rng)),
        from: ScopeCursor::default(),
    }
}

fn create(rng: &mut Rng) -> Write {
    let (sku, name) = (format!("S{}", text(rng)), format!("N{}", text(rng)));
    Write::create(group(), Draft { sku, name, description: None, status: Status::Enabled })
}

fn update(rng: &mut Rng) -> Write {
    let wanted = License { name: format!("N{}", text(rng)), status: Status::Disabled, ..license() };
    Write::update(group(), license(), Change::between(&license(), &wanted))
}

fn verify() -> Call {
    let (username, payload) = ("maria".to_owned(), "{\"a\":[1]}".into());
    let challenge = Challenge { username, factor: Factor::Email, payload };
    Call::Verify(Verification { challenge, code: CODE.into(), trust: true })
}

pub(super) fn any(rng: &mut Rng) -> Asking {
    let (word, call) = match rng.u8(..18) {
        0 | 1 => ("list scopes", list_scopes(rng)),
        2..6 => ("list licenses", list(rng)),
        6 | 7 => ("read", Call::ReadLicense { scope: group(), id: LicenseId(7) }),
        8 | 9 => ("create", create(rng).into()),
        10 | 11 => ("update", update(rng).into()),
        12 | 13 => ("delete", Write::delete(group(), license()).into()),
        14 => {
            let username = "maria".to_owned();
            ("log in", Call::LogIn(Credentials { username, password: PASSWORD.into() }))
        }
        15 => ("verify", verify()),
        16 => ("log out", Call::LogOut),
        _ => ("who am I", Call::WhoAmI),
    };
    let again = Patience { tries: 1, busy_tries: 3, longest_wait: Duration::ZERO };
    let patience = if rng.bool() { Patience::NONE } else { again };
    Asking { word, call, patience }
}
