//! Letters and signs that pass for others. Uses unicode-script, unicode-security and unicode-width.
//!
//! What looks like what is Unicode's own list (Unicode Technical Standard #39, confusables). When it matters is ours:
//! names in Russian or Greek are to stay readable, and a SKU with one Cyrillic letter in it must not pass for another.

use std::collections::HashSet;

use unicode_script::{Script, UnicodeScript};
use unicode_security::{GeneralSecurityProfile, skeleton};
use unicode_width::UnicodeWidthChar;

/// Signs of ordinary typography: everybody writes them, and nobody takes them for others.
const TYPOGRAPHY: [char; 9] = ['‘', '’', '‚', '“', '”', '„', '…', '–', '№'];
/// The characters before this one have a place on keyboards, and are what they look like.
const FIRST_OF_THE_RARE: char = 'ſ';

/// Where in `text` characters stand that pass for others, in bytes, in order:
///
/// - in a word of Latin and another script, those of the rarer one, when the foreign ones look like ASCII;
/// - in a text whose letters of another script all look like ASCII, every one of them: nothing tells that they are not;
/// - rare forms of Latin letters (`ɑ`, `𝐚`, `ﬁ`) and signs (`‐`, `⁄`) that look like ASCII, wherever they stand.
///
/// Wide characters are told apart by their width.
pub(super) fn lookalikes(text: &str) -> Vec<usize> {
    let letters: Vec<Letter> = text.char_indices().filter_map(Letter::of).collect();
    let mut places: Vec<usize> = Vec::new();
    for word in letters.chunk_by(|left, right| left.end == right.place) {
        places.extend(intruders(word).map(|letter| letter.place));
    }
    let telling: HashSet<Script> =
        letters.iter().filter(|letter| letter.tells()).map(|letter| letter.script).collect();
    let untold =
        letters.iter().filter(|letter| letter.foreign().is_some_and(|script| !telling.contains(&script)));
    places.extend(untold.map(|letter| letter.place));
    places.extend(
        text.char_indices().filter(|(_, character)| is_rare_form(*character)).map(|(place, _)| place),
    );
    places.sort_unstable();
    places.dedup();
    places
}

/// A letter, a digit, or a mark on one.
struct Letter {
    place: usize,
    end: usize,
    character: char,
    script: Script,
    /// Whether it looks like ASCII, and is none.
    imitates: bool,
}

impl Letter {
    fn of((place, character): (usize, char)) -> Option<Self> {
        let is_of_word = character.is_alphanumeric() || character.width() == Some(0);
        is_of_word.then(|| Self {
            place,
            end: place + character.len_utf8(),
            character,
            script: script_of(character),
            imitates: imitates(character),
        })
    }

    fn is_latin(&self) -> bool {
        self.script == Script::Latin
    }

    /// Whether the letter shows which script it is of. Digits prove nothing, and hide nothing.
    fn tells(&self) -> bool {
        !self.imitates || self.character.is_numeric()
    }

    /// The script, when it is another one than Latin, and not one of them all.
    fn foreign(&self) -> Option<Script> {
        let is_foreign =
            !matches!(self.script, Script::Latin | Script::Common | Script::Inherited | Script::Unknown);
        (is_foreign && self.character.width() == Some(1)).then_some(self.script)
    }
}

fn script_of(character: char) -> Script {
    match character {
        'a'..='z' | 'A'..='Z' => Script::Latin,
        '\0'..='\x7f' => Script::Common,
        _ => character.script(),
    }
}

/// Those of a word that pass for letters of the others.
fn intruders(word: &[Letter]) -> impl Iterator<Item = &Letter> {
    let latin = word.iter().filter(|letter| letter.is_latin()).count();
    let foreign = word.iter().filter(|letter| letter.foreign().is_some()).count();
    let mixed = latin > 0 && word.iter().any(|letter| letter.foreign().is_some() && letter.imitates);
    word.iter().filter(move |letter| {
        mixed
            && if latin < foreign { letter.is_latin() } else { letter.foreign().is_some() && letter.imitates }
    })
}

/// Whether a character that most people never write looks like ASCII.
fn is_rare_form(character: char) -> bool {
    // Most characters are known to be none before anything is looked up.
    let is_rare = || !character.is_alphanumeric() || !character.identifier_allowed();
    character >= FIRST_OF_THE_RARE
        && !TYPOGRAPHY.contains(&character)
        && matches!(character.script(), Script::Latin | Script::Common)
        && is_rare()
        && imitates(character)
}

/// Whether a narrow character that is not ASCII looks like one or more that are, but for the marks on it.
fn imitates(character: char) -> bool {
    if character < FIRST_OF_THE_RARE || character.width() != Some(1) {
        return false;
    }
    let mut bytes = [0; 4];
    let mut looks =
        skeleton(character.encode_utf8(&mut bytes)).filter(|look| look.width() != Some(0)).peekable();
    looks.peek().is_some() && looks.all(|look| look.is_ascii_graphic())
}

#[cfg(test)]
mod tests;
