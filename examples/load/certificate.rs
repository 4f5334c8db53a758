//! `bench certificate`: strangers look at certificates, each page many times; and a file of the same size, sent by the
//! plainest server there is (hyper, one read and one answer a request), measured the same way.

use super::line;
use super::programme::Fault;
use super::programme::ground::Ground;
use super::programme::process::{Server, cpu_s};
use http_body_util::{BodyExt as _, Empty, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT_ENCODING, CONTENT_TYPE, HOST};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use miaohui::certification::assess::Assessed;
use miaohui::certification::credential::{StatusPlace, build};
use miaohui::certification::keys::Keyring;
use miaohui::certification::proof::key_name;
use miaohui::certification::{Results, Standard, assess, demonstration, did, status};
use miaohui::clock::now_ms;
use miaohui::content::{self, Files};
use miaohui::ids::{self, CertificateId};
use miaohui::storage::{Disclosure, Json, NewCertificate, NewExam, NewOpinion, NewUser, Outcome, Role, Storage};
use serde_json::json;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::LocalSet;

/// Certificates that are looked at in turn.
const CERTIFICATES: u32 = 50;
/// The standard they are of.
const STANDARD: &str = "IS-1";
/// Connections at once, each kept open.
const CONNECTIONS: usize = 32;
const WARM: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(10);
/// The most a page may weigh with all it loads, in KiB, and the least pages a second a core: what was asked for.
const KIB_ASKED: f64 = 50.0;
const PER_S_ASKED: f64 = 5_000.0;

pub async fn run() -> Result<(), Fault> {
    LocalSet::new().run_until(measure()).await
}

async fn measure() -> Result<(), Fault> {
    let ground = Ground::lay(0, None).await?;
    let address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    let origin = format!("http://{address}");
    let paths = issue(&ground, &origin).await?;
    let server = Server::start_at(&ground, &address, &origin)?;

    let page = get(&address, &paths[0], "").await?;
    let kib = weight(&address, &paths[0]).await?;
    let pages = rate(&address, &paths, server.pid()).await?;
    server.stop()?;

    let file = ground.folder().join("static.html");
    std::fs::write(&file, &page)?;
    let static_address = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
    let child = Static::start(&file, &static_address)?;
    let files = rate(&static_address, &["/".to_owned()], child.0.id()).await?;

    line("certificate.per_s_per_core", pages, "pages/s of CPU time", "asked for", PER_S_ASKED);
    let reference = format!("a file of {} bytes by hyper alone, files/s of CPU time", page.len());
    line("certificate.vs_static", pages / files, "", &reference, files);
    line("certificate.page_kib", kib, "KiB with its style sheet, brotli", "asked for, at most", KIB_ASKED);
    Ok(())
}

/// Certificates of the demonstration's standard; their addresses.
async fn issue(ground: &Ground, origin: &str) -> Result<Vec<String>, Fault> {
    let files = Files::read(&ground.content()).map_err(|faults| format!("{faults:?}"))?;
    let content = content::load(&files).map_err(|faults| format!("{faults:?}"))?;
    let standard = content.standards.get(STANDARD).ok_or("the standard is not there")?;
    let keyring = Keyring::load_or_create(&ground.data(), now_ms())?;
    let storage = ground.storage().await?;
    let person = async |login: &str, name: &str, role| {
        let (login, display_name) = (login.to_owned(), name.to_owned());
        storage.create_user(&NewUser { login, display_name, password: None, role, must_change: false }, now_ms()).await
    };
    let holder = person("holder", "林小安", Role::Trainee).await?;
    let examiner = person("examiner", "沈国栋", Role::Examiner).await?;
    let mut paths = Vec::new();
    for nr in 0..CERTIFICATES {
        let exam = NewExam {
            user: holder.clone(),
            standard_id: standard.id.clone(),
            standard_version: standard.version.to_string(),
            assignment: None,
            ticket_hash: format!("ticket-{nr}"),
            conditions: Json("{}".to_owned()),
        };
        let exam = storage.create_exam(&exam, now_ms()).await?;
        storage.enter_exam(&format!("ticket-{nr}"), &holder, now_ms()).await?;
        storage.submit_exam(&exam, now_ms()).await?;
        let decision = NewOpinion {
            exam: exam.clone(),
            examiner: examiner.clone(),
            outcome: Outcome::Certified,
            reason: String::new(),
            measured: Json("{}".to_owned()),
            dismissed: Json("[]".to_owned()),
            agreeing: 1,
        };
        let mut certificate = signed(&keyring, standard, origin, nr)?;
        (certificate.exam, certificate.user) = (exam, holder.clone());
        storage.decide(&decision, Some(&certificate), now_ms()).await?;
        paths.push(format!("/c/{}", certificate.id));
    }
    close(storage).await;
    Ok(paths)
}

async fn close(storage: Storage) {
    storage.close().await;
}

