//! What to do about a problem, in the words of the console: its own commands, and the file that it was given.

use std::borrow::Cow;

use super::model::Shared;
use crate::domain::Problem;

/// What to do about a problem here. A URL that may be mistyped can be mended without leaving.
pub(super) fn advice(problem: &Problem, shared: &Shared) -> Cow<'static, str> {
    let general = problem.advice();
    match problem {
        problem if problem.asks_for_log_in() && shared.logs_in() => "log in with :login".into(),
        Problem::Unreachable { .. }
        | Problem::NotTrusted { .. }
        | Problem::Redirected { .. }
        | Problem::Broken { .. } => match shared.place.as_ref().and_then(|place| place.profile.as_deref()) {
            Some(profile) => {
                let file =
                    shared.configuration.as_ref().map(|file| format!(" in {file}")).unwrap_or_default();
                format!("{general}; :connect {profile} mends the URL{file}").into()
            }
            None => general.into(),
        },
        _ => general.into(),
    }
}

#[cfg(test)]
mod tests;
