//! From the configuration to how things look: the themes that come with the program, and those in files of their own.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use super::{
    arguments::{Colour, Drawing},
    voice::{is_coloured, is_utf8},
};
use crate::{
    config::{File, Finding, Position, Said, Severity, Source, ThemeFile, ThemeLine, nearest},
    files,
    runtime::Themes,
    ui::{BuiltIn, Depth, Role, Theme},
};

/// The themes that can be chosen on this terminal.
#[derive(Clone, Debug)]
pub(super) struct Shelf {
    directory: Option<PathBuf>,
    depth: Depth,
    ascii: bool,
    slow: bool,
}

impl Shelf {
    /// The themes for the terminal of this process.
    pub(super) fn new(drawing: &Drawing) -> Self {
        let variable = |name| env::var(name).unwrap_or_default();
        let depth = Depth::of(&variable("TERM"), &variable("COLORTERM"));
        let depth = match drawing.color {
            // Whoever insists knows the terminal better than its name does.
            Colour::Always => depth.max(Depth::Sixteen),
            when if is_coloured(when, true) => depth,
            _ => Depth::None,
        };
        let ascii = drawing.ascii || !is_utf8();
        Self { directory: directory(), depth, ascii, slow: drawing.slow }
    }

    fn file(&self, name: &str) -> Option<PathBuf> {
        // A name is no path.
        let is_plain = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
        let file = self.directory.as_ref()?.join(format!("{name}.toml"));
        (is_plain && file.is_file()).then_some(file)
    }

    fn fitted(&self, theme: Theme) -> Theme {
        theme.with_ascii(self.ascii).with_slow(self.slow).in_depth(self.depth)
    }
}

impl Themes for Shelf {
    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = BuiltIn::ALL.map(|theme| theme.word().to_owned()).to_vec();
        for file in theme_files(self.directory.as_deref()) {
            if let Some(name) = file.file_stem().and_then(|name| name.to_str())
                && !names.iter().any(|known| known == name)
            {
                names.push(name.to_owned());
            }
        }
        names
    }

    fn open(&self, name: &str) -> Result<Theme, String> {
        if let Some(file) = self.file(name) {
            let (theme, findings) = read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            let wrong = findings.iter().find(|finding| finding.severity == Severity::Error);
            return match wrong {
                Some(finding) => Err(format!("{}:{finding}", file.display())),
                None => Ok(self.fitted(theme)),
            };
        }
        let theme = BuiltIn::named(name)
            .ok_or_else(|| format!("there is no theme {name:?}; there are {}", self.names().join(", ")))?;
        Ok(self.fitted(Theme::built_in(theme)))
    }
}

/// Where themes in files lie: beside the usual configuration file.
fn directory() -> Option<PathBuf> {
    Some(files::configuration_directory()?.join("themes"))
}

/// The files of themes, in the order of their names.
fn theme_files(directory: Option<&Path>) -> Vec<PathBuf> {
    let entries = directory.and_then(|directory| fs::read_dir(directory).ok());
    let files = entries.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    let mut files: Vec<PathBuf> =
        files.filter(|file| file.extension().is_some_and(|end| end == "toml")).collect();
    files.sort();
    files
}

/// That the configuration file names a theme that is nowhere.
pub(super) fn missing(file: &File) -> Option<Finding> {
    let Said { text, source: Source::File { position, .. } } = file.theme()? else { return None };
    let shelf = Shelf { directory: directory(), depth: Depth::True, ascii: false, slow: false };
    let names = shelf.names();
    if names.contains(text) {
        return None;
    }
    let meant = nearest(text, names.iter().map(String::as_str));
    let meant = meant.map_or(String::new(), |meant| format!("; did you mean {meant}?"));
    let message = format!("theme: there is no {text:?}; there are {}{meant}", names.join(", "));
    Some(finding(Severity::Warning, *position, message))
}

/// What is to be said of all themes in files, each with its file.
pub(super) fn findings() -> Vec<(PathBuf, Finding)> {
    let of = |file: PathBuf| {
        let findings = read(&file).map_or_else(
            |error| vec![finding(Severity::Error, Position { line: 1, column: 1 }, error.to_string())],
            |(_, findings)| findings,
        );
        findings.into_iter().map(move |finding| (file.clone(), finding))
    };
    theme_files(directory().as_deref()).into_iter().flat_map(of).collect()
}

/// A theme from a file, and what is to be said of it.
fn read(path: &Path) -> std::io::Result<(Theme, Vec<Finding>)> {
    let ThemeFile { base, looks, mut findings } = ThemeFile::read(path)?;
    let mut theme = Theme::default();
    if let Some(ThemeLine { words, position, .. }) = base {
        if let Some(base) = BuiltIn::named(&words) {
            theme = Theme::built_in(base);
        } else {
            let known = BuiltIn::ALL.map(BuiltIn::word).join(", ");
            let message = format!("base: no theme {words:?} comes with lictor; there are {known}");
            findings.push(finding(Severity::Error, position, message));
        }
    }
    let mut cursor = Position { line: 1, column: 1 };
    for ThemeLine { key, words, position } in looks {
        let Some(role) = Role::ALL.into_iter().find(|role| role.word() == key) else {
            let meant = nearest(&key, Role::ALL.into_iter().map(Role::word));
            let meant = meant.map_or(String::new(), |meant| format!("; did you mean {meant}?"));
            findings.push(finding(
                Severity::Warning,
                position,
                format!("{key}: there is no such role{meant}"),
            ));
            continue;
        };
        if matches!(role, Role::Cursor | Role::CursorBehind) {
            cursor = position;
        }
        if let Err(unknown) = theme.set(role, &words) {
            findings.push(finding(Severity::Error, position, format!("{key}: {unknown}")));
        }
    }
    for role in [Role::Cursor, Role::CursorBehind] {
        if !theme.tells_apart(role) {
            let message = format!(
                "{}: the row under the cursor would look like all others; give it a colour behind, or \"reversed\"",
                role.word()
            );
            findings.push(finding(Severity::Error, cursor, message));
        }
    }
    findings.sort_by_key(|finding| finding.position);
    Ok((theme, findings))
}

fn finding(severity: Severity, position: Position, message: String) -> Finding {
    Finding { severity, position, profile: None, message }
}
