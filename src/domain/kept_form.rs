//! A form as it is kept between runs, so that what was typed is not lost with the terminal.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    license::{Field, License, LicenseId},
    scope::Scope,
};

/// What a form is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Purpose {
    /// A new license.
    New,
    /// A new license with the values of this one.
    Clone(LicenseId),
    /// A change of this license, as it was when the form opened.
    Edit(License),
}

/// A form with what is typed in it. It holds nothing that is secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptForm {
    /// The server's origin.
    pub origin: String,
    /// The service provider's instance.
    pub instance: String,
    /// The profile that led there, if one did.
    pub profile: Option<String>,
    /// Where the license lives, or will.
    pub scope: Scope,
    /// What the form is for.
    pub purpose: Purpose,
    /// What is filled in, in the order of [`Field::ALL`]; the status by its word.
    pub texts: [String; 4],
    /// The field that is being filled in.
    pub focus: Field,
    /// Whether it was sent to be saved and no answer has told what became of it.
    #[serde(default)]
    pub sent: bool,
}

impl KeptForm {
    /// What the form was about, as an operator would say it, and the SKU: "edit license 17".
    #[must_use]
    pub fn subject(&self) -> (String, &str) {
        let [sku, ..] = &self.texts;
        let deed = match &self.purpose {
            Purpose::New => "new license".to_owned(),
            Purpose::Clone(id) => format!("clone of license {id}"),
            Purpose::Edit(license) => format!("edit license {}", license.id),
        };
        (deed, sku)
    }

    /// The text of a field.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        let [sku, name, description, status] = &self.texts;
        match field {
            Field::Sku => sku,
            Field::Name => name,
            Field::Description => description,
            Field::Status => status,
        }
    }
}

/// Which of the kept forms is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftId(pub Uuid);

/// A kept form whose console is gone, to be taken up again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftForm {
    /// Which one.
    pub id: DraftId,
    /// The form.
    pub form: KeptForm,
    /// When it was typed, for people.
    pub typed: String,
}