/// As the examiner's page signs one; exam and user are put in afterwards.
fn signed(keyring: &Keyring, standard: &Standard, origin: &str, nr: u32) -> Result<NewCertificate, Fault> {
    let id = ids::random()?;
    let mut facts = demonstration::facts(id.clone(), ids::random()?, 0, now_ms());
    (facts.origin, facts.issuer_did) = (did::public_origin(origin), did::from_origin(origin));
    facts.status = StatusPlace { index: nr * 100, ..facts.status };
    let signed = keyring.sign(&build(&facts), &facts.issuer_did, now_ms())?;
    // What `pages::examiner::issue::Summary` keeps for the page.
    let criteria: Vec<Assessed> = assess(standard, &Results::default())
        .criteria
        .into_iter()
        .map(|criterion| Assessed { value: Some(criterion.threshold), met: true, ..criterion })
        .collect();
    let summary = json!({ "title": standard.title, "title_en": standard.title_en, "school": facts.school,
        "criteria": criteria, "invigilated": true, "accommodations": [] });
    Ok(NewCertificate {
        check_code: id.chars().take(12).collect(),
        id: CertificateId(id),
        exam: "".into(),
        user: "".into(),
        holder_name: "林小安".to_owned(),
        disclosure: Disclosure::Full,
        standard_id: standard.id.clone(),
        standard_version: standard.version.to_string(),
        summary: Json::of(&summary)?,
        key_id: key_name(&signed).unwrap_or_default().to_owned(),
        credential: signed.to_string(),
        issued_ms: facts.issued_ms,
        valid_until_ms: facts.valid_until_ms,
        status_index: u64::from(facts.status.index % status::ENTRIES),
    })
}

/// Requests a second of the CPU time that process `pid` uses for them.
async fn rate(address: &str, paths: &[String], pid: u32) -> Result<f64, Fault> {
    work(address, paths, WARM).await?;
    let before = cpu_s(pid)?;
    let answered = work(address, paths, MEASURED).await?;
    Ok(f64::from(answered) / (cpu_s(pid)? - before))
}

/// Asks on every connection, as fast as it is answered, for `time`; how often it was answered.
async fn work(address: &str, paths: &[String], time: Duration) -> Result<u32, Fault> {
    let until = Instant::now() + time;
    let asking: Vec<_> = (0..CONNECTIONS)
        .map(|nr| {
            let (address, paths) = (address.to_owned(), paths.to_vec());
            tokio::task::spawn_local(async move {
                let mut sender = connect(&address).await?;
                let mut answered = 0_u32;
                while Instant::now() < until {
                    let path = &paths[(nr + answered as usize) % paths.len()];
                    ask(&mut sender, &address, path, "").await?;
                    answered += 1;
                }
                Ok::<u32, String>(answered)
            })
        })
        .collect();
    let mut sum = 0;
    for one in asking {
        sum += one.await??;
    }
    Ok(sum)
}

async fn connect(address: &str) -> Result<SendRequest<Empty<Bytes>>, String> {
    let stream = TcpStream::connect(address).await.map_err(|error| error.to_string())?;
    let (sender, connection) = handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
    tokio::task::spawn_local(connection);
    Ok(sender)
}

async fn ask(sender: &mut SendRequest<Empty<Bytes>>, address: &str, path: &str, coding: &str) -> Result<Bytes, String> {
    let request = Request::get(path).header(HOST, address).header(ACCEPT_ENCODING, coding);
    let request = request.body(Empty::new()).map_err(|error| error.to_string())?;
    let response = sender.send_request(request).await.map_err(|error| error.to_string())?;
    if response.status() != StatusCode::OK {
        return Err(format!("{path} answered {}", response.status()));
    }
    Ok(response.into_body().collect().await.map_err(|error| error.to_string())?.to_bytes())
}

async fn get(address: &str, path: &str, coding: &str) -> Result<Bytes, Fault> {
    Ok(ask(&mut connect(address).await?, address, path, coding).await?)
}

/// KiB that travel for a page and the style sheet it names, as a browser asks for them.
async fn weight(address: &str, path: &str) -> Result<f64, Fault> {
    let page = get(address, path, "").await?;
    let text = String::from_utf8_lossy(&page);
    if text.contains("<script") {
        return Err("the page has a script".into());
    }
    let style = text.split("href=\"").find(|rest| rest.starts_with("/pkg/") && rest.contains(".css\""));
    let style = style.and_then(|rest| rest.split('"').next()).ok_or("the page names no style sheet")?;
    let bytes = get(address, path, "br").await?.len() + get(address, style, "br").await?.len();
    Ok(f64::from(u32::try_from(bytes)?) / 1024.0)
}

/// This program as a server of one file.
struct Static(Child);

impl Static {
    fn start(file: &Path, address: &str) -> Result<Self, Fault> {
        let child =
            Command::new(std::env::current_exe()?).arg("static").arg(file).arg(address).stdin(Stdio::null()).spawn()?;
        let started = Instant::now();
        while std::net::TcpStream::connect(address).is_err() {
            if started.elapsed() > WARM {
                return Err("the server of one file does not answer".into());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(Self(child))
    }
}

impl Drop for Static {
    fn drop(&mut self) {
        // It has no other way to end.
        let _ended = self.0.kill();
        let _status = self.0.wait();
    }
}

/// `load static FILE ADDRESS`: answers every request with the file, read anew each time.
pub fn serve_static() -> Result<(), Fault> {
    let mut arguments = std::env::args().skip(2);
    let (file, address) = (arguments.next().ok_or("no file")?, arguments.next().ok_or("no address")?);
    let file: &'static str = file.leak();
    // As many threads as the server that it is compared with.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let listener = TcpListener::bind(address).await?;
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let answering = hyper::service::service_fn(move |_: Request<Incoming>| answer(file));
            tokio::spawn(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), answering));
        }
    })
}

async fn answer(file: &str) -> Result<Response<Full<Bytes>>, std::io::Error> {
    let mut response = Response::new(Full::new(Bytes::from(std::fs::read(file)?)));
    response.headers_mut().insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static("text/html"));
    Ok(response)
}
