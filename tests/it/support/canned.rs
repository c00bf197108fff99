//! A server that answers from a script, byte for byte, and remembers what it was asked. It is for the answers that
//! no well-behaved server gives.

use std::{
    io::{self, Read, Write},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex},
    thread,
};

/// The first byte of a TLS connection.
const TLS_HANDSHAKE: u8 = 0x16;

/// What is done with one request.
#[derive(Clone, Debug)]
pub(crate) enum Answer {
    /// These bytes, then the connection is closed.
    Bytes(Vec<u8>),
    /// The connection is closed without a word.
    Nothing,
    /// Nothing, until the other side gives up.
    Silence,
    /// These bytes, and then nothing more until the other side gives up.
    Stalled(Vec<u8>),
    /// These bytes, once the gate is open.
    Gated(Vec<u8>, Gate),
}

impl Answer {
    /// The same answer, behind a gate.
    pub(crate) fn behind(self, gate: &Gate) -> Self {
        match self {
            Self::Bytes(bytes) => Self::Gated(bytes, gate.clone()),
            other => other,
        }
    }
}

/// Holds an answer back until it is opened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    pub(crate) fn open(&self) {
        *self.0.0.lock().expect("the lock") = true;
        self.0.1.notify_all();
    }

    pub(crate) fn wait(&self) {
        let (lock, news) = &*self.0;
        drop(news.wait_while(lock.lock().expect("the lock"), |is_open| !*is_open));
    }
}

/// One request as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Asked {
    /// The value of a header, if it came.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().filter_map(|line| line.split_once(": "));
        headers.find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Method and path.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", self.method, self.target.split('?').next().unwrap_or_default())
    }
}

/// A whole answer.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    let mut head = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n", body.len());
    for (name, value) in headers {
        head.extend([*name, ": ", *value, "\r\n"]);
    }
    Answer::Bytes(format!("{head}\r\n{body}").into_bytes())
}

/// A JSON answer.
pub(crate) fn json(status: u16, body: &str) -> Answer {
    answer(status, &[("Content-Type", "application/json")], body)
}

/// A page of HTML.
pub(crate) fn html(status: u16, body: &str) -> Answer {
    answer(status, &[("Content-Type", "text/html; charset=utf-8")], body)
}

/// The first `bytes` of an answer; then the connection is closed.
pub(crate) fn cut(answer: Answer, bytes_missing: usize) -> Answer {
    match answer {
        Answer::Bytes(mut bytes) => {
            bytes.truncate(bytes.len() - bytes_missing);
            Answer::Bytes(bytes)
        }
        other => other,
    }
}

/// The server. It is told to end when dropped, and not waited for: a client on this very thread may still hold it.
pub(crate) struct Canned {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Canned {
    /// Gives the answers one after the other, the last of them again and again.
    pub(crate) fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers: Vec<Answer> = answers.into_iter().collect();
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let remembered = Arc::clone(&asked);
        thread::spawn(move || {
            let mut answers = answers.into_iter();
            let mut answer = answers.next().unwrap_or(Answer::Nothing);
            while let Ok((mut stream, _)) = listener.accept() {
                // A connection without a request is either an idle one, or the end of the server.
                let request = match read_request(&mut stream) {
                    Ok(Some(request)) if request.method == "END" => return,
                    Ok(Some(request)) => request,
                    Ok(None) | Err(_) => continue,
                };
                remembered.lock().expect("the lock").push(request);
                // What the other side makes of it is its own business.
                let _ = give(&answer, &mut stream);
                answer = answers.next().unwrap_or(answer);
            }
        });
        Self { address, asked }
    }

    /// Answers each request as `answer` says, many at once.
    pub(crate) fn answering(answer: impl Fn(&Asked) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (remembered, answer) = (Arc::clone(&asked), Arc::new(answer));
        thread::spawn(move || {
            while let Ok((mut stream, _)) = listener.accept() {
                let (remembered, answer) = (Arc::clone(&remembered), Arc::clone(&answer));
                // The end of the server closes the listener, which an answer that is still held back must not stop.
                let Ok(Some(request)) = read_request(&mut stream) else { continue };
                if request.method == "END" {
                    return;
                }
                remembered.lock().expect("the lock").push(request.clone());
                thread::spawn(move || give(&answer(&request), &mut stream));
            }
        });
        Self { address, asked }
    }

    /// Its origin.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Its address.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// What it was asked so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().expect("the lock").clone()
    }

    /// Method, path and query of each request; the path as it is after the instance.
    pub(crate) fn lines(&self) -> Vec<String> {
        let after = |target: &str| target.splitn(6, '/').nth(5).unwrap_or(target).to_owned();
        self.asked().iter().map(|asked| format!("{} {}", asked.method, after(&asked.target))).collect()
    }
}

impl Drop for Canned {
    fn drop(&mut self) {
        if let Ok(mut stream) = TcpStream::connect(self.address) {
            let _ = stream.write_all(b"END / HTTP/1.1\r\n\r\n");
        }
    }
}

fn give(answer: &Answer, stream: &mut TcpStream) -> io::Result<()> {
    write_answer(answer, stream)?;
    stream.shutdown(Shutdown::Both)
}

pub(super) fn write_answer(answer: &Answer, stream: &mut (impl Read + Write)) -> io::Result<()> {
    match answer {
        Answer::Bytes(bytes) => stream.write_all(bytes)?,
        Answer::Gated(bytes, gate) => {
            gate.wait();
            stream.write_all(bytes)?;
        }
        Answer::Stalled(bytes) => {
            stream.write_all(bytes)?;
            stream.read_to_end(&mut Vec::new())?;
        }
        Answer::Nothing => {}
        Answer::Silence => {
            let mut rest = Vec::new();
            stream.read_to_end(&mut rest)?;
        }
    }
    Ok(())
}

pub(super) fn read_request(stream: &mut impl Read) -> io::Result<Option<Asked>> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let read = stream.read(&mut buffer)?;
        if read == 0 {
            return Ok(None);
        }
        bytes.extend_from_slice(&buffer[..read]);
        if bytes[0] == TLS_HANDSHAKE {
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
            .map_or(0, |(_, length)| length.parse().expect("a length"));
        if body.len() < length {
            continue;
        }
        let mut words = head.split_whitespace();
        let mut word = || words.next().unwrap_or_default().to_owned();
        return Ok(Some(Asked {
            method: word(),
            target: word(),
            head: head.to_owned(),
            body: body.to_owned(),
        }));
    }
}
