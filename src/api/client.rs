//! Which requests a call takes, and what their answers make of it.

use std::{fmt, sync::Arc};

use super::{
    Settings,
    bearer::{Caller, Pass},
    failure,
    single_flight::Refusal,
    transport::{Answer, Request, Transport},
    wire,
};
use crate::domain::{
    Call, Change, Draft, License, LicenseId, PageToken, Problem, ReadOnly, Reply, Scope, ScopeKind,
};

/// The way to one instance of one server, and who goes it. Clones share their connections and their session.
#[derive(Clone)]
pub struct Client {
    transport: Arc<Transport>,
    caller: Arc<Caller>,
    read_only: bool,
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address = self.transport.address();
        formatter.debug_struct("Client").field("address", &address).finish_non_exhaustive()
    }
}

impl Client {
    /// Makes a client; nothing is read or sent yet.
    ///
    /// # Errors
    /// An origin that takes no path.
    pub fn new(settings: Settings) -> Result<Self, Problem> {
        let Settings { origin, instance, access, network, timeout, read_only } = settings;
        let transport = Arc::new(Transport::new(&origin, &instance, network, timeout)?);
        let caller = Arc::new(Caller::new(access, &transport));
        Ok(Self { transport, caller, read_only })
    }

    /// Waits until no session is being refreshed, begun or ended. A program that leaves before that may lose the
    /// only copy of a refresh token.
    pub async fn finish(&self) {
        if let Some(session) = self.caller.session() {
            drop(session.lock().await);
        }
    }

    /// Whether the session of now is kept for later runs; false where no account logs in.
    pub async fn keeps_session(&self) -> bool {
        match self.caller.session() {
            Some(session) => session.lock().await.issuer.is_kept().await,
            None => false,
        }
    }

    /// Makes a call. Nothing is tried twice, that is for those who call; but a call that the server refuses for its
    /// token (401) was not acted on, and is made again where another token can be had.
    ///
    /// A change is guarded: the license is read, and written only when nobody else has changed the same fields
    /// since (API section 1.4).
    ///
    /// # Errors
    /// Whatever keeps the call from succeeding; all but [`Problem::OutcomeUnknown`] promise that nothing changed.
    pub async fn execute(&self, call: Call) -> Result<Reply, Problem> {
        self.permit(&call)?;
        match &call {
            Call::ListScopes { kind, parent, search, from } => {
                let listing =
                    super::scopes::Ask { client: self, call: &call, kind: *kind, search: search.as_deref() };
                listing.page(*parent, from).await.map(Reply::Scopes)
            }
            Call::ListLicenses { scope, page_size, token } => {
                self.list_licenses(&call, *scope, *page_size, token.as_ref()).await
            }
            Call::ReadLicense { scope, id } => {
                let (license, body) = self.read_license(*scope, *id).await?;
                Ok(Reply::License { license, body })
            }
            Call::CreateLicense { scope, draft } => self.create_license(&call, *scope, draft).await,
            Call::UpdateLicense { scope, id, change } => {
                self.update_license(&call, *scope, *id, change).await
            }
            Call::DeleteLicense { scope, id } => {
                self.ask(&call, Request::delete(license_path(*scope, *id))).await?;
                Ok(Reply::Deleted)
            }
            Call::LogIn(credentials) => self.log_in(credentials).await,
            Call::Verify(verification) => self.verify(verification).await,
            Call::LogOut => self.log_out().await,
            Call::WhoAmI => self.who_am_i().await,
        }
    }

    /// Refuses what must not, or cannot, be sent.
    fn permit(&self, call: &Call) -> Result<(), Problem> {
        if call.is_write() && self.read_only {
            return Err(Problem::ReadOnly(ReadOnly::Session));
        }
        let elsewhere = call.scope().is_some_and(|scope| !scope.is_writable());
        match call {
            _ if !elsewhere => Ok(()),
            Call::ReadLicense { scope, id } => Err(Problem::NotFound {
                what: format!("license {id} of {scope}"),
                reason: Some("the API serves single licenses under groups only".to_owned()),
            }),
            call if call.is_write() => Err(Problem::ReadOnly(ReadOnly::Scope)),
            _ => Ok(()),
        }
    }

