//! Upper and lower case made one, letter by letter. Uses the standard library only.

/// The letter that stands for `letter` and its other cases.
///
/// It is the lower case where that is one letter. Two things differ from the standard library's: a letter outside
/// ASCII never becomes one within (the Kelvin sign stays itself), so that ASCII text can be searched byte by byte;
/// and the final sigma is a sigma.
pub(super) fn fold(letter: char) -> char {
    match letter {
        '\0'..='\u{7f}' => letter.to_ascii_lowercase(),
        'ς' => 'σ',
        // The scripts that are met most are told by arithmetic; a test holds this against the standard library.
        'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ω' | 'А'..='Я' => moved(letter, 0x20),
        'Ѐ'..='Џ' => moved(letter, 0x50),
        '\u{80}'..='\u{bf}'
        | 'ß'..='ÿ'
        | 'α'..='ω'
        | 'а'..='џ'
        | '\u{590}'..='\u{109f}'
        | '\u{2e80}'..='\u{a63f}'
        | '\u{ac00}'..='\u{fb4f}' => letter,
        _ => simple_lower_case(letter),
    }
}

fn moved(letter: char, distance: u32) -> char {
    char::from_u32(u32::from(letter) + distance).unwrap_or(letter)
}

fn simple_lower_case(letter: char) -> char {
    let mut lower = letter.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(single), None) if !single.is_ascii() => single,
        _ => letter,
    }
}

#[cfg(test)]
mod tests;
