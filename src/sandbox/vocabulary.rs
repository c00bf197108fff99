//! The words that the seeded data is made of, from `assets/sandbox`, and the scopes that follow from them.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use serde::Deserialize;
use uuid::Uuid;

use super::operation::Kind;

/// Under which the UUIDs of the scopes are derived from their kinds and names.
const NAMESPACE: Uuid = Uuid::from_u128(0x6c69_6374_6f72_5f73_616e_6462_6f78_5f31);

const FIRST_GROUP: &str = "Alpenfunk Telekom";

/// A scope of the sandbox: the same, with the same UUID, on each start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeedScope {
    /// What it is.
    pub kind: Kind,
    /// What addresses it in paths.
    pub uuid: Uuid,
    /// What it is called.
    pub name: &'static str,
    /// The scope right above it; a group has none.
    pub parent: Option<Uuid>,
    /// The group that it belongs to, and whose licenses it lists; a group belongs to itself.
    pub group: Uuid,
}

/// The group whose number of licenses is chosen at the start.
#[must_use]
pub fn first_group() -> Uuid {
    uuid_of(Kind::Groups, FIRST_GROUP)
}

/// Every scope: each after the one above it, [`first_group`] first.
///
/// # Panics
/// Never: the embedded vocabulary is read by the tests too.
#[must_use]
pub fn seed_scopes() -> &'static [SeedScope] {
    static SCOPES: LazyLock<Vec<SeedScope>> = LazyLock::new(|| {
        let mut scopes = Vec::new();
        for group in groups() {
            group.list(&mut scopes);
        }
        scopes
    });
    &SCOPES
}

/// How many licenses each group but the first is seeded with, by the UUID of the group.
pub(super) fn fixed_licenses() -> impl Iterator<Item = (Uuid, u32)> {
    groups().iter().filter_map(|group| Some((uuid_of(Kind::Groups, &group.name), group.licenses?)))
}

/// The words that names, SKUs and descriptions of licenses are put together from.
pub(super) fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
        serde_json::from_str(include_str!("../../assets/sandbox/products.json"))
            .expect("the embedded products")
    });
    &CATALOGUE
}

fn groups() -> &'static [Group] {
    static TREE: LazyLock<Tree> = LazyLock::new(|| {
        serde_json::from_str(include_str!("../../assets/sandbox/scopes.json")).expect("the embedded scopes")
    });
    &TREE.groups
}

fn uuid_of(kind: Kind, name: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, format!("{}/{name}", kind.word()).as_bytes())
}

/// What is sold, where and in which edition.
#[derive(Debug, Deserialize)]
pub(super) struct Catalogue {
    pub(super) products: Vec<Product>,
    pub(super) regions: Vec<Region>,
    pub(super) editions: Vec<String>,
}

/// A product and the descriptions that its licenses may have.
#[derive(Debug, Deserialize)]
pub(super) struct Product {
    pub(super) sku: String,
    pub(super) name: String,
    pub(super) descriptions: Vec<String>,
}

/// Where a product is sold.
#[derive(Debug, Deserialize)]
pub(super) struct Region {
    pub(super) sku: String,
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
struct Tree {
    groups: Vec<Group>,
}

#[derive(Debug, Deserialize)]
struct Group {
    name: String,
    licenses: Option<u32>,
    distributors: Vec<Distributor>,
    resellers: Vec<Reseller>,
    tenants: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Distributor {
    name: String,
    resellers: Vec<Reseller>,
    tenants: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Reseller {
    name: String,
    tenants: Vec<String>,
}

impl Group {
    fn list(&'static self, scopes: &mut Vec<SeedScope>) {
        let uuid = uuid_of(Kind::Groups, &self.name);
        let group = SeedScope { kind: Kind::Groups, uuid, name: &self.name, parent: None, group: uuid };
        scopes.push(group);
        for distributor in &self.distributors {
            let under = group.child(Kind::Distributors, &distributor.name);
            scopes.push(under);
            under.list_below(&distributor.resellers, &distributor.tenants, scopes);
        }
        group.list_below(&self.resellers, &self.tenants, scopes);
    }
}

impl SeedScope {
    fn child(&self, kind: Kind, name: &'static str) -> Self {
        Self { kind, uuid: uuid_of(kind, name), name, parent: Some(self.uuid), group: self.group }
    }

    fn list_below(&self, resellers: &'static [Reseller], tenants: &'static [String], scopes: &mut Vec<Self>) {
        for reseller in resellers {
            let under = self.child(Kind::Resellers, &reseller.name);
            scopes.push(under);
            under.list_below(&[], &reseller.tenants, scopes);
        }
        scopes.extend(tenants.iter().map(|tenant| self.child(Kind::Tenants, tenant)));
    }
}
