//! Debian's nginx before two servers, with a configuration of its own in the test's folder.

use super::programme::Fault;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const START_MAX: Duration = Duration::from_secs(10);

pub struct Nginx {
    child: Child,
    /// Where it listens.
    pub address: String,
    /// Where it looks for the two servers.
    pub upstreams: [String; 2],
}

impl Nginx {
    pub fn start(folder: &Path) -> Result<Self, Fault> {
        let program = std::env::var("MIAOHUI_NGINX").unwrap_or_else(|_| "/usr/sbin/nginx".to_owned());
        let [address, first, second] = free_addresses()?;
        let folder = std::fs::canonicalize(folder)?.join("nginx");
        std::fs::create_dir_all(&folder)?;
        let at = folder.display();
        let configuration = format!(
            "worker_processes 1;
            daemon off;
            pid {at}/nginx.pid;
            error_log {at}/error.log;
            events {{ worker_connections 4096; }}
            http {{
                access_log off;
                client_body_temp_path {at}/body;
                proxy_temp_path {at}/proxy;
                fastcgi_temp_path {at}/fastcgi;
                uwsgi_temp_path {at}/uwsgi;
                scgi_temp_path {at}/scgi;
                upstream miaohui {{ server {first} max_fails=1 fail_timeout=5s; server {second} max_fails=1 fail_timeout=5s; }}
                server {{
                    listen {address};
                    location / {{
                        proxy_pass http://miaohui;
                        proxy_http_version 1.1;
                        proxy_set_header Host $http_host;
                        proxy_set_header Upgrade $http_upgrade;
                        proxy_set_header Connection upgrade;
                        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                        proxy_read_timeout 1h;
                        proxy_next_upstream error timeout;
                    }}
                }}
            }}"
        );
        let file = folder.join("nginx.conf");
        std::fs::write(&file, configuration)?;
        let child = Command::new(&program)
            .arg("-e")
            .arg(folder.join("error.log"))
            .arg("-c")
            .arg(&file)
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| format!("{program}: {error}"))?;
        let nginx = Self { child, address, upstreams: [first, second] };
        let began = Instant::now();
        while std::net::TcpStream::connect(&nginx.address).is_err() {
            if began.elapsed() > START_MAX {
                return Err("nginx does not listen".into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(nginx)
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // QUIT would wait for sockets; TERM ends the workers too, which KILL would not.
        let _told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        let _ended = self.child.wait();
    }
}

/// Three free addresses, held together so that they differ.
fn free_addresses() -> Result<[String; 3], Fault> {
    let held =
        [TcpListener::bind("127.0.0.1:0")?, TcpListener::bind("127.0.0.1:0")?, TcpListener::bind("127.0.0.1:0")?];
    let [first, second, third] = &held;
    Ok([first.local_addr()?.to_string(), second.local_addr()?.to_string(), third.local_addr()?.to_string()])
}
