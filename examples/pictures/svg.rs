//! A terminal's screen as an SVG.

use std::fmt::Write as _;

use anstyle_svg::Term;
use vt100::{Cell, Color, Screen};

/// What a screen shows, as a picture; on white where it `is_light`.
pub(crate) fn picture(screen: &Screen, is_light: bool) -> String {
    let (black, white) = (anstyle::AnsiColor::Black.into(), anstyle::AnsiColor::BrightWhite.into());
    let term = if is_light { Term::new().fg_color(black).bg_color(white) } else { Term::new() };
    term.render_svg(&styled_text(screen))
}

/// The screen as text with the escape codes of its colours.
fn styled_text(screen: &Screen) -> String {
    let (rows, columns) = screen.size();
    let mut text = String::new();
    for row in 0..rows.get() {
        for column in 0..columns.get() {
            let Some(cell) = screen.cell(row, column) else { continue };
            if cell.is_wide_continuation() {
                continue;
            }
            let contents = if cell.has_contents() { cell.contents() } else { " " };
            let _ = write!(text, "\u{1b}[0m{}{contents}", codes(cell));
        }
        text.push_str("\u{1b}[0m\n");
    }
    text
}

/// How a cell looks, a sequence for each attribute: the library overlooks the second colour of one.
fn codes(cell: &Cell) -> String {
    let mut codes = String::new();
    let flags = [(cell.bold(), 1), (cell.dim(), 2), (cell.underline(), 4), (cell.inverse(), 7)];
    for (_, code) in flags.into_iter().filter(|(set, _)| *set) {
        let _ = write!(codes, "\u{1b}[{code}m");
    }
    for (color, base) in [(cell.fgcolor(), 30), (cell.bgcolor(), 40)] {
        match color {
            Color::Default => {}
            Color::Idx(index @ 0..=7) => {
                let _ = write!(codes, "\u{1b}[{}m", base + u16::from(index));
            }
            Color::Idx(index) => {
                let _ = write!(codes, "\u{1b}[{};5;{index}m", base + 8);
            }
            Color::Rgb(red, green, blue) => {
                let _ = write!(codes, "\u{1b}[{};2;{red};{green};{blue}m", base + 8);
            }
        }
    }
    codes
}
