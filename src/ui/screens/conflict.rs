//! The choice between one's own values and those that somebody else has put in.

use ratatui::{
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use crate::{
    app::screens::form::{Contest, Form, Side},
    domain::FieldChange,
    ui::{Frame, Scene, widgets},
};

/// Cells left of the values.
const LABEL: usize = 16;

/// Draws it, scrolled so that the field to be chosen is in sight. Answers with how many rows it takes.
pub(super) fn conflict(scene: Scene<'_>, form: &Form, frame: &mut Frame<'_>, area: Rect) -> usize {
    let theme = scene.theme;
    let width = usize::from(area.width);
    let mut lines = said(
        "changed meanwhile by somebody else; nothing was sent: choose for each field",
        theme.changed(),
        width,
    );
    let mut seen_from = 0;
    for (position, contest) in form.conflict.contests.iter().enumerate() {
        let at = position == form.conflict.at;
        if at {
            seen_from = lines.len();
        }
        lines.extend(contest_lines(scene, form, contest, at, width));
        if at {
            // As much above it as there is room for.
            seen_from = lines.len().saturating_sub(usize::from(area.height)).min(seen_from);
        }
    }
    for FieldChange { field, before, after } in &form.conflict.taken_over {
        let words =
            format!("{}: {} → {}, taken over", field.word(), widgets::quoted(before), widgets::quoted(after));
        lines.extend(said(&words, theme.dim(), width));
    }
    lines.extend(said(&outlook(form), theme.plain(), width));
    let rows = lines.len();
    let top = if rows > usize::from(area.height) { u16::try_from(seen_from).unwrap_or(u16::MAX) } else { 0 };
    frame.render_widget(Paragraph::new(lines).scroll((top, 0)), area);
    rows
}

fn said(words: &str, style: Style, width: usize) -> Vec<Line<'static>> {
    let lines = widgets::wrap(words, width.saturating_sub(2).max(1));
    lines.into_iter().map(|line| Line::styled(format!(" {line}"), style)).collect()
}

fn contest_lines(
    scene: Scene<'_>, form: &Form, contest: &Contest, at: bool, width: usize,
) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let marker = if at { ">" } else { " " };
    let heading = if at { theme.key() } else { theme.heading() };
    let mut lines = vec![Line::styled(format!(" {marker} {}", contest.field.title()), heading)];
    let mark = |side| if contest.side == Some(side) { "(x)" } else { "( )" };
    let style = |side| if contest.side == Some(side) { theme.heading() } else { theme.plain() };
    let mine = form.value(contest.field);
    let rows = [
        (format!("   {} mine", mark(Side::Mine)), mine, style(Side::Mine)),
        (format!("   {} theirs", mark(Side::Theirs)), contest.theirs.as_str(), style(Side::Theirs)),
        ("       was".to_owned(), contest.base.as_str(), theme.dim()),
    ];
    for (label, value, style) in rows {
        let values = widgets::wrap(&widgets::quoted(value), width.saturating_sub(LABEL + 1).max(1));
        let labels = std::iter::once(label).chain(std::iter::repeat(String::new()));
        lines.extend(labels.zip(values).map(|(label, value)| {
            Line::from(vec![Span::styled(format!("{label:<LABEL$}"), style), Span::styled(value, style)])
        }));
    }
    lines
}

fn outlook(form: &Form) -> String {
    let open = form.conflict.contests.iter().filter(|contest| contest.side.is_none()).count();
    let fields = form.differences();
    match (open, fields.as_slice()) {
        (0, []) => "Ctrl-S leaves everything as somebody else has made it; nothing is sent".to_owned(),
        (0, fields) => {
            let words: Vec<&str> = fields.iter().map(|change| change.field.word()).collect();
            format!("Ctrl-S saves {}", words.join(", "))
        }
        (1, _) => "one field is still to be chosen; what you typed is kept".to_owned(),
        (open, _) => format!("{open} fields are still to be chosen; what you typed is kept"),
    }
}
