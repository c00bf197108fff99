//! The configuration and the files that it names: whether they can be used, and whether others can.

use std::path::Path;

use super::{Check, Report, mended_by, state, words};
use crate::{
    cli::{
        arguments::Global,
        connection::{check_proxy, configuration, file, refuse_to_guess, said, session_store, settings},
        failure::{Failure, NOTHING_SENT},
        keys::keymap,
    },
    config::{Config, Setting, Severity, open_to_others},
    domain::{Problem, SessionKeeper},
    secrets::refuse_if_others_read,
};

/// Looks at the file, at what is in force, and at the modes of files with secrets. Returns the configuration where the
/// rest can go on with it.
pub(super) fn examine(global: &Global, report: &mut Report) -> Result<Option<Config>, Failure> {
    let config = configuration(global);
    let profile = config.as_ref().ok().and_then(|config| config.profile.as_ref());
    examine_file(global, profile.map(|profile| profile.text.as_str()), report)?;
    state::examine(report)?;
    let config = match config.and_then(|config| refuse_to_guess(global, &config).map(|()| config)) {
        Ok(config) => config,
        Err(failure) => {
            let advice = failure.advice();
            let advice = if advice == NOTHING_SENT { "correct it as it says" } else { advice };
            report.add(Check::ill("settings", failure.message(), advice))?;
            return Ok(None);
        }
    };
    for setting in [Setting::TokenFile, Setting::PasswordFile, Setting::ClientKey, Setting::ProxyPasswordFile]
    {
        if let Some(path) = config.path(setting) {
            report.add(examine_secret(setting.key(), &path))?;
        }
    }
    if let Err(failure) = settings(&config) {
        let origin = config.origin().ok().flatten();
        let of_proxy = origin.is_some_and(|origin| check_proxy(&config, &origin).is_err());
        let name = if of_proxy { "proxy" } else { "settings" };
        report.add(Check::ill(name, failure.message(), failure.advice()))?;
        return Ok(None);
    }
    let profile =
        config.profile.as_ref().map_or_else(String::new, |profile| format!("profile {}, ", profile.text));
    let text = |setting| config.text(setting).unwrap_or_default();
    let words = format!("{profile}{} {}", text(Setting::Url), text(Setting::Instance));
    report.add(Check::well("settings", words))?;
    report.add(examine_session(&config))?;
    Ok(Some(config))
}

/// `profile` is the one that is used; what is wrong with another troubles nobody here.
fn examine_file(global: &Global, profile: Option<&str>, report: &mut Report) -> Result<(), Failure> {
    const NAME: &str = "configuration";
    let file = match said(global).and_then(|said| file(&said)) {
        Ok(file) => file,
        Err(failure) => return report.add(Check::ill(NAME, failure.message(), "name another with --config")),
    };
    let path = file.path().display();
    if !file.exists() {
        let no_file = if file.path().as_os_str().is_empty() {
            "there is no home to look for a file in".to_owned()
        } else {
            format!("no file at {path}")
        };
        return report.add(Check::well(NAME, format!("{no_file}; options and environment alone")));
    }
    if let Some(place) = open_to_others(file.path()) {
        let detail = format!("{} can be written by others", place.display());
        report.add(Check::doubtful(NAME, detail, mended_by("chmod go-w", place)))?;
    }
    let findings = [file.findings(), &keymap(&file).1].concat();
    for finding in &findings {
        let words = format!("{path}:{finding}");
        let is_elsewhere =
            finding.profile.is_some() && profile.is_some() && finding.profile.as_deref() != profile;
        report.add(match finding.severity {
            Severity::Doubt | Severity::Warning => {
                Check::doubtful(NAME, words, "correct it, or take it away")
            }
            Severity::Error if is_elsewhere => {
                Check::doubtful(NAME, words, "correct it before that profile is used")
            }
            Severity::Error => Check::ill(NAME, words, "correct it"),
        })?;
    }
    if findings.is_empty() {
        report.add(Check::well(NAME, path.to_string()))?;
    }
    Ok(())
}

fn examine_secret(name: &'static str, path: &Path) -> Check {
    match refuse_if_others_read(path) {
        Ok(()) => Check::well(name, format!("{}, its owner's only", path.display())),
        Err(message) => Check::ill(name, message, ""),
    }
}

fn examine_session(config: &Config) -> Check {
    const NAME: &str = "session";
    let origin = config.origin().ok().flatten().map(|url| url.origin().ascii_serialization());
    let Some(store) = origin.and_then(|origin| session_store(config, &origin)) else {
        return Check::well(NAME, "not kept between runs");
    };
    match (store.load(), store.place()) {
        (Err(message), _) => Check::ill(NAME, message, "mend it, or log in again"),
        (Ok(Some(kept)), Some(place)) => {
            let named = config.text(Setting::Username);
            let owner = kept.username.as_deref().map(|owner| format!(", {owner}'s")).unwrap_or_default();
            let detail = words(&format!("in {place}{owner}"));
            match kept.owner_other_than(named) {
                Some(owner) => {
                    let named = named.unwrap_or_default().to_owned();
                    let problem = Problem::OthersSession { owner: owner.to_owned(), named };
                    Check::doubtful(
                        NAME,
                        format!("{detail}; {}", words(&problem.message())),
                        problem.advice(),
                    )
                }
                None => Check::well(NAME, detail),
            }
        }
        _ => Check::well(NAME, "none is kept"),
    }
}
