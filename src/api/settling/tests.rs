use super::*;
use crate::domain::Status;

fn image(name: &str, status: Status) -> Image {
    Image { id: Some(LicenseId(1)), name: name.into(), description: None, sku: "S".into(), status }
}

/// How a change from A, enabled, to B, disabled, whose answer was lost stands.
fn standing(now: Image) -> Outcome {
    let (before, after) = (image("A", Status::Enabled), image("B", Status::Disabled));
    outcome(Ok(judged(Some(&before), &after, now)), "lost".into())
}

#[test]
fn a_license_that_is_as_it_was_sent_was_changed() {
    let now = Image { description: Some("theirs".into()), ..image("B", Status::Disabled) };
    assert_eq!(standing(now), Outcome::Done { id: Some(LicenseId(1)) });
}

#[test]
fn a_license_that_is_as_it_was_before_was_not_changed() {
    assert_eq!(standing(image("A", Status::Enabled)), Outcome::NotDone { reason: "lost".into() });
}

#[test]
fn a_license_that_is_otherwise_was_changed_differently() {
    for now in [image("B", Status::Enabled), image("C", Status::Disabled)] {
        let different = Outcome::Different { now: Some(now.clone()), reason: "lost".into() };
        assert_eq!(standing(now), different);
    }
}

#[test]
fn without_an_image_of_before_nothing_can_be_told() {
    let now = image("B", Status::Disabled);
    let found = judged(None, &now, now.clone());
    assert!(matches!(outcome(Ok(found), "lost".into()), Outcome::Unknown { .. }));
}

#[test]
fn a_look_that_failed_leaves_it_unknown_and_says_why() {
    let failed = Problem::ServerFailed { status: 500, reason: None };
    let reason = "lost; reading back: the server failed (500)".to_owned();
    assert_eq!(outcome(Err(failed), "lost".into()), Outcome::Unknown { reason });
}
