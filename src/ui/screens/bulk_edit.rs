//! What several licenses are to have in common.

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    app::{
        keymap::{Action, Context},
        model::Tone,
        screens::bulk::edit::{BulkEdit, FIELDS},
    },
    domain::Field,
    text,
    ui::{Frame, Scene, widgets},
};

/// Cells left of the fields.
const LABEL: u16 = 15;

const LEFT_ALONE: &str = "(each keeps its own)";

pub(in crate::ui) fn bulk_edit(scene: Scene<'_>, edit: &BulkEdit, frame: &mut Frame<'_>, area: Rect) {
    let theme = scene.theme;
    let mut rows = area.rows();
    let all = text::count(edit.licenses.len() as u64, "license");
    if let Some(row) = rows.next() {
        let words = format!(" What {all} are to have in common; what is left alone stays as it is.");
        widgets::line(&Line::styled(words, theme.dim()), frame.buffer_mut(), row);
    }
    for field in FIELDS {
        let (Some(row), Some(below)) = (rows.next(), rows.next()) else {
            return;
        };
        let at = edit.focus() == field;
        let focused = at && scene.model.overlay.is_none();
        let inside = widgets::label(field.title(), LABEL, at, focused, theme, frame, row);
        draw_value(scene, edit, field, focused, frame, inside);
        let fault = edit.faults.iter().find(|fault| fault.subject == field.word());
        let below = Rect { x: inside.x, width: inside.width, ..below };
        let remark = match fault {
            Some(fault) => Span::styled(text::safe(&fault.message).into_owned(), theme.tone(Tone::Bad)),
            None => Span::styled(if focused { hint(field) } else { "" }, theme.dim()),
        };
        widgets::line(&Line::from(remark), frame.buffer_mut(), below);
    }
    if let Some(row) = rows.next() {
        let save = scene.model.shared.keymap.label(&[Context::Form], Action::Save);
        let words = format!(" {save} shows what would change; nothing is sent before that");
        widgets::line(&Line::raw(words), frame.buffer_mut(), row);
    }
}

fn draw_value(
    scene: Scene<'_>, edit: &BulkEdit, field: Field, focused: bool, frame: &mut Frame<'_>, area: Rect,
) {
    let theme = scene.theme;
    if let Some(input) = edit.input(field) {
        return widgets::input(input, theme.field(focused), focused, frame, area);
    }
    let words = match (&edit.status, field) {
        (Some(status), Field::Status) => Span::styled(format!("< {status} >"), theme.changed()),
        (None, Field::Status) => Span::styled(format!("< {LEFT_ALONE} >"), theme.dim()),
        _ => Span::styled(LEFT_ALONE, theme.dim()),
    };
    widgets::line(&Line::from(words), frame.buffer_mut(), area);
}

fn hint(field: Field) -> &'static str {
    match field {
        Field::Sku => "",
        Field::Name => "type the name that all get",
        Field::Description => "type the description that all get; Ctrl-U takes it away from all",
        Field::Status => "left, right or space chooses",
    }
}
