//! Pictures of all licenses. Each bar stands beside its number, so that nothing is told by a picture or a colour alone.

use ratatui::{
    layout::{Constraint, Layout, Position, Rect},
    style::Style,
    widgets::{Bar, BarChart, BarGroup, Widget},
};

use crate::{
    app::screens::overview::Overview,
    domain::overview::Statuses,
    text,
    ui::{Frame, Scene, widgets},
};

/// From this many columns on the pictures stand beside each other.
const WIDE: u16 = 100;

/// The days that are shown.
const DAYS: usize = 7;

/// Cells of a bar of enabled and disabled licenses.
const BAR: usize = 20;

pub(in crate::ui) fn overview(scene: Scene<'_>, overview: &Overview, frame: &mut Frame<'_>, area: Rect) {
    let days = overview.days.len().clamp(1, DAYS);
    let days = u16::try_from(days + 2).unwrap_or(area.height);
    let [scopes, skus, changes] = if area.width >= WIDE {
        let [left, right] = Layout::horizontal([Constraint::Fill(3), Constraint::Fill(2)]).areas(area);
        let [above, below] = Layout::vertical([Constraint::Min(0), Constraint::Length(days)]).areas(right);
        [left, above, below]
    } else {
        let days = days.clamp(2, (area.height / 4).max(2));
        let scopes = u16::try_from(overview.counted.by_scope().len().max(1) + 2).unwrap_or(area.height);
        let scopes = scopes.min(area.height / 2);
        let rows = [Constraint::Length(scopes), Constraint::Fill(1), Constraint::Length(days)];
        Layout::vertical(rows).areas(area)
    };
    draw_scopes(scene, overview, frame, scopes);
    let families = overview.counted.by_sku();
    let families: Vec<(String, u64)> =
        families.into_iter().map(|(family, count)| (text::safe(family).into_owned(), count)).collect();
    chart(scene, "SKUs, without their numbers", &families, frame, skus);
    let days: Vec<(String, u64)> = overview.days.iter().rev().take(DAYS).cloned().collect();
    chart(scene, "Changes from here, by day (UTC)", &days, frame, changes);
}

/// A heading; the area below it comes back.
fn heading(scene: Scene<'_>, words: &str, frame: &mut Frame<'_>, area: Rect) -> Rect {
    let width = usize::from(area.width);
    let shown = text::cut(&format!(" {words}"), width).into_owned();
    widgets::put(&shown, width, scene.theme.heading(), frame.buffer_mut(), Position::new(area.x, area.y));
    Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }.intersection(area)
}

/// The scopes, each with a bar of what is enabled in it and what is not; the longest bar is that of the largest scope.
fn draw_scopes(scene: Scene<'_>, overview: &Overview, frame: &mut Frame<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let kind = overview.search.kind();
    let words = format!("Licenses by {}: enabled █, then disabled ░", kind.word().trim_end_matches('s'));
    let rest = heading(scene, &words, frame, area);
    let scopes = overview.counted.by_scope();
    if scopes.is_empty() {
        let words = if overview.search.is_done() { "no licenses" } else { "counting …" };
        return widgets::remark(words, scene.theme.dim(), frame, rest);
    }
    let most = scopes.iter().map(|(_, statuses)| statuses.total()).max().unwrap_or_default();
    let width = usize::from(area.width);
    let columns = [
        widgets::Cells { width: width.saturating_sub(1 + BAR + 2 * 8 + 3 * 2).clamp(8, 40), right: false },
        widgets::Cells { width: 8, right: true },
        widgets::Cells { width: 8, right: true },
        widgets::Cells { width: BAR, right: false },
    ];
    for ((entry, statuses), line) in scopes.into_iter().skip(overview.top).zip(rest.rows()) {
        let (name, bar) = (entry.label(), stacked(statuses, most));
        let (on, off) = (statuses.enabled.to_string(), (statuses.disabled + statuses.other).to_string());
        let shown = format!(" {}", widgets::row(&columns, &[&text::safe(&name), &on, &off, &bar]));
        widgets::put(&shown, width, scene.theme.plain(), frame.buffer_mut(), Position::new(line.x, line.y));
    }
}

/// A bar as long as the share of all that this is, filled as far as licenses are enabled.
fn stacked(statuses: Statuses, most: u64) -> String {
    let cells = |count: u64| usize::try_from((count * BAR as u64).div_ceil(most.max(1))).unwrap_or(BAR);
    let (all, enabled) = (cells(statuses.total()), cells(statuses.enabled));
    format!("{}{}", "█".repeat(enabled), "░".repeat(all.saturating_sub(enabled)))
}

/// Names with their counts and a bar each, as many as there is room for.
fn chart(scene: Scene<'_>, title: &str, counts: &[(String, u64)], frame: &mut Frame<'_>, area: Rect) {
    if area.is_empty() {
        return;
    }
    let rest = heading(scene, title, frame, area);
    if counts.is_empty() {
        return widgets::remark("none", scene.theme.dim(), frame, rest);
    }
    let shown = &counts[..counts.len().min(rest.height.into())];
    let name = shown.iter().map(|(name, _)| text::width(name)).max().unwrap_or_default();
    let name = name.min(usize::from(area.width) / 2);
    let bars = shown.iter().map(|(words, count)| {
        let label = format!(" {} {count:>7}", text::fit(words, name));
        Bar::default().value(*count).label(label).text_value(String::new())
    });
    let bars: Vec<Bar<'_>> = bars.collect();
    let plain: Style = scene.theme.plain();
    let most = counts.iter().map(|(_, count)| *count).max().unwrap_or(1);
    BarChart::default()
        .direction(ratatui::layout::Direction::Horizontal)
        .data(BarGroup::new(bars))
        .bar_width(1)
        .bar_gap(0)
        .max(most.max(1))
        .style(plain)
        .bar_style(plain)
        .label_style(plain)
        .value_style(plain)
        .render(rest, frame.buffer_mut());
}
