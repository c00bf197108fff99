//! Each operation and each documented status of it, against the sandbox.

use lictor::domain::{Call, License, Problem, Reply, Scope, ScopeKind, Status};
use lictor::sandbox::{Options, UpdateReading};
use uuid::Uuid;

use super::support::{Bench, create, delete, group, license, list, read, rename, some, stranger};

#[tokio::test]
async fn each_kind_of_scope_lists_its_licenses() {
    let bench = Bench::open();
    for kind in ScopeKind::ALL {
        let page = bench.page(some(kind)).await;
        assert!(!page.licenses.is_empty(), "{kind}");
    }
    let page = bench.page(group()).await;
    assert_eq!((page.results, page.pages, page.page), (Some(240), Some(24), Some(1)));
    assert_eq!(page.licenses.len(), 10);
    assert!(page.next.is_some());
}

#[tokio::test]
async fn the_token_of_a_page_leads_to_the_next() {
    let bench = Bench::open();
    let first = bench.page(group()).await;
    let call = Call::ListLicenses { scope: group(), page_size: 10, token: first.next };
    let Ok(Reply::Licenses(second)) = bench.execute(call).await else { panic!("no page") };
    assert_eq!(second.page, Some(2));
    assert_ne!(second.licenses[0].id, first.licenses[0].id);
}

#[tokio::test]
async fn a_license_is_created_read_changed_and_deleted() {
    let bench = Bench::open();
    let Ok(Reply::Created(id)) = bench.execute(create("NEW-1")).await else { panic!("not created") };
    let created = bench.license(id).await;
    assert_eq!((created.sku.as_str(), created.name.as_str()), ("NEW-1", "New"));
    assert_eq!(created.status, Status::Disabled);

    let Ok(Reply::Updated { license: updated, .. }) = bench.execute(rename(&created, "Newer")).await else {
        panic!("not updated")
    };
    assert_eq!(updated.name, "Newer");
    let stored = bench.license(id).await;
    assert_eq!((stored.name.as_str(), &stored.status), ("Newer", &Status::Disabled));

    assert_eq!(bench.execute(delete(&stored)).await, Ok(Reply::Deleted));
    assert!(matches!(bench.execute(read(id)).await, Err(Problem::NotFound { .. })));
}

#[tokio::test]
async fn a_rename_leaves_the_rest_alone_whichever_way_the_server_reads_a_put() {
    for update in [UpdateReading::Partial, UpdateReading::Replace] {
        let bench = Bench::with(Options { update, ..Options::default() });
        let licenses = bench.page(group()).await.licenses;
        let before = licenses
            .iter()
            .find(|license| license.status == Status::Disabled && license.description.is_some())
            .expect("a disabled license with a description");
        let reply = bench.execute(rename(before, "Renamed")).await;
        let expected = License { name: "Renamed".into(), ..before.clone() };
        assert_eq!(reply, Ok(Reply::Updated { license: expected.clone(), merged: Vec::new() }), "{update:?}");
        assert_eq!(bench.license(before.id).await, expected, "{update:?}");
    }
}

#[tokio::test]
async fn what_does_not_exist_is_not_found() {
    let bench = Bench::open();
    let seen = bench.page(group()).await.licenses.remove(0);
    let gone = License { id: stranger(), ..seen };
    for call in [read(stranger()), rename(&gone, "X"), delete(&gone)] {
        let what = "license 99999999".to_owned();
        match bench.execute(call).await {
            Err(Problem::NotFound { what: told, reason: Some(_) }) => assert_eq!(told, what),
            other => panic!("{other:?}"),
        }
    }
    let nowhere = Scope { kind: ScopeKind::Groups, uuid: Uuid::from_u128(1) };
    assert!(matches!(bench.execute(list(nowhere)).await, Err(Problem::NotFound { .. })));
}

#[tokio::test]
async fn a_missing_role_is_named_for_each_operation() {
    let bench = Bench::open();
    let seen = bench.page(group()).await.licenses.remove(0);
    for call in [list(group()), read(seen.id), create("R-1"), rename(&seen, "X"), delete(&seen)] {
        let role = call.required_role().expect("a role");
        let denied = vec![role.to_owned()];
        let bench = Bench::with(Options { denied_roles: denied, ..Options::default() });
        match bench.execute(call).await {
            Err(Problem::Denied { role: told, reason: Some(_) }) => assert_eq!(told, role),
            other => panic!("{role}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_wrong_token_is_no_log_in() {
    let bench = Bench::with(Options { token: "another".to_owned(), ..Options::default() });
    assert!(matches!(bench.execute(list(group())).await, Err(Problem::Unauthenticated { .. })));
}

#[tokio::test]
async fn a_taken_sku_is_rejected_in_the_servers_words() {
    let bench = Bench::open();
    let taken = bench.page(group()).await.licenses.remove(0).sku;
    match bench.execute(create(&taken)).await {
        Err(Problem::Rejected { status: 400, reason: Some(reason) }) => {
            assert!(reason.contains("sku"), "{reason}");
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_server_that_fails_leaves_writes_unknown_and_reads_failed() {
    let bench = Bench::with_faults("status=500");
    // A change reads first, so nothing of it is sent.
    for call in [list(group()), read(stranger()), rename(&license(), "X"), delete(&license())] {
        assert!(matches!(bench.execute(call).await, Err(Problem::ServerFailed { status: 500, .. })));
    }
    assert!(matches!(bench.execute(create("F-1")).await, Err(Problem::OutcomeUnknown { .. })));
}

#[tokio::test]
async fn a_server_that_fails_on_writes_only_has_them_read_back() {
    let bench = Bench::with_faults("status=500@create,status=502@update,html=503@delete");
    let seen = bench.page(group()).await.licenses.remove(0);
    for call in [create("F-1"), rename(&seen, "X"), delete(&seen)] {
        let told = bench.execute(call).await;
        assert!(
            matches!(&told, Err(Problem::NotDone { reason }) if reason.contains("the server failed (50")),
            "{told:?}"
        );
    }
    assert_eq!(bench.license(seen.id).await, seen);
}

#[tokio::test]
async fn somebody_elses_change_of_the_same_field_is_a_conflict_and_nothing_is_sent() {
    let bench = Bench::open();
    let seen = bench.page(group()).await.licenses.remove(0);
    bench.execute(rename(&seen, "Theirs")).await.expect("their change");
    let mine = bench.execute(rename(&seen, "Mine")).await;
    assert!(
        matches!(mine, Err(Problem::Conflict { ref fields, .. }) if fields[0].after == "Theirs"),
        "{mine:?}"
    );
    assert_eq!(bench.license(seen.id).await.name, "Theirs");
}

#[tokio::test]
async fn a_server_that_is_gone_is_unreachable_also_for_writes() {
    let bench = Bench::open();
    let Bench { sandbox, client } = bench;
    sandbox.stop();
    for call in [list(group()), create("U-1"), delete(&license())] {
        let result = client.execute(call).await;
        assert!(matches!(result, Err(Problem::Unreachable { .. })), "{result:?}");
    }
}
