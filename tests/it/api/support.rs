//! A client, a sandbox and the calls that the tests make.

use std::{sync::Arc, time::Duration};

use lictor::{
    api::{Access, Care, Client, Network, Settings},
    domain::{
        Call, Change, Draft, License, LicenseId, LicensePage, Problem, Reply, Scope, ScopeKind, Secret,
        Status, Write,
    },
    sandbox::{DEFAULT_TOKEN, INSTANCE, Options, Sandbox, first_group, seed_scopes},
};

/// How a client speaks to `url`.
pub(super) fn settings(url: &str) -> Settings {
    Settings {
        origin: lictor::domain::rules::origin(url).expect("an origin"),
        instance: INSTANCE.to_owned(),
        access: Access::Token(Arc::new(Secret::from(DEFAULT_TOKEN))),
        network: Network::default(),
        timeout: Duration::from_secs(30),
        care: Care { settling: Duration::from_millis(300), ..Care::default() },
    }
}

/// A client for `url`.
pub(super) fn client(url: &str) -> Client {
    Client::new(settings(url)).expect("a client")
}

/// A sandbox and a client for it.
pub(super) struct Bench {
    pub(super) sandbox: Sandbox,
    pub(super) client: Client,
}

impl Bench {
    pub(super) fn open() -> Self {
        Self::with(Options::default())
    }

    pub(super) fn with(options: Options) -> Self {
        let sandbox = Sandbox::start(options).expect("a sandbox");
        let client = client(&sandbox.url());
        Self { sandbox, client }
    }

    pub(super) fn with_faults(faults: &str) -> Self {
        Self::with(Options { faults: faults.parse().expect("faults"), ..Options::default() })
    }

    pub(super) async fn execute(&self, call: Call) -> Result<Reply, Problem> {
        self.client.execute(call).await
    }

    pub(super) async fn page(&self, scope: Scope) -> LicensePage {
        match self.execute(list(scope)).await {
            Ok(Reply::Licenses(page)) => page,
            other => panic!("{other:?}"),
        }
    }

    pub(super) async fn license(&self, id: LicenseId) -> License {
        match self.execute(read(id)).await {
            Ok(Reply::License { license, .. }) => license,
            other => panic!("{other:?}"),
        }
    }
}

/// The first group of the sandbox.
pub(super) fn group() -> Scope {
    Scope { kind: ScopeKind::Groups, uuid: first_group() }
}

/// Some scope of a kind in the sandbox.
pub(super) fn some(kind: ScopeKind) -> Scope {
    let seed = seed_scopes().iter().find(|seed| seed.kind.word() == kind.word()).expect("a scope");
    Scope { kind, uuid: seed.uuid }
}

pub(super) fn list(scope: Scope) -> Call {
    Call::ListLicenses { scope, page_size: 10, token: None }
}

pub(super) fn read(id: LicenseId) -> Call {
    Call::ReadLicense { scope: group(), id }
}

pub(super) fn create(sku: &str) -> Call {
    let draft = Draft { sku: sku.into(), name: "New".into(), description: None, status: Status::Disabled };
    Call::from(Write::create(group(), draft))
}

pub(super) fn rename(seen: &License, name: &str) -> Call {
    let change = Change::between(seen, &License { name: name.into(), ..seen.clone() });
    Call::from(Write::update(group(), seen.clone(), change))
}

pub(super) fn delete(seen: &License) -> Call {
    Call::from(Write::delete(group(), seen.clone()))
}

/// A license that nobody has.
pub(super) fn stranger() -> LicenseId {
    LicenseId(99_999_999)
}

/// The license that the canned answers tell of.
pub(super) fn license() -> License {
    License {
        id: LicenseId(7),
        name: "Plan".into(),
        description: Some("d".into()),
        sku: "S-7".into(),
        status: Status::Enabled,
    }
}

/// That license as a server tells it.
pub(super) const LICENSE: &str = r#"{"name":"Plan","description":"d","sku":"S-7","status":"enabled"}"#;
