//! `create`: a new license.

use crate::{
    cli::{
        arguments::{Create, Format},
        desk::Desk,
        exit::Exit,
        failure::Failure,
        output::{self, Created},
        writer::Writer,
    },
    domain::{Draft, Fault, Problem, Reply, Write, rules},
};

/// Creates a license.
///
/// # Errors
/// What is wrong with the arguments or the configuration, and what keeps the license from being created.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &Create) -> Result<Exit, Failure> {
    let draft = draft(arguments)?;
    let writer = Writer::open(desk).await?;
    let (sku, scope) = (draft.sku.clone(), writer.scope());
    match writer.send(Write::create(scope, draft)).await? {
        Reply::Created(id) if desk.format == Format::Table => {
            output::line(&format!("created license {id} ({sku}) in {scope}"))?;
        }
        Reply::Created(id) => output::records(desk.format, &[Created { id }])?,
        _ => {
            return Err(Problem::Internal { reason: "an answer to another question".into() }.into());
        }
    }
    Ok(desk.interruption.came().unwrap_or(Exit::Done))
}

fn draft(arguments: &Create) -> Result<Draft, Fault> {
    Ok(Draft {
        sku: rules::sku(&arguments.sku)?,
        name: rules::name(&arguments.name)?,
        description: arguments.description.as_deref().map(rules::description).transpose()?,
        status: rules::status(&arguments.status)?,
    })
}
