//! `update`: some fields of one license.

use crate::{
    cli::{
        arguments::{Expectations, Format, Update, Wish},
        desk::Desk,
        exit::Exit,
        failure::Failure,
        output,
        writer::{Expected, Writer},
    },
    domain::{Change, Fault, Field, License, Status, rules},
};

/// Changes a license, as it is right now, field by field.
///
/// # Errors
/// What is wrong with the arguments or the configuration, and what keeps the license from being changed.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &Update) -> Result<Exit, Failure> {
    let id = rules::license_id(&arguments.id.id)?;
    let wish = Checked::of(&arguments.wish)?;
    let expected = expected(&arguments.expectations)?;
    let writer = Writer::open(desk).await?;
    let seen = writer.read(id, &expected).await?;
    let change = Change::between(&seen, &wish.applied_to(&seen));
    let fields: Vec<&str> = change.fields().iter().map(|change| change.field.word()).collect();
    let (is_empty, fields) = (change.is_empty(), fields.join(", "));
    let license = if is_empty { seen } else { writer.change(seen, change).await? };
    let said = if is_empty {
        format!("license {id} ({}): no change", license.sku)
    } else {
        format!("updated license {id} ({}): {fields}", license.sku)
    };
    if desk.format == Format::Table {
        output::line(&said)?;
    } else {
        output::license(desk.format, &license)?;
        desk.note(&said);
    }
    Ok(desk.interruption.came().unwrap_or(Exit::Done))
}

struct Checked {
    name: Option<String>,
    description: Option<String>,
    status: Option<Status>,
}

impl Checked {
    fn of(wish: &Wish) -> Result<Self, Fault> {
        Ok(Self {
            name: wish.name.as_deref().map(rules::name).transpose()?,
            description: wish.description.as_deref().map(rules::description).transpose()?,
            status: wish.status.as_deref().map(rules::status).transpose()?,
        })
    }

    fn applied_to(self, seen: &License) -> License {
        License {
            name: self.name.unwrap_or_else(|| seen.name.clone()),
            description: self.description.or_else(|| seen.description.clone()),
            status: self.status.unwrap_or_else(|| seen.status.clone()),
            ..seen.clone()
        }
    }
}

/// What `--expect` says, checked; `--force` has it say nothing.
///
/// # Errors
/// When one is not `FIELD=VALUE` with a field of a license.
pub(in crate::cli) fn expected(arguments: &Expectations) -> Result<Expected, Fault> {
    let parse = |text: &String| {
        let parts = text.split_once('=').and_then(|(name, value)| {
            let field = Field::ALL.into_iter().find(|field| field.word() == name)?;
            Some((field, value.to_owned()))
        });
        parts.ok_or_else(|| {
            let message = format!("{text:?} is not FIELD=VALUE with one of sku, name, description, status");
            Fault::new("expect", message)
        })
    };
    let expected = arguments.expect.iter().map(parse).collect::<Result<_, _>>()?;
    Ok(if arguments.force { Expected::default() } else { Expected(expected) })
}
