//! A certificate asked for by strangers, through the real router over a real database, while it and its keys change.

use crate::pages::{certificate::masked, examiner::issue::Summary};
use crate::server::{config::ServeArgs, router, state::AppState};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use miaohui::certification::{
    Results, assess,
    assess::Assessed,
    credential::{StatusPlace, build},
    demonstration, did, keys,
    proof::key_name,
};
use miaohui::clock::now_ms;
use miaohui::ids::{self, CertificateId, UserId};
use miaohui::storage::{
    CertificateState, Disclosure, Json, NewCertificate, NewExam, NewOpinion, NewUser, Outcome, Role,
};
use std::net::SocketAddr;
use std::process::Command;
use tower::ServiceExt as _;

const ORIGIN: &str = "http://127.0.0.1:3000";

struct House {
    state: AppState,
    router: Router,
    holder: UserId,
    admin: UserId,
    folder: tempfile::TempDir,
}

impl House {
    async fn built() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let args = ServeArgs {
            data: folder.path().to_owned(),
            database: None,
            listen: SocketAddr::from(([127, 0, 0, 1], 3000)),
            origin: Some(ORIGIN.to_owned()),
            demo: false,
            content: None,
        };
        let state = AppState::open(&args).await.unwrap();
        let person = async |login: &str, role| {
            let (login, display_name) = (login.to_owned(), login.to_owned());
            let new = NewUser { login, display_name, password: None, role, must_change: false };
            state.storage.create_user(&new, now_ms()).await.unwrap()
        };
        let (holder, admin) = (person("holder", Role::Trainee).await, person("examiner", Role::Examiner).await);
        Self { router: router::all(state.clone()), state, holder, admin, folder }
    }

    /// A certificate of `name`, all of it shown; its address.
    async fn certified(&self, name: &str, index: u32) -> (CertificateId, String) {
        let standard = &self.state.content.standards["IS-1"];
        let storage = &self.state.storage;
        let ticket_hash = ids::random().unwrap();
        let exam = NewExam {
            user: self.holder.clone(),
            standard_id: standard.id.clone(),
            standard_version: standard.version.to_string(),
            assignment: None,
            ticket_hash: ticket_hash.clone(),
            conditions: Json("{}".to_owned()),
        };
        let exam = storage.create_exam(&exam, now_ms()).await.unwrap();
        storage.enter_exam(&ticket_hash, &self.holder, now_ms()).await.unwrap();
        storage.submit_exam(&exam, now_ms()).await.unwrap();
        let id = ids::random().unwrap();
        let mut facts = demonstration::facts(id.clone(), "5a1t".into(), index, now_ms());
        (facts.origin, facts.issuer_did) = (did::public_origin(ORIGIN), did::from_origin(ORIGIN));
        facts.status = StatusPlace { index, ..facts.status };
        let signed = self.state.keys.sign(&build(&facts), &facts.issuer_did, now_ms()).unwrap();
        let met = |one: Assessed| Assessed { value: Some(one.threshold), met: true, ..one };
        let summary = Summary {
            title: standard.title.clone(),
            title_en: standard.title_en.clone(),
            school: "云溪示范职业学校".to_owned(),
            criteria: assess(standard, &Results::default()).criteria.into_iter().map(met).collect(),
            invigilated: true,
            accommodations: Vec::new(),
        };
        let certificate = NewCertificate {
            check_code: id.chars().take(12).collect(),
            id: CertificateId(id.clone()),
            exam: exam.clone(),
            user: self.holder.clone(),
            holder_name: name.to_owned(),
            disclosure: Disclosure::Full,
            standard_id: standard.id.clone(),
            standard_version: standard.version.to_string(),
            summary: Json::of(&summary).unwrap(),
            key_id: key_name(&signed).unwrap().to_owned(),
            credential: format!("{signed:#}"),
            issued_ms: facts.issued_ms,
            valid_until_ms: facts.valid_until_ms,
            status_index: u64::from(index),
        };
        let decision = NewOpinion {
            exam,
            examiner: self.admin.clone(),
            outcome: Outcome::Certified,
            reason: String::new(),
            dismissed: Json("[]".to_owned()),
            measured: Json("{}".to_owned()),
            agreeing: 1,
        };
        storage.decide(&decision, Some(&certificate), now_ms()).await.unwrap();
        (CertificateId(id.clone()), format!("/c/{id}"))
    }

    async fn ask(&self, path: &str, language: &str) -> (StatusCode, Vec<u8>) {
        let request = Request::builder().uri(path).header(header::ACCEPT_LANGUAGE, language);
        let request = request.extension(axum::extract::ConnectInfo(SocketAddr::from(([10, 0, 0, 9], 9))));
        let answer = self.router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let status = answer.status();
        (status, axum::body::to_bytes(answer.into_body(), 1 << 20).await.unwrap().to_vec())
    }

    async fn page(&self, path: &str) -> String {
        let (status, page) = self.ask(path, "zh").await;
        assert_eq!(status, StatusCode::OK);
        String::from_utf8(page).unwrap()
    }

    /// What `pdftotext` (Debian: poppler-utils) reads in the PDF.
    async fn printed(&self, path: &str, language: &str) -> String {
        let (status, pdf) = self.ask(&format!("{path}/certificate.pdf"), language).await;
        assert_eq!(status, StatusCode::OK);
        let file = self.folder.path().join("printed.pdf");
        std::fs::write(&file, pdf).unwrap();
        let output = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }
}

