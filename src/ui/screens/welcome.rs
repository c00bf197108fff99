//! The first screen when nothing is configured.

use ratatui::{
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Wrap},
};

use crate::{
    text,
    ui::{Frame, Scene},
};

pub(in crate::ui) fn welcome(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let theme = scene.theme;
    let choice = |key: &'static str, words: String| {
        Line::from(vec![Span::styled(key, theme.key()), Span::raw("  "), Span::raw(words)])
    };
    let setting = |name: &'static str, example: &'static str| {
        Line::from(vec![Span::styled(format!("  {name:<16}"), theme.key()), Span::raw(example)])
    };
    let mut lines = vec![
        Line::styled("The console for customer licenses", theme.heading()),
        Line::raw(""),
        choice("c", "connect to a server".to_owned()),
        choice("s", "try the sandbox: a server of its own".to_owned()),
    ];
    let profiles = &scene.model.shared.profiles;
    if !profiles.is_empty() {
        let words = format!("profile NAME, with one of {}", profiles.join(", "));
        lines.push(choice(":", text::safe(&words).into_owned()));
    }
    lines.extend([
        Line::raw(""),
        Line::raw("Or leave with q, set these, and start again:"),
        setting("LICTOR_URL", "https://api.example.net"),
        setting("LICTOR_INSTANCE", "draas_v1"),
        setting("LICTOR_TOKEN", "the access token"),
        setting("LICTOR_SCOPE", "groups/UUID, if you always work there"),
    ]);
    let inner = area.inner(ratatui::layout::Margin::new(2, 0));
    frame.render_widget(Paragraph::new(lines).wrap(Wrap { trim: false }), inner);
}
