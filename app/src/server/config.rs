//! How a server is started: flags, with an environment variable for each.

use clap::Args;
use std::{net::SocketAddr, path::PathBuf};

/// `miaohui serve`.
#[derive(Args, Clone, Debug)]
pub struct ServeArgs {
    /// Folder for the embedded database and the keys.
    #[arg(long, env = "MIAOHUI_DATA", default_value = "data")]
    pub data: PathBuf,
    /// `sqlite:FILE` or `postgres://…`; without it an embedded database in the data folder.
    #[arg(long, env = "MIAOHUI_DATABASE")]
    pub database: Option<String>,
    /// Address to listen on.
    #[arg(long, env = "MIAOHUI_LISTEN", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// The public address, such as `https://kefu.example.edu.cn`; did:web, QR codes, cookies and
    /// the Origin check use it.
    #[arg(long, env = "MIAOHUI_ORIGIN")]
    pub origin: Option<String>,
    /// Make a demonstration school with one account a role. Loopback only.
    #[arg(long, env = "MIAOHUI_DEMO")]
    pub demo: bool,
    /// A content folder to use instead of the shipped one.
    #[arg(long, env = "MIAOHUI_CONTENT")]
    pub content: Option<PathBuf>,
}

/// What is wrong with the way the server was started.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error(
        "--demo makes accounts with printed passwords and listens on 127.0.0.1 or [::1] only; leave --listen {0} out, or leave out --demo"
    )]
    DemoNotOnLoopback(SocketAddr),
    #[error("--origin {0} is not an http or https address without a path; write it like https://kefu.example.edu.cn")]
    BadOrigin(String),
}

impl ServeArgs {
    /// Checks what the flags say together.
    ///
    /// # Errors
    /// When they contradict each other, with the mend.
    pub fn check(&self) -> Result<(), ConfigError> {
        if self.demo && !self.listen.ip().is_loopback() {
            return Err(ConfigError::DemoNotOnLoopback(self.listen));
        }
        let origin = self.origin();
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        match host {
            Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', ' ']) => Ok(()),
            _ => Err(ConfigError::BadOrigin(origin)),
        }
    }

    /// The public address without a trailing slash.
    pub fn origin(&self) -> String {
        self.origin
            .clone()
            .map_or_else(|| format!("http://{}", self.listen), |given| given.trim_end_matches('/').to_owned())
    }

    /// Where the database is.
    pub fn database_url(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("sqlite:{}", self.data.join("miaohui.db").display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(listen: &str, origin: Option<&str>, demo: bool, good: bool) {
        let args = ServeArgs {
            data: "data".into(),
            database: None,
            listen: listen.parse().unwrap(),
            origin: origin.map(str::to_owned),
            demo,
            content: None,
        };
        assert_eq!(args.check().is_ok(), good, "{args:?}");
    }

    #[test]
    fn flags_are_held_against_each_other() {
        check("127.0.0.1:3000", None, true, true);
        check("0.0.0.0:3000", None, true, false);
        check("0.0.0.0:3000", Some("https://kefu.example.edu.cn"), false, true);
        check("0.0.0.0:3000", Some("kefu.example.edu.cn"), false, false);
        check("0.0.0.0:3000", Some("https://kefu.example.edu.cn/a"), false, false);
    }
}
