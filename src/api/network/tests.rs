use super::*;

fn through(url: &str, except: Option<&str>) -> Network {
    let proxy = Proxy::Through {
        url: url.parse().expect("a URL"),
        credentials: None,
        except: except.map(str::to_owned),
    };
    Network { proxy, ..Network::default() }
}

fn proxy(network: &Network, origin: &str) -> Option<String> {
    network.proxy_to(&origin.parse().expect("a URL"))
}

#[test]
fn a_proxy_is_named_without_user_name_and_password() {
    let network = through("http://ada:s3cr3t@proxy.example.net:3128/x", None);
    let named = proxy(&network, "https://draas.example.net");
    assert_eq!(named.as_deref(), Some("http://proxy.example.net:3128"));
    assert!(!format!("{network:?}").contains("s3cr3t"), "{network:?}");
    let socks = proxy(&through("socks5h://proxy.example.net:1080", None), "https://draas.example.net");
    assert_eq!(socks.as_deref(), Some("socks5h://proxy.example.net:1080"));
}

#[test]
fn exceptions_and_the_machine_itself_have_no_proxy() {
    let network = through("http://proxy.example.net:3128", Some("example.org, 10.0.0.0/8"));
    for direct in
        ["https://example.org", "https://a.example.org:8443", "https://10.1.2.3", "http://127.0.0.1:80"]
    {
        assert_eq!(proxy(&network, direct), None, "{direct}");
    }
    assert!(proxy(&network, "https://example.net").is_some());
    let direct = Network { proxy: Proxy::Direct, ..Network::default() };
    assert_eq!(proxy(&direct, "https://example.net"), None);
}

#[test]
fn a_connection_may_take_less_than_the_whole() {
    let connecting = |network, seconds| {
        let origin = "https://example.net".parse().expect("a URL");
        Way::new(&origin, network, Duration::from_secs(seconds)).inner.connecting
    };
    assert_eq!(connecting(Network::default(), 30), Duration::from_secs(10));
    assert_eq!(connecting(Network::default(), 5), Duration::from_millis(4500));
    let patient = Network { connect_timeout: Some(Duration::from_secs(20)), ..Network::default() };
    assert_eq!(connecting(patient, 30), Duration::from_secs(20));
}

fn from_environment(variables: &[(&str, &str)], except: Option<&str>) -> Result<Option<String>, String> {
    let variable = |name: &str| {
        let (_, value) = variables.iter().find(|(known, _)| *known == name)?;
        Some((*value).into())
    };
    let origin = "https://draas.example.net".parse().expect("a URL");
    environment::proxy(&origin, except, variable).map(|proxy| proxy.map(String::from))
}

#[test]
fn the_environment_names_a_proxy_by_the_usual_variables() {
    let proxy = |variables: &[(&str, &str)]| from_environment(variables, None).expect("usable");
    let (one, other) = ("http://one.example:1", "socks5h://other.example:2");
    assert_eq!(proxy(&[]), None);
    assert_eq!(proxy(&[("HTTP_PROXY", one)]), None, "plain http is for the machine itself");
    assert_eq!(
        proxy(&[("https_proxy", one), ("ALL_PROXY", other)]).as_deref(),
        Some("http://one.example:1/")
    );
    assert_eq!(proxy(&[("HTTPS_PROXY", ""), ("all_proxy", other)]).as_deref(), Some(other));
    assert_eq!(
        proxy(&[("ALL_PROXY", "ada:s3@one.example:1")]).as_deref(),
        Some("http://ada:s3@one.example:1/")
    );
    assert_eq!(proxy(&[("HTTPS_PROXY", one), ("NO_PROXY", "a.example, example.net")]), None);
}

#[test]
fn hosts_that_the_profile_excepts_are_excepted_from_the_proxy_of_the_environment_too() {
    let variables = [("HTTPS_PROXY", "http://one.example:1"), ("NO_PROXY", "a.example")];
    assert_eq!(from_environment(&variables, Some("b.example,.example.net")), Ok(None));
    assert!(from_environment(&variables, Some("b.example")).expect("usable").is_some());
}

#[test]
fn a_proxy_of_the_environment_that_cannot_be_used_is_refused_and_not_repeated() {
    for value in ["not a s3cr3t url", "ftp://ada:s3cr3t@one.example", "http://", "/s3cr3t"] {
        for variable in ["HTTPS_PROXY", "all_proxy"] {
            let refused = from_environment(&[(variable, value)], None).expect_err(value);
            assert!(refused.starts_with(variable) && !refused.contains("s3cr3t"), "{refused}");
        }
        let excepted = [("HTTPS_PROXY", value), ("NO_PROXY", "*")];
        assert_eq!(from_environment(&excepted, None), Ok(None), "it is not needed");
    }
}
