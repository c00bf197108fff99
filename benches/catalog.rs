//! What the catalog promises: rows in little memory, a filter that keeps up with typing, an order at once.
//!
//! `cargo bench --bench catalog`. The rows are like those of a provider: SKUs that begin alike, a few dozen names,
//! descriptions with long common parts; about 150 bytes of text each.

use std::sync::atomic::AtomicBool;

use divan::{Bencher, black_box};
use lictor::domain::{
    catalog::{Arrangement, Catalog, Column, Order, View},
    license::{License, LicenseId, Status},
};

const FEW: u32 = 1_000;
const MANY: u32 = 100_000;
const VERY_MANY: u32 = 1_000_000;
const ROWS: [u32; 3] = [FEW, MANY, VERY_MANY];

fn main() {
    for rows in [MANY, VERY_MANY] {
        print_memory(rows);
    }
    divan::main();
}

fn print_memory(rows: u32) {
    let catalog = catalog(rows);
    let text: usize = (0..rows).map(|row| text_length(&license(row))).sum();
    let (rows, held) = (rows as usize, catalog.memory());
    println!(
        "{rows} rows: {} bytes a row for {} of text: {}.{:02} times the text, {} kB in all",
        held / rows,
        text / rows,
        held / text,
        held * 100 / text % 100,
        held / 1000,
    );
}

fn text_length(license: &License) -> usize {
    license.sku.len() + license.name.len() + license.description.as_ref().map_or(0, String::len)
}

/// Numbers that jump about and are the same each time.
fn scattered(row: u32) -> u32 {
    row.wrapping_mul(2_654_435_761).rotate_left(13).wrapping_mul(0x9e37_79b1)
}

fn license(row: u32) -> License {
    const PLANS: [&str; 6] = [
        "Calling Plan Domestic",
        "Calling Plan International",
        "Direct Routing Standard",
        "Direct Routing Premium",
        "Phone System Großkunden",
        "Audio Conferencing",
    ];
    let number = scattered(row);
    let plan = PLANS[number as usize % PLANS.len()];
    License {
        id: LicenseId(i64::from(number)),
        sku: format!("TEAMS-DRAAS-{:06}-{}", number % 1_000_000, number % 7),
        name: format!("{plan} {}", number / 7 % 5000),
        description: Some(format!(
            "{plan} for up to {} users in region {}, billed monthly, with emergency calling",
            number % 500,
            ["North", "South", "East", "West"][number as usize / 500 % 4],
        )),
        status: match number % 20 {
            0..=16 => Status::Enabled,
            17..=18 => Status::Disabled,
            _ => Status::Other("suspended".to_owned()),
        },
    }
}

fn catalog(rows: u32) -> Catalog {
    let mut catalog = Catalog::default();
    for row in 0..rows {
        catalog.upsert(&license(row));
    }
    catalog
}

fn view(catalog: &Catalog, column: Option<Column>) -> View {
    let mut view = View::default();
    view.set_order(catalog.rows(), column.map(ascending));
    view
}

fn ascending(column: Column) -> Order {
    Order { column, descending: false }
}

/// What a filter or an order costs where it is worked out: with the way there and back, as far as the loop is held up.
fn arrange(catalog: &Catalog, view: &View, filter: &str, order: Option<Order>) -> Option<View> {
    let (rows, view) = (catalog.rows().clone(), view.clone());
    let arrangement = Arrangement { rows, view, filter: filter.to_owned(), order };
    let mut view = arrangement.carry_out(&AtomicBool::new(false))?;
    view.extend(catalog.rows());
    Some(view)
}

#[divan::bench(args = ROWS, sample_count = 10)]
fn append(bencher: Bencher, rows: u32) {
    let licenses: Vec<License> = (0..rows).map(license).collect();
    bencher.bench(|| {
        let mut catalog = Catalog::default();
        for license in &licenses {
            catalog.upsert(license);
        }
        catalog
    });
}

/// A snapshot, and a row that comes while somebody works on it.
#[divan::bench(args = ROWS)]
fn append_beside_a_snapshot(bencher: Bencher, rows: u32) {
    let mut catalog = catalog(rows);
    let more: Vec<License> = (rows..rows + 100_000).map(license).collect();
    let mut next = more.iter().cycle();
    bencher.bench_local(|| {
        let snapshot = catalog.rows().clone();
        if let Some(license) = next.next() {
            catalog.upsert(license);
        }
        snapshot
    });
}

/// What the loop is held up by when work goes out to be done elsewhere, and when the result is taken.
#[divan::bench(args = ROWS)]
fn hand_over_and_take(bencher: Bencher, rows: u32) {
    let catalog = catalog(rows);
    let mut shown = view(&catalog, Some(Column::Name));
    bencher.bench_local(|| {
        let (rows, view) = (catalog.rows().clone(), shown.clone());
        let arrangement = Arrangement { rows, view, filter: "calling".to_owned(), order: shown.order() };
        shown = black_box(arrangement).view;
        shown.extend(catalog.rows());
    });
}

/// A page of 100 rows that comes to a view with an order and a filter.
#[divan::bench(args = ROWS, consts = [0, 1, 2])]
fn extend_by_a_page<const COLUMN: usize>(bencher: Bencher, rows: u32) {
    const COLUMNS: [Option<Column>; 3] = [None, Some(Column::Id), Some(Column::Description)];
    let mut catalog = catalog(rows);
    let mut view = view(&catalog, COLUMNS[COLUMN]);
    view.set_filter(catalog.rows(), "calling");
    for row in rows..rows + 100 {
        catalog.upsert(&license(row));
    }
    bencher.with_inputs(|| view.clone()).bench_refs(|view| view.extend(catalog.rows()));
}

