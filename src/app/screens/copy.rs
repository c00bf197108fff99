//! Copying licenses: which part of them is chosen by a second key.

use super::Step;
use crate::{
    app::{
        keymap::Action,
        model::{Shared, Tone},
    },
    domain::{Field, License},
    text,
};

/// Asks what is to be copied of `licenses`.
#[must_use]
pub fn offer(licenses: Vec<License>, shared: &mut Shared) -> Step {
    if licenses.is_empty() {
        shared.say(Tone::Plain, "no license is under the cursor");
        return Step::Stay;
    }
    Step::Copy(licenses)
}

/// Copies what was chosen; everything else copies nothing.
pub(in crate::app) fn copy(action: Action, licenses: &[License], shared: &mut Shared) {
    let lines = |line: fn(&License) -> String| licenses.iter().map(line).collect::<Vec<_>>().join("\n");
    let text = match action {
        Action::CopyId => lines(|license| license.id.to_string()),
        Action::CopySku => lines(|license| text::safe(&license.sku).into_owned()),
        Action::CopyRow => lines(row),
        Action::CopyJson => json(licenses),
        _ => return,
    };
    shared.copy(text);
}

/// A license as a line that goes into the cells of a spreadsheet.
fn row(license: &License) -> String {
    let fields = [Field::Sku, Field::Name, Field::Status, Field::Description];
    let texts = fields.map(|field| text::safe(license.text(field)).into_owned());
    format!("{}\t{}", license.id, texts.join("\t"))
}

/// One license as an object, several as a list.
fn json(licenses: &[License]) -> String {
    let written = match licenses {
        [only] => serde_json::to_string_pretty(only),
        several => serde_json::to_string_pretty(several),
    };
    written.unwrap_or_default()
}
