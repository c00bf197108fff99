//! A server behind a private authority, and clients and shells that know it.

use std::{cell::RefCell, path::PathBuf, sync::Arc, time::Duration};

use lictor::{
    api::{Access, AutomaticLogIn, Client, File, Network, SessionAccess, Settings},
    domain::{
        Call, Challenge, Credentials, Problem, Reply, Scope, ScopeKind, Secret, SessionKeeper, Verification,
        rules,
    },
    sandbox::{Account, INSTANCE, Options, Sandbox, SecondFactor, Tls, first_group},
    secrets::{MemorySession, SessionStore},
};
use tempfile::TempDir;

use crate::support::{command::Shell, secure::Authority};

pub(super) const USERNAME: &str = "anna";
pub(super) const PASSWORD: &str = "c0rr3ct-h0rse";
pub(super) const CODE: &str = "918273";

/// The server, and what its clients need.
pub(super) struct Site {
    pub(super) sandbox: Sandbox,
    pub(super) authority: Authority,
    pub(super) directory: TempDir,
    homes: RefCell<Vec<PathBuf>>,
}

/// The kernel keeps what the shells' sessions left there, and has room for few.
impl Drop for Site {
    fn drop(&mut self) {
        for home in self.homes.take() {
            for profile in [None, Some("lab"), Some("other")] {
                let store = SessionStore::new(profile, &self.sandbox.url(), &home.join("state/lictor"));
                // What cannot be forgotten runs out by itself.
                let _ = store.forget();
            }
        }
    }
}

/// An account with a second factor, or without.
pub(super) fn account(second_factor: Option<SecondFactor>) -> Account {
    Account { second_factor, code: Some(CODE.to_owned()), ..Account::new(USERNAME, PASSWORD) }
}

impl Site {
    /// A server with one account.
    pub(super) fn open(account: Account) -> Self {
        Self::with(Options { account: Some(account), ..Options::default() })
    }

    pub(super) fn with(options: Options) -> Self {
        let authority = Authority::new("Private Root");
        let leaf = authority.sign("127.0.0.1");
        let tls = Tls {
            certificate: leaf.certificate.into_bytes(),
            key: leaf.key.serialize_pem().into_bytes(),
            client_authorities: None,
        };
        let sandbox = Sandbox::start(Options { tls: Some(tls), ..options }).expect("a sandbox");
        Self {
            sandbox,
            authority,
            directory: tempfile::tempdir().expect("a directory"),
            homes: RefCell::default(),
        }
    }

    pub(super) fn answered(&self, path: &str) -> usize {
        let method = if matches!(path, "login" | "2fa" | "2fa_totp") { "POST" } else { "GET" };
        self.sandbox.answered(method, &format!("/api/v01/auth/{path}"))
    }

    /// The file with the authority's certificate.
    pub(super) fn authority_file(&self) -> PathBuf {
        let file = self.directory.path().join("authority.pem");
        std::fs::write(&file, self.authority.pem()).expect("a file");
        file
    }

    /// A client without a session, and where its session is kept.
    pub(super) fn client(&self) -> (Client, Arc<MemorySession>) {
        let keeper = Arc::new(MemorySession::default());
        (self.client_with(Arc::clone(&keeper), None), keeper)
    }

    /// A client that goes on with what is kept.
    pub(super) fn client_with(
        &self, keeper: Arc<MemorySession>, automatic: Option<AutomaticLogIn>,
    ) -> Client {
        let network = Network {
            authorities: Some(File { path: "authority.pem".into(), bytes: self.authority.pem().into() }),
            ..Network::default()
        };
        let settings = Settings {
            origin: rules::origin(&self.sandbox.url()).expect("an origin"),
            instance: INSTANCE.to_owned(),
            access: Access::Session(SessionAccess {
                keeper: keeper as Arc<dyn SessionKeeper>,
                username: None,
                automatic,
            }),
            network,
            timeout: Duration::from_secs(30),
            care: lictor::api::Care::default(),
        };
        Client::new(settings).expect("a client")
    }

    /// A shell with a profile for the server, and nothing in its environment.
    pub(super) fn shell(&self) -> Shell {
        self.shell_with("")
    }

    /// The same, with more in the profile.
    pub(super) fn shell_with(&self, more: &str) -> Shell {
        let shell = Shell::bare();
        let text = format!(
            "[profiles.lab]\nurl = \"{}\"\ninstance = \"{INSTANCE}\"\nca_file = \"{}\"\n{more}\n",
            self.sandbox.url(),
            self.authority_file().display()
        );
        shell.configure(&text);
        self.homes.borrow_mut().push(shell.home().to_owned());
        shell
    }
}

pub(super) fn credentials(password: &str) -> Call {
    Call::LogIn(Credentials { username: USERNAME.to_owned(), password: Secret::from(password) })
}

pub(super) fn code(challenge: &Challenge, code: &str, trust: bool) -> Call {
    Call::Verify(Verification { challenge: challenge.clone(), code: Secret::from(code), trust })
}

/// The first page of the first group.
pub(super) fn list() -> Call {
    Call::ListLicenses { scope: group(), page_size: 10, token: None }
}

pub(super) fn group() -> Scope {
    Scope { kind: ScopeKind::Groups, uuid: first_group() }
}

/// Logs in with the right password.
pub(super) async fn log_in(client: &Client) {
    assert_eq!(client.execute(credentials(PASSWORD)).await, Ok(Reply::LoggedIn));
}

/// Logs in as far as the second factor.
pub(super) async fn challenged(client: &Client) -> Challenge {
    match client.execute(credentials(PASSWORD)).await {
        Ok(Reply::Challenged(challenge)) => challenge,
        other => panic!("{other:?}"),
    }
}

#[track_caller]
pub(super) fn is_page(result: &Result<Reply, Problem>) {
    assert!(matches!(result, Ok(Reply::Licenses(page)) if page.licenses.len() == 10), "{result:?}");
}
