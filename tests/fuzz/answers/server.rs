//! A server that answers rightly, wrongly, or not at all, and remembers what it said.

use std::sync::{Arc, Mutex};

use fastrand::Rng;
use lictor::domain::Call;

use super::{bodies, http};
use crate::{
    mutation::once_in,
    support::canned::{Answer, Asked, Canned},
};

/// The answer of a server that did nothing yet, and would at once.
const BUSY: &[u8] = b"HTTP/1.1 429 X\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

/// What was answered to what.
struct Given {
    asked: Asked,
    answer: Vec<u8>,
    /// The body, where it went out as it is, in a whole answer that says yes.
    whole: Option<String>,
}

/// A server for one call.
pub(super) struct Served {
    server: Canned,
    given: Arc<Mutex<Vec<Given>>>,
}

impl Served {
    pub(super) fn new(rng: Rng, call: Call, token: &'static str) -> Self {
        let given: Arc<Mutex<Vec<Given>>> = Arc::default();
        let (kept, rng) = (Arc::clone(&given), Mutex::new(rng));
        let server = Canned::answering(move |asked| {
            let mut rng = rng.lock().expect("the lock");
            let (answer, whole) = answer(&mut rng, &call, token, asked);
            let bytes = match &answer {
                Answer::Bytes(bytes) | Answer::Stalled(bytes) => bytes.clone(),
                _ => Vec::new(),
            };
            kept.lock().expect("the lock").push(Given { asked: asked.clone(), answer: bytes, whole });
            answer
        });
        Self { server, given }
    }

    pub(super) fn url(&self) -> String {
        self.server.url()
    }

    /// The answers to what must not go out twice.
    pub(super) fn sent(&self) -> Vec<String> {
        let given = self.given.lock().expect("the lock");
        let writes = given.iter().filter(|given| given.asked.method != "GET");
        writes.map(|given| String::from_utf8_lossy(&given.answer).into_owned()).collect()
    }

    /// The body of the only answer, where it was whole.
    pub(super) fn whole_body(&self) -> Option<String> {
        match &self.given.lock().expect("the lock")[..] {
            [only] => only.whole.clone(),
            _ => None,
        }
    }
}

/// Whether an answer is, as far as a client can read it, one after which a write may go out again.
pub(super) fn says_that_nothing_was_done(answer: &str) -> bool {
    let mut lines = answer.lines().filter(|line| line.starts_with("HTTP/1."));
    lines.any(|line| line.split(' ').nth(1).is_some_and(|status| status == "429" || status == "401"))
}

fn answer(rng: &mut Rng, call: &Call, token: &str, asked: &Asked) -> (Answer, Option<String>) {
    let is_guard = call.is_write() && asked.method == "GET";
    if call.is_write() && !is_guard && once_in(rng, 4) {
        return (Answer::Bytes(BUSY.to_vec()), None);
    }
    // A write is sent only where the license is found as it was seen.
    let is_right = if is_guard { !once_in(rng, 5) } else { once_in(rng, 4) };
    let (body, status) = bodies::of(rng, call, asked, token, is_right);
    if is_right {
        let text = String::from_utf8(body.clone()).ok();
        return (Answer::Bytes(http::plain(status, &body)), text);
    }
    match rng.u32(..60) {
        0 => (Answer::Nothing, None),
        1 => (Answer::Silence, None),
        2 => (Answer::Stalled(http::any(rng, status, &body, token).0), None),
        _ => {
            let (bytes, is_whole) = http::any(rng, status, &body, token);
            let is_success = (200..300).contains(&status);
            let text = String::from_utf8(body).ok().filter(|_| is_whole && is_success);
            (Answer::Bytes(bytes), text)
        }
    }
}
