//! The description and the router say the same.

use std::collections::BTreeSet;

use axum::http::Method;
use axum::routing::MethodFilter;
use serde_json::{Value, json};

use super::{DESCRIPTION, DESCRIPTION_PATH};
use crate::sandbox::operation::{Operation, ROLES};
use crate::sandbox::sessions::Purpose;

fn description() -> Value {
    serde_json::from_str(DESCRIPTION).unwrap()
}

fn method_of(operation: Operation) -> String {
    let word = operation.method_word();
    assert_eq!(MethodFilter::try_from(word.parse::<Method>().unwrap()).unwrap(), operation.method());
    word.to_lowercase()
}

#[test]
fn every_call_is_described_with_its_role_and_nothing_else_is() {
    let description = description();
    let served =
        Operation::ALL.map(|call| (call.path(), method_of(call), call.required_role().map(str::to_owned)));
    let mut served = BTreeSet::from(served);
    served.insert((DESCRIPTION_PATH.to_owned(), "get".to_owned(), None));

    let mut described = BTreeSet::new();
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if method != "parameters" {
                let role = operation["x-required-role"].as_str().map(str::to_owned);
                described.insert((path.clone(), method.clone(), role));
            }
        }
    }
    assert_eq!(described, served);
}

#[test]
fn every_call_is_described_with_the_token_that_it_takes() {
    let description = description();
    for call in Operation::ALL {
        let security = description["paths"][call.path()][method_of(call)].get("security").cloned();
        let expected = match call.required_token() {
            None => Some(json!([])),
            Some(Purpose::Access) => None,
            Some(Purpose::Refresh) => Some(json!([{"refresh_token": []}])),
        };
        assert_eq!(security, expected, "{call:?}");
    }
}

#[test]
fn each_role_belongs_to_one_call() {
    let roles: Vec<&str> = Operation::ALL.into_iter().filter_map(Operation::required_role).collect();
    assert_eq!(roles, ROLES);
}

#[test]
fn every_reference_in_the_description_leads_somewhere() {
    fn follow(root: &Value, value: &Value) {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(to)) = object.get("$ref") {
                    assert!(root.pointer(to.trim_start_matches('#')).is_some(), "{to}");
                }
                object.values().for_each(|inner| follow(root, inner));
            }
            Value::Array(array) => array.iter().for_each(|inner| follow(root, inner)),
            _ => {}
        }
    }
    let description = description();
    assert_eq!(description["openapi"], "3.1.0");
    follow(&description, &description);
}

#[test]
fn the_documented_token_is_among_the_examples() {
    let description = description();
    let next = &description["components"]["examples"]["licenses_page"]["value"]["next"];
    assert_eq!(next, "cGFnZV9zaXplPTEmcGFnZT0y");
}
