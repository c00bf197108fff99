//! A plan, before it is known how its changes stand.

use ratatui::{layout::Rect, text::Line, widgets::Paragraph};

use crate::{
    app::screens::planned::Planned,
    domain::plan::Counts,
    text,
    ui::{Frame, Scene, widgets},
};

pub(in crate::ui) fn planned(scene: Scene<'_>, planned: &Planned, frame: &mut Frame<'_>, area: Rect) {
    let plan = &planned.plan;
    let failed = planned.problem.is_some() || planned.whole.problem.is_some();
    let next = if failed {
        "It cannot be told how its changes stand. Nothing was sent."
    } else {
        "Its changes are compared with the licenses as they are now. Nothing is sent before a yes."
    };
    let told = [
        format!("{}: {}", planned.file, Counts::of(&plan.operations).in_words()),
        format!("for {}", plan.scope),
        format!("made {}", plan.made),
        String::new(),
        next.to_owned(),
    ];
    let width = usize::from(area.width.saturating_sub(2)).max(1);
    let styles = [scene.theme.heading(), scene.theme.plain(), scene.theme.dim(), scene.theme.plain()];
    let styles = styles.into_iter().chain(std::iter::repeat(scene.theme.plain()));
    let lines = told.iter().zip(styles).flat_map(|(words, style)| {
        let lines = widgets::wrap(&text::safe(words), width).into_iter();
        lines.map(move |line| Line::styled(format!(" {line}"), style)).collect::<Vec<_>>()
    });
    frame.render_widget(Paragraph::new(lines.collect::<Vec<_>>()), area);
}
