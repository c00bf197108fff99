//! Through a proxy that others wrote.

use lictor::sandbox::Options;

use super::support::{Site, group};
use crate::support::mitmproxy::Mitmproxy;

const TOKEN: &str = "token_command = \"echo sandbox-token\"";

fn site() -> Site {
    Site::with(Options::default())
}

fn list(shell: &crate::support::command::Shell) -> crate::support::command::Run {
    shell.run(&["list", "--limit", "3", "-o", "jsonl", "--scope", &group().to_string()])
}

#[test]
fn https_through_connect_with_the_authority_of_the_proxy() {
    let site = site();
    let Some(proxy) = Mitmproxy::start(&[], site.authority.pem()) else { return };
    // The proxy shows a certificate of its own, which the site's authority does not vouch for.
    let shell = site
        .shell_with(&format!("{TOKEN}\nproxy = \"http://{}\"\nno_proxy = \"none.example\"", proxy.address()));
    list(&shell).fails(7, "is not trusted");
    let shell = crate::support::command::Shell::bare();
    shell.configure(&format!(
        "[profiles.lab]\nurl = \"{}\"\ninstance = \"sandbox\"\n{TOKEN}\nca_file = \"{}\"\nproxy = \"http://{}\"\n\
         no_proxy = \"none.example\"\n",
        site.sandbox.url(),
        proxy.authority().display(),
        proxy.address()
    ));
    assert_eq!(list(&shell).works().lines().count(), 3);
    let told = proxy.finish();
    assert!(told.contains("GET https://127.0.0.1:") && told.contains("200 OK"), "{told}");
}

#[test]
fn the_proxy_of_the_environment_and_the_hosts_without_it() {
    let site = site();
    let Some(proxy) = Mitmproxy::start(&["--ignore-hosts", ".*"], site.authority.pem()) else { return };
    let address = format!("http://{}", proxy.address());
    let shell = site.shell_with(TOKEN).with("HTTPS_PROXY", &address);
    list(&shell).works();
    // Nothing listens there, so whoever goes there fails.
    let shell = site.shell_with(TOKEN).with("HTTPS_PROXY", "http://127.0.0.1:1");
    list(&shell).fails(7, "proxy");
    let shell = shell.with("NO_PROXY", "127.0.0.1");
    list(&shell).works();
    let told = proxy.finish();
    assert!(!told.contains("GET https"), "it saw nothing but a tunnel: {told}");
}

#[test]
fn socks5_with_the_servers_own_certificate() {
    let site = site();
    let Some(proxy) = Mitmproxy::start(&["--mode", "socks5", "--ignore-hosts", ".*"], site.authority.pem())
    else {
        return;
    };
    for scheme in ["socks5", "socks5h"] {
        let shell = site.shell_with(&format!(
            "{TOKEN}\nproxy = \"{scheme}://{}\"\nno_proxy = \"none.example\"",
            proxy.address()
        ));
        assert_eq!(list(&shell).works().lines().count(), 3, "{scheme}");
    }
}

#[test]
fn a_proxy_that_wants_a_password_gets_it_from_its_file() {
    let site = site();
    let Some(proxy) =
        Mitmproxy::start(&["--ignore-hosts", ".*", "--proxyauth", "anna:pr0xy-s3cret"], site.authority.pem())
    else {
        return;
    };
    let base = format!("{TOKEN}\nproxy = \"http://{}\"\nno_proxy = \"none.example\"", proxy.address());
    list(&site.shell_with(&base)).fails(7, "proxy");
    let with = |password: &str| {
        let more = format!("proxy_username = \"anna\"\nproxy_password_command = \"echo {password}\"");
        list(&site.shell_with(&format!("{base}\n{more}")))
    };
    with("pr0xy-s3cret").works();
    let run = with("wr0ng-s3cret");
    run.fails(7, "proxy");
    assert!(!run.stderr.contains("s3cret"), "{run:?}");
}
