//! Whether the journal is as it was written: the chain of its hashes, and its end.

use super::{
    ledger::Head,
    line::{self, BEGINNING, Damage},
};

/// What is wrong with a journal, in words, the first of it first; nothing where it is whole.
pub(super) fn findings(text: &[u8], head: Option<&Head>) -> Vec<String> {
    let mut findings = Vec::new();
    let mut last = BEGINNING.to_owned();
    let mut has_ended = head.is_some_and(|head| head.hash == last);
    let mut number = 0;
    for bytes in text.split_inclusive(|byte| *byte == b'\n') {
        number += 1;
        let text = String::from_utf8_lossy(bytes);
        match line::open(text.trim_end_matches('\n')) {
            Ok((line, hash)) => {
                if line.previous != last {
                    findings.push(format!("line {number}: lines before it were cut, edited or moved"));
                } else if line.number != number {
                    findings.push(format!("line {number} says that it is line {}", line.number));
                }
                last = hash;
            }
            Err(Damage::Edited) => {
                findings.push(format!("line {number} was edited"));
                // What follows is measured by what stands there.
                last = line::read(text.trim_end_matches('\n')).map_or(last, |_| hash_in(&text));
            }
            Err(Damage::Broken) => findings.push(format!("line {number} is broken, or not whole")),
        }
        has_ended |= head.is_some_and(|head| head.hash == last);
    }
    match head {
        Some(head) if !has_ended => {
            findings.push(format!("lines are missing at the end: there were {} of them", head.lines));
        }
        // The first line may have been written by a program that was killed right after.
        None if number > 1 => {
            findings.push("journal.head is missing, so lines may be missing at the end".to_owned());
        }
        Some(_) | None => {}
    }
    findings
}

/// The hash that a line claims to have.
fn hash_in(text: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    value["hash"].as_str().unwrap_or_default().to_owned()
}
