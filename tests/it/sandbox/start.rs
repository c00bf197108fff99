//! The life of the server: from sync and async code, on free ports, and gone when it is stopped.

use std::net::{TcpListener, TcpStream};

use lictor::sandbox::{DEFAULT_TOKEN, INSTANCE, MOST_LICENSES, Options, Sandbox, StartError, UpdateReading};
use reqwest::StatusCode;

use super::support::Desk;

#[test]
fn the_default_is_a_small_private_sandbox() {
    let options = Options::default();
    assert_eq!(options.listen.to_string(), "127.0.0.1:0");
    assert_eq!((options.licenses, options.token.as_str()), (240, DEFAULT_TOKEN));
    assert_eq!((options.database, options.update), (None, UpdateReading::Partial));
    assert!(options.denied_roles.is_empty() && options.administers.is_empty());
    assert!(options.account.is_none() && options.tls.is_none() && !options.gzip);
    assert_eq!((INSTANCE, DEFAULT_TOKEN), ("sandbox", "sandbox-token"));
}

#[test]
fn it_starts_and_stops_in_sync_code() {
    let sandbox = Sandbox::start(Options::default()).unwrap();
    let address = sandbox.address();
    assert_eq!(sandbox.url(), format!("http://{address}"));
    sandbox.wait_until_seeded().unwrap();
    drop(TcpStream::connect(address).unwrap());
    sandbox.stop();
    assert!(TcpStream::connect(address).is_err());
}

#[tokio::test]
async fn it_starts_and_stops_inside_another_runtime() {
    let desk = Desk::open();
    desk.sandbox.wait_until_seeded().unwrap();
    assert_eq!(desk.get("groups").await.0, StatusCode::OK);
    desk.sandbox.stop();
}

#[tokio::test]
async fn two_of_them_do_not_know_each_other() {
    let (one, other) = (Desk::open(), Desk::open());
    one.create("ONE").await;
    assert_eq!((one.count().await, other.count().await), (241, 240));
}

#[tokio::test]
async fn requests_wait_for_the_data() {
    let desk = Desk::with(Options { licenses: 20_000, ..Options::default() });
    assert_eq!(desk.count().await, 20_000);
}

#[test]
fn a_stop_does_not_wait_for_the_data_nor_for_silent_connections() {
    let sandbox = Sandbox::start(Options { licenses: MOST_LICENSES, ..Options::default() }).unwrap();
    let _silent = TcpStream::connect(sandbox.address()).unwrap();
    sandbox.stop();
}

#[test]
fn an_address_in_use_is_refused_with_advice() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = taken.local_addr().unwrap();
    let error = Sandbox::start(Options { listen, ..Options::default() }).unwrap_err();
    assert!(matches!(error, StartError::Address { address, .. } if address == listen), "{error:?}");
    assert!(error.to_string().contains("port 0 for any free port"), "{error}");
}

#[test]
fn more_than_a_million_licenses_are_refused_with_advice() {
    let error = Sandbox::start(Options { licenses: MOST_LICENSES + 1, ..Options::default() }).unwrap_err();
    assert_eq!(error.to_string(), "1000001 licenses are too many; ask for 1000000 or fewer");
}

#[test]
fn a_role_that_does_not_exist_cannot_be_denied() {
    let denied_roles = vec!["groups.instance.customer_licenses.create".to_owned()];
    let error = Sandbox::start(Options { denied_roles, ..Options::default() }).unwrap_err();
    assert!(error.to_string().contains("groups.instance.customer_license.create"), "{error}");
}
