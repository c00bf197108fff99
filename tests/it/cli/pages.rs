//! Help, version, completions, the manual.

use crate::support::command::Shell;

#[test]
fn the_version_names_the_commit_and_its_date() {
    let version = Shell::bare().run(&["--version"]);
    let version = version.works().trim().to_owned();
    let rest = version.strip_prefix(concat!("lictor ", env!("CARGO_PKG_VERSION"), " (")).expect("a version");
    let (commit, date) =
        rest.strip_suffix(')').and_then(|rest| rest.split_once(", ")).expect("commit and date");
    assert!(!commit.is_empty() && !date.is_empty(), "{version}");
}

#[test]
fn the_help_is_data_and_names_commands_variables_and_exit_codes() {
    let run = Shell::bare().run(&["--help"]);
    for word in
        ["demo", "sandbox", "scopes", "list", "get", "create", "update", "enable", "disable", "delete"]
    {
        assert!(run.works().contains(word), "{word}");
    }
    for word in ["LICTOR_URL", "LICTOR_INSTANCE", "LICTOR_SCOPE", "LICTOR_TOKEN", "LICTOR_READ_ONLY", "130"] {
        assert!(run.stdout.contains(word), "{word}");
    }
    assert_eq!(run.stderr, "");
    for command in ["list", "create", "sandbox", "delete"] {
        assert!(Shell::bare().run(&[command, "--help"]).works().contains("Usage"), "{command}");
    }
}

#[test]
fn completions_and_the_manual_are_printed() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(Shell::bare().run(&["completions", shell]).works().contains("lictor"), "{shell}");
    }
    Shell::bare().run(&["completions", "dos"]).fails(2, "dos");
    let shell = Shell::bare();
    let directory = shell.home().join("man");
    shell.run(&["man", "--out", directory.to_str().expect("a path")]).works();
    for page in ["lictor.1", "lictor-list.1", "lictor-config-check.1"] {
        let text = std::fs::read_to_string(directory.join(page)).expect(page);
        assert!(text.contains(".TH"), "{page}");
    }
    let manual = Shell::bare().run(&["man"]);
    assert!(manual.works().contains(".TH") && manual.stdout.contains("LICTOR_TOKEN"), "{manual:?}");
}
