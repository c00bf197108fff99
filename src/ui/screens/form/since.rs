//! What became of the record of a form that was taken up again.

use ratatui::text::Line;

use crate::{
    app::{
        model::Tone,
        screens::form::{Form, Since},
    },
    domain::Problem,
    text,
    ui::Scene,
};

pub(super) fn since(scene: Scene<'_>, form: &Form) -> Vec<Line<'static>> {
    let theme = scene.theme;
    match &form.since {
        Since::Nothing => Vec::new(),
        Since::Reading(_) => vec![Line::styled(" a draft; the record is being read again …", theme.dim())],
        Since::Changed(changes) if changes.is_empty() => {
            vec![Line::styled(" a draft; the record is as it was", theme.dim())]
        }
        Since::Changed(changes) => {
            let heading = Line::styled(" a draft; the record has changed since:", theme.tone(Tone::Bad));
            let changes = changes.iter().map(|change| {
                let words =
                    format!("   {}: \"{}\" → \"{}\"", change.field.title(), change.before, change.after);
                Line::raw(text::safe(&words).into_owned())
            });
            [heading].into_iter().chain(changes).collect()
        }
        Since::Unread(Problem::NotFound { .. }) => {
            vec![Line::styled(" a draft; the record is no more", theme.tone(Tone::Bad))]
        }
        Since::Unread(problem) => {
            let words =
                format!(" a draft; whether the record has changed is not known: {}", problem.message());
            vec![Line::styled(text::safe(&words).into_owned(), theme.tone(Tone::Bad))]
        }
    }
}