/// The time of each letter as it is typed: the filter up to the letter before is there already.
mod filter {
    use super::{Bencher, Column, MANY, ROWS, VERY_MANY, arrange, catalog, view};

    const TYPED: [&str; 12] =
        ["e", "en", "ent", "z", "t", "te", "9", "99", "premium", "emergency north", "groß", "no such word"];

    fn type_last_letter(bencher: Bencher, rows: u32, column: Option<Column>, typed: &str) {
        let catalog = catalog(rows);
        let mut view = view(&catalog, column);
        let last = typed.char_indices().last().map_or(0, |(start, _)| start);
        view.set_filter(catalog.rows(), &typed[..last]);
        bencher.bench(|| arrange(&catalog, &view, typed, view.order()));
    }

    #[divan::bench(args = TYPED, consts = ROWS, sample_count = 15)]
    fn type_in_reading_order<const ROWS: u32>(bencher: Bencher, typed: &str) {
        type_last_letter(bencher, ROWS, None, typed);
    }

    #[divan::bench(args = TYPED, consts = [MANY, VERY_MANY], sample_count = 15)]
    fn type_in_order_of_names<const ROWS: u32>(bencher: Bencher, typed: &str) {
        type_last_letter(bencher, ROWS, Some(Column::Name), typed);
    }

    /// All at once, as when a letter is taken back.
    #[divan::bench(args = TYPED, consts = [MANY, VERY_MANY], sample_count = 15)]
    fn paste<const ROWS: u32>(bencher: Bencher, typed: &str) {
        let catalog = catalog(ROWS);
        let mut view = view(&catalog, None);
        view.set_filter(catalog.rows(), "nowhere");
        bencher.bench(|| arrange(&catalog, &view, typed, None));
    }

    /// The filter is cleared, which is done in place.
    #[divan::bench(args = ROWS)]
    fn clear(bencher: Bencher, rows: u32) {
        let catalog = catalog(rows);
        let mut view = view(&catalog, Some(Column::Name));
        view.set_filter(catalog.rows(), "calling");
        bencher.with_inputs(|| view.clone()).bench_refs(|view| view.set_filter(catalog.rows(), ""));
    }
}

mod sort {
    use super::{Bencher, Column, Order, ROWS, arrange, ascending, catalog, view};

    fn sort_rows(bencher: Bencher, rows: u32, order: Option<Order>) {
        let catalog = catalog(rows);
        let view = view(&catalog, None);
        bencher.bench(|| arrange(&catalog, &view, "", order));
    }

    #[divan::bench(args = Column::ALL, consts = ROWS, sample_count = 10)]
    fn up<const ROWS: u32>(bencher: Bencher, column: Column) {
        sort_rows(bencher, ROWS, Some(ascending(column)));
    }

    #[divan::bench(args = Column::ALL, consts = ROWS, sample_count = 10)]
    fn down<const ROWS: u32>(bencher: Bencher, column: Column) {
        let order = Order { column, descending: true };
        sort_rows(bencher, ROWS, Some(order));
    }

    #[divan::bench(args = ROWS, sample_count = 10)]
    fn back_into_reading_order(bencher: Bencher, rows: u32) {
        let catalog = catalog(rows);
        let view = view(&catalog, Some(Column::Name));
        bencher.bench(|| arrange(&catalog, &view, "", None));
    }
}

/// What a frame asks for: the rows of one screen in the middle of the list.
#[divan::bench(args = ROWS)]
fn read_a_screen(bencher: Bencher, rows: u32) {
    let catalog = catalog(rows);
    let view = view(&catalog, None);
    let middle = view.len() / 2;
    bencher.bench(|| {
        for position in middle..middle + 50 {
            let row = view.slot_at(black_box(position)).and_then(|slot| catalog.row(slot));
            black_box(row);
        }
    });
}

/// Where the row under the cursor is.
#[divan::bench(args = [None, Some(Column::Name)], consts = ROWS)]
fn look_up_a_position<const ROWS: u32>(bencher: Bencher, column: Option<Column>) {
    let catalog = catalog(ROWS);
    let view = view(&catalog, column);
    let slot = view.slot_at(view.len() - 1).unwrap_or_default();
    bencher.bench(|| view.position_of(catalog.rows(), black_box(slot)));
}

/// One row changes in a view that is in order.
#[divan::bench(args = ROWS)]
fn change_a_row(bencher: Bencher, rows: u32) {
    let mut catalog = catalog(rows);
    let view = view(&catalog, Some(Column::Name));
    catalog.upsert(&License { name: "Changed".to_owned(), ..license(rows / 2) });
    bencher.with_inputs(|| view.clone()).bench_refs(|view| view.extend(catalog.rows()));
}

/// One row is removed from a view that is in order.
#[divan::bench(args = ROWS)]
fn remove_a_row(bencher: Bencher, rows: u32) {
    let mut catalog = catalog(rows);
    let view = view(&catalog, Some(Column::Name));
    catalog.remove(license(rows / 2).id);
    bencher.with_inputs(|| view.clone()).bench_refs(|view| view.extend(catalog.rows()));
}
