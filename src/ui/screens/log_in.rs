//! Logging in: the server, the fields of the stage, and what came of the last try.

use ratatui::{
    layout::Rect,
    text::{Line, Span},
    widgets::{Paragraph, Wrap},
};
use tui_input::Input;
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    app::{
        keymap::{Action, Context},
        model::{Session, Tone},
        screens::log_in::{LogIn, LogInField, Reason, Stage},
    },
    domain::{Factor, Problem},
    text,
    ui::{Frame, Scene, widgets},
};

/// Cells left of the fields.
const LABEL: u16 = 21;

/// From this many rows on there is room for air.
const ROOM_FOR_GAPS: u16 = 10;

/// What stands for a character of a password or a code.
const MARK: &str = "•";

pub(in crate::ui) fn log_in(scene: Scene<'_>, log_in: &LogIn, frame: &mut Frame<'_>, area: Rect) {
    let gap = u16::from(area.height >= ROOM_FOR_GAPS);
    let mut rows = area.rows();
    // What went wrong needs the room more than where that was, which stands on the top line too.
    if log_in.problem.is_none() || gap > 0 {
        for line in [Line::styled(server(scene), scene.theme.heading()), Line::raw(reason(scene, log_in))] {
            if let Some(row) = rows.next() {
                frame.render_widget(line, row);
            }
        }
    }
    for field in log_in.fields() {
        if let Some(row) = rows.by_ref().nth(usize::from(gap)) {
            draw_field(scene, log_in, field, frame, row);
        }
    }
    let used = rows.next().map_or(area.bottom(), |row| row.y) + gap;
    let rest = Rect { y: used, height: area.bottom().saturating_sub(used), ..area };
    let paragraph = Paragraph::new(outcome(scene, log_in, gap > 0)).wrap(Wrap { trim: false });
    frame.render_widget(paragraph, rest.inner(ratatui::layout::Margin::new(1, 0)));
}

fn server(scene: Scene<'_>) -> String {
    let words = scene
        .model
        .shared
        .place
        .as_ref()
        .map_or_else(String::new, |place| format!(" {} · {}", place.origin, place.instance));
    text::safe(&words).into_owned()
}

fn reason(scene: Scene<'_>, log_in: &LogIn) -> String {
    let model = scene.model;
    let words = match (&log_in.stage, &log_in.reason) {
        (Stage::Code(challenge), _) => match challenge.factor {
            Factor::Email => "The server has sent a code by e-mail.".to_owned(),
            Factor::Totp => "The authenticator shows the code.".to_owned(),
        },
        (_, Reason::Refused(Problem::SessionEnded { reason: Some(reason) })) => {
            format!("The session has ended: {reason}")
        }
        (_, Reason::Refused(Problem::SessionEnded { reason: None })) => "The session has ended.".to_owned(),
        (_, Reason::Refused(Problem::OthersSession { owner, .. })) => {
            format!("The session that is kept is {owner}'s; a new one takes its place.")
        }
        (_, Reason::Refused(Problem::NeedsCode { .. })) => {
            "The server asks for a second factor, which needs a log-in by hand.".to_owned()
        }
        (_, Reason::Wanted) if model.shared.session == Session::Live => {
            "Another session takes the place of this one.".to_owned()
        }
        (_, Reason::Refused(_) | Reason::Wanted) => "Nobody is logged in.".to_owned(),
        (_, Reason::LoggedOut { told: true }) => "logged out".to_owned(),
        (_, Reason::LoggedOut { told: false }) => "logged out here; the server was not told".to_owned(),
    };
    let kept = if model.is_unsaved() { " What you typed is kept." } else { "" };
    format!(" {}{kept}", text::safe(&words))
}

fn draw_field(scene: Scene<'_>, log_in: &LogIn, field: LogInField, frame: &mut Frame<'_>, row: Rect) {
    let at = log_in.focus == field;
    let focused = at && scene.model.overlay.is_none();
    let area = widgets::label(field.title(), LABEL, at, focused, scene.theme, frame, row);
    let typing = focused && log_in.request.is_none();
    let style = scene.theme.field(focused);
    match field {
        LogInField::Username => widgets::input(&log_in.username, style, typing, frame, area),
        LogInField::Password => {
            widgets::input(&marks(log_in.password.input()), style, typing, frame, area);
        }
        LogInField::Code => widgets::input(&marks(log_in.code.input()), style, typing, frame, area),
        LogInField::Trust => {
            let words = if log_in.trust { "[x] yes" } else { "[ ] no" };
            let style = if focused { scene.theme.heading() } else { scene.theme.plain() };
            frame.render_widget(Span::styled(words, style), area);
        }
    }
}

/// A line with a mark for each character as one sees it, and the cursor where it was.
fn marks(hidden: &Input) -> Input {
    let before: String = hidden.value().chars().take(hidden.cursor()).collect();
    let count = |text: &str| text.graphemes(true).count();
    Input::new(MARK.repeat(count(hidden.value()))).with_cursor(count(&before))
}

/// What came of the last try.
fn outcome(scene: Scene<'_>, log_in: &LogIn, roomy: bool) -> Vec<Line<'static>> {
    if let Some(problem) = &log_in.problem {
        let message = text::safe(&problem.message()).into_owned();
        let message = Span::styled(message, scene.theme.tone(Tone::Bad));
        let advice = Span::raw(text::safe(&scene.model.shared.advice(problem)).into_owned());
        return if roomy {
            let mut lines = vec![Line::from(message), Line::from(advice), Line::raw("")];
            lines.extend(way_back(scene, log_in));
            lines
        } else {
            vec![Line::from_iter([message, Span::raw(" · "), advice])]
        };
    }
    if log_in.cancelled {
        return vec![Line::raw("cancelled; whether the server took it is not known")];
    }
    way_back(scene, log_in)
}

/// How to mend a profile that leads to the wrong server: nobody should have to log in for that.
fn way_back(scene: Scene<'_>, log_in: &LogIn) -> Vec<Line<'static>> {
    // Where a session has been, the profile leads to the right place.
    let is_first = log_in.stage == Stage::Password
        && log_in.request.is_none()
        && log_in.reason == Reason::Refused(Problem::NotLoggedIn);
    let shared = &scene.model.shared;
    let Some(profile) = shared.place.as_ref().and_then(|place| place.profile.as_ref()).filter(|_| is_first)
    else {
        return Vec::new();
    };
    let leave = shared.keymap.label(&[Context::LogIn], Action::Back);
    let words = format!("the wrong server? {leave}, then :connect {profile} changes where it leads");
    vec![Line::styled(text::safe(&words).into_owned(), scene.theme.dim())]
}

#[cfg(test)]
mod tests;
