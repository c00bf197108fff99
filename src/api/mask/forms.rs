//! The forms that a secret may come back in.

use std::{iter, ops::Range};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE},
};
use secrecy::zeroize::Zeroizing;
use serde_json::Value;

/// From so many bytes on a secret is looked for within words too, and encoded; a shorter one may be a part of many
/// words.
const LONG_ENOUGH: usize = 6;

/// From so many bytes on it is looked for without regard to capital and small letters. Shorter ones stand in too many
/// places that way.
const WORD: usize = 4;

/// A part of a secret that is of use, in bytes; a secret has a beginning and an end from twice as many on.
const PART: usize = 12;

/// The most strings that are taken out of a secret that is JSON.
const MOST_LEAVES: usize = 32;

/// One form of a secret. It is wiped when dropped, as the secret is.
pub(super) struct Form {
    text: Zeroizing<Vec<u8>>,
    how: How,
}

/// How a form is recognised.
enum How {
    /// Anywhere, as a whole.
    Whole,
    /// Where no letter and no digit stands beside it.
    Alone {
        /// Only with these capital and small letters.
        exactly: bool,
    },
    /// By its first bytes, and on from there as far as it goes.
    Beginning,
    /// By its last bytes, and back from there as far as it goes.
    End {
        /// All of it; the form's text is its end.
        whole: Zeroizing<Vec<u8>>,
    },
    /// With so many characters beside it that are made of the secret and of something else.
    Base64 { before: usize, after: usize },
}

impl Form {
    fn new(text: impl Into<Vec<u8>>, how: How) -> Self {
        Self { text: Zeroizing::new(text.into()), how }
    }

    /// What it is recognised by.
    pub(super) fn text(&self) -> &[u8] {
        match self.how {
            How::Beginning => &self.text[..PART],
            _ => &self.text,
        }
    }

    /// What is to be covered where this form begins at `at`; none where it does not.
    pub(super) fn found_at(&self, text: &[u8], at: usize) -> Option<Range<usize>> {
        let wanted = self.text();
        let end = at.checked_add(wanted.len()).filter(|end| *end <= text.len())?;
        let (before, there, after) = (&text[..at], &text[at..end], &text[end..]);
        let is_there = match self.how {
            How::Alone { exactly: true } => there == wanted,
            _ => iter::zip(there, wanted).all(|(one, other)| alike(*one) == alike(*other)),
        };
        is_there.then_some(())?;
        match &self.how {
            How::Whole => Some(at..end),
            How::Alone { .. } => (ends_word(before, true) && ends_word(after, false)).then_some(at..end),
            How::Beginning => Some(at..end + same(after.iter(), self.text[PART..].iter())),
            How::End { whole } => {
                let rest = &whole[..whole.len() - wanted.len()];
                Some(at - same(before.iter().rev(), rest.iter().rev())..end)
            }
            How::Base64 { before: left, after: right } => {
                let is_base64 = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+/-_".contains(byte);
                let left = before.iter().rev().take(*left).take_while(is_base64).count();
                let right = after.iter().take(*right).take_while(is_base64).count();
                let padding = after[right..].iter().take(2).take_while(|byte| **byte == b'=').count();
                Some(at - left..end + right + padding)
            }
        }
    }
}

/// A byte as it is compared: without regard to capital and small letters, and to how a form writes a space.
pub(super) fn alike(byte: u8) -> u8 {
    if byte == b'+' { b' ' } else { byte.to_ascii_lowercase() }
}

/// How many bytes are alike, from the start on.
fn same<'a>(one: impl Iterator<Item = &'a u8>, other: impl Iterator<Item = &'a u8>) -> usize {
    iter::zip(one, other).take_while(|(one, other)| alike(**one) == alike(**other)).count()
}

