//! Two small proxies that remember what they were told. Wherever one asks to be led, they lead to one address, so that
//! names can be used that nobody knows.

use std::{
    io::{self, Read, Write},
    net::{Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
};

/// A proxy. It runs as long as the tests do.
pub(crate) struct Proxy {
    address: SocketAddr,
    told: Arc<Mutex<Vec<String>>>,
}

type Told = Arc<Mutex<Vec<String>>>;

impl Proxy {
    /// An HTTP proxy. With `wanted`, it leads only those who send this `Proxy-Authorization`.
    pub(crate) fn http(leads_to: SocketAddr, wanted: Option<&'static str>) -> Self {
        Self::start(move |stream, told| tunnel(stream, leads_to, wanted, told))
    }

    /// A SOCKS 5 proxy. With `wanted`, it leads only those with this user name and password.
    pub(crate) fn socks(leads_to: SocketAddr, wanted: Option<(&'static str, &'static str)>) -> Self {
        Self::start(move |stream, told| socks(stream, leads_to, wanted, told))
    }

    /// An HTTP proxy that answers every request to be led with this.
    pub(crate) fn refusing(answer: &'static str) -> Self {
        Self::start(move |mut stream, told| {
            told.lock().expect("the lock").push(head(&mut stream)?);
            stream.write_all(answer.as_bytes())
        })
    }

    /// An HTTP proxy that never answers.
    pub(crate) fn silent() -> Self {
        Self::start(|mut stream, _| stream.read_to_end(&mut Vec::new()).map(drop))
    }

    fn start(serve: impl Fn(TcpStream, &Told) -> io::Result<()> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let told = Told::default();
        let (remembered, serve) = (Arc::clone(&told), Arc::new(serve));
        thread::spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                let (remembered, serve) = (Arc::clone(&remembered), Arc::clone(&serve));
                thread::spawn(move || serve(stream, &remembered));
            }
        });
        Self { address, told }
    }

    pub(crate) fn url(&self, scheme: &str) -> String {
        format!("{scheme}://{}", self.address)
    }

    /// What it was told: heads of requests, or `name:port` and `user:password`.
    pub(crate) fn told(&self) -> Vec<String> {
        self.told.lock().expect("the lock").clone()
    }
}

fn head(stream: &mut TcpStream) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.extend(read::<1>(stream)?);
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

fn tunnel(mut stream: TcpStream, to: SocketAddr, wanted: Option<&str>, told: &Told) -> io::Result<()> {
    let head = head(&mut stream)?;
    told.lock().expect("the lock").push(head.clone());
    let header = wanted.map(|wanted| format!("Proxy-Authorization: {wanted}\r\n").to_lowercase());
    if header.is_some_and(|header| !head.to_lowercase().contains(&header)) {
        return stream.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    }
    let server = TcpStream::connect(to)?;
    stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
    pump(stream, server)
}

/// RFC 1928, and RFC 1929 for user name and password.
fn socks(mut stream: TcpStream, to: SocketAddr, wanted: Option<(&str, &str)>, told: &Told) -> io::Result<()> {
    let [5, count] = read(&mut stream)? else { return Ok(()) };
    let methods = take(&mut stream, count)?;
    let method = if wanted.is_some() { 2 } else { 0 };
    if !methods.contains(&method) {
        return stream.write_all(&[5, 0xff]);
    }
    stream.write_all(&[5, method])?;
    if let Some((user, password)) = wanted {
        let [_, length] = read(&mut stream)?;
        let name = text(take(&mut stream, length)?);
        let [length] = read(&mut stream)?;
        let secret = text(take(&mut stream, length)?);
        told.lock().expect("the lock").push(format!("{name}:{secret}"));
        let is_right = name == user && secret == password;
        stream.write_all(&[1, u8::from(!is_right)])?;
        if !is_right {
            return Ok(());
        }
    }
    let [5, 1, 0, kind] = read(&mut stream)? else { return Ok(()) };
    let host = match kind {
        1 => read::<4>(&mut stream)?.map(|byte| byte.to_string()).join("."),
        4 => Ipv6Addr::from(read::<16>(&mut stream)?).to_string(),
        _ => {
            let [length] = read(&mut stream)?;
            text(take(&mut stream, length)?)
        }
    };
    let port = u16::from_be_bytes(read(&mut stream)?);
    told.lock().expect("the lock").push(format!("{host}:{port}"));
    let server = TcpStream::connect(to)?;
    stream.write_all(&[5, 0, 0, 1, 127, 0, 0, 1, 0, 0])?;
    pump(stream, server)
}

fn read<const N: usize>(stream: &mut TcpStream) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn take(stream: &mut TcpStream, length: u8) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; length.into()];
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("text")
}

fn pump(one: TcpStream, other: TcpStream) -> io::Result<()> {
    let (mut from, mut to) = (one.try_clone()?, other.try_clone()?);
    thread::spawn(move || {
        let _ = io::copy(&mut from, &mut to);
        to.shutdown(Shutdown::Write)
    });
    let (mut from, mut to) = (other, one);
    let _ = io::copy(&mut from, &mut to);
    to.shutdown(Shutdown::Write)
}
