use proptest::prelude::*;

use super::*;

pub(super) fn license(id: i64, sku: &str, name: &str) -> License {
    License {
        id: LicenseId(id),
        name: name.to_owned(),
        description: None,
        sku: sku.to_owned(),
        status: Status::Enabled,
    }
}

fn described(description: Option<&str>) -> License {
    License { description: description.map(str::to_owned), ..license(1, "SKU-1", "One") }
}

fn stored(catalog: &Catalog, slot: u32) -> Option<License> {
    catalog.row(slot).map(|row| row.to_license())
}

#[test]
fn a_license_comes_back_as_it_went_in() {
    let licenses = [
        license(1, "SKU-1", "Größer als 日本"),
        license(-7, "", ""),
        License {
            description: Some("two\nlines".to_owned()),
            status: Status::Other("suspended".to_owned()),
            ..license(i64::MIN, "a\nb", "\n\n")
        },
    ];
    let mut catalog = Catalog::default();
    for (slot, license) in (0..).zip(&licenses) {
        assert_eq!(catalog.upsert(license), Upsert::Added(slot));
        assert_eq!(catalog.slot_of(license.id), Some(slot));
    }
    for (slot, license) in (0..).zip(&licenses) {
        assert_eq!(stored(&catalog, slot).as_ref(), Some(license));
    }
}

#[test]
fn a_missing_description_is_not_an_empty_one() {
    let mut catalog = Catalog::default();
    assert_eq!(catalog.upsert(&described(None)), Upsert::Added(0));
    assert_eq!(catalog.row(0).map(|row| row.description), Some(None));
    assert_eq!(catalog.upsert(&described(Some(""))), Upsert::Changed(0));
    assert_eq!(catalog.row(0).map(|row| row.description), Some(Some("")));
    assert_eq!(catalog.upsert(&described(Some(""))), Upsert::Same(0));
    assert_eq!(catalog.upsert(&described(None)), Upsert::Changed(0));
}

#[test]
fn a_known_id_keeps_its_slot_and_takes_the_later_values() {
    let mut catalog = Catalog::default();
    catalog.upsert(&license(5, "SKU-5", "Five"));
    catalog.upsert(&license(6, "SKU-6", "Six"));
    let later = license(5, "SKU-5", "Five, again");
    assert_eq!(catalog.upsert(&later), Upsert::Changed(0));
    assert_eq!(stored(&catalog, 0), Some(later));
    assert_eq!((catalog.len(), catalog.slots()), (2, 2));
    assert_eq!(catalog.dead_text(), "SKU-5\nFive".len());
}

#[test]
fn a_change_of_status_alone_writes_no_text() {
    let mut catalog = Catalog::default();
    let enabled = license(1, "SKU-1", "One");
    catalog.upsert(&enabled);
    let disabled = License { status: Status::Disabled, ..enabled };
    assert_eq!(catalog.upsert(&disabled), Upsert::Changed(0));
    assert_eq!(stored(&catalog, 0), Some(disabled));
    assert_eq!(catalog.dead_text(), 0);
    assert_eq!((catalog.enabled(), catalog.disabled()), (0, 1));
}

#[test]
fn a_removed_row_leaves_its_slot_to_nobody() {
    let mut catalog = Catalog::default();
    let license = license(1, "SKU-1", "One");
    catalog.upsert(&license);
    assert_eq!(catalog.remove(LicenseId(1)), Some(0));
    assert_eq!(catalog.remove(LicenseId(1)), None);
    assert_eq!(catalog.row(0), None);
    assert_eq!(catalog.slot_of(LicenseId(1)), None);
    assert!(catalog.is_empty());
    assert_eq!(catalog.upsert(&license), Upsert::Added(1));
    assert_eq!((catalog.len(), catalog.slots()), (1, 2));
    assert_eq!(catalog.enabled(), 1);
}

#[test]
fn a_slot_that_was_never_given_has_no_row() {
    let catalog = Catalog::default();
    assert_eq!(catalog.row(0), None);
    assert_eq!(catalog.row(u32::MAX), None);
}

#[test]
fn huge_fields_are_kept_whole() {
    let huge = "ü".repeat(100_000);
    let license = License { description: Some(huge.repeat(20)), ..license(1, &huge, &huge.repeat(2)) };
    let mut catalog = Catalog::default();
    catalog.upsert(&license);
    catalog.upsert(&self::license(2, "after", "it"));
    assert_eq!(stored(&catalog, 0), Some(license));
    assert_eq!(catalog.row(1).map(|row| row.name), Some("it"));
}

#[test]
fn a_field_too_long_for_a_record_is_cut_at_a_letter() {
    assert_eq!(shortened("größer", 100), "größer");
    assert_eq!(shortened("größer", 3), "gr");
    assert_eq!(shortened("größer", 0), "");
}

#[test]
fn every_row_may_have_a_status_of_its_own() {
    let mut catalog = Catalog::default();
    let with_status =
        |id: i64| License { status: Status::Other(format!("status {id}")), ..license(id, "SKU", "Name") };
    for id in 0..5000 {
        catalog.upsert(&with_status(id));
    }
    for (slot, id) in (0..5000).zip(0..) {
        assert_eq!(stored(&catalog, slot), Some(with_status(id)));
    }
    assert_eq!((catalog.enabled(), catalog.disabled()), (0, 0));
}

