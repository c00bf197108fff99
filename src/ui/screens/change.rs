//! One change of the history.

use ratatui::{
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::Paragraph,
};

use super::undo::difference;
use crate::{
    app::screens::{
        change::ChangeDetail,
        history::{standing, who},
    },
    domain::{Entry, Standing},
    text,
    ui::{Frame, Scene, widgets},
};

/// Cells left of the values.
const LABEL: usize = 14;

pub(in crate::ui) fn change(scene: Scene<'_>, detail: &ChangeDetail, frame: &mut Frame<'_>, area: Rect) {
    let lines = lines(scene, detail, usize::from(area.width));
    let top = u16::try_from(detail.top).unwrap_or(u16::MAX);
    frame.render_widget(Paragraph::new(lines).scroll((top, 0)), area);
}

fn lines(scene: Scene<'_>, detail: &ChangeDetail, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let entry = &detail.entry;
    let mut lines = Vec::new();
    let mut fact = |name: &'static str, value: &str, style: Style| {
        let values = widgets::wrap(&text::safe(value), width.saturating_sub(LABEL + 1).max(1));
        let names = std::iter::once(name).chain(std::iter::repeat(""));
        lines.extend(names.zip(values).map(|(name, value)| {
            let label = format!(" {name:<cells$}", cells = LABEL - 1);
            Line::from(vec![Span::styled(label, theme.heading()), Span::styled(value, style)])
        }));
    };
    let plain = theme.plain();
    let license = entry.id.map_or_else(|| entry.sku.clone(), |id| format!("{id}, {}", entry.sku));
    fact("Entry", &entry.entry.to_string(), plain);
    fact("Change", &format!("{} license {license}", entry.operation.word()), plain);
    let needs_care = entry.under_way || matches!(entry.result, Standing::Unknown | Standing::Different);
    fact("Result", &result(detail), if needs_care { theme.changed() } else { plain });
    if let Some(words) = &entry.detail {
        fact("Detail", words, plain);
    }
    fact("Reason", entry.reason.as_deref().unwrap_or("none was given"), plain);
    if let Some(undone) = entry.undoes {
        fact("Takes back", &format!("entry {undone}"), plain);
    }
    fact("Time", &entry.time, plain);
    fact("Who", &whole_who(entry), plain);
    fact("Profile", entry.profile.as_deref().unwrap_or("none"), plain);
    fact("Scope", &entry.scope.to_string(), plain);
    fact("Server", &format!("{} {}", entry.origin, entry.instance), plain);
    fact("Request id", &entry.request.to_string(), plain);
    if let Some(step) = entry.step {
        fact("Step", &step.to_string(), plain);
    }
    lines.push(Line::raw(""));
    for change in detail.fields() {
        lines.extend(difference(scene, &change, width));
    }
    if let Some(command) = detail.command(&scene.model.shared) {
        lines.push(Line::raw(""));
        let wrapped = widgets::wrap(&text::safe(&command), width.saturating_sub(2).max(1));
        lines.extend(wrapped.into_iter().map(|words| Line::styled(format!(" {words}"), theme.dim())));
    }
    lines
}

fn result(detail: &ChangeDetail) -> String {
    let entry = &detail.entry;
    let words = standing(entry, false);
    match detail.undone_by {
        _ if entry.under_way => format!("{words}: the program that made it may still be at work"),
        _ if entry.result == Standing::Unknown => {
            format!(
                "{words}: nobody knows whether the change was made; it is looked up again at the next start"
            )
        }
        _ if entry.result == Standing::Different => {
            format!("{words}: the license is not as it was sent; read it before you change it again")
        }
        Some(undo) => format!("{words}, taken back by entry {undo}"),
        None => words.to_owned(),
    }
}

fn whole_who(entry: &Entry) -> String {
    let account = entry.account.as_ref().map(|account| format!(", as {account}"));
    let ssh = entry.ssh.as_ref().map(|ssh| format!(", by ssh from {ssh}"));
    [who(entry), account.unwrap_or_default(), ssh.unwrap_or_default()].concat()
}
