//! Taking a change back.

use ratatui::{layout::Rect, style::Style, text::Line, widgets::Paragraph};

use crate::{
    app::{
        model::Tone,
        screens::{batch::Stand, undo::Undo},
    },
    domain::{self, FieldChange, Problem, Undoing},
    text,
    ui::{Frame, Scene, widgets},
};

pub(in crate::ui) fn undo(scene: Scene<'_>, undo: &Undo, frame: &mut Frame<'_>, area: Rect) {
    let width = usize::from(area.width);
    let lines = match (&undo.undoing, &undo.problem) {
        (Some(undoing), _) => prepared(scene, undo, undoing, width),
        (None, Some(problem)) => failed(scene, problem, width),
        (None, None) => said("looking at what would be sent …", scene.theme.dim(), width),
    };
    let top = u16::try_from(undo.top).unwrap_or(u16::MAX);
    frame.render_widget(Paragraph::new(lines).scroll((top, 0)), area);
}

/// One value that changes, wrapped: `Name: "a" → "b"`.
pub(super) fn difference(scene: Scene<'_>, change: &FieldChange, width: usize) -> Vec<Line<'static>> {
    let FieldChange { field, before, after } = change;
    let words = format!("{}: {} → {}", field.title(), widgets::quoted(before), widgets::quoted(after));
    indented(&words, 3, scene.theme.changed(), width)
}

/// Safe words, wrapped.
fn said(words: &str, style: Style, width: usize) -> Vec<Line<'static>> {
    indented(words, 1, style, width)
}

fn indented(words: &str, cells: usize, style: Style, width: usize) -> Vec<Line<'static>> {
    let lines = widgets::wrap(words, width.saturating_sub(cells + 1).max(1));
    let lines = lines.into_iter();
    lines.map(|line| Line::styled(format!("{:cells$}{line}", ""), style)).collect()
}

fn failed(scene: Scene<'_>, problem: &Problem, width: usize) -> Vec<Line<'static>> {
    if let Problem::NotFound { what, .. } = problem {
        let words = format!("There is nothing to take back: not found: {}.", text::safe(what));
        let mut lines = said(&words, scene.theme.plain(), width);
        let hint = "H on the licenses shows the changes that were made; u there takes one back.";
        lines.extend(said(hint, scene.theme.dim(), width));
        return lines;
    }
    let mut lines = said(&text::safe(&problem.message()), scene.theme.tone(Tone::Bad), width);
    lines.extend(said(&format!("{}; r looks again", problem.advice()), scene.theme.plain(), width));
    lines
}

fn prepared(scene: Scene<'_>, undo: &Undo, undoing: &Undoing, width: usize) -> Vec<Line<'static>> {
    let theme = scene.theme;
    let mut lines = said(&heading(undo, undoing), theme.heading(), width);
    for (position, one) in undoing.undos.iter().enumerate() {
        lines.push(Line::raw(""));
        lines.extend(said(&change_words(one), theme.plain(), width));
        for change in &one.fields {
            lines.extend(difference(scene, change, width));
        }
        for remark in &one.remarks {
            lines.extend(indented(&format!("! {}", text::safe(remark)), 3, theme.plain(), width));
        }
        if let Some(stand) = undo.batch.stands().get(position) {
            let (words, style) = stand_words(scene, stand);
            lines.extend(indented(&words, 3, style, width));
        }
    }
    if !undoing.refused.is_empty() {
        lines.push(Line::raw(""));
    }
    for (entry, why) in &undoing.refused {
        let words = format!("entry {entry} cannot be taken back: {}", text::safe(why));
        lines.extend(said(&words, theme.tone(Tone::Bad), width));
    }
    if undo.batch.stands().is_empty()
        && let Some(command) = undo.command(&scene.model.shared)
    {
        lines.push(Line::raw(""));
        for command in command.lines() {
            lines.extend(said(&text::safe(command), theme.dim(), width));
        }
    }
    lines
}

fn heading(undo: &Undo, undoing: &Undoing) -> String {
    let count = undoing.undos.len();
    let of_all = count + undoing.refused.len();
    let what = match (count, of_all) {
        (0, _) => return "Nothing of it can be taken back.".to_owned(),
        (1, 1) => "This is taken back".to_owned(),
        (count, all) if count == all => format!("{count} changes of one step are taken back"),
        (count, all) => format!("{count} of the {all} changes of one step can be taken back"),
    };
    let done = undo.batch.stands().iter().filter(|stand| matches!(stand, Stand::Done(_))).count();
    if undo.batch.is_sending() {
        format!("{what}: {done} of {count} done · Esc sends no more")
    } else if undo.batch.stands().is_empty() {
        format!("{what}. Nothing is sent yet: y sends it, n leaves.")
    } else {
        format!("{done} of {count} taken back.")
    }
}

/// What was done, and what will be sent: "entry 12, update of license 17 (SKU-17): change license 17".
fn change_words(undo: &domain::Undo) -> String {
    let license = undo.id.map_or_else(String::new, |id| format!(" {id}"));
    let words = format!(
        "entry {}, {} of license{license} ({}): {}",
        undo.entry,
        undo.operation.word(),
        undo.sku,
        undo.write
    );
    text::safe(&words).into_owned()
}

fn stand_words(scene: Scene<'_>, stand: &Stand) -> (String, Style) {
    let theme = scene.theme;
    match stand {
        Stand::Waiting => ("- waits for its turn".to_owned(), theme.dim()),
        Stand::UnderWay => ("… under way".to_owned(), theme.plain()),
        Stand::Done(words) => (format!("= done: {}", text::safe(words)), theme.tone(Tone::Good)),
        Stand::Unchanged => ("= unchanged: it was so already".to_owned(), theme.tone(Tone::Good)),
        Stand::Failed(problem) => (failed_words(problem), theme.tone(Tone::Bad)),
        Stand::NotSent => ("- not sent".to_owned(), theme.dim()),
    }
}

/// A change of which nobody knows whether it was made is not called "not done".
fn failed_words(problem: &Problem) -> String {
    let words = match problem {
        Problem::OutcomeUnknown { .. } | Problem::Different { .. } => problem.with_advice(),
        _ => format!("not done: {}", problem.with_advice()),
    };
    format!("x {}", text::safe(&words))
}
