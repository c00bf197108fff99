//! What a command that is being typed may mean, above its line.

use ratatui::layout::{Position, Rect};

use crate::{
    app::{
        palette::Entry,
        screens::command::{CommandLine, ROWS},
    },
    text,
    ui::{
        Frame, Scene,
        widgets::{self, Cells},
    },
};

/// From this many columns on there is room for the commands that do the same without a screen.
const ROOM_FOR_COMMANDS: usize = 70;

pub(in crate::ui) fn palette(scene: Scene<'_>, line: &CommandLine, frame: &mut Frame<'_>, area: Rect) {
    let count = line.found().len().min(ROWS);
    let height = u16::try_from(count + 1).unwrap_or(area.height).min(area.height);
    if count == 0 || height < 2 {
        return;
    }
    let area = Rect { y: area.bottom() - height, height, ..area };
    widgets::clear(scene.theme, frame, area);
    let mut lines = area.rows();
    if let Some(divider) = lines.next() {
        widgets::fill("─", scene.theme.border(), frame.buffer_mut(), divider);
    }
    let width = usize::from(area.width);
    let columns = columns(width);
    let rows = usize::from(height) - 1;
    let top = line.cursor.top_in(rows);
    for ((place, entry), row) in line.found().enumerate().skip(top).zip(lines) {
        let at = place == line.cursor.position;
        let style = if at { scene.theme.cursor_row(true) } else { scene.theme.plain() };
        let shown = widgets::row(&columns, &texts(entry, columns.len()));
        let shown = text::fit(&format!(" {shown}"), width);
        widgets::put(&shown, width, style, frame.buffer_mut(), Position::new(row.x, row.y));
        if at {
            widgets::point_at(row, scene.theme, frame);
        }
    }
}

fn columns(width: usize) -> Vec<Cells> {
    let left = width.saturating_sub(1 + 14 + 9 + 2 * 2);
    let cells = |width| Cells { width, right: false };
    if width < ROOM_FOR_COMMANDS {
        return vec![cells(14), cells(9), cells(left)];
    }
    let help = (left * 11 / 20).saturating_sub(2);
    vec![cells(14), cells(9), cells(help), cells(left.saturating_sub(help + 2))]
}

fn texts(entry: &Entry, columns: usize) -> Vec<&str> {
    let texts = [entry.name.as_str(), &entry.key, entry.help, entry.headless.unwrap_or_default()];
    texts[..columns].to_vec()
}
