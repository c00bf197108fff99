//! The scopes are a tree worth trying, and always the same one.

use std::collections::HashSet;

use uuid::{Uuid, uuid};

use super::{SeedScope, catalogue, first_group, fixed_licenses, seed_scopes};
use crate::sandbox::operation::Kind;

fn of(kind: Kind) -> impl Iterator<Item = &'static SeedScope> {
    seed_scopes().iter().filter(move |scope| scope.kind == kind)
}

fn kind_above(scope: &SeedScope) -> Option<Kind> {
    seed_scopes().iter().find(|above| Some(above.uuid) == scope.parent).map(|above| above.kind)
}

#[test]
fn the_first_group_is_first_by_place_and_by_name_and_keeps_its_uuid() {
    let first = seed_scopes()[0];
    assert_eq!(first.uuid, first_group());
    assert_eq!(of(Kind::Groups).min_by_key(|group| group.name.to_lowercase()).unwrap().uuid, first_group());
    assert_eq!(first_group(), uuid!("cbbd8469-2e76-574a-9597-b4c3d7042c85"));
}

#[test]
fn uuids_and_names_are_unique() {
    let uuids: HashSet<Uuid> = seed_scopes().iter().map(|scope| scope.uuid).collect();
    let names: HashSet<&str> = seed_scopes().iter().map(|scope| scope.name).collect();
    assert_eq!((uuids.len(), names.len()), (seed_scopes().len(), seed_scopes().len()));
}

#[test]
fn every_scope_comes_after_the_one_above_it_and_shares_its_group() {
    for (place, scope) in seed_scopes().iter().enumerate() {
        match scope.parent {
            None => assert_eq!((scope.kind, scope.group), (Kind::Groups, scope.uuid)),
            Some(parent) => {
                let above = seed_scopes()[..place].iter().find(|above| above.uuid == parent).unwrap();
                assert!(above.kind < scope.kind);
                assert_eq!(above.group, scope.group);
            }
        }
    }
}

#[test]
fn every_group_has_distributors_and_tenants_hang_at_every_level() {
    for group in of(Kind::Groups) {
        let distributors = of(Kind::Distributors).filter(|scope| scope.group == group.uuid).count();
        assert!((2..=3).contains(&distributors), "{}", group.name);
    }
    let above = |kind| of(kind).filter_map(kind_above).collect::<HashSet<_>>();
    assert_eq!(above(Kind::Tenants), HashSet::from([Kind::Groups, Kind::Distributors, Kind::Resellers]));
    assert_eq!(above(Kind::Resellers), HashSet::from([Kind::Groups, Kind::Distributors]));
    assert_eq!(above(Kind::Distributors), HashSet::from([Kind::Groups]));
}

#[test]
fn one_group_has_no_license_at_all() {
    let fixed: Vec<u32> = fixed_licenses().map(|(_, licenses)| licenses).collect();
    assert_eq!(fixed, [37, 8, 0]);
}

#[test]
fn names_try_wide_combining_and_pictorial_characters() {
    let licenses = catalogue().products.iter().map(|product| product.name.as_str());
    let names: String = seed_scopes().iter().map(|scope| scope.name).chain(licenses).collect();
    for character in ['ü', '通', '🐙', '\u{301}', '🏡'] {
        assert!(names.contains(character), "{character:?}");
    }
}
