//! What becomes of files that were written or read.

use super::take_step_in_front;
use crate::{
    app::{
        export::{Export, Exported},
        model::{Model, Tone},
        screens::{Act, Screen, Step, planned::Planned},
    },
    domain::plan::Plan,
    text,
};

/// Tells how an export ended; asks first where a file is there already.
pub(super) fn exported(model: &mut Model, export: Export, result: Exported) {
    model.shared.files_under_way -= 1;
    let Export { file, complete, .. } = &export;
    match result {
        Exported::Written => {
            let count = text::count(export.count(), "license");
            let extent = if *complete { "all of the scope" } else { "not all of the scope" };
            model.shared.say(Tone::Good, format!("{count} written to {file}, {extent}"));
        }
        Exported::Failed(reason) => {
            model.shared.say(Tone::Bad, format!("{file} cannot be written: {reason}"));
        }
        Exported::IsThere if model.overlay.is_some() => {
            model.shared.say(Tone::Bad, format!("{file} is there already, and was left as it is"));
        }
        Exported::IsThere => {
            let lines = vec![format!("{} would take its place.", text::count(export.count(), "license"))];
            let title = format!("{file} is there already. Replace it?");
            let act = Act::Export(Box::new(export.replacing()));
            take_step_in_front(model, Step::ask(title, lines, act));
        }
    }
}

/// Shows a plan, once it is known how its changes stand.
pub(super) fn plan_read(model: &mut Model, file: String, result: Result<Plan, String>) {
    model.shared.files_under_way -= 1;
    if model.is_typed_in() || matches!(model.front(), Some(Screen::LogIn(_))) {
        let words = format!("{file} was not opened: something else came first; type :plan {file} again");
        return model.shared.say(Tone::Bad, words);
    }
    let opened = result.and_then(|plan| Planned::open(file, plan, &mut model.shared));
    match opened {
        Ok(step) => take_step_in_front(model, step),
        Err(reason) => model.shared.say(Tone::Bad, reason),
    }
}
