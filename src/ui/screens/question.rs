//! A question over the screen.

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    app::{
        headless,
        screens::{Act, Question},
    },
    text,
    ui::{Frame, Scene, widgets},
};

pub(in crate::ui) fn question(scene: Scene<'_>, question: &Question, frame: &mut Frame<'_>, area: Rect) {
    let theme = scene.theme;
    let mut lines: Vec<Line<'static>> =
        question.lines.iter().map(|line| Line::raw(text::safe(line).into_owned())).collect();
    lines.push(Line::raw(""));
    let answers: &[(&str, &str)] = match question.act {
        Act::TakeUp(_) => &[("y", "take it up"), ("n", "throw it away"), ("Esc", "later")],
        _ => &[("y", "yes"), ("n", "no")],
    };
    let answers = answers
        .iter()
        .flat_map(|(key, meaning)| [Span::styled(*key, theme.key()), Span::raw(format!(" {meaning}   "))]);
    lines.push(answers.collect());
    let inside = widgets::modal(&text::safe(&question.title), lines, theme, frame, area);
    if let Act::Send(writes) = &question.act
        && let Some(first) = writes.first()
    {
        let command = headless::command(first, scene.model.shared.place.as_ref());
        let below = inside.bottom() + 1;
        let rest = Rect { y: below, height: area.bottom().saturating_sub(below), ..area };
        widgets::command(&command, 0, theme, frame, rest.intersection(area));
    }
}
