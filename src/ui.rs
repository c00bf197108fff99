//! Floor 3: the model, drawn. Reads only.
//!
//! Each frame is the place on top, the title, the body, the message and one line of keys. May use:
//! [`app`](crate::app), [`domain`](crate::domain), [`text`](crate::text), ratatui.

mod ascii;
mod chrome;
mod frame;
mod screens;
pub mod theme;
mod widgets;

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Position, Rect},
    style::Style,
    text::Line,
    widgets::{Paragraph, Wrap},
};

pub use theme::{BuiltIn, Depth, Role, Theme, UnknownLook};

use self::frame::Frame;
use crate::app::{
    Model,
    keymap::{Action, Context},
    layout::SMALLEST,
    screens::{Overlay, Screen},
};

/// What every drawing function gets: the model and the theme.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    model: &'a Model,
    theme: &'a Theme,
}

/// Draws the model, over whatever is in the buffer. Answers with where the terminal's cursor is to be seen, if it is.
pub fn view(model: &Model, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
    let scene = Scene { model, theme };
    let mut frame = Frame::new(buffer);
    if theme.plain() != Style::new() {
        let area = frame.area();
        frame.buffer_mut().set_style(area, theme.plain());
    }
    if model.shared.size.is_enough() {
        draw(scene, &mut frame);
    } else {
        too_small(scene, &mut frame);
    }
    if theme.ascii {
        ascii::reduce(frame.buffer_mut());
    }
    frame.cursor()
}

fn draw(scene: Scene<'_>, frame: &mut Frame<'_>) {
    if let Some(Overlay::Page(page)) = &scene.model.overlay {
        return screens::page(scene, page, frame);
    }
    let message = chrome::Message::of(scene, frame.area());
    let rows = [
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Min(1),
        Constraint::Length(message.height()),
        Constraint::Length(1),
    ];
    let [place, title, body, message_area, keys] = Layout::vertical(rows).areas(frame.area());
    chrome::place(scene, frame, place);
    chrome::title(scene, frame, title);
    match &scene.model.overlay {
        Some(Overlay::Help(help)) => screens::help(scene, help, frame, body),
        overlay => {
            draw_body(scene, frame, body);
            match overlay {
                Some(Overlay::Question(question)) => screens::question(scene, question, frame, body),
                Some(Overlay::Reason(prompt)) => screens::reason(scene, prompt, frame, body),
                Some(Overlay::Command(line)) => screens::palette(scene, line, frame, body),
                Some(Overlay::Help(_) | Overlay::Copy(_) | Overlay::Page(_)) | None => {}
            }
        }
    }
    message.draw(scene, frame, message_area);
    chrome::keys(scene, frame, keys);
}

/// Draws the screen in front; on a wide terminal, the table and the detail beside each other.
fn draw_body(scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let screens = scene.model.screens.as_slice();
    let shared = &scene.model.shared;
    if shared.divider.column(shared.size).is_some() {
        match screens {
            [.., Screen::Licenses(licenses), Screen::License(detail)] => {
                let right = split(scene, frame, area, |frame, left| {
                    screens::licenses(scene, licenses, false, frame, left);
                });
                return screens::license(scene, detail, frame, right);
            }
            [.., Screen::Licenses(licenses)] => {
                let right = split(scene, frame, area, |frame, left| {
                    screens::licenses(scene, licenses, true, frame, left);
                });
                return screens::preview(scene, licenses, frame, right);
            }
            _ => {}
        }
    }
    match screens.last() {
        Some(Screen::Welcome(_)) => screens::welcome(scene, frame, area),
        Some(Screen::Scopes(scopes)) => screens::scopes(scene, scopes, frame, area),
        Some(Screen::Licenses(licenses)) => screens::licenses(scene, licenses, true, frame, area),
        Some(Screen::License(detail)) => screens::license(scene, detail, frame, area),
        Some(Screen::Form(form)) => screens::form(scene, form, frame, area),
        Some(Screen::Delete(deletion)) => screens::deletion(scene, deletion, frame, area),
        Some(Screen::Connect(form)) => screens::connect(scene, form, frame, area),
        Some(Screen::LogIn(log_in)) => screens::log_in(scene, log_in, frame, area),
        Some(Screen::History(history)) => screens::history(scene, history, frame, area),
        Some(Screen::Activity(activity)) => screens::activity(scene, activity, frame, area),
        Some(Screen::Change(detail)) => screens::change(scene, detail, frame, area),
        Some(Screen::Undo(undo)) => screens::undo(scene, undo, frame, area),
        Some(Screen::Bulk(bulk)) => screens::bulk(scene, bulk, frame, area),
        Some(Screen::Find(find)) => screens::find(scene, find, frame, area),
        Some(Screen::Planned(planned)) => screens::planned(scene, planned, frame, area),
        Some(Screen::Compared(compared)) => screens::compared(scene, compared, frame, area),
        Some(Screen::Overview(overview)) => screens::overview(scene, overview, frame, area),
        Some(Screen::Themes(choice)) => screens::themes(scene, choice, frame, area),
        Some(Screen::BulkEdit(edit)) => screens::bulk_edit(scene, edit, frame, area),
        None => {}
    }
}

/// Draws the left part and the divider; answers with the area of the right part.
fn split(
    scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect, left: impl FnOnce(&mut Frame<'_>, Rect),
) -> Rect {
    let shared = &scene.model.shared;
    let columns = [
        Constraint::Length(shared.divider.column(shared.size).unwrap_or(area.width)),
        Constraint::Length(1),
        Constraint::Min(1),
    ];
    let [table, divider, right] = Layout::horizontal(columns).areas(area);
    left(frame, Rect { width: table.width.saturating_sub(1), ..table });
    widgets::fill("│", scene.theme.border(), frame.buffer_mut(), divider);
    right.inner(ratatui::layout::Margin::new(1, 0))
}

/// Only leaving is possible here; where that would ask something, there is a key that does not.
fn too_small(scene: Scene<'_>, frame: &mut Frame<'_>) {
    let model = scene.model;
    let area = frame.area();
    let leave = model.shared.keymap.label(&[Context::Global], Action::Quit);
    let at_once = model.shared.keymap.label(&[Context::Always], Action::ForceQuit);
    let way_out = if model.is_unsaved() {
        format!(". Something is not saved: {at_once} leaves all the same.")
    } else if model.asks_before_leaving() {
        format!(". A change is under way: {at_once} leaves all the same.")
    } else {
        format!(", or leave with {leave}.")
    };
    let words = format!(
        "lictor needs {}×{} cells; here are {}×{}. Make the window larger{way_out}",
        SMALLEST.columns, SMALLEST.rows, area.width, area.height
    );
    let paragraph = Paragraph::new(Line::from(words)).wrap(Wrap { trim: true }).style(scene.theme.plain());
    frame.render_widget(paragraph, area);
}
