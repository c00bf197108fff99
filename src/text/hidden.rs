//! Which characters drive a terminal or cannot be seen. Uses the standard library only.

/// Whether `character` has an effect on a terminal, on the characters around it or on nothing at all, without being
/// something to look at. Marks that are drawn on the letter before them can be seen and are not meant.
///
/// Blanks count as hidden unless their width tells them apart: only the space and the wide space of East Asian
/// texts are left. A SKU with a no-break space in it is another SKU, and nobody would ever find out why.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control() || is_blank(character) || is_format(character) || has_no_meaning(character)
}

fn is_blank(character: char) -> bool {
    matches!(
        character,
        '\u{a0}' // no-break space
            | '\u{115f}' // Hangul fillers
            | '\u{1160}'
            | '\u{3164}'
            | '\u{ffa0}'
            | '\u{1680}' // Ogham space
            | '\u{17b4}' // Khmer vowels that are not written
            | '\u{17b5}'
            | '\u{2000}'
            ..='\u{200a}' // spaces of typesetters
            | '\u{202f}'
            | '\u{205f}'
            | '\u{2028}' // line and paragraph separators
            | '\u{2029}'
            | '\u{2800}' // Braille without dots
            | '\u{16fe4}' // Khitan filler
            | '\u{1d159}' // musical note without head
    )
}

fn is_format(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' // soft hyphen
            | '\u{34f}' // grapheme joiner
            | '\u{61c}' // Arabic letter mark
            | '\u{180b}'..='\u{180f}' // Mongolian selectors and vowel separator
            | '\u{200b}'..='\u{200f}' // zero-width space, joiners, direction marks
            | '\u{202a}'..='\u{202e}' // embeddings and overrides of direction
            | '\u{2060}'..='\u{206f}' // word joiner, invisible operators, isolates
            | '\u{fe00}'..='\u{fe0f}' // variation selectors
            | '\u{feff}' // byte order mark
            | '\u{fff0}'..='\u{fffc}' // annotations, place of an object
            | '\u{13430}'..='\u{1343f}' // joiners of hieroglyphs
            | '\u{1bca0}'..='\u{1bca3}' // controls of shorthand
            | '\u{1d173}'..='\u{1d17a}' // controls of musical notation
            | '\u{e0000}'..='\u{e0fff}' // tags, more variation selectors
    )
}

/// What Unicode leaves to private agreements, or promises never to use.
fn has_no_meaning(character: char) -> bool {
    let is_last_of_plane = u32::from(character) & 0xfffe == 0xfffe;
    let is_private = matches!(character, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    is_private || is_last_of_plane || matches!(character, '\u{fdd0}'..='\u{fdef}')
}
