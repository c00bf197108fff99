//! Files: what they say, what is wrong with them, and where.

use std::os::unix::fs::PermissionsExt;

use super::*;
use crate::domain::NewProfile;

fn file(text: &str) -> File {
    File::parse(Path::new("/home/anna/config.toml"), text)
}

fn findings(text: &str) -> Vec<String> {
    file(text).findings().iter().map(ToString::to_string).collect()
}

fn profile(file: &File, name: Option<&str>) -> Result<Option<String>, String> {
    let said = name.map(|name| Said::new(name, Source::Option("--profile")));
    let found = file.profile(said.as_ref()).map_err(|fault| fault.message)?;
    Ok(found.map(|profile| profile.name.clone()))
}

const EXAMPLE: &str = r#"
default_profile = "lab"
[profiles.lab]
url = "https://lab.example.net"
instance = "draas_v1"
scope = "groups/6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a"
label = "LAB"
token_command = "pass show lab/lictor"
page_size = 100
read_only = false
ca_file = "/etc/ssl/corp.pem"
proxy = "http://proxy.example.net:3128"
read_ahead = true

[keys.licenses]
refresh = ["r", "f5"]
"#;

#[test]
fn a_usual_file_gives_no_findings() {
    let file = file(EXAMPLE);
    assert!(file.findings().is_empty(), "{:?}", file.findings());
    let config = Config::default().or_profile(file.profile(None).expect("a profile").expect("a profile"));
    assert_eq!(config.origin().expect("a URL").expect("a URL").as_str(), "https://lab.example.net/");
    assert_eq!(config.page_size(), Ok(100));
    assert_eq!(config.path(Setting::CaFile), Some("/etc/ssl/corp.pem".into()));
    let binding = &file.bindings()[0];
    assert_eq!((binding.context.as_str(), binding.action.as_str()), ("licenses", "refresh"));
    assert_eq!(
        (binding.keys.as_slice(), binding.position),
        (&["r".into(), "f5".into()][..], Position { line: 16, column: 1 })
    );
}

#[test]
fn every_setting_of_the_template_is_known_and_right() {
    let text = include_str!("../../../assets/config.toml");
    let explained: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("#   ")).collect();
    let shown = explained.join("\n").replace("groups/UUID", "groups/6f1c9a52-0b7e-4a55-9d0c-1f2e3d4c5b6a");
    let either = |finding: &&String| !finding.contains("say the same");
    let findings = findings(&shown.replace("NAME", "prod"));
    assert_eq!(findings.iter().filter(either).count(), 0, "{findings:?}");
    for setting in Setting::ALL {
        assert!(text.contains(setting.key()), "{} is not explained", setting.key());
    }
}

#[test]
fn unknown_keys_are_warnings_and_wrong_values_errors_each_with_its_place() {
    let text = r#"colour = "red"
[profiles.lab]
  url = "http://lab.example.net"
instance = "i"
instnace = "x"
page_size = 0
read_only = "no"
label = 7
scope = "groups/17"
timeout = 0
proxy = "ftp://x"
"#;
    assert_eq!(
        findings(text).iter().map(|finding| finding.split(';').next().expect("a part")).collect::<Vec<_>>(),
        [
            "1:1: warning: colour: there is no such key",
            "3:9: error: url: http would send the token in the clear, and is for loopback addresses only",
            "5:1: warning: instnace: there is no such key",
            "6:13: error: page_size: \"0\" is not a whole number from 1 on",
            "7:13: error: read_only: must be true or false",
            "8:9: error: label: must be a text in quotation marks",
            "9:9: error: scope: \"17\" is not a UUID",
            "10:11: error: timeout: \"0\" is not a number of seconds from 0.001 to 86400",
            "11:9: error: proxy: must start with http://, https://, socks5:// or socks5h://",
        ]
    );
    assert!(findings(text)[2].ends_with("did you mean instance?"));
}

#[test]
fn secrets_in_the_file_are_refused_and_not_repeated() {
    let text = "[profiles.lab]\nurl = 'https://h'\ninstance = 'i'\npassword = \"hunter2\"\ntoken = 'hunter2'\nproxy = \"http://anna:hunter2@proxy:1\"\n";
    let findings = findings(text);
    assert_eq!(findings.len(), 3, "{findings:?}");
    assert!(
        findings[0].contains("4:1: error: ") && findings[0].contains("password_file or password_command")
    );
    assert!(!findings.join("\n").contains("hunter2"), "{findings:?}");
}

