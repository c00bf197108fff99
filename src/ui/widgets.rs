//! Pieces that several screens are made of.

use ratatui::{
    buffer::{Buffer, Cell},
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
    widgets::{Block, Clear, Padding, Paragraph, Wrap},
};
use tui_input::Input;
use unicode_segmentation::UnicodeSegmentation as _;

use super::{Frame, theme::Theme};
use crate::text;

/// A bar of `cells` cells, filled as far as `done` of `all`.
pub(super) fn bar(done: u64, all: u64, cells: usize) -> String {
    let share = usize::try_from(done.min(all) * cells as u64 / all.max(1)).unwrap_or(cells);
    format!("{}{}", "█".repeat(share), "░".repeat(cells - share))
}

/// Puts the sign of the cursor before its row, where the row's style does not tell. Rows begin with a blank for it.
pub(super) fn point_at(row: Rect, theme: &Theme, frame: &mut Frame<'_>) {
    if theme.slow && !row.is_empty() {
        frame.buffer_mut().set_string(row.x, row.y, ">", theme.key());
    }
}

/// A line of text that is being typed, scrolled so that the cursor is in sight. The terminal's own cursor stands in
/// it when it is focused.
pub(super) fn input(input: &Input, style: Style, focused: bool, frame: &mut Frame<'_>, area: Rect) {
    let width = usize::from(area.width);
    let cursor =
        input.value().char_indices().nth(input.cursor()).map_or(input.value().len(), |(place, _)| place);
    let (shown, cursor) = text::safe_with(input.value(), cursor);
    let before_width = text::width(&shown[..cursor]);
    let scroll = before_width.saturating_sub(width.saturating_sub(1));
    let visible = skip_cells(&shown, scroll);
    let visible = text::cut_with(visible, width, "");
    frame.buffer_mut().set_style(area, style);
    frame.buffer_mut().set_stringn(area.x, area.y, &visible, width, style);
    if focused {
        let column = u16::try_from(before_width - scroll).unwrap_or(area.width);
        frame.set_cursor_position(Position::new(area.x + column, area.y));
    }
}

/// The name of a field, with a marker where the focus is. Answers with the area of the field right of it.
pub(super) fn label(
    title: &str, cells: u16, at: bool, focused: bool, theme: &Theme, frame: &mut Frame<'_>, row: Rect,
) -> Rect {
    let marker = if at { ">" } else { " " };
    let style = if focused { theme.key() } else { theme.heading() };
    frame.render_widget(Span::styled(format!(" {marker} {title}"), style), row);
    Rect { x: row.x + cells, width: row.width.saturating_sub(cells + 1), ..row }
}

fn skip_cells(text: &str, cells: usize) -> &str {
    let mut skipped = 0;
    for (index, grapheme) in text.grapheme_indices(true) {
        if skipped >= cells {
            return &text[index..];
        }
        skipped += text::width(grapheme);
    }
    if skipped >= cells && cells > 0 { "" } else { text }
}

/// Writes a safe text into a row, as far as it fits into `cells`. The same as ratatui does it, but without looking for
/// graphemes where plain characters stand, and nearly all are.
pub(super) fn put(words: &str, cells: usize, style: Style, buffer: &mut Buffer, place: Position) {
    let room = cells.min(buffer.area.right().saturating_sub(place.x).into());
    if !buffer.area.contains(place) {
        return;
    }
    let start = buffer.index_of(place.x, place.y);
    let (mut rest, mut taken) = (words, 0);
    while !rest.is_empty() && taken < room {
        let (plain, cells) = text::plain_prefix(rest, room - taken);
        let x = place.x + u16::try_from(taken).unwrap_or_default();
        if cells > 0 {
            put_plain(plain, style, &mut buffer.content, start + taken);
            taken += cells;
            rest = &rest[plain.len()..];
        } else {
            let grapheme = rest.graphemes(true).next().unwrap_or(rest);
            let (end, _) = buffer.set_stringn(x, place.y, grapheme, room - taken, style);
            if end == x && text::width(grapheme) > 0 {
                break;
            }
            taken = usize::from(end - place.x);
            rest = &rest[grapheme.len()..];
        }
    }
}

/// Writes plain characters from a cell on. Nothing stands in the second cell of wide ones.
fn put_plain(characters: &str, style: Style, cells: &mut [Cell], mut at: usize) {
    for character in characters.chars() {
        cells[at].set_char(character).set_style(style);
        let end = at + text::plain_width(character).unwrap_or(1);
        cells[at + 1..end].iter_mut().for_each(Cell::reset);
        at = end;
    }
}

