//! The configuration file, as a slip of an editor would leave it.

mod corpus;
mod toml;

use std::{fs, path::Path};

use fastrand::Rng;
use lictor::{
    app::keymap::Keymap,
    config::{Config, File, Said, Setting, Source, add_profile, change_profile},
    domain::NewProfile,
};

use self::corpus::SECRET;
use crate::driver::{Tally, directory, fuzz};

/// What has to be met.
const NEEDS: [&str; 7] = ["TOML", "no TOML", "found", "a secret", "added", "changed", "bound"];

/// The most that a profile adds to a file, in bytes.
const MOST_ADDED: usize = 300;

#[test]
fn whatever_stands_in_the_file_it_is_told_rightly_and_kept() {
    let place = directory();
    fuzz("config", &NEEDS, move |rng, tally| {
        let text = corpus::mutated(rng);
        let path = place.path().join("config.toml");
        look(tally, &text, &path);
        write(rng, tally, &text, &path);
    });
}

/// Everything that may be said about the file is right, and holds nothing that is secret.
fn look(tally: &mut Tally, text: &str, path: &Path) {
    let file = File::parse(path, text);
    assert_eq!(format!("{file:?}"), format!("{:?}", File::parse(path, text)), "the same twice");
    let is_toml = toml::is_toml(text);
    tally.count(if is_toml { "TOML" } else { "no TOML" });
    for finding in file.findings() {
        tally.count("found");
        let line = text.split('\n').nth(finding.position.line.wrapping_sub(1));
        let line = line.unwrap_or_else(|| panic!("{finding} is on no line of:\n{text}"));
        let columns = line.chars().count() + 1;
        assert!((1..=columns).contains(&finding.position.column), "{finding} is on no column of:\n{text}");
    }
    let mut keymap = Keymap::default();
    for binding in file.bindings() {
        tally.count(match keymap.bind(&binding.context, &binding.action, &binding.keys) {
            Ok(_) => "bound",
            Err(_) => "not bound",
        });
    }
    if text.contains(SECRET) && (!is_toml || toml::holds_secrets_only(text, SECRET)) {
        tally.count("a secret");
        let told = all_that_is_told(&file);
        assert!(!told.contains(SECRET), "{told}\n--- of\n{text}");
    }
}

/// All that is ever said of a file, its profiles and its settings.
fn all_that_is_told(file: &File) -> String {
    let mut told: Vec<String> = file.findings().iter().map(ToString::to_string).collect();
    let names = file.profile_names().into_iter().map(Some);
    for name in names.chain([None]) {
        let said = name.map(|name| Said::new(name, Source::Option("--profile")));
        match file.profile(said.as_ref()) {
            Ok(Some(profile)) => told.extend(told_of(&Config::default().or_profile(profile))),
            Ok(None) => {}
            Err(fault) => told.push(fault.to_string()),
        }
    }
    told.join("\n")
}

fn told_of(config: &Config) -> Vec<String> {
    let mut told: Vec<String> = config.shown().into_iter().map(|shown| format!("{shown:?}")).collect();
    let switches = [Setting::Production, Setting::ReadOnly, Setting::RequireReason, Setting::ReadAhead];
    let commands = [Setting::TokenCommand, Setting::PasswordCommand, Setting::ProxyPasswordCommand];
    let faults = [
        config.origin().err(),
        config.instance().err(),
        config.scope().err(),
        config.page_size().err(),
        config.proxy().err(),
        config.duration(Setting::Timeout).err(),
        config.duration(Setting::ConnectTimeout).err(),
    ];
    let faults = faults
        .into_iter()
        .chain(switches.map(|setting| config.is_on(setting).err()))
        .chain(commands.map(|setting| config.command(setting).err()));
    told.extend(faults.flatten().map(|fault| fault.to_string()));
    told
}

/// A profile is put into the file, or changed there; all else stays, to the byte.
fn write(rng: &mut Rng, tally: &mut Tally, text: &str, path: &Path) {
    fs::write(path, text).expect("written");
    let names = File::parse(path, text).profile_names();
    let changes = rng.bool() && !names.is_empty();
    let name = if changes { names[rng.usize(..names.len())].clone() } else { "fuzzed".to_owned() };
    let profile = NewProfile {
        name,
        url: "https://fuzzed.example.net".to_owned(),
        instance: "draas_v2".to_owned(),
        username: changes.then(|| "fuzzed".to_owned()),
    };
    let written = if changes { change_profile(path, &profile) } else { add_profile(path, &profile) };
    let after = fs::read_to_string(path).expect("text");
    if written.is_err() {
        tally.count("not written");
        return assert_eq!(after, text, "nothing was to be written");
    }
    tally.count(if changes { "changed" } else { "added" });
    let left = toml::without_values(text, &toml::replaced(text, &profile, changes));
    let left = if has_mixed_ends(text) { left.replace("\r\n", "\n") } else { left };
    let is_kept = if toml::is_scattered(text) {
        // The library brings together what belongs together; nothing but blanks within names is lost by it.
        tally.count("scattered");
        is_within(&sorted(&left), &sorted(&after))
    } else {
        is_within(left.as_bytes(), after.as_bytes())
    };
    assert!(is_kept, "more was touched:\n{text}\n--- became\n{after}");
    assert!(after.len() <= left.len() + MOST_ADDED, "much was added:\n{text}\n--- became\n{after}");
    assert_eq!(toml::flat(&after), toml::with(text, &profile), "{text}\n--- became\n{after}");
}

/// Files with two kinds of line ends are given one; that is all that may become of them.
fn has_mixed_ends(text: &str) -> bool {
    text.contains("\r\n") && text.matches('\n').count() != text.matches("\r\n").count()
}

fn sorted(text: &str) -> Vec<u8> {
    let mut bytes: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    bytes.sort_unstable();
    bytes
}

/// Whether all of `part` stands in `whole`, in this order.
fn is_within(part: &[u8], whole: &[u8]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|byte| rest.any(|other| other == byte))
}
