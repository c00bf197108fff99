//! Switches as words.

use crate::domain::Fault;

/// Whether a switch is on: `1`, `true` and `yes` are on; `0`, `false` and `no` are off.
///
/// # Errors
/// When the text is none of these.
pub fn switch(subject: &'static str, text: &str) -> Result<bool, Fault> {
    match text.trim().to_ascii_lowercase().as_str() {
        "1" | "true" | "yes" => Ok(true),
        "0" | "false" | "no" => Ok(false),
        _ => Err(Fault::new(subject, format!("{text:?} is neither yes nor no"))),
    }
}
