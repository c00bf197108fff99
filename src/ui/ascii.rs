//! For terminals that show nothing but ASCII: the marks of the screen get ASCII stand-ins, and every other character
//! a question mark.

use ratatui::buffer::Buffer;

const STAND_INS: [(&str, &str); 14] = [
    ("─", "-"),
    ("│", "|"),
    ("┌", "+"),
    ("┐", "+"),
    ("└", "+"),
    ("┘", "+"),
    ("…", "~"),
    ("·", "-"),
    ("×", "x"),
    ("█", "#"),
    ("░", "."),
    ("→", ">"),
    ("›", ">"),
    ("•", "*"),
];

/// Replaces what is not ASCII in a drawn screen.
pub(super) fn reduce(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let stand_in = STAND_INS.iter().find(|(mark, _)| *mark == cell.symbol());
            cell.set_symbol(stand_in.map_or("?", |(_, ascii)| ascii));
        }
    }
}
