//! Whatever frames come one after the other, the terminal shows each as it was asked for.

use proptest::prelude::*;
use ratatui::{
    buffer::{Buffer, Cell, CellWidth as _},
    layout::{Position, Rect},
    style::{Color, Modifier, Style},
};
use unicode_width::UnicodeWidthChar;

use super::screen::terminal;
use crate::runtime::Surface as _;

/// What happens between two frames.
#[derive(Clone, Debug)]
enum Step {
    /// Texts are written.
    Write(Vec<(u16, u16, String, Style)>),
    /// An area gets another look.
    Dye(Rect, Style),
    /// A band of rows moves, and what comes in is written anew or blank.
    Move { first: u16, rows: u16, lines: u16, up: bool, text: Option<String> },
    /// Rows are emptied.
    Empty { first: u16, rows: u16 },
    /// The window changes.
    Resize(u16, u16),
    /// The cursor is shown somewhere, or not at all.
    Cursor(Option<(u16, u16)>),
    /// Something else wrote on the terminal, and the screen is painted anew.
    Disturb(String),
}

const SYMBOLS: [&str; 16] = [
    "a",
    "b",
    " ",
    "   ",
    "row 12",
    "─",
    "…",
    "é",
    "e\u{301}",
    "中",
    "文字",
    "😀",
    "❤\u{fe0f}",
    "👍🏽",
    "1\u{fe0f}\u{20e3}",
    "ｶ",
];

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&SYMBOLS[..]), 1..12).prop_map(|parts| parts.concat())
}

fn style() -> impl Strategy<Value = Style> {
    let colors = [
        Color::Reset,
        Color::Reset,
        Color::Red,
        Color::Cyan,
        Color::LightGreen,
        Color::Indexed(200),
        Color::Rgb(1, 20, 255),
    ];
    let color = || proptest::sample::select(colors.to_vec());
    let modifiers =
        [Modifier::BOLD, Modifier::DIM, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED].to_vec();
    (color(), color(), proptest::sample::subsequence(modifiers, 0..3)).prop_map(|(fg, bg, modifiers)| {
        let modifier = modifiers.into_iter().fold(Modifier::empty(), Modifier::union);
        Style::new().fg(fg).bg(bg).add_modifier(modifier)
    })
}

fn step() -> impl Strategy<Value = Step> {
    let written = (0..30_u16, 0..14_u16, text(), style());
    let moved = (0..14_u16, 2..14_u16, 1..4_u16, any::<bool>(), proptest::option::of(text()));
    prop_oneof![
        4 => proptest::collection::vec(written, 1..6).prop_map(Step::Write),
        2 => (0..30_u16, 0..14_u16, 1..30_u16, 1..4_u16, style())
            .prop_map(|(x, y, width, height, style)| Step::Dye(Rect::new(x, y, width, height), style)),
        6 => moved.prop_map(|(first, rows, lines, up, text)| Step::Move { first, rows, lines, up, text }),
        1 => (0..14_u16, 1..14_u16).prop_map(|(first, rows)| Step::Empty { first, rows }),
        1 => (1..36_u16, 1..16_u16).prop_map(|(columns, rows)| Step::Resize(columns, rows)),
        1 => proptest::option::of((0..36_u16, 0..16_u16)).prop_map(Step::Cursor),
        1 => "[ -~\u{1b}\r\n]{0,20}".prop_map(Step::Disturb),
    ]
}

/// What the frame is made of, as widgets would: nothing stands where a wide glyph does.
fn tidy(buffer: &mut Buffer) {
    for row in buffer.area.rows() {
        let mut column = 0;
        while column < row.width {
            let cell = &mut buffer[(column, row.y)];
            // The terminal of these tests cannot show both, and cannot be told to stay in a row.
            if cell.modifier.contains(Modifier::BOLD) {
                cell.modifier.remove(Modifier::DIM);
            }
            let widest: usize = cell.symbol().chars().filter_map(UnicodeWidthChar::width).sum();
            if usize::from(column) + widest > usize::from(row.width) {
                cell.set_symbol(" ");
            }
            let width = cell.cell_width().max(1);
            if column + width > row.width {
                cell.set_symbol(" ");
            }
            for rest in column + 1..(column + width).min(row.width) {
                buffer[(rest, row.y)] = Cell::EMPTY;
            }
            column += width;
        }
    }
}

fn change(buffer: &mut Buffer, step: &Step) {
    let area = buffer.area;
    match step {
        Step::Write(texts) => {
            for (x, y, text, style) in texts.iter().filter(|(x, y, ..)| *x < area.width && *y < area.height) {
                buffer.set_string(*x, *y, text, *style);
                tidy(buffer);
            }
        }
        Step::Dye(place, style) => buffer.set_style(place.intersection(area), *style),
        Step::Move { first, rows, lines, up, text } => {
            let before = buffer.clone();
            let end = (first + rows).min(area.height);
            for y in *first..end {
                let origin = if *up { y.checked_add(*lines) } else { y.checked_sub(*lines) };
                let origin = origin.filter(|origin| (*first..end).contains(origin));
                for x in 0..area.width {
                    buffer[(x, y)] = origin.map_or(Cell::EMPTY, |origin| before[(x, origin)].clone());
                }
                if let (None, Some(text)) = (origin, text) {
                    buffer.set_string(0, y, text, Style::new());
                }
            }
        }
        Step::Empty { first, rows } => {
            for y in *first..(first + rows).min(area.height) {
                for x in 0..area.width {
                    buffer[(x, y)] = Cell::EMPTY;
                }
            }
        }
        Step::Resize(columns, rows) => buffer.resize(Rect::new(0, 0, *columns, *rows)),
        Step::Cursor(_) | Step::Disturb(_) => {}
    }
    tidy(buffer);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_terminal_shows_what_was_asked_for(steps in proptest::collection::vec(step(), 1..16)) {
        let (mut terminal, screen) = terminal(30, 14);
        let mut wanted = Buffer::empty(Rect::new(0, 0, 30, 14));
        let mut cursor = None;
        for step in steps {
            change(&mut wanted, &step);
            match &step {
                Step::Resize(columns, rows) => screen.resize(*columns, *rows),
                Step::Disturb(text) => {
                    screen.disturb(text);
                    terminal.painter.forget();
                }
                Step::Cursor(place) => cursor = *place,
                _ => {}
            }
            terminal.painter.show(&wanted, cursor.map(Position::from)).expect("drawn");
            screen.shows(&wanted);
            prop_assert_eq!(screen.hides_cursor(), cursor.is_none());
            if let Some((column, row)) = cursor {
                let (columns, rows) = (wanted.area.width - 1, wanted.area.height - 1);
                prop_assert_eq!(screen.cursor(), (row.min(rows), column.min(columns)));
            }
        }
    }
}
