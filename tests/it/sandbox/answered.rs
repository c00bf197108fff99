//! The counters, which tests of clients look at.

use lictor::sandbox::{DEFAULT_TOKEN, Options};
use reqwest::Method;
use serde_json::json;

use super::support::{Desk, license, licenses};

const LICENSES: &str = "/api/v01/draas/{draas_instance}/groups/{uuid}/customer_licenses";

#[tokio::test]
async fn each_call_is_counted_by_its_method_and_template() {
    let desk = Desk::open();
    assert_eq!(desk.sandbox.answered("GET", LICENSES), 0);
    desk.count().await;
    desk.get(&format!("{}?page_size=3", licenses())).await;
    desk.create("S").await;
    desk.get(&license(1)).await;
    desk.get("nowhere").await;
    assert_eq!(desk.sandbox.answered("GET", LICENSES), 2);
    assert_eq!(desk.sandbox.answered("POST", LICENSES), 1);
    assert_eq!(desk.sandbox.answered("GET", &format!("{LICENSES}/{{id}}")), 1);
    assert_eq!(desk.sandbox.answered("GET", "/api/v01/system/users/local"), 0);
}

#[tokio::test]
async fn refusals_and_cut_connections_count_too() {
    let desk = Desk::with(Options {
        faults: "lost@create*1,status=503@create*1".parse().unwrap(),
        ..Options::default()
    });
    let draft = json!({"sku": "S", "name": "N"});
    assert!(desk.request(Method::POST, &licenses()).json(&draft).send().await.is_err());
    desk.post(&licenses(), draft.clone()).await;
    let request =
        desk.client.post(desk.url(&licenses())).bearer_auth(format!("{DEFAULT_TOKEN}!")).json(&draft);
    request.send().await.unwrap();
    assert_eq!(desk.sandbox.answered("POST", LICENSES), 3);
}
