//! From a request to its answer: the router, what every call has in common, and who does the work.

mod account;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, RawPathParamsRejection};
use axum::extract::{ConnectInfo, DefaultBodyLimit, MatchedPath, RawPathParams, RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, on};
use axum::{Extension, Router};
use rusqlite::Connection;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::SizeAbove;
use uuid::Uuid;

use super::access::{Access, Caller};
use super::answered::Answered;
use super::database::Database;
use super::faults::{self, Armed};
use super::operation::{Kind, Operation};
use super::options::{Options, UpdateReading};
use super::query::{Page, Query};
use super::refusal::Refusal;
use super::scopes::{self, Wish};
use super::sessions::{Purpose, Sessions};
use super::wire::Peer;
use super::{INSTANCE, checks, licenses};

/// Answers of at most so many bytes are not worth compressing.
const LEAST_COMPRESSED: u16 = 1024;

/// The most bytes of a body that are read.
const MOST_BYTES: usize = 1024 * 1024;

/// Where the description of the API is served, to everyone.
pub(super) const DESCRIPTION_PATH: &str = "/openapi.json";

/// The description of what is served here, in `OpenAPI` 3.1.
pub(super) const DESCRIPTION: &str = include_str!("../../assets/openapi.json");

/// What the answers need.
pub(super) struct Service {
    pub(super) database: Arc<Database>,
    pub(super) access: Access,
    pub(super) answered: Answered,
    pub(super) faults: Armed,
    administers: Vec<(Kind, Uuid)>,
    update: UpdateReading,
    gzip: bool,
}

impl Service {
    pub(super) fn new(options: Options) -> Self {
        Self {
            database: Arc::default(),
            access: Access {
                token: options.token,
                denied_roles: options.denied_roles,
                sessions: Sessions::new(options.account, options.tell_code),
            },
            answered: Answered::default(),
            faults: Armed::new(&options.faults),
            administers: options.administers,
            update: options.update,
            gzip: options.gzip,
        }
    }
}

/// Every call of the API, its description, and refusals for all else.
pub(super) fn router(service: &Arc<Service>) -> Router {
    let mut router = Router::new();
    for operation in Operation::ALL {
        let mut route = route(operation);
        if service.gzip {
            route =
                route.route_layer(CompressionLayer::new().compress_when(SizeAbove::new(LEAST_COMPRESSED)));
        }
        let meddle = middleware::from_fn_with_state((Arc::clone(service), operation), faults::meddle);
        router = router.route(&operation.path(), route.route_layer(meddle));
    }
    router
        .route(
            DESCRIPTION_PATH,
            get(|| async { ([(header::CONTENT_TYPE, "application/json")], DESCRIPTION) }),
        )
        .fallback(|uri: Uri| async move { Refusal::no_such("path", uri.path()) })
        .method_not_allowed_fallback(|| async { Refusal::WrongMethod })
        .layer(middleware::from_fn_with_state(Arc::clone(service), attend))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .with_state(Arc::clone(service))
}

/// Who answers a call.
fn route(operation: Operation) -> MethodRouter<Arc<Service>> {
    if operation.account_path().is_some() {
        let handler = async move |State(service): State<Arc<Service>>,
                                  Extension(caller): Extension<Caller>,
                                  ConnectInfo(peer): ConnectInfo<Peer>,
                                  headers: HeaderMap,
                                  body: Result<Bytes, BytesRejection>| {
            account::answer(&service, operation, caller, &peer, &headers, body)
        };
        on(operation.method(), handler)
    } else {
        let handler = move |State(service), parameters, query, body| {
            answer(service, operation, parameters, query, body)
        };
        on(operation.method(), handler)
    }
}

/// What every request has in common: who makes it is found out first, and that it was answered is counted.
async fn attend(State(service): State<Arc<Service>>, mut request: Request, next: Next) -> Response {
    let template = request.extensions().get().map(|path: &MatchedPath| path.as_str().to_owned());
    let _working = service.answered.begin();
    let method = request.method().clone();
    let response = match caller(&service, template.as_deref(), request.headers()) {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    };
    if let Some(template) = template {
        service.answered.add(method.as_str(), &template);
    }
    response
}

/// Who makes a request; a path that does not exist is nobody's business either.
fn caller(service: &Service, template: Option<&str>, headers: &HeaderMap) -> Result<Caller, Refusal> {
    let required = match template {
        Some(DESCRIPTION_PATH) => None,
        Some(path) => Operation::of_account_at(path).map_or(Some(Purpose::Access), Operation::required_token),
        None => Some(Purpose::Access),
    };
    match required {
        None => Ok(Caller::Anybody),
        Some(purpose) => service.access.authenticate(headers, purpose),
    }
}

