//! The fields of a license, asked for one by one.

use super::{Session, dialogue::Answer};
use crate::{
    cli::failure::Failure,
    domain::{Draft, License, Status, rules},
};

/// What is typed to empty a field that Enter would leave as it is.
const EMPTY: &str = "-";

impl Session<'_> {
    /// Asks for the fields of a new license.
    pub(super) fn ask_draft(&self) -> Result<Answer<Draft>, Failure> {
        let Answer::Given(sku) = self.dialogue.ask_for("SKU", rules::sku)? else {
            return Ok(Answer::Cancelled);
        };
        let Answer::Given(name) = self.dialogue.ask_for("Name", rules::name)? else {
            return Ok(Answer::Cancelled);
        };
        let none_if_empty = |text: &str| Ok((!text.trim().is_empty()).then(|| text.to_owned()));
        let question = "Description, Enter for none";
        let Answer::Given(description) = self.dialogue.ask_for(question, |text| {
            rules::description(text)?;
            none_if_empty(text)
        })?
        else {
            return Ok(Answer::Cancelled);
        };
        let question = "Status, enabled or disabled, Enter for enabled";
        let status = |text: &str| {
            if text.trim().is_empty() { Ok(Status::Enabled) } else { rules::status(text.trim()) }
        };
        let Answer::Given(status) = self.dialogue.ask_for(question, status)? else {
            return Ok(Answer::Cancelled);
        };
        Ok(Answer::Given(Draft { sku, name, description, status }))
    }

    /// Asks what each field of a license is to be.
    pub(super) fn ask_fields(&self, seen: &License) -> Result<Answer<License>, Failure> {
        let mut wanted = seen.clone();
        let name = |text: &str| if text.is_empty() { Ok(seen.name.clone()) } else { rules::name(text) };
        let Answer::Given(name) = self.dialogue.ask_for("Name", name)? else {
            return Ok(Answer::Cancelled);
        };
        wanted.name = name;
        let description = |text: &str| match text {
            "" => Ok(seen.description.clone()),
            EMPTY => Ok(seen.description.as_ref().map(|_| String::new())),
            text => rules::description(text).map(Some),
        };
        let question = format!("Description, {EMPTY} empties it");
        let Answer::Given(description) = self.dialogue.ask_for(&question, description)? else {
            return Ok(Answer::Cancelled);
        };
        wanted.description = description;
        let status = |text: &str| {
            if text.trim().is_empty() { Ok(seen.status.clone()) } else { rules::status(text.trim()) }
        };
        let Answer::Given(status) = self.dialogue.ask_for("Status, enabled or disabled", status)? else {
            return Ok(Answer::Cancelled);
        };
        wanted.status = status;
        Ok(Answer::Given(wanted))
    }
}
