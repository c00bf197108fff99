//! The calls of the account: log in, stay logged in, log out, and who that is (API section 3).

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::{Service, unreadable};
use crate::sandbox::access::Caller;
use crate::sandbox::checks;
use crate::sandbox::operation::Operation;
use crate::sandbox::refusal::Refusal;
use crate::sandbox::sessions::{Device, Issued, LogIn, now};
use crate::sandbox::whoami;
use crate::sandbox::wire::Peer;

/// Answers a call of the account.
pub(super) fn answer(
    service: &Service, operation: Operation, caller: Caller, peer: &Peer, headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let body = body.map_err(|rejection| unreadable(&rejection))?;
    let sessions = &service.access.sessions;
    let answer = match (operation, caller) {
        (Operation::LogIn, _) => {
            logged_in(sessions.log_in(&checks::credentials(&body)?, &device(headers, peer), now())?)
        }
        (Operation::Verify(option), _) => {
            let proof = checks::proof(&body)?;
            logged_in(LogIn::Done(sessions.verify(option, &proof, device(headers, peer), now())?))
        }
        (Operation::Refresh, Caller::Account(token)) => refreshed(sessions.refresh(&token, now())?),
        (Operation::LogOut, caller) => {
            if let Caller::Account(token) = caller {
                sessions.log_out(&token);
            }
            // What the body is, the API does not say.
            return Ok(StatusCode::OK.into_response());
        }
        (Operation::WhoAmI, caller) => {
            let account = sessions.account().filter(|_| matches!(caller, Caller::Account(_)));
            let username = account.map_or(whoami::MACHINE, |account| account.username.as_str());
            whoami::record(username, &service.administers, &service.access.denied_roles)
        }
        _ => return Err(Refusal::INVALID_TOKEN),
    };
    Ok(Json(answer).into_response())
}

/// Tells this client from others, for trust.
fn device(headers: &HeaderMap, peer: &Peer) -> Device {
    let user_agent = headers.get(header::USER_AGENT).map(|value| value.as_bytes().to_vec());
    Device { user_agent: user_agent.unwrap_or_default(), address: peer.address.ip() }
}

fn logged_in(outcome: LogIn) -> Value {
    match outcome {
        LogIn::Done(Issued { access, refresh }) => {
            json!({"access_token": access, "refresh_token": refresh, "token": null})
        }
        LogIn::Challenge { payload, option } => json!({"2fa_payload": payload, "option": option.word()}),
    }
}

fn refreshed(Issued { access, refresh }: Issued) -> Value {
    match refresh {
        Some(refresh) => json!({"access_token": access, "refresh_token": refresh}),
        None => json!({"access_token": access}),
    }
}
