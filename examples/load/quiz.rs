//! `bench quiz`: a thousand students each begin a quiz, give sixteen answers, hand in and look at the review.

use super::line;
use super::programme::Fault;
use super::programme::ground::{Ground, Place};
use super::programme::process::Server;
use super::programme::time::{Dice, histogram, note, quantile_ms};
use hdrhistogram::Histogram;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{ACCEPT_ENCODING, CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use miaohui::accounts::SESSION_COOKIE;
use std::cell::RefCell;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::task::LocalSet;
use tokio::time::sleep;

const STUDENTS: usize = 1_000;
const ANSWERS: u64 = 16;
/// Questions of a practice set: the answers beyond are second thoughts.
const QUESTIONS: u64 = 10;
/// The students begin within this time …
const ARRIVAL: Duration = Duration::from_secs(40);
/// … and think so long over a question, on average.
const THINKS: Duration = Duration::from_millis(1_500);
/// What Moodle 4.3 took for the same way, measured on such a machine, in CPU-seconds an attempt.
const MOODLE_CPU_S: f64 = 0.73;
/// … its requests and size of a cold attempt page.
const MOODLE_REQUESTS: f64 = 34.0;
const MOODLE_KIB: f64 = 3.63 * 1_000_000.0 / 1_024.0;

const CODING: &str = "gzip, br";

type Times = Rc<RefCell<Histogram<u64>>>;

/// A student's browser: one connection, one session.
struct Browser {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    session: String,
    coding: &'static str,
    times: Times,
}

/// What came back.
struct Answered {
    status: StatusCode,
    location: String,
    body: Bytes,
}

pub async fn run() -> Result<(), Fault> {
    LocalSet::new().run_until(measure()).await
}

#[expect(clippy::cast_precision_loss, reason = "counts of students and bytes")]
async fn measure() -> Result<(), Fault> {
    let ground = Ground::lay(STUDENTS, None).await?;
    let server = Server::start(&ground)?;
    let times: Times = Rc::new(RefCell::new(histogram()?));
    // The first attempt puts the bank together; it is no student's.
    let first = ground.places.first().ok_or("nobody is there")?;
    let cold = attempt(&server.address, first, &times, 0, Duration::ZERO).await?;
    *times.borrow_mut() = histogram()?;

    let (cpu_s, began) = (server.cpu_s()?, Instant::now());
    let students: Vec<_> = (0_u64..)
        .zip(&ground.places)
        .map(|(nr, place)| {
            let (address, place, times) = (server.address.clone(), place.clone(), Rc::clone(&times));
            tokio::task::spawn_local(async move {
                let mut dice = Dice::new(nr);
                sleep(ARRIVAL.mul_f64((dice.roll() % 10_000) as f64 / 10_000.0)).await;
                attempt(&address, &place, &times, nr, THINKS).await.map_err(|error| error.to_string())
            })
        })
        .collect();
    for student in students {
        student.await??;
    }
    let (used, took) = (server.cpu_s()? - cpu_s, began.elapsed());
    server.stop()?;
    let each = used / STUDENTS as f64;
    let times = times.borrow();
    line("quiz.cpu_s_per_attempt", each, "s", "Moodle 4.3, same way, such a machine", MOODLE_CPU_S);
    line("quiz.p99_ms", quantile_ms(&times, 0.99), "ms", "p50 of the same requests", quantile_ms(&times, 0.5));
    line("quiz.page_requests", cold.0 as f64, "", "Moodle 4.3's cold attempt page", MOODLE_REQUESTS);
    line("quiz.page_kib", cold.1 as f64 / 1_024.0, "KiB", "Moodle 4.3's cold attempt page", MOODLE_KIB);
    let a_minute = STUDENTS as f64 / took.as_secs_f64() * 60.0;
    line("quiz.attempts_per_minute", a_minute, "", "requests measured", times.len() as f64);
    Ok(())
}

/// One student's way. Returns requests and bytes of the attempt's page with all it loads.
async fn attempt(
    address: &str,
    place: &Place,
    times: &Times,
    nr: u64,
    thinks: Duration,
) -> Result<(u64, usize), Fault> {
    let mut browser = Browser::open(address, place, times).await?;
    let mut dice = Dice::new(nr ^ 0x5157);
    let begun = browser.post("/quiz", "application/x-www-form-urlencoded", "set=mixed&assignment=".to_owned()).await?;
    let id = begun.location.strip_prefix("/quiz/").ok_or_else(|| format!("no attempt: {}", begun.status))?.to_owned();
    let page = browser.get(&begun.location).await?;
    let cold = if thinks.is_zero() { browser.cold(&begun.location, &page).await? } else { (0, 0) };
    for answer in 0..ANSWERS {
        let number = 1 + answer % QUESTIONS;
        sleep(dice.pause(thinks)).await;
        let answer = format!(r#"{{"attempt":"{id}","number":{number},"answer":{{"options":[{}]}}}}"#, dice.roll() % 4);
        let kept = browser.post("/api/save_answer", "application/json", answer).await?;
        if kept.status != StatusCode::OK {
            return Err(format!("answer {number}: {}", kept.status).into());
        }
    }
    // Its answer is read here.
    browser.coding = "identity";
    let done = browser.post("/api/finish_quiz", "application/json", format!(r#"{{"attempt":"{id}"}}"#)).await?;
    browser.coding = CODING;
    let review: String = serde_json::from_slice(&done.body)?;
    let review = browser.get(&review).await?;
    if review.status != StatusCode::OK {
        return Err(format!("the review: {}", review.status).into());
    }
    Ok(cold)
}

impl Browser {
    async fn open(address: &str, place: &Place, times: &Times) -> Result<Self, Fault> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::task::spawn_local(connection);
        Ok(Self {
            sender,
            host: address.to_owned(),
            session: place.session.clone(),
            coding: CODING,
            times: Rc::clone(times),
        })
    }

    async fn get(&mut self, path: &str) -> Result<Answered, Fault> {
        self.ask(Method::GET, path, None, String::new()).await
    }

    async fn post(&mut self, path: &str, kind: &str, body: String) -> Result<Answered, Fault> {
        self.ask(Method::POST, path, Some(kind), body).await
    }

    async fn ask(&mut self, method: Method, path: &str, kind: Option<&str>, body: String) -> Result<Answered, Fault> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, &self.host)
            .header(ORIGIN, format!("http://{}", self.host))
            .header(ACCEPT_ENCODING, self.coding)
            .header(COOKIE, format!("{}={}", SESSION_COOKIE, self.session));
        if let Some(kind) = kind {
            request = request.header(CONTENT_TYPE, kind);
        }
        let asked = Instant::now();
        self.sender.ready().await?;
        let response = self.sender.send_request(request.body(Full::from(body))?).await?;
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (status, location) = (response.status(), location.to_owned());
        let body = response.into_body().collect().await?.to_bytes();
        note(&mut self.times.borrow_mut(), asked.elapsed());
        Ok(Answered { status, location, body })
    }

    /// Requests and bytes of a page and every file it names, as they travel.
    async fn cold(&mut self, path: &str, page: &Answered) -> Result<(u64, usize), Fault> {
        // The page travels compressed; for its links it is asked once more as it is.
        self.coding = "identity";
        let plain = self.get(path).await?;
        self.coding = CODING;
        let plain = String::from_utf8(plain.body.to_vec())?;
        let mut files: Vec<&str> = plain.split(['"', '\'']).filter(|part| is_file(part)).collect();
        files.sort_unstable();
        files.dedup();
        let (mut requests, mut bytes) = (1, page.body.len());
        for file in files {
            let answered = self.get(file).await?;
            if answered.status != StatusCode::OK {
                return Err(format!("{file}: {}", answered.status).into());
            }
            requests += 1;
            bytes += answered.body.len();
        }
        Ok((requests, bytes))
    }
}

fn is_file(part: &str) -> bool {
    part.starts_with("/pkg/") || part == "/icon.svg"
}
