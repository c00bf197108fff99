use proptest::prelude::*;

use super::*;
use crate::domain::license::Field;

fn license(id: i64, sku: &str) -> License {
    License {
        id: LicenseId(id),
        name: format!("Name of {sku}"),
        description: None,
        sku: sku.to_owned(),
        status: Status::Enabled,
    }
}

fn exact(place: u64, license: &License) -> Wanted {
    Wanted {
        place,
        id: Some(license.id),
        sku: Some(license.sku.clone()),
        name: Some(license.name.clone()),
        description: Some(license.description.clone().unwrap_or_default()),
        status: Some(license.status.word().to_owned()),
    }
}

fn new(place: u64, sku: &str) -> Wanted {
    let said = |text: &str| Some(text.to_owned());
    Wanted { place, sku: said(sku), name: said("New"), ..Wanted::default() }
}

fn bad(wanted: &[Wanted], current: &[License]) -> Vec<(u64, String)> {
    let bad = compare(wanted, current, false).expect_err("bad rows");
    bad.into_iter().map(|bad| (bad.place, bad.message)).collect()
}

#[test]
fn a_row_means_the_license_with_its_id_else_with_its_sku_else_a_new_one() {
    let current = [license(1, "A"), license(2, "B")];
    let renamed = |row: Wanted| Wanted { name: Some("Renamed".to_owned()), ..row };
    let by_id = renamed(Wanted { sku: None, ..exact(1, &current[0]) });
    let by_sku = renamed(Wanted { id: None, ..exact(2, &current[1]) });
    let found = compare(&[by_id, by_sku, new(3, "C")], &current, false).expect("a comparison");
    let words: Vec<String> = found
        .operations
        .iter()
        .map(|operation| match operation {
            Operation::Create(draft) => format!("create {}", draft.sku),
            Operation::Update { seen, change } => format!("{} {:?}", seen.id, change.fields()[0].after),
            Operation::Delete { seen } => format!("delete {}", seen.id),
        })
        .collect();
    assert_eq!(words, ["1 \"Renamed\"", "2 \"Renamed\"", "create C"]);
    let elsewhere = Wanted { id: Some(LicenseId(77)), ..exact(1, &current[1]) };
    assert_eq!(compare(&[elsewhere], &current, false).expect("by SKU").unchanged, 1);
}

#[test]
fn what_is_not_said_stays_and_what_stays_may_be_anything() {
    let odd = License {
        status: Status::Other("suspended".to_owned()),
        description: Some("a\nb".to_owned()),
        ..license(1, "A")
    };
    let found = compare(&[exact(1, &odd)], std::slice::from_ref(&odd), false).expect("a comparison");
    assert_eq!((found.operations.len(), found.unchanged), (0, 1));
    let only_name =
        Wanted { place: 1, id: Some(odd.id), name: Some("Other".to_owned()), ..Wanted::default() };
    let found = compare(&[only_name], std::slice::from_ref(&odd), false).expect("a comparison");
    let Operation::Update { change, .. } = &found.operations[0] else { panic!("an update") };
    assert_eq!(change.fields().iter().map(|field| field.field).collect::<Vec<_>>(), [Field::Name]);
}

#[test]
fn what_the_list_lacks_goes_only_when_that_is_asked_for() {
    let current = [license(1, "A"), license(2, "B")];
    let list = [exact(1, &current[0])];
    let found = compare(&list, &current, false).expect("a comparison");
    assert_eq!((found.operations.len(), found.left_alone), (0, 1));
    let found = compare(&list, &current, true).expect("a comparison");
    assert_eq!(found.operations, [Operation::Delete { seen: current[1].clone() }]);
}

#[test]
fn every_bad_row_is_named() {
    let current = [license(1, "A"), license(2, "B"), license(3, "B")];
    let rows = [
        Wanted { place: 2, ..Wanted::default() },
        Wanted { place: 3, id: Some(LicenseId(9)), sku: Some("Z".to_owned()), ..Wanted::default() },
        Wanted { place: 4, sku: Some("B".to_owned()), ..Wanted::default() },
        Wanted { place: 5, id: Some(LicenseId(1)), sku: Some("B".to_owned()), ..Wanted::default() },
        Wanted { place: 6, id: Some(LicenseId(1)), status: Some("on".to_owned()), ..Wanted::default() },
        Wanted { place: 7, id: Some(LicenseId(1)), ..Wanted::default() },
        new(8, "N"),
        new(9, "N"),
        Wanted { name: None, ..new(10, "M") },
        Wanted { place: 11, id: Some(LicenseId(2)), name: Some("a\u{1b}b".to_owned()), ..Wanted::default() },
    ];
    let bad = bad(&rows, &current);
    let places: Vec<u64> = bad.iter().map(|(place, _)| *place).collect();
    assert_eq!(places, [2, 3, 4, 5, 6, 7, 9, 10, 11]);
    for ((_, message), part) in bad.iter().zip([
        "neither an id nor a SKU",
        "no license 9",
        "2, 3",
        "cannot be changed",
        "neither enabled nor disabled",
        "same license as 6",
        "same new SKU as 8",
        "name: must not be empty",
        "control character",
    ]) {
        assert!(message.contains(part), "{message:?}: {part:?}");
    }
}

prop_compose! {
    fn licenses()(skus in prop::collection::btree_set("[A-D]{1,3}", 0..20), turn in any::<bool>()) -> Vec<License> {
        let numbered = skus.into_iter().zip(1..);
        let made = numbered.map(|(sku, id)| License {
            status: if turn && id % 2 == 0 { Status::Disabled } else { Status::Enabled },
            description: (id % 3 == 0).then(|| format!("Description {id}")),
            ..license(id, &sku)
        });
        made.collect()
    }
}

/// What the licenses are like once all is done.
fn done(current: &[License], operations: &[Operation]) -> Vec<(String, String, String, String)> {
    let mut after: Vec<License> = current.to_vec();
    for operation in operations {
        match operation {
            Operation::Create(draft) => after.push(draft.clone().with_id(LicenseId(1_000_000))),
            Operation::Update { seen, change } => {
                let license = after.iter_mut().find(|license| license.id == seen.id).expect("it is there");
                *license = change.applied_to(license);
            }
            Operation::Delete { seen } => after.retain(|license| license.id != seen.id),
        }
    }
    let mut texts: Vec<_> = after
        .iter()
        .map(|license| {
            let text = |field| license.text(field).to_owned();
            (text(Field::Sku), text(Field::Name), text(Field::Description), text(Field::Status))
        })
        .collect();
    texts.sort();
    texts
}

proptest! {
    #[test]
    fn a_list_that_is_carried_out_is_what_there_is_then(current in licenses(), list in licenses()) {
        let rows: Vec<Wanted> =
            list.iter().zip(1..).map(|(license, place)| Wanted { id: None, ..exact(place, license) }).collect();
        let found = compare(&rows, &current, true).expect("a comparison");
        prop_assert_eq!(done(&current, &found.operations), done(&list, &[]));
    }

    #[test]
    fn what_there_is_leads_to_no_change(current in licenses(), delete in any::<bool>()) {
        let rows: Vec<Wanted> = current.iter().zip(1..).map(|(license, place)| exact(place, license)).collect();
        let found = compare(&rows, &current, delete).expect("a comparison");
        prop_assert!(found.operations.is_empty());
        prop_assert_eq!(found.unchanged, current.len() as u64);
    }
}
