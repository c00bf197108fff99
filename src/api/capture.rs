//! What went over the wire, as it may be shown. What is secret is left out here, before anybody keeps it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use jiff::Timestamp;
use reqwest::header::{HeaderMap, LOCATION};
use serde_json::Value;
use tokio::time::Instant;

use super::mask::{MASK, Mask};
use crate::domain::{Answered, Body, Exchange, Recorder, Secret};

/// The most bytes of a body that are kept.
const LONGEST_BODY: usize = 8 * 1024;

/// How far beyond that a secret is looked for, so that none is cut in the middle and shown by half.
const LONGEST_SECRET: usize = 16 * 1024;

/// How many secrets are remembered: a server may repeat one long after it was told.
const MOST_SECRETS: usize = 64;

/// Headers that are there to hold secrets.
const SECRET_HEADERS: [&str; 4] = ["authorization", "proxy-authorization", "cookie", "set-cookie"];

/// What is secret in a body about the account, at any depth.
const SECRET_KEYS: [&str; 6] = ["password", "code", "2fa_payload", "access_token", "refresh_token", "token"];

/// What holds words for people in such a body. Any other text of it may be a token under a name that is not known.
const WORDS: [&str; 7] = ["error", "reason", "message", "detail", "option", "username", "email"];

/// Who keeps what goes over the wire, and what must not be in it.
#[derive(Default)]
pub(super) struct Captures {
    recorder: OnceLock<Arc<dyn Recorder>>,
    known: Mutex<Known>,
}

/// The secrets that are known, those used last first, and what takes them out of texts.
#[derive(Default)]
struct Known {
    secrets: VecDeque<Secret>,
    mask: Arc<Mask>,
}

impl Captures {
    /// From now on, `recorder` is told. The first one stays.
    pub(super) fn record_to(&self, recorder: Arc<dyn Recorder>) {
        let _ = self.recorder.set(recorder);
    }

    /// Begins to capture a request that is about to be sent, without what `mask` takes out; nothing where nobody keeps
    /// it.
    pub(super) fn begin(
        &self, request: &reqwest::Request, about_account: bool, retries: u32, mask: Arc<Mask>,
    ) -> Option<Capture> {
        let recorder = Arc::clone(self.recorder.get()?);
        let hide = Hide { about_account, mask };
        let body = request.body().and_then(reqwest::Body::as_bytes);
        let exchange = Exchange {
            time: format!("{:.3}", Timestamp::now()),
            method: request.method().to_string(),
            url: hide.mask.over(request.url().as_str()).into_owned(),
            retries,
            request_headers: hide.headers(request.headers()),
            request_body: body.map(|body| hide.body(body)),
            answer: Err(String::new()),
            took: std::time::Duration::ZERO,
        };
        Some(Capture { recorder, hide, exchange, started: Instant::now() })
    }

    /// What takes out all secrets that are known, these among them.
    pub(super) fn remember(&self, secrets: &[Secret]) -> Arc<Mask> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let Known { secrets: all, mask } = &mut *known;
        let mut is_news = false;
        for secret in secrets.iter().filter(|secret| !secret.is_empty()) {
            let before = all.len();
            all.retain(|old| old != secret);
            is_news |= all.len() == before;
            all.push_front(secret.clone());
        }
        if is_news {
            all.truncate(MOST_SECRETS);
            *mask = Arc::new(Mask::new(all.iter().cloned().collect()));
        }
        Arc::clone(mask)
    }
}

/// A request that is under way.
pub(super) struct Capture {
    recorder: Arc<dyn Recorder>,
    hide: Hide,
    exchange: Exchange,
    started: Instant,
}

impl Capture {
    /// No answer came, for this reason.
    pub(super) fn unanswered(self, reason: &str) {
        let reason = self.hide.mask.over(reason).into_owned();
        self.end(Err(reason));
    }

    /// An answer came; its body as far as it did, and why not to its end.
    pub(super) fn answered(self, status: u16, headers: &HeaderMap, body: &[u8], broken: Option<String>) {
        let answered = Answered {
            status,
            headers: self.hide.headers(headers),
            body: self.hide.body(body),
            broken: broken.map(|reason| self.hide.mask.over(&reason).into_owned()),
        };
        self.end(Ok(answered));
    }

    fn end(self, answer: Result<Answered, String>) {
        let took = self.started.elapsed();
        self.recorder.record(Exchange { answer, took, ..self.exchange });
    }
}

/// What is left out.
struct Hide {
    about_account: bool,
    mask: Arc<Mask>,
}

impl Hide {
    fn headers(&self, headers: &HeaderMap) -> Vec<(String, String)> {
        let shown = headers.iter().map(|(name, value)| {
            let text = String::from_utf8_lossy(value.as_bytes());
            let value = if value.is_sensitive() || SECRET_HEADERS.contains(&name.as_str()) {
                MASK.to_owned()
            } else if let (true, Some((place, _))) = (name == LOCATION, text.split_once('?')) {
                format!("{}?{MASK}", self.mask.over(place))
            } else {
                self.mask.over(&text).into_owned()
            };
            (name.as_str().to_owned(), value)
        });
        shown.collect()
    }

    fn body(&self, body: &[u8]) -> Body {
        let bytes = body.len() as u64;
        let whole = if self.about_account {
            account_body(body).into()
        } else {
            String::from_utf8_lossy(&body[..body.len().min(LONGEST_BODY + LONGEST_SECRET)])
        };
        let masked = self.mask.over(&whole);
        let end = masked.floor_char_boundary(LONGEST_BODY);
        let is_cut =
            end < masked.len() || (!self.about_account && body.len() > LONGEST_BODY + LONGEST_SECRET);
        Body { text: masked[..end].to_owned(), bytes, is_cut }
    }
}

/// A body about the account without what is secret in it; nothing of one that cannot be looked into.
fn account_body(body: &[u8]) -> String {
    if body.is_empty() {
        return String::new();
    }
    match serde_json::from_slice::<Value>(body) {
        Ok(mut value) => {
            hide(&mut value, false);
            value.to_string()
        }
        Err(_) => MASK.to_owned(),
    }
}

fn hide(value: &mut Value, is_words: bool) {
    match value {
        Value::String(text) if !is_words => MASK.clone_into(text),
        Value::Array(values) => values.iter_mut().for_each(|value| hide(value, is_words)),
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                let key = key.to_ascii_lowercase();
                if SECRET_KEYS.contains(&key.as_str()) {
                    *value = MASK.into();
                } else {
                    hide(value, is_words || WORDS.contains(&key.as_str()));
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
