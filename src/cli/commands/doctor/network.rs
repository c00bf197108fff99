//! The way to the server: name lookup, connection, proxy, certificate, answer, clock.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use url::Url;

use super::{Check, Report, words};
use crate::{
    api::{
        Network, Settings,
        probe::{self, AnswerFacts, Facts, TlsFacts},
    },
    cli::{connection::settings, failure::Failure},
    config::{Config, Setting},
    domain::Problem,
};

/// How far the clocks may be apart before it is said.
const SKEW: u64 = 60;

/// How many days before its end a certificate is spoken of.
const FEW_DAYS: i64 = 14;

const DAY: i64 = 24 * 60 * 60;

/// How long each step may take, at most.
const LIMIT: Duration = Duration::from_secs(10);

/// Goes to the server without a token. Returns whether it answers.
pub(super) async fn examine(config: &Config, report: &mut Report) -> Result<bool, Failure> {
    let Settings { origin, network, timeout, .. } = settings(config)?;
    let limit = timeout.min(LIMIT);
    let proxy = if let Some(proxy) = network.proxy_to(&origin) {
        let said =
            if config.text(Setting::Proxy).is_some() { "of the profile" } else { "of the environment" };
        format!("{proxy}, {said}")
    } else if connects(&origin, limit, report).await? {
        "none".to_owned()
    } else {
        return Ok(false);
    };
    answers(&origin, &network, limit, proxy, report).await
}

/// Without a proxy: the name, and a connection to one of its addresses.
async fn connects(origin: &Url, limit: Duration, report: &mut Report) -> Result<bool, Failure> {
    let host = origin.host_str().unwrap_or_default();
    let port = origin.port_or_known_default().unwrap_or_default();
    let addresses = match probe::addresses(host, port, limit).await {
        Ok(addresses) if !addresses.is_empty() => addresses,
        Ok(_) => {
            report.add(Check::ill("name lookup", format!("{host} has no address"), "check the URL"))?;
            return Ok(false);
        }
        Err(reason) => {
            let advice = "check the URL and the name servers of this machine, or set a proxy";
            report.add(Check::ill("name lookup", words(&format!("{host}: {reason}")), advice))?;
            return Ok(false);
        }
    };
    let listed: Vec<String> = addresses.iter().map(|address| address.ip().to_string()).collect();
    report.add(Check::well("name lookup", format!("{host} is {}", listed.join(", "))))?;
    let mut reason = String::new();
    for address in addresses {
        match probe::connect(address, limit).await {
            Ok(took) => {
                report.add(Check::well("connection", format!("{address} in {} ms", took.as_millis())))?;
                return Ok(true);
            }
            Err(failed) => reason = format!("{address}: {failed}"),
        }
    }
    let advice =
        "check the port and the firewall; a proxy may be needed (HTTPS_PROXY, or proxy in the profile)";
    report.add(Check::ill("connection", words(&reason), advice))?;
    Ok(false)
}

async fn answers(
    origin: &Url, network: &Network, limit: Duration, proxy: String, report: &mut Report,
) -> Result<bool, Failure> {
    let facts = probe::server(origin, network, limit).await;
    if let Err(Problem::NoSecret { reason }) = &facts {
        // No secret but the proxy's is needed to come this far.
        let advice = "check proxy_password_file or proxy_password_command of the profile";
        report.add(Check::ill("proxy", words(reason), advice))?;
        return Ok(false);
    }
    report.add(Check::well("proxy", proxy))?;
    let Facts { tls, answer, .. } = match facts {
        Ok(facts) => facts,
        Err(problem) => {
            report.add(Check::ill("certificate", words(&problem.message()), problem.advice()))?;
            return Ok(false);
        }
    };
    match &tls {
        Some(tls) => report.add(certificate(tls, now()))?,
        None if origin.scheme() == "http" => {
            report.add(Check::well("certificate", "none is needed: plain http on this machine"))?;
        }
        None => {}
    }
    match answer {
        Ok(answer) => {
            report.add(answered(&answer))?;
            report.add(clock(answer.date, now()))?;
            Ok(true)
        }
        // Said by the certificate already.
        Err(_) if tls.is_some_and(|tls| tls.verified.is_err()) => Ok(false),
        Err(problem) => {
            report.add(Check::ill("answer", words(&problem.message()), problem.advice()))?;
            Ok(false)
        }
    }
}

fn certificate(tls: &TlsFacts, now: i64) -> Check {
    const NAME: &str = "certificate";
    let days = (tls.expires - now) / DAY;
    let root = match (&tls.root, tls.root_is_private) {
        (Some(root), true) => format!("vouched for by {root} of ca_file"),
        (Some(root), false) => format!("vouched for by {root} of the system"),
        (None, _) => "nobody known vouches for it".to_owned(),
    };
    let detail = words(&format!("of {}, issued by {}, {days} days left, {root}", tls.subject, tls.issuer));
    if let Err((cause, reason)) = &tls.verified {
        return Check::ill(NAME, format!("{detail}: {}", words(reason)), cause.advice());
    }
    if days < FEW_DAYS {
        return Check::doubtful(NAME, detail, "it has to be renewed soon; tell whoever runs the server");
    }
    Check::well(NAME, detail)
}

fn answered(answer: &AnswerFacts) -> Check {
    const NAME: &str = "answer";
    let AnswerFacts { status, http_version, took, .. } = answer;
    let detail = format!("{status} over {http_version} in {} ms", took.as_millis());
    match status {
        200..=299 | 401 | 403 => Check::well(NAME, detail),
        404 => Check::doubtful(
            NAME,
            detail,
            "this server has no account side; check the URL if nothing else works",
        ),
        300..=399 => Check::ill(NAME, detail, "it leads elsewhere; check the URL"),
        _ => Check::doubtful(NAME, detail, "the server, or a proxy before it, has a problem"),
    }
}

fn clock(date: Option<i64>, now: i64) -> Check {
    const NAME: &str = "clock";
    let Some(date) = date else {
        return Check::well(NAME, "the server does not tell its time");
    };
    let skew = now - date;
    if skew.unsigned_abs() <= SKEW {
        return Check::well(NAME, format!("{} s apart from the server's", skew.unsigned_abs()));
    }
    let side = if skew > 0 { "ahead of" } else { "behind" };
    let detail = format!("{} s {side} the server's", skew.unsigned_abs());
    Check::doubtful(NAME, detail, "set the clock of this machine (NTP): tokens and certificates go by it")
}

/// Seconds since 1970.
fn now() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "certificates and servers go by the calendar")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_secs()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
