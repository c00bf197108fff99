use std::ffi::OsString;

use super::*;

mod files;

fn environment(variables: &[(&str, &str)]) -> Config {
    environment::layer(|name| {
        let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
        Some(OsString::from(value))
    })
    .expect("texts")
}

fn options(url: &str) -> Config {
    Config::default().with(Setting::Url, Some(Said::new(url, Source::Option("--url"))))
}

#[test]
fn an_option_wins_over_the_environment() {
    let config = options("https://a.example")
        .or(environment(&[("LICTOR_URL", "https://b.example"), ("LICTOR_INSTANCE", "draas_v1")]));
    assert_eq!(config.origin().expect("a URL").expect("a URL").as_str(), "https://a.example/");
    assert_eq!(config.instance().expect("an instance").as_deref(), Some("draas_v1"));
}

#[test]
fn empty_variables_count_as_unset() {
    let config = environment(&[("LICTOR_URL", ""), ("LICTOR_TOKEN", ""), ("LICTOR_READ_ONLY", "")]);
    assert!(config.names_no_server());
    assert_eq!(config.is_on(Setting::ReadOnly), Ok(false));
}

#[test]
fn a_wrong_value_tells_which_variable_it_came_from() {
    let config = environment(&[("LICTOR_SCOPE", "groups")]);
    let fault = config.scope().expect_err("no scope");
    assert!(fault.message.ends_with("(in LICTOR_SCOPE)"), "{fault}");
    let fault = options("nothing").origin().expect_err("no URL");
    assert!(!fault.message.contains("(in"), "{fault}");
}

#[test]
fn a_token_may_have_a_line_end_and_never_shows() {
    let config = environment(&[("LICTOR_TOKEN", "s3cr3t\n")]);
    assert_eq!(config.token.as_ref().map(Secret::expose), Some("s3cr3t"));
    assert!(!format!("{config:?}").contains("s3cr3t"));
}

#[test]
fn a_switch_takes_the_usual_words_and_refuses_others() {
    for (word, on) in
        [("1", true), ("true", true), ("YES", true), ("0", false), ("no", false), ("False", false)]
    {
        assert_eq!(environment(&[("LICTOR_READ_ONLY", word)]).is_on(Setting::ReadOnly), Ok(on), "{word}");
    }
    assert!(environment(&[("LICTOR_READ_ONLY", "ture")]).is_on(Setting::ReadOnly).is_err());
}

#[test]
fn pages_are_read_ahead_unless_a_profile_says_no() {
    let said = |text: &str| {
        Config::default().with(Setting::ReadAhead, Some(Said::new(text, Source::Option("read_ahead"))))
    };
    assert_eq!(Config::default().reads_ahead(), Ok(true));
    assert_eq!((said("true").reads_ahead(), said("false").reads_ahead()), (Ok(true), Ok(false)));
    assert!(said("flase").reads_ahead().is_err());
    let shown = Config::default().shown();
    assert!(shown.iter().any(|shown| shown.name == "read_ahead" && shown.value == "true"), "{shown:?}");
}
