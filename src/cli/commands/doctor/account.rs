//! The account: whether it gets in, who it is, and whether one call works.

use super::{Check, Report, words};
use crate::{
    api::{Access, Client},
    cli::{commands::session::read_account, connection::settings, failure::Failure},
    config::Config,
    domain::{Account, Call, Problem, Reply, ScopeCursor, ScopeKind},
};

/// What to do where there is nothing to work with.
const NOTHING: &str = "check the instance; an account that may not list groups can name a scope with --scope";

/// Logs in where that takes no questions, asks who it is, and lists once.
pub(super) async fn examine(config: &Config, report: &mut Report) -> Result<(), Failure> {
    let settings = settings(config)?;
    let how = match &settings.access {
        Access::Token(_) => "with a token",
        Access::Session(_) => "with a session",
        Access::Nobody => "as nobody",
    };
    let client = Client::new(settings)?;
    let account = read_account(&client).await;
    match &account {
        Err(problem) if problem.is_about_log_in() => {
            return report.add(ill("log-in", problem));
        }
        Ok(_) => report.add(Check::well("log-in", how))?,
        Err(_) => {}
    }
    let account = match account {
        Ok(account) => {
            report.add(who(&account))?;
            Some(account)
        }
        Err(problem) => {
            let advice =
                "it only gives hints: a scope is not chosen by itself, and missing roles are not marked";
            report.add(Check::doubtful("account", words(&problem.message()), advice))?;
            None
        }
    };
    let check = list(config, &client, account.as_ref()).await?;
    client.finish().await;
    report.add(check)
}

fn ill(name: &'static str, problem: &Problem) -> Check {
    Check::ill(name, words(&problem.message()), problem.advice())
}

fn who(account: &Account) -> Check {
    let levels: Vec<String> = account
        .administers
        .iter()
        .map(|administered| {
            administered.scope.map_or_else(|| administered.level.clone(), |scope| scope.to_string())
        })
        .collect();
    let lacking: Vec<&str> =
        account.roles.iter().filter(|(_, allowed)| !allowed).map(|(role, _)| role.as_str()).collect();
    let mut detail = account.username.clone();
    if !levels.is_empty() {
        detail = format!("{detail}, administers {}", levels.join(", "));
    }
    if account.must_change_password {
        return Check::doubtful(
            "account",
            words(&detail),
            "its password must be changed soon, in the portal",
        );
    }
    if lacking.is_empty() {
        return Check::well("account", words(&detail));
    }
    Check::doubtful("account", words(&detail), words(&format!("it lacks the roles {}", lacking.join(", "))))
}

/// One page of what the configuration leads to: the licenses of the scope, else the groups.
async fn list(config: &Config, client: &Client, account: Option<&Account>) -> Result<Check, Failure> {
    const NAME: &str = "call";
    let scope = match config.scope()? {
        Some(scope) => Some(scope),
        None => account.and_then(|account| account.scopes().next()),
    };
    let call = match scope {
        Some(scope) => Call::ListLicenses { scope, page_size: 1, token: None },
        None => Call::ListScopes {
            kind: ScopeKind::Groups,
            parent: None,
            search: None,
            from: ScopeCursor::default(),
        },
    };
    let what = scope.map_or_else(|| call.to_string(), |scope| format!("{call} of {scope}"));
    Ok(match client.execute(call).await {
        Ok(Reply::Licenses(page)) => {
            let more = if page.next.is_some() { ", and there are more" } else { "" };
            Check::well(NAME, format!("{what}: {} came{more}", page.licenses.len()))
        }
        // The API says "not found" where there are none, and an instance that does not exist answers alike.
        Ok(Reply::Scopes(page)) if page.entries.is_empty() => {
            Check::doubtful(NAME, format!("{what}: none came"), NOTHING)
        }
        Ok(Reply::Scopes(page)) => Check::well(NAME, format!("{what}: {} came", page.entries.len())),
        Ok(_) => Check::ill(NAME, format!("{what}: an answer to another question"), "please report it"),
        Err(problem @ (Problem::Denied { .. } | Problem::NotFound { .. })) if scope.is_none() => {
            let advice = "name a scope with --scope, or type one in the console";
            Check::doubtful(NAME, words(&format!("{what}: {}", problem.message())), advice)
        }
        Err(problem @ Problem::NotFound { .. }) => {
            let detail = words(&format!("{what}: {}", problem.message()));
            Check::ill(NAME, detail, "check the instance and the scope")
        }
        Err(problem) => Check::ill(NAME, words(&format!("{what}: {}", problem.message())), problem.advice()),
    })
}