#[test]
fn rows_of_a_hundred_and_fifty_bytes_cost_at_most_two_fifths_more() {
    let mut catalog = Catalog::default();
    let mut text = 0;
    for id in 0..20_000 {
        let license = License {
            description: Some("d".repeat(100)),
            ..license(id, &format!("SKU-{id:016}"), &"n".repeat(30))
        };
        text += 150;
        catalog.upsert(&license);
    }
    let per_row = catalog.memory() * 10 / text;
    assert!(per_row <= 14, "{} bytes for {text} of text", catalog.memory());
}

#[test]
fn catalogs_are_equal_when_their_rows_are() {
    let mut changed = Catalog::default();
    changed.upsert(&license(1, "SKU-1", "Before"));
    let mut fresh = Catalog::default();
    fresh.upsert(&license(1, "SKU-1", "After"));
    assert_ne!(changed, fresh);
    changed.upsert(&license(1, "SKU-1", "After"));
    assert_eq!(changed, fresh);
    assert_eq!(changed.clone(), fresh);
}

#[test]
fn columns_have_the_headings_of_the_table() {
    let titles = Column::ALL.map(Column::title);
    assert_eq!(titles, ["ID", "SKU", "NAME", "STATUS", "DESCRIPTION"]);
}

/// What may happen to a catalog.
#[derive(Clone, Debug)]
pub(super) enum Happening {
    Upsert(License),
    Remove(LicenseId),
}

pub(super) fn licenses() -> impl Strategy<Value = License> {
    let status =
        prop_oneof![Just(Status::Enabled), Just(Status::Disabled), "[a-cÄÖ]{0,3}".prop_map(Status::Other),];
    let id = (-12_i64..12).prop_map(LicenseId);
    let text = "[aAbB019 äÄσςΣ-]{0,6}";
    (id, text, text, proptest::option::of(text), status)
        .prop_map(|(id, sku, name, description, status)| License { id, name, description, sku, status })
}

pub(super) fn happenings() -> impl Strategy<Value = Happening> {
    prop_oneof![
        4 => licenses().prop_map(Happening::Upsert),
        1 => (-12_i64..12).prop_map(|id| Happening::Remove(LicenseId(id))),
    ]
}

/// A catalog as simple as can be.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    pub(super) slots: Vec<Option<License>>,
}

impl Model {
    fn slot_of(&self, id: LicenseId) -> Option<usize> {
        let has_id = |license: &Option<License>| license.as_ref().is_some_and(|license| license.id == id);
        self.slots.iter().position(has_id)
    }

    /// Gives what the catalog would, and the slot of a row that was there and is not as it was.
    fn upsert(&mut self, license: &License) -> Upsert {
        let Some(slot) = self.slot_of(license.id) else {
            self.slots.push(Some(license.clone()));
            return Upsert::Added(u32::try_from(self.slots.len() - 1).expect("few rows"));
        };
        let number = u32::try_from(slot).expect("few rows");
        if self.slots[slot].replace(license.clone()).as_ref() == Some(license) {
            Upsert::Same(number)
        } else {
            Upsert::Changed(number)
        }
    }

    fn remove(&mut self, id: LicenseId) -> Option<u32> {
        let slot = self.slot_of(id)?;
        self.slots[slot] = None;
        Some(u32::try_from(slot).expect("few rows"))
    }
}

/// Lets the same happen to both and gives the slot of a row that was changed or removed.
pub(super) fn happen(catalog: &mut Catalog, model: &mut Model, happening: &Happening) -> Option<u32> {
    match happening {
        Happening::Upsert(license) => {
            let done = catalog.upsert(license);
            assert_eq!(done, model.upsert(license));
            matches!(done, Upsert::Changed(_)).then(|| done.slot())
        }
        Happening::Remove(id) => {
            let done = catalog.remove(*id);
            assert_eq!(done, model.remove(*id));
            done
        }
    }
}

proptest! {
    #[test]
    fn a_catalog_holds_what_a_simple_list_would(all in proptest::collection::vec(happenings(), 0..60)) {
        let (mut catalog, mut model) = (Catalog::default(), Model::default());
        for happening in &all {
            happen(&mut catalog, &mut model, happening);
        }
        let live: Vec<&License> = model.slots.iter().flatten().collect();
        prop_assert_eq!(catalog.len(), live.len());
        prop_assert_eq!(catalog.slots() as usize, model.slots.len());
        for (slot, license) in (0..).zip(&model.slots) {
            prop_assert_eq!(&stored(&catalog, slot), license);
        }
        for (status, counted) in [(Status::Enabled, catalog.enabled()), (Status::Disabled, catalog.disabled())] {
            prop_assert_eq!(live.iter().filter(|license| license.status == status).count(), counted);
        }
        let texts: usize = live.iter().map(|license| text_length(license)).sum();
        prop_assert!(catalog.memory() >= texts + catalog.dead_text());
    }
}

fn text_length(license: &License) -> usize {
    license.sku.len() + license.name.len() + license.description.as_ref().map_or(0, String::len)
}
