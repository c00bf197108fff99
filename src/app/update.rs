//! One message in, effects out.

mod commands;
mod connection;
mod drafts;
mod files;
mod held;
mod mouse;
mod progress;
mod proposals;
mod session;

use super::{
    effect::Effect,
    hints,
    keymap::{Action, Context, KeyPress},
    model::{Connected, Model, Session, Shared, Tone},
    msg::{ArrangementId, Msg, RequestId},
    requests::{Stage, Waiting},
    screens::{
        Act, Behaviour, Overlay, Screen, Step, Written, activity::Activity, bulk::Bulk, connect::Connect,
        copy, help::Help, not_done, overview::Overview, page::Page,
    },
};
use crate::{
    domain::{Call, Exchange, Problem, Reply, catalog::View},
    text,
};

/// Brings the first screens up: the scopes, or the licenses of the scope that was asked for with the scopes behind
/// them, or the welcome when there is nothing to connect to.
pub fn start(model: &mut Model, connected: Option<Connected>) -> Vec<Effect> {
    if let Some(connected) = connected {
        connection::open(model, connected);
        drafts::offer(model);
    }
    model.take_effects()
}

/// Takes in what happened and answers with what is to be done. Total: any message may come in any state.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        msg @ (Msg::Key(_) | Msg::Pasted(_)) => held::type_or_hold(model, msg),
        Msg::Resized(size) => {
            model.shared.size = size;
            for screen in &mut model.screens {
                screen.resized(&mut model.shared);
            }
        }
        Msg::Ticked(now) => {
            model.shared.now = now;
            model.shared.requests.tick(now);
            model.shared.arrangements.tick(now);
        }
        Msg::NoticeExpired(id) => {
            model.shared.notice.take_if(|notice| notice.id == id);
        }
        Msg::Replied { id, result } => replied(model, id, result),
        Msg::Arranged { id, result } => arranged(model, id, result),
        Msg::FormNotKept(reason) => {
            model.shared.say(Tone::Bad, format!("what you type cannot be kept as a draft: {reason}"));
        }
        Msg::Exchanged(exchange) => exchanged(model, *exchange),
        Msg::Progressed { id, progress } => progress::progressed(model, id, progress),
        Msg::Connected(result) => connection::connected(model, result),
        Msg::ProfileRead(Ok(profile)) => model.screens.push(Connect::changing(profile).into()),
        Msg::ProfileRead(Err(reason)) | Msg::ThemeFailed(reason) => model.shared.say(Tone::Bad, reason),
        Msg::Mouse(mouse) => mouse::take(model, mouse),
        Msg::Exported { export, result } => files::exported(model, *export, result),
        Msg::PlanRead(file, result) => files::plan_read(model, file, result.map(|plan| *plan)),
    }
    if let Some(text) = model.shared.to_select.take() {
        let beneath = model.overlay.take();
        model.overlay = Some(Overlay::Page(Page::new(text, beneath)));
    }
    held::drop_if_astray(model);
    session::open_if_due(model);
    drafts::keep(model);
    drafts::offer(model);
    model.take_effects()
}

fn key(model: &mut Model, press: KeyPress) {
    let contexts = model.contexts();
    let is_blind = !model.shared.size.is_enough();
    let contexts = if is_blind { &[Context::Always, Context::Global] } else { contexts };
    let action = model.shared.keymap.action(contexts, press);
    match action {
        Some(Action::ForceQuit) => model.shared.effect(Effect::Quit { interrupted: true }),
        Some(Action::Suspend) => model.shared.effect(Effect::Suspend),
        Some(Action::Redraw) => model.shared.effect(Effect::Redraw),
        // What is not seen is not done.
        Some(Action::Quit) if is_blind => quit_blindly(model),
        _ if is_blind => {}
        Some(action) => act(model, action),
        None => type_key(model, press),
    }
}

/// Leaves where there is no room for a question, unless one would be asked: the screen says so then.
fn quit_blindly(model: &mut Model) {
    if !model.asks_before_leaving() {
        model.shared.effect(Effect::Quit { interrupted: false });
    }
}

