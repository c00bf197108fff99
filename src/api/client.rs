//! Which requests a call takes, and what their answers make of it.

use std::{fmt, sync::Arc, time::Duration};

use super::{
    Settings,
    bearer::{Caller, Pass},
    failure,
    patience::{Logged, Manner, Patience},
    settings,
    settling::Looked,
    single_flight::Refusal,
    transport::{Answer, Request, Transport},
    wire,
};
use crate::domain::{
    Call, Journal, License, LicenseId, PageToken, Problem, ReadOnly, Recorder, Reply, Scope, ScopeKind, Watch,
};

/// The way to one instance of one server, and who goes it. Clones share their connections and their session.
#[derive(Clone)]
pub struct Client {
    transport: Arc<Transport>,
    caller: Arc<Caller>,
    care: Arc<Care>,
    /// How many tries of the same request went before.
    retries: u32,
}

/// How careful the client is with writes.
struct Care {
    read_only: bool,
    needs_reason: bool,
    journal: Option<Arc<dyn Journal>>,
    settling: Duration,
    looked: Looked,
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
        let Settings { origin, instance, access, network, timeout, care } = settings;
        let transport = Arc::new(Transport::new(&origin, &instance, network, timeout)?);
        let caller = Arc::new(Caller::new(access, &transport));
        let settings::Care { read_only, needs_reason, journal, settling } = care;
        let care = Arc::new(Care { read_only, needs_reason, journal, settling, looked: Looked::default() });
        Ok(Self { transport, caller, care, retries: 0 })
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

    /// From now on, `recorder` is told of every request and its answer, also of those of the client's clones, without
    /// what is secret in them. The first recorder stays.
    pub fn record_to(&self, recorder: Arc<dyn Recorder>) {
        self.transport.record_to(recorder);
    }

    /// Makes a call. Nothing is tried twice; but a call that the server refuses for its token (401) was not acted on,
    /// and is made again where another token can be had.
    ///
    /// A change is guarded: the license is read, and written only when nobody else has changed the same fields
    /// since (API section 1.4). It is noted in the journal before and after, and settled by reading back where its
    /// answer is lost.
    ///
    /// # Errors
    /// Whatever keeps the call from succeeding; all but [`Problem::OutcomeUnknown`] and [`Problem::Different`]
    /// promise that nothing changed.
    pub async fn execute(&self, call: Call) -> Result<Reply, Problem> {
        self.execute_with(call, Patience::NONE, &Logged).await
    }

    /// Makes a call like [`Client::execute`], and tries again where that may help: reads after a failure that may
    /// pass, everything but log-ins where a busy server asks for it. `watch` is told of it.
    ///
    /// # Errors
    /// As [`Client::execute`].
    pub async fn execute_with(
        &self, call: Call, patience: Patience, watch: &dyn Watch,
    ) -> Result<Reply, Problem> {
        self.permit(&call)?;
        let manner = Manner { patience, watch };
        Box::pin(self.settle_what_is_open(&call, manner)).await?;
        match &call {
            Call::Write(write) => Box::pin(self.write(write, manner)).await,
            Call::LogIn(credentials) => self.log_in(credentials).await,
            Call::Verify(verification) => self.verify(verification).await,
            Call::LogOut => self.log_out().await,
            Call::ListScopes { .. }
            | Call::ListLicenses { .. }
            | Call::ReadLicense { .. }
            | Call::ReadJournal
            | Call::PrepareUndo { .. }
            | Call::WhoAmI => {
                let (this, call) = (self, &call);
                manner.read(|retries| async move { this.retrying(retries).read(call).await }).await
            }
        }
    }

    /// As [`Client::execute_with`], for those who have nothing else to do meanwhile and nobody to tell.
    ///
    /// # Errors
    /// As [`Client::execute`].
    pub async fn execute_patiently(&self, call: Call) -> Result<Reply, Problem> {
        self.execute_with(call, Patience::COMMAND, &Logged).await
    }

