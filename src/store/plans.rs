//! Plans in files: what is to be done in a scope, each change with the license as it was seen.

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    domain::{Change, Image, License, Operation, OperationKind, Scope, plan::Plan},
    files,
};

/// The version of the form.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Document {
    lictor_plan: u32,
    id: Uuid,
    made: String,
    origin: String,
    instance: String,
    scope: Scope,
    changes: Vec<Step>,
}

/// A change, in the words of the journal.
#[derive(Serialize, Deserialize)]
struct Step {
    operation: OperationKind,
    before: Option<Image>,
    after: Option<Image>,
}

/// Writes a plan into a file of its owner's own, as a whole.
///
/// # Errors
/// Why it cannot be written, for people.
pub fn write_plan(path: &Path, plan: &Plan) -> Result<(), String> {
    let document = Document {
        lictor_plan: VERSION,
        id: plan.id,
        made: plan.made.clone(),
        origin: plan.origin.clone(),
        instance: plan.instance.clone(),
        scope: plan.scope,
        changes: plan.operations.iter().map(step).collect(),
    };
    let cannot = |error: &dyn std::fmt::Display| format!("{} cannot be written: {error}", path.display());
    let mut bytes = serde_json::to_vec_pretty(&document).map_err(|error| cannot(&error))?;
    bytes.push(b'\n');
    files::replace(path, &bytes).map_err(|error| cannot(&error))
}

/// Reads a plan.
///
/// # Errors
/// Why it cannot be read, or that it is no plan, for people.
pub fn read_plan(path: &Path) -> Result<Plan, String> {
    let shown = path.display();
    let bytes = fs::read(path).map_err(|error| format!("{shown} cannot be read: {error}"))?;
    let document: Document =
        serde_json::from_slice(&bytes).map_err(|error| format!("{shown} is no plan: {error}"))?;
    if document.lictor_plan != VERSION {
        return Err(format!("{shown} is a plan of another version of lictor; make it anew"));
    }
    let operations: Option<Vec<Operation>> = document.changes.into_iter().map(operation).collect();
    let Document { id, made, origin, instance, scope, .. } = document;
    let operations = operations.ok_or_else(|| format!("{shown} has a change that is none; make it anew"))?;
    Ok(Plan { id, made, origin, instance, scope, operations })
}

fn step(operation: &Operation) -> Step {
    match operation {
        Operation::Create(draft) => {
            Step { operation: OperationKind::Create, before: None, after: Some(draft.clone().into()) }
        }
        Operation::Update { seen, change } => Step {
            operation: OperationKind::Update,
            before: Some(seen.clone().into()),
            after: Some(change.applied_to(seen).into()),
        },
        Operation::Delete { seen } => {
            Step { operation: OperationKind::Delete, before: Some(seen.clone().into()), after: None }
        }
    }
}

fn operation(Step { operation, before, after }: Step) -> Option<Operation> {
    let before: Option<License> = before.and_then(|image| image.license());
    Some(match (operation, before, after) {
        (OperationKind::Create, None, Some(after)) => Operation::Create(after.draft()),
        (OperationKind::Update, Some(seen), Some(after)) => {
            let change = Change::between(&seen, &after.license()?);
            Operation::Update { seen, change }
        }
        (OperationKind::Delete, Some(seen), None) => Operation::Delete { seen },
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
