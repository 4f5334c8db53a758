//! The check from outside: requests into the whole router, on a database of its own.

use super::FILE_MAX;
use crate::server::{config::ServeArgs, limits::KEY_A_MINUTE, router, state::AppState};
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Method, Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use miaohui::{
    certification::{credential, demonstration},
    clock::now_ms,
    ids::{self, CertificateId, UserId},
    storage::{CertificateState, Disclosure, Json, NewCertificate, NewExam, NewOpinion, Outcome, Role},
};
use std::net::SocketAddr;
use tower::ServiceExt as _;

const PASSWORD: &str = "kuaidi-2026";
const ORIGIN: &str = "http://127.0.0.1:3000";

struct Site {
    state: AppState,
    router: Router,
    _folder: tempfile::TempDir,
}

/// What came back.
struct Answer {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    body: String,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Site {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let args = ServeArgs {
            data: folder.path().to_owned(),
            database: None,
            listen: "127.0.0.1:3000".parse().unwrap(),
            origin: None,
            demo: false,
            content: None,
        };
        let state = AppState::open(&args).await.unwrap();
        Self { router: router::all(state.clone()), state, _folder: folder }
    }

    async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header(header::ORIGIN, ORIGIN);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let address: SocketAddr = ([10, 0, 0, 1], 40_000).into();
        let request = request.extension(ConnectInfo(address)).body(body.into()).unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    async fn get(&self, path: &str, cookie: &str) -> Answer {
        self.ask(Method::GET, path, &[("cookie", cookie), ("accept", "text/html")], Body::empty()).await
    }

    async fn post(&self, path: &str, cookie: &str, form: &str) -> Answer {
        let headers =
            [("cookie", cookie), ("accept", "text/html"), ("content-type", "application/x-www-form-urlencoded")];
        self.ask(Method::POST, path, &headers, form.to_owned()).await
    }

    /// Somebody with an account, signed in: the id and the cookie.
    async fn person(&self, login: &str, name: &str, role: Role) -> (UserId, String) {
        let id = self.state.accounts.create(login, name, PASSWORD, role, false, now_ms()).await.unwrap();
        let answer = self.post("/login", "", &format!("login={login}&password={PASSWORD}")).await;
        let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        assert!(answer.status.is_redirection() && !cookie.is_empty(), "{login}: {}", answer.body);
        (id, cookie)
    }

    /// A certificate of the holder, with its credential signed by this site.
    async fn certificate(&self, holder: &UserId) -> CertificateId {
        let storage = &self.state.storage;
        let now = now_ms();
        let examiner =
            self.state.accounts.create("shen", "沈国栋", PASSWORD, Role::Examiner, false, now).await.unwrap();
        let new = NewExam {
            user: holder.clone(),
            standard_id: "PS-1".to_owned(),
            standard_version: "1".to_owned(),
            assignment: None,
            ticket_hash: "ticket".to_owned(),
            conditions: Json("{}".to_owned()),
        };
        let exam = storage.create_exam(&new, now).await.unwrap();
        storage.enter_exam("ticket", holder, now).await.unwrap();
        storage.submit_exam(&exam, now).await.unwrap();
        let decision = NewOpinion {
            exam: exam.clone(),
            examiner,
            outcome: Outcome::Certified,
            reason: "达标".to_owned(),
            dismissed: Json("[]".to_owned()),
            measured: Json("{}".to_owned()),
            agreeing: 1,
        };
        let id = CertificateId(ids::random().unwrap());
        let facts = demonstration::facts(id.to_string(), "salt".to_owned(), 7, now);
        let signed = self.state.keys.sign(&credential::build(&facts), &facts.issuer_did, now).unwrap();
        let certificate = NewCertificate {
            id: id.clone(),
            exam,
            user: holder.clone(),
            holder_name: "林小安".to_owned(),
            disclosure: Disclosure::Partial,
            check_code: "7f3kq29dmxw4".to_owned(),
            standard_id: "PS-1".to_owned(),
            standard_version: "1".to_owned(),
            summary: Json(SUMMARY.to_owned()),
            key_id: miaohui::certification::proof::key_name(&signed).unwrap().to_owned(),
            credential: signed.to_string(),
            issued_ms: now,
            valid_until_ms: facts.valid_until_ms,
            status_index: 7,
        };
        storage.decide(&decision, Some(&certificate), now).await.unwrap();
        id
    }
}

const SUMMARY: &str =
    r#"{"title":"售前一档","title_en":"Presale, Tier 1","school":"云溪示范职业学校","criteria":[],"invigilated":true}"#;

