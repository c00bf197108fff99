//! Which row of a list means which license.

use hashbrown::{HashMap, HashSet};

use super::{BadRow, Comparison, Wanted};
use crate::domain::{
    license::{License, LicenseId},
    write::Operation,
};

/// The licenses of a scope, to be found by id and by SKU.
struct Current<'a> {
    licenses: &'a [License],
    by_id: HashMap<LicenseId, usize>,
    by_sku: HashMap<&'a str, Vec<usize>>,
}

/// What a row means.
enum Meaning {
    License(usize),
    New,
}

/// Compares a list with the licenses that there are. What the list lacks goes only where `delete` says so.
///
/// # Errors
/// All rows that cannot be carried out; nothing of the list is to be done then.
pub fn compare(wanted: &[Wanted], current: &[License], delete: bool) -> Result<Comparison, Vec<BadRow>> {
    let current = Current::of(current);
    let (mut comparison, mut bad) = (Comparison::default(), Vec::new());
    // Where each license, and each new SKU, was named first.
    let mut named: HashMap<usize, u64> = HashMap::new();
    let mut new: HashMap<&str, u64> = HashMap::new();
    for row in wanted {
        let place = row.place;
        match current.meaning(row).and_then(|meaning| match meaning {
            Meaning::License(at) => match named.insert(at, place) {
                Some(first) => Err(format!("means the same license as {first}")),
                None => update(row, &current.licenses[at]),
            },
            Meaning::New => match new.insert(row.sku.as_deref().unwrap_or_default(), place) {
                Some(first) => Err(format!("has the same new SKU as {first}")),
                None => create(row).map(Some),
            },
        }) {
            Ok(Some(operation)) => comparison.operations.push(operation),
            Ok(None) => comparison.unchanged += 1,
            Err(message) => bad.push(BadRow { place, message }),
        }
    }
    if !bad.is_empty() {
        return Err(bad);
    }
    let missing = (0..current.licenses.len()).filter(|at| !named.contains_key(at));
    if delete {
        let seen = missing.map(|at| current.licenses[at].clone());
        comparison.operations.extend(seen.map(|seen| Operation::Delete { seen }));
    } else {
        comparison.left_alone = missing.count() as u64;
    }
    Ok(comparison)
}

impl<'a> Current<'a> {
    fn of(licenses: &'a [License]) -> Self {
        let by_id = licenses.iter().enumerate().map(|(at, license)| (license.id, at)).collect();
        let mut by_sku: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, license) in licenses.iter().enumerate() {
            by_sku.entry(license.sku.as_str()).or_default().push(at);
        }
        Self { licenses, by_id, by_sku }
    }

    fn meaning(&self, row: &Wanted) -> Result<Meaning, String> {
        if let Some(at) = row.id.and_then(|id| self.by_id.get(&id)) {
            let license = &self.licenses[*at];
            return match &row.sku {
                Some(sku) if !sku.is_empty() && *sku != license.sku => Err(format!(
                    "license {} has the SKU {:?}, not {sku:?}; a SKU cannot be changed",
                    license.id, license.sku
                )),
                _ => Ok(Meaning::License(*at)),
            };
        }
        let sku = row.sku.as_deref().filter(|sku| !sku.is_empty());
        let found = sku.and_then(|sku| self.by_sku.get(sku)).map_or(&[][..], Vec::as_slice);
        match (found, row.id, sku) {
            ([only], ..) => Ok(Meaning::License(*only)),
            ([], None, Some(_)) => Ok(Meaning::New),
            ([], None, None) => Err("says neither an id nor a SKU".to_owned()),
            ([], Some(id), _) => {
                Err(format!("there is no license {id} in this scope; leave the id empty to make a new one"))
            }
            (several, ..) => {
                let ids: HashSet<LicenseId> = several.iter().map(|at| self.licenses[*at].id).collect();
                let mut ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
                ids.sort();
                Err(format!("several licenses have this SKU: {}; say the id", ids.join(", ")))
            }
        }
    }
}

fn update(row: &Wanted, current: &License) -> Result<Option<Operation>, String> {
    let change = row.change(current).map_err(|fault| fault.to_string())?;
    Ok((!change.is_empty()).then(|| Operation::Update { seen: current.clone(), change }))
}

fn create(row: &Wanted) -> Result<Operation, String> {
    row.draft().map(Operation::Create).map_err(|fault| fault.to_string())
}
