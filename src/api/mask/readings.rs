//! A text as it is, and as it reads once escapes are taken for what they stand for.

use std::{borrow::Cow, iter, ops::Range};

use secrecy::zeroize::Zeroizing;

use crate::api::markup::entity;

/// How often escapes are taken away: a log that is quoted in JSON within JSON has been escaped twice.
const MOST_TIMES: usize = 3;

/// The longest name of an entity, with its `&` and `;`.
const LONGEST_ENTITY: usize = 10;

/// One way to read a text.
pub(super) struct Reading<'a> {
    text: Cow<'a, [u8]>,
    /// For each byte, where the characters are that it stands for; none where that is the byte itself.
    origins: Option<Vec<Range<usize>>>,
}

impl Reading<'_> {
    /// What is read.
    pub(super) fn text(&self) -> &[u8] {
        &self.text
    }

    /// What a place that is not empty stands for in the text as it is.
    pub(super) fn origin(&self, place: Range<usize>) -> Range<usize> {
        match &self.origins {
            None => place,
            Some(origins) => origins[place.start].start..origins[place.end - 1].end,
        }
    }

    /// The same without these escapes; none where there are no such.
    fn without(&self, escapes: &[Escape]) -> Option<Reading<'static>> {
        // Room for all of it, so that it is never moved and left behind.
        let end = self.text.len();
        let (mut text, mut origins) = (Vec::with_capacity(end), Vec::with_capacity(end));
        let mut at = 0;
        for sign in signs(&self.text) {
            let is_within = sign < at;
            let meaning = escapes.iter().find_map(|escape| escape(&self.text[sign..]));
            let Some((meaning, length)) = meaning.filter(|_| !is_within) else {
                continue;
            };
            self.copy(at..sign, &mut text, &mut origins);
            at = sign + length;
            let mut buffer = [0; 4];
            let bytes = match meaning {
                Meaning::Byte(byte) => &[byte][..],
                Meaning::Character(character) => character.encode_utf8(&mut buffer).as_bytes(),
            };
            text.extend_from_slice(bytes);
            origins.extend(iter::repeat_n(self.origin(sign..at), bytes.len()));
        }
        if at == 0 {
            return None;
        }
        self.copy(at..end, &mut text, &mut origins);
        Some(Reading { text: Cow::Owned(text), origins: Some(origins) })
    }

    /// Puts what stands at a place at the end of what is read in another way.
    fn copy(&self, place: Range<usize>, text: &mut Vec<u8>, origins: &mut Vec<Range<usize>>) {
        text.extend_from_slice(&self.text[place.clone()]);
        match &self.origins {
            None => origins.extend(place.map(|at| at..at + 1)),
            Some(known) => origins.extend_from_slice(&known[place]),
        }
    }
}

impl Drop for Reading<'_> {
    /// What is read may be a secret in the clear.
    fn drop(&mut self) {
        if let Cow::Owned(text) = &mut self.text {
            drop(Zeroizing::new(std::mem::take(text)));
        }
    }
}

/// All ways to read a text: as it is; without the escapes of JSON, or those of a URL, alone, since a secret may itself
/// look like the other's; and without any; each as often as there are some.
pub(super) fn readings(text: &str) -> Vec<Reading<'_>> {
    let ways: [&[Escape]; 3] = [&[of_json], &[of_url], &[of_json, of_url, of_markup]];
    let as_it_is = || Reading { text: Cow::Borrowed(text.as_bytes()), origins: None };
    let mut readings = vec![as_it_is()];
    if signs(text.as_bytes()).next().is_none() {
        return readings;
    }
    for escapes in ways {
        let first = as_it_is().without(escapes);
        readings.extend(iter::successors(first, |last| last.without(escapes)).take(MOST_TIMES));
    }
    readings
}

/// Where an escape may begin.
fn signs(text: &[u8]) -> impl Iterator<Item = usize> {
    memchr::memchr3_iter(b'\\', b'%', b'&', text)
}

/// What an escape stands for.
enum Meaning {
    Byte(u8),
    Character(char),
}

/// The escape at the start of a text, if there is one, and its length.
type Escape = fn(&[u8]) -> Option<(Meaning, usize)>;

/// `\u0041`, in pairs for what is beyond, `\x41`, `\/` and the like.
fn of_json(text: &[u8]) -> Option<(Meaning, usize)> {
    let character = match (text.first()?, text.get(1)?) {
        (b'\\', b'u') => return of_unit(text),
        (b'\\', b'x') => return Some((Meaning::Byte(byte(text.get(2..4)?)?), 4)),
        (b'\\', b'n') => '\n',
        (b'\\', b'r') => '\r',
        (b'\\', b't') => '\t',
        (b'\\', b'b') => '\u{8}',
        (b'\\', b'f') => '\u{c}',
        (b'\\', sign @ (b'"' | b'\'' | b'\\' | b'/')) => char::from(*sign),
        _ => return None,
    };
    Some((Meaning::Character(character), 2))
}

fn of_unit(text: &[u8]) -> Option<(Meaning, usize)> {
    let first = unit(text.get(2..6)?)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((Meaning::Character(character), 6));
    }
    let second = unit(text.get(6..12)?.strip_prefix(b"\\u")?)?;
    let character = char::decode_utf16([first, second]).next()?.ok()?;
    Some((Meaning::Character(character), 12))
}

/// `%41`.
fn of_url(text: &[u8]) -> Option<(Meaning, usize)> {
    let digits = text.strip_prefix(b"%")?.get(..2)?;
    Some((Meaning::Byte(byte(digits)?), 3))
}

/// `&amp;`, `&#65;` and `&#x41;`.
fn of_markup(text: &[u8]) -> Option<(Meaning, usize)> {
    let near = text.strip_prefix(b"&")?;
    let end = near.iter().take(LONGEST_ENTITY).position(|byte| *byte == b';')?;
    let character = entity(str::from_utf8(&near[..end]).ok()?)?;
    Some((Meaning::Character(character), end + 2))
}

fn byte(digits: &[u8]) -> Option<u8> {
    u8::try_from(unit(digits)?).ok()
}

fn unit(digits: &[u8]) -> Option<u16> {
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
}