fn type_key(model: &mut Model, press: KeyPress) {
    match &mut model.overlay {
        Some(Overlay::Command(line)) => line.type_key(press),
        Some(Overlay::Reason(prompt)) => prompt.type_key(press),
        Some(_) => {}
        None => {
            if let Some(screen) = model.screens.last_mut() {
                let step = screen.type_key(press, &mut model.shared);
                take_step_in_front(model, step);
            }
        }
    }
}

fn paste(model: &mut Model, text: &str) {
    let typing = !model.contexts().contains(&Context::Global) && model.shared.size.is_enough();
    if !typing {
        return;
    }
    match &mut model.overlay {
        Some(Overlay::Command(line)) => line.paste(text),
        Some(Overlay::Reason(prompt)) => prompt.paste(text),
        Some(_) => {}
        None => {
            if let Some(screen) = model.screens.last_mut() {
                screen.paste(text, &mut model.shared);
            }
        }
    }
}

fn act(model: &mut Model, action: Action) {
    if !action.is_movement() {
        // What is still worth knowing is told anew by what is done now.
        model.shared.notice.take_if(|notice| notice.tone != Tone::Good);
    }
    if let Some(overlay) = model.overlay.take() {
        return act_on_overlay(model, overlay, action);
    }
    match action {
        Action::Back if progress::give_up(model) => {}
        Action::Help => show_help(model),
        Action::Activity => show_activity(model),
        Action::Command => commands::open(model),
        Action::Find => commands::open_with(model, "find"),
        Action::Export => commands::open_export(model),
        Action::Overview => show_overview(model),
        Action::Mouse => model.shared.turn_mouse(),
        Action::Quit => quit(model),
        _ => {
            if let Some(screen) = model.screens.last_mut() {
                let step = screen.act(action, &mut model.shared);
                take_step_in_front(model, step);
            }
        }
    }
}

fn act_on_overlay(model: &mut Model, overlay: Overlay, action: Action) {
    match overlay {
        Overlay::Help(mut help) => {
            if action != Action::Back {
                help.act(action, &model.shared);
                model.overlay = Some(Overlay::Help(help));
            }
        }
        Overlay::Command(line) => commands::act(model, *line, action),
        Overlay::Page(page) if action == Action::Back => {
            model.overlay = page.beneath.map(|beneath| *beneath);
        }
        Overlay::Page(mut page) => {
            page.scroll(action, model.shared.size);
            model.overlay = Some(Overlay::Page(page));
        }
        Overlay::Copy(licenses) => copy::copy(action, &licenses, &mut model.shared),
        Overlay::Reason(prompt) => proposals::act_on_reason(model, *prompt, action),
        Overlay::Question(question) if action == Action::CopyCommand => {
            proposals::copy_command(model, &question.act);
            model.overlay = Some(Overlay::Question(question));
        }
        Overlay::Question(question) => answer(model, question.act, action),
    }
}

fn answer(model: &mut Model, act: Act, action: Action) {
    match act {
        Act::TakeUp(left) => drafts::answer(model, &left, action),
        _ if action != Action::Yes => {}
        Act::Quit => model.shared.effect(Effect::Quit { interrupted: false }),
        Act::Close => take_step_in_front(model, Step::Close),
        Act::SwitchProfile(name) => model.shared.effect(Effect::SwitchProfile(name)),
        Act::Send(writes) => proposals::go_on(model, writes),
        Act::Export(export) => model.shared.export(*export),
        Act::MarkRead => {
            if let Some(Screen::Licenses(licenses)) = model.screens.last_mut() {
                licenses.turn_marks_shown();
            }
        }
    }
}

fn show_help(model: &mut Model) {
    model.overlay = Some(Overlay::Help(Help::new(model.contexts(), model)));
}

fn show_activity(model: &mut Model) {
    if !matches!(model.front(), Some(Screen::Activity(_))) {
        model.screens.push(Activity::open(&model.shared).into());
    }
}