#[test]
fn settings_that_exclude_or_need_each_other() {
    let text = "[profiles.a]\ntoken_file = \"t\"\ntoken_command = \"t\"\n[profiles.b]\nclient_key = \"k\"\n";
    let mut findings = findings(text);
    findings.retain(|finding| finding.contains("error"));
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert!(findings[0].starts_with("3:17: error: ") && findings[1].contains("needs client_certificate"));
}

#[test]
fn a_profile_that_does_not_say_where_it_leads_is_doubtful() {
    let text = "[profiles.a]\nlabel = \"A\"\n\n[profiles.b]\nurl = \"https://h\"\n";
    assert_eq!(
        findings(text),
        [
            "1:11: warning: a: has no url; without it --url or LICTOR_URL must say it",
            "1:11: warning: a: has no instance; without it --instance or LICTOR_INSTANCE must say it",
            "4:11: warning: b: has no instance; without it --instance or LICTOR_INSTANCE must say it",
        ]
    );
    assert_eq!(file(text).warnings(Some("a")).count(), 0, "it may be meant so");
}

#[test]
fn warnings_are_those_of_the_file_and_of_the_profile_in_use() {
    let file = file("colour = 1\n[profiles.a]\nread_onyl = true\n[profiles.b]\nulr = 1\npage_size = 0\n");
    let lines = |profile| file.warnings(profile).map(|finding| finding.position.line).collect::<Vec<_>>();
    assert_eq!((lines(None), lines(Some("a")), lines(Some("b"))), (vec![1], vec![1, 3], vec![1, 5]));
}

#[test]
fn a_file_that_is_no_toml_is_one_error_with_its_place() {
    let file = file("[profiles.lab]\nurl = = 1\n");
    let [only] = file.findings() else { panic!("{:?}", file.findings()) };
    assert_eq!((only.severity, only.position.line), (Severity::Error, 2));
    assert!(profile(&file, None).expect_err("broken").contains("/home/anna/config.toml:2:"));
}

#[test]
fn errors_trouble_only_those_who_use_the_profile() {
    let file = file(
        "default_profile = \"bad\"\n[profiles.bad]\nurl = \"x\"\n[profiles.good]\nurl = \"https://a.example\"\n",
    );
    assert_eq!(profile(&file, Some("good")), Ok(Some("good".into())));
    let message = profile(&file, None).expect_err("a wrong URL");
    assert!(message.contains("config.toml:3:7: url: "), "{message}");
}

#[test]
fn which_profile_applies() {
    let two = "[profiles.lab]\nurl = \"https://a.example\"\n[profiles.prod]\nurl = \"https://b.example\"\n";
    assert_eq!(profile(&file(two), None), Ok(None));
    assert_eq!(profile(&file(&format!("default_profile = \"prod\"\n{two}")), None), Ok(Some("prod".into())));
    assert_eq!(profile(&file("[profiles.only]\n"), None), Ok(Some("only".into())));
    assert_eq!(profile(&file(""), None), Ok(None));
    let message = profile(&file(two), Some("prd")).expect_err("no such");
    assert!(message.contains("there are lab, prod") && message.contains("did you mean prod?"), "{message}");
    let lost = file(&format!("default_profile = \"gone\"\n{two}"));
    assert!(profile(&lost, None).is_err());
    assert_eq!(profile(&lost, Some("lab")), Ok(Some("lab".into())));
}

#[test]
fn what_belongs_to_the_profiles_server_does_not_go_to_another() {
    let text = "[profiles.p]\nurl = \"https://a.example\"\nusername = \"anna\"\ntoken_file = \"t\"\nlabel = \"A\"\n\
                production = true\ninstance = \"i\"\n";
    let file = file(text);
    let profile = file.profile(None).expect("a profile").expect("a profile");
    let same = options("https://a.example:443").or_profile(profile);
    assert_eq!((same.text(Setting::Username), same.text(Setting::TokenFile)), (Some("anna"), Some("t")));
    let other = options("https://b.example").or_profile(profile);
    for setting in [Setting::Username, Setting::TokenFile, Setting::Label] {
        assert_eq!(other.text(setting), None, "{setting:?}");
    }
    assert_eq!((other.is_on(Setting::Production), other.text(Setting::Instance)), (Ok(true), Some("i")));
}

