use proptest::prelude::*;

use super::*;
use crate::domain::{LicenseId, Status};

prop_compose! {
    fn licenses()(rows in prop::collection::vec(("[A-D]", "[xy]", prop::option::of("[z]?"), any::<bool>()), 0..12)) -> Vec<License> {
        rows.into_iter().zip(1..).map(|((sku, name, description, enabled), id)| {
            let status = if enabled { Status::Enabled } else { Status::Disabled };
            License { id: LicenseId(id), name, description, sku, status }
        }).collect()
    }
}

fn ids<'a>(licenses: impl Iterator<Item = &'a License>) -> Vec<LicenseId> {
    licenses.map(|license| license.id).collect()
}

proptest! {
    #[test]
    fn a_scope_is_like_itself(licenses in licenses()) {
        let compared = compare(licenses.clone(), licenses.clone());
        prop_assert!(compared.is_alike());
        prop_assert_eq!(compared.same, licenses.len() as u64);
    }

    #[test]
    fn each_license_is_accounted_for_once(a in licenses(), b in licenses()) {
        let compared = compare(a.clone(), b.clone());
        let pairs = compared.different.len() as u64 + compared.same;
        prop_assert_eq!(compared.only_a.len() as u64 + pairs, a.len() as u64);
        prop_assert_eq!(compared.only_b.len() as u64 + pairs, b.len() as u64);
        for pair in &compared.different {
            prop_assert!(pair.a.sku == pair.b.sku && !pair.fields().is_empty());
        }
    }

    #[test]
    fn turned_round_it_says_the_same(a in licenses(), b in licenses()) {
        let (there, back) = (compare(a.clone(), b.clone()), compare(b, a));
        prop_assert_eq!(there.same, back.same);
        let counts = |compared: &Comparison| {
            (compared.only_a.len(), compared.only_b.len(), compared.different.len())
        };
        let (only_a, only_b, different) = counts(&there);
        prop_assert_eq!(counts(&back), (only_b, only_a, different));
        let skus = |pairs: &[Pair]| {
            let mut skus: Vec<String> = pairs.iter().map(|pair| pair.a.sku.clone()).collect();
            skus.sort();
            skus
        };
        prop_assert_eq!(skus(&there.different), skus(&back.different));
    }
}

#[test]
fn of_several_with_a_sku_those_that_are_alike_belong_together() {
    let license = |id: i64, name: &str| License {
        id: LicenseId(id),
        name: name.to_owned(),
        description: None,
        sku: "A".to_owned(),
        status: Status::Enabled,
    };
    let compared =
        compare(vec![license(1, "one"), license(2, "two")], vec![license(8, "two"), license(9, "new")]);
    assert_eq!(compared.same, 1);
    let pairs: Vec<(LicenseId, LicenseId)> =
        compared.different.iter().map(|pair| (pair.a.id, pair.b.id)).collect();
    assert_eq!(pairs, [(LicenseId(1), LicenseId(9))]);
    assert!(ids(compared.only_a.iter()).is_empty() && ids(compared.only_b.iter()).is_empty());
}
