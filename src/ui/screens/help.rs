//! The help.

use ratatui::{
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    app::screens::help::{Help, Line as Entry},
    ui::{Frame, Scene},
};

pub(in crate::ui) fn help(scene: Scene<'_>, help: &Help, frame: &mut Frame<'_>, area: Rect) {
    let theme = scene.theme;
    let lines: Vec<Line<'_>> = help
        .lines
        .iter()
        .skip(help.top)
        .take(usize::from(area.height))
        .map(|line| match line {
            Entry::Heading(title) => Line::styled(format!(" {title}"), theme.heading()),
            Entry::Keys { keys, help, name } => Line::from(vec![
                Span::styled(format!("  {keys:<20} "), theme.key()),
                Span::raw(*help),
                Span::styled(format!("  {name}"), theme.dim()),
            ]),
            Entry::Doubt => Line::styled(format!("  {:<20} the account probably may not", ""), theme.dim()),
            Entry::Gap => Line::raw(""),
        })
        .collect();
    frame.render_widget(Paragraph::new(lines), area);
}
