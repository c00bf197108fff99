//! The last requests and their answers: as many as can be looked at, and no more than memory should hold.

use std::{collections::VecDeque, sync::Arc};

use crate::domain::{Answered, Body, Exchange};

/// How many are kept.
const MOST: usize = 200;

/// About how many bytes of text they may have together.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// A request and its answer, with a number that is given once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The number.
    pub number: u64,
    /// What went over the wire.
    pub exchange: Exchange,
    bytes: usize,
}

/// All that are kept, the latest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exchanges {
    given: u64,
    kept: VecDeque<Arc<Kept>>,
    bytes: usize,
}

impl Exchanges {
    /// Keeps one more, and lets go of the oldest.
    pub fn take(&mut self, exchange: Exchange) {
        self.given += 1;
        let bytes = size(&exchange);
        self.bytes += bytes;
        self.kept.push_front(Arc::new(Kept { number: self.given, exchange, bytes }));
        while self.kept.len() > MOST || (self.bytes > MOST_BYTES && self.kept.len() > 1) {
            if let Some(oldest) = self.kept.pop_back() {
                self.bytes -= oldest.bytes;
            }
        }
    }

    /// How many are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether none is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The one at a place; the latest is at the first.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&Arc<Kept>> {
        self.kept.get(place)
    }

    /// All of them, the latest first.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Kept>> {
        self.kept.iter()
    }

    /// The place of the one with a number, as long as it is kept.
    #[must_use]
    pub fn place_of(&self, number: u64) -> Option<usize> {
        self.kept.iter().position(|kept| kept.number == number)
    }
}

/// About how much memory its texts take.
fn size(exchange: &Exchange) -> usize {
    let headers = |headers: &[(String, String)]| -> usize {
        headers.iter().map(|(name, value)| name.len() + value.len()).sum()
    };
    let body = |body: &Body| body.text.len();
    let answer = match &exchange.answer {
        Ok(Answered { headers: sent, body: text, broken, .. }) => {
            headers(sent) + body(text) + broken.as_ref().map_or(0, String::len)
        }
        Err(reason) => reason.len(),
    };
    exchange.url.len()
        + headers(&exchange.request_headers)
        + exchange.request_body.as_ref().map_or(0, body)
        + answer
}

#[cfg(test)]
mod tests;
