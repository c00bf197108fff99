//! A question over the screen.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    app::screens::Question,
    text,
    ui::{Scene, widgets},
};

pub(in crate::ui) fn question(scene: Scene<'_>, question: &Question, frame: &mut Frame<'_>, area: Rect) {
    let theme = *scene.theme;
    let mut lines: Vec<Line<'static>> =
        question.lines.iter().map(|line| Line::raw(text::safe(line).into_owned())).collect();
    lines.push(Line::raw(""));
    lines.push(Line::from(vec![
        Span::styled("y", theme.key()),
        Span::raw(" yes   "),
        Span::styled("n", theme.key()),
        Span::raw(" no"),
    ]));
    widgets::modal(&text::safe(&question.title), lines, theme, frame, area);
}
