//! Answers as they go over the wire, right and wrong.

use fastrand::Rng;

use crate::mutation::{break_bytes, once_in, pick, text};

/// Statuses that mean something, and some that do not.
const STATUSES: [u16; 27] = [
    100, 101, 199, 200, 201, 202, 204, 206, 299, 300, 301, 302, 304, 307, 400, 401, 403, 404, 409, 422, 429,
    500, 502, 503, 504, 599, 999,
];

/// Headers that others have sent.
const HEADERS: [&str; 22] = [
    "Content-Type: application/json",
    "Content-Type: text/html; charset=utf-8",
    "Content-Type: application/json; charset=utf-16",
    "Content-Type: \u{1b}[2J",
    "Content-Encoding: gzip",
    "Content-Encoding: br",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip, chunked",
    "Content-Length: 0",
    "Content-Length: 18446744073709551616",
    "Content-Length: -1",
    "Connection: keep-alive",
    "Connection: upgrade",
    "Retry-After: 0",
    "Retry-After: 99999999999999999999",
    "Retry-After: Fri, 31 Dec 1999 23:59:59 GMT",
    "Retry-After: -1",
    "Date: never",
    "Location: /",
    "Location: http://other.example/?next=\u{9b}",
    "Location: //",
    "Set-Cookie: a=b",
];

/// A status that may come in place of the right one.
pub(super) fn status(rng: &mut Rng) -> u16 {
    pick(rng, &STATUSES)
}

/// An answer as it should be.
pub(super) fn plain(status: u16, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// An answer of any kind, and whether the body gets through as it is.
pub(super) fn any(rng: &mut Rng, status: u16, body: &[u8], token: &str) -> (Vec<u8>, bool) {
    let mut headers = String::new();
    for _ in 0..rng.usize(..3) {
        headers.push_str(pick(rng, &HEADERS));
        headers.push_str("\r\n");
    }
    if once_in(rng, 8) {
        let name = pick(rng, &["Content-Type", "Location", "X-Token", "Retry-After"]);
        headers.extend([name, ": ", pick(rng, &["", "text", "http://h"]), "/", token, "\r\n"]);
    }
    let is_free =
        !headers.contains("-Encoding") && !headers.contains("Content-Length") && !headers.contains("utf-16");
    let (framing, body, is_right) = framed(rng, body);
    let start = match rng.u8(..30) {
        0 => format!("HTTP/1.0 {status}\r\n"),
        1 => format!("HTTP/2 {status} X\r\n"),
        2 => format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 {status} X\r\n"),
        3 => format!("{}\r\n", text(rng)),
        _ => format!("HTTP/1.1 {status} X\r\n"),
    };
    let mut bytes = [start.as_bytes(), headers.as_bytes(), framing.as_bytes(), b"\r\n", &body].concat();
    if once_in(rng, 3) {
        (0..=rng.usize(..3)).for_each(|_| break_bytes(rng, &mut bytes));
        return (bytes, false);
    }
    (bytes, is_free && is_right && start.starts_with("HTTP/1.1 2"))
}

/// A body with the headers that tell where it ends; whether they are right.
fn framed(rng: &mut Rng, body: &[u8]) -> (String, Vec<u8>, bool) {
    match rng.u8(..12) {
        0 => (String::new(), body.to_vec(), true),
        1 => {
            let wrong = body.len().wrapping_add_signed(rng.isize(-20..20));
            (format!("Content-Length: {wrong}\r\n"), body.to_vec(), false)
        }
        2 | 3 => ("Transfer-Encoding: chunked\r\n".to_owned(), chunked(rng, body), true),
        4 => {
            let mut chunks = chunked(rng, body);
            break_bytes(rng, &mut chunks);
            ("Transfer-Encoding: chunked\r\n".to_owned(), chunks, false)
        }
        5 | 6 => {
            let mut packed = gzip(body);
            let is_broken = rng.bool();
            if is_broken {
                break_bytes(rng, &mut packed);
            }
            let headers = format!("Content-Encoding: gzip\r\nContent-Length: {}\r\n", packed.len());
            (headers, packed, !is_broken)
        }
        _ => (format!("Content-Length: {}\r\n", body.len()), body.to_vec(), true),
    }
}

fn chunked(rng: &mut Rng, body: &[u8]) -> Vec<u8> {
    let mut chunks = Vec::new();
    for chunk in body.chunks(rng.usize(1..64).max(body.len() / 40)) {
        chunks.extend(format!("{:x}\r\n", chunk.len()).bytes());
        chunks.extend_from_slice(chunk);
        chunks.extend_from_slice(b"\r\n");
    }
    chunks.extend_from_slice(b"0\r\n\r\n");
    chunks
}

/// The most bytes of a block that is stored as it is.
const LARGEST_BLOCK: usize = 0xffff;

/// A body as gzip (RFC 1952) that packs nothing: blocks are stored as they are (RFC 1951 section 3.2.4).
fn gzip(body: &[u8]) -> Vec<u8> {
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
    for block in body.chunks(LARGEST_BLOCK) {
        let length = u16::try_from(block.len()).expect("a small block");
        bytes.push(0);
        bytes.extend(length.to_le_bytes());
        bytes.extend((!length).to_le_bytes());
        bytes.extend_from_slice(block);
    }
    bytes.extend([1, 0, 0, 0xff, 0xff]);
    bytes.extend(checksum(body).to_le_bytes());
    bytes.extend(u32::try_from(body.len()).expect("a small body").to_le_bytes());
    bytes
}

/// CRC-32, bit by bit (RFC 1952 section 8).
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 },
        )
    })
}
