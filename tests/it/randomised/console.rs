//! A console at work: it knows what it saw last, changes something, and is checked for what it is told.

use std::{collections::BTreeMap, path::Path, sync::Arc, time::Duration};

use fastrand::Rng;
use lictor::{
    api::{Access, Care, Client, Network, Settings},
    domain::{
        Call, Change, Draft, Entry, Journal, License, LicenseId, Problem, Reply, Scope, ScopeKind, Secret,
        Status, Write,
    },
    sandbox::{DEFAULT_TOKEN, INSTANCE, first_group},
    store::{FileJournal, Whereabouts},
};

use super::stored::{Licenses, Stored};

pub(super) struct Console {
    client: Client,
    journal: Arc<dyn Journal>,
    seen: BTreeMap<LicenseId, License>,
    number: usize,
    changes: usize,
    what: String,
}

fn group() -> Scope {
    Scope { kind: ScopeKind::Groups, uuid: first_group() }
}

impl Console {
    pub(super) fn open(url: &str, state: &Path, number: usize, first: &Licenses, what: &str) -> Self {
        let journal = journal(url, state);
        let care = Care {
            journal: Some(Arc::clone(&journal)),
            settling: Duration::from_millis(250),
            ..Care::default()
        };
        let settings = Settings {
            origin: url.parse().expect("an origin"),
            instance: INSTANCE.to_owned(),
            access: Access::Token(Arc::new(Secret::from(DEFAULT_TOKEN))),
            network: Network::default(),
            timeout: Duration::from_secs(20),
            care,
        };
        let client = Client::new(settings).expect("a client");
        Self { client, journal, seen: first.clone(), number, changes: 0, what: what.to_owned() }
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        self.journal.entries().expect("a journal")
    }

    /// Reads a page, as every start does.
    pub(super) async fn look_around(&self) {
        let call = Call::ListLicenses { scope: group(), page_size: 100, token: None };
        self.client.execute_patiently(call).await.expect("a page");
    }

    /// Changes something among the licenses that are `ours`, and checks what is told against what is stored.
    pub(super) async fn change(&mut self, rng: &mut Rng, stored: &Stored, ours: fn(LicenseId) -> bool) {
        self.changes += 1;
        let write = self.draw(rng, ours);
        let before = stored.licenses();
        let result = self.client.execute_patiently(Call::from(write.clone())).await;
        let after = stored.licenses();
        let context = format!("{}: console {} was told {result:?} of {write}", self.what, self.number);
        match &result {
            Ok(Reply::Created(id)) => {
                let draft = drafted(&write);
                assert_eq!(after.get(id), Some(&draft.clone().with_id(*id)), "{context}");
                assert_eq!(named(&after, &draft.name), 1, "{context}");
                self.seen.insert(*id, draft.with_id(*id));
            }
            Ok(Reply::Updated { license, .. } | Reply::AlreadySo { license, .. }) => {
                assert_eq!(after.get(&license.id), Some(license), "{context}");
                self.seen.insert(license.id, license.clone());
            }
            Ok(Reply::Deleted) => {
                let id = write.id().expect("a license");
                assert!(!after.contains_key(&id), "{context}");
                self.seen.remove(&id);
            }
            Ok(_) | Err(Problem::Different { .. }) => panic!("{context}"),
            Err(Problem::OutcomeUnknown { .. }) => {}
            Err(problem) => {
                match write.id() {
                    Some(id) => assert_eq!(before.get(&id), after.get(&id), "{context}"),
                    None => assert_eq!(named(&after, &drafted(&write).name), 0, "{context}"),
                }
                self.learn(problem, write.id());
            }
        }
    }

    /// What an operator would see next, after this problem.
    fn learn(&mut self, problem: &Problem, id: Option<LicenseId>) {
        match (problem, id) {
            (Problem::Conflict { now, .. }, _) => drop(self.seen.insert(now.id, (**now).clone())),
            (Problem::NotFound { .. }, Some(id)) => drop(self.seen.remove(&id)),
            _ => {}
        }
    }

    fn draw(&self, rng: &mut Rng, ours: fn(LicenseId) -> bool) -> Write {
        let choice: Vec<&License> = self.seen.values().filter(|license| ours(license.id)).collect();
        let name = format!("Name {} of {}", self.changes, self.number);
        let Some(seen) = rng.choice(choice).cloned().filter(|_| rng.u8(0..10) < 7) else {
            let sku = format!("NEW-{}", rng.u8(0..8));
            let description = rng.bool().then(|| format!("made as {}", self.changes));
            return Write::create(group(), Draft { sku, name, description, status: Status::Enabled });
        };
        match rng.u8(0..4) {
            0 => Write::delete(group(), seen),
            1 => {
                let change = Change::of_status(&seen, seen.status.turned());
                Write::update(group(), seen, change)
            }
            2 => {
                let wanted = License { description: Some(name), ..seen.clone() };
                let change = Change::between(&seen, &wanted);
                Write::update(group(), seen, change)
            }
            _ => {
                let change = Change::between(&seen, &License { name, ..seen.clone() });
                Write::update(group(), seen, change)
            }
        }
    }
}

fn drafted(write: &Write) -> Draft {
    match &write.operation {
        lictor::domain::Operation::Create(draft) => draft.clone(),
        other => panic!("{other:?} creates nothing"),
    }
}

/// How many licenses have a name that only one write gives.
fn named(licenses: &Licenses, name: &str) -> usize {
    licenses.values().filter(|license| license.name == name).count()
}

/// The journal that all consoles of one operator write to.
fn journal(url: &str, state: &Path) -> Arc<dyn Journal> {
    let whereabouts =
        Whereabouts { origin: url.to_owned(), instance: INSTANCE.to_owned(), ..Whereabouts::default() };
    Arc::new(FileJournal::new(state, whereabouts))
}
