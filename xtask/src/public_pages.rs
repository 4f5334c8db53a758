//! What a person without an account is made to load: asked of the running program, page by page.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::postgres::free_port;
use crate::project::Project;
use crate::site::Site;

const PAGES: [&str; 3] = ["/", "/verify", "/standards"];
const START_TRIES: u32 = 200;
const TRY_EVERY: Duration = Duration::from_millis(50);
const PATIENCE: Duration = Duration::from_secs(10);

/// The heaviest of the public pages.
pub struct PublicPages {
    /// Brotli bytes of the wasm and JavaScript files that it names.
    pub largest_bytes: u64,
}

/// Starts the program on a fresh folder and reads its public pages.
pub fn measure(project: &Project, site: &Site) -> Result<PublicPages> {
    let server = Server::start(project)?;
    let mut largest_bytes = 0;
    for page in PAGES {
        let html = server.page(page)?;
        let named = site.sizes.sum(|name| {
            (name.ends_with(".wasm") || name.ends_with(".js")) && html.contains(name.trim_end_matches(".js"))
        });
        largest_bytes = largest_bytes.max(named.brotli_bytes);
    }
    Ok(PublicPages { largest_bytes })
}

struct Server {
    child: Child,
    port: u16,
    data: std::path::PathBuf,
}

impl Server {
    fn start(project: &Project) -> Result<Self> {
        let port = free_port()?;
        let data = std::env::temp_dir().join(format!("miaohui-bench-{}", std::process::id()));
        let mut command = Command::new(project.binary());
        command.args(["serve", "--demo", "--listen", &format!("127.0.0.1:{port}"), "--data"]).arg(&data);
        let child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("the server could not be started")?;
        let mut server = Self { child, port, data };
        for _ in 0..START_TRIES {
            if let Some(status) = server.child.try_wait().context("cannot watch the server")? {
                bail!("the server ended at once ({status})");
            }
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(server);
            }
            sleep(TRY_EVERY);
        }
        bail!("the server did not answer on port {port}")
    }

    /// HTTP/1.0, so that the answer comes in one piece and the connection closes after it.
    fn page(&self, path: &str) -> Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).context("the server does not answer")?;
        stream.set_read_timeout(Some(PATIENCE)).context("cannot set a time limit")?;
        write!(stream, "GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{}\r\nAccept: text/html\r\n\r\n", self.port)
            .context("cannot ask the server")?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).with_context(|| format!("{path} did not arrive whole"))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if text.split_whitespace().nth(1) != Some("200") {
            bail!("{path} answered `{}`", text.lines().next().unwrap_or(""));
        }
        Ok(text)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.data);
    }
}
