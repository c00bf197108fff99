//! `config`: where the configuration is, what it says, what is wrong with it.

use std::borrow::Cow;

use serde::Serialize;

use crate::{
    cli::{
        arguments::{Configuration, Format, Global},
        connection::{configuration, file, file_path, said},
        exit::Exit,
        failure::Failure,
        keys::keymap,
        output::{self, Column, Place, Record},
        themes,
        voice::Voice,
        warnings,
    },
    config::{Config, Severity, Shown},
};

/// Answers one question about the configuration.
///
/// # Errors
/// What keeps the answer away.
pub(in crate::cli) fn run(question: Configuration, global: &Global, voice: &Voice) -> Result<Exit, Failure> {
    let said = said(global)?;
    match question {
        Configuration::Path => path(&said),
        Configuration::Show => {
            warnings::tell(global, voice);
            show(&configuration(global)?, global.output)
        }
        Configuration::Check => check(&said),
    }
}

fn path(said: &Config) -> Result<Exit, Failure> {
    match file_path(said) {
        Some((path, _)) => output::line(&path.display().to_string())?,
        None => return Err(Failure::Other("there is no home directory to look in".to_owned())),
    }
    Ok(Exit::Done)
}

fn check(said: &Config) -> Result<Exit, Failure> {
    let file = file(said)?;
    let mut findings = [file.findings(), &keymap(&file).1].concat();
    findings.extend(themes::missing(&file));
    findings.sort_by_key(|finding| finding.position);
    let findings = findings.into_iter().map(|finding| (file.path().to_owned(), finding));
    let findings: Vec<_> = findings.chain(themes::findings()).collect();
    for (path, finding) in &findings {
        output::line(&format!("{}:{finding}", path.display()))?;
    }
    let wrong = findings.iter().any(|(_, finding)| finding.severity == Severity::Error);
    Ok(if wrong { Exit::Usage } else { Exit::Done })
}

fn show(config: &Config, format: Format) -> Result<Exit, Failure> {
    let values: Vec<ShownValue> = config.shown().into_iter().map(ShownValue).collect();
    match format {
        Format::Json => output::document(&Document { settings: &values })?,
        _ => output::records(format, &values)?,
    }
    Ok(Exit::Done)
}

#[derive(Serialize)]
struct Document<'a> {
    settings: &'a [ShownValue],
}

#[derive(Debug)]
struct ShownValue(Shown);

impl Serialize for ShownValue {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut object = serializer.serialize_struct("Setting", 3)?;
        object.serialize_field("name", self.0.name)?;
        object.serialize_field("value", &self.0.value)?;
        object.serialize_field("source", &self.0.source)?;
        object.end()
    }
}

impl Record for ShownValue {
    type Key = &'static str;
    const COLUMNS: &'static [Column] = &[
        Column::new("name", Place::Whole),
        Column::new("value", Place::Cut),
        Column::new("source", Place::Whole),
    ];

    fn key(&self) -> &'static str {
        self.0.name
    }

    fn cells(&self) -> Vec<Cow<'_, str>> {
        vec![self.0.name.into(), self.0.value.as_str().into(), self.0.source.as_str().into()]
    }
}