#[tokio::test]
async fn a_page_shows_each_change_at_once_though_it_is_kept() {
    let house = House::built().await;
    let (id, path) = house.certified("林小安", 7).await;
    let (valid, storage) = ("notice good state", &house.state.storage);
    for _ in 0..2 {
        let page = house.page(&path).await;
        assert!(page.contains(valid) && page.contains("林小安") && !page.contains("<script"));
        assert!(page.len() < 50_000, "{} bytes", page.len());
    }
    storage.set_disclosure(&id, &house.holder, Disclosure::Partial).await.unwrap();
    let page = house.page(&path).await;
    assert!(page.contains(&masked("林小安")) && !page.contains("林小安"));
    let set = async |state, reason| {
        assert!(storage.set_certificate_state(&id, state, reason, &house.admin, now_ms()).await.unwrap());
        house.page(&path).await
    };
    let page = set(CertificateState::Suspended, Some("申诉中")).await;
    assert!(page.contains("申诉中") && !page.contains(valid));
    assert!(set(CertificateState::Valid, None).await.contains(valid));
    let page = set(CertificateState::Revoked, Some("代考")).await;
    assert!(page.contains("代考") && !page.contains(valid));
    assert_eq!(house.ask("/c/none", "zh").await.0, StatusCode::NOT_FOUND);
}

/// Disowned while the server runs: what was issued stays valid, what a thief makes is refused, the register is public.
#[tokio::test]
async fn a_disowned_keys_certificates_stay_valid() {
    let house = House::built().await;
    let (_, path) = house.certified("林小安", 7).await;
    assert!(house.page(&path).await.contains("notice good state"));
    let key = house.state.keys.now().in_use().unwrap().id.clone();
    let register = format!("/credentials/register/{key}");
    assert_eq!(house.ask(&register, "zh").await.0, StatusCode::NOT_FOUND);
    let dir = house.state.keys.dir();
    assert_eq!(keys::disown(&house.state.storage, dir, &key, "stolen", None, now_ms()).await.unwrap(), 1);
    assert!(house.page(&path).await.contains("notice good state"));
    assert_eq!(house.ask(&register, "zh").await.0, StatusCode::OK);
    let (_, path) = house.certified("陈立", 9).await;
    assert!(house.page(&path).await.contains("notice good state"), "signed by the new key");
}

#[tokio::test]
async fn paper_says_what_the_page_says() {
    let house = House::built().await;
    let (id, path) = house.certified("欧阳喆玥", 7).await;
    let printed = house.printed(&path, "zh").await;
    let code = super::grouped(&id.0[..12]);
    for words in ["欧阳喆玥", "非国家职业资格证书", "云溪示范职业学校", "监考", code.as_str(), path.as_str()]
    {
        assert!(printed.contains(words), "{words} is not in:\n{printed}");
    }
    let english = house.printed(&path, "en").await;
    for words in ["欧阳喆玥", "非国家职业资格证书", "Measured"] {
        assert!(english.contains(words), "{words} is not in:\n{english}");
    }
    house.state.storage.set_disclosure(&id, &house.holder, Disclosure::Code).await.unwrap();
    assert!(!house.printed(&path, "zh").await.contains("喆"));
    // A name that cannot be printed is not printed, and the page says which character it was.
    let (_, path) = house.certified("王𪚥", 9).await;
    let (status, page) = house.ask(&format!("{path}/certificate.pdf"), "zh").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(String::from_utf8(page).unwrap().contains("𪚥"));
}
