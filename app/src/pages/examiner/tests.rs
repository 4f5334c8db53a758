//! Deciding, appealing, suspending through the site's own doors, on both databases.

#[path = "../../../../tests/databases/mod.rs"]
mod databases;

use super::{case::Case, issue};
use crate::pages::{certificate::checked, trainer::tickets::ticket_hash};
use crate::server::{config::ServeArgs, router, state::AppState};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use databases::{Fresh, each};
use miaohui::{
    accounts::SESSION_COOKIE,
    certification::verify,
    clock::now_ms,
    ids::{ExamId, UserId},
    storage::{Json, NewExam, NewOpinion, NewUser, Outcome, Role, SESSION_USER, Storage},
};
use tower::Service as _;
use tower_sessions::{
    SessionStore as _,
    cookie::time,
    session::{Id, Record},
};

const ORIGIN: &str = "http://127.0.0.1:3000";
const PAGE_MAX: usize = 1 << 20;

/// The site over a fresh database.
struct Site {
    state: AppState,
    router: Router,
    _folder: tempfile::TempDir,
}

impl Site {
    async fn over(fresh: &Fresh) -> Self {
        let folder = tempfile::TempDir::new().unwrap();
        let args = ServeArgs {
            data: folder.path().to_owned(),
            database: Some(fresh.url.clone()),
            listen: "127.0.0.1:3000".parse().unwrap(),
            origin: Some(ORIGIN.to_owned()),
            demo: false,
            content: None,
        };
        let state = AppState::open(&args).await.unwrap();
        Self { router: router::all(state.clone()), state, _folder: folder }
    }

    async fn person(&self, login: &str, role: Role) -> Person {
        let new = NewUser {
            login: login.to_owned(),
            display_name: login.to_owned(),
            password: None,
            role,
            must_change: false,
        };
        let id = self.state.storage.create_user(&new, now_ms()).await.unwrap();
        let expiry_date = time::OffsetDateTime::now_utc() + time::Duration::hours(1);
        let mut record = Record { id: Id::default(), data: Default::default(), expiry_date };
        record.data.insert(SESSION_USER.to_owned(), serde_json::json!(id.0));
        self.state.storage.create(&mut record).await.unwrap();
        Person { id, cookie: format!("{SESSION_COOKIE}={}", record.id) }
    }

    /// Status and text of an answer; without fields it is a `GET`.
    async fn asked(&self, by: &Person, path: &str, fields: Option<&str>) -> (StatusCode, String) {
        let request = Request::builder()
            .uri(path)
            .method(if fields.is_some() { "POST" } else { "GET" })
            .header(header::COOKIE, &by.cookie)
            .header(header::ORIGIN, ORIGIN)
            .header(header::ACCEPT, "text/html")
            .header(header::ACCEPT_LANGUAGE, "zh")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(fields.unwrap_or_default().to_owned()))
            .unwrap();
        let response = self.router.clone().call(request).await.unwrap();
        let status = response.status();
        let text = to_bytes(response.into_body(), PAGE_MAX).await.unwrap();
        (status, String::from_utf8_lossy(&text).into_owned())
    }

    async fn done(&self, by: &Person, path: &str, fields: &str) -> StatusCode {
        self.asked(by, path, Some(fields)).await.0
    }
}

struct Person {
    id: UserId,
    cookie: String,
}

/// An exam of the first presale standard that was handed in.
async fn handed_in(storage: &Storage, candidate: &Person, ticket: &str) -> ExamId {
    let id = ticketed(storage, candidate, ticket).await;
    storage.enter_exam(&ticket_hash(ticket), &candidate.id, now_ms()).await.unwrap().unwrap();
    assert!(storage.submit_exam(&id, now_ms()).await.unwrap());
    id
}

