//! What one key press costs: the state machine's step and the drawing of the frame, on a full table.
//!
//! `cargo bench --bench screen`.

use std::io;

use divan::Bencher;
use lictor::{
    app::{Connected, Effect, Model, Msg, Place, keymap::KeyPress, layout::Size, start, update},
    domain::{Call, License, LicenseId, LicensePage, Reply, Scope, ScopeKind, Status},
    runtime::{Painter, Surface as _},
    ui::{self, Theme},
};
use ratatui::{buffer::Buffer, layout::Rect};

fn main() {
    divan::main();
}

const ROWS: [i64; 3] = [1_000, 100_000, 1_000_000];
const SIZES: [(u16, u16); 2] = [(80, 24), (200, 50)];

fn license(id: i64) -> License {
    License {
        id: LicenseId(id),
        name: format!("Teams Calling Plan, region {}", id % 17),
        description: Some(format!("Domestic minutes, pooled over {} users, billed monthly", id % 120)),
        sku: format!("MS-TEAMS-CALL-EU-{id:06}"),
        status: if id % 5 == 0 { Status::Disabled } else { Status::Enabled },
    }
}

/// A console on a complete table of `rows` licenses.
fn console(rows: i64, (columns, lines): (u16, u16)) -> Model {
    let place = Place {
        label: "bench".to_owned(),
        production: false,
        origin: "https://bench.example.net".to_owned(),
        instance: "bench".to_owned(),
        read_only: false,
        page_size: 100,
        reads_ahead: true,
        profile: None,
        logs_in: false,
        username: None,
        needs_reason: false,
    };
    let size = Size { columns, rows: lines };
    let mut model = Model::new(size, Vec::new());
    let group: Scope = Scope { kind: ScopeKind::Groups, uuid: uuid::Uuid::from_u128(1) };
    let (recent, pinned, profiles) = (Vec::new(), Vec::new(), Vec::new());
    let (remark, left) = (None, Vec::new());
    let connected = Connected { place, scope: Some(group), recent, pinned, profiles, remark, left };
    let effects = start(&mut model, Some(connected));
    let page = LicensePage { licenses: (1..=rows).map(license).collect(), ..LicensePage::default() };
    if let Some(Effect::Call { id, .. }) = effects
        .into_iter()
        .find(|effect| matches!(effect, Effect::Call { call: Call::ListLicenses { .. }, .. }))
    {
        update(&mut model, Msg::Replied { id, result: Ok(Reply::Licenses(page)) });
    }
    model
}

fn key(text: &str) -> KeyPress {
    text.parse().expect("a key")
}

fn measure(bencher: Bencher<'_, '_>, rows: i64, size: (u16, u16), keys: [&str; 2]) {
    let mut model = console(rows, size);
    let mut frame = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    let area = frame.area.as_size();
    let mut painter = Painter::new(io::sink(), move || Ok(area));
    let keys = keys.map(key);
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        update(&mut model, Msg::Key(keys[turn % 2]));
        let cursor = ui::view(&model, &Theme::default(), &mut frame);
        painter.show(&frame, cursor).expect("drawn");
    });
}

#[divan::bench(args = ROWS, consts = [0, 1])]
fn one_row_down<const SIZE: usize>(bencher: Bencher<'_, '_>, rows: i64) {
    measure(bencher, rows, SIZES[SIZE], ["j", "k"]);
}

#[divan::bench(args = ROWS, consts = [0, 1])]
fn one_screenful_down<const SIZE: usize>(bencher: Bencher<'_, '_>, rows: i64) {
    measure(bencher, rows, SIZES[SIZE], ["pagedown", "pageup"]);
}

#[divan::bench(args = ROWS, consts = [0, 1])]
fn first_row_and_last<const SIZE: usize>(bencher: Bencher<'_, '_>, rows: i64) {
    measure(bencher, rows, SIZES[SIZE], ["G", "g"]);
}