/// Whether neither a letter nor a digit stands at the end of what is before, or at the start of what is after.
fn ends_word(beside: &[u8], is_before: bool) -> bool {
    // A character has four bytes at most. Half a character is something foreign, and then no letter.
    let near =
        if is_before { &beside[beside.len().saturating_sub(4)..] } else { &beside[..beside.len().min(4)] };
    let near = String::from_utf8_lossy(near);
    let next = if is_before { near.chars().next_back() } else { near.chars().next() };
    next.is_none_or(|next| !next.is_alphanumeric())
}

/// All forms of a secret that are worth looking for.
pub(super) fn forms(secret: &str) -> Vec<Form> {
    let mut forms = Vec::new();
    for (number, piece) in pieces(secret).iter().enumerate() {
        add(piece.as_bytes(), number == 0, &mut forms);
    }
    forms
}

fn add(piece: &[u8], is_whole: bool, forms: &mut Vec<Form>) {
    match piece.len() {
        0 => return,
        length if length >= LONG_ENOUGH => forms.push(Form::new(piece, How::Whole)),
        length => forms.push(Form::new(piece, How::Alone { exactly: length < WORD })),
    }
    if piece.len() >= 2 * PART {
        forms.push(Form::new(piece, How::Beginning));
        let whole = Zeroizing::new(piece.to_vec());
        forms.push(Form::new(&piece[piece.len() - PART..], How::End { whole }));
    }
    // The parts of a token are base64 by themselves: only all of it is encoded once more.
    if is_whole && piece.len() >= WORD {
        forms.push(Form::new(hexadecimal(piece), How::Whole));
    }
    if is_whole && piece.len() >= LONG_ENOUGH {
        forms.extend((0..3).flat_map(|before| base64(piece, before)));
    }
}

/// The secret, and what of it would do in its place: the payload and the signature of a token (RFC 7519), the strings
/// of JSON, and the words of a text whose white space is folded.
fn pieces(secret: &str) -> Vec<Zeroizing<String>> {
    let mut pieces = vec![Zeroizing::new(secret.to_owned())];
    let parts: Vec<&str> = secret.split('.').collect();
    if let [_, payload, signature] = parts[..] {
        let long = [payload, signature].into_iter().filter(|part| part.len() >= PART);
        pieces.extend(long.map(|part| Zeroizing::new(part.to_owned())));
    }
    if secret.starts_with(['"', '{', '['])
        && let Ok(value) = serde_json::from_str(secret)
    {
        leaves(&value, true, &mut pieces);
    }
    let folded = crate::api::markup::fold(secret);
    if folded.len() != secret.len() {
        pieces.push(Zeroizing::new(folded));
    }
    pieces
}

fn leaves(value: &Value, is_root: bool, pieces: &mut Vec<Zeroizing<String>>) {
    match value {
        _ if pieces.len() > MOST_LEAVES => {}
        // What is short within more JSON is more likely a word than a secret.
        Value::String(text) if is_root || text.len() >= PART => pieces.push(Zeroizing::new(text.clone())),
        Value::Array(values) => values.iter().for_each(|value| leaves(value, false, pieces)),
        Value::Object(object) => object.values().for_each(|value| leaves(value, false, pieces)),
        _ => {}
    }
}

fn hexadecimal(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|byte| [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)])).collect()
}

/// What of the base64 of a longer text tells of `bytes`, where that many bytes, counted by threes, stand before them:
/// as in that of a user name and a password. Both alphabets, where they differ.
fn base64(bytes: &[u8], before: usize) -> impl Iterator<Item = Form> {
    let padded = Zeroizing::new([&[0; 3][..before], bytes].concat());
    // Six bits a character: those at the edges are partly of what stands beside.
    let (first, last) = ((before * 8).div_ceil(6), padded.len() * 8 / 6);
    let beside = (usize::from(before > 0), usize::from(!padded.len().is_multiple_of(3)));
    let mut texts = vec![STANDARD.encode(&*padded), URL_SAFE.encode(&*padded)];
    texts.dedup();
    texts.into_iter().map(move |text| {
        let text = Zeroizing::new(text);
        Form::new(&text.as_bytes()[first..last], How::Base64 { before: beside.0, after: beside.1 })
    })
}