async fn ticketed(storage: &Storage, candidate: &Person, ticket: &str) -> ExamId {
    let new = NewExam {
        user: candidate.id.clone(),
        standard_id: "PS-1".to_owned(),
        standard_version: "1".to_owned(),
        assignment: None,
        ticket_hash: ticket_hash(ticket),
        conditions: Json("{\"invigilated\":true}".to_owned()),
    };
    storage.create_exam(&new, now_ms()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_decide_is_refused_at_the_door() {
    for fresh in each().await {
        let site = Site::over(&fresh).await;
        let storage = &site.state.storage;
        let candidate = site.person("lin", Role::Trainee).await;
        let (leads, other, third) = (
            site.person("leads", Role::Examiner).await,
            site.person("other", Role::Examiner).await,
            site.person("third", Role::Examiner).await,
        );
        let class = storage.create_cohort("一班", &leads.id, None, now_ms()).await.unwrap();
        storage.join_cohort(&class, &candidate.id, now_ms()).await.unwrap();
        let exam = handed_in(storage, &candidate, "aaaa").await;
        let case = format!("/examiner/{exam}");
        let refuse = "outcome=refuse&reason=%E8%BF%98%E4%B8%8D%E5%A4%9F";
        for outcome in ["outcome=certify&reason=x", refuse] {
            assert_eq!(site.done(&leads, &case, outcome).await, StatusCode::FORBIDDEN, "{}: {outcome}", fresh.name);
        }
        assert_eq!(site.done(&candidate, &case, refuse).await, StatusCode::FORBIDDEN);
        let (_, page) = site.asked(&leads, &case, None).await;
        assert!(page.contains("您是这位考生的讲师") && !page.contains("value=\"certify\""), "{page}");
        assert_eq!(site.done(&other, &case, "outcome=certify").await, StatusCode::UNPROCESSABLE_ENTITY, "not met");
        let nothing = site.done(&other, &case, "outcome=refuse").await;
        assert_eq!(nothing, StatusCode::UNPROCESSABLE_ENTITY, "without a reason");
        let marks = "&mark-courtesy=3&mark-care=2";
        assert_eq!(site.done(&other, &case, &format!("{refuse}{marks}")).await, StatusCode::SEE_OTHER);
        assert_eq!(site.done(&third, &case, refuse).await, StatusCode::CONFLICT, "decided");

        // The door stays shut until the date it tells, and the ticket stays whole.
        ticketed(storage, &candidate, "bbbb").await;
        let (status, page) = site.asked(&candidate, "/exam", Some("ticket=BBBB")).await;
        assert!(status == StatusCode::UNPROCESSABLE_ENTITY && page.contains("还没有到补考时间"), "{page}");
        assert!(storage.exam_by_ticket(&ticket_hash("bbbb"), &candidate.id).await.unwrap().is_some());

        let page_of = format!("/exam/{exam}");
        let file = format!("{page_of}/appeal");
        assert_eq!(site.done(&other, &file, "reason=x").await, StatusCode::FORBIDDEN);
        assert_eq!(site.done(&candidate, &file, "reason=%E7%AC%AC12%E8%A1%8C").await, StatusCode::SEE_OTHER);
        assert!(site.asked(&candidate, &page_of, None).await.1.contains("等待另一位考评员"));
        assert_eq!(site.done(&leads, &case, refuse).await, StatusCode::FORBIDDEN);
        assert_eq!(site.done(&other, &case, refuse).await, StatusCode::CONFLICT, "who decided before");
        assert_eq!(site.done(&third, &case, &format!("{refuse}{marks}")).await, StatusCode::SEE_OTHER);
        let (_, page) = site.asked(&candidate, &page_of, None).await;
        assert!(page.contains("维持原评定") && page.contains("还不够"), "{page}");
        assert!(storage.verify_audit().await.unwrap().is_ok());
        fresh.storage.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspension_is_seen_at_once_and_in_the_status_list() {
    for fresh in each().await {
        let site = Site::over(&fresh).await;
        let (state, storage) = (&site.state, &site.state.storage);
        let candidate = site.person("lin", Role::Trainee).await;
        let examiner = site.person("shen", Role::Examiner).await;
        let admin = site.person("zhou", Role::Admin).await;
        let exam = handed_in(storage, &candidate, "cccc").await;
        let user = storage.user(&examiner.id).await.unwrap().unwrap();
        let case = Case::of(state, &user, exam.0.clone()).await.unwrap();
        let opinion = NewOpinion {
            exam,
            examiner: examiner.id.clone(),
            outcome: Outcome::Certified,
            reason: String::new(),
            dismissed: Json("[]".to_owned()),
            measured: Json("{}".to_owned()),
            agreeing: 1,
        };
        let id = issue::issue(state, &case, &opinion).await.unwrap();
        let credential = storage.certificate(&id).await.unwrap().unwrap().credential;
        let (page, register) = (format!("/c/{id}"), format!("/admin/certificates/{id}"));
        let reason = "reason=%E4%BB%A3%E8%80%83";
        let steps = [
            ("suspended", verify::State::Suspended, "已暂停"),
            ("valid", verify::State::Valid, "有效"),
            ("revoked", verify::State::Revoked, "已撤销"),
        ];
        assert!(site.asked(&candidate, &page, None).await.1.contains("无人监考"));
        assert_eq!(site.done(&admin, &register, "state=suspended&reason=").await, StatusCode::SEE_OTHER);
        assert_eq!(checked(state, credential.as_bytes()).await.unwrap().state, verify::State::Valid, "no reason");
        for (to, expected, words) in steps {
            assert_eq!(site.done(&admin, &register, &format!("state={to}&{reason}")).await, StatusCode::SEE_OTHER);
            let (_, text) = site.asked(&candidate, &page, None).await;
            assert!(text.contains(words) && (to == "valid" || text.contains("代考")), "{}: {to}", fresh.name);
            // The verifier reads the signed list, as any other does.
            assert_eq!(checked(state, credential.as_bytes()).await.unwrap().state, expected);
        }
        assert_eq!(site.done(&admin, &register, "state=valid&reason=").await, StatusCode::CONFLICT, "for good");
        assert_eq!(site.done(&candidate, &register, "state=valid&reason=").await, StatusCode::FORBIDDEN);
        let (_, history) = site.asked(&admin, &register, None).await;
        assert!(history.contains("代考") && history.contains("zhou"), "{history}");
        fresh.storage.close().await;
    }
}
