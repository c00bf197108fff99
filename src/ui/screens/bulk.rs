//! Changes of several licenses.

use ratatui::{
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
};

use crate::{
    app::{
        model::Tone,
        screens::{
            batch::Stand,
            bulk::{Becomes, Bulk, Deed, Row, Unsent},
        },
    },
    domain::{Problem, Status},
    text,
    ui::{
        Frame, Scene,
        widgets::{self, Cells},
    },
};

/// Rows between the heading and the first license, and after the last: a blank one each, and what answers.
const BELOW: u16 = 2;

pub(in crate::ui) fn bulk(scene: Scene<'_>, bulk: &Bulk, frame: &mut Frame<'_>, area: Rect) {
    let heading = Rect { height: 1, ..area }.intersection(area);
    widgets::line(
        &Line::styled(format!(" {}", heading_words(scene, bulk)), scene.theme.heading()),
        frame.buffer_mut(),
        heading,
    );
    let list = Rect { y: area.y + 2, height: area.height.saturating_sub(2 + BELOW), ..area };
    draw_rows(scene, bulk, frame, list.intersection(area));
    let answer = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area }.intersection(area);
    draw_answer(scene, bulk, frame, answer);
}

fn heading_words(scene: Scene<'_>, bulk: &Bulk) -> String {
    let place = scene
        .model
        .shared
        .scope_name(bulk.scope)
        .map_or_else(|| bulk.scope.short(), |name| text::safe(name).into_owned());
    let count = bulk.rows.len() as u64;
    let what = match &bulk.deed {
        Deed::Turn(Status::Enabled) => format!("Enable {}", text::count(count, "license")),
        Deed::Turn(_) => format!("Disable {}", text::count(count, "license")),
        Deed::Edit => format!("Edit {}", text::count(count, "license")),
        Deed::Delete => format!("Delete {}", text::count(count, "license")),
        Deed::Apply => format!("Apply a plan of {}", text::count(count, "change")),
    };
    let preposition = if bulk.deed == Deed::Apply { "to" } else { "of" };
    let mut words = vec![format!("{what} {preposition} {place}")];
    if bulk.is_preview() {
        words.push(format!("{} to send", text::count(bulk.to_send() as u64, "change")));
        words.extend(left_out(bulk));
        if bulk.unread > 0 {
            words.push(format!("{} marked but not read, left alone", bulk.unread));
        }
    } else {
        words.push(bulk.counts().in_words());
    }
    words.join(" · ")
}

/// How many of the licenses nothing is sent for, and why.
fn left_out(bulk: &Bulk) -> impl Iterator<Item = String> {
    let kinds = ["so already", "done before", "not known", "stale"];
    let kind = |unsent: &Unsent| match unsent {
        Unsent::SoAlready => kinds[0],
        Unsent::DoneBefore => kinds[1],
        Unsent::NotKnown => kinds[2],
        Unsent::Stale(_) => kinds[3],
    };
    let left_out: Vec<&str> = bulk.rows.iter().filter_map(|row| row.turn.as_ref().err().map(kind)).collect();
    kinds.into_iter().filter_map(move |kind| {
        let count = left_out.iter().filter(|other| **other == kind).count();
        (count > 0).then(|| format!("{count} {kind}"))
    })
}

fn draw_rows(scene: Scene<'_>, bulk: &Bulk, frame: &mut Frame<'_>, area: Rect) {
    let rows = bulk.rows.iter().skip(bulk.top).take(area.height.into());
    let width = usize::from(area.width);
    let sku = (width * 3 / 10).clamp(8, 28);
    let columns = [
        Cells { width: 1, right: false },
        Cells { width: 7, right: true },
        Cells { width: sku, right: false },
        Cells { width: width.saturating_sub(sku + 8 + 3 * 2 + 1), right: false },
    ];
    for (row, line) in rows.zip(area.rows()) {
        let (sign, words, style) = told(scene, bulk, row);
        let id = row.id.map_or_else(|| "new".to_owned(), |id| id.to_string());
        let shown = widgets::row(&columns, &[sign, &id, &text::safe(&row.sku), &words]);
        widgets::put(&shown, width, style, frame.buffer_mut(), Position::new(line.x + 1, line.y));
    }
}

