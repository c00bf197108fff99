//! What the catalog promises: rows in little memory, a filter that keeps up with typing, an order at once.
//!
//! `cargo bench --bench catalog`. The rows are like those of a provider: SKUs that begin alike, a few dozen names,
//! descriptions with long common parts; about 150 bytes of text each.

use divan::{Bencher, black_box};
use lictor::domain::{
    catalog::{Catalog, Column, Order, View},
    license::{License, LicenseId, Status},
};

const MANY: u32 = 100_000;
const VERY_MANY: u32 = 1_000_000;

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
    view.extend(catalog);
    view.set_order(catalog, column.map(ascending));
    view
}

fn ascending(column: Column) -> Order {
    Order { column, descending: false }
}

#[divan::bench(sample_count = 20)]
fn append(bencher: Bencher) {
    let licenses: Vec<License> = (0..MANY).map(license).collect();
    bencher.bench(|| {
        let mut catalog = Catalog::default();
        for license in &licenses {
            catalog.upsert(license);
        }
        catalog
    });
}

/// A page of 100 rows that comes to a view with an order and a filter.
#[divan::bench(args = [None, Some(Column::Id), Some(Column::Sku), Some(Column::Description)])]
fn extend_by_a_page(bencher: Bencher, column: Option<Column>) {
    let mut catalog = catalog(MANY);
    let mut view = view(&catalog, column);
    view.set_filter(&catalog, "calling");
    for row in MANY..MANY + 100 {
        catalog.upsert(&license(row));
    }
    bencher.with_inputs(|| view.clone()).bench_refs(|view| view.extend(&catalog));
}

/// The time of each letter as it is typed: the filter up to the letter before is there already.
mod filter {
    use super::{Bencher, Column, MANY, VERY_MANY, catalog, view};

    const TYPED: [&str; 12] =
        ["e", "en", "ent", "z", "t", "te", "9", "99", "premium", "emergency north", "groß", "no such word"];

    fn type_last_letter(bencher: Bencher, rows: u32, column: Option<Column>, typed: &str) {
        let catalog = catalog(rows);
        let mut view = view(&catalog, column);
        let last = typed.char_indices().last().map_or(0, |(start, _)| start);
        view.set_filter(&catalog, &typed[..last]);
        bencher.with_inputs(|| view.clone()).bench_refs(|view| view.set_filter(&catalog, typed));
    }

    #[divan::bench(args = TYPED, sample_count = 30)]
    fn type_in_reading_order(bencher: Bencher, typed: &str) {
        type_last_letter(bencher, MANY, None, typed);
    }

    #[divan::bench(args = TYPED, sample_count = 30)]
    fn type_in_order_of_names(bencher: Bencher, typed: &str) {
        type_last_letter(bencher, MANY, Some(Column::Name), typed);
    }

    #[divan::bench(args = TYPED, sample_count = 10)]
    fn type_over_a_million(bencher: Bencher, typed: &str) {
        type_last_letter(bencher, VERY_MANY, None, typed);
    }

    /// All at once, as when a letter is taken back.
    #[divan::bench(args = TYPED, sample_count = 30)]
    fn paste(bencher: Bencher, typed: &str) {
        let catalog = catalog(MANY);
        let mut view = view(&catalog, None);
        view.set_filter(&catalog, "nowhere");
        bencher.with_inputs(|| view.clone()).bench_refs(|view| view.set_filter(&catalog, typed));
    }
}

mod sort {
    use super::{Bencher, Column, MANY, Order, VERY_MANY, ascending, catalog, view};

    fn sort_rows(bencher: Bencher, rows: u32, order: Order) {
        let catalog = catalog(rows);
        let view = view(&catalog, None);
        bencher.with_inputs(|| view.clone()).bench_refs(|view| view.set_order(&catalog, Some(order)));
    }

    #[divan::bench(args = Column::ALL, sample_count = 30)]
    fn up(bencher: Bencher, column: Column) {
        sort_rows(bencher, MANY, ascending(column));
    }

    #[divan::bench(args = Column::ALL, sample_count = 30)]
    fn down(bencher: Bencher, column: Column) {
        let order = Order { column, descending: true };
        sort_rows(bencher, MANY, order);
    }

    #[divan::bench(args = Column::ALL, sample_count = 5)]
    fn a_million(bencher: Bencher, column: Column) {
        sort_rows(bencher, VERY_MANY, ascending(column));
    }
}

/// What a frame asks for: the rows of one screen in the middle of the list.
#[divan::bench(args = [MANY, VERY_MANY])]
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

/// Where the row under the cursor is: as good as free in reading order, a walk through the slots in another.
#[divan::bench(args = [None, Some(Column::Name)])]
fn look_up_a_position(bencher: Bencher, column: Option<Column>) {
    let catalog = catalog(VERY_MANY);
    let view = view(&catalog, column);
    let slot = view.slots().last().copied().unwrap_or_default();
    bencher.bench(|| view.position_of(black_box(slot)));
}

/// One row changes in a view that is in order.
#[divan::bench]
fn refresh_a_row(bencher: Bencher) {
    let mut catalog = catalog(MANY);
    let view = view(&catalog, Some(Column::Name));
    let changed = License { name: "Changed".to_owned(), ..license(MANY / 2) };
    let slot = catalog.upsert(&changed).slot();
    bencher.with_inputs(|| view.clone()).bench_refs(|view| view.refresh_slot(&catalog, slot));
}
