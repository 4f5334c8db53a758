//! Fetching a status list or register of the demonstration issuer: from this machine and from nowhere else.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(2);

/// The body at `http://localhost:PORT/…`, of at most `limit` bytes; `None` for any other address, an answer other than 200, or no answer.
pub fn from_own_machine(url: &str, limit: usize) -> Option<Vec<u8>> {
    let (authority, path) = url.strip_prefix("http://")?.split_once('/')?;
    let port = match authority.strip_prefix("localhost")? {
        "" => 80,
        port => port.strip_prefix(':')?.parse().ok()?,
    };
    if path.bytes().any(|byte| byte.is_ascii_control() || byte == b' ') {
        return None;
    }
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT).ok()?;
    stream.set_read_timeout(Some(TIMEOUT)).ok()?;
    stream.set_write_timeout(Some(TIMEOUT)).ok()?;
    // HTTP/1.0: the answer ends with the connection and is not sent in chunks.
    let request = format!("GET /{path} HTTP/1.0\r\nHost: {authority}\r\nAccept-Encoding: identity\r\n\r\n");
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.take(limit as u64 + 8192).read_to_end(&mut answer).ok()?;
    let head_end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
    let status = answer.split(|&byte| byte == b' ').nth(1)?;
    (status == b"200").then(|| answer[head_end + 4..].to_vec())
}
