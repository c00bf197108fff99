//! Logging in and out, in place: what the operator was at stays as it is.
//!
//! A read that finds no session is parked, and sent again once the operator has logged in. A write is not: its screen
//! learns at once that nothing was changed, and whether to send it again is for the operator to say.
//!
//! The log-in never takes the place of something that is being typed: the next key would go into the password. It then
//! waits until the typing is done.

use super::{deliver, drafts, proposals};
use crate::{
    app::{
        effect::Effect,
        model::{LastLogIn, Model, Session, Shared, Tone},
        msg::RequestId,
        requests::Waiting,
        screens::{
            Behaviour, Overlay, Screen,
            log_in::{LogIn, Reason},
        },
    },
    domain::{Call, Problem, Reply},
};

/// Asks the server who is logged in: quietly, for hints only.
pub(super) fn read_account(shared: &mut Shared) {
    shared.cancel(shared.requests.reading_account());
    shared.call(Call::WhoAmI);
}

/// Takes in what an answer tells of the session.
pub(super) fn note(shared: &mut Shared, call: &Call, result: &Result<Reply, Problem>) {
    match (call, result) {
        (Call::LogOut, Ok(_)) => shared.session = Session::Absent,
        (_, Err(problem)) if problem.asks_for_log_in() => shared.session = Session::Absent,
        (_, Err(_) | Ok(Reply::Challenged(_))) => {}
        (_, Ok(_)) => shared.session = Session::Live,
    }
}

/// Whether logging in would help a call. The log-in itself has a screen that is told.
pub(super) fn is_wanted(model: &Model, waiting: &Waiting) -> bool {
    model.shared.logs_in() && !matches!(waiting.call, Call::LogIn(_) | Call::Verify(_) | Call::LogOut)
}

/// Whether an answer shows that the session stands, or that logging in would not help.
pub(super) fn stands(call: &Call, result: &Result<Reply, Problem>) -> bool {
    let is_log_in = matches!(call, Call::LogIn(_) | Call::Verify(_) | Call::LogOut);
    match result {
        Ok(Reply::LoggedIn) => true,
        Ok(_) => !is_log_in,
        Err(problem) => !is_log_in && !problem.asks_for_log_in(),
    }
}

/// Takes in that a call found no session.
pub(super) fn missing(model: &mut Model, id: RequestId, waiting: Waiting, problem: Problem) {
    // What was sent before the last log-in screen ended knows nothing of how it did.
    let outdated = waiting.sent <= model.last_log_in.after && !is_open(model);
    if !outdated {
        ask(model, id, &waiting.call, problem.clone());
    }
    match waiting.call {
        // It is read after each log-in anyway.
        Call::WhoAmI => {}
        ref call if call.is_write() => deliver(model, id, call, Err(problem)),
        _ if !outdated => model.shared.requests.park(id, waiting, problem),
        _ if model.last_log_in.logged_in => send_again(&mut model.shared, id, waiting),
        ref call => deliver(model, id, call, Err(problem)),
    }
}

fn send_again(shared: &mut Shared, id: RequestId, waiting: Waiting) {
    let call = shared.requests.send_again(id, waiting);
    shared.effect(Effect::Call { id, call });
}

fn is_open(model: &Model) -> bool {
    model.screens.iter().any(|screen| matches!(screen, Screen::LogIn(_)))
}

/// Asks the operator to log in: at once, or when nothing is typed any more. A form that was sent is done with.
fn ask(model: &mut Model, id: RequestId, call: &Call, problem: Problem) {
    let is_sent = call.is_write() && model.front().is_some_and(|screen| screen.awaits(id));
    if is_sent {
        open(model, Reason::Refused(problem));
    } else {
        open_in_time(model, Reason::Refused(problem));
    }
}

/// Puts the log-in in front, at once or when nothing is typed any more.
fn open_in_time(model: &mut Model, reason: Reason) {
    if model.is_typed_in() {
        model.log_in_due = Some(reason);
    } else {
        open(model, reason);
    }
}

/// Opens the log-in that has waited, once nothing is typed any more.
pub(super) fn open_if_due(model: &mut Model) {
    if !model.is_typed_in()
        && let Some(reason) = model.log_in_due.take()
    {
        open(model, reason);
    }
}

/// Puts the log-in in front, unless it is there.
pub(super) fn open(model: &mut Model, reason: Reason) {
    let due = model.log_in_due.take();
    if is_open(model) {
        return;
    }
    let reason = match (reason, due) {
        (Reason::Wanted, Some(due)) => due,
        (reason, _) => reason,
    };
    model.shared.cancel(model.shared.requests.reading_account());
    drafts::put_off(model);
    // A question about the screen in front must not find another one there.
    let about_screen = model.overlay.take_if(|overlay| match overlay {
        Overlay::Question(question) => question.act.is_about_screen(),
        Overlay::Reason(_) => true,
        Overlay::Help(_) | Overlay::Command(_) | Overlay::Copy(_) | Overlay::Page(_) => false,
    });
    if let Some(Overlay::Reason(prompt)) = about_screen {
        proposals::put_away(model, &prompt);
    }
    // What was said before, such as who is logged in, is no longer so. What went wrong still is.
    model.shared.notice.take_if(|notice| notice.tone != Tone::Bad);
    let log_in = LogIn::new(reason, model.shared.place.as_ref());
    model.screens.push(log_in.into());
}

/// The operator has logged in: the log-in goes, and what was parked is sent again.
pub(super) fn logged_in(model: &mut Model) {
    let shared = &mut model.shared;
    for screen in model.screens.extract_if(.., |screen| matches!(screen, Screen::LogIn(_))) {
        if let (Screen::LogIn(mut log_in), Some(place)) = (screen, &mut shared.place) {
            let name = log_in.take_username();
            place.username = Some(name.clone());
            shared.say(Tone::Good, format!("logged in as {name}"));
        }
    }
    // What failed for want of a session is not so any more.
    for screen in &mut model.screens {
        screen.logged_in();
    }
    model.last_log_in = LastLogIn { after: shared.requests.last_sent(), logged_in: true };
    shared.denied.clear();
    read_account(shared);
    for (id, waiting, _) in shared.requests.take_parked() {
        send_again(shared, id, waiting);
    }
    if let Some(front) = model.screens.last_mut() {
        front.enter(shared);
    }
}

/// The operator has left the log-in: what was parked has failed, and its screens show it.
pub(super) fn declined(model: &mut Model) {
    model.last_log_in = LastLogIn { after: model.shared.requests.last_sent(), logged_in: false };
    for (id, waiting, problem) in model.shared.requests.take_parked() {
        deliver(model, id, &waiting.call, Err(problem));
    }
}

/// The session has been ended, if there was one.
pub(super) fn logged_out(model: &mut Model, was: Session, told: bool) {
    model.shared.account = None;
    model.shared.denied.clear();
    if was == Session::Absent && !told {
        return model.shared.say(Tone::Plain, "there was no session to end");
    }
    open_in_time(model, Reason::LoggedOut { told });
}

/// Takes in what the server tells of the account. It is no matter when it tells nothing.
pub(super) fn account_came(model: &mut Model, result: Result<Reply, Problem>) {
    let Ok(Reply::Account(account)) = result else {
        return;
    };
    if account.must_change_password {
        model.shared.say(Tone::Plain, "the server asks for a new password for this account soon");
    }
    model.shared.account = Some(account);
    for screen in &mut model.screens {
        if let Screen::Scopes(scopes) = screen {
            scopes.account_came(&mut model.shared);
        }
    }
}

#[cfg(test)]
mod tests;
