//! What a filter looks for: words, each of which must occur in some field of a row, in any case of its letters.
//!
//! May use memchr. ASCII words, which nearly all are, are searched by the byte that texts hold least.

use memchr::memchr2_iter;

use super::{fold::fold, records::Record, rows::Rows, statuses::StatusNumber};
use crate::domain::license::{Field, License};

/// A filter's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    words: Vec<Word>,
}

impl Query {
    /// The words of `text`: what stands between its white space.
    pub(super) fn new(text: &str) -> Self {
        let mut words: Vec<Word> = text.split_whitespace().map(Word::new).collect();
        // Long words are rare: a row that does not have one need not be searched for the others.
        words.sort_by_key(|word| std::cmp::Reverse(word.folded.len()));
        Self { words }
    }

    /// Whether whatever this finds is found by `wider` too.
    pub(super) fn narrows(&self, wider: &Self) -> bool {
        wider.words.iter().all(|word| self.words.iter().any(|own| own.folded.contains(&word.folded)))
    }

    /// Whether everything is found, as there are no words.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The query made ready for `rows`.
    pub(super) fn over<'a>(&'a self, rows: &'a Rows) -> Search<'a> {
        let search_of = |word: &'a Word| WordSearch {
            word,
            statuses: rows.statuses.iter().map(|status| word.is_in(status.word())).collect(),
        };
        Search { rows, words: self.words.iter().map(search_of).collect() }
    }
}

/// What a filter looks for, to be looked for in single licenses.
#[derive(Clone, Debug)]
pub struct Words(Query);

impl Words {
    /// The words of `text`, as a filter takes them.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(Query::new(text))
    }

    /// Whether a filter with these words shows the license.
    #[must_use]
    pub fn are_in(&self, license: &License) -> bool {
        self.0.words.iter().all(|word| {
            Field::ALL.into_iter().any(|field| word.is_in(license.text(field)))
                || (word.may_be_in_number && word.is_in_number(license.id.0))
        })
    }
}

/// A query over the rows of one catalog.
pub(super) struct Search<'a> {
    rows: &'a Rows,
    words: Vec<WordSearch<'a>>,
}

struct WordSearch<'a> {
    word: &'a Word,
    /// Whether the word is in a status, for each of the rows'; there are few, so rows need not be asked.
    statuses: Vec<bool>,
}

impl Search<'_> {
    /// Whether there is a row in `slot`, with all the words in it.
    pub(super) fn finds(&self, slot: u32) -> bool {
        let Some((record, status)) = self.rows.live(slot) else {
            return false;
        };
        if self.words.is_empty() {
            return true;
        }
        let text = self.rows.text_of(record);
        self.words.iter().all(|search| search.word.is_in(text) || search.is_beside(record, status))
    }
}

impl WordSearch<'_> {
    /// Whether the word is in what a row has beside its text.
    fn is_beside(&self, record: &Record, status: StatusNumber) -> bool {
        self.statuses.get(status.index()).is_some_and(|found| *found)
            || (self.word.may_be_in_number && self.word.is_in_number(record.id.0))
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    folded: String,
    /// The byte to look for first, where the word is ASCII.
    rarest: Option<Rarest>,
    /// Whether it could be part of an id.
    may_be_in_number: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rarest {
    position: usize,
    lower: u8,
    upper: u8,
}

impl Word {
    fn new(text: &str) -> Self {
        let folded: String = text.chars().map(fold).collect();
        let digits = folded.strip_prefix('-').unwrap_or(&folded);
        Self {
            rarest: rarest(&folded),
            may_be_in_number: digits.bytes().all(|byte| byte.is_ascii_digit()),
            folded,
        }
    }

    /// Whether the word occurs in `text`, in whatever case.
    fn is_in(&self, text: &str) -> bool {
        match self.rarest {
            Some(rarest) => self.is_in_bytes(rarest, text.as_bytes()),
            None => !text.is_ascii() && self.is_in_letters(text),
        }
    }

    /// As [`Word::is_in`] the number's digits. Written where nothing is allocated: it is asked of nearly every row.
    fn is_in_number(&self, number: i64) -> bool {
        let mut text = [b'-'; 20];
        let mut start = text.len();
        let mut rest = number.unsigned_abs();
        while rest > 0 || start == text.len() {
            start -= 1;
            text[start] = b'0' + u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        start -= usize::from(number < 0);
        self.rarest.is_some_and(|rarest| self.is_in_bytes(rarest, &text[start..]))
    }

    fn is_in_bytes(&self, rarest: Rarest, text: &[u8]) -> bool {
        let word = self.folded.as_bytes();
        memchr2_iter(rarest.lower, rarest.upper, text).any(|found| {
            let here =
                found.checked_sub(rarest.position).and_then(|start| text.get(start..start + word.len()));
            here.is_some_and(|here| here.eq_ignore_ascii_case(word))
        })
    }

    fn is_in_letters(&self, text: &str) -> bool {
        let mut word = self.folded.chars();
        let Some(first) = word.next() else {
            return true;
        };
        let mut rest = text.chars();
        while let Some(letter) = rest.next() {
            if fold(letter) == first && starts_with(rest.clone().map(fold), word.clone()) {
                return true;
            }
        }
        false
    }
}

fn starts_with(mut letters: impl Iterator<Item = char>, mut start: impl Iterator<Item = char>) -> bool {
    start.all(|letter| letters.next() == Some(letter))
}

/// The byte of an ASCII word that is likely to be met least; none in other words.
fn rarest(folded: &str) -> Option<Rarest> {
    if !folded.is_ascii() {
        return None;
    }
    let (position, lower) = folded.bytes().enumerate().min_by_key(|(_, byte)| frequency(*byte))?;
    Some(Rarest { position, lower, upper: lower.to_ascii_uppercase() })
}

/// How common a byte is in names, descriptions and SKUs, roughly: a rank, not a measure.
fn frequency(byte: u8) -> usize {
    const FROM_RARE_TO_COMMON: &[u8] = b"zqjx'\"/._kwyvbfhgpmu-d98765432c1l0tsorniae";
    let rank = FROM_RARE_TO_COMMON.iter().position(|common| *common == byte);
    rank.map_or(0, |rank| rank + 1)
}

#[cfg(test)]
mod tests;