#[test]
fn paths_begin_at_the_home_or_at_the_file() {
    let file = file(
        "[profiles.p]\nca_file = \"ca.pem\"\nclient_certificate = \"~/c.pem\"\nclient_key = \"/k.pem\"\n",
    );
    let config = Config::default().or_profile(file.profile(None).expect("a profile").expect("a profile"));
    assert_eq!(config.path(Setting::CaFile), Some("/home/anna/ca.pem".into()));
    assert_eq!(config.path(Setting::ClientKey), Some("/k.pem".into()));
    let home = etcetera::home_dir().expect("a home");
    assert_eq!(config.path(Setting::ClientCertificate), Some(home.join("c.pem")));
}

#[test]
fn what_is_shown_tells_where_it_comes_from_and_hides_secrets() {
    let file = file(EXAMPLE);
    let config = options("https://lab.example.net")
        .or(environment(&[("LICTOR_TOKEN", "s3cr3t"), ("LICTOR_INSTANCE", "i")]))
        .or_profile(file.profile(None).expect("a profile").expect("a profile"));
    let shown = config.shown();
    let find = |name| {
        shown
            .iter()
            .find(|shown| shown.name == name)
            .map(|shown| (shown.value.as_str(), shown.source.as_str()))
    };
    assert_eq!(find("profile"), Some(("lab", "/home/anna/config.toml")));
    assert_eq!(find("url"), Some(("https://lab.example.net", "--url")));
    assert_eq!(find("instance"), Some(("i", "LICTOR_INSTANCE")));
    assert_eq!(find("label"), Some(("LAB", "profile lab, /home/anna/config.toml:7")));
    assert_eq!(find("timeout"), Some(("30", "default")));
    assert_eq!(find("token"), Some(("(hidden)", "LICTOR_TOKEN")));
    assert!(!format!("{shown:?}").contains("s3cr3t"));
}

fn new_profile(name: &str) -> NewProfile {
    NewProfile {
        name: name.into(),
        url: "https://a.example".into(),
        instance: "draas_v1".into(),
        username: Some("anna".into()),
    }
}

fn chosen(path: &Path, name: Option<&str>) -> Config {
    let file = File::read(path, true).expect("a file");
    let doubtful = |finding: &Finding| finding.severity == Severity::Doubt;
    assert!(file.findings().iter().all(doubtful), "{:?}", file.findings());
    let said = name.map(|name| Said::new(name, Source::Option("--profile")));
    Config::default().or_profile(file.profile(said.as_ref()).expect("a profile").expect("a profile"))
}

#[test]
fn the_first_profile_makes_an_explained_file_of_its_owner() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("lictor/config.toml");
    add_profile(&path, &new_profile("lab")).expect("written");
    let text = std::fs::read_to_string(&path).expect("a text");
    assert!(
        text.contains("# One table for each server") && text.contains("default_profile = \"lab\""),
        "{text}"
    );
    assert_eq!(chosen(&path, None).text(Setting::Username), Some("anna"));
    for (place, mode) in [(path.as_path(), 0o600), (path.parent().expect("a directory"), 0o700)] {
        assert_eq!(
            std::fs::metadata(place).expect("there").permissions().mode() & 0o777,
            mode,
            "{}",
            place.display()
        );
    }
    assert_eq!(std::fs::read_dir(path.parent().expect("a directory")).expect("a directory").count(), 1);
}

#[test]
fn another_profile_leaves_the_rest_as_it_is() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("config.toml");
    let before =
        "# mine\ndefault_profile = 'a' # always\n\n[profiles.a] # first\nurl = \"https://x.example\"\n";
    std::fs::write(&path, before).expect("written");
    add_profile(&path, &new_profile("b")).expect("written");
    let text = std::fs::read_to_string(&path).expect("a text");
    assert!(text.starts_with(before), "{text}");
    assert_eq!(chosen(&path, Some("b")).text(Setting::Instance), Some("draas_v1"));
    let message = add_profile(&path, &new_profile("a")).expect_err("taken");
    assert!(message.contains("a profile a already"), "{message}");
    assert_eq!(std::fs::read_to_string(&path).expect("a text"), text);
}

