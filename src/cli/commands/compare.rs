//! `compare`: two scopes side by side.

use serde::Serialize;

use crate::{
    api::Listing,
    cli::{
        arguments::{Compare, Format},
        commands::plan::current,
        desk::Desk,
        exit::Exit,
        failure::{Failure, NOTHING_SENT},
        output::{self, ComparedLicense},
    },
    domain::{
        FieldChange, License, LicenseId, Scope,
        comparison::{Comparison, Pair, compare},
        rules,
    },
};

/// Compares two scopes by SKU. Exit code 1 says that they differ.
///
/// # Errors
/// What is wrong with the arguments or the configuration; a page that cannot be had: halves are not compared.
pub(in crate::cli) async fn run(desk: &Desk<'_>, arguments: &Compare) -> Result<Exit, Failure> {
    let (a, b) = (rules::scope(&arguments.a)?, rules::scope(&arguments.b)?);
    if a == b {
        return Err(Failure::refused("both are the same scope", NOTHING_SENT));
    }
    let client = desk.connect()?;
    let (page_size, reads_ahead) = (desk.config.page_size()?, desk.config.reads_ahead()?);
    let listing = |scope| Listing::new(client.clone(), scope, page_size).reading_ahead(reads_ahead);
    let (mut of_a, mut of_b) = (listing(a), listing(b));
    let (licenses_a, licenses_b) = tokio::try_join!(current(desk, &mut of_a), current(desk, &mut of_b))?;
    for (scope, listing, licenses) in [(a, &of_a, &licenses_a), (b, &of_b, &licenses_b)] {
        if listing.has_changed(Some(licenses.len())) {
            desk.voice.note(&format!("{scope} changed while it was read; compare again"));
        }
    }
    let comparison = compare(licenses_a, licenses_b);
    show(desk, a, b, &comparison)?;
    Ok(if comparison.is_alike() { Exit::Done } else { Exit::Failed })
}

fn show(desk: &Desk<'_>, a: Scope, b: Scope, comparison: &Comparison) -> Result<(), Failure> {
    if desk.format == Format::Json {
        output::document(&Document::of(a, b, comparison))?;
    } else {
        output::records(desk.format, &ComparedLicense::of(comparison))?;
    }
    let Comparison { only_a, only_b, different, same } = comparison;
    let (only_a, only_b, different) = (only_a.len(), only_b.len(), different.len());
    desk.voice
        .note(&format!("{only_a} only in A, {only_b} only in B, {different} different, {same} the same"));
    Ok(())
}

#[derive(Serialize)]
struct Document<'a> {
    a: Scope,
    b: Scope,
    only_a: &'a [License],
    only_b: &'a [License],
    different: Vec<Different<'a>>,
    same: u64,
}

#[derive(Serialize)]
struct Different<'a> {
    sku: &'a str,
    id_a: LicenseId,
    id_b: LicenseId,
    fields: Vec<Sides>,
}

#[derive(Serialize)]
struct Sides {
    field: &'static str,
    a: String,
    b: String,
}

impl<'a> Document<'a> {
    fn of(a: Scope, b: Scope, comparison: &'a Comparison) -> Self {
        let sides = |FieldChange { field, before, after }| Sides { field: field.word(), a: before, b: after };
        let different = |pair: &'a Pair| Different {
            sku: &pair.a.sku,
            id_a: pair.a.id,
            id_b: pair.b.id,
            fields: pair.fields().into_iter().map(sides).collect(),
        };
        Self {
            a,
            b,
            only_a: &comparison.only_a,
            only_b: &comparison.only_b,
            different: comparison.different.iter().map(different).collect(),
            same: comparison.same,
        }
    }
}
