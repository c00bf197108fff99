//! The keys of the configuration file, on top of the default ones.

use crate::{
    app::keymap::{KeyPress, Keymap, Unbindable},
    config::{File, Finding, Severity},
};

/// The keys in force, and what is to be said about those of the file. What cannot be bound keeps its default.
pub(super) fn keymap(file: &File) -> (Keymap, Vec<Finding>) {
    let mut keymap = Keymap::default();
    let mut findings = Vec::new();
    for binding in file.bindings() {
        let mut find = |severity, message| {
            let message = format!("{}: {message}", binding.action);
            findings.push(Finding { severity, position: binding.position, profile: None, message });
        };
        for press in binding.keys.iter().filter_map(|key| key.parse::<KeyPress>().ok()) {
            if let Some(obstacle) = press.obstacle() {
                find(Severity::Warning, format!("{press}: {obstacle}"));
            }
        }
        match keymap.bind(&binding.context, &binding.action, &binding.keys) {
            Ok(taken) => taken.iter().for_each(|taken| find(Severity::Doubt, taken.to_string())),
            Err(unknown @ (Unbindable::Context(_) | Unbindable::Action { .. })) => {
                find(Severity::Warning, unknown.to_string());
            }
            Err(unbindable) => find(Severity::Error, unbindable.to_string()),
        }
    }
    (keymap, findings)
}
