//! The form of a profile.

use ratatui::{
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Wrap},
};

use crate::{
    app::{
        keymap::{Action, Context},
        model::Tone,
        screens::connect::{Connect, ConnectField},
    },
    text,
    ui::{Frame, Scene, widgets},
};

/// Cells left of the fields.
const LABEL: u16 = 15;

/// From this many rows on there is room for a line below each field.
const ROOM_FOR_REMARKS: u16 = 11;

pub(in crate::ui) fn connect(scene: Scene<'_>, form: &Connect, frame: &mut Frame<'_>, area: Rect) {
    let theme = scene.theme;
    let roomy = area.height >= ROOM_FOR_REMARKS;
    let (above, each) = if roomy { (1, 2) } else { (0, 1) };
    if roomy {
        let words = match &form.changes {
            Some(name) => format!(" profile {name} of the configuration"),
            None => " a new profile, kept in the configuration".to_owned(),
        };
        let heading = Line::styled(words, theme.dim());
        frame.render_widget(heading, Rect { height: 1, ..area });
    }
    for (row, field) in (area.y + above..).step_by(each.into()).zip(ConnectField::ALL) {
        let row = Rect { y: row, height: 1, ..area };
        let at = form.focus() == field;
        let focused = at && scene.model.overlay.is_none();
        let inside = widgets::label(field.title(), LABEL, at, focused, theme, frame, row);
        let typing = focused && !form.sent;
        if form.is_locked(field) {
            let words = format!("{}  (cannot be changed)", text::safe(form.input(field).value()));
            frame.render_widget(Span::styled(words, theme.dim()), inside);
        } else {
            widgets::input(form.input(field), theme.field(focused), typing, frame, inside);
        }
        if roomy {
            let below = Rect { y: inside.y + 1, ..inside };
            frame.render_widget(remark(scene, form, field, usize::from(below.width)), below);
        }
    }
    let used = above + each * 4;
    let rest = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
    let beside = if roomy { usize::from(area.width.saturating_sub(LABEL + 1)) } else { 0 };
    let lines = outlook(scene, form, beside);
    let paragraph = Paragraph::new(lines).wrap(Wrap { trim: false });
    frame.render_widget(paragraph, rest.inner(ratatui::layout::Margin::new(1, 0)));
}

/// Below a field: what is wrong with it, else what is to be filled in, while it is empty.
fn remark(scene: Scene<'_>, form: &Connect, field: ConnectField, cells: usize) -> Span<'static> {
    let (words, style) = match form.fault(field) {
        Some(fault) => (fault, scene.theme.tone(Tone::Bad)),
        None if form.input(field).value().is_empty() => (field.hint(), scene.theme.dim()),
        None => ("", scene.theme.plain()),
    };
    Span::styled(text::cut(&text::safe(words), cells).into_owned(), style)
}

/// Why it came to nothing, or what comes next. A fault for which the `cells` below its field are not enough stands here
/// in full.
fn outlook(scene: Scene<'_>, form: &Connect, cells: usize) -> Vec<Line<'static>> {
    let bad = scene.theme.tone(Tone::Bad);
    if let Some(reason) = &form.refusal {
        return vec![Line::styled(text::safe(reason).into_owned(), bad), Line::raw("what you typed is kept")];
    }
    if let Some(fault) = form.fault(form.focus()).map(text::safe).filter(|fault| text::width(fault) > cells) {
        return vec![Line::styled(format!("{}: {fault}", form.focus().title()), bad)];
    }
    let save = scene.model.shared.keymap.label(&[Context::Form], Action::Save);
    if cells > 0 { vec![Line::raw(format!("{save} keeps the profile and connects"))] } else { Vec::new() }
}
