//! Looks as words: attributes and a colour, and after `on` the colour behind: `bold black on #ffd75f`.

use std::fmt;

use ratatui::style::{Color, Modifier, Style};

const ATTRIBUTES: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underlined", Modifier::UNDERLINED),
    ("reversed", Modifier::REVERSED),
];

/// The sixteen colours of terminals, by the names that ECMA-48 and their makers gave them.
const COLOURS: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

/// A word that says nothing about a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLook(String);

impl fmt::Display for UnknownLook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = |names: &mut dyn Iterator<Item = &'static str>| names.collect::<Vec<_>>().join(", ");
        let attributes = words(&mut ATTRIBUTES.iter().map(|(name, _)| *name));
        let colours = words(&mut COLOURS.iter().map(|(name, _)| *name));
        write!(
            formatter,
            "{:?} is no look; there are {attributes}; the colours {colours}, #rrggbb and 0 to 255; and \"on\" before \
             the colour behind",
            self.0
        )
    }
}

/// The look that words say.
///
/// # Errors
/// The first word that says nothing.
pub(super) fn look(words: &str) -> Result<Style, UnknownLook> {
    let mut look = Style::new();
    let mut words = words.split_whitespace();
    while let Some(word) = words.next() {
        let attribute = ATTRIBUTES.iter().find(|(name, _)| *name == word);
        look = match attribute {
            Some((_, modifier)) => look.add_modifier(*modifier),
            None if word == "on" => {
                let behind = words.next().ok_or_else(|| UnknownLook(word.to_owned()))?;
                look.bg(colour(behind)?)
            }
            None => look.fg(colour(word)?),
        };
    }
    Ok(look)
}

fn colour(word: &str) -> Result<Color, UnknownLook> {
    let unknown = || UnknownLook(word.to_owned());
    if let Some((_, colour)) = COLOURS.iter().find(|(name, _)| *name == word) {
        return Ok(*colour);
    }
    if let Some(digits) = word.strip_prefix('#') {
        let is_plain = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u32::from_str_radix(digits, 16).ok().filter(|_| is_plain).ok_or_else(unknown)?;
        let [_, red, green, blue] = number.to_be_bytes();
        return Ok(Color::Rgb(red, green, blue));
    }
    word.parse().map(Color::Indexed).map_err(|_| unknown())
}
