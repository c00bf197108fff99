//! Answers of every kind, hostile ones among them, to whatever is asked.

use std::time::Duration;

use lictor::domain::{
    Account, Call, Cause, Challenge, Entry, EntryId, Factor, Image, License, LicenseId, LicensePage,
    Operation, OperationKind, PageToken, Problem, Reply, Scope, ScopeCursor, ScopeEntry, ScopeKind,
    ScopePage, Standing, Status, Undo, Undoing, Write,
};
use uuid::Uuid;

fn license(id: i64) -> License {
    License {
        id: LicenseId(id),
        name: format!("Plan {id} 東京"),
        description: (id % 3 != 0).then(|| "\u{1b}[2Jhostile".to_owned()),
        sku: format!("SKU-{id}"),
        status: if id % 2 == 0 { Status::Disabled } else { Status::Other("odd".to_owned()) },
    }
}

/// The group that the console is on.
pub(super) fn group() -> Scope {
    Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(1) }
}

/// An entry of a journal, which somebody may have tampered with.
fn entry(number: u64) -> Entry {
    let image = Image::from(license(i64::try_from(number).expect("a small number")));
    let standings =
        [Standing::Done, Standing::Unknown, Standing::Refused, Standing::Different, Standing::NotDone];
    Entry {
        entry: EntryId(number),
        time: if number.is_multiple_of(3) {
            "2026-03-04T05:06:07.890Z".to_owned()
        } else {
            "\u{1b}東".to_owned()
        },
        user: "\u{202e}".to_owned(),
        host: "jump".to_owned(),
        ssh: Some("\u{1b}[2J".to_owned()),
        profile: None,
        account: Some("\u{7}".to_owned()),
        origin: "http://127.0.0.1".to_owned(),
        instance: "x".to_owned(),
        scope: group(),
        operation: OperationKind::Update,
        id: image.id.filter(|_| !number.is_multiple_of(4)),
        sku: image.sku.clone(),
        before: (!number.is_multiple_of(3)).then(|| image.clone()),
        after: (!number.is_multiple_of(5)).then_some(image),
        result: standings[usize::try_from(number).expect("a small number") % standings.len()],
        detail: Some("\u{1b}]0;x\u{7}".to_owned()),
        reason: Some("\u{202e}".to_owned()),
        request: Uuid::from_u128(u128::from(number)),
        step: None,
        undoes: (number % 7 == 6).then(|| EntryId(number - 1)),
        under_way: number % 6 == 5,
    }
}

fn undoing(how: u8) -> Undoing {
    let undo = |number: u8| {
        let license = license(i64::from(number));
        let cause = Cause { undoes: Some(EntryId(number.into())), ..Cause::default() };
        Undo {
            entry: EntryId(number.into()),
            operation: OperationKind::Create,
            id: Some(license.id),
            sku: license.sku.clone(),
            fields: entry(number.into())
                .before
                .map(|before| before.differences_from(&before))
                .unwrap_or_default(),
            write: Write::delete(group(), license).because(cause),
            remarks: vec!["\u{1b}[31m".to_owned()],
        }
    };
    Undoing {
        undos: (0..how % 4).map(undo).collect(),
        refused: (0..how % 3).map(|number| (EntryId(number.into()), "\u{202e}why".to_owned())).collect(),
    }
}

/// Somebody else has changed the license meanwhile.
fn conflict(seen: &License, how: u8) -> Problem {
    let now = License {
        name: format!("{} by another \u{1b}", how % 5),
        description: how.is_multiple_of(2).then(|| "another".to_owned()),
        ..seen.clone()
    };
    Problem::Conflict { fields: seen.differences_from(&now), now: Box::new(now) }
}

fn good_reply(call: &Call, how: u8) -> Reply {
    let token = |text: String| PageToken(text);
    match call {
        Call::ListScopes { kind, .. } => {
            let entries = (0..u128::from(how % 7))
                .map(|number| ScopeEntry {
                    scope: Scope { kind: *kind, uuid: Uuid::from_u128(number) },
                    name: (number % 2 == 0).then(|| format!("Scope {number}")),
                })
                .collect();
            let next = how
                .is_multiple_of(5)
                .then(|| ScopeCursor { token: Some(token(format!("s{how}"))), descent: None });
            Reply::Scopes(ScopePage { entries, next })
        }
        Call::ListLicenses { .. } => {
            let first = i64::from(how) * 3;
            Reply::Licenses(LicensePage {
                licenses: (first..first + i64::from(how % 50)).map(license).collect(),
                next: (!how.is_multiple_of(4)).then(|| token(format!("t{how}"))),
                pages: how.is_multiple_of(2).then_some(u64::from(how)),
                ..LicensePage::default()
            })
        }
        Call::ReadLicense { id, .. } => {
            Reply::License { license: license(id.0), body: "{\"a\":1}".to_owned() }
        }
        Call::Write(write) => match &write.operation {
            Operation::Create(_) => Reply::Created(LicenseId(i64::from(how))),
            Operation::Update { seen, change } => {
                Reply::Updated { license: change.applied_to(seen), merged: Vec::new() }
            }
            Operation::Delete { .. } => Reply::Deleted,
        },
        Call::ReadJournal => Reply::Journal((0..u64::from(how % 40)).map(entry).collect()),
        Call::PrepareUndo { .. } => Reply::UndoReady(undoing(how)),
        Call::LogIn(_) if how.is_multiple_of(2) => Reply::Challenged(Challenge {
            username: "ada".into(),
            factor: Factor::Totp,
            payload: "{}".into(),
        }),
        Call::LogIn(_) | Call::Verify(_) => Reply::LoggedIn,
        Call::LogOut => Reply::LoggedOut { told: how.is_multiple_of(2) },
        Call::WhoAmI => Reply::Account(Account::default()),
    }
}

/// An answer to a call; `how` decides which.
pub(super) fn answer(call: &Call, how: u8) -> Result<Reply, Problem> {
    match how % 7 {
        0 => Err(Problem::ServerFailed { status: 500, reason: Some("\u{1b}]0;x\u{7}".to_owned()) }),
        // Now and then the session is gone, for whatever is asked.
        5 => Err(Problem::SessionEnded { reason: Some("\u{202e}".to_owned()) }),
        6 => Err(Problem::NotLoggedIn),
        1 | 2 if matches!(call, Call::Write(write) if write.id().is_some()) => {
            let Call::Write(write) = call else { unreachable!("it is a write") };
            match (how / 7) % 4 {
                0 => Err(Problem::NotFound { what: "it".to_owned(), reason: None }),
                1 => Err(Problem::Denied { role: write.required_role(), reason: Some("\u{1b}".to_owned()) }),
                _ => Err(conflict(write.seen().expect("a license"), how / 7)),
            }
        }
        1 if call.is_write() => Err(Problem::OutcomeUnknown { reason: "cut".to_owned() }),
        1 => Err(Problem::TimedOut { after: Duration::from_secs(30) }),
        _ => Ok(good_reply(call, how)),
    }
}