fn show_overview(model: &mut Model) {
    if !matches!(model.front(), Some(Screen::Overview(_))) {
        let overview = Overview::open(&mut model.shared);
        model.screens.push(overview.into());
    }
}

fn exchanged(model: &mut Model, exchange: Exchange) {
    model.shared.exchanges.take(exchange);
    for screen in &mut model.screens {
        if let Screen::Activity(activity) = screen {
            activity.arrange(&model.shared);
        }
    }
}

fn quit(model: &mut Model) {
    let unsaved = model.is_unsaved();
    let write = model.shared.requests.write_under_way().map(|(_, waiting)| waiting);
    let lines = match (unsaved, write) {
        (true, _) => vec!["What was typed is not saved.".to_owned()],
        (false, Some(Waiting { call, stage: Some(Stage::Waits { .. }), .. })) => {
            vec![format!("Waits to be tried again: {call}. Leaving gives it up.")]
        }
        (false, Some(Waiting { call, .. })) => {
            vec![format!("Still under way: {call}. Leaving waits for its answer.")]
        }
        (false, None) if model.shared.files_under_way > 0 => {
            vec!["A file is still being written. Leaving waits for it.".to_owned()]
        }
        (false, None) => return model.shared.effect(Effect::Quit { interrupted: false }),
    };
    let unsent: usize = model.screens.iter().map(Screen::unsent).sum();
    let lines = lines.into_iter().chain((unsent > 0).then(|| not_sent_words(unsent))).collect();
    take_step_in_front(model, Step::ask("Leave lictor?", lines, Act::Quit));
}

fn not_sent_words(unsent: usize) -> String {
    format!("{} after it will not be sent.", text::count(unsent as u64, "change"))
}

fn take_step_in_front(model: &mut Model, step: Step) {
    take_step(model, model.screens.len().saturating_sub(1), step);
}

/// Does what the screen at `position` in the stack asks of it: an answer may come to one that is not in front.
fn take_step(model: &mut Model, position: usize, step: Step) {
    match step {
        Step::Stay => {}
        // Over the screen that asks for it, and beneath what has come in front of that, such as a log-in.
        Step::Open(screen) => model.screens.insert((position + 1).min(model.screens.len()), screen),
        Step::Close => close(model, position),
        Step::Ask(question) => model.overlay = Some(Overlay::Question(question)),
        Step::Propose(proposal) => proposals::propose(model, *proposal),
        Step::Copy(licenses) => model.overlay = Some(Overlay::Copy(licenses)),
        Step::ToScopes => {
            while model.screens.len() > 1 {
                close(model, model.screens.len() - 1);
            }
        }
    }
}

fn close(model: &mut Model, position: usize) {
    if position == 0 || position >= model.screens.len() {
        return model.shared.say(Tone::Plain, "this is the first screen; q leaves");
    }
    let was_front = position + 1 == model.screens.len();
    let mut screen = model.screens.remove(position);
    screen.leave(&mut model.shared);
    if matches!(screen, Screen::LogIn(_)) {
        session::declined(model);
    }
    if let Screen::Bulk(bulk) = &screen {
        unmark(model, bulk);
    }
    if let Some(front) = model.screens.last_mut().filter(|_| was_front) {
        front.enter(&mut model.shared);
    }
}

/// What several licenses were marked for is done; those that it was not done to stay marked.
fn unmark(model: &mut Model, bulk: &Bulk) {
    for screen in &mut model.screens {
        if let Screen::Licenses(licenses) = screen
            && licenses.scope() == bulk.scope
        {
            bulk.settled().for_each(|id| licenses.forget_mark(id));
        }
    }
}