    async fn list_licenses(
        &self, call: &Call, scope: Scope, page_size: u32, token: Option<&PageToken>,
    ) -> Result<Reply, Problem> {
        let request = Request::get(licenses_path(scope)).with("page_size", page_size.to_string());
        let request = match token {
            Some(PageToken(token)) => request.with("next", token),
            None => request,
        };
        let answer = self.ask(call, request).await?;
        read(answer, wire::license_page).map(|(page, _)| Reply::Licenses(page))
    }

    async fn read_license(&self, scope: Scope, id: LicenseId) -> Result<(License, String), Problem> {
        let answer =
            self.ask(&Call::ReadLicense { scope, id }, Request::get(license_path(scope, id))).await?;
        let (license, body) = read(answer, |body| wire::license(body, id))?;
        Ok((license, String::from_utf8_lossy(&body).into_owned()))
    }

    async fn create_license(&self, call: &Call, scope: Scope, draft: &Draft) -> Result<Reply, Problem> {
        let answer = self.ask(call, Request::post(licenses_path(scope), &wire::create_body(draft))).await?;
        let body = answer.body.as_ref().map_err(|trouble| trouble.clone().of_write())?;
        match wire::created(body) {
            Ok(id) => Ok(Reply::Created(id)),
            Err(error) => Err(failure::broken(&answer, body, &error).of_write()),
        }
    }

    async fn update_license(
        &self, call: &Call, scope: Scope, id: LicenseId, change: &Change,
    ) -> Result<Reply, Problem> {
        let (fresh, _) = self.read_license(scope, id).await?;
        let fields = change.conflicts_with(&fresh);
        if !fields.is_empty() {
            return Err(Problem::Conflict { fields });
        }
        let merged = change.applied_to(&fresh);
        if merged != fresh {
            self.ask(call, Request::put(license_path(scope, id), &wire::update_body(&merged))).await?;
        }
        Ok(Reply::Updated(merged))
    }

    /// Sends a request on behalf of a call. What comes back is a success; all else is the problem of the call.
    pub(super) async fn ask(&self, call: &Call, request: Request) -> Result<Answer, Problem> {
        let mut pass = self.caller.pass().await?;
        let mut is_last = false;
        loop {
            let sent = self.transport.send(&request, pass.as_ref().map(|pass| &pass.header)).await;
            let answer =
                sent.map_err(|trouble| if call.is_write() { trouble.of_write() } else { trouble.of_read() })?;
            if answer.is_success() {
                return Ok(answer);
            }
            let another = match &pass {
                Some(refused) if answer.status == 401 && !is_last => self.another(refused, &answer).await?,
                _ => None,
            };
            let Some(another) = another else {
                return Err(match failure::problem(call, &answer) {
                    // A fresh token was of no use either, so logging in is all that is left to try.
                    Problem::Unauthenticated { reason } if self.caller.session().is_some() => {
                        Problem::SessionEnded { reason }
                    }
                    problem => problem,
                });
            };
            // What was left by another run may be as stale as ours; what came just now is the best there is.
            is_last = !another.taken_over;
            pass = Some(another);
        }
    }

    /// What a call can go with after it was refused.
    async fn another(&self, refused: &Pass, answer: &Answer) -> Result<Option<Pass>, Problem> {
        let refusal = Refusal { generation: refused.generation, reason: failure::reason(answer) };
        self.caller.renew(refusal).await
    }

    pub(super) fn transport(&self) -> &Transport {
        &self.transport
    }

    pub(super) fn caller(&self) -> &Caller {
        &self.caller
    }
}

/// Reads the body of a success that only had to tell something; the body comes along.
pub(super) fn read<T>(
    answer: Answer, parse: impl FnOnce(&[u8]) -> serde_json::Result<T>,
) -> Result<(T, Vec<u8>), Problem> {
    let body = match &answer.body {
        Ok(body) => body,
        Err(trouble) => return Err(trouble.clone().of_read()),
    };
    match parse(body) {
        Ok(value) => Ok((value, answer.body.unwrap_or_default())),
        Err(error) => Err(failure::broken(&answer, body, &error).of_read()),
    }
}

/// The path of a list of scopes (API section 4).
pub(super) fn scopes_path(kind: ScopeKind) -> Vec<String> {
    vec![kind.word().to_owned()]
}

fn licenses_path(scope: Scope) -> Vec<String> {
    vec![scope.kind.word().to_owned(), scope.uuid.to_string(), "customer_licenses".to_owned()]
}

fn license_path(scope: Scope, id: LicenseId) -> Vec<String> {
    let mut path = licenses_path(scope);
    path.push(id.to_string());
    path
}