/// The text between two others.
fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).and_then(|(_, rest)| rest.split_once(after)).map(|(found, _)| found).unwrap_or_default()
}

/// Multipart with these fields.
fn multipart(fields: &[(&str, &str)]) -> String {
    let part = |(name, value): &(&str, &str)| {
        let file = if *name == "file" { "; filename=\"a.csv\"" } else { "" };
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n")
    };
    format!("{}--x--\r\n", fields.iter().map(part).collect::<String>())
}

const MULTIPART: (&str, &str) = ("content-type", "multipart/form-data; boundary=x");

#[tokio::test(flavor = "multi_thread")]
async fn each_described_answer_comes() {
    let site = Site::open().await;
    let (holder, _) = site.person("lin", "林小安", Role::Trainee).await;
    let id = site.certificate(&holder).await;
    let credential = site.get(&format!("/c/{id}/credential.json"), "").await.body;
    let (employer, _) = site.person("chen", "陈立", Role::Employer).await;
    let key = site.state.storage.make_api_key(&employer, "x", now_ms()).await.unwrap().unwrap();
    let bearer = format!("Bearer {key}");
    let verify = async |bearer: &str, body: String| {
        let headers = [("authorization", bearer)];
        site.ask(Method::POST, "/api/v1/verify", if bearer.is_empty() { &[] } else { &headers }, body).await
    };

    let description: serde_json::Value = serde_json::from_str(&api_description(&site).await).unwrap();
    let mut described: Vec<(String, String)> = Vec::new();
    for (path, methods) in description["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().values() {
            described
                .extend(method["responses"].as_object().unwrap().keys().map(|status| (path.clone(), status.clone())));
        }
    }
    let mut came = Vec::new();
    let mut note = |path: &str, answer: &Answer| came.push((path.to_owned(), answer.status.as_str().to_owned()));

    let answer = verify("", credential.clone()).await;
    assert_eq!(between(&answer.body, "\"state\":\"", "\""), "valid", "{}", answer.body);
    assert_eq!(answer.header("ratelimit-limit"), "");
    note("/api/v1/verify", &answer);
    let answer = verify(&bearer, credential.replace("云溪", "海溪")).await;
    assert_eq!(between(&answer.body, "\"state\":\"", "\""), "tampered", "{}", answer.body);
    assert_eq!(answer.header("ratelimit-limit"), KEY_A_MINUTE.to_string());
    assert_eq!(answer.header("ratelimit-remaining"), (KEY_A_MINUTE.get() - 1).to_string());
    let answer = verify("Bearer mhk_guessed", credential.clone()).await;
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    note("/api/v1/verify", &answer);
    note("/api/v1/verify", &verify("", "x".repeat(FILE_MAX + 1)).await);
    assert_eq!(verify("", "x".repeat(4 << 20)).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    // Some come back while they are used up.
    let mut answer = verify(&bearer, "{".to_owned()).await;
    for _ in 0..3 * KEY_A_MINUTE.get() {
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
        answer = verify(&bearer, "{".to_owned()).await;
    }
    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 0);
    assert_eq!(answer.header("ratelimit-remaining"), "0");
    note("/api/v1/verify", &answer);
    // Another's limit is not this one's.
    assert_eq!(verify("", "{".to_owned()).await.status, StatusCode::OK);
    note("/.well-known/did.json", &site.get("/.well-known/did.json", "").await);
    note("/credentials/status/{number}", &site.get("/credentials/status/1", "").await);
    note("/credentials/status/{number}", &site.get("/credentials/status/99", "").await);
    came.sort();
    described.sort();
    assert_eq!(came, described);
}

async fn api_description(site: &Site) -> String {
    let answer = site.get("/api/openapi.json", "").await;
    assert_eq!(answer.header("content-type"), "application/json");
    answer.body
}