/// What is asked: the parts of the request that the answers look at.
struct Asked {
    operation: Operation,
    instance: String,
    uuid: String,
    id: String,
    query: Query,
    body: Bytes,
}

async fn answer(
    service: Arc<Service>, operation: Operation, parameters: Result<RawPathParams, RawPathParamsRejection>,
    RawQuery(query): RawQuery, body: Result<Bytes, BytesRejection>,
) -> Result<Answer, Refusal> {
    let parameters = parameters.map_err(|rejection| Refusal::rejected("path", rejection.body_text()))?;
    let parameter = |name| {
        let found = parameters.iter().find(|(candidate, _)| *candidate == name);
        found.map(|(_, value)| value.to_owned()).unwrap_or_default()
    };
    let asked = Asked {
        operation,
        instance: parameter("draas_instance"),
        uuid: parameter("uuid"),
        id: parameter("id"),
        query: Query::parse(&query.unwrap_or_default()),
        body: body.map_err(|rejection| unreadable(&rejection))?,
    };
    service.access.admit(operation)?;
    if asked.instance != INSTANCE {
        return Err(Refusal::no_such("instance", asked.instance));
    }
    let reading = service.update;
    tokio::task::spawn_blocking(move || service.database.work(|connection| asked.answer(connection, reading)))
        .await
        .unwrap_or_else(|error| Err(Refusal::Broken(format!("the sandbox failed: {error}"))))
}

fn unreadable(rejection: &BytesRejection) -> Refusal {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Refusal::TooLong
    } else {
        Refusal::rejected("body", rejection.body_text())
    }
}

impl Asked {
    fn answer(&self, connection: &mut Connection, reading: UpdateReading) -> Result<Answer, Refusal> {
        match self.operation {
            Operation::Scopes(kind) => {
                let wish = Wish::parse(kind, &self.query)?;
                let (results, rows) = scopes::list(connection, kind, &wish)?;
                Answer::json(&Envelope { results, page: wish.page(), name: kind.word(), rows })
            }
            Operation::List(kind) => {
                let page = self.query.page()?;
                let group = self.group(connection, kind)?;
                let (results, rows) = licenses::list(connection, group, page)?;
                Answer::json(&Envelope { results, page, name: "licenses", rows })
            }
            Operation::Read => {
                let (group, id) = self.license(connection)?;
                Answer::json(&licenses::read(connection, group, id)?)
            }
            Operation::Create => {
                let group = self.group(connection, Kind::Groups)?;
                Answer::json(&licenses::create(connection, group, &checks::draft(&self.body)?)?)
            }
            Operation::Update => {
                let (group, id) = self.license(connection)?;
                licenses::update(connection, group, id, &checks::change(&self.body, reading)?)?;
                Ok(Answer::Done)
            }
            Operation::Delete => {
                let (group, id) = self.license(connection)?;
                licenses::delete(connection, group, id)?;
                Ok(Answer::Done)
            }
            account => Err(Refusal::Broken(format!("no data is behind {}", account.path()))),
        }
    }

    fn group(&self, connection: &Connection, kind: Kind) -> Result<i64, Refusal> {
        scopes::group_of(connection, kind, scopes::uuid("uuid", &self.uuid)?)
    }

    fn license(&self, connection: &Connection) -> Result<(i64, i64), Refusal> {
        let group = self.group(connection, Kind::Groups)?;
        match self.id.parse() {
            Ok(id) if self.id.bytes().all(|byte| byte.is_ascii_digit()) => Ok((group, id)),
            _ => Err(Refusal::rejected("id", format!("must be an integer, not {:?}", self.id))),
        }
    }
}

/// An answer that says yes.
enum Answer {
    /// 200, with this JSON.
    Json(Vec<u8>),
    /// 204.
    Done,
}

impl Answer {
    fn json(value: &impl Serialize) -> Result<Self, Refusal> {
        let bytes = serde_json::to_vec(value);
        bytes.map(Self::Json).map_err(|error| Refusal::Broken(format!("the answer failed: {error}")))
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        match self {
            Self::Json(bytes) => ([(header::CONTENT_TYPE, "application/json")], bytes).into_response(),
            Self::Done => StatusCode::NO_CONTENT.into_response(),
        }
    }
}

/// The frame around every list (section 1.1), with its keys in the documented order.
struct Envelope<Row> {
    results: i64,
    page: Page,
    /// The key of the rows.
    name: &'static str,
    rows: Vec<Row>,
}

impl<Row: Serialize> Serialize for Envelope<Row> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("results", &self.results)?;
        map.serialize_entry("pages", &self.page.pages_of(self.results))?;
        map.serialize_entry("page", &self.page.number)?;
        if let Some(next) = self.page.after(self.results) {
            map.serialize_entry("next", &next.token())?;
        }
        map.serialize_entry(self.name, &self.rows)?;
        map.end()
    }
}
