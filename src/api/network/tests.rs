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
