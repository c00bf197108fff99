//! The prompt for a reason, over the screen.

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    app::{headless, model::Tone, screens::reason::ReasonPrompt},
    text,
    ui::{Frame, Scene, widgets},
};

pub(in crate::ui) fn reason(scene: Scene<'_>, prompt: &ReasonPrompt, frame: &mut Frame<'_>, area: Rect) {
    let theme = scene.theme;
    let what = match prompt.writes.as_slice() {
        [only] => only.to_string(),
        several => format!("{} changes", several.len()),
    };
    let remark = if prompt.is_missing {
        Span::styled("this profile demands a reason for each change", theme.tone(Tone::Bad))
    } else {
        Span::styled("Enter sends · Esc goes back, nothing is sent", theme.dim())
    };
    let lines = vec![Line::raw(""), Line::raw(""), Line::from(remark)];
    let title = format!("Why? {}", text::safe(&what));
    let inside = widgets::modal(&title, lines, theme, frame, area);
    let field = Rect { height: 1, ..inside }.intersection(inside);
    widgets::input(&prompt.input, theme.field(true), true, frame, field);
    if let Some(first) = prompt.writes.first() {
        let command = headless::command(first, scene.model.shared.place.as_ref());
        let below = inside.bottom() + 1;
        let rest = Rect { y: below, height: area.bottom().saturating_sub(below), ..area };
        widgets::command(&command, 0, theme, frame, rest.intersection(area));
    }
}