#[test]
fn the_comment_behind_an_empty_default_profile_stays() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("config.toml");
    std::fs::write(&path, "default_profile = \"\" # which one\n").expect("written");
    add_profile(&path, &new_profile("a")).expect("written");
    let text = std::fs::read_to_string(&path).expect("a text");
    assert!(text.starts_with("default_profile = \"a\" # which one\n"), "{text}");
}

#[test]
fn line_ends_and_the_byte_order_mark_of_another_system_stay() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("config.toml");
    let before =
        "\u{feff}# mine\r\n[profiles.a]\r\nurl = \"https://a.example\"\r\ninstance = \"\"\"\r\ni\"\"\"\r\n";
    std::fs::write(&path, before).expect("written");
    add_profile(&path, &new_profile("b")).expect("written");
    change_profile(&path, &new_profile("a")).expect("changed");
    let text = std::fs::read_to_string(&path).expect("a text");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
    assert!(text.starts_with("\u{feff}") && text.contains("# mine\r\n[profiles.a]\r\n"), "{text:?}");
    assert_eq!(chosen(&path, Some("a")).text(Setting::Instance), Some("draas_v1"));
}

#[test]
fn a_profile_that_is_changed_keeps_all_else_and_the_comments() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("config.toml");
    let before = "# mine\n[profiles.a] # first\n# where\nurl = 'https://x.example' # new since May\ninstance = \"i\"\n\
                  read_only = true\n\n[profiles.b]\nurl = \"https://b.example\"\n";
    std::fs::write(&path, before).expect("written");
    let was = read_profile(&path, "a").expect("read");
    assert_eq!(
        (was.url.as_str(), was.instance.as_str(), was.username.as_str()),
        ("https://x.example", "i", "")
    );
    change_profile(&path, &new_profile("a")).expect("changed");
    let after =
        before.replace("'https://x.example'", "\"https://a.example\"").replace("\"i\"", "\"draas_v1\"");
    let after = after.replace("read_only = true\n", "read_only = true\nusername = \"anna\"\n");
    assert_eq!(std::fs::read_to_string(&path).expect("a text"), after);
    change_profile(&path, &NewProfile { username: None, ..new_profile("a") }).expect("changed");
    assert_eq!(chosen(&path, Some("a")).text(Setting::Username), None);
}

#[test]
fn what_was_noted_about_a_user_name_outlives_it() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("config.toml");
    let before = "[profiles.a]\n# who\nusername = \"anna\" # on call\nurl = \"https://x.example\"\ninstance = \"i\" # one\n";
    std::fs::write(&path, before).expect("written");
    change_profile(&path, &NewProfile { username: None, ..new_profile("a") }).expect("changed");
    assert_eq!(
        std::fs::read_to_string(&path).expect("a text"),
        "[profiles.a]\nurl = \"https://a.example\"\ninstance = \"draas_v1\" # one\n# who\n# on call\n"
    );
}

#[test]
fn only_a_profile_that_is_there_is_read_and_changed() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("config.toml");
    assert!(read_profile(&path, "a").expect_err("no file").contains("cannot be read"));
    std::fs::write(&path, "[profiles.a]\n").expect("written");
    assert!(read_profile(&path, "b").expect_err("no profile").contains("there is no profile b"));
    assert!(
        change_profile(&path, &new_profile("b")).expect_err("no profile").contains("there is no profile b")
    );
    assert_eq!(std::fs::read_to_string(&path).expect("a text"), "[profiles.a]\n");
}

#[test]
fn a_file_that_is_no_toml_is_not_touched() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("config.toml");
    std::fs::write(&path, "url = ").expect("written");
    assert!(add_profile(&path, &new_profile("b")).expect_err("broken").contains("not TOML"));
    assert_eq!(std::fs::read_to_string(&path).expect("a text"), "url = ");
}

#[test]
fn commands_of_a_file_that_others_may_write_to_are_not_run() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("config.toml");
    std::fs::write(&path, "[profiles.a]\ntoken_command = \"pass show 'my token'\"\n").expect("written");
    let command = |mode| {
        std::fs::set_permissions(&path, PermissionsExt::from_mode(mode)).expect("a mode");
        chosen(&path, None).command(Setting::TokenCommand)
    };
    assert_eq!(command(0o644), Ok(Some(vec!["pass".into(), "show".into(), "my token".into()])));
    for mode in [0o664, 0o646] {
        let fault = command(mode).expect_err("open to others");
        assert!(fault.message.contains("chmod go-w"), "{fault}");
    }
}
