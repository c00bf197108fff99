//! The names of the themes, and each role in the one that holds.

use ratatui::layout::{Constraint, Layout, Position, Rect};

use crate::{
    app::screens::themes::ThemeChoice,
    text,
    ui::{Frame, Role, Scene, widgets},
};

/// Cells for the names.
const NAMES: u16 = 22;

pub(in crate::ui) fn themes(scene: Scene<'_>, choice: &ThemeChoice, frame: &mut Frame<'_>, area: Rect) {
    let columns = [Constraint::Length(NAMES), Constraint::Length(2), Constraint::Min(1)];
    let [names, _, sample] = Layout::horizontal(columns).areas(area);
    let themes = &scene.model.shared.themes;
    let lines = names.rows().skip(1);
    for ((place, name), line) in themes.names.iter().enumerate().skip(choice.cursor.top).zip(lines) {
        let at = place == choice.cursor.position;
        let style = if at { scene.theme.cursor_row(true) } else { scene.theme.plain() };
        let shown = text::fit(&format!(" {}", text::safe(name)), usize::from(NAMES));
        widgets::put(&shown, usize::from(NAMES), style, frame.buffer_mut(), Position::new(line.x, line.y));
        if at {
            widgets::point_at(line, scene.theme, frame);
        }
    }
    roles(scene, frame, sample);
}

/// Each role by its name in a file, in as many columns as it takes.
fn roles(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    const CELLS: usize = 16;
    let rows = usize::from(area.height.saturating_sub(1)).max(1);
    for (place, role) in Role::ALL.into_iter().enumerate() {
        let (column, row) = (place / rows, place % rows);
        let x = area.x + u16::try_from(column * (CELLS + 1)).unwrap_or(u16::MAX);
        let y = area.y + 1 + u16::try_from(row).unwrap_or(u16::MAX);
        let room = usize::from(area.right().saturating_sub(x)).min(CELLS);
        let words = text::fit(role.word(), room);
        widgets::put(&words, room, scene.theme.look(role), frame.buffer_mut(), Position::new(x, y));
    }
}
