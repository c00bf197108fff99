//! What drawing costs: texts made safe once, cut and filled up for each cell of a table.
//!
//! `cargo bench --bench text`.

use divan::{Bencher, black_box};
use lictor::text;

fn main() {
    divan::main();
}

const ASCII: &str =
    "Calling Plan Domestic for up to 120 users in region North, billed monthly, with emergency calls";
const GERMAN: &str =
    "Gesprächstarif für bis zu 120 Nutzer in der Region Süd, monatliche Abrechnung, mit Notruf über";
const JAPANESE: &str = "国内通話プラン、北部地域の最大120ユーザー、月額請求、緊急通話付き";
const WICKED: &str =
    "\u{1b}[31mred\u{1b}[0m \u{202e}backwards\u{2069} zero\u{200b}width \\u{1b} e\u{301}\u{301}\u{301}";
const RUSSIAN: &str =
    "Тариф для звонков внутри страны, до 120 пользователей, регион Север, оплата ежемесячно";
const TEXTS: [&str; 5] = ["ascii", "german", "russian", "japanese", "wicked"];

fn text_of(name: &str) -> &'static str {
    match name {
        "german" => GERMAN,
        "russian" => RUSSIAN,
        "japanese" => JAPANESE,
        "wicked" => WICKED,
        _ => ASCII,
    }
}

#[divan::bench(args = TEXTS)]
fn safe(bencher: Bencher, name: &str) {
    bencher.bench(|| text::safe(black_box(text_of(name))).len());
}

#[divan::bench(args = TEXTS)]
fn restore(bencher: Bencher, name: &str) {
    let safe = text::safe(text_of(name));
    bencher.bench(|| text::restore(black_box(&safe)));
}

#[divan::bench(args = TEXTS)]
fn width(bencher: Bencher, name: &str) {
    bencher.bench(|| text::width(black_box(text_of(name))));
}

#[divan::bench(args = TEXTS)]
fn fit(bencher: Bencher, name: &str) {
    bencher.bench(|| text::fit(black_box(text_of(name)), 30));
}

/// A cell must not cost more because its text is long.
#[divan::bench(args = [100, 10_000, 1_000_000])]
fn cut_a_long_text(bencher: Bencher, letters: usize) {
    let long = "ä".repeat(letters);
    bencher.bench(|| text::cut(black_box(&long), 30).len());
}
