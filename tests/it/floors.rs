//! The house stands: arrows point down only, and each outside thing is named on its own floor only.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Each module of the top level: the modules that it may use.
const FLOORS: [(&str, &[&str]); 14] = [
    ("domain", &[]),
    ("files", &[]),
    ("text", &[]),
    ("config", &["domain", "files"]),
    ("secrets", &["domain", "files"]),
    ("store", &["domain", "files"]),
    ("api", &["domain"]),
    ("sandbox", &[]),
    ("app", &["domain", "text"]),
    ("export", &["domain", "text"]),
    ("ui", &["domain", "text", "app"]),
    ("runtime", &["domain", "text", "store", "api", "sandbox", "export", "app", "ui"]),
    (
        "cli",
        &[
            "domain", "files", "text", "config", "secrets", "store", "api", "sandbox", "export", "app", "ui",
            "runtime",
        ],
    ),
    ("main", &["cli"]),
];

/// Outside things, and the only modules that may name them.
const OUTSIDE: [(&str, &[&str]); 22] = [
    ("futures_util", &["sandbox"]),
    ("reqwest", &["api"]),
    ("hyper_util", &["api"]),
    ("rustls", &["api", "sandbox"]),
    ("tokio_rustls", &["sandbox"]),
    ("tower_http", &["sandbox"]),
    ("x509_parser", &["api"]),
    ("toml_edit", &["config"]),
    ("linux_keyutils", &["secrets"]),
    ("process_wrap", &["secrets"]),
    ("csv", &["export", "cli"]),
    ("roaring", &["export"]),
    ("nix", &["store"]),
    ("sha2", &["store"]),
    ("ratatui", &["ui", "runtime"]),
    ("crossterm", &["runtime"]),
    ("termina", &["runtime"]),
    ("axum", &["sandbox"]),
    ("rusqlite", &["sandbox"]),
    ("clap", &["cli", "main"]),
    ("tokio", &["api", "sandbox", "runtime", "cli"]),
    ("tui_input", &["app", "ui"]),
];

fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(&root).expect("below the root");
                let first = inside.components().next().expect("a name").as_os_str().to_string_lossy();
                let module = first.trim_end_matches(".rs").to_owned();
                let text = fs::read_to_string(&path).expect("a source");
                sources.push((module, path, text));
            }
        }
    }
    assert!(sources.len() > 40, "the sources were found");
    sources
}

/// The code of a source, without comments.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The modules of the top level that `code` names after `crate::`, also in braces.
fn named_modules(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for after in code.split("crate::").skip(1).chain(code.split("lictor::").skip(1)) {
        let word = |text: &str| -> String {
            text.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect()
        };
        if let Some(inside) = after.strip_prefix('{') {
            let mut depth = 0;
            let mut name = String::new();
            for character in inside.chars() {
                match character {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => names.push(word(std::mem::take(&mut name).trim())),
                    _ if depth == 0 => name.push(character),
                    _ => {}
                }
            }
            names.push(word(name.trim()));
        } else {
            names.push(word(after));
        }
    }
    names
}

#[test]
fn arrows_point_down_only() {
    let mut wrong = Vec::new();
    for (module, path, text) in sources() {
        if module == "lib" {
            continue;
        }
        let (_, allowed) = FLOORS
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("{module} has no floor"));
        for name in named_modules(&code(&text)) {
            let is_module = FLOORS.iter().any(|(known, _)| *known == name);
            if is_module && name != module && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{} uses {name}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_outside_thing_is_named_on_its_own_floor_only() {
    let mut wrong = Vec::new();
    for (module, path, text) in sources() {
        let code = code(&text);
        for (outside, allowed) in OUTSIDE {
            let used = [format!("{outside}::"), format!("use {outside};")].iter().any(|use_| {
                code.match_indices(use_.as_str()).any(|(at, _)| {
                    let before = code[..at].chars().next_back();
                    !before.is_some_and(|character| character.is_alphanumeric() || character == '_')
                })
            });
            if used && !allowed.contains(&module.as_str()) {
                wrong.push(format!("{} names {outside}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn modules_are_files_with_their_own_names() {
    for (_, path, _) in sources() {
        assert!(!path.ends_with("mod.rs"), "{}", path.display());
    }
}

#[test]
fn the_check_sees_a_wrong_arrow() {
    assert_eq!(named_modules("use crate::{app::{Model, a::b}, ui};"), ["app", "ui"]);
    assert_eq!(named_modules("fn f() { crate::runtime::open() }"), ["runtime"]);
}
