//! Records as JSON: what the server sent, exactly. Characters that a terminal would obey or hide are written as
//! escapes, which mean the same to every reader of JSON.

use std::io;

use serde::Serialize;
use serde_json::{Serializer, ser::Formatter};

/// Each value as one line.
///
/// # Errors
/// None in practice; the writer works in memory.
pub fn lines<T: Serialize>(values: &[T]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    for value in values {
        value.serialize(&mut Serializer::with_formatter(&mut bytes, Visible))?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// Compact, with escapes for what cannot be seen.
struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self, writer: &mut W, fragment: &str,
    ) -> io::Result<()> {
        // No stop at the first one: that is how many bytes are looked at in one go.
        if !fragment.bytes().fold(false, |any, byte| any | may_begin_unseen(byte)) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut written = 0;
        for (start, character) in fragment.char_indices().filter(|(_, character)| is_unseen(*character)) {
            writer.write_all(&fragment.as_bytes()[written..start])?;
            // One outside the basic plane is written as two (RFC 8259 section 7).
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            written = start + character.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[written..])
    }
}

/// Control characters, characters of direction and zero width, and tags.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Whether one of them may begin with this byte in UTF-8; nearly all text is told by that alone.
fn may_begin_unseen(byte: u8) -> bool {
    matches!(byte, ..0x20 | 0x7f | 0xc2 | 0xd8 | 0xe1 | 0xe2 | 0xef | 0xf3)
}

#[cfg(test)]
mod tests;
