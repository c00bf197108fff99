//! What a server says, without what it was sent in confidence: some repeat it in what they say, as it is, encoded, or
//! in part.
//!
//! A text is looked at as it is and as it reads with its escapes taken away (`readings`); in each reading the forms of
//! the secrets (`forms`) are looked for, and what is found is covered in the text. However many forms there are, a
//! reading is gone through once, and looked at closely only where a form may begin (`sieve`).

mod forms;
mod readings;
mod sieve;

use std::{borrow::Cow, collections::HashMap, fmt, ops::Range, sync::OnceLock};

use crate::domain::Secret;
use forms::{Form, forms};
use readings::{Reading, readings};
use sieve::Sieve;

/// What stands in place of a secret.
pub(super) const MASK: &str = "…";

/// The first bytes of a form, by which it is looked up.
const KEY: usize = 4;

/// Takes some secrets out of texts. The forms that they may come back in are worked out once, for the first text.
#[derive(Debug, Default)]
pub(super) struct Mask {
    secrets: Vec<Secret>,
    index: OnceLock<Index>,
}

impl Mask {
    pub(super) fn new(secrets: Vec<Secret>) -> Self {
        Self { secrets, index: OnceLock::new() }
    }

    /// `text` without the secrets: as they are, as JSON, a URL, a form, a page, base64 or hexadecimal digits write them,
    /// in capital or small letters, and those parts of long ones that would be of use: the beginning, the end, the
    /// payload or the signature of a token.
    pub(super) fn over<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let index = self.index.get_or_init(|| Index::of(&self.secrets));
        if index.is_empty() {
            return text.into();
        }
        let mut found = Vec::new();
        for reading in readings(text) {
            index.search(&reading, &mut found);
        }
        if found.is_empty() { text.into() } else { covered(text, found).into() }
    }
}

/// The forms of secrets, by how they begin.
struct Index {
    sieve: Sieve,
    by_key: HashMap<[u8; KEY], Vec<Form>>,
    short: Vec<Form>,
}

impl fmt::Debug for Index {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Index").finish_non_exhaustive()
    }
}

impl Index {
    fn of(secrets: &[Secret]) -> Self {
        let mut index = Self { sieve: Sieve::default(), by_key: HashMap::new(), short: Vec::new() };
        for form in secrets.iter().flat_map(|secret| forms(secret.expose())) {
            match form.text().first_chunk() {
                Some(first) => index.by_key.entry(key(*first)).or_default().push(form),
                None => index.short.push(form),
            }
        }
        for key in index.by_key.keys() {
            index.sieve.let_through(*key);
        }
        index
    }

    fn is_empty(&self) -> bool {
        self.by_key.is_empty() && self.short.is_empty()
    }

    /// Adds the places in the text that are to be covered.
    fn search(&self, reading: &Reading<'_>, found: &mut Vec<Range<usize>>) {
        let text = reading.text();
        for at in self.sieve.places(text) {
            let forms = text[at..].first_chunk().and_then(|first| self.by_key.get(&key(*first)));
            let places = forms.into_iter().flatten().filter_map(|form| form.found_at(text, at));
            found.extend(places.map(|place| reading.origin(place)));
        }
        for form in &self.short {
            let places = (0..text.len()).filter_map(|at| form.found_at(text, at));
            found.extend(places.map(|place| reading.origin(place)));
        }
    }
}

fn key(first: [u8; KEY]) -> [u8; KEY] {
    first.map(forms::alike)
}

/// `text` with a mask over each of the places. Places that overlap or touch become one, and a character is covered as a
/// whole.
fn covered(text: &str, mut places: Vec<Range<usize>>) -> String {
    places.sort_unstable_by_key(|place| place.start);
    let mut covered = String::with_capacity(text.len());
    let mut shown = 0;
    let mut places = places.into_iter().peekable();
    while let Some(mut place) = places.next() {
        while let Some(next) = places.next_if(|next| next.start <= place.end) {
            place.end = place.end.max(next.end);
        }
        let (start, end) = (text.floor_char_boundary(place.start), text.ceil_char_boundary(place.end));
        covered.push_str(&text[shown..start.max(shown)]);
        covered.push_str(MASK);
        shown = end.max(shown);
    }
    covered.push_str(&text[shown..]);
    covered
}

#[cfg(test)]
mod tests;
