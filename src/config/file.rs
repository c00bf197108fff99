//! The configuration file: profiles, and all that is wrong with them, each with its place.

mod reader;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use toml_edit::Document;

use super::{
    Said, Source,
    finding::{Finding, Position, Severity},
    nearest::nearest,
    setting::Setting,
};
use crate::domain::Fault;
use reader::Reader;

/// A configuration file as it was read.
#[derive(Clone, Debug, Default)]
pub struct File {
    path: PathBuf,
    exists: bool,
    default_profile: Option<Said>,
    profiles: Vec<Profile>,
    bindings: Vec<Binding>,
    theme: Option<Said>,
    mouse: Option<bool>,
    findings: Vec<Finding>,
}

/// A profile as it was read.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// Where it begins.
    pub source: Source,
    /// What it says.
    pub settings: BTreeMap<Setting, Said>,
}

/// Keys that are bound anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where they work.
    pub context: String,
    /// What they mean.
    pub action: String,
    /// The keys.
    pub keys: Vec<String>,
    /// Where that is said.
    pub position: Position,
}

impl File {
    /// Reads a file. One that is not there is an empty one, unless it was asked for by name.
    ///
    /// # Errors
    /// A file that cannot be read. What is wrong inside of it is for [`File::findings`].
    pub fn read(path: &Path, asked_for: bool) -> Result<Self, Fault> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(Self::parse(path, &text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !asked_for => {
                Ok(Self { path: path.to_owned(), ..Self::default() })
            }
            Err(error) => Err(Fault::new("config", format!("{} cannot be read: {error}", path.display()))),
        }
    }

    /// Reads the text of a file.
    #[must_use]
    pub fn parse(path: &Path, text: &str) -> Self {
        let reader = Reader::new(text, path);
        let file = Self { path: path.to_owned(), exists: true, ..Self::default() };
        match Document::parse(text) {
            Ok(document) => reader.read(document.as_table(), file),
            Err(error) => {
                let position = Position::of(text, error.span().map_or(0, |span| span.start));
                let message = format!("this is not TOML: {}", error.message().replace('\n', "; "));
                let finding = Finding { severity: Severity::Error, position, profile: None, message };
                Self { findings: vec![finding], ..file }
            }
        }
    }

    /// Where it is, or would be.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it is there.
    #[must_use]
    pub fn exists(&self) -> bool {
        self.exists
    }

    /// All that is to be said about it, from top to bottom.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// What those have to be told who use the file, and a profile of it.
    pub fn warnings<'a>(&'a self, profile: Option<&'a str>) -> impl Iterator<Item = &'a Finding> {
        let concerns =
            move |finding: &&Finding| finding.profile.is_none() || finding.profile.as_deref() == profile;
        self.findings.iter().filter(|finding| finding.severity == Severity::Warning).filter(concerns)
    }

    /// The keys that are bound anew.
    #[must_use]
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// The theme that it names.
    #[must_use]
    pub fn theme(&self) -> Option<&Said> {
        self.theme.as_ref()
    }

    /// Whether the mouse is to click and scroll.
    #[must_use]
    pub fn mouse(&self) -> bool {
        self.mouse.unwrap_or_default()
    }

    /// The names of the profiles, in the order of the file.
    #[must_use]
    pub fn profile_names(&self) -> Vec<String> {
        self.profiles.iter().map(|profile| profile.name.clone()).collect()
    }

    /// The name of the profile to work with: that which was asked for, else the default one, else the only one.
    /// Whether there is one of that name is not looked at.
    #[must_use]
    pub fn chosen<'a>(&'a self, asked_for: Option<&'a Said>) -> Option<&'a str> {
        match (asked_for.or(self.default_profile.as_ref()), self.profiles.as_slice()) {
            (Some(said), _) => Some(&said.text),
            (None, [only]) => Some(&only.name),
            (None, _) => None,
        }
    }

    /// The profile to work with: the one that was asked for, else the default one, else the only one.
    ///
    /// # Errors
    /// A profile that does not exist, or that has errors, or a file that is broken as a whole.
    pub fn profile(&self, asked_for: Option<&Said>) -> Result<Option<&Profile>, Fault> {
        let broken = |finding: &&Finding| finding.severity == Severity::Error && finding.profile.is_none();
        let Some(chosen) = self.chosen(asked_for) else {
            let broken = self.findings.iter().find(broken);
            return broken.map_or(Ok(None), |finding| Err(self.fault(finding)));
        };
        let own = |finding: &&Finding| {
            finding.severity == Severity::Error
                && finding.profile.as_deref().is_none_or(|profile| profile == chosen)
        };
        // Which profile is the default does not matter to those who ask for another.
        let matters =
            |finding: &&Finding| own(finding) && !(asked_for.is_some() && self.is_about_default(finding));
        if let Some(finding) = self.findings.iter().find(matters) {
            return Err(self.fault(finding));
        }
        match self.profiles.iter().find(|profile| profile.name == chosen) {
            Some(profile) => Ok(Some(profile)),
            None => Err(self.no_such(chosen)),
        }
    }

    fn is_about_default(&self, finding: &Finding) -> bool {
        self.default_profile.as_ref().is_some_and(
            |said| matches!(&said.source, Source::File { position, .. } if *position == finding.position),
        )
    }

    fn fault(&self, finding: &Finding) -> Fault {
        Fault::new("config", format!("{}:{}: {}", self.path.display(), finding.position, finding.message))
    }

    fn no_such(&self, name: &str) -> Fault {
        let names = self.profile_names();
        let known = if names.is_empty() {
            format!("there are none in {}", self.path.display())
        } else {
            format!("there are {}", names.join(", "))
        };
        let meant = nearest(name, names.iter().map(String::as_str));
        let meant = meant.map_or(String::new(), |meant| format!("; did you mean {meant}?"));
        Fault::new("profile", format!("there is no profile {name:?}; {known}{meant}"))
    }
}
