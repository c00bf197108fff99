//! Deleting a license.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Wrap},
};

use crate::{
    app::{
        model::Tone,
        screens::{delete::Deletion, not_done},
    },
    text,
    ui::{Scene, widgets},
};

pub(in crate::ui) fn deletion(scene: Scene<'_>, deletion: &Deletion, frame: &mut Frame<'_>, area: Rect) {
    let theme = scene.theme;
    let expected = deletion.expected();
    let license = &deletion.license;
    let fact = |name: &'static str, value: String| {
        Line::from(vec![Span::styled(format!(" {name:<12} "), theme.heading()), Span::raw(value)])
    };
    let lines = vec![
        Line::styled(" This license will be deleted for good.", theme.tone(Tone::Bad)),
        fact("ID", license.id.to_string()),
        fact("SKU", text::safe(&license.sku).into_owned()),
        fact("Name", text::safe(&license.name).into_owned()),
        fact("Status", text::safe(license.status.word()).into_owned()),
        fact("Scope", deletion.scope.to_string()),
        Line::raw(""),
        Line::from(vec![
            Span::raw(" Type "),
            Span::styled(expected, theme.heading()),
            Span::raw(" to delete it:"),
        ]),
    ];
    let rows = u16::try_from(lines.len()).unwrap_or(area.height);
    frame.render_widget(Paragraph::new(lines), area);
    let field = Rect { x: area.x + 1, y: area.y + rows, width: area.width.saturating_sub(2), height: 1 };
    let field = field.intersection(area);
    if field.is_empty() {
        return;
    }
    let typing = deletion.request.is_none() && scene.model.overlay.is_none();
    widgets::input(&deletion.input, theme.field(true), typing, frame, field);
    let remark = Rect { y: field.y + 1, height: area.bottom().saturating_sub(field.y + 1), ..field };
    let paragraph = Paragraph::new(remark_lines(scene, deletion)).wrap(Wrap { trim: false });
    frame.render_widget(paragraph, remark);
}

fn remark_lines(scene: Scene<'_>, deletion: &Deletion) -> Vec<Line<'static>> {
    let bad = scene.theme.tone(Tone::Bad);
    if deletion.mistyped {
        return vec![Line::styled("that is not it: nothing was deleted", bad)];
    }
    match &deletion.problem {
        Some(problem) if problem.asks_for_log_in() => {
            vec![
                Line::styled(text::safe(&not_done(problem)).into_owned(), bad),
                Line::raw("Enter sends it again once you have logged in"),
            ]
        }
        Some(problem) => {
            let advice = scene.model.shared.advice(problem);
            vec![
                Line::styled(text::safe(&problem.message()).into_owned(), bad),
                Line::raw(text::safe(&advice).into_owned()),
            ]
        }
        None => Vec::new(),
    }
}
