//! The first screen when nothing is configured.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Wrap},
};

use crate::ui::Scene;

pub(in crate::ui) fn welcome(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let theme = scene.theme;
    let setting = |name: &'static str, example: &'static str| {
        Line::from(vec![Span::styled(format!("  {name:<16}"), theme.key()), Span::raw(example)])
    };
    let lines = vec![
        Line::raw(""),
        Line::styled("The console for customer licenses", theme.heading()),
        Line::raw(""),
        Line::raw("Nothing is configured yet."),
        Line::raw(""),
        Line::from(vec![Span::styled("s", theme.key()), Span::raw("  try the sandbox: a server of its own")]),
        Line::raw(""),
        Line::raw("To connect to a server, leave with q, set these, and start again:"),
        setting("LICTOR_URL", "https://api.example.net"),
        setting("LICTOR_INSTANCE", "draas_v1"),
        setting("LICTOR_TOKEN", "the access token"),
        setting("LICTOR_SCOPE", "groups/UUID, if you always work there"),
    ];
    let inner = area.inner(ratatui::layout::Margin::new(2, 0));
    frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: false }), inner);
}