/// Writes a line of safe texts, as far as it fits into an area of one row.
pub(super) fn line(line: &Line<'_>, buffer: &mut Buffer, area: Rect) {
    let mut taken = 0;
    for span in &line.spans {
        let left = area.width.saturating_sub(taken);
        put(&span.content, left.into(), span.style, buffer, Position::new(area.x + taken, area.y));
        taken += u16::try_from(text::width(&span.content)).unwrap_or(left).min(left);
    }
}

/// Fills an area with a mark of one cell.
pub(super) fn fill(mark: &str, style: Style, buffer: &mut Buffer, area: Rect) {
    for place in area.intersection(buffer.area).positions() {
        buffer[place].set_symbol(mark).set_style(style);
    }
}

/// One column of a table: its width in cells, and whether it is set to the right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cells {
    pub(super) width: usize,
    pub(super) right: bool,
}

/// Puts a row of safe texts into the cells of a table, two cells apart.
pub(super) fn row(columns: &[Cells], texts: &[&str]) -> String {
    let mut line = String::with_capacity(columns.iter().map(|cells| cells.width + 2).sum());
    for (index, (cells, text)) in columns.iter().zip(texts).enumerate() {
        if index > 0 {
            line.push_str("  ");
        }
        if cells.right {
            let cut = text::cut(text, cells.width);
            line.extend(std::iter::repeat_n(' ', cells.width.saturating_sub(text::width(&cut))));
            line.push_str(&cut);
        } else {
            line.push_str(&text::fit(text, cells.width));
        }
    }
    line
}

/// Has an area hold nothing but the background.
pub(super) fn clear(theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    frame.render_widget(Clear, area);
    frame.buffer_mut().set_style(area, theme.plain());
}

/// The least width of a box, where the screen has it.
const MODAL_WIDTH: usize = 46;

/// A box in the middle of `area` with a title and wrapped lines. Answers with the area of the lines.
pub(super) fn modal(
    title: &str, lines: Vec<Line<'static>>, theme: &Theme, frame: &mut Frame<'_>, area: Rect,
) -> Rect {
    let most = usize::from(area.width.saturating_sub(4)).clamp(1, 72);
    let needed = lines.iter().map(Line::width).max().unwrap_or_default().max(text::width(title) + 2);
    let inner_width = needed.clamp(MODAL_WIDTH.min(most), most);
    let rows = rows(&lines, u16::try_from(inner_width).unwrap_or(u16::MAX));
    let width = u16::try_from(inner_width + 4).unwrap_or(area.width).min(area.width);
    let height = u16::try_from(rows + 2).unwrap_or(area.height).min(area.height);
    let place =
        Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    clear(theme, frame, place);
    let title = Span::styled(format!(" {} ", text::cut(title, inner_width)), theme.title());
    let block = Block::bordered().title(title).border_style(theme.border());
    let block = block.padding(Padding::horizontal(1));
    let inside = block.inner(place);
    frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: false }).block(block), place);
    inside
}

/// The command that does the same, on the last line of `area`, where `used` rows leave room for it.
pub(super) fn command(command: &str, used: usize, theme: &Theme, frame: &mut Frame<'_>, area: Rect) {
    if area.is_empty() || usize::from(area.height) <= used {
        return;
    }
    let line = Rect { y: area.bottom() - 1, height: 1, ..area };
    let words = text::safe(command);
    let words = text::cut(&words, usize::from(area.width).saturating_sub(2)).into_owned();
    clear(theme, frame, line);
    frame.render_widget(Span::styled(format!(" {words}"), theme.dim()), line);
}

/// How many rows lines take when they are wrapped into `cells`.
pub(super) fn rows(lines: &[Line<'_>], cells: u16) -> usize {
    lines.iter().map(|line| line.width().div_ceil(usize::from(cells.max(1))).max(1)).sum()
}

/// A value on the screen: in quotes, so that its ends can be seen; the word "nothing" where there is none.
pub(super) fn quoted(value: &str) -> String {
    if value.is_empty() { "nothing".to_owned() } else { format!("\"{}\"", text::safe(value)) }
}

/// Words in place of rows.
pub(super) fn remark(words: &str, style: Style, frame: &mut Frame<'_>, area: Rect) {
    let inside = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area }.intersection(area);
    let lines = wrap(words, usize::from(inside.width));
    frame.render_widget(Paragraph::new(lines.join("\n")).style(style), inside);
}

/// Breaks a safe text into lines of at most `cells` cells, between words where that is possible.
pub(super) fn wrap(text: &str, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(' ') {
        if !line.is_empty() && text::width(&line) + text::width(word.trim_end()) > cells {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(word);
        // A word that is longer than a line is broken where the line ends.
        while text::width(line.trim_end()) > cells {
            let head = text::cut_with(&line, cells, "").into_owned();
            if head.is_empty() {
                break;
            }
            line.drain(..head.len());
            lines.push(head);
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests;
