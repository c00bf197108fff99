use std::collections::BTreeMap;

use uuid::Uuid;

use super::*;
use crate::domain::{LicenseId, LicensePage, PageToken, Scope, ScopePage, Status, call::ScopeCursor};

fn scope(number: u128) -> ScopeEntry {
    let scope = Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(number) };
    ScopeEntry { scope, name: Some(format!("Group {number}")) }
}

fn license(id: i64, sku: &str) -> License {
    License {
        id: LicenseId(id),
        name: String::new(),
        description: None,
        sku: sku.to_owned(),
        status: Status::Enabled,
    }
}

/// A server with groups of two pages of licenses each, two groups on a page.
#[expect(clippy::unnecessary_wraps, reason = "answers are results")]
fn answer(call: &Call, groups: u128) -> Result<Reply, Problem> {
    match call {
        Call::ListScopes { from, .. } => {
            let page: u128 = from.token.as_ref().map_or(0, |token| token.0.parse().expect("a page"));
            let entries = (page * 2..(page * 2 + 2).min(groups)).map(scope).collect();
            let more = (page + 1) * 2 < groups;
            let token = PageToken((page + 1).to_string());
            let next = more.then_some(ScopeCursor { token: Some(token), descent: None });
            Ok(Reply::Scopes(ScopePage { entries, next }))
        }
        Call::ListLicenses { scope, token, .. } => {
            let id = i64::try_from(scope.uuid.as_u128() * 2).expect("small") + i64::from(token.is_some());
            let licenses = vec![license(id, if id % 3 == 0 { "FAX" } else { "CALL" })];
            let next = token.is_none().then(|| PageToken("two".to_owned()));
            Ok(Reply::Licenses(LicensePage { next, licenses, ..LicensePage::default() }))
        }
        other => panic!("{other}"),
    }
}

/// Runs a search to its end, the oldest request answered first; what was found, and the most that was under way.
fn run(search: &mut Search, groups: u128) -> (Vec<i64>, usize) {
    let mut under_way: BTreeMap<Ticket, Call> = BTreeMap::new();
    let (mut found, mut most) = (Vec::new(), 0);
    loop {
        while let Some((ticket, call)) = search.ask() {
            under_way.insert(ticket, call);
        }
        most = most.max(under_way.len());
        let Some((ticket, call)) = under_way.pop_first() else { break };
        found.extend(search.take(ticket, answer(&call, groups)).into_iter().map(|found| found.license.id.0));
    }
    found.sort_unstable();
    (found, most)
}

#[test]
fn all_licenses_of_all_scopes_are_looked_at_and_few_requests_are_under_way() {
    let mut search = Search::new("fax", None, 100);
    let (found, most) = run(&mut search, 40);
    assert_eq!(found, (0..80).filter(|id| id % 3 == 0).collect::<Vec<_>>());
    assert!(most <= AT_ONCE && most > 1, "{most}");
    assert!(search.is_complete());
    assert_eq!((search.known(), search.searched()), (40, 40));
    assert_eq!(search.in_words(), "27 found in 27 of 40 groups");
}

#[test]
fn a_busy_server_is_asked_one_thing_at_a_time() {
    let mut search = Search::new("fax", None, 100);
    search.is_busy();
    assert_eq!(run(&mut search, 10).1, 1);
    assert!(search.is_complete());
}

#[test]
fn a_scope_that_cannot_be_searched_is_named_and_holds_up_no_other() {
    let mut search = Search::new("", None, 100);
    let (ticket, call) = search.ask().expect("the scopes");
    search.take(ticket, answer(&call, 2));
    let (first, _) = search.ask().expect("a scope");
    let (second, call) = search.ask().expect("another");
    assert!(search.ask().is_none());
    search.take(first, Err(Problem::Denied { role: "role", reason: None }));
    assert_eq!(search.take(second, answer(&call, 2)).len(), 1);
    let (ticket, call) = search.ask().expect("its second page");
    search.take(ticket, answer(&call, 2));
    assert!(search.is_done() && !search.is_complete());
    assert_eq!(search.unsearched().len(), 1);
    assert_eq!(search.in_words(), "2 found in 1 of 2 groups; 1 not searched");
}

#[test]
fn where_groups_may_not_be_listed_the_kind_below_is_searched() {
    let denied = || Err(Problem::Denied { role: "groups.list", reason: None });
    let mut search = Search::new("", None, 100);
    for wanted in [ScopeKind::Groups, ScopeKind::Distributors, ScopeKind::Resellers, ScopeKind::Tenants] {
        let (ticket, call) = search.ask().expect("a list");
        assert!(matches!(call, Call::ListScopes { kind, .. } if kind == wanted));
        search.take(ticket, denied());
    }
    assert!(search.is_done() && search.scopes_problem().is_some());
    let mut search = Search::new("", Some(ScopeKind::Groups), 100);
    let (ticket, _) = search.ask().expect("a list");
    search.take(ticket, denied());
    assert!(search.is_done(), "who names a kind means that kind");
}

#[test]
fn what_is_stopped_asks_nothing_more_and_says_what_was_not_searched() {
    let mut search = Search::new("", None, 100);
    let (ticket, call) = search.ask().expect("the scopes");
    search.take(ticket, answer(&call, 6));
    let (reading, call) = search.ask().expect("a scope");
    let (listing, _) = search.ask().expect("another");
    let stopped = search.stop();
    assert_eq!(stopped.len(), 2);
    assert!(
        search.take(reading, answer(&call, 6)).is_empty()
            && search.take(listing, Ok(Reply::Deleted)).is_empty()
    );
    assert!(search.is_done() && search.ask().is_none() && !search.is_complete());
    assert_eq!(search.unsearched().len(), 2);
    assert!(search.in_words().ends_with("there may be more groups"), "{}", search.in_words());
}

#[test]
fn a_session_that_ends_ends_the_search() {
    let mut search = Search::new("", None, 100);
    let (ticket, call) = search.ask().expect("the scopes");
    search.take(ticket, answer(&call, 2));
    let (reading, _) = search.ask().expect("a scope");
    search.take(reading, Err(Problem::NotLoggedIn));
    assert!(search.is_done());
    assert_eq!(search.unsearched().len(), 2);
}