/// A sign, what becomes or became of a license, and how that looks.
fn told(scene: Scene<'_>, bulk: &Bulk, row: &Row) -> (&'static str, String, Style) {
    let theme = scene.theme;
    match bulk.stand(row) {
        None => match &row.turn {
            Ok(_) => (" ", change_words(row), theme.plain()),
            Err(Unsent::SoAlready) => ("=", "is so already".to_owned(), theme.dim()),
            Err(Unsent::DoneBefore) => ("=", "was done before".to_owned(), theme.dim()),
            Err(Unsent::NotKnown) => {
                ("?", "was sent before, and what became of it is not known".to_owned(), theme.tone(Tone::Bad))
            }
            Err(Unsent::Stale(problem)) => {
                let words = format!("stale, left alone: {}", problem.message());
                ("x", text::safe(&words).into_owned(), theme.tone(Tone::Bad))
            }
        },
        Some(Stand::Waiting) => ("-", change_words(row), theme.dim()),
        Some(Stand::UnderWay) => (">", format!("under way: {}", change_words(row)), theme.heading()),
        Some(Stand::Done(_)) => ("=", format!("done: {}", change_words(row)), theme.tone(Tone::Good)),
        Some(Stand::Unchanged) => ("=", "unchanged: it was so already".to_owned(), theme.tone(Tone::Good)),
        Some(Stand::NotSent) => ("-", "not sent".to_owned(), theme.dim()),
        Some(Stand::Failed(problem)) => {
            let sign = if matches!(problem, Problem::OutcomeUnknown { .. }) { "?" } else { "x" };
            (sign, text::safe(&failed_words(problem)).into_owned(), theme.tone(Tone::Bad))
        }
    }
}

fn failed_words(problem: &Problem) -> String {
    match problem {
        Problem::OutcomeUnknown { .. } => format!("unknown: {}", problem.message()),
        Problem::Different { .. } => problem.message(),
        _ => format!("refused: {}", problem.message()),
    }
}

fn change_words(row: &Row) -> String {
    let name = widgets::quoted(&row.name);
    match &row.becomes {
        Becomes::New => format!("is made: {name}"),
        Becomes::Gone => format!("goes: {name}"),
        Becomes::Changed(fields) => {
            let words = fields.iter().map(|change| {
                let (before, after) = (widgets::quoted(&change.before), widgets::quoted(&change.after));
                format!("{}: {before} → {after}", change.field.title())
            });
            words.collect::<Vec<_>>().join(", ")
        }
    }
}

/// What has to be pressed or typed, on the last line.
fn draw_answer(scene: Scene<'_>, bulk: &Bulk, frame: &mut Frame<'_>, area: Rect) {
    let theme = scene.theme;
    if !bulk.is_preview() {
        return;
    }
    if bulk.to_send() == 0 {
        let words = " There is nothing to send. n: leave";
        return widgets::line(&Line::styled(words, theme.heading()), frame.buffer_mut(), area);
    }
    let verb = bulk.deed.verb();
    if !bulk.is_typed {
        let what = if bulk.deed == Deed::Apply { "it" } else { "them" };
        let words = format!(" Nothing is sent yet. y: {verb} {what} · n: leave");
        return widgets::line(&Line::styled(words, theme.heading()), frame.buffer_mut(), area);
    }
    let label = if bulk.mistyped {
        Span::styled(format!(" Not the word. Type {verb} and Enter: "), theme.tone(Tone::Bad))
    } else {
        Span::styled(format!(" Nothing is sent yet. Type {verb} and Enter: "), theme.heading())
    };
    let cells = u16::try_from(text::width(&label.content)).unwrap_or(area.width);
    widgets::line(&Line::from(label), frame.buffer_mut(), area);
    let field = Rect { x: area.x + cells, width: area.width.saturating_sub(cells).min(16), ..area };
    let focused = scene.model.overlay.is_none();
    widgets::input(&bulk.input, theme.field(true), focused, frame, field.intersection(area));
}
