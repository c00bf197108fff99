//! A question over the screen.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    app::{
        headless,
        screens::{Act, Question},
    },
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
    let inside = widgets::modal(&text::safe(&question.title), lines, theme, frame, area);
    if let Act::Send(writes) = &question.act
        && let Some(first) = writes.first()
    {
        let command = headless::command(first, scene.model.shared.place.as_ref());
        let below = inside.bottom() + 1;
        let rest = Rect { y: below, height: area.bottom().saturating_sub(below), ..area };
        widgets::command(&command, 0, theme.dim(), frame, rest.intersection(area));
    }
}