#[tokio::test(flavor = "multi_thread")]
async fn a_holder_shows_and_takes_back() {
    let site = Site::open().await;
    let (holder, cookie) = site.person("lin", "林小安", Role::Trainee).await;
    let id = site.certificate(&holder).await;
    let (_, stranger) = site.person("wu", "吴", Role::Trainee).await;
    let own = format!("/today/certificates/{id}");
    assert_eq!(site.get(&own, &stranger).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.post(&format!("{own}/present"), &stranger, "disclosure=full").await.status, StatusCode::NOT_FOUND);

    let page = site.post(&format!("{own}/present"), &cookie, "disclosure=full").await;
    let code = between(&page.body, "class=\"once\">", "<").to_owned();
    assert_eq!(code.len(), 9, "{}", page.body);
    // Typed into the wrong field it is not used up.
    assert!(site.get(&format!("/verify?code={code}"), "").await.body.contains("这是一次性码"));
    let shown = site.post("/verify/present", "", &format!("once={}", code.to_lowercase())).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("本人在场") && shown.body.contains("林小安"));
    let again = site.post("/verify/present", "", &format!("once={code}")).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert!(!site.get(&format!("/c/{id}"), "").await.body.contains("林小安"), "the page itself shows a part");

    assert!(site.post(&own, &cookie, "whom=云溪&disclosure=full&days=7").await.status.is_redirection());
    assert_eq!(site.post(&own, &cookie, "whom=&disclosure=full&days=999").await.status, StatusCode::BAD_REQUEST);
    let page = site.get(&own, &cookie).await.body;
    let share = between(&page, "/s/", "\"").to_owned();
    let opened = site.get(&format!("/s/{share}"), "").await;
    assert!(opened.status == StatusCode::OK && opened.body.contains("林小安"), "{}", opened.body);
    site.get(&format!("/s/{share}"), &cookie).await;
    assert!(site.get(&own, &cookie).await.body.contains("打开过 1 次"), "the holder's own look does not count");

    let (_, employer) = site.person("chen", "陈立", Role::Employer).await;
    assert_eq!(
        site.post("/employer/watch", &employer, &format!("link={id}")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert!(site.post("/employer/watch", &employer, &format!("link={ORIGIN}/s/{share}")).await.status.is_redirection());
    assert!(!site.get("/verify", &employer).await.body.contains("class=\"count\""));
    site.state
        .storage
        .set_certificate_state(&id, CertificateState::Revoked, Some("代考"), &holder, now_ms())
        .await
        .unwrap();
    assert!(site.get("/verify", &employer).await.body.contains("class=\"count\">1"));
    assert!(site.get("/employer/watch", &employer).await.body.contains("代考"));
    assert!(site.post(&format!("/employer/watch/{share}"), &employer, "what=revoked").await.status.is_redirection());
    assert!(!site.get("/employer/watch", &employer).await.body.contains("class=\"count\""));

    let end = |what: &str| format!("what={what}");
    assert!(site.post(&format!("{own}/{share}"), &cookie, &end("withdraw")).await.status.is_redirection());
    let gone = site.get(&format!("/s/{share}"), "").await;
    assert!(gone.status == StatusCode::GONE && !gone.body.contains("林"), "{}", gone.body);
    let watched = site.get("/employer/watch", &employer).await.body;
    assert!(watched.contains("持证人撤回了链接") && !watched.contains("林小安"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_roll_is_checked_in_one_table() {
    let site = Site::open().await;
    let (holder, cookie) = site.person("lin", "林小安", Role::Trainee).await;
    let id = site.certificate(&holder).await;
    let roll = "查验码,姓名\n7F3K-Q29D-MXW4,=cmd|'/c calc'!A1\n0000-0000-0000,甲\n短,乙\n7f3kq29dmxw4,丙";
    let send = async |cookie: &str, fields: &[(&str, &str)]| {
        site.ask(
            Method::POST,
            "/employer",
            &[("cookie", cookie), MULTIPART, ("accept", "text/html")],
            multipart(fields),
        )
        .await
    };
    assert_eq!(send(&cookie, &[("codes", roll)]).await.status, StatusCode::FORBIDDEN);
    let (_, employer) = site.person("chen", "陈立", Role::Employer).await;
    let page = send(&employer, &[("codes", ""), ("file", roll)]).await;
    assert!(page.body.contains("有效 1 · 查无此证 1 · 不是查验码 1 · 重复 1"), "{}", page.body);
    assert!(page.body.contains(&format!("/c/{id}")) && page.body.contains("林*安"));
    let again = between(&page.body, "hidden>\n", "</textarea>").replace("&lt;", "<").replace("&amp;", "&");
    let table = send(&employer, &[("codes", &again), ("as", "csv")]).await;
    assert!(table.header("content-disposition").contains(".csv"));
    assert!(table.body.contains("\r\n2,7F3K-Q29D-MXW4,'=cmd|'/c calc'!A1,林*安,PS-1,有效"), "{}", table.body);
    let none = send(&employer, &[("codes", "姓名,班级\n甲,二班")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("姓名、班级"));
    assert_eq!(send(&employer, &[("codes", &"x".repeat(5 << 20))]).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}
