//! How fast a whole listing comes, beside a bare connection that asks for page after page.

use std::{
    io::{Read, Write},
    net::TcpStream,
    process::Stdio,
};

use super::{
    sandbox::Sandbox,
    statistics::{Sorted, ratio},
    terminal::{milliseconds, now},
};

const RUNS: usize = 5;
const PAGE_SIZES: [u32; 2] = [100, 1_000];

pub(crate) fn whole_listing(sandbox: &Sandbox) {
    table(&format!("All {} licenses", sandbox.rows()), sandbox, &PAGE_SIZES, RUNS);
}

pub(crate) fn with_latency(rows: u32, latencies: &[u32]) {
    for latency in latencies {
        let sandbox = Sandbox::start(rows, &format!("latency={latency}"));
        table(&format!("All {rows} licenses, {latency} ms away"), &sandbox, &PAGE_SIZES[1..], 3);
    }
}

fn table(title: &str, sandbox: &Sandbox, page_sizes: &[u32], runs: usize) {
    println!("## {title} (seconds, median)\n");
    println!("| page size | floor | `lictor list` | to the floor |\n|---|---|---|---|");
    for page_size in page_sizes {
        let (mut floors, mut lists) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            floors.push(floor(sandbox, *page_size));
            lists.push(list(sandbox, *page_size));
        }
        let (floor, list) = (Sorted::new(floors).median() / 1e3, Sorted::new(lists).median() / 1e3);
        println!("| {page_size} | {floor:.3} | {list:.3} | {} |", ratio(list, floor));
    }
    println!();
}

fn list(sandbox: &Sandbox, page_size: u32) -> f64 {
    let page_size = page_size.to_string();
    let arguments = ["list", "--output", "jsonl", "--page-size", &page_size];
    let started = now();
    let status = sandbox.command(&arguments).stdout(Stdio::null()).status().expect("a run");
    assert!(status.success(), "the listing is read");
    milliseconds(started)
}

/// One connection, kept open; each page asked for once the one before is there, and none looked at but for its token.
pub(crate) fn floor(sandbox: &Sandbox, page_size: u32) -> f64 {
    let started = now();
    let mut connection = TcpStream::connect(sandbox.authority()).expect("a connection");
    connection.set_nodelay(true).expect("no delay");
    let (mut token, mut page) = (String::new(), Vec::new());
    loop {
        let (path, host) = (Sandbox::path(), sandbox.authority());
        let next = if token.is_empty() { String::new() } else { format!("&next={token}") };
        let request = format!(
            "GET {path}?page_size={page_size}{next} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer sandbox-token\r\n\r\n"
        );
        connection.write_all(request.as_bytes()).expect("a request is taken");
        read_answer(&mut connection, &mut page);
        match next_of(&page) {
            Some(next) => token = next,
            None => return milliseconds(started),
        }
    }
}

/// Reads one answer, whose length is told.
fn read_answer(connection: &mut TcpStream, page: &mut Vec<u8>) {
    page.clear();
    let mut piece = vec![0; 256 * 1024];
    let mut whole = usize::MAX;
    while page.len() < whole {
        let count = connection.read(&mut piece).expect("an answer");
        assert!(count > 0, "the connection was closed");
        page.extend_from_slice(&piece[..count]);
        if whole == usize::MAX
            && let Some(end) = find(page, b"\r\n\r\n")
        {
            let head = String::from_utf8_lossy(&page[..end]).to_lowercase();
            let length = head.split("content-length:").nth(1).and_then(|rest| rest.lines().next());
            whole = end + 4 + length.and_then(|text| text.trim().parse::<usize>().ok()).expect("a length");
        }
    }
}

fn next_of(page: &[u8]) -> Option<String> {
    let after = find(page, b"\"next\":\"")? + b"\"next\":\"".len();
    let length = page[after..].iter().position(|byte| *byte == b'"')?;
    let token = String::from_utf8_lossy(&page[after..after + length]).into_owned();
    Some(token.replace('=', "%3D").replace('+', "%2B").replace('/', "%2F"))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, wanted)
}
