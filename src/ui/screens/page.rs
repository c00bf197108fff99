//! A text alone: no borders, no marks, nothing that would be selected with it but the last line of the screen.

use ratatui::{
    layout::{Position, Rect},
    text::{Line, Span},
};

use crate::{
    app::{keymap::Action, screens::page::Page},
    text,
    ui::{Frame, Scene, widgets},
};

pub(in crate::ui) fn page(scene: Scene<'_>, page: &Page, frame: &mut Frame<'_>) {
    let area = frame.area();
    let last = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
    let mut rows = Rect { height: area.height.saturating_sub(1), ..area }.rows();
    let width = usize::from(area.width);
    for line in page.text.lines().skip(page.top) {
        let safe = text::safe(line);
        let mut rest = safe.as_ref();
        // Broken where the row ends and nowhere else, so that a terminal may join the rows again.
        for row in rows.by_ref() {
            let head = text::cut_with(rest, width, "");
            widgets::put(&head, width, scene.theme.plain(), frame.buffer_mut(), Position::new(row.x, row.y));
            rest = &rest[head.len()..];
            if rest.is_empty() || head.is_empty() {
                break;
            }
        }
    }
    let model = scene.model;
    let key = |action| model.shared.keymap.label(model.contexts(), action);
    let (back, down) = (key(Action::Back), key(Action::Down));
    let words = Line::from(vec![
        Span::styled(back, scene.theme.key()),
        Span::raw(" back  "),
        Span::styled(down, scene.theme.key()),
        Span::raw(" scroll  No clipboard here: select the text"),
    ]);
    widgets::line(&words, frame.buffer_mut(), last);
}