fn replied(model: &mut Model, id: RequestId, result: Result<Reply, Problem>) {
    let Some(waiting) = model.shared.requests.answered(id) else {
        return;
    };
    if let Some(label) = &waiting.left_behind {
        return connection::tell_from_elsewhere(model, label, &waiting.call, &result);
    }
    model.drafts.session_stands |= session::stands(&waiting.call, &result);
    hints::learn(&mut model.shared, &waiting.call, &result);
    let was = model.shared.session;
    session::note(&mut model.shared, &waiting.call, &result);
    match (&waiting.call, result) {
        (_, Err(problem)) if problem.asks_for_log_in() && session::is_wanted(model, &waiting) => {
            session::missing(model, id, waiting, problem);
        }
        (Call::LogIn(_) | Call::Verify(_), Ok(Reply::LoggedIn)) => session::logged_in(model),
        (Call::LogOut, Ok(Reply::LoggedOut { told })) => session::logged_out(model, was, told),
        (Call::LogOut, Err(Problem::NotLoggedIn)) => session::logged_out(model, Session::Absent, false),
        (Call::WhoAmI, result) => session::account_came(model, result),
        (call, result) => {
            deliver(model, id, call, result);
            if let Some(reason) = &waiting.not_noted {
                tell_not_noted(model, reason);
            }
        }
    }
}

/// Hands a view to the table that waits for it.
fn arranged(model: &mut Model, id: ArrangementId, result: Result<Box<View>, Problem>) {
    if !model.shared.arrangements.end(id) {
        return;
    }
    let table = model.screens.iter_mut().find_map(|screen| match screen {
        Screen::Licenses(licenses) if licenses.arranges(id) => Some(licenses),
        _ => None,
    });
    if result.is_err() {
        model.held.clear();
    }
    if let Some(licenses) = table {
        licenses.arranged(result.map(|view| *view), &mut model.shared);
    }
    held::release(model);
}

/// Hands an answer to the screen that waits for it. An answer that no screen waits for is told.
fn deliver(model: &mut Model, id: RequestId, call: &Call, result: Result<Reply, Problem>) {
    if let Some(written) = result.as_ref().ok().and_then(|reply| Written::from_reply(call, reply)) {
        for screen in &mut model.screens {
            screen.written(&written, &mut model.shared);
        }
        model.shared.say(Tone::Good, written.in_words());
    }
    if let Some(shown) = result.as_ref().err().and_then(|problem| Written::from_problem(call, problem)) {
        for screen in &mut model.screens {
            screen.written(&shown, &mut model.shared);
        }
    }
    let owner = model.screens.iter().rposition(|screen| screen.awaits(id));
    match (owner, result) {
        (Some(position), result) => {
            if result.is_err() {
                // The screen shows what went wrong; what was said before must not stand before it.
                model.shared.notice.take_if(|notice| notice.tone != Tone::Bad);
            }
            let step = model.screens[position].replied(id, result, &mut model.shared);
            take_step(model, position, step);
        }
        (None, Err(problem)) => {
            let words = failure(&model.shared, call, &problem);
            model.shared.say(Tone::Bad, words);
        }
        (None, Ok(_)) => {}
    }
    model.screens.retain(|screen| !screen.is_gone());
}

/// Says once more that the journal lacks what was just said to be done: it must not pass unseen.
fn tell_not_noted(model: &mut Model, reason: &str) {
    let said = model.shared.notice.take().map(|notice| format!("{} · ", notice.text)).unwrap_or_default();
    let words = format!("{said}the journal of changes could not be written: {reason}");
    model.shared.say(Tone::Bad, words);
}

/// What became of a call that no screen waits for: says which.
fn failure(shared: &Shared, call: &Call, problem: &Problem) -> String {
    if call.is_write() && problem.asks_for_log_in() {
        return format!("not done: {call} · {} · log in and do it again", not_done(problem));
    }
    let is_of_a_license = matches!(call, Call::Write(write) if write.id().is_some());
    match problem {
        Problem::Conflict { .. } => {
            return format!("{call}: {problem} · nothing was sent; the row shows what the server holds now");
        }
        Problem::NotFound { .. } if is_of_a_license => {
            return format!("{call}: {problem} · somebody has deleted it; its row is gone");
        }
        _ => {}
    }
    format!("{call}: {}", shared.with_advice(problem))
}

#[cfg(test)]
mod tests;