    /// One try of a read.
    async fn read(&self, call: &Call) -> Result<Reply, Problem> {
        match call {
            Call::ListScopes { kind, parent, search, from } => {
                let listing =
                    super::scopes::Ask { client: self, call, kind: *kind, search: search.as_deref() };
                listing.page(*parent, from).await.map(Reply::Scopes)
            }
            Call::ListLicenses { scope, page_size, token } => {
                self.list_licenses(call, *scope, *page_size, token.as_ref()).await
            }
            Call::ReadLicense { scope, id } => {
                let (license, body) = self.read_license(*scope, *id).await?;
                Ok(Reply::License { license, body })
            }
            Call::ReadJournal => self.history().await.map(Reply::Journal),
            Call::PrepareUndo { scope, entry } => {
                self.prepare_undo(*scope, *entry).await.map(Reply::UndoReady)
            }
            Call::WhoAmI => self.who_am_i().await,
            Call::Write(_) | Call::LogIn(_) | Call::Verify(_) | Call::LogOut => {
                Err(Problem::Internal { reason: "this is no read".to_owned() })
            }
        }
    }

    /// Refuses what must not, or cannot, be sent.
    fn permit(&self, call: &Call) -> Result<(), Problem> {
        if let Call::Write(write) = call {
            if self.care.read_only {
                return Err(Problem::ReadOnly(ReadOnly::Session));
            }
            let reason = write.cause.reason.as_deref().unwrap_or_default();
            if self.care.needs_reason && reason.trim().is_empty() {
                return Err(Problem::NoReason);
            }
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

    pub(super) async fn list_licenses(
        &self, call: &Call, scope: Scope, page_size: u32, token: Option<&PageToken>,
    ) -> Result<Reply, Problem> {
        let request = Request::get(licenses_path(scope)).with("page_size", page_size.to_string());
        let request = match token {
            Some(PageToken(token)) => request.with("next", token),
            None => request,
        };
        let answer = self.ask(call, &request).await?;
        read(answer, wire::license_page).map(|(page, _)| Reply::Licenses(page))
    }

    pub(super) async fn read_license(
        &self, scope: Scope, id: LicenseId,
    ) -> Result<(License, String), Problem> {
        let answer =
            self.ask(&Call::ReadLicense { scope, id }, &Request::get(license_path(scope, id))).await?;
        let (license, body) = read(answer, |body| wire::license(body, id))?;
        Ok((license, String::from_utf8_lossy(&body).into_owned()))
    }

    /// Sends a request on behalf of a call. What comes back is a success; all else is the problem of the call.
    pub(super) async fn ask(&self, call: &Call, request: &Request) -> Result<Answer, Problem> {
        if self.retries > 0 {
            tracing::debug!(retries = self.retries, %call, "trying again");
        }
        let mut pass = self.caller.pass().await?;
        let (mut is_last, mut refusals) = (false, 0);
        loop {
            let header = pass.as_ref().map(|pass| &pass.header);
            let sent = self.transport.send_again(request, header, self.retries + refusals).await;
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
            refusals += 1;
            pass = Some(another);
        }
    }

    /// What a call can go with after it was refused.
    async fn another(&self, refused: &Pass, answer: &Answer) -> Result<Option<Pass>, Problem> {
        let refusal = Refusal { generation: refused.generation, reason: failure::reason(answer) };
        self.caller.renew(refusal).await
    }

    /// The same client, some tries later.
    pub(super) fn retrying(&self, retries: u32) -> Self {
        Self { retries, ..self.clone() }
    }

    pub(super) fn journal(&self) -> Option<&Arc<dyn Journal>> {
        self.care.journal.as_ref()
    }

    /// For how long a write that was not made is looked for.
    pub(super) fn settling(&self) -> Duration {
        self.care.settling
    }

    pub(super) fn looked(&self) -> &Looked {
        &self.care.looked
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

pub(super) fn licenses_path(scope: Scope) -> Vec<String> {
    vec![scope.kind.word().to_owned(), scope.uuid.to_string(), "customer_licenses".to_owned()]
}

pub(super) fn license_path(scope: Scope, id: LicenseId) -> Vec<String> {
    let mut path = licenses_path(scope);
    path.push(id.to_string());
    path
}
