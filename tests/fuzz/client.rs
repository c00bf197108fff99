//! The client, as all of these tests have it.

use std::time::Duration;

use lictor::api::{Access, Care, Client, Network, Proxy, Settings};

/// A client of a server on this machine, whatever the environment says. It does not wait before it says that a write
/// was not made.
pub(crate) fn client(url: &str, access: Access, timeout: Duration) -> Client {
    let settings = Settings {
        origin: url.parse().expect("an origin"),
        instance: "draas_v1".to_owned(),
        access,
        network: Network { proxy: Proxy::Direct, ..Network::default() },
        timeout,
        care: Care { settling: Duration::ZERO, ..Care::default() },
    };
    Client::new(settings).expect("a client")
}
